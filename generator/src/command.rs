//! What the binary does: one module for each command. All input and output happens here.

pub mod build;
pub mod check;
pub mod explain;
pub mod import;
pub mod init;
pub mod new;
mod pictures;
pub mod serve;

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config::{self, HistoryUse};
use crate::diagnostic::report::{self, Style};
use crate::diagnostic::{Diagnostic, codes};
use crate::history::{self, History};
use crate::source::read::CONFIG_FILES;
use crate::source::{Sources, read};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// All is well.
    Well,
    /// There were errors; they have been shown.
    WithErrors,
}

/// The folder of the site that `folder` lies in: that folder itself, or the nearest one above it
/// that holds a configuration, so that commands work anywhere in a site.
#[must_use]
pub fn site_around(folder: PathBuf, config: Option<&Path>) -> PathBuf {
    let names: Vec<&Path> = match config {
        Some(config) => vec![config],
        None => CONFIG_FILES.iter().map(Path::new).collect(),
    };
    let holds = |folder: &Path| names.iter().any(|name| folder.join(name).is_file());
    // A folder that is named wrongly must not become another site.
    if holds(&folder) || !folder.is_dir() {
        return folder;
    }
    let whole = std::path::absolute(&folder).unwrap_or_else(|_| folder.clone());
    whole.ancestors().find(|above| holds(above)).map_or(folder, Path::to_owned)
}

/// Prints a line for the user. A reader who closed the pipe has seen enough: no failure.
pub(crate) fn say(line: &str) {
    let _ = writeln!(io::stdout(), "{line}");
}

/// Prints what was made for another program, as it is.
pub fn say_all(text: &[u8]) {
    let _ = io::stdout().write_all(text);
}

/// Prints a line about how things go, which is no result.
pub(crate) fn tell(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// Shows an error that no diagnostic stands for, with its causes.
pub fn fail(error: &anyhow::Error) {
    tell(&format!("error: {error:#}"));
}

/// Reads the site at `root`, configured by `config` where one is named, with its history as far as
/// the site uses it and `known` is not it, and with the lists `published`, or says why not.
pub(crate) fn read_sources(
    root: &Path,
    config: Option<&Path>,
    known: Option<&Arc<History>>,
    published: &[PathBuf],
) -> Result<Arc<Sources>, Diagnostic> {
    let read = match config {
        Some(config) => read::read_configured(root, config),
        None => read::read(root),
    };
    let with_history = |sources: Sources| match config::written(&sources).value {
        Some(config) if history::wanted(&config) != HistoryUse::None => {
            sources.with_history(history::read::read(root, &config, known))
        }
        _ => sources,
    };
    let with_lists = |sources: Sources| match published {
        [] => sources,
        lists => sources.with(lists.iter().map(|list| read::published(list))),
    };
    read.map(with_history).map(with_lists).map(Arc::new).map_err(|error| {
        Diagnostic::about(
            &codes::SOURCE_UNREADABLE,
            root.to_string_lossy(),
            format!("this folder cannot be read: {error}"),
        )
        .help("name the folder of a site with --root")
    })
}

/// What the lists of published addresses are called among the sources.
pub(crate) fn published_paths(lists: &[PathBuf]) -> Vec<String> {
    lists.iter().map(|list| read::published_path(list)).collect()
}

/// Shows diagnostics to a person, on standard error.
pub(crate) fn show(diagnostics: &[Diagnostic], sources: &Sources) {
    if diagnostics.is_empty() {
        return;
    }
    let style = if io::stderr().is_terminal() { Style::Coloured } else { Style::Plain };
    let report = report::human(diagnostics, sources, style);
    // A closed pipe is the reader's choice, not a failure.
    let _ = writeln!(io::stderr(), "{report}");
}

/// `time` as people read it: `0.4 s`, `12 s`.
pub(crate) fn seconds(time: std::time::Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds < 10.0 { format!("{seconds:.1} s") } else { format!("{seconds:.0} s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_finds_the_site_it_is_in() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let site = folder.path().join("site");
        let deep = site.join("content/notes");
        std::fs::create_dir_all(&deep)?;
        std::fs::write(site.join("zola.toml"), "")?;
        std::fs::write(folder.path().join("other.toml"), "")?;
        assert_eq!(site_around(deep.clone(), None), site);
        assert_eq!(site_around(site.clone(), None), site);
        assert_eq!(site_around(deep.clone(), Some(Path::new("other.toml"))), folder.path());
        assert_eq!(site_around(deep.clone(), Some(Path::new("no-such.toml"))), deep);
        Ok(())
    }
}
