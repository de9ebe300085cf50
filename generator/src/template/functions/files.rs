//! Files that templates name: where they are looked for, and their bytes.
//!
//! A path is looked for below the site's root, in `static/`, in `content/`, among the files of
//! the output that no template makes (compiled styles, files beside pages), and in the theme's
//! `static/`, in this order. `@/` stands for `content/`. Nothing outside the site is read, nothing
//! that is hidden, and of a carnet nothing that is withheld: a path may come from a note.

use std::path::PathBuf;

use super::{MOST_COMPARED, Problem};
use crate::diagnostic::did_you_mean;
use crate::site::Artifact;
use crate::source::{SourceId, Sources, read};
use crate::template::Library;

/// The largest file that a function takes in: a page is not the place for more.
const LARGEST: u64 = 128 * 1024 * 1024;

/// A file that was found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Its path below the site, or below the output.
    pub(super) path: String,
    place: Place,
}

#[derive(Clone, Debug)]
enum Place {
    Source(SourceId),
    /// Made by the build: a compiled style.
    Made,
    /// Below the root, in no folder of a site.
    Disk(PathBuf),
}

impl Found {
    /// One that is a source.
    pub(super) fn source(sources: &Sources, id: SourceId) -> Self {
        Self { path: sources.get(id).path.clone(), place: Place::Source(id) }
    }
}

/// Looks for the file that a template calls `path`.
///
/// # Errors
/// When the path leads out of the site.
pub(super) fn search(library: &Library, path: &str) -> Result<Option<Found>, Problem> {
    let below = match path.strip_prefix("@/") {
        Some(rest) => format!("content/{rest}"),
        None => path.trim_start_matches('/').to_owned(),
    };
    let Some(below) = normal(&below) else {
        // `../a` from `static/` is still inside.
        let found = normal(&format!("static/{below}")).and_then(|path| at_root(library, &path));
        return found.map(Some).ok_or_else(|| {
            Problem::new(format!("`{path}` is not inside the site"))
                .help("move the file into static/ or data/")
        });
    };
    if is_hidden(&below) {
        return Ok(None);
    }
    if let Some(found) = at_root(library, &below) {
        return Ok(Some(found));
    }
    let in_folder = |folder: &str| {
        let path = format!("{folder}/{below}");
        source(library, &path).map(|id| Found { path, place: Place::Source(id) })
    };
    if let Some(found) = in_folder("static").or_else(|| in_folder("content")) {
        return Ok(Some(found));
    }
    match library.desk.assets().get(&below) {
        Some(Artifact::Copied(id)) => {
            let path = library.sources.get(*id).path.clone();
            return Ok(Some(Found { path, place: Place::Source(*id) }));
        }
        Some(_) => return Ok(Some(Found { path: below, place: Place::Made })),
        None => {}
    }
    let theme = library.config.theme.as_ref();
    Ok(theme.and_then(|theme| in_folder(&format!("themes/{}/static", theme.value))))
}

/// The file at `path` below the site's root.
fn at_root(library: &Library, path: &str) -> Option<Found> {
    if is_hidden(path) {
        return None;
    }
    let place = match source(library, path) {
        Some(id) => Place::Source(id),
        None => Place::Disk(read::beside(&library.sources, path)?),
    };
    Some(Found { path: path.to_owned(), place })
}

/// The source at `path`, unless it is withheld.
fn source(library: &Library, path: &str) -> Option<SourceId> {
    let (sources, config) = (&library.sources, &library.config);
    sources.find(path).filter(|id| !library.base.hides_source(*id, sources, config))
}

fn is_hidden(path: &str) -> bool {
    path.is_empty() || path.split('/').any(|part| part.starts_with('.'))
}

/// The file that a template calls `path`.
///
/// # Errors
/// When there is none.
pub(super) fn required(library: &Library, path: &str) -> Result<Found, Problem> {
    search(library, path)?.ok_or_else(|| missing(library, path))
}

/// That there is no file `path`.
pub(super) fn missing(library: &Library, path: &str) -> Problem {
    let is_small = library.sources.iter().nth(MOST_COMPARED).is_none();
    let names = library.sources.iter().filter(|_| is_small).map(|(_, source)| {
        let path = source.path.as_str();
        let inner = path.strip_prefix("static/").or_else(|| path.strip_prefix("content/"));
        inner.unwrap_or(path)
    });
    let wanted = path.trim_start_matches("@/").trim_start_matches('/');
    let near = library.desk.memory.suggest("any file", wanted, || did_you_mean(wanted, names));
    let help = near.unwrap_or_else(|| {
        "it is looked for in the site's folder, static/, content/ and the theme's static/"
            .to_owned()
    });
    Problem::new(format!("there is no file `{path}`")).help(help)
}

/// `a/./b/../c` as `a/c`; none when it leads above where it began.
fn normal(path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The bytes of a file.
///
/// # Errors
/// When it cannot be read, or is too large.
pub(super) fn bytes(library: &Library, found: &Found) -> Result<Vec<u8>, Problem> {
    let read = match &found.place {
        Place::Source(id) => return bytes_of_source(&library.sources, *id),
        Place::Disk(disk) => read::bytes_on_disk(disk, LARGEST),
        Place::Made => match library.desk.assets().get(&found.path) {
            Some(Artifact::Made(bytes)) => Ok(bytes.clone()),
            _ => Ok(Vec::new()),
        },
    };
    read.map_err(|error| Problem::new(format!("`{}` cannot be read: {error}", found.path)))
}

/// The bytes of a source.
///
/// # Errors
/// When it cannot be read, or is too large.
pub(super) fn bytes_of_source(sources: &Sources, id: SourceId) -> Result<Vec<u8>, Problem> {
    let source = sources.get(id);
    read::bytes(&source.content, LARGEST)
        .map_err(|error| Problem::new(format!("`{}` cannot be read: {error}", source.path)))
}

/// The text of a file.
///
/// # Errors
/// When it cannot be read, or is no UTF-8.
pub(super) fn text(library: &Library, found: &Found) -> Result<String, Problem> {
    let text = String::from_utf8(bytes(library, found)?).map_err(|_| {
        Problem::new(format!("`{}` is not UTF-8 text", found.path))
            .help("save the file again with the encoding UTF-8")
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}
