//! Where things are, and the few words that every tier says.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use carnet::diagnostic::report;
use carnet::site::Site;
use carnet::source::Sources;
use carnet::{Options, Silent, build};
use libtest_mimic::Failed;

/// What a test comes to.
pub(crate) type Verdict = Result<(), Failed>;

/// The root of the repository, which is also the demonstration site.
pub(crate) fn root() -> PathBuf {
    here().parent().map(Path::to_owned).unwrap_or_default()
}

/// The folder of this package.
pub(crate) fn here() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Whether expectations are to be rewritten.
pub(crate) fn is_update() -> bool {
    std::env::var_os("UPDATE").is_some_and(|value| value == "1")
}

/// A line on standard error, for what is no test's result.
pub(crate) fn say(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// What a test is about to do, where it may end the program: the last line tells which.
pub(crate) fn note(text: &str) {
    if std::env::var_os("NOTES").is_some() {
        say(text);
    }
}

/// Every file below `folder`, by path, following no link; hidden ones are left out.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else { return found };
    for entry in entries.flatten() {
        let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
        let path = entry.path();
        if is_hidden {
            continue;
        } else if path.is_dir() && !path.is_symlink() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// `path` below `folder`, with `/` on every system.
pub(crate) fn below(folder: &Path, path: &Path) -> String {
    let parts: Vec<_> = path
        .strip_prefix(folder)
        .unwrap_or(path)
        .iter()
        .map(|part| part.to_string_lossy())
        .collect();
    parts.join("/")
}

/// A file's text.
pub(crate) fn text(path: &Path) -> Result<String, Failed> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()).into())
}

/// The site of `sources`, which must have no error.
pub(crate) fn sound_site(sources: &std::sync::Arc<Sources>) -> Result<Site, Failed> {
    let outcome = build(sources, &Options::default(), &Silent);
    let errors: Vec<_> =
        outcome.diagnostics.into_iter().filter(carnet::diagnostic::Diagnostic::is_error).collect();
    match outcome.value {
        Some(site) if errors.is_empty() => Ok(site),
        _ => Err(report::short(&errors, sources).into()),
    }
}

/// Fails with `message` unless `holds`.
pub(crate) fn ensure(holds: bool, message: impl Into<String>) -> Verdict {
    if holds { Ok(()) } else { Err(message.into().into()) }
}
