//! The signs of citations in the text of a block.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{CLOSE, Citation, Flat, Form, OPEN, OTHER, Part, locator};

/// Signs that may stand between two letters of a key.
const WITHIN_KEYS: &str = ":.#$%&-+?<>~/";

/// Whether a text is a key that needs no braces.
#[must_use]
pub(in crate::markdown) fn is_key(text: &str) -> bool {
    !text.is_empty() && key_end(text) == text.len()
}

/// Where the key ends that begins a text; 0 where none does.
fn key_end(text: &str) -> usize {
    let is_letter = |letter: char| letter.is_alphanumeric() || letter == '_';
    let mut end = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let mut goes_on = || letters.peek().is_some_and(|(_, next)| is_letter(*next));
        if is_letter(letter) {
            end = at + letter.len_utf8();
        } else if at == 0 || !WITHIN_KEYS.contains(letter) || !goes_on() {
            break;
        }
    }
    end
}

/// Brackets that stand deeper inside each other are not looked into.
const DEEPEST: usize = 8;

/// The longest key between braces, in letters.
const LONGEST: usize = 200;

/// Reads the citations in the text of a block.
pub(super) fn read(flat: &Flat, found: &mut Vec<Citation>) {
    let text = flat.text.as_str();
    let brackets = brackets(flat);
    let mut at = 0;
    while let Some(next) = text[at..].find(['[', '@']) {
        let start = at + next;
        at = start + 1;
        if !flat.is_sign(start) {
            continue;
        }
        let citation = match text.as_bytes()[start] {
            b'[' => brackets.get(&start).and_then(|close| apart(flat, start, *close)),
            _ => in_text(flat, start, &brackets),
        };
        if let Some((citation, end)) = citation {
            found.push(citation);
            at = end;
        }
    }
}

/// Where each bracket closes between which nothing but text stands, by where it opens.
fn brackets(flat: &Flat) -> BTreeMap<usize, usize> {
    /// A bracket that is open: where, how much emphasis was open there and how much since at least,
    /// and whether something else than text was met.
    struct Open {
        at: usize,
        emphasis: isize,
        least: isize,
        is_mixed: bool,
    }
    let mut brackets = BTreeMap::new();
    let mut stack: Vec<Open> = Vec::new();
    let mut emphasis = 0;
    for (at, letter) in flat.text.char_indices() {
        match letter {
            '[' if flat.is_sign(at) => {
                stack.push(Open { at, emphasis, least: emphasis, is_mixed: false });
            }
            ']' if flat.is_sign(at) => {
                let depth = stack.len();
                let Some(open) = stack.pop() else { continue };
                let is_whole = open.emphasis == emphasis && open.least == emphasis;
                if is_whole && !open.is_mixed && depth <= DEEPEST {
                    brackets.insert(open.at, at);
                }
                if let Some(outer) = stack.last_mut() {
                    outer.least = outer.least.min(open.least);
                    outer.is_mixed |= open.is_mixed;
                }
            }
            OPEN => emphasis += 1,
            CLOSE => {
                emphasis -= 1;
                if let Some(open) = stack.last_mut() {
                    open.least = open.least.min(emphasis);
                }
            }
            OTHER => {
                if let Some(open) = stack.last_mut() {
                    open.is_mixed = true;
                }
            }
            _ => {}
        }
    }
    brackets
}

/// `[see @a, p. 12; @b]`.
fn apart(flat: &Flat, open: usize, close: usize) -> Option<(Citation, usize)> {
    let parts = parts(flat, open + 1..close)?;
    let place = flat.written(open..close + 1);
    Some((Citation { place, form: Form::Apart, parts }, close + 1))
}

/// `@a`, and `@a [p. 12]`.
fn in_text(
    flat: &Flat,
    sign: usize,
    brackets: &BTreeMap<usize, usize>,
) -> Option<(Citation, usize)> {
    let (mut part, mut end) = keyed(flat, sign)?;
    let mut more = Vec::new();
    let rest = &flat.text[end..];
    let open = end + rest.len() - rest.trim_start_matches([' ', '\u{a0}']).len();
    if let Some(close) = brackets.get(&open).copied() {
        let inner = open + 1..close;
        let first = separators(flat, &inner).next().unwrap_or(close);
        (part.locator, part.suffix) = locator::read(&plain(&flat.text[inner.start..first]));
        if first < close {
            more = parts(flat, first + 1..close)?;
        }
        end = close + 1;
    }
    let start = sign - usize::from(part.is_author_left_out);
    let parts = std::iter::once(part).chain(more).collect();
    let citation = Citation { place: flat.written(start..end), form: Form::InText, parts };
    Some((citation, end))
}

/// The places of the semicolons in a part of the text that no bracket holds.
fn separators<'a>(flat: &'a Flat, range: &Range<usize>) -> impl Iterator<Item = usize> + 'a {
    let start = range.start;
    let mut depth = 0_usize;
    flat.text[range.clone()].char_indices().filter_map(move |(at, letter)| {
        match letter {
            '[' | '{' => depth += 1,
            ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        (letter == ';' && depth == 0 && flat.is_sign(start + at)).then_some(start + at)
    })
}

/// The works of a citation; none where the first part names none. What follows a semicolon and
/// names none belongs to the work before.
fn parts(flat: &Flat, range: Range<usize>) -> Option<Vec<Part>> {
    let mut parts: Vec<Part> = Vec::new();
    let mut start = range.start;
    let ends: Vec<usize> = separators(flat, &range).chain([range.end]).collect();
    for end in ends {
        let piece = start..end;
        match (part(flat, piece.clone()), parts.last_mut()) {
            (Some(part), _) => parts.push(part),
            (None, Some(before)) => {
                before.suffix.push_str("; ");
                before.suffix.push_str(&plain(&flat.text[piece]));
            }
            (None, None) => return None,
        }
        start = end + 1;
    }
    Some(parts)
}

/// `see @a, p. 12`.
fn part(flat: &Flat, range: Range<usize>) -> Option<Part> {
    let text = &flat.text[..range.end];
    let signs = text[range.clone()].match_indices('@').map(|(at, _)| range.start + at);
    let (sign, (part, end)) = signs
        .filter(|at| flat.is_sign(*at))
        .find_map(|at| Some((at, keyed(flat, at).filter(|(_, end)| *end <= range.end)?)))?;
    let before = sign - usize::from(part.is_author_left_out);
    let (locator, suffix) = locator::read(&plain(&text[end..]));
    Some(Part { prefix: plain(text.get(range.start..before)?), locator, suffix, ..part })
}

/// The key whose sign stands at `sign`, and where it ends. The sign of an address, `a@b.example`, is
/// none.
fn keyed(flat: &Flat, sign: usize) -> Option<(Part, usize)> {
    let (before, after) = (&flat.text[..sign], &flat.text[sign + 1..]);
    let is_author_left_out = before.ends_with('-')
        && !before[..before.len() - 1].ends_with(|letter: char| letter.is_alphanumeric());
    let last = before.chars().next_back();
    let is_address = last.is_some_and(|it| it.is_alphanumeric() || "._%+-@/".contains(it));
    if is_address && !is_author_left_out {
        return None;
    }
    let (key, length) = match after.strip_prefix('{') {
        Some(inner) => {
            let mut letters = inner.char_indices().take(LONGEST);
            let (end, _) = letters.find(|(_, it)| "} \u{a0}".contains(*it) || it.is_control())?;
            inner[end..].starts_with('}').then_some((&inner[..end], end + 2))?
        }
        None => {
            let end = key_end(after);
            (&after[..end], end)
        }
    };
    if key.is_empty() {
        return None;
    }
    let end = sign + 1 + length;
    let place = flat.written(sign..end);
    Some((Part { key: key.to_owned(), place, is_author_left_out, ..Part::default() }, end))
}

/// A part of the text without the signs of emphasis.
fn plain(text: &str) -> String {
    text.replace([OPEN, CLOSE], "").trim().to_owned()
}
