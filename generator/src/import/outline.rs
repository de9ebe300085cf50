//! Headings that begin at the second level and skip none: the title of a page is the first.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// A heading of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heading {
    /// As it was written.
    pub(super) level: usize,
    /// As it should be written.
    pub(super) wanted: usize,
    /// Where it stands, with its signs.
    pub(super) range: Range<usize>,
    /// Where its text stands, if it has any.
    pub(super) inner: Range<usize>,
    /// Its text, without signs.
    pub(super) text: String,
}

/// Finds the headings of a text.
pub(super) fn headings(markdown: &str, options: Options) -> Vec<Heading> {
    let mut found: Vec<Heading> = Vec::new();
    let mut open: Option<Heading> = None;
    for (event, range) in Parser::new_ext(markdown, options).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                let level = level as usize;
                let inner = range.end..range.end;
                open = Some(Heading { level, wanted: level, range, inner, text: String::new() });
            }
            Event::End(TagEnd::Heading(_)) => found.extend(open.take()),
            event => {
                let Some(heading) = &mut open else { continue };
                heading.inner.start = heading.inner.start.min(range.start);
                heading.inner.end = match heading.text.is_empty() {
                    true => range.end,
                    false => heading.inner.end.max(range.end),
                };
                if let Event::Text(text) | Event::Code(text) = event {
                    heading.text.push_str(&text);
                }
            }
        }
    }
    relevel(&mut found);
    found
}

/// Says how headings should be written, when they are all there are.
pub(super) fn relevel(headings: &mut [Heading]) {
    let mut above: Vec<usize> = Vec::new();
    for heading in headings {
        while above.last().is_some_and(|level| *level >= heading.level) {
            above.pop();
        }
        above.push(heading.level);
        heading.wanted = (above.len() + 1).min(6);
    }
}

/// The text with its headings at the level that is wanted.
pub(super) fn levelled(markdown: &str, options: Options) -> String {
    let mut text = String::with_capacity(markdown.len());
    let mut end = 0;
    for heading in headings(markdown, options) {
        if heading.level == heading.wanted || heading.range.start < end {
            continue;
        }
        text.push_str(&markdown[end..heading.range.start]);
        text.push_str(&line(&heading, &markdown[heading.inner.clone()]));
        if markdown[heading.range.clone()].ends_with('\n') {
            text.push('\n');
        }
        end = heading.range.end;
    }
    text.push_str(&markdown[end..]);
    text
}

/// A heading as one line.
pub(super) fn line(heading: &Heading, inner: &str) -> String {
    let inner = inner.split('\n').map(str::trim).collect::<Vec<_>>().join(" ");
    format!("{} {}", "#".repeat(heading.wanted), inner.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_begin_at_two_and_skip_none() {
        let text = "# Un\n\ntexte\n\n### Deux *mots*\n\nTrois\n=====\n\n```\n# code\n```\n";
        assert_eq!(
            levelled(text, Options::empty()),
            "## Un\n\ntexte\n\n### Deux *mots*\n\n## Trois\n\n```\n# code\n```\n"
        );
        assert_eq!(levelled("###### a\n#\n", Options::empty()), "## a\n## \n");
    }
}
