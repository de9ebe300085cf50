//! Bibliographies: the files that hold the works which texts refer to.
//!
//! Each kind of file is read into items of the Citation Style Language by a reader of its own. What
//! is wrong is told at its place in the file, and the entries around it are read.

mod bibtex;
mod csl_json;
pub mod format;
mod hayagriva;

use std::collections::BTreeMap;
use std::sync::Arc;

use carnet_csl::Item;

use crate::diagnostic::{Diagnostic, Outcome, codes};
use crate::source::{SourceId, Sources, Span, Spanned};

/// The works of one file.
#[derive(Clone, Debug, Default)]
pub struct Bibliography {
    /// The works by each key that they have.
    works: BTreeMap<String, Work>,
}

/// A work, and where it was written.
#[derive(Clone, Debug)]
pub struct Work {
    /// What is known of it.
    pub item: Arc<Item>,
    /// The place of its key.
    pub span: Span,
}

/// The endings of files that hold references, and what reads them.
const READERS: &[(&str, Reader)] = &[
    ("bib", bibtex::read),
    ("bibtex", bibtex::read),
    ("json", csl_json::read),
    ("yaml", hayagriva::read),
    ("yml", hayagriva::read),
];

/// From a text, and the language of the site for words of our own, to works and what is wrong.
type Reader = fn(File<'_>, &mut Vec<Diagnostic>) -> Vec<Found>;

/// A file that is being read.
#[derive(Clone, Copy)]
struct File<'a> {
    source: SourceId,
    text: &'a str,
    /// The language of what a reader must say itself, such as what a thesis is called.
    language: &'a str,
}

/// A work as a reader found it.
struct Found {
    /// Its keys, with the place of the first.
    keys: Vec<String>,
    span: Span,
    item: Item,
}

/// Whether a file can hold references, by the ending of its name.
#[must_use]
pub fn is_readable(path: &str) -> bool {
    reader(path).is_some()
}

fn reader(path: &str) -> Option<Reader> {
    let (_, ending) = path.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    READERS.iter().find(|(name, _)| *name == ending).map(|(_, reader)| *reader)
}

/// Reads the works of a file.
#[must_use]
pub fn read(sources: &Sources, source: SourceId, language: &str) -> Outcome<Bibliography> {
    let mut diagnostics = Vec::new();
    let mut value = Bibliography::default();
    let file = File { source, text: sources.text(source), language };
    let found = reader(&sources.get(source).path).map(|read| read(file, &mut diagnostics));
    for Found { keys, span, item } in found.into_iter().flatten() {
        let item = Arc::new(item);
        for key in keys {
            if let Some(first) = value.works.get(&key) {
                diagnostics.push(duplicate(&key, &span, &first.span));
                continue;
            }
            value.works.insert(key, Work { item: Arc::clone(&item), span: span.clone() });
        }
    }
    Outcome { value, diagnostics }
}

/// Tells of two works with one key.
pub(crate) fn duplicate(key: &str, span: &Span, first: &Span) -> Diagnostic {
    let message = format!("two works have the key `{key}`");
    Diagnostic::at(&codes::REFERENCE_DUPLICATE, span.clone(), message)
        .note(first.clone(), "this one is taken")
        .help("give one of them another key, or take one out")
}

impl Bibliography {
    /// The work of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Work> {
        self.works.get(key)
    }

    /// Every key with its work.
    pub fn works(&self) -> impl Iterator<Item = (&str, &Work)> {
        self.works.iter().map(|(key, work)| (key.as_str(), work))
    }

    /// Every key.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.works.keys().map(String::as_str)
    }
}

/// Searches for what is nearest to a word: each compares it with all that there are, and who wrote
/// the words may have written many. After so many of one file or text nothing is near.
#[derive(Debug, Default)]
pub(crate) struct Searches {
    made: usize,
}

impl Searches {
    /// How many are made.
    const MOST: usize = 50;

    pub(crate) fn make<T>(&mut self, search: impl FnOnce() -> Option<T>) -> Option<T> {
        self.made = self.made.saturating_add(1);
        if self.made > Self::MOST { None } else { search() }
    }
}

/// Tells of an entry that cannot be read.
fn broken(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::at(&codes::REFERENCE_SYNTAX, span, message)
}

/// Tells of a part of an entry that is not understood. The entry is read without it.
fn odd(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::at(&codes::REFERENCE_FIELD, span, message)
}

/// A part of a file as it was written.
type Written = Spanned<String>;
