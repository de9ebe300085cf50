//! The lines of a page: as Markdown, as readers see them, and with their links.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::import::escape;

/// A page as it was saved: its lines, and its address where that is known before they are read.
#[derive(Clone, Debug, Default)]
pub(super) struct Saved {
    pub(super) lines: Vec<Line>,
    pub(super) address: Option<String>,
}

/// One line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// As Markdown.
    pub(super) markdown: String,
    /// As readers see it.
    pub(super) plain: String,
    /// Where its links lead.
    pub(super) links: Vec<String>,
    /// Where it stands in the page, if that is known.
    pub(super) range: Option<Range<usize>>,
}

impl Line {
    /// Whether there is nothing on it.
    pub(super) fn is_blank(&self) -> bool {
        self.plain.is_empty() && self.markdown.trim().is_empty()
    }

    /// Where its first link leads.
    pub(super) fn link(&self) -> Option<String> {
        self.links.first().cloned()
    }
}

/// Signs that a list begins its items with, and how deep the list is.
const BULLETS: &[(char, usize)] =
    &[('•', 0), ('●', 0), ('‣', 0), ('·', 0), ('◦', 1), ('○', 1), ('▪', 2), ('■', 2)];

/// The lines of a page that was saved as text.
pub(super) fn of_text(text: &str) -> Saved {
    let mut lines: Vec<Line> = Vec::new();
    let mut start = 0;
    let mut list: Option<bool> = None;
    for whole in text.split_inclusive('\n') {
        let range = start..start + whole.trim_end().len();
        start += whole.len();
        let plain = cleaned(whole);
        let indent = whole.chars().take_while(|letter| letter.is_whitespace()).count();
        let (item, is_ordered) = match item(&plain) {
            Some((depth, mark, rest, ordered)) => {
                let depth = depth.max(usize::from(indent > 5));
                (Some(format!("{}{mark} {}", "    ".repeat(depth), escaped(rest))), ordered)
            }
            None => (None, false),
        };
        let markdown = match (item, list) {
            _ if plain.is_empty() => String::new(),
            (Some(item), before) => {
                // A list that begins right below a paragraph would be part of it.
                let is_new = before != Some(is_ordered);
                if is_new && lines.last().is_some_and(|line| !line.is_blank()) {
                    lines.push(Line::default());
                }
                list = Some(is_ordered);
                item
            }
            // The rest of an item that was broken into lines.
            (None, Some(_)) if indent > 1 => format!("  {}", escaped(&plain)),
            (None, _) => {
                list = None;
                escaped(&plain)
            }
        };
        let links = words_with_address(&plain).map(|(url, _)| url.to_owned()).collect();
        lines.push(Line { markdown, plain, links, range: Some(range) });
    }
    Saved { lines, address: None }
}

/// A line without spaces at its ends and signs that no page may hold.
fn cleaned(line: &str) -> String {
    let kept = |letter: &char| !letter.is_control() && !matches!(letter, '\u{feff}' | '\u{200b}');
    let spaced = line.replace('\t', " ");
    spaced.chars().filter(kept).collect::<String>().trim().to_owned()
}

/// How deep an item of a list is, its mark in Markdown, its text, and whether it has a number.
fn item(line: &str) -> Option<(usize, String, &str, bool)> {
    let first = line.chars().next()?;
    if let Some((sign, depth)) = BULLETS.iter().find(|(sign, _)| *sign == first) {
        let rest = &line[sign.len_utf8()..];
        return rest
            .starts_with(char::is_whitespace)
            .then(|| (*depth, "-".to_owned(), rest.trim(), false));
    }
    if matches!(first, '-' | '*' | '–') {
        let rest = line[first.len_utf8()..].strip_prefix(char::is_whitespace)?;
        return Some((0, "-".to_owned(), rest.trim(), false));
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line[digits..].strip_prefix(['.', ')'])?;
    let is_item = (1..=3).contains(&digits) && rest.starts_with(char::is_whitespace);
    is_item.then(|| (0, format!("{}.", &line[..digits]), rest.trim(), true))
}

/// Each address of a text, and where it stands.
fn words_with_address(text: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let found = ["https://", "http://"].iter().filter_map(|start| text[from..].find(start));
        let start = from + found.min()?;
        let rest = &text[start..];
        let end = rest.find(|letter: char| letter.is_whitespace() || "<>\"«»".contains(letter));
        let url = rest[..end.unwrap_or(rest.len())]
            .trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '’']);
        from = start + url.len().max(1);
        Some((url, start..start + url.len()))
    })
}

/// Plain text as Markdown: nothing in it is a sign, and its addresses are links.
pub(super) fn escaped(text: &str) -> String {
    let mut markdown = String::with_capacity(text.len());
    let mut end = 0;
    for (url, range) in words_with_address(text) {
        markdown.push_str(&escape::inline(&text[end..range.start]));
        markdown.push_str(&format!("<{url}>"));
        end = range.end;
    }
    markdown.push_str(&escape::inline(&text[end..]));
    let first = markdown.chars().next();
    let digits = markdown.bytes().take_while(u8::is_ascii_digit).count();
    if first.is_some_and(|letter| "#>+-=:".contains(letter)) {
        markdown.insert(0, '\\');
    } else if (1..=9).contains(&digits) && markdown[digits..].starts_with(['.', ')']) {
        markdown.insert(digits, '\\');
    }
    markdown
}

/// The lines of a page that was made into Markdown.
pub(super) fn of_markdown(markdown: &str) -> Vec<Line> {
    markdown
        .lines()
        .map(|line| {
            let (plain, links) = read(line);
            Line { markdown: line.trim_end().to_owned(), plain, links, range: None }
        })
        .collect()
}

/// What readers see of one line of Markdown, and where its links lead.
fn read(line: &str) -> (String, Vec<String>) {
    let (mut plain, mut links) = (String::new(), Vec::new());
    // Within a line an indent is no block of code.
    for event in Parser::new_ext(line.trim_start(), Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(text) | Event::Code(text) => plain.push_str(&text),
            Event::SoftBreak | Event::HardBreak => plain.push(' '),
            Event::Start(Tag::Link { dest_url, .. }) => links.push(dest_url.into_string()),
            _ => {}
        }
    }
    (cleaned(&plain), links)
}

/// Markdown as readers see it, on one line.
pub(super) fn plain_of(markdown: &str) -> String {
    let mut plain = String::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(text) | Event::Code(text) => plain.push_str(&text),
            Event::SoftBreak | Event::HardBreak | Event::End(_) => plain.push(' '),
            _ => {}
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn markdown(text: &str) -> String {
        of_text(text).lines.iter().map(|line| format!("{}\n", line.markdown)).collect()
    }

    #[test]
    fn text_becomes_markdown_that_says_the_same() {
        for text in [
            "*a* _b_ [[c]] <d> `e` &amp; 1|2",
            "# a",
            "- b",
            "12) c",
            "> d",
            "=== e",
            ": f",
            "$x$ {#y}",
        ] {
            assert_eq!(plain_of(&escaped(text)), text, "{text}");
        }
        assert_eq!(escaped("voir https://a.example/b_c."), "voir <https://a.example/b_c>.");
    }

    #[test]
    fn lists_are_lists() {
        assert_eq!(
            markdown("Voici :\n  • un\n  • deux\n      ◦ trois\n  1. quatre\n     cinq\nsix"),
            "Voici :\n\n- un\n- deux\n    - trois\n\n1. quatre\n  cinq\nsix\n"
        );
    }
}
