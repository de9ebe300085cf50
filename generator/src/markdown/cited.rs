//! References to works in a text, written as Pandoc reads them: `[@key, p. 12]`, `@key`.
//!
//! They are found in Markdown's events and not in its characters, so that none is seen in code or
//! in a link. Emphasis inside one is read as plain text.

mod locator;
mod pieces;
mod syntax;

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

pub(crate) use pieces::{Piece, Pieces};
pub(super) use syntax::is_key;

/// A place of a text that refers to works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Citation {
    /// Where it stands in the Markdown.
    pub(crate) place: Range<usize>,
    /// Whether it is a part of the sentence.
    pub(crate) form: Form,
    /// What it refers to, at least one work.
    pub(crate) parts: Vec<Part>,
}

/// How a citation stands in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// `[@key]`.
    Apart,
    /// `@key`: the sentence goes on with it.
    InText,
}

/// One work of a citation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Part {
    /// The key of the work.
    pub(crate) key: String,
    /// Where the key stands, with its sign.
    pub(crate) place: Range<usize>,
    /// What stands before it.
    pub(crate) prefix: String,
    /// The place in the work: what it is a number of, as CSL calls it, and the number.
    pub(crate) locator: Option<(&'static str, String)>,
    /// What stands after it.
    pub(crate) suffix: String,
    /// Whether its author is named already: `-@key`.
    pub(crate) is_author_left_out: bool,
}

/// Finds the citations of a text, in their order.
#[must_use]
pub(crate) fn find(markdown: &str, options: Options) -> Vec<Citation> {
    // Most texts hold none, and need no second reading.
    if memchr::memchr(b'@', markdown.as_bytes()).is_none() {
        return Vec::new();
    }
    let mut finder = Finder { markdown, flat: Flat::default(), closed: 0, found: Vec::new() };
    for (event, range) in Parser::new_ext(markdown, options).into_offset_iter() {
        finder.event(&event, range);
    }
    finder.end_block();
    finder.found
}

/// The signs that stand for what is no text.
const OPEN: char = '\u{1}';
const CLOSE: char = '\u{2}';
const OTHER: char = '\u{3}';

/// The text of one block, and where it was written.
#[derive(Debug, Default)]
struct Flat {
    text: String,
    runs: Vec<Run>,
    /// Places of letters that a backslash stands before: they are no signs.
    escaped: Vec<usize>,
}

/// A part of the text of a block.
#[derive(Debug)]
struct Run {
    start: usize,
    written: Range<usize>,
    /// Whether it is as it was written, letter by letter.
    is_verbatim: bool,
}

impl Flat {
    /// Whether the letter at `at` is a sign of Markdown.
    fn is_sign(&self, at: usize) -> bool {
        self.escaped.binary_search(&at).is_err()
    }

    /// Where a part of the text was written.
    fn written(&self, range: Range<usize>) -> Range<usize> {
        let run = |at: usize| {
            let index = self.runs.partition_point(|run| run.start <= at);
            self.runs.get(index.saturating_sub(1))
        };
        let last = range.end.saturating_sub(1).max(range.start);
        let start = run(range.start).map_or(0, |run| match run.is_verbatim {
            true => run.written.start + range.start - run.start,
            false => run.written.start,
        });
        let end = run(last).map_or(start, |run| match run.is_verbatim {
            true => run.written.start + range.end - run.start,
            false => run.written.end,
        });
        start..end.max(start)
    }
}

struct Finder<'a> {
    markdown: &'a str,
    flat: Flat,
    /// How many elements are open whose words are left alone.
    closed: usize,
    found: Vec<Citation>,
}

impl Finder<'_> {
    fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)) => {
                self.closed += 1;
                self.sign(OTHER, range);
            }
            Event::End(TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock) => {
                self.closed = self.closed.saturating_sub(1);
            }
            _ if self.closed > 0 => {}
            Event::Start(
                Tag::Emphasis
                | Tag::Strong
                | Tag::Strikethrough
                | Tag::Superscript
                | Tag::Subscript,
            ) => self.sign(OPEN, range.start..range.start),
            Event::End(
                TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Superscript
                | TagEnd::Subscript,
            ) => self.sign(CLOSE, range.end..range.end),
            Event::Start(_) | Event::End(_) | Event::Rule | Event::Html(_) => self.end_block(),
            Event::Text(text) => self.text(text, range),
            Event::SoftBreak | Event::HardBreak => self.sign(' ', range),
            Event::Code(_)
            | Event::InlineHtml(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => self.sign(OTHER, range),
        }
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        let start = self.flat.text.len();
        // What is left out of a text is not seen as a sign.
        if self.markdown[..range.start].ends_with('\\') {
            self.flat.escaped.push(start);
        }
        let is_verbatim = self.markdown.get(range.clone()) == Some(text);
        self.flat.runs.push(Run { start, written: range, is_verbatim });
        self.flat.text.push_str(text);
    }

    fn sign(&mut self, sign: char, range: Range<usize>) {
        let start = self.flat.text.len();
        self.flat.runs.push(Run { start, written: range, is_verbatim: false });
        self.flat.text.push(sign);
    }

    fn end_block(&mut self) {
        if self.flat.text.contains('@') {
            syntax::read(&self.flat, &mut self.found);
        }
        self.flat.text.clear();
        self.flat.runs.clear();
        self.flat.escaped.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(markdown: &str) -> Vec<String> {
        let options = Options::ENABLE_WIKILINKS | Options::ENABLE_FOOTNOTES;
        let part = |part: &Part| {
            let sign = if part.is_author_left_out { "-" } else { "" };
            let mut shown = format!("{}|{sign}{}", part.prefix, part.key);
            if let Some((label, value)) = &part.locator {
                shown.push_str(&format!("|{label} {value}"));
            }
            if !part.suffix.is_empty() {
                shown.push_str(&format!("|{}", part.suffix));
            }
            assert!(markdown[part.place.clone()].contains('@'), "{:?}", part.place);
            shown
        };
        let one = |citation: Citation| {
            let parts: Vec<String> = citation.parts.iter().map(part).collect();
            let place = &markdown[citation.place];
            let form = if citation.form == Form::InText { "in text " } else { "" };
            format!("{form}{place} → {}", parts.join(" ; "))
        };
        find(markdown, options).into_iter().map(one).collect()
    }

    #[test]
    fn citations_are_read_as_pandoc_reads_them() {
        for (markdown, expected) in [
            ("Oui [@lemay2023].", &["[@lemay2023] → |lemay2023"][..]),
            ("[@a; @b, p. 12]", &["[@a; @b, p. 12] → |a ; |b|page 12"]),
            (
                "[voir @a, p. 12-14, passim]",
                &["[voir @a, p. 12-14, passim] → voir|a|page 12-14|, passim"],
            ),
            ("Lemay le dit [-@a].", &["[-@a] → |-a"]),
            ("[cf. -@a, chap. 3]", &["[cf. -@a, chap. 3] → cf.|-a|chapter 3"]),
            ("Selon @a, oui.", &["in text @a → |a"]),
            ("Selon @a [p. 12], oui.", &["in text @a [p. 12] → |a|page 12"]),
            ("@a [p. 12; @b] et", &["in text @a [p. 12; @b] → |a|page 12 ; |b"]),
            ("(@a.b:c_d/e.)", &["in text @a.b:c_d/e → |a.b:c_d/e"]),
            ("@{a key, odd}; @{x}", &["in text @{x} → |x"]),
            (
                "[@{https://x.example/a?b}]",
                &["[@{https://x.example/a?b}] → |https://x.example/a?b"],
            ),
            (
                "[@a,\np. 3 ; et *bien* d’autres]",
                &["[@a,\np. 3 ; et *bien* d’autres] → |a|page 3|; et bien d’autres"],
            ),
            ("*[@a]* fin", &["[@a] → |a"]),
            ("[@é_x, 33, suffix]", &["[@é_x, 33, suffix] → |é_x|page 33|, suffix"]),
            ("[@a [sic], n°\u{a0}5]", &["[@a [sic], n°\u{a0}5] → |a||[sic], n°\u{a0}5"]),
            ("@a [voir ci-dessous] b", &["in text @a [voir ci-dessous] → |a|voir ci-dessous"]),
        ] {
            let expected: Vec<String> = expected.iter().map(|it| it.replace("||[", "|[")).collect();
            assert_eq!(shown(markdown), expected, "{markdown}");
        }
    }

    #[test]
    fn what_is_no_citation_is_left_alone() {
        for markdown in [
            "moi@exemple.org",
            "`[@a]` et `@a`",
            "    [@a]",
            "```\n[@a]\n```",
            "[@a](https://x.example/)",
            "[un @a](b.md)",
            "![@a](b.png)",
            "[[@a]]",
            "<https://x.example/@a>",
            "\\[@a\\] \\@a",
            "[a] @ b @, @-x",
            "<b title=\"@a\">",
            "[x]: https://x.example/@a",
            "# Titre {#@a}\n\n*[a*@",
        ] {
            let found: Vec<String> =
                shown(markdown).into_iter().filter(|it| !it.starts_with("in text @a →")).collect();
            assert!(found.is_empty(), "{markdown}: {found:?}");
        }
        assert_eq!(shown("\\[@a]"), ["in text @a → |a"]);
        assert_eq!(shown("*[@a* b]"), ["in text @a → |a"]);
        assert_eq!(shown("[`x` @a]"), ["in text @a → |a"]);
    }
}
