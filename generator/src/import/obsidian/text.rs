//! The text of a note, written anew: what only Obsidian reads becomes what a carnet reads.
//!
//! A text is not made into a tree and back: every part that must change is an *edit* of its bytes,
//! and all else stays as its author wrote it.

mod links;
mod signs;

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::diagnostic::{Code, Diagnostic, codes};
use crate::import::outline;

use super::vault::{Index, Note};
pub(super) use signs::{blocks, without_comments};

/// The Markdown that Obsidian reads.
pub(super) const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_WIKILINKS);

/// Blocks of code that Obsidian's plug-ins answer.
const QUERIES: &[&str] = &["dataview", "dataviewjs", "tasks", "query", "base"];

/// What links of all notes lead to.
#[derive(Debug, Default)]
pub(super) struct Uses {
    /// Headings, by note and number.
    headings: BTreeSet<(usize, usize)>,
    /// Attachments that a note for readers names.
    pub(super) shown: BTreeSet<usize>,
    /// Attachments that a private note names.
    pub(super) hidden: BTreeSet<usize>,
}

/// A text, but for its headings: whether something leads to them is known once all are written.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) markdown: String,
    /// Its tags, in order.
    pub(super) tags: Vec<String>,
}

/// A link or image that is still open.
struct Open {
    kind: LinkType,
    url: String,
    title: String,
    is_image: bool,
    /// Where what stands between its square brackets begins and ends.
    inner: Option<Range<usize>>,
    text: String,
}

struct Writer<'a> {
    index: &'a Index,
    number: usize,
    note: &'a Note,
    uses: &'a mut Uses,
    report: &'a mut Vec<Diagnostic>,
    edits: Vec<(Range<usize>, String)>,
    /// Where no sign is looked for: code, HTML, addresses.
    masks: Vec<Range<usize>>,
    in_table: bool,
}

/// Writes the text of the note of that number.
pub(super) fn write(
    index: &Index,
    number: usize,
    uses: &mut Uses,
    report: &mut Vec<Diagnostic>,
) -> Written {
    let note = &index.notes[number];
    let (edits, masks) = (Vec::new(), Vec::new());
    let mut writer = Writer { index, number, note, uses, report, edits, masks, in_table: false };
    writer.events();
    let masks = merged(std::mem::take(&mut writer.masks));
    let tags = signs::tags(&note.text, &masks);
    writer.signs(&masks);
    Written { markdown: edited(&note.text, writer.edits), tags }
}

/// Ranges in order, those that touch as one.
fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// Whether a byte stands in one of some ordered ranges.
fn is_in(ranges: &[Range<usize>], at: usize) -> bool {
    let after = ranges.partition_point(|range| range.start <= at);
    after.checked_sub(1).is_some_and(|last| ranges[last].contains(&at))
}

/// A text with its edits; of two that overlap the first counts.
fn edited(text: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut edited = String::with_capacity(text.len());
    let mut end = 0;
    for (range, new) in edits {
        if range.start < end {
            continue;
        }
        edited.push_str(&text[end..range.start]);
        edited.push_str(&new);
        end = range.end;
    }
    edited.push_str(&text[end..]);
    edited
}

/// A fence that closes no earlier than it should.
pub(super) fn fence_for(code: &str) -> String {
    let longest = code.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
    "`".repeat((longest + 1).max(3))
}

impl Writer<'_> {
    fn tell(&mut self, code: &'static Code, at: usize, message: impl Into<String>) {
        self.report.push(Diagnostic::at(code, self.note.span(at), message));
    }

    /// Replaces a part, with whatever in it was to be replaced.
    fn edit(&mut self, range: Range<usize>, new: impl Into<String>) {
        while self.edits.last().is_some_and(|(last, _)| last.start >= range.start) {
            self.edits.pop();
        }
        self.edits.push((range, new.into()));
    }

    fn events(&mut self) {
        let note = self.note;
        let mut open: Vec<Open> = Vec::new();
        for (event, range) in Parser::new_ext(&note.text, OPTIONS).into_offset_iter() {
            let is_end = matches!(event, Event::End(TagEnd::Link | TagEnd::Image));
            if let Some(top) = open.last_mut().filter(|_| !is_end) {
                let inner = top.inner.get_or_insert(range.clone());
                inner.end = inner.end.max(range.end);
            }
            match event {
                Event::Start(
                    Tag::Link { link_type, dest_url, title, .. }
                    | Tag::Image { link_type, dest_url, title, .. },
                ) => open.push(Open {
                    kind: link_type,
                    url: dest_url.into_string(),
                    title: title.into_string(),
                    is_image: note.text[range].starts_with('!'),
                    inner: None,
                    text: String::new(),
                }),
                Event::End(TagEnd::Link | TagEnd::Image) => {
                    let Some(closed) = open.pop() else { continue };
                    if let Some(above) = open.last_mut() {
                        above.text.push_str(&closed.text);
                    }
                    let end = closed.inner.as_ref().map_or(range.start, |inner| inner.end);
                    let is_whole = closed.is_image
                        || matches!(
                            closed.kind,
                            LinkType::WikiLink { .. } | LinkType::Autolink | LinkType::Email
                        );
                    self.masks.push(if is_whole { range.clone() } else { end..range.end });
                    self.link(&closed, range);
                }
                Event::Start(Tag::CodeBlock(kind)) => {
                    self.masks.push(range.clone());
                    self.query(&kind, range.start);
                }
                Event::Code(text) => {
                    self.masks.push(range);
                    if let Some(top) = open.last_mut() {
                        top.text.push_str(&text);
                    }
                }
                Event::Html(_) | Event::InlineHtml(_) => {
                    self.masks.push(range.clone());
                    self.html(range);
                }
                Event::Text(text) => {
                    if let Some(top) = open.last_mut() {
                        top.text.push_str(&text);
                    }
                }
                Event::SoftBreak | Event::HardBreak => {
                    if let Some(top) = open.last_mut() {
                        top.text.push(' ');
                    }
                }
                Event::Start(Tag::Table(_)) => self.in_table = true,
                Event::End(TagEnd::Table) => self.in_table = false,
                _ => {}
            }
        }
    }

    fn query(&mut self, kind: &CodeBlockKind<'_>, at: usize) {
        let CodeBlockKind::Fenced(info) = kind else { return };
        let language = info.split_whitespace().next().unwrap_or_default();
        if QUERIES.contains(&language.to_lowercase().as_str()) {
            let message = format!("a block of `{language}` stays as code: nothing here answers it");
            self.tell(&codes::IMPORT_CHANGED, at, message);
        }
    }
}

/// The text with its headings at the level that is wanted, and with an id where links lead.
pub(super) fn with_headings(index: &Index, number: usize, markdown: &str, uses: &Uses) -> String {
    let note = &index.notes[number];
    let mut headings = outline::headings(markdown, OPTIONS);
    if note.repeats_title && !headings.is_empty() {
        outline::relevel(&mut headings[1..]);
    }
    let mut edits = Vec::new();
    for (place, heading) in headings.iter().enumerate() {
        if place == 0 && note.repeats_title {
            edits.push((heading.range.clone(), String::new()));
            continue;
        }
        let inner = &markdown[heading.inner.clone()];
        let id = note.anchors.get(place).filter(|_| uses.headings.contains(&(number, place)));
        // What a carnet would take for an id was none.
        let has_braces = inner.trim_end().ends_with('}');
        if heading.level == heading.wanted && id.is_none() && !has_braces {
            continue;
        }
        let brace = inner.rfind('{').filter(|_| has_braces);
        let inner = match brace {
            Some(at) => format!("{}\\{}", &inner[..at], &inner[at..]),
            None => inner.to_owned(),
        };
        let inner = match id {
            Some(id) => format!("{} {{#{id}}}", inner.trim()),
            None => inner,
        };
        let end = if markdown[heading.range.clone()].ends_with('\n') { "\n" } else { "" };
        edits.push((heading.range.clone(), outline::line(heading, &inner) + end));
    }
    edited(markdown, edits)
}
