//! Tags that are left open.
//!
//! The engine says where it stopped, which is where the next tag closes another. Whoever wrote the
//! template looks for the tag that was never closed: here it is looked for.

use crate::diagnostic::{Diagnostic, Place, did_you_mean};
use crate::source::Span;

/// What opens, and what closes it.
const PAIRS: &[(&str, &str)] = &[
    ("block", "endblock"),
    ("component", "endcomponent"),
    ("filter", "endfilter"),
    ("for", "endfor"),
    ("if", "endif"),
    ("set", "endset"),
    ("set_global", "endset"),
];

/// Tags that open nothing.
const OTHERS: &[&str] =
    &["break", "continue", "elif", "else", "endraw", "extends", "include", "raw"];

const HELP: &str = "something is never closed: a tag such as `{% if … %}`, or a text in quotes";

/// A tag that waits to be closed.
struct Open<'a> {
    /// `if section.title`
    tag: &'a str,
    close: &'static str,
    /// Where its brackets begin and end.
    range: std::ops::Range<usize>,
}

/// Says which tag is open where a template, which begins at the byte `begin` of `text`, cannot be
/// read for an end that is missing or of another tag.
pub(super) fn explain(mut problem: Diagnostic, text: &str, begin: usize) -> Diagnostic {
    let Place::Text(span) = problem.place.clone() else { return problem };
    if problem.message.ends_with("end of input") {
        return match open_before(text, begin, text.len()).pop() {
            Some(open) => {
                problem.message = format!("`{{% {} %}}` is never closed", open.tag);
                problem.place = Place::Text(Span::new(span.source, open.range));
                problem.help(format!("write `{{% {} %}}` where it ends", open.close))
            }
            None => problem.help(HELP),
        };
    }
    if problem.message != "unknown tag" {
        return problem;
    }
    let word = word_of(&text[span.range.start.min(text.len())..]);
    let open = open_before(text, begin, span.range.start);
    let closes = |open: &Open<'_>| open.close == word;
    match PAIRS.iter().find(|(_, close)| *close == word) {
        Some((opens, _)) if !open.iter().any(closes) => {
            problem.message = format!("`{word}` closes nothing");
            problem.help(format!("no `{{% {opens} … %}}` is open here: take it out, or write one"))
        }
        Some(_) => match open.last() {
            Some(last) => {
                problem.message = format!("`{word}` stands where `{}` is expected", last.close);
                let place = Span::new(span.source, last.range.clone());
                problem
                    .note(place, "this is still open")
                    .help(format!("write `{{% {} %}}` before it", last.close))
            }
            None => problem,
        },
        None if matches!(word, "else" | "elif") => {
            problem.help("it belongs to an `{% if … %}` that is open, and none is here")
        }
        None => {
            let known = PAIRS.iter().flat_map(|(opens, close)| [*opens, *close]);
            problem.perhaps(did_you_mean(word, known.chain(OTHERS.iter().copied())))
        }
    }
}

/// The tags between two bytes that are open at the second, the innermost last; none where that
/// cannot be told.
fn open_before(text: &str, begin: usize, end: usize) -> Vec<Open<'_>> {
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut at = begin;
    while let Some(start) = text.get(at..end).and_then(|rest| rest.find('{')).map(|it| at + it) {
        let (_, rest) = text.split_at(start);
        let after = match rest.as_bytes().get(1) {
            Some(b'#') => rest[2..].find("#}").map(|it| start + 2 + it + 2),
            Some(b'{') => end_of(&rest[2..], "}}").map(|it| start + 2 + it),
            Some(b'%') => end_of(&rest[2..], "%}").map(|it| start + 2 + it),
            _ => Some(start + 1),
        };
        // Brackets that are never closed are what is wrong.
        let Some(after) = after else { return Vec::new() };
        if after > end {
            break;
        }
        at = after;
        if !rest.starts_with("{%") {
            continue;
        }
        let tag = rest[2..after - start - 2].trim_matches('-').trim();
        let word = word_of(tag);
        if word == "raw" {
            at = text[at..].find("endraw").map_or(text.len(), |it| at + it);
        } else if let Some((_, close)) = PAIRS.iter().find(|(opens, _)| *opens == word) {
            if !is_value(tag, word) {
                open.push(Open { tag, close, range: start..after });
            }
        } else if open.last().is_some_and(|open| open.close == word) {
            open.pop();
        }
    }
    open
}

/// `set x = 1` is whole in itself, `set x` is not.
fn is_value(tag: &str, word: &str) -> bool {
    let rest = tag[word.len()..].trim_start();
    word.starts_with("set") && rest[word_of(rest).len()..].trim_start().starts_with('=')
}

fn word_of(text: &str) -> &str {
    let end = text.find(|letter: char| !letter.is_alphanumeric() && letter != '_');
    &text[..end.unwrap_or(text.len())]
}

/// The byte after the `closing` brackets, which do not count within quotes.
fn end_of(text: &str, closing: &str) -> Option<usize> {
    let mut quote = None;
    for (at, letter) in text.char_indices() {
        match quote {
            Some(open) if open == letter => quote = None,
            Some(_) => {}
            None if text[at..].starts_with(closing) => return Some(at + closing.len()),
            None if matches!(letter, '"' | '\'' | '`') => quote = Some(letter),
            None => {}
        }
    }
    None
}
