//! Where files wait in the output folder until the whole site is written.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// How the folders begin in which files wait; each build has its own.
const PREFIX: &str = ".carnet-staging-";

/// The folder within, apart from the lock.
const FILES: &str = "files";

/// Locked as long as its build runs: one that was killed leaves it open for the next to see.
const LOCK: &str = "lock";

/// A folder of waiting files, which goes with all that still waits in it.
pub(super) struct Staging {
    folder: TempDir,
    files: PathBuf,
    // Closed first, for what is open cannot be deleted everywhere.
    lock: Option<File>,
}

impl Staging {
    /// Makes one in the output folder, and takes away those that killed builds left there.
    pub(super) fn new(output: &Path) -> io::Result<Self> {
        for entry in fs::read_dir(output)?.flatten() {
            if entry.file_name().to_string_lossy().starts_with(PREFIX) {
                remove_abandoned(&entry.path());
            }
        }
        let folder = tempfile::Builder::new().prefix(PREFIX).tempdir_in(output)?;
        let lock = File::create(folder.path().join(LOCK))?;
        // Where locks are unknown, nothing is ever taken for abandoned.
        let _ = lock.try_lock();
        let files = folder.path().join(FILES);
        fs::create_dir(&files)?;
        Ok(Self { folder, files, lock: Some(lock) })
    }

    /// Where files wait.
    pub(super) fn path(&self) -> &Path {
        &self.files
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        self.lock = None;
        remove(self.folder.path());
    }
}

fn remove_abandoned(folder: &Path) {
    match File::open(folder.join(LOCK)) {
        Ok(lock) if lock.try_lock().is_ok() => remove(folder),
        Ok(_) => {}
        // Its build was killed before it had locked anything: then it is empty.
        Err(_) => {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// Deletes a folder, the lock last: of one that is half deleted the next build still sees that
/// nobody holds it. What cannot be deleted stays, and harms nobody.
fn remove(folder: &Path) {
    let _ = fs::remove_dir_all(folder.join(FILES));
    let _ = fs::remove_file(folder.join(LOCK));
    let _ = fs::remove_dir(folder);
}

/// The folders that were made so that there is an output folder. They go again if they are empty.
pub(super) struct MadeFolders(Vec<PathBuf>);

impl MadeFolders {
    /// Makes `folder` and those above it that are missing.
    pub(super) fn up_to(folder: &Path) -> io::Result<Self> {
        let missing = folder.ancestors().filter(|path| !path.as_os_str().is_empty());
        let missing = missing.take_while(|path| !path.exists()).map(Path::to_owned).collect();
        fs::create_dir_all(folder)?;
        Ok(Self(missing))
    }
}

impl Drop for MadeFolders {
    fn drop(&mut self) {
        for folder in &self.0 {
            // Only succeeds on an empty folder, which is the point.
            if fs::remove_dir(folder).is_err() {
                return;
            }
        }
    }
}
