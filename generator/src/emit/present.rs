//! What lies in the output folder before it is written, and what of it is carnet's.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

/// Tells the files that carnet wrote into an output folder from those of others: a fingerprint of
/// each path, one a line. Not the paths themselves, for the folder is published whole and a list
/// of addresses would name what is unlisted.
pub(super) const MANIFEST: &str = ".carnet-files";

/// How the list of files names a path.
pub(super) fn fingerprint(path: &str) -> String {
    blake3::hash(path.as_bytes()).to_hex().chars().take(16).collect()
}

/// The fingerprints of the files an earlier run wrote.
pub(super) fn manifest(folder: &Path) -> BTreeSet<String> {
    let listing = fs::read_to_string(folder.join(MANIFEST)).unwrap_or_default();
    listing.lines().map(str::to_owned).collect()
}

/// The files in the output folder. Hidden files and folders at its top (a `.git`, say) are left
/// alone, unless an earlier run wrote them.
pub(super) fn list(folder: &Path, known: &BTreeSet<String>) -> io::Result<BTreeSet<String>> {
    let mut files = BTreeSet::new();
    if !folder.exists() {
        return Ok(files);
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_hidden = name.starts_with('.');
        if is_hidden && !known.contains(&fingerprint(&name)) {
            continue;
        }
        collect(&entry.path(), name, &mut files)?;
    }
    Ok(files)
}

pub(super) fn collect(path: &Path, name: String, files: &mut BTreeSet<String>) -> io::Result<()> {
    let is_folder = fs::symlink_metadata(path)?.is_dir();
    if !is_folder {
        files.insert(name);
        return Ok(());
    }
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        let below = format!("{name}/{}", entry.file_name().to_string_lossy());
        collect(&entry.path(), below, files)?;
    }
    Ok(())
}

/// Takes away the folders that `gone` was in, as far as nothing else is in them.
pub(super) fn remove_emptied_folders(folder: &Path, gone: &str) {
    let mut below = Path::new(gone).parent();
    while let Some(path) = below.filter(|path| !path.as_os_str().is_empty()) {
        // Only succeeds on an empty folder, which is the point.
        if fs::remove_dir(folder.join(path)).is_err() {
            return;
        }
        below = path.parent();
    }
}
