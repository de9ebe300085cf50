//! Works from BibTeX and BibLaTeX.
//!
//! A parser takes the file apart; what its entries inherit, what their values say and what they are
//! to CSL is found here. The parser's own way from there goes down by calling itself as often as a
//! file says, and stops at the first mistake.

mod dates;
mod entry;
mod names;
mod tex;

use std::collections::BTreeMap;
use std::ops::Range;

use biblatex::{Field, ParseError, RawBibliography, RawChunk};

use super::{File, Found, Searches, broken};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::source::{Span, Spanned};

/// How many bytes all values of a file may have together: each may hold abbreviations many times,
/// and many entries may inherit it.
const LONGEST: usize = 64 * 1024 * 1024;

/// How many others an entry may inherit from, one through the other.
const MOST_PARENTS: usize = 8;

/// An entry as it was written, its abbreviations written out.
#[derive(Clone, Debug)]
struct Raw {
    kind: Spanned<String>,
    key: Spanned<String>,
    fields: Fields,
}

/// Values by their names in small letters.
type Fields = BTreeMap<String, super::Written>;

pub(super) fn read(file: File<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Found> {
    read_within(file, LONGEST, diagnostics)
}

/// The works of a file whose values have no more than so many bytes.
fn read_within(file: File<'_>, bytes: usize, diagnostics: &mut Vec<Diagnostic>) -> Vec<Found> {
    let mut searches = Searches::default();
    let mut room = Room { left: bytes, is_told: false };
    let entries = entries(file, &mut searches, &mut room, diagnostics);
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, entry) in entries.iter().enumerate() {
        places.entry(&entry.key.value).or_insert(index);
    }
    let find = |key: &str| places.get(key).and_then(|index| entries.get(*index));
    let mut found = Vec::with_capacity(entries.len());
    for raw in &entries {
        // Such entries hold what others share, and are no works.
        if matches!(&*raw.kind.value, "xdata" | "set") {
            continue;
        }
        let mut whole = raw.clone();
        inherit(&mut whole, find, &mut room, diagnostics);
        let item = entry::item(&whole, file.language, &mut searches, diagnostics);
        let more = whole.fields.get("ids").map(|ids| tex::split(&ids.value, ","));
        let more = more.into_iter().flatten().filter(|id| !id.is_empty()).map(str::to_owned);
        let keys = std::iter::once(raw.key.value.clone()).chain(more).collect();
        found.push(Found { keys, span: raw.key.span.clone(), item });
    }
    found
}

/// The entries of a file. Where it cannot be read as a whole, each is read on its own.
fn entries(
    file: File<'_>,
    searches: &mut Searches,
    room: &mut Room,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Raw> {
    let mut reader = Reader { file, words: BTreeMap::new(), searches, room, diagnostics };
    let mut entries = Vec::new();
    match RawBibliography::parse(file.text) {
        Ok(parsed) => reader.take(parsed, 0, &mut entries),
        Err(_) => {
            for piece in pieces(file.text) {
                match RawBibliography::parse(&file.text[piece.clone()]) {
                    Ok(parsed) => reader.take(parsed, piece.start, &mut entries),
                    Err(error) => reader.broken(&error, &piece),
                }
            }
        }
    }
    entries
}

/// The parts of a text that begin like entries at the beginning of a line.
fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let begun = line.trim_start();
        let word = begun.strip_prefix('@').unwrap_or_default();
        let name = word.find(|it: char| !it.is_alphanumeric()).unwrap_or(word.len());
        if name > 0 && word[name..].trim_start().starts_with(['{', '(']) {
            starts.push(at + line.len() - begun.len());
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// How much the values of a file may still hold.
struct Room {
    left: usize,
    is_told: bool,
}

impl Room {
    /// Makes room for so many bytes. Where there is none, this is told for the first that finds
    /// none.
    fn take(&mut self, bytes: usize, span: &Span, diagnostics: &mut Vec<Diagnostic>) -> bool {
        if let Some(left) = self.left.checked_sub(bytes) {
            self.left = left;
            return true;
        }
        if !self.is_told {
            self.is_told = true;
            let message = "with their abbreviations and what they inherit, the values of this \
                           file are too long: from here on some are left out";
            diagnostics.push(
                super::odd(span.clone(), message)
                    .help("write the long values only where they are meant"),
            );
        }
        false
    }
}

struct Reader<'a> {
    file: File<'a>,
    /// The abbreviations so far.
    words: BTreeMap<String, String>,
    searches: &'a mut Searches,
    room: &'a mut Room,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn span(&self, range: &Range<usize>, offset: usize) -> Span {
        let (start, end) = (range.start + offset, range.end + offset);
        Span::new(self.file.source, start..end)
    }

    fn broken(&mut self, error: &ParseError, piece: &Range<usize>) {
        // An entry that never ends is shown where it begins, and not where the next one does.
        let written = &self.file.text[piece.clone()];
        let is_open = error.span.start >= written.trim_end().len();
        let first = written.lines().next().unwrap_or_default();
        let range = if is_open { 0..first.len() } else { error.span.clone() };
        let span = self.span(&range, piece.start);
        let message = format!("this entry cannot be read: {}", error.kind);
        self.diagnostics.push(
            broken(span, message)
                .help("look for a brace that is not closed, and for a comma after each value"),
        );
    }

    fn take(&mut self, parsed: RawBibliography<'_>, offset: usize, entries: &mut Vec<Raw>) {
        for pair in &parsed.abbreviations {
            let words = self.said(&pair.value.v, offset);
            self.words.insert(pair.key.v.to_lowercase(), words);
        }
        for entry in parsed.entries {
            let entry = entry.v;
            let key_span = self.span(&entry.key.span, offset);
            if entry.key.v.is_empty() {
                let problem = broken(key_span, "this entry has no key");
                self.diagnostics.push(problem.help("write one after the brace, and a comma"));
                continue;
            }
            let mut fields = Fields::new();
            for pair in &entry.fields {
                let span = self.span(&pair.value.span, offset);
                let value = self.said(&pair.value.v, offset);
                // A field without a value says nothing; of two, the first counts.
                if !value.trim().is_empty() {
                    let name = pair.key.v.to_lowercase();
                    fields.entry(name).or_insert(Spanned { value, span });
                }
            }
            let kind_span = self.span(&entry.kind.span, offset);
            entries.push(Raw {
                kind: Spanned { value: entry.kind.v.to_lowercase(), span: kind_span },
                key: Spanned { value: entry.key.v.to_owned(), span: key_span },
                fields,
            });
        }
    }

    /// What a value says, its abbreviations written out.
    fn said(&mut self, field: &Field<'_>, offset: usize) -> String {
        let mut said = String::new();
        for chunk in field {
            let part = match &chunk.v {
                RawChunk::Normal(words) => *words,
                RawChunk::Abbreviation(name) => {
                    let known = self.words.get(&name.to_lowercase());
                    if known.is_none() && dates::month(name).is_none() {
                        let names = self.words.keys().map(String::as_str);
                        let help = self.searches.make(|| did_you_mean(name, names));
                        let span = self.span(&chunk.span, offset);
                        let message = format!("there is no abbreviation `{name}`");
                        let help =
                            help.unwrap_or_else(|| "put the value between braces".to_owned());
                        self.diagnostics.push(super::odd(span, message).help(help));
                    }
                    known.map_or(*name, String::as_str)
                }
            };
            // What is longer than any file could be is left out.
            let span = self.span(&chunk.span, offset);
            if !self.room.take(part.len(), &span, self.diagnostics) {
                break;
            }
            said.push_str(part);
        }
        said
    }
}

/// Fields that an entry never takes from another.
const OWN: &[&str] = &[
    "crossref",
    "entryset",
    "entrysubtype",
    "execute",
    "ids",
    "label",
    "options",
    "presort",
    "related",
    "relatedoptions",
    "relatedstring",
    "relatedtype",
    "shortauthor",
    "shorteditor",
    "shorthand",
    "shorttitle",
    "sortkey",
    "sorttitle",
    "xdata",
    "xref",
];

/// Takes over what an entry says of itself by naming others (`xdata`, `crossref`), as BibLaTeX
/// does.
fn inherit<'a>(
    entry: &mut Raw,
    find: impl Fn(&str) -> Option<&'a Raw> + Copy,
    room: &mut Room,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if let Some(keys) = entry.fields.get("xdata").cloned() {
        for data in tex::split(&keys.value, ",").into_iter().filter_map(find) {
            for (name, value) in &data.fields {
                if !give(entry, (name, value), &keys.span, room, diagnostics) {
                    return;
                }
            }
        }
    }
    let mut kind = entry.kind.value.clone();
    let mut child = entry.fields.get("crossref").cloned();
    for _ in 0..MOST_PARENTS {
        let Some(named) = child else { return };
        let Some(parent) = find(named.value.trim()) else {
            let message = format!("there is no entry `{}` to take over from", named.value.trim());
            diagnostics.push(super::odd(named.span, message));
            return;
        };
        for (name, value) in &parent.fields {
            for name in inherited(name, &parent.kind.value, &kind) {
                if !give(entry, (name, value), &named.span, room, diagnostics) {
                    return;
                }
            }
        }
        kind.clone_from(&parent.kind.value);
        child = parent.fields.get("crossref").cloned();
    }
}

/// Gives a field to an entry that does not have it, where there is room. What stands at `at` asks
/// for it.
fn give(
    entry: &mut Raw,
    (name, value): (&str, &super::Written),
    at: &Span,
    room: &mut Room,
    diagnostics: &mut Vec<Diagnostic>,
) -> bool {
    let is_new = !entry.fields.contains_key(name);
    // A name counts even where the entry has a value of its own: to look takes time too.
    let bytes = name.len() + if is_new { value.value.len() } else { 0 };
    let has_room = room.take(bytes, at, diagnostics);
    if is_new && has_room {
        entry.fields.insert(name.to_owned(), value.clone());
    }
    has_room
}

/// What a field of a parent is called in its child.
fn inherited<'a>(field: &'a str, parent: &str, child: &str) -> Vec<&'a str> {
    if OWN.contains(&field) {
        return Vec::new();
    }
    let is_volumes = parent.starts_with("mv");
    let of_main = ["maintitle", "mainsubtitle", "maintitleaddon"];
    let of_book = ["booktitle", "booksubtitle", "booktitleaddon"];
    let of_journal = ["journaltitle", "journalsubtitle", "journaltitleaddon"];
    let title = ["title", "subtitle", "titleaddon"].iter().position(|title| *title == field);
    let is_part = matches!(
        child,
        "article"
            | "bookinbook"
            | "conference"
            | "inbook"
            | "incollection"
            | "inproceedings"
            | "inreference"
            | "suppbook"
            | "suppcollection"
            | "suppperiodical"
    );
    match (field, title) {
        (_, Some(part)) if is_volumes => vec![of_main[part]],
        (_, Some(part)) if parent == "periodical" => vec![of_journal[part]],
        (_, Some(part)) if is_part => vec![of_book[part]],
        (_, Some(_)) => Vec::new(),
        ("author", _) if is_part && matches!(parent, "book" | "mvbook") => match child {
            // A part of a book of one author is by that author.
            "inbook" => vec!["author", "bookauthor"],
            _ => vec!["bookauthor"],
        },
        _ => vec![field],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Content, Source, Sources};

    fn read_in(text: &str, bytes: usize) -> (Vec<Found>, Vec<Diagnostic>) {
        let source = Source { path: "x.bib".to_owned(), content: Content::Text(text.into()) };
        let source = Sources::new([source]).find("x.bib").expect("it is there");
        let mut diagnostics = Vec::new();
        let found = read_within(File { source, text, language: "en" }, bytes, &mut diagnostics);
        (found, diagnostics)
    }

    #[test]
    fn what_is_inherited_counts_and_is_told_once() {
        let long = "x".repeat(1000);
        for by in ["xdata", "crossref"] {
            let mut text = format!("@xdata{{long, abstract = {{{long}}}}}\n");
            for number in 0..50 {
                text.push_str(&format!("@book{{b{number}, {by} = {{long}}}}\n"));
            }
            let (found, diagnostics) = read_in(&text, 10_000);
            let held = found.iter().filter_map(|it| it.item.text(carnet_csl::Variable::Abstract));
            assert_eq!((found.len(), held.count()), (50, 8), "{by}");
            assert_eq!(diagnostics.len(), 1, "{by}");
            assert!(diagnostics[0].message.contains("too long"), "{by}");
            assert_eq!(read_in(&text, LONGEST).1.len(), 0, "{by}");
        }
    }

    #[test]
    fn abbreviations_of_abbreviations_count_and_are_told_once() {
        let text = "@string{a = {0123456789}}\n@string{b = a # a # a}\n@book{c, title = b # b # b}\n\
                    @book{d, title = b}";
        let (found, diagnostics) = read_in(text, 60);
        assert_eq!((found.len(), diagnostics.len()), (2, 1));
    }

    #[test]
    fn the_nearest_is_searched_for_so_often_and_no_more() {
        let mut text = "@string{gallimard = {Gallimard}}\n".to_owned();
        for number in 0..40 {
            text.push_str(&format!("@boook{{b{number}, title = {{B}}, publisher = gallimrad}}\n"));
        }
        let (_, diagnostics) = read_in(&text, LONGEST);
        let asks =
            |it: &&Diagnostic| it.help.as_ref().is_some_and(|it| it.contains("did you mean"));
        assert_eq!(diagnostics.len(), 80);
        assert_eq!(diagnostics.iter().filter(asks).count(), 50);
    }
}
