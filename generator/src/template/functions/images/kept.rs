//! Pictures that an earlier build has made, so that none is made twice.
//!
//! `carnet serve` keeps them in memory. `carnet build` keeps them in a folder of the site,
//! `.carnet-cache`, never in the output: what lies there would be published. The folder ignores
//! itself for git, may be deleted at any time, and holds only what the last good build used.
//!
//! The name of a processed picture says what is in it: a hash of the picture and of what was done
//! to it. In the folder, the programs that write pictures are part of the name too, since another
//! version of them may write other bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The folder of a site in which they are kept.
const FOLDER: &str = ".carnet-cache";

/// What makes their bytes. A test holds it against the versions that the program is built with.
const WRITERS: &[(&str, &str)] = &[
    ("fdeflate", "0.3.7"),
    ("image", "0.25.10"),
    ("image-webp", "0.2.4"),
    ("libwebp-sys", "0.9.6"),
    ("png", "0.18.1"),
    ("rav1e", "0.8.1"),
    ("ravif", "0.13.0"),
    ("zune-jpeg", "0.5.15"),
];

/// Where pictures are kept.
#[derive(Clone, Debug, Default)]
pub struct Made(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    /// In memory, by the files of the output.
    kept: Mutex<BTreeMap<String, Vec<u8>>>,
    folder: Option<PathBuf>,
    /// Whether the folder is left as it is.
    is_only_read: bool,
    /// Files of the folder that were read or written.
    used: Mutex<BTreeSet<String>>,
}

impl Made {
    /// Keeps them in a folder of the site at `root`.
    #[must_use]
    pub fn in_site(root: &Path) -> Self {
        Self(Arc::new(Inner { folder: Some(root.join(FOLDER)), ..Inner::default() }))
    }

    /// Uses those that a folder of the site at `root` keeps, and keeps no others.
    #[must_use]
    pub fn read_from_site(root: &Path) -> Self {
        let folder = Some(root.join(FOLDER));
        Self(Arc::new(Inner { folder, is_only_read: true, ..Inner::default() }))
    }

    /// The picture of a file of the output.
    pub(super) fn find(&self, output: &str) -> Option<Vec<u8>> {
        let Some(folder) = &self.0.folder else { return lock(&self.0.kept).get(output).cloned() };
        let name = name_of(output);
        let bytes = fs::read(folder.join(&name)).ok()?;
        lock(&self.0.used).insert(name);
        Some(bytes)
    }

    /// Keeps the pictures of a build; in memory, no others.
    pub(super) fn keep<'a>(&self, made: impl Iterator<Item = (&'a String, &'a Vec<u8>)>) {
        let Some(folder) = &self.0.folder else {
            *lock(&self.0.kept) = made.map(|(name, bytes)| (name.clone(), bytes.clone())).collect();
            return;
        };
        if self.0.is_only_read {
            return;
        }
        for (output, bytes) in made {
            let name = name_of(output);
            // Where nothing can be written, pictures are made again: that is no mistake.
            if !lock(&self.0.used).contains(&name) && write(folder, &name, bytes).is_ok() {
                lock(&self.0.used).insert(name);
            }
        }
    }

    /// Deletes from the folder what the last build did not use.
    pub fn forget_the_rest(&self) {
        let Some(folder) = &self.0.folder else { return };
        let used = lock(&self.0.used);
        let Ok(entries) = fs::read_dir(folder) else { return };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let is_ours = name.to_str().is_some_and(|name| {
                name.ends_with(ENDING) && !used.contains(name) || name.ends_with(UNFINISHED)
            });
            if is_ours {
                let _ = fs::remove_file(entry.path());
            }
        }
        if used.is_empty() {
            let _ = fs::remove_file(folder.join(IGNORE));
            // Fails where something of others is left in it, and that is well.
            let _ = fs::remove_dir(folder);
        }
    }
}

const ENDING: &str = ".picture";
const UNFINISHED: &str = ".unfinished";
const IGNORE: &str = ".gitignore";

/// The name of a picture in the folder.
fn name_of(output: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(output.as_bytes());
    hasher.update(format!("{WRITERS:?}").as_bytes());
    format!("{}{ENDING}", &hasher.finalize().to_hex()[..32])
}

/// Writes a file whole or not at all.
fn write(folder: &Path, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    if !folder.exists() {
        fs::create_dir(folder)?;
        fs::write(folder.join(IGNORE), "*\n")?;
    }
    let mut file = tempfile::Builder::new().suffix(UNFINISHED).tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.persist(folder.join(name)).map_err(|error| error.error)?;
    Ok(())
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_writes_pictures_is_what_the_program_is_built_with() {
        let locked = include_str!("../../../../../Cargo.lock");
        for (name, version) in WRITERS {
            let entry = format!("name = \"{name}\"\nversion = \"{version}\"\n");
            assert!(locked.contains(&entry), "WRITERS has another {name} than Cargo.lock");
        }
    }

    #[test]
    fn a_folder_holds_what_the_last_build_used() {
        let site = tempfile::tempdir().expect("a folder can be made");
        let folder = site.path().join(FOLDER);
        let (one, two) = ("one.png".to_owned(), "two.png".to_owned());
        let first = Made::in_site(site.path());
        assert_eq!(first.find(&one), None);
        first.keep([(&one, &vec![1]), (&two, &vec![2])].into_iter());
        first.forget_the_rest();
        assert_eq!(fs::read_to_string(folder.join(IGNORE)).expect("it is there"), "*\n");

        let second = Made::in_site(site.path());
        assert_eq!(second.find(&one), Some(vec![1]));
        second.keep([(&one, &vec![1])].into_iter());
        second.forget_the_rest();
        let third = Made::read_from_site(site.path());
        third.keep([(&two, &vec![2])].into_iter());
        assert_eq!((third.find(&one), third.find(&two)), (Some(vec![1]), None));

        Made::in_site(site.path()).forget_the_rest();
        assert!(!folder.exists());
    }
}
