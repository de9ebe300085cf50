//! What git tells of the notes of a site: who changed them, when, and in which words.
//!
//! Read once at the edge ([`read`]), handed to the build beside the sources, and never asked of
//! anything again: `follow` turns commits into the changes of each file, `hidden` keeps those
//! that readers may know of, by what `public` reads in each. Names and messages come from strangers,
//! like the texts.

mod follow;
mod hidden;
mod public;
pub mod read;
mod renames;
mod trees;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::{Config, HistoryUse};
use crate::diagnostic::{Diagnostic, codes};
use crate::moment::Moment;
use crate::source::Sources;

/// One commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Its name: 40 or 64 digits.
    pub id: String,
    /// Who made the change; none where there is no name, or an address stands in its place.
    pub author: Option<String>,
    /// The author's e-mail address. It tells people apart and is never shown.
    pub email: String,
    /// What the commit itself calls its author, name and address, where `.mailmap` has them otherwise.
    /// Never shown either.
    pub aliases: Vec<String>,
    /// When, on the author's clock; never later than it was committed, nor than today.
    pub on: Moment,
    /// The first line of the message; may be empty.
    pub subject: String,
}

/// The changes of one file, the newest first.
pub type Changes = Arc<[Arc<Commit>]>;

/// What git tells of a site.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// The changes of each file below the site's root, as far back as it was public without a gap.
    pub changes: BTreeMap<String, Changes>,
    /// The commit that was read; none when there is none.
    pub head: Option<String>,
    /// Why something is missing.
    pub gap: Option<Gap>,
}

/// Why a history cannot be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gap {
    /// The site is in no repository.
    NoRepository,
    /// The repository holds the last commits only.
    Shallow,
    /// The repository cannot be read, and why.
    Unreadable(String),
}

impl History {
    /// The changes of the file at `path`.
    #[must_use]
    pub fn of(&self, path: &str) -> Option<Changes> {
        self.changes.get(path).cloned()
    }
}

/// Tells why dates and changes are missing, where somebody counts on them.
#[must_use]
pub fn check(sources: &Sources, config: &Config) -> Option<Diagnostic> {
    let carnet = config.carnet.as_ref()?;
    let gap = sources.history()?.gap.as_ref()?;
    let wants = carnet.history.is_some() || carnet.forge.is_some();
    let (code, message, help) = match gap {
        Gap::NoRepository if !wants => return None,
        Gap::NoRepository => (
            &codes::HISTORY_NONE,
            "this site is in no git repository: dates come from the front matter alone".to_owned(),
            "run `git init` and commit, or write history = \"none\" in [carnet]",
        ),
        Gap::Shallow => (
            &codes::HISTORY_SHALLOW,
            "this clone holds the last commits only: dates come from the front matter alone"
                .to_owned(),
            "run `git fetch --unshallow` (in CI: fetch-depth: 0), or write history = \"none\" in [carnet]",
        ),
        Gap::Unreadable(why) => (
            &codes::HISTORY_UNREADABLE,
            format!("the git repository cannot be read: {why}"),
            "see what `git fsck` says, of a clone without all files (--filter) make a whole one, or write history = \"none\" in [carnet]",
        ),
    };
    Some(Diagnostic::about(code, ".git", message).help(help))
}

/// What of its history a site uses.
#[must_use]
pub fn wanted(config: &Config) -> HistoryUse {
    let carnet = config.carnet.as_ref();
    carnet.map_or(HistoryUse::None, |carnet| carnet.history.unwrap_or(HistoryUse::Full))
}
