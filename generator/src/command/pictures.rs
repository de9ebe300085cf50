//! Pictures that are kept in a folder of the site from one build to the next, `.carnet-cache`.
//!
//! Never in the output: what lies there would be published. The folder ignores itself for git, may
//! be deleted at any time, and holds only what the last good build used. Where it cannot be
//! written pictures are made again, and that is no mistake.

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
        if !self.folder.exists() {
            fs::create_dir(&self.folder)?;
            fs::write(self.folder.join(IGNORE), "*\n")?;
        }
        let mut file = tempfile::Builder::new().suffix(UNFINISHED).tempfile_in(&self.folder)?;
        file.write_all(bytes)?;
        file.persist(self.folder.join(name)).map_err(|error| error.error)?;
        Ok(())
    }
}

impl Keep for Cache {
    fn find(&self, output: &str) -> Option<Vec<u8>> {
        let name = key(output) + ENDING;
        let bytes = fs::read(self.folder.join(&name)).ok()?;
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

    #[test]
    fn a_folder_holds_what_the_last_build_used() {
        let site = tempfile::tempdir().expect("a folder can be made");
        let folder = site.path().join(FOLDER);
        let first = Cache::of(site.path(), Mode::Write);
        assert_eq!(first.find("one.png"), None);
        first.keep(&[("one.png", &[1]), ("two.png", &[2])]);
        first.forget_the_rest();
        assert_eq!(fs::read_to_string(folder.join(IGNORE)).expect("it is there"), "*\n");

        let second = Cache::of(site.path(), Mode::Write);
        assert_eq!(second.find("one.png"), Some(vec![1]));
        second.keep(&[("one.png", &[1])]);
        second.forget_the_rest();
        let third = Cache::of(site.path(), Mode::Read);
        third.keep(&[("two.png", &[2])]);
        assert_eq!((third.find("one.png"), third.find("two.png")), (Some(vec![1]), None));

        Cache::of(site.path(), Mode::Write).forget_the_rest();
        assert!(!folder.exists());
    }
}
