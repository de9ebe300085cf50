//! Pictures that are kept in a folder of the site from one build to the next, `.carnet-cache`.
//!
//! Never in the output: what lies there would be published. The folder ignores itself for git, may
//! be deleted at any time, and holds only what the last good build used. Where it cannot be
//! written pictures are made again, and that is no mistake.
//!
//! What lies there could come from strangers all the same, who can send whatever git carries: no
//! symbolic link is followed, the folder's own included, and what is no picture of the wanted kind
//! is not used.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::template::functions::images::{Keep, key};

/// The folder of a site in which they are kept.
const FOLDER: &str = ".carnet-cache";

const ENDING: &str = ".picture";
const UNFINISHED: &str = ".unfinished";
const IGNORE: &str = ".gitignore";

/// The folder of a site.
#[derive(Debug)]
pub(super) struct Cache {
    folder: PathBuf,
    mode: Mode,
    /// Files of the folder that were read or written.
    used: Mutex<BTreeSet<String>>,
}

/// What may become of the folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// What is new is written into it.
    Write,
    /// It stays as it is.
    Read,
}

impl Cache {
    /// The folder of the site at `root`.
    pub(super) fn of(root: &Path, mode: Mode) -> Self {
        Self { folder: root.join(FOLDER), mode, used: Mutex::default() }
    }

    /// Deletes what was not used.
    pub(super) fn forget_the_rest(&self) {
        let used = self.used();
        if !is_folder(&self.folder) {
            return;
        }
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let is_left = name.to_str().is_some_and(|name| {
                name.ends_with(ENDING) && !used.contains(name) || name.ends_with(UNFINISHED)
            });
            if is_left {
                let _ = fs::remove_file(entry.path());
            }
        }
        if used.is_empty() {
            let _ = fs::remove_file(self.folder.join(IGNORE));
            // Fails where something of others is left in it, and that is well.
            let _ = fs::remove_dir(&self.folder);
        }
    }

    fn used(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.used.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes a file whole or not at all.
    fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        if !is_folder(&self.folder) {
            // Fails where anything else is there, and that is well.
            fs::create_dir(&self.folder)?;
            fs::write(self.folder.join(IGNORE), "*\n")?;
        }
        let mut file = tempfile::Builder::new().suffix(UNFINISHED).tempfile_in(&self.folder)?;
        file.write_all(bytes)?;
        file.persist(self.folder.join(name)).map_err(|error| error.error)?;
        Ok(())
    }
}

/// Whether a folder is there, and no link to one.
fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|data| data.is_dir())
}

impl Keep for Cache {
    fn find(&self, output: &str, is_wanted: &dyn Fn(&Vec<u8>) -> bool) -> Option<Vec<u8>> {
        let name = key(output) + ENDING;
        let file = self.folder.join(&name);
        if !is_folder(&self.folder) || !fs::symlink_metadata(&file).ok()?.is_file() {
            return None;
        }
        let bytes = fs::read(file).ok().filter(is_wanted)?;
        self.used().insert(name);
        Some(bytes)
    }

    fn keep(&self, made: &[(&str, &[u8])]) {
        if self.mode == Mode::Read {
            return;
        }
        for (output, bytes) in made {
            let name = key(output) + ENDING;
            let is_there = self.used().contains(&name);
            if !is_there && self.write(&name, bytes).is_ok() {
                self.used().insert(name);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn any(_: &Vec<u8>) -> bool {
        true
    }

    #[test]
    fn a_folder_holds_what_the_last_build_used() {
        let site = tempfile::tempdir().expect("a folder can be made");
        let folder = site.path().join(FOLDER);
        let first = Cache::of(site.path(), Mode::Write);
        assert_eq!(first.find("one.png", &any), None);
        first.keep(&[("one.png", &[1]), ("two.png", &[2])]);
        first.forget_the_rest();
        assert_eq!(fs::read_to_string(folder.join(IGNORE)).expect("it is there"), "*\n");

        let second = Cache::of(site.path(), Mode::Write);
        assert_eq!(second.find("one.png", &any), Some(vec![1]));
        second.keep(&[("one.png", &[1])]);
        second.forget_the_rest();
        let third = Cache::of(site.path(), Mode::Read);
        third.keep(&[("two.png", &[2])]);
        let found = (third.find("one.png", &any), third.find("two.png", &any));
        assert_eq!(found, (Some(vec![1]), None));
        assert_eq!(third.find("one.png", &|bytes| bytes.is_empty()), None);

        Cache::of(site.path(), Mode::Write).forget_the_rest();
        assert!(!folder.exists());
    }

    #[cfg(unix)]
    #[test]
    fn no_link_is_followed() -> io::Result<()> {
        use std::os::unix::fs::symlink;

        let (site, outside) = (tempfile::tempdir()?, tempfile::tempdir()?);
        let (folder, secret) = (site.path().join(FOLDER), outside.path().join("secret.picture"));
        fs::write(&secret, "a secret")?;
        let name = key("one.png") + ENDING;
        fs::create_dir(&folder)?;
        symlink(&secret, folder.join(&name))?;
        let cache = Cache::of(site.path(), Mode::Write);
        assert_eq!(cache.find("one.png", &any), None);
        cache.keep(&[("one.png", &[1])]);
        assert_eq!(fs::read(folder.join(&name))?, [1]);
        assert_eq!(fs::read_to_string(&secret)?, "a secret");

        fs::remove_dir_all(&folder)?;
        symlink(outside.path(), &folder)?;
        fs::write(outside.path().join(&name), [1])?;
        let cache = Cache::of(site.path(), Mode::Write);
        assert_eq!(cache.find("one.png", &any), None);
        cache.keep(&[("two.png", &[2])]);
        cache.forget_the_rest();
        assert_eq!(fs::read_dir(outside.path())?.count(), 2);
        Ok(())
    }
}
