//! What is wrong with a theme's messages, before any page asks for one.
//!
//! A key that only one language has would fail on some pages of some sites; it is found here for all
//! of them, each problem with the bytes of the file that it is about.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use super::keys::Read;
use super::{Catalogue, MessageFile};
use crate::language::locale::Locale;

/// Something wrong in a file of messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageProblem {
    /// The name of the file.
    pub file: String,
    /// The bytes of its source that the problem is about.
    pub range: Range<usize>,
    /// What is wrong.
    pub kind: MessageProblemKind,
}

/// What is wrong in a file of messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MessageProblemKind {
    /// This is not Fluent's syntax; the entry is left out.
    Syntax {
        /// What the parser says.
        reason: String,
    },
    /// The language has this key already; this one is left out.
    Duplicate {
        /// The key.
        key: String,
        /// The file that has it first, perhaps the same.
        first_file: String,
        /// Where it is there.
        first_range: Range<usize>,
    },
    /// This key is in this file's language, and missing in others.
    Missing {
        /// The key.
        key: String,
        /// The languages that lack it, in the order of their codes.
        languages: Vec<Locale>,
    },
}

impl fmt::Display for MessageProblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            MessageProblemKind::Syntax { reason } => formatter.write_str(reason),
            MessageProblemKind::Duplicate { key, first_file, .. } => {
                write!(formatter, "message `{key}` is already in {first_file}")
            }
            MessageProblemKind::Missing { key, languages } => {
                let codes: Vec<String> = languages.iter().map(|code| format!("`{code}`")).collect();
                write!(formatter, "message `{key}` is missing in {}", codes.join(", "))
            }
        }
    }
}

/// Lists the problems of every file, in the order of the files and then of the bytes.
pub(super) fn problems(
    files: &[MessageFile],
    read: &[Read],
    catalogue: &Catalogue,
) -> Vec<MessageProblem> {
    let mut found = Vec::new();
    let mut first_places: BTreeMap<(&str, &str), (&str, &Range<usize>)> = BTreeMap::new();
    let mut reported: Vec<&str> = Vec::new();
    for (file, read) in files.iter().zip(read) {
        let mut problem = |range: &Range<usize>, kind: MessageProblemKind| {
            found.push(MessageProblem { file: file.name.clone(), range: range.clone(), kind });
        };
        for (range, reason) in &read.errors {
            problem(range, MessageProblemKind::Syntax { reason: reason.clone() });
        }
        for definition in &read.definitions {
            let key = definition.key.as_str();
            // A term and a message of the same name exclude each other in Fluent's bundles.
            let place = (file.language.code(), key.trim_start_matches('-'));
            if let Some((first_file, first_range)) = first_places.get(&place) {
                let kind = MessageProblemKind::Duplicate {
                    key: key.to_owned(),
                    first_file: (*first_file).to_owned(),
                    first_range: (*first_range).clone(),
                };
                problem(&definition.range, kind);
                continue;
            }
            first_places.insert(place, (&file.name, &definition.range));
            if reported.contains(&key) || !catalogue.has(&file.language, key) {
                continue;
            }
            let languages = lacking(catalogue, key);
            if !languages.is_empty() {
                reported.push(key);
                let kind = MessageProblemKind::Missing { key: key.to_owned(), languages };
                problem(&definition.range, kind);
            }
        }
    }
    found.sort_by_key(|problem| {
        let file = files.iter().position(|file| file.name == problem.file);
        (file, problem.range.start)
    });
    found
}

/// The languages that cannot say a key. One that falls back to another of them is not named again.
fn lacking(catalogue: &Catalogue, key: &str) -> Vec<Locale> {
    let lacks = |language: &&Locale| !catalogue.has(language, key);
    let falls_back = |language: &&Locale| {
        let mut wider = language.fallbacks().skip(1);
        !wider.any(|code| catalogue.languages.contains_key(code))
    };
    catalogue.languages().filter(lacks).filter(falls_back).cloned().collect()
}
