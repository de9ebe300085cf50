//! Signs of Obsidian that are no links: comments, highlights, tags, places to lead to, callouts.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

use crate::diagnostic::{Diagnostic, codes};

use super::{Note, OPTIONS, Writer, is_in, merged};

/// Kinds of callouts, and the alerts of a carnet; a quote is no alert.
const CALLOUTS: &[(&str, Option<&str>)] = &[
    ("note", Some("NOTE")),
    ("info", Some("NOTE")),
    ("todo", Some("NOTE")),
    ("abstract", Some("NOTE")),
    ("summary", Some("NOTE")),
    ("tldr", Some("NOTE")),
    ("question", Some("NOTE")),
    ("help", Some("NOTE")),
    ("faq", Some("NOTE")),
    ("example", Some("NOTE")),
    ("tip", Some("TIP")),
    ("hint", Some("TIP")),
    ("success", Some("TIP")),
    ("check", Some("TIP")),
    ("done", Some("TIP")),
    ("important", Some("IMPORTANT")),
    ("warning", Some("WARNING")),
    ("attention", Some("WARNING")),
    ("caution", Some("CAUTION")),
    ("danger", Some("CAUTION")),
    ("error", Some("CAUTION")),
    ("failure", Some("CAUTION")),
    ("fail", Some("CAUTION")),
    ("missing", Some("CAUTION")),
    ("bug", Some("CAUTION")),
    ("quote", None),
    ("cite", None),
];

/// Where code and HTML stand.
fn opaque(text: &str) -> Vec<Range<usize>> {
    let ranges = Parser::new_ext(text, OPTIONS).into_offset_iter().filter_map(|(event, range)| {
        let is_opaque = matches!(
            event,
            Event::Code(_)
                | Event::Html(_)
                | Event::InlineHtml(_)
                | Event::Start(Tag::CodeBlock(_))
        );
        is_opaque.then_some(range)
    });
    merged(ranges.collect())
}

/// The text of a note without its comments, with all its lines. A comment that is never closed
/// goes to the end, as in Obsidian: what was hidden must not become public.
pub(in crate::import::obsidian) fn without_comments(
    note: &Note,
    report: &mut Vec<Diagnostic>,
) -> String {
    let text = &note.text;
    if !text.contains("%%") {
        return text.clone();
    }
    let opaque = opaque(text);
    let mut signs = text.match_indices("%%").map(|(at, _)| at).filter(|at| !is_in(&opaque, *at));
    let mut clean = String::with_capacity(text.len());
    let mut end = 0;
    while let Some(start) = signs.next() {
        if start < end {
            continue;
        }
        let close = signs.find(|at| *at >= start + 2).map_or(text.len(), |close| close + 2);
        let comment = &text[start..close];
        clean.push_str(&text[end..start]);
        clean.extend(comment.chars().filter(|letter| *letter == '\n'));
        end = close;
        let words = comment.trim_matches('%').split_whitespace().collect::<Vec<_>>().join(" ");
        let message = format!("a comment, which no reader should see: “{words}”");
        report.push(Diagnostic::at(&codes::IMPORT_LEFT_OUT, note.span(start), message));
    }
    clean.push_str(&text[end..]);
    clean
}

/// Lines of a text, with where they begin, without their ends.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let at = start;
        start += line.len();
        (at, line.trim_end())
    })
}

/// Places that links can lead to: where their signs stand, with the space before, and their names.
pub(in crate::import::obsidian) fn blocks(
    text: &str,
) -> impl Iterator<Item = (Range<usize>, &str)> {
    lines(text).filter_map(|(start, line)| {
        let sign = line.rfind('^')?;
        let name = &line[sign + 1..];
        let is_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
        let before = line[..sign].trim_end_matches([' ', '\t']);
        let stands_apart = before.len() < sign || before.is_empty();
        let is_block = stands_apart && !name.is_empty() && name.chars().all(is_name);
        is_block.then_some((start + before.len()..start + line.len(), name))
    })
}

/// Tags in the text, in order.
pub(super) fn tags(text: &str, masks: &[Range<usize>]) -> Vec<String> {
    let mut tags = Vec::new();
    for (at, _) in text.match_indices('#').filter(|(at, _)| !is_in(masks, *at)) {
        let before = text[..at].chars().next_back();
        if before.is_some_and(|letter| !letter.is_whitespace() && letter != '(') {
            continue;
        }
        let rest = &text[at + 1..];
        let is_tag = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '/');
        let end = rest.find(|letter| !is_tag(letter)).unwrap_or(rest.len());
        let tag = rest[..end].trim_matches('/');
        if tag.chars().any(char::is_alphabetic) {
            tags.push(tag.to_owned());
        }
    }
    tags
}

impl Writer<'_> {
    /// Everything that is looked for line by line.
    pub(super) fn signs(&mut self, masks: &[Range<usize>]) {
        let note = self.note;
        for (range, name) in blocks(&note.text) {
            if !is_in(masks, range.end.saturating_sub(1)) {
                let space = if range.start == 0 || note.text[..range.start].ends_with('\n') {
                    ""
                } else {
                    " "
                };
                self.edits.push((range, format!("{space}<span id=\"bloc-{name}\"></span>")));
            }
        }
        for (start, line) in lines(&note.text) {
            self.highlights(start, line, masks);
            self.callout(start, line, masks);
            if let Some(at) = line.find("^[").filter(|at| !is_in(masks, start + at)) {
                let message =
                    format!("a footnote within the text stays as text: “{}”", line[at..].trim());
                self.tell(&codes::IMPORT_CHANGED, start + at, message);
            }
        }
    }

    /// `==words==`.
    fn highlights(&mut self, start: usize, line: &str, masks: &[Range<usize>]) {
        let mut opened: Option<usize> = None;
        let mut from = 0;
        while let Some(found) = line.get(from..).and_then(|rest| rest.find("==")) {
            let at = from + found;
            let length = line[at..].bytes().take_while(|byte| *byte == b'=').count();
            from = at + length;
            if length != 2 || is_in(masks, start + at) {
                continue;
            }
            let before = line[..at].chars().next_back();
            let after = line[at + 2..].chars().next();
            let is_space = |letter: Option<char>| letter.is_none_or(char::is_whitespace);
            match opened {
                Some(open) if !is_space(before) => {
                    self.edits.push((start + open..start + open + 2, "<mark>".to_owned()));
                    self.edits.push((start + at..start + at + 2, "</mark>".to_owned()));
                    opened = None;
                }
                None if !is_space(after) && before.is_none_or(|it| !it.is_alphanumeric()) => {
                    opened = Some(at);
                }
                _ => {}
            }
        }
    }

    /// `> [!kind]- Title`.
    fn callout(&mut self, start: usize, line: &str, masks: &[Range<usize>]) {
        let quoted = line.trim_start_matches([' ', '\t', '>']);
        let (prefix, rest) = line.split_at(line.len() - quoted.len());
        let Some(close) = rest.find(']').filter(|_| prefix.contains('>')) else { return };
        let Some(kind) = rest[..close].strip_prefix("[!") else { return };
        if is_in(masks, start + prefix.len()) {
            return;
        }
        let kind = kind.split('|').next().unwrap_or_default().trim().to_lowercase();
        let title = rest[close + 1..].trim_start_matches(['+', '-']).trim();
        let known = CALLOUTS.iter().find(|(name, _)| *name == kind);
        if known.is_none() {
            let message = format!("a callout of the kind `{kind}` is shown as a note");
            self.tell(&codes::IMPORT_CHANGED, start, message);
        }
        let alert = known.map_or(Some("NOTE"), |(_, alert)| *alert);
        // Obsidian shows the kind where there is no title; a carnet has five words of its own.
        let is_own = alert.is_some_and(|alert| alert.eq_ignore_ascii_case(&kind));
        let kind_as_title = title.is_empty() && !is_own && alert.is_some() && !kind.is_empty();
        let marks = if title.contains('*') { "" } else { "**" };
        let sign = alert.map(|alert| format!("[!{alert}]")).unwrap_or_default();
        let at = start + prefix.len();
        let end = start + line.len();
        if kind_as_title {
            let title = crate::import::capitalised(&kind);
            let title = crate::import::escape::inline(&title);
            let text = format!("{sign}\n{prefix}**{title}**\n{}", prefix.trim_end());
            self.edits.push((at..end, text));
        } else if title.is_empty() {
            self.edits.push((at..end, sign));
        } else {
            let opening =
                if sign.is_empty() { marks.to_owned() } else { format!("{sign}\n{prefix}{marks}") };
            self.edits.push((at..end - title.len(), opening));
            self.edits.push((end..end, format!("{marks}\n{}", prefix.trim_end())));
        }
    }
}
