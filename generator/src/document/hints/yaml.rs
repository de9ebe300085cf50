//! The mistakes that are made in YAML.

use std::ops::Range;

use super::{Hint, Line, in_quotes};
use crate::document::Syntax;

/// Signs that mean something at the beginning of a value.
const SIGNS: &[char] = &['@', '`', '%', '*', '&', '!', '|', '>', '-', '?', '[', '{', ',', ']', '}'];

pub(super) fn hint(message: &str, text: &str, line: &Line<'_>, at: &Range<usize>) -> Option<Hint> {
    let is = |part: &str| message.contains(part);
    if is("tab") || is("YAML whitespace") {
        let tab = line.start + text[line.start..].find('\t')?;
        return Some(Hint::new("a tab stands here", tab..tab + 1, "write spaces in its place"));
    }
    if is("duplicated key") {
        let help = "keep one of the two";
        return Some(Hint::new("this key stands here twice", at.clone(), help));
    }
    if is("expected `key: value`") || is("simple key") {
        return without_colon(text, at.start);
    }
    let (key, value) = (line.key, line.value);
    let between = format!("put the value between quotes: {key}: {}", in_quotes(value));
    let begins_at = line.value_at.start..line.value_at.start + 1;
    match line.quote() {
        Some(quote) => {
            let rest = after(&value[1..], quote);
            if rest.is_some_and(|rest| !rest.trim().is_empty()) {
                let message = format!("a text between {quote} ends at the next {quote}");
                let doubled = value.trim_matches(quote).replace('\'', "''");
                let help = match quote {
                    '\'' => format!("write {key}: {}, or {key}: '{doubled}'", in_quotes(value)),
                    _ => format!("write {key}: {}", in_quotes(value)),
                };
                return Some(Hint::new(message, at.clone(), help));
            }
            let help = format!("write {key}: {}", in_quotes(value));
            rest.is_none().then(|| Hint::new("this quote is never closed", begins_at, help))
        }
        None if value.contains(": ") || value.ends_with(':') => {
            let message = "a value with a colon and a space in it stands between quotes";
            Some(Hint::new(message, line.value_at.clone(), between))
        }
        None if value.starts_with(SIGNS) => {
            let sign = &value[..1];
            let message = format!("a value that begins with `{sign}` stands between quotes");
            Some(Hint::new(message, begins_at, between))
        }
        None if line.text.starts_with(' ') && is("mapping values") => {
            let help = "begin it where the line before begins";
            Some(Hint::new("this line begins further to the right", line.range(), help))
        }
        None => None,
    }
}

/// What follows the quote that closes a text; none when nothing does. Two single quotes are one
/// that is meant, and so is a double one after a backslash.
fn after(text: &str, quote: char) -> Option<&str> {
    let mut signs = text.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        match (sign, signs.peek()) {
            ('\\', _) if quote == '"' => {
                signs.next();
            }
            ('\'', Some((_, '\''))) if quote == '\'' => {
                signs.next();
            }
            _ if sign == quote => return text.get(at + 1..),
            _ => {}
        }
    }
    None
}

/// The first line up to the mistake in which no key stands before a value.
fn without_colon(text: &str, at: usize) -> Option<Hint> {
    let mut start = 0;
    let mut found = None;
    for line in text.split_inclusive('\n') {
        if start > at {
            break;
        }
        let written = line.trim_end();
        let is_key = written.ends_with(':') || written.contains(": ");
        let is_other = written.is_empty() || written.starts_with([' ', '-', '#']);
        if !is_key && !is_other {
            found = Some(Line::around(text, start, Syntax::Yaml));
        }
        start += line.len();
    }
    let line = found?;
    let message = "this line has no colon with a space after it";
    let toml = line.text.split_once('=');
    let colon = line.text.split_once(':');
    let help = match (toml, colon) {
        (Some((key, value)), _) => {
            format!("write {}: {}; `key = value` is TOML, between `+++`", key.trim(), value.trim())
        }
        (None, Some((key, value))) => format!("write {key}: {value}"),
        (None, None) => "write key: value".to_owned(),
    };
    Some(Hint::new(message, line.range(), help))
}
