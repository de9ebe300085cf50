//! From a folder on disk to [`Sources`]: the one place that reads input files.
//!
//! Texts are loaded in parallel; files that are only copied are named and left on disk. A file
//! that cannot be read is kept as such, so that it becomes a diagnostic beside all the others.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use include_dir::{Dir, DirEntry, include_dir};
use rayon::prelude::*;

use super::{Content, Source, SourceId, Sources};
use crate::draft::front_matter;
use crate::knowledge::paths;
use crate::references;

/// The theme that every `carnet` binary carries.
static BUILT_IN_THEME: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../themes/carnet");

/// Folders of a site that hold its inputs.
pub const FOLDERS: &[&str] = &["content", "templates", "static", "sass", "i18n", "themes", "data"];

/// Names of the configuration file, in the order they are looked for.
pub const CONFIG_FILES: &[&str] = &["zola.toml", "config.toml"];

/// Endings of the files that some stage reads as text, by the folder they lie in.
fn is_read_as_text(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    let folder = path.split('/').find(|part| FOLDERS[..5].contains(part)).unwrap_or_default();
    match folder {
        "content" => ending == "md",
        "templates" => matches!(ending, "html" | "xml" | "md" | "txt" | "json" | "ics"),
        "sass" => matches!(ending, "scss" | "sass" | "css"),
        "i18n" => ending == "ftl",
        "static" => false,
        _ => ending == "toml",
    }
}

/// Reads the site at `root`.
///
/// # Errors
/// When `root` itself is not a folder that can be listed. A single file that cannot be read is no
/// error here: it is kept as [`Content::Unreadable`].
pub fn read(root: &Path) -> io::Result<Sources> {
    let names: Vec<&str> =
        CONFIG_FILES.iter().copied().filter(|name| root.join(name).exists()).collect();
    read_all(root, &names)
}

/// Reads the site at `root`, whose configuration is the file `config`: below `root`, or a whole
/// path.
///
/// # Errors
/// As [`read`].
pub fn read_configured(root: &Path, config: &Path) -> io::Result<Sources> {
    let path = config.to_string_lossy();
    Ok(read_all(root, &[&path])?.configured_by(&path))
}

fn read_all(root: &Path, configuration: &[&str]) -> io::Result<Sources> {
    fs::read_dir(root)?;
    let mut files: Vec<Source> = built_in_theme();
    let named = named_by_configuration(root);
    // Files are loaded while others are still looked for; in which order is nobody's business,
    // since sources are sorted.
    let paths = FOLDERS.iter().flat_map(|folder| list(root, folder)).par_bridge();
    files.par_extend(paths.map(|(path, problem)| {
        let content = problem.map_or_else(|| load(&root.join(&path), &path), Content::Unreadable);
        Source { path, content }
    }));
    // Works that texts refer to lie among files that are only copied.
    let referred: Vec<String> = references_in(&files);
    files.par_extend(referred.into_par_iter().map(|path| text_of_site(root, path)));
    // Whatever it is called, a configuration is read as a text.
    files.extend(configuration.iter().map(|name| {
        let disk = root.join(name);
        let problem = no_file(&disk).map(|problem| Content::Unreadable(problem.to_owned()));
        Source { path: (*name).to_owned(), content: problem.unwrap_or_else(|| load_text(&disk)) }
    }));
    // After the others, of which some may be the same: these are read as texts.
    files.extend(named.into_iter().map(|path| text_of_site(root, path)));
    Ok(Sources::new(files).with_root(root.to_owned()))
}

fn text_of_site(root: &Path, path: String) -> Source {
    let disk = root.join(&path);
    let problem = leaves_the_site(root, &disk).or_else(|| no_file(&disk));
    let content = problem.map_or_else(|| load_text(&disk), |it| Content::Unreadable(it.to_owned()));
    Source { path, content }
}

/// The files of references that texts name and that are there.
fn references_in(files: &[Source]) -> Vec<String> {
    let texts = files.par_iter().filter_map(|file| match &file.content {
        Content::Text(text) => Some((file.path.strip_prefix("content/")?, text)),
        _ => None,
    });
    let named = texts.flat_map_iter(|(relative, text)| {
        // The place is nobody's business here.
        let named = front_matter::references(text, SourceId(0));
        named.into_iter().map(move |path| paths::references(&path, relative))
    });
    let named: BTreeSet<String> = named.collect();
    let is_there = |path: &String| {
        references::is_readable(path) && is_below(path) && files.iter().any(|it| it.path == *path)
    };
    named.into_iter().filter(is_there).collect()
}

/// The file at `path` beside the folders of a site. Such files are not listed, since next to a
/// site much may lie that is none of its business, and only looked for when a template asks for
/// one. None when there is none, or when it leads out of the site.
#[must_use]
pub fn beside(sources: &Sources, path: &str) -> Option<PathBuf> {
    let root = sources.root()?;
    let first = path.split('/').next()?;
    if FOLDERS.contains(&first) {
        return None;
    }
    let (inside, target) = (fs::canonicalize(root).ok()?, fs::canonicalize(root.join(path)).ok()?);
    (target.starts_with(inside) && target.is_file()).then_some(target)
}

/// The path among the sources of a list of published addresses in the file `path`, wherever that
/// lies: never that of a file of the site.
#[must_use]
pub fn published_path(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    let first = path.split('/').next().unwrap_or_default();
    let is_of_a_site = FOLDERS.contains(&first) || CONFIG_FILES.contains(&first);
    if is_of_a_site { format!("./{path}") } else { path }
}

/// Reads the list of published addresses in the file `path`.
#[must_use]
pub fn published(path: &Path) -> Source {
    let problem = path.is_dir().then(|| Content::Unreadable(NO_FILE.to_owned()));
    let content = problem.unwrap_or_else(|| load_text(path));
    Source { path: published_path(path), content }
}

/// The bytes of a source.
///
/// # Errors
/// When it cannot be read, or has more than `most` bytes.
pub fn bytes(content: &Content, most: u64) -> io::Result<Vec<u8>> {
    match content {
        Content::Text(text) => Ok(text.as_bytes().to_vec()),
        Content::Bytes(bytes) => Ok(bytes.to_vec()),
        Content::OnDisk(disk) => bytes_on_disk(disk, most),
        Content::NotUtf8 { .. } => Err(io::Error::other("it is not UTF-8 text")),
        Content::Unreadable(reason) => Err(io::Error::other(reason.clone())),
    }
}

/// The path below the site of what a source is a symbolic link to, if it is one.
#[must_use]
pub fn led_to(sources: &Sources, content: &Content) -> Option<String> {
    let Content::OnDisk(disk) = content else { return None };
    if !fs::symlink_metadata(disk).ok()?.file_type().is_symlink() {
        return None;
    }
    let (root, target) = (fs::canonicalize(sources.root()?).ok()?, fs::canonicalize(disk).ok()?);
    Some(relative(&root, &target))
}

/// The first bytes of a source, `most` of them where there are as many.
///
/// # Errors
/// When it cannot be read.
pub fn beginning(content: &Content, most: u64) -> io::Result<Vec<u8>> {
    let Content::OnDisk(disk) = content else {
        let mut bytes = bytes(content, u64::MAX)?;
        bytes.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        return Ok(bytes);
    };
    let mut bytes = Vec::new();
    fs::File::open(disk)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// How many bytes a source has; none when it cannot be read.
#[must_use]
pub fn size(content: &Content) -> Option<u64> {
    match content {
        Content::Text(text) => Some(text.len() as u64),
        Content::Bytes(bytes) => Some(bytes.len() as u64),
        Content::OnDisk(disk) => fs::metadata(disk).ok().map(|found| found.len()),
        Content::NotUtf8 { .. } | Content::Unreadable(_) => None,
    }
}

/// The bytes of a file that was left on disk.
///
/// # Errors
/// When it cannot be read, or has more than `most` bytes.
pub fn bytes_on_disk(disk: &Path, most: u64) -> io::Result<Vec<u8>> {
    if fs::metadata(disk)?.len() > most {
        return Err(io::Error::other(format!("it is larger than {} MB", most / 1024 / 1024)));
    }
    fs::read(disk)
}

/// Files of grammars and themes for code, and of works that all texts may refer to, lie where the configuration says. Where it cannot be
/// read there are none: its mistakes are told when it is parsed.
fn named_by_configuration(root: &Path) -> Vec<String> {
    let files = CONFIG_FILES.iter().map(|name| root.join(name)).filter(|file| file.is_file());
    let texts = files.filter_map(|file| fs::read_to_string(file).ok());
    let Some(table) = texts.take(1).find_map(|text| text.parse::<toml::Table>().ok()) else {
        return Vec::new();
    };
    let markdown = table.get("markdown").and_then(|markdown| markdown.get("highlighting"));
    let lists = ["extra_grammars", "extra_themes"].into_iter().filter_map(|key| markdown?.get(key));
    let code = lists
        .filter_map(toml::Value::as_array)
        .flatten()
        .filter_map(toml::Value::as_str)
        .map(|path| path.trim_start_matches("./").to_owned());
    let citation = table.get("carnet").and_then(|carnet| carnet.get("citation"));
    let works = match citation.and_then(|citation| citation.get("references")) {
        Some(toml::Value::Array(paths)) => paths.as_slice(),
        Some(path) => std::slice::from_ref(path),
        None => &[],
    };
    let works = works.iter().filter_map(toml::Value::as_str).map(paths::references_of_site);
    let styles = citation.and_then(|citation| citation.get("styles")?.as_array());
    let styles = styles.into_iter().flatten().filter_map(toml::Value::as_str);
    let styles = styles.filter(|path| path.ends_with(".csl")).map(str::to_owned);
    code.chain(works.filter(|path| references::is_readable(path)))
        .chain(styles)
        .filter(|path| is_below(path) && root.join(path).is_file())
        .collect()
}

/// Whether a path leads to something below the place where it is read.
fn is_below(path: &str) -> bool {
    let mut parts = Path::new(path).components();
    parts.all(|part| matches!(part, std::path::Component::Normal(_)))
}

/// A path below the root, and why what is there cannot be read, if so.
type Listed = (String, Option<String>);

/// Lists the files below `folder`, following no symbolic link out of the site.
fn list<'a>(root: &'a Path, folder: &str) -> Box<dyn Iterator<Item = Listed> + Send + 'a> {
    let top = root.join(folder);
    if fs::symlink_metadata(&top).is_ok_and(|data| data.file_type().is_symlink()) {
        let problem = "it is a symbolic link; the folders of a site must be its own";
        return Box::new(std::iter::once((folder.to_owned(), Some(problem.to_owned()))));
    }
    let above = root.to_owned();
    let walk = ignore::WalkBuilder::new(top)
        .standard_filters(false)
        .filter_entry(move |entry| {
            // Nearly all names begin otherwise, and their paths need not be put together.
            let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
            !is_hidden || is_wanted(&relative(&above, entry.path()))
        })
        .build();
    Box::new(walk.filter_map(|entry| listed(root, entry)))
}

/// What is read of one entry; nothing of a folder.
fn listed(root: &Path, entry: Result<ignore::DirEntry, ignore::Error>) -> Option<Listed> {
    match entry {
        Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_dir()) => None,
        Ok(entry) => {
            let path = entry.path();
            let problem = match entry.file_type() {
                _ if path.strip_prefix(root).unwrap_or(path).to_str().is_none() => {
                    Some(NAME_NOT_UTF8)
                }
                Some(kind) if kind.is_file() => None,
                _ if entry.path_is_symlink() => {
                    leaves_the_site(root, path).or_else(|| no_file(path))
                }
                // To read from a pipe would take for ever.
                _ => Some(NO_FILE),
            };
            Some((relative(root, path), problem.map(str::to_owned)))
        }
        // A folder that does not exist is no problem: no folder is obligatory.
        Err(error)
            if error.io_error().is_some_and(|error| error.kind() == io::ErrorKind::NotFound) =>
        {
            None
        }
        Err(error) => error_path(&error).map(|path| (relative(root, &path), Some(reason(&error)))),
    }
}

/// Whether a file or folder is looked at: a hidden one only in `static/`, where `.well-known`
/// belongs to the site.
fn is_wanted(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    if !name.starts_with('.') {
        return true;
    }
    let mut parts = path.split('/');
    let is_static = match parts.next() {
        Some("static") => true,
        Some("themes") => parts.nth(1) == Some("static"),
        _ => false,
    };
    is_static && !matches!(name, ".git" | ".DS_Store")
}

fn error_path(error: &ignore::Error) -> Option<PathBuf> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path.clone()),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            error_path(err)
        }
        _ => None,
    }
}

fn reason(error: &ignore::Error) -> String {
    error.io_error().map_or_else(|| error.to_string(), explain)
}

/// Why a file cannot be read whose name is no text: nothing could lead to it.
pub const NAME_NOT_UTF8: &str = "its name is not in UTF-8";

const NO_FILE: &str = "it is no file";

/// Says so of what is neither a file nor a link to one.
fn no_file(path: &Path) -> Option<&'static str> {
    fs::metadata(path).is_ok_and(|data| !data.is_file()).then_some(NO_FILE)
}

/// A link is followed only to a place inside the site: a note must not publish `/etc/passwd`.
/// Says what is wrong with one that leads elsewhere.
fn leaves_the_site(root: &Path, path: &Path) -> Option<&'static str> {
    let is_link = fs::symlink_metadata(path).is_ok_and(|data| data.file_type().is_symlink());
    if !is_link {
        return None;
    }
    // Not even from one folder of the site to another: `static/x` could show a private note.
    let folder = match path.strip_prefix(root) {
        Ok(below) if below.iter().count() > 1 => below.iter().next().map(|top| root.join(top)),
        _ => None,
    };
    let folder = folder.unwrap_or_else(|| root.to_owned());
    match (fs::canonicalize(folder), fs::canonicalize(path)) {
        (Ok(folder), Ok(target)) if target.starts_with(&folder) && target.is_dir() => {
            Some("it is a symbolic link to a folder; only links to files are followed")
        }
        (Ok(folder), Ok(target)) if target.starts_with(&folder) => None,
        (_, Err(_)) => Some("it is a symbolic link that leads nowhere"),
        _ => Some("it is a symbolic link to a place outside its folder"),
    }
}

fn relative(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    let mut path = String::with_capacity(below.as_os_str().len());
    for part in below {
        if !path.is_empty() {
            path.push('/');
        }
        path.push_str(&part.to_string_lossy());
    }
    path
}

fn load(disk: &Path, path: &str) -> Content {
    if !is_read_as_text(path) {
        return match fs::File::open(disk) {
            Ok(_) => Content::OnDisk(disk.to_owned()),
            Err(error) => Content::Unreadable(explain(&error)),
        };
    }
    load_text(disk)
}

fn load_text(disk: &Path) -> Content {
    match fs::read(disk) {
        Ok(bytes) => match simdutf8::compat::from_utf8(&bytes) {
            Ok(text) => Content::Text(text.trim_start_matches('\u{feff}').into()),
            Err(error) => Content::NotUtf8 {
                valid_up_to: error.valid_up_to(),
                text: String::from_utf8_lossy(&bytes).into(),
            },
        },
        Err(error) => Content::Unreadable(explain(&error)),
    }
}

/// Why a file cannot be read that somebody named and that is not there.
pub const NOT_THERE: &str = "it does not exist";

/// The reason without the system's number for it.
fn explain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::NotFound => NOT_THERE.to_owned(),
        _ => error.to_string(),
    }
}

/// The files of the theme inside the binary, under the path they would have in a site. A theme
/// folder of the same name in the site comes later in [`read`] and wins, file by file.
#[must_use]
pub fn built_in_theme() -> Vec<Source> {
    let mut files = Vec::new();
    collect(&BUILT_IN_THEME, &mut files);
    files
}

fn collect(folder: &Dir<'_>, files: &mut Vec<Source>) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(folder) => collect(folder, files),
            DirEntry::File(file) => {
                let path = format!("themes/carnet/{}", file.path().to_string_lossy());
                let content = match file.contents_utf8() {
                    Some(text) if is_read_as_text(&path) => Content::Text(text.into()),
                    _ => Content::Bytes(file.contents().into()),
                };
                files.push(Source { path, content });
            }
        }
    }
}
