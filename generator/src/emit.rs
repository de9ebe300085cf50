//! From a site to files on disk: the one place that writes the output.
//!
//! Everything that changed is first written into a hidden folder within the output. Only when
//! all of it is there do files take their places, so that a full disk or a lost connection leaves
//! the last good site as it was. Files that did not change are not touched.
//!
//! Taking places is many renames and can fail half way. The list of what carnet wrote therefore
//! names the old and the new files before the first of them moves, and what is gone is deleted
//! last: whatever happens, the next build knows every file and finishes the work.

mod present;
mod safety;
mod staging;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, codes};
use crate::site::{Artifact, Sink, Site};
use crate::source::{Content, Sources};
use present::{MANIFEST, collect, fingerprint, list, manifest, remove_emptied_folders};
pub use safety::{check_folder, check_own_folder};
use staging::{MadeFolders, Staging};

/// How the names of files begin that are kept here for this purpose: no site can have one.
pub(crate) const OWN: &str = ".carnet-";

/// What waits to become the manifest while files take their places: those of the last site and
/// of the new one.
const BOTH: &str = ".carnet-files-of-both";

/// What becomes of files in the output folder that carnet did not write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// Nothing is written, and they are named.
    Refuse,
    /// They are deleted.
    Delete,
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files of the site.
    pub files: usize,
    /// Those whose bytes changed.
    pub changed: usize,
    /// Files of an earlier site that are gone.
    pub removed: usize,
}

/// Writes the site into `folder`, which [`check_folder`] has found safe.
///
/// # Errors
/// When the folder holds files of others, or something cannot be written.
pub fn write(
    site: &Site,
    sources: &Sources,
    folder: &Path,
    foreign: Foreign,
) -> Result<Written, Diagnostic> {
    Output::open(folder, foreign)?.finish(site, sources)
}

/// An output folder that is being written. Pages wait in it from the moment they are finished; if
/// the site is not, they go and nothing has changed.
pub struct Output {
    folder: PathBuf,
    foreign: Foreign,
    known: BTreeSet<String>,
    present: BTreeSet<String>,
    staging: Staging,
    /// The first page that could not be written.
    failed: Mutex<Option<(PathBuf, io::Error)>>,
    // Dropped last: what was made for the output goes when nothing came of it.
    _made: MadeFolders,
}

impl Output {
    /// Makes ready to write into `folder`, which [`check_folder`] has found safe.
    ///
    /// # Errors
    /// When the folder holds files of others, or nothing can be written there.
    pub fn open(folder: &Path, foreign: Foreign) -> Result<Self, Diagnostic> {
        let known = manifest(folder);
        let present = list(folder, &known).map_err(at(folder)).map_err(untouched)?;
        let is_strange = |path: &&str| !known.contains(&fingerprint(path));
        let strangers: Vec<&str> = present.iter().map(String::as_str).filter(is_strange).collect();
        if foreign == Foreign::Refuse && !strangers.is_empty() {
            return Err(foreign_files(folder, &strangers));
        }
        let made = MadeFolders::up_to(folder).map_err(at(folder)).map_err(untouched)?;
        let staging = Staging::new(folder).map_err(at(folder)).map_err(untouched)?;
        let folder = folder.to_owned();
        let failed = Mutex::default();
        Ok(Self { folder, foreign, known, present, staging, failed, _made: made })
    }

    /// Writes what is still to be written of `site`, and puts all of it in place.
    ///
    /// # Errors
    /// When something cannot be written.
    pub fn finish(self, site: &Site, sources: &Sources) -> Result<Written, Diagnostic> {
        let mixed = |(path, error): (PathBuf, io::Error)| {
            cannot_write(&path, &error)
                .remark("some files are of the new site, some of the last one: build again")
        };
        if let Some(problem) = self.failed.lock().ok().and_then(|mut failed| failed.take()) {
            return Err(untouched(problem));
        }
        let changed = self.stage(site, sources).map_err(untouched)?;
        // Hidden files of others are left alone, also where the site has one of that name.
        let is_of_others = |path: &&str| {
            path.starts_with('.')
                && !self.known.contains(&fingerprint(path))
                && fs::symlink_metadata(self.folder.join(path)).is_ok()
        };
        let hidden: Vec<&str> = changed.iter().copied().filter(is_of_others).collect();
        if self.foreign == Foreign::Refuse && !hidden.is_empty() {
            return Err(foreign_files(&self.folder, &hidden));
        }

        let (staging, folder) = (self.staging.path(), &self.folder);
        // Until the list of old and new files is in its place, nothing has moved.
        place(&staging.join(BOTH), &folder.join(MANIFEST))
            .map_err(at(&folder.join(MANIFEST)))
            .map_err(untouched)?;
        let gone: BTreeSet<&str> = self
            .present
            .iter()
            .filter(|path| !site.artifacts.contains_key(*path))
            .map(String::as_str)
            .collect();
        self.put_in_place(&changed, &gone).map_err(mixed)?;
        Ok(Written { files: site.artifacts.len(), changed: changed.len(), removed: gone.len() })
    }

    /// Writes what changed into the staging folder, and both lists of files. The result is what
    /// changed.
    fn stage<'a>(
        &self,
        site: &'a Site,
        sources: &Sources,
    ) -> Result<Vec<&'a str>, (PathBuf, io::Error)> {
        let changed: Vec<Option<&str>> = site
            .artifacts
            .par_iter()
            .map(|(path, artifact)| {
                let is_changed = match artifact {
                    Artifact::Taken { is_changed } => *is_changed,
                    Artifact::Made(bytes) => self.wait(path, bytes)?,
                    Artifact::Copied(id) => {
                        self.copy(path, &sources.get(*id).content, site.hard_links)?
                    }
                };
                Ok(is_changed.then_some(path.as_str()))
            })
            .collect::<Result<_, _>>()?;
        let new: Vec<String> =
            site.artifacts.par_iter().map(|(path, _)| fingerprint(path)).collect();
        let listing = |mut lines: Vec<&str>| {
            lines.par_sort_unstable();
            lines.dedup();
            lines.iter().flat_map(|line| [line, "\n"]).collect::<String>()
        };
        let new = || new.iter().map(String::as_str);
        let both = new().chain(self.known.iter().map(String::as_str)).collect();
        for (name, lines) in [(BOTH, both), (MANIFEST, new().collect())] {
            let waiting = self.staging.path().join(name);
            fs::write(&waiting, listing(lines)).map_err(at(&waiting))?;
        }
        Ok(changed.into_iter().flatten().collect())
    }

    /// Lets `bytes` wait until the site is whole, unless the file holds them already. The result
    /// is whether they wait.
    fn wait(&self, path: &str, bytes: &[u8]) -> Result<bool, (PathBuf, io::Error)> {
        if self.holds(path, bytes) {
            return Ok(false);
        }
        self.put(path, |waiting| fs::write(waiting, bytes))
    }

    /// As [`Self::wait`], with the bytes of a source.
    fn copy(
        &self,
        path: &str,
        content: &Content,
        hard_links: bool,
    ) -> Result<bool, (PathBuf, io::Error)> {
        let Content::OnDisk(disk) = content else {
            let bytes = copied(content).map_err(at(&self.folder.join(path)))?;
            return self.wait(path, &bytes);
        };
        // Films are long: they are read only where one of the same length is there.
        let length = fs::metadata(disk).map_err(at(&self.folder.join(path)))?.len();
        if self.is_as_long(path, length)
            && fs::read(disk).is_ok_and(|bytes| self.holds(path, &bytes))
        {
            return Ok(false);
        }
        self.put(path, |waiting| {
            // Where the output is on another disk, it cannot share anything.
            if hard_links && fs::hard_link(disk, waiting).is_ok() {
                return Ok(());
            }
            fs::copy(disk, waiting).map(|_| ())
        })
    }

    /// Whether the file is there with these bytes.
    fn holds(&self, path: &str, bytes: &[u8]) -> bool {
        self.is_as_long(path, bytes.len() as u64)
            && fs::read(self.folder.join(path)).is_ok_and(|there| there == bytes)
    }

    /// Whether the file is there with so many bytes.
    fn is_as_long(&self, path: &str, length: u64) -> bool {
        self.present.contains(path)
            && fs::metadata(self.folder.join(path)).is_ok_and(|data| data.len() == length)
    }

    /// The name under which a file waits. Where nothing is there yet, whole folders wait to be
    /// moved at once; else files are moved alone, and folders for them would only take time.
    fn waiting<'p>(&self, path: &'p str) -> Cow<'p, str> {
        if self.present.is_empty() { Cow::Borrowed(path) } else { Cow::Owned(fingerprint(path)) }
    }

    fn put(
        &self,
        path: &str,
        write: impl FnOnce(&Path) -> io::Result<()>,
    ) -> Result<bool, (PathBuf, io::Error)> {
        let waiting = self.staging.path().join(&*self.waiting(path));
        let folder = waiting.parent().map_or(Ok(()), fs::create_dir_all);
        folder.and_then(|()| write(&waiting)).map_err(at(&self.folder.join(path)))?;
        Ok(true)
    }

    /// Moves what waits to its place and deletes what is gone, which is the one thing that no later
    /// build could undo.
    fn put_in_place(
        &self,
        changed: &[&str],
        gone: &BTreeSet<&str>,
    ) -> Result<(), (PathBuf, io::Error)> {
        let (staging, folder) = (self.staging.path(), self.folder.as_path());
        let moved = match self.present.is_empty() {
            true => move_new_folders(changed, staging, folder)?,
            false => BTreeSet::new(),
        };
        let is_moved = |path: &str| top(path).is_some_and(|top| moved.contains(top));
        for path in changed.iter().filter(|path| !is_moved(path)) {
            let target = folder.join(path);
            make_way(path, gone, folder)
                .and_then(|()| place(&staging.join(&*self.waiting(path)), &target))
                .map_err(at(&target))?;
        }
        for path in gone {
            let target = folder.join(path);
            match fs::remove_file(&target) {
                // A folder stands there now, or nothing any more.
                _ if target.is_dir() => {}
                Err(error) if !is_absent(&error) => return Err((target, error)),
                _ => {}
            }
        }
        place(&staging.join(MANIFEST), &folder.join(MANIFEST))
            .map_err(at(&folder.join(MANIFEST)))?;
        for path in gone {
            remove_emptied_folders(folder, path);
        }
        Ok(())
    }
}

impl Sink for Output {
    fn take(&self, file: &str, bytes: Vec<u8>) -> Artifact {
        let is_changed = self.wait(file, &bytes).unwrap_or_else(|problem| {
            if let Ok(mut failed) = self.failed.lock() {
                failed.get_or_insert(problem);
            }
            false
        });
        Artifact::Taken { is_changed }
    }
}

fn untouched((path, error): (PathBuf, io::Error)) -> Diagnostic {
    cannot_write(&path, &error).remark("the files that were there before are as they were")
}

/// An error with the place where it happened.
fn at(path: &Path) -> impl FnOnce(io::Error) -> (PathBuf, io::Error) {
    move |error| (path.to_owned(), error)
}

/// Moves whole folders that are not there yet, of which a first build has nothing else, each in one
/// step. The result is their names.
fn move_new_folders<'a>(
    changed: &[&'a str],
    staging: &Path,
    folder: &Path,
) -> Result<BTreeSet<&'a str>, (PathBuf, io::Error)> {
    let mut moved = BTreeSet::new();
    let tops: BTreeSet<&str> = changed.iter().filter_map(|path| top(path)).collect();
    for name in tops {
        let target = folder.join(name);
        if fs::symlink_metadata(&target).is_err_and(|error| is_absent(&error)) {
            fs::rename(staging.join(name), &target).map_err(at(&target))?;
            moved.insert(name);
        }
    }
    Ok(moved)
}

/// The folder at the top that a path lies in.
fn top(path: &str) -> Option<&str> {
    path.split_once('/').map(|(top, _)| top)
}

/// Takes away what stands in the way of `path`: a file of the last site where there must be a
/// folder, or a folder that holds nothing but its files where there must be a file.
fn make_way(path: &str, gone: &BTreeSet<&str>, folder: &Path) -> io::Result<()> {
    for (slash, _) in path.match_indices('/') {
        let above = folder.join(&path[..slash]);
        if gone.contains(&path[..slash]) && !above.is_dir() {
            return fs::remove_file(above)
                .or_else(|error| if is_absent(&error) { Ok(()) } else { Err(error) });
        }
    }
    let target = folder.join(path);
    if fs::symlink_metadata(&target).is_ok_and(|data| data.is_dir()) {
        let mut inside = BTreeSet::new();
        collect(&target, path.to_owned(), &mut inside)?;
        if inside.iter().all(|file| gone.contains(file.as_str())) {
            fs::remove_dir_all(target)?;
        }
    }
    Ok(())
}

/// Whether a file cannot be deleted because it is not there.
fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// The bytes of an artifact.
///
/// # Errors
/// When a file that is copied cannot be read any more, or a [`Sink`] took the bytes.
pub fn bytes(artifact: &Artifact, sources: &Sources) -> io::Result<Vec<u8>> {
    match artifact {
        Artifact::Made(bytes) => Ok(bytes.clone()),
        Artifact::Taken { .. } => Err(io::ErrorKind::NotFound.into()),
        Artifact::Copied(id) => copied(&sources.get(*id).content),
    }
}

fn copied(content: &Content) -> io::Result<Vec<u8>> {
    match content {
        Content::Text(text) => Ok(text.as_bytes().to_vec()),
        Content::Bytes(bytes) => Ok(bytes.to_vec()),
        Content::OnDisk(disk) => fs::read(disk),
        Content::NotUtf8 { .. } | Content::Unreadable(_) => Err(io::ErrorKind::InvalidData.into()),
    }
}

fn place(from: &Path, to: &Path) -> io::Result<()> {
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::rename(from, to)
}

fn foreign_files(folder: &Path, strangers: &[&str]) -> Diagnostic {
    let some = &strangers[..strangers.len().min(5)];
    let more = strangers.len().saturating_sub(some.len());
    let and_more = if more > 0 { format!(" and {more} more") } else { String::new() };
    Diagnostic::about(
        &codes::EMIT_FOREIGN_FILES,
        folder.to_string_lossy(),
        format!("this folder holds files that carnet did not write: {}{and_more}", some.join(", ")),
    )
    .help("choose another folder with --output-dir, or pass --force to delete them")
}

fn cannot_write(path: &Path, error: &io::Error) -> Diagnostic {
    let problem = Diagnostic::about(
        &codes::EMIT_WRITE,
        path.to_string_lossy(),
        format!("this cannot be written: {error}"),
    );
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            problem.help("the disk is full: make room and build again")
        }
        io::ErrorKind::PermissionDenied => problem.help("look at the permissions of the folder"),
        io::ErrorKind::ReadOnlyFilesystem => {
            problem.help("the disk is read-only: choose another --output-dir")
        }
        io::ErrorKind::NotFound => problem.help(
            "it was moved or deleted meanwhile, by another build perhaps: let that end, and build again",
        ),
        _ => problem,
    }
}
