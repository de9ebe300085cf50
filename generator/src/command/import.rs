//! `carnet import`: reads what was written elsewhere, and writes the new files into the site.
//!
//! What becomes of what is decided in [`crate::import`]. A file that is there is never written
//! over, not even one that came while the import ran.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::{Ending, read_sources, say, show, tell};
use crate::config;
use crate::diagnostic::{self, Diagnostic, codes, report};
use crate::import::obsidian::{self, Vault};
use crate::import::{Imported, Known, NewContent, counted, praxis};
use crate::source::{Content, Source, SourceId, Sources};

/// Where notes come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Saved pages of the platform.
    Praxis,
    /// A vault of Obsidian.
    Obsidian,
}

/// What `import` is asked for.
#[derive(Clone, Debug)]
pub struct Import {
    /// The folder of the site.
    pub root: PathBuf,
    /// The configuration, where it is not the one of the usual name.
    pub config: Option<PathBuf>,
    /// Where notes come from.
    pub origin: Origin,
    /// The file or folder to read.
    pub from: PathBuf,
    /// Whether warnings are as bad as errors. The new files are written all the same.
    pub deny_warnings: bool,
}

/// Imports.
///
/// # Errors
/// When something cannot be read or written.
pub fn run(import: &Import) -> anyhow::Result<Ending> {
    let site = match read_sources(&import.root, import.config.as_deref(), None, &[]) {
        Ok(site) => site,
        Err(problem) => {
            show(&[problem], &Sources::default());
            return Ok(Ending::WithErrors);
        }
    };
    let read = config::parse(&site);
    let Some(config) = read.value.filter(|config| config.carnet.is_some()) else {
        show(&read.diagnostics, &site);
        tell(
            "notes can be imported into a site with [carnet] in its config.toml; `carnet init` makes one",
        );
        return Ok(Ending::WithErrors);
    };
    let known = Known::of(&site, &config);
    let given = read_given(import)?;
    let sources = &given.sources;
    let Imported { files, report } = match import.origin {
        Origin::Praxis => praxis::import(sources, &known),
        Origin::Obsidian => {
            let hashes = hashes(sources)?;
            let there = hashes_of_attachments(&site)?;
            obsidian::import(&Vault { sources, hashes, there }, &known)
        }
    };
    let mut report: Vec<Diagnostic> = given.problems.into_iter().chain(report).collect();
    let counts = counted(&files);
    for (path, content) in files {
        if write(&import.root, &path, &content, sources)? {
            say(&format!("made {path}"));
        } else {
            let message = "this file is there already, and was left as it is";
            report.push(Diagnostic::about(&codes::IMPORT_KEPT, path, message));
        }
    }
    diagnostic::sort(&mut report, sources);
    if !report.is_empty() {
        say(report::short(&report, sources).trim_end());
    }
    say(&format!("imported {counts}; to look at: {}", report.len()));
    let is_refused = |problem: &Diagnostic| problem.is_error() || import.deny_warnings;
    Ok(if report.iter().any(is_refused) { Ending::WithErrors } else { Ending::Well })
}

/// What is to be imported, as far as it could be read.
struct Given {
    sources: Sources,
    problems: Vec<Diagnostic>,
}

fn read_given(import: &Import) -> anyhow::Result<Given> {
    let from = &import.from;
    let mut paths = Vec::new();
    let folder = if fs::metadata(from).map_err(|error| named(from, error))?.is_dir() {
        list(from, &mut paths).map_err(|error| named(from, error))?;
        from.as_path()
    } else {
        paths.push(from.clone());
        from.parent().unwrap_or(Path::new(""))
    };
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    for path in paths {
        let parts = path.strip_prefix(folder).unwrap_or(&path).iter();
        let below = parts.map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
        let ending = below.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
        let is_text = match import.origin {
            Origin::Praxis => matches!(ending.as_str(), "html" | "htm" | "xhtml" | "txt"),
            Origin::Obsidian => ending == "md",
        };
        let content = if is_text {
            match String::from_utf8(fs::read(&path).map_err(|error| named(&path, error))?) {
                Ok(text) => Content::Text(text.into()),
                Err(_) => {
                    let message = "this text is not in UTF-8; save it again with that encoding";
                    problems.push(Diagnostic::about(&codes::IMPORT_UNREADABLE, &below, message));
                    continue;
                }
            }
        } else if import.origin == Origin::Praxis {
            let message = "this is no page, neither HTML nor text";
            problems.push(Diagnostic::about(&codes::IMPORT_LEFT_OUT, &below, message));
            continue;
        } else {
            Content::OnDisk(path)
        };
        files.push(Source { path: below, content });
    }
    Ok(Given { sources: Sources::new(files), problems })
}

/// An error with the path that it is about.
fn named(path: &Path, error: io::Error) -> anyhow::Error {
    anyhow::Error::new(error).context(path.display().to_string())
}

/// Every file below `folder`. Hidden ones are settings of a program; links may lead anywhere.
fn list(folder: &Path, paths: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if kind.is_dir() {
            list(&entry.path(), paths)?;
        } else if kind.is_file() {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(())
}

/// The hashes of files that are copied: two with one hash are one file.
fn hashes(sources: &Sources) -> anyhow::Result<Vec<(SourceId, blake3::Hash)>> {
    let mut hashes = Vec::new();
    for (id, source) in sources.iter() {
        if let Content::OnDisk(path) = &source.content {
            hashes.push((id, hash(path)?));
        }
    }
    Ok(hashes)
}

/// The hashes of attachments that the site has, by their names.
fn hashes_of_attachments(site: &Sources) -> anyhow::Result<Vec<(String, blake3::Hash)>> {
    let mut hashes = Vec::new();
    for (_, name, source) in site.below(obsidian::ATTACHMENTS) {
        if let Content::OnDisk(path) = &source.content {
            hashes.push((name.to_owned(), hash(path)?));
        }
    }
    Ok(hashes)
}

fn hash(path: &Path) -> anyhow::Result<blake3::Hash> {
    let mut hasher = blake3::Hasher::new();
    let mut file = fs::File::open(path).map_err(|error| named(path, error))?;
    io::copy(&mut file, &mut hasher).map_err(|error| named(path, error))?;
    Ok(hasher.finalize())
}

/// Writes a new file; says whether it is new.
///
/// # Errors
/// When it cannot be written.
pub fn write(
    root: &Path,
    path: &str,
    content: &NewContent,
    sources: &Sources,
) -> anyhow::Result<bool> {
    let target = root.join(path);
    if let Some(parent) = target.parent() {
        fs::create_dir_all(parent).map_err(|error| named(parent, error))?;
    }
    let mut file = match fs::OpenOptions::new().write(true).create_new(true).open(&target) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Ok(false),
        Err(error) => return Err(named(&target, error)),
    };
    let done = match content {
        NewContent::Text(text) => file.write_all(text.as_bytes()),
        NewContent::Bytes(bytes) => file.write_all(bytes),
        NewContent::CopyOf(id) => match &sources.get(*id).content {
            Content::OnDisk(from) => {
                fs::File::open(from).and_then(|mut from| io::copy(&mut from, &mut file)).map(drop)
            }
            Content::Bytes(bytes) => file.write_all(bytes),
            _ => file.write_all(sources.text(*id).as_bytes()),
        },
    };
    done.map_err(|error| named(&target, error))?;
    Ok(true)
}
