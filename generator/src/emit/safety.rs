//! That writing into the output folder cannot touch what the site is made from.

use std::fs;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, codes};
use crate::source::read::FOLDERS;

/// Checks that writing into `folder` cannot touch what the site at `root` is made from.
///
/// # Errors
/// When it could.
pub fn check_folder(folder: &Path, root: &Path) -> Result<(), Diagnostic> {
    let (folder_there, root_there) = (whole(folder), whole(root));
    let holds_the_site = root_there.starts_with(&folder_there);
    let among_the_sources =
        FOLDERS.iter().any(|name| folder_there.starts_with(root_there.join(name)));
    let problem = |message: &str| {
        Diagnostic::about(&codes::EMIT_UNSAFE_FOLDER, folder.to_string_lossy(), message)
            .help("choose a folder of its own with --output-dir, such as `public`")
    };
    if holds_the_site {
        return Err(problem("the output would be written over the site itself"));
    }
    if among_the_sources {
        return Err(problem("the output would be written among the sources of the site"));
    }
    if folder.exists() && !folder.is_dir() {
        return Err(Diagnostic::about(
            &codes::EMIT_WRITE,
            folder.to_string_lossy(),
            "this is a file, and the output is a folder",
        )
        .help("choose another name with --output-dir"));
    }
    Ok(())
}

/// Checks that `folder`, which nobody named for this build, is the site's own where it lies in the
/// site: a link in its place may have come with the site from strangers.
///
/// # Errors
/// When it is led to some other place.
pub fn check_own_folder(folder: &Path, root: &Path) -> Result<(), Diagnostic> {
    let Ok(below) = folder.strip_prefix(root) else { return Ok(()) };
    let mut path = root.to_owned();
    for part in below {
        path.push(part);
        if fs::symlink_metadata(&path).is_ok_and(|data| data.file_type().is_symlink()) {
            let message = "this is a symbolic link, and the output would be written where it leads";
            let problem =
                Diagnostic::about(&codes::EMIT_UNSAFE_FOLDER, path.to_string_lossy(), message);
            return Err(
                problem.help("delete it, or name the folder that it leads to with --output-dir")
            );
        }
    }
    Ok(())
}

/// A path in full, with links followed as far as it exists.
fn whole(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut existing = absolute.as_path();
    let mut missing = Vec::new();
    loop {
        if let Ok(found) = fs::canonicalize(existing) {
            return missing.iter().rev().fold(found, |path, part| path.join(part));
        }
        match (existing.parent(), existing.file_name()) {
            (Some(parent), Some(name)) => {
                missing.push(name);
                existing = parent;
            }
            _ => return absolute,
        }
    }
}
