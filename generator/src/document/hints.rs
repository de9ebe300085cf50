//! What is told of a mistake in TOML or YAML: parsers say what their grammar lacks, authors want to
//! know what to write. A pure function from the text and the parser's words.

mod toml;
mod yaml;

use std::ops::Range;

use super::{Syntax, quoted};

/// A mistake as it is told.
pub(super) struct Hint {
    /// What is wrong.
    pub(super) message: String,
    /// Where in the text.
    pub(super) at: Range<usize>,
    /// What to write, when that can be told.
    pub(super) help: Option<String>,
}

impl Hint {
    fn new(message: impl Into<String>, at: Range<usize>, help: impl Into<String>) -> Self {
        Self { message: message.into(), at, help: Some(help.into()) }
    }
}

/// The hint for a mistake that a parser of `syntax` found at `at` in `text`, in its own `message`.
pub(super) fn of(syntax: Syntax, message: &str, text: &str, at: Range<usize>) -> Hint {
    let line = Line::around(text, at.start, syntax);
    let found = unclosed(text, at.start, syntax).or_else(|| match syntax {
        Syntax::Toml => toml::hint(message, &line, &at),
        Syntax::Yaml => yaml::hint(message, text, &line, &at),
    });
    found.unwrap_or(Hint { message: message.to_owned(), at, help: None })
}

/// A line with a mistake, taken apart at the sign between its key and its value.
struct Line<'a> {
    start: usize,
    text: &'a str,
    key: &'a str,
    /// Without the spaces around it.
    value: &'a str,
    value_at: Range<usize>,
}

impl<'a> Line<'a> {
    fn around(text: &'a str, at: usize, syntax: Syntax) -> Self {
        let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
        let line = text[start..end].trim_end();
        let (key, value) = split(line, syntax).unwrap_or((line, ""));
        let from = start + line.len() - value.trim_start().len();
        let value = value.trim();
        Self { start, text: line, key: key.trim(), value, value_at: from..from + value.len() }
    }

    /// Where the line stands.
    fn range(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// The quote that the value begins with.
    fn quote(&self) -> Option<char> {
        self.value.chars().next().filter(|first| matches!(first, '"' | '\''))
    }
}

/// A line before and after the sign between key and value.
fn split(line: &str, syntax: Syntax) -> Option<(&str, &str)> {
    match syntax {
        Syntax::Toml => line.split_once('='),
        Syntax::Yaml => line.split_once(": ").or_else(|| Some((line.strip_suffix(':')?, ""))),
    }
}

/// Signs that people take for quotes, and spaces inside of them.
const QUOTES: &[char] = &['"', '\'', '«', '»', '“', '”', '„', '‘', '’', ' ', '\u{a0}', '\u{202f}'];

/// A value as both syntaxes read it for sure, between quotes that do not occur in it.
fn in_quotes(value: &str) -> String {
    let bare = value.trim_matches(QUOTES);
    match bare.contains('"') && !bare.contains('\'') {
        true => format!("'{bare}'"),
        false => quoted(bare),
    }
}

/// The list or table that begins before `at` and is closed nowhere: where parsers stumble says
/// little.
fn unclosed(text: &str, at: usize, syntax: Syntax) -> Option<Hint> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if start > at {
            break;
        }
        let value = split(line.trim_end(), syntax).map_or("", |(_, value)| value.trim_start());
        let from = start + line.trim_end().len() - value.len();
        let (close, what) = match value.chars().next() {
            Some('[') => (']', "item"),
            Some('{') => ('}', "key and value"),
            _ => ('\n', ""),
        };
        if close != '\n' && !closes(&text[from..]) {
            let message = format!("`{}` is never closed", &value[..1]);
            let help = format!("write `{close}` after the last {what}");
            return Some(Hint::new(message, from..from + 1, help));
        }
        start += line.len();
    }
    None
}

/// Whether the bracket that `text` begins with is closed. An apostrophe inside a word is no quote.
fn closes(text: &str) -> bool {
    let (mut depth, mut quote, mut before) = (0usize, None, ' ');
    for sign in text.chars() {
        match (quote, sign) {
            (Some(open), sign) if sign == open => quote = None,
            (Some(_), '\n') => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if "[{,:=".contains(before) => quote = Some(sign),
            (None, '[' | '{') => depth += 1,
            (None, ']' | '}') => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return true;
        }
        if !sign.is_whitespace() {
            before = sign;
        }
    }
    false
}
