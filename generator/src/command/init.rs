//! `carnet init`: a small working site to begin with.

use std::fs;
use std::path::{Path, PathBuf};

use include_dir::{Dir, DirEntry, include_dir};

use super::{Ending, say, tell};

/// The files of a new site.
static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/command/init/starter");

/// Makes a site in `folder`, which must be empty or not exist, unless `force`d.
///
/// # Errors
/// When something cannot be written.
pub fn run(folder: &Path, force: bool) -> anyhow::Result<Ending> {
    if folder.join("config.toml").exists() || folder.join("zola.toml").exists() {
        tell(&format!("{} already holds a site", folder.display()));
        return Ok(Ending::WithErrors);
    }
    let is_empty = !folder.exists() || fs::read_dir(folder)?.next().is_none();
    if !is_empty && !force {
        tell(&format!("{} is not empty: choose another folder, or pass --force", folder.display()));
        return Ok(Ending::WithErrors);
    }
    for (path, text) in files() {
        let target = folder.join(&path);
        if target.exists() {
            continue;
        }
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(target, text)?;
    }
    say(&format!("A new carnet is in {}.", folder.display()));
    let root = if folder == Path::new(".") {
        String::new()
    } else {
        format!(" --root {}", folder.display())
    };
    say(&format!("See it with: carnet{root} serve"));
    Ok(Ending::Well)
}

/// The files of a new site, by their paths in it.
#[must_use]
pub fn files() -> Vec<(PathBuf, &'static [u8])> {
    let mut files = Vec::new();
    collect(&STARTER, &mut files);
    files
}

/// The text at `path` of a new site; empty where it has none.
#[must_use]
pub(super) fn text(path: &str) -> &'static str {
    STARTER.get_file(path).and_then(include_dir::File::contents_utf8).unwrap_or_default()
}

fn collect(folder: &'static Dir<'static>, files: &mut Vec<(PathBuf, &'static [u8])>) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(folder) => collect(folder, files),
            DirEntry::File(file) => files.push((file.path().to_owned(), file.contents())),
        }
    }
}
