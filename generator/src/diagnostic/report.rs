//! Diagnostics drawn for people and for programs.
//!
//! The one place where spans become lines and columns. Columns count characters from 1, as
//! editors show them.

use std::collections::BTreeMap;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};
use indexmap::IndexMap;
use serde::Serialize;

use super::{Diagnostic, Place, Severity};
use crate::source::{SourceId, Sources, Span};

/// How the human form is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// With colours, for a terminal.
    Coloured,
    /// Without, for a pipe, a file, a test or a web page.
    Plain,
}

/// How many errors are drawn: nobody reads on, and programs take JSON.
const MOST_ERRORS: usize = 100;

/// How many warnings of one code are drawn: they must not bury the others.
const MOST_OF_A_CODE: usize = 5;

/// The longest line that is drawn, in bytes. To draw one takes its time, again for each problem in it.
const LONGEST_LINE: usize = 5_000;

/// A place as editors name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Position {
    /// Path below the site's root.
    pub path: String,
    /// Line, from 1; absent when the whole file is meant.
    pub line: Option<usize>,
    /// Column in characters, from 1.
    pub column: Option<usize>,
    /// Line of the end.
    pub end_line: Option<usize>,
    /// Column after the last character.
    pub end_column: Option<usize>,
    /// The offending text.
    pub text: Option<String>,
}

/// A diagnostic as other programs read it.
#[derive(Debug, Serialize)]
struct Record<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    #[serde(flatten)]
    position: Position,
    help: Option<&'a str>,
    notes: Vec<RecordNote<'a>>,
}

#[derive(Debug, Serialize)]
struct RecordNote<'a> {
    message: &'a str,
    #[serde(flatten)]
    position: Option<Position>,
}

/// Every diagnostic as a picture of its source, then a line that counts them.
#[must_use]
pub fn human(diagnostics: &[Diagnostic], sources: &Sources, style: Style) -> String {
    let renderer = match style {
        Style::Coloured => Renderer::styled(),
        Style::Plain => Renderer::plain(),
    }
    .decor_style(DecorStyle::Ascii);
    let mut text = String::new();
    // In the order in which they are met, so that the same site says the same.
    let mut counts: IndexMap<&str, usize> = IndexMap::new();
    for diagnostic in diagnostics {
        let (kind, most) = match diagnostic.severity {
            Severity::Error => (ERRORS, MOST_ERRORS),
            Severity::Warning => (diagnostic.code.name, MOST_OF_A_CODE),
        };
        let count = counts.entry(kind).or_default();
        *count += 1;
        if *count <= most {
            text.push_str(&renderer.render(&[picture(diagnostic, sources)]));
            text.push_str("\n\n");
        }
    }
    text.push_str(&left_out(&counts));
    text.push_str(&summary(diagnostics));
    text
}

/// Under what errors are counted; no code is called so.
const ERRORS: &str = "the errors";

/// How many are not drawn, and where they are all to be seen; nothing when all are drawn.
fn left_out(counts: &IndexMap<&str, usize>) -> String {
    let more: Vec<String> = counts
        .iter()
        .filter_map(|(kind, count)| {
            let most = if *kind == ERRORS { MOST_ERRORS } else { MOST_OF_A_CODE };
            let more = count.checked_sub(most).filter(|more| *more > 0)?;
            Some(format!("{more} more of {kind}"))
        })
        .collect();
    if more.is_empty() {
        return String::new();
    }
    format!("and {}; `carnet check --format short` lists all\n\n", more.join(", "))
}

/// “2 errors, 1 warning”; nothing when there is nothing to say.
#[must_use]
pub fn summary(diagnostics: &[Diagnostic]) -> String {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).count();
    let warnings = diagnostics.len() - errors;
    let count = |number: usize, word: &str| match number {
        0 => None,
        1 => Some(format!("1 {word}")),
        _ => Some(format!("{number} {word}s")),
    };
    let counts: Vec<String> =
        [count(errors, "error"), count(warnings, "warning")].into_iter().flatten().collect();
    counts.join(", ")
}

fn picture<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = Group::with_title(
        level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.name),
    );
    match &diagnostic.place {
        Place::Text(span) if is_too_long(span, sources) => {
            group = group.element(drawn(span, sources));
        }
        Place::Text(span) => {
            // Notes in the same file are drawn in the same picture; the others follow below.
            let mut snippet = Snippet::source(sources.text(span.source))
                .path(sources.get(span.source).path.as_str())
                .annotation(AnnotationKind::Primary.span(within(span, sources)));
            for note in &diagnostic.notes {
                if let Some(Place::Text(place)) = &note.place
                    && is_in_one_picture(place, span, sources)
                {
                    snippet = snippet.annotation(
                        AnnotationKind::Context
                            .span(within(place, sources))
                            .label(note.message.as_str()),
                    );
                }
            }
            group = group.element(snippet);
        }
        Place::Path(path) => group = group.element(Origin::path(path.as_str())),
    }
    for note in &diagnostic.notes {
        match (&note.place, &diagnostic.place) {
            (Some(Place::Text(place)), Place::Text(primary))
                if is_in_one_picture(place, primary, sources) => {}
            (Some(Place::Text(place)), _) => {
                group = group
                    .element(Level::NOTE.message(note.message.as_str()))
                    .element(drawn(place, sources));
            }
            (Some(Place::Path(path)), _) => {
                group = group
                    .element(Level::NOTE.message(note.message.as_str()))
                    .element(Origin::path(path.as_str()));
            }
            (None, _) => group = group.element(Level::NOTE.message(note.message.as_str())),
        }
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    group
}

/// A place in its lines, or its name alone where a line of it is too long.
fn drawn<'a>(span: &Span, sources: &'a Sources) -> Element<'a> {
    let path = sources.get(span.source).path.as_str();
    if !is_too_long(span, sources) {
        let annotation = AnnotationKind::Primary.span(within(span, sources));
        return Snippet::source(sources.text(span.source)).path(path).annotation(annotation).into();
    }
    let text = sources.text(span.source);
    let (line, column) = Known::new(text).line_and_column(text, within(span, sources).start);
    Origin::path(path).line(line).char_column(column).into()
}

/// Whether a note stands in the picture of the place that it belongs to.
fn is_in_one_picture(note: &Span, primary: &Span, sources: &Sources) -> bool {
    note.source == primary.source && !is_too_long(note, sources) && !is_too_long(primary, sources)
}

/// Whether a place has a line that is too long to be drawn.
fn is_too_long(span: &Span, sources: &Sources) -> bool {
    let (text, range) = (sources.text(span.source), within(span, sources));
    let start = text[..range.start].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[range.end..].find('\n').map_or(text.len(), |newline| range.end + newline);
    text[start..end].lines().any(|line| line.len() > LONGEST_LINE)
}

/// One line a diagnostic: `path:line:column: severity[code]: message (help)`.
#[must_use]
pub fn short(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let mut text = String::new();
    let mut positions = Positions::new(sources);
    for diagnostic in diagnostics {
        let position = positions.of(&diagnostic.place);
        let place = match (position.line, position.column) {
            (Some(line), Some(column)) => format!("{}:{line}:{column}", position.path),
            _ => position.path,
        };
        let help = diagnostic.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
        text.push_str(&format!(
            "{place}: {}[{}]: {}{help}\n",
            severity(diagnostic),
            diagnostic.code.name,
            diagnostic.message
        ));
    }
    text
}

/// All diagnostics as one JSON array.
#[must_use]
pub fn json(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let mut positions = Positions::new(sources);
    let records: Vec<Record<'_>> = diagnostics
        .iter()
        .map(|diagnostic| Record {
            code: diagnostic.code.name,
            severity: severity(diagnostic),
            message: &diagnostic.message,
            position: positions.of(&diagnostic.place),
            help: diagnostic.help.as_deref(),
            notes: diagnostic
                .notes
                .iter()
                .map(|note| RecordNote {
                    message: &note.message,
                    position: note.place.as_ref().map(|place| positions.of(place)),
                })
                .collect(),
        })
        .collect();
    serde_json::to_string_pretty(&records).unwrap_or_else(|_| "[]".to_owned())
}

fn severity(diagnostic: &Diagnostic) -> &'static str {
    match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// Names places by line and column. Lines are counted once for each source, and columns from the last
/// place on: a text may hold thousands of problems, all in one line.
#[derive(Debug)]
pub struct Positions<'a> {
    sources: &'a Sources,
    known: BTreeMap<SourceId, Known>,
}

/// What is known of a source.
#[derive(Debug)]
struct Known {
    /// Where its lines begin.
    lines: Vec<usize>,
    /// A place, and its column.
    last: (usize, usize),
}

impl<'a> Positions<'a> {
    /// Knows nothing yet.
    #[must_use]
    pub fn new(sources: &'a Sources) -> Self {
        Self { sources, known: BTreeMap::new() }
    }

    /// Names a place.
    pub fn of(&mut self, place: &Place) -> Position {
        let span = match place {
            Place::Text(span) => span,
            Place::Path(path) => {
                return Position {
                    path: path.clone(),
                    line: None,
                    column: None,
                    end_line: None,
                    end_column: None,
                    text: None,
                };
            }
        };
        let text = self.sources.text(span.source);
        let range = within(span, self.sources);
        let known = self.known.entry(span.source).or_insert_with(|| Known::new(text));
        let (line, column) = known.line_and_column(text, range.start);
        known.last = (range.start, column);
        let (end_line, end_column) = known.line_and_column(text, range.end);
        Position {
            path: self.sources.get(span.source).path.clone(),
            line: Some(line),
            column: Some(column),
            end_line: Some(end_line),
            end_column: Some(end_column),
            text: Some(text[range].to_owned()),
        }
    }
}

impl Known {
    fn new(text: &str) -> Self {
        let after = text.match_indices('\n').map(|(newline, _)| newline + 1);
        Self { lines: std::iter::once(0).chain(after).collect(), last: (0, 1) }
    }

    /// The line of an offset, from 0.
    fn line(&self, offset: usize) -> usize {
        self.lines.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    fn line_and_column(&self, text: &str, offset: usize) -> (usize, usize) {
        let line = self.line(offset);
        let start = self.lines.get(line).copied().unwrap_or(0);
        let (from, column) = match self.last {
            (last, column) if (start..=offset).contains(&last) => (last, column),
            _ => (start, 1),
        };
        (line + 1, column + text[from..offset].chars().count())
    }
}

/// A span that surely lies inside its text, on whole characters.
fn within(span: &Span, sources: &Sources) -> std::ops::Range<usize> {
    let text = sources.text(span.source);
    let start = floor(text, span.range.start);
    let end = floor(text, span.range.end).max(start);
    start..end
}

fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::codes;

    #[test]
    fn a_line_that_is_too_long_is_named_and_not_drawn() {
        let text = "x\n".to_owned() + &"y".repeat(9_000);
        let sources = Sources::from_texts([("content/a.md", text.as_str())]);
        let id = sources.find("content/a.md").expect("it is there");
        let problem = Diagnostic::at(&codes::LINK_DEAD, Span::new(id, 5..9), "nothing is there")
            .note(Span::new(id, 0..1), "seen from here");
        let report = human(&[problem], &sources, Style::Plain);
        assert!(report.contains("content/a.md:2:4"), "{report}");
        assert!(report.contains("1 | x"), "{report}");
        assert!(!report.contains("yyyy"), "{report}");
    }
}
