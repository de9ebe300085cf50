//! The mistakes that are made in TOML.

use std::ops::Range;

use super::{Hint, Line, QUOTES, in_quotes};

/// Keys that people write in French, and what they are called.
const IN_FRENCH: &[(&str, &str)] = &[
    ("résumé", "summary"),
    ("étapes", "steps"),
    ("étiquettes", "taxonomies"),
    ("communauté", "community"),
    ("visibilité", "visibility"),
    ("défis", "challenges"),
    ("modifié", "updated"),
    ("prénom", "given"),
];

pub(super) fn hint(message: &str, line: &Line<'_>, at: &Range<usize>) -> Option<Hint> {
    let (key, value, quoted) = (line.key, line.value, in_quotes(line.value));
    let is = |part: &str| message.contains(part);
    if is("duplicate key") {
        let help = "keep one of the two";
        return Some(Hint::new("this key stands here twice", at.clone(), help));
    }
    if is("unquoted key") || is("key with no value") {
        return Some(of_key(line));
    }
    if value.starts_with(['«', '“', '”', '„', '‘', '’']) {
        let sign: String = value.chars().take(1).collect();
        let message = format!("`{sign}` is no quote here");
        let help = format!("write straight quotes: {key} = {quoted}");
        return Some(Hint::new(message, line.value_at.clone(), help));
    }
    if is("values must be quoted") && value.is_empty() {
        let help = format!("write {key} = \"…\", or take the line out");
        return Some(Hint::new("this key has no value", line.range(), help));
    }
    if is("values must be quoted") || is("invalid boolean") {
        return Some(bare(key, value, &quoted, line));
    }
    let quote = line.quote()?;
    let inner = value.trim_matches(QUOTES);
    if is("expected newline") && inner.contains(quote) && !inner.contains(['=', '[']) {
        let message = format!("a text between {quote} ends at the next {quote}");
        let help = format!("write {key} = {quoted}");
        return Some(Hint::new(message, at.clone(), help));
    }
    if is("expected newline") {
        let help = "write each key on a line of its own";
        return Some(Hint::new("something follows the value", at.clone(), help));
    }
    let is_unclosed = is("invalid basic string") || is("invalid literal string");
    if is_unclosed && (value.len() == 1 || !value.ends_with(quote)) {
        let at = line.value_at.start..line.value_at.start + 1;
        return Some(Hint::new(
            "this quote is never closed",
            at,
            format!("write {key} = {quoted}"),
        ));
    }
    if value.contains('\\') && (is("unicode") || is("escape")) {
        let help = "write `\\\\` for each `\\`, or put the value between single quotes";
        return Some(Hint::new("`\\` has a meaning of its own here", at.clone(), help));
    }
    None
}

/// A line whose key is none.
fn of_key(line: &Line<'_>) -> Hint {
    let yaml = line.text.split_once(": ").filter(|(key, _)| !key.contains(['=', '"', ' ']));
    if let Some((key, value)) = yaml {
        let help =
            format!("write {key} = {}: `key: value` is YAML, between `---`", in_quotes(value));
        return Hint::new(
            "between `+++` a key and its value are joined by `=`",
            line.range(),
            help,
        );
    }
    let key = line.key;
    if line.text.len() == key.len() {
        let help = "write key = \"value\"";
        return Hint::new("this line has no `=`", line.range(), help);
    }
    let at = line.start..line.start + key.len();
    let message = format!("a key cannot be written `{key}`");
    let small = key.to_lowercase();
    let known = IN_FRENCH.iter().find(|(french, _)| *french == small);
    let help = match known {
        Some((_, name)) => {
            format!("the key is `{name}`; one with accents is written between quotes: \"{key}\"")
        }
        None => format!("one with accents or spaces is written between quotes: \"{key}\""),
    };
    Hint::new(message, at, help)
}

/// A value that stands there without quotes.
fn bare(key: &str, value: &str, quoted: &str, line: &Line<'_>) -> Hint {
    let at = line.value_at.clone();
    let small = value.to_lowercase();
    let parts: Vec<&str> = value.split(['/', '.']).collect();
    if let [day, month, year] = parts[..]
        && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit()))
        && year.len() == 4
    {
        let help = format!("write {key} = {year}-{month:0>2}-{day:0>2}");
        return Hint::new("a day is written year-month-day", at, help);
    }
    let boolean = match small.as_str() {
        "true" | "yes" | "oui" | "vrai" => Some("true"),
        "false" | "no" | "non" | "faux" => Some("false"),
        _ => None,
    };
    match boolean {
        Some(boolean) => {
            Hint::new("this is neither true nor false", at, format!("write {key} = {boolean}"))
        }
        None => Hint::new("a text stands between quotes", at, format!("write {key} = {quoted}")),
    }
}
