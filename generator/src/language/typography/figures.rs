//! The spaces of numbers: `10 000`, `25 %`, `10 $`, `n° 4`, `p. 12`.
//!
//! A number must not be cut from what it counts by the end of a line, nor in its middle.

use super::words::Words;
use super::{NARROW_NO_BREAK_SPACE, NO_BREAK_SPACE};

/// Words that a number follows.
const ABBREVIATIONS: [&str; 7] = ["p.", "pp.", "t.", "vol.", "chap.", "art.", "fig."];

/// The space to have between `start`, where a text ends, and `end`, where the next one starts, if a
/// number is there. They are equal where the space is missing.
pub(super) fn space(text: &Words<'_>, start: usize, end: usize) -> Option<char> {
    if is_inside_number(text, start, end) {
        return Some(NARROW_NO_BREAK_SPACE);
    }
    let is_due = is_before_symbol(text, start, end)
        || is_after_number_sign(text, start, end)
        || is_after_abbreviation(text, start, end);
    is_due.then_some(NO_BREAK_SPACE)
}

/// A sign that counts what the number before it says.
pub(super) fn is_symbol(character: char) -> bool {
    matches!(character, '%' | '‰' | '$' | '€' | '£')
}

/// The last letter of `n°`, also written with `º` or with the letters `ᵒ` and, for several, `ˢ`.
pub(super) fn is_number_sign(character: char) -> bool {
    matches!(character, '°' | 'º' | 'ᵒ' | 'ˢ')
}

fn is_digit(text: &Words<'_>, index: usize) -> bool {
    text.at(index).is_some_and(|found| found.is_ascii_digit())
}

fn count_digits(text: &Words<'_>, start: usize) -> usize {
    text.characters.iter().skip(start).take_while(|found| found.is_ascii_digit()).count()
}

/// Whether one space stands between two groups of digits of a number: one to three, then by three.
fn is_inside_number(text: &Words<'_>, start: usize, end: usize) -> bool {
    if end != start + 1 || !is_digit(text, end) {
        return false;
    }
    // Back to the first group.
    let mut group_end = start;
    let first = loop {
        let group = text.start_of(group_end, |found| found.is_ascii_digit());
        let gap = text.start_of_spaces(group);
        let goes_on =
            group == gap + 1 && gap.checked_sub(1).is_some_and(|last| is_digit(text, last));
        match (group_end - group, goes_on) {
            (3, true) => group_end = gap,
            (1..=3, false) => break group,
            _ => return false,
        }
    };
    // Neither a telephone number, nor the end of something else.
    let before = text.before(first);
    let is_negative = before == Some('-')
        && !first
            .checked_sub(1)
            .and_then(|sign| text.before(sign))
            .is_some_and(char::is_alphanumeric);
    let starts = !is_negative
        && before.is_some_and(|found| {
            found.is_alphanumeric()
                || matches!(found, '.' | ',' | ':' | '/' | '-' | '+' | '#' | '_')
        });
    if starts || text.at(first) == Some('0') {
        return false;
    }
    // On to the last one.
    let mut group = end;
    loop {
        let group_end = group + 3;
        if count_digits(text, group) != 3 || text.at(group_end).is_some_and(char::is_alphanumeric) {
            return false;
        }
        if text.at(group_end) == Some('-') && count_digits(text, group_end + 1) == 4 {
            return false;
        }
        group = text.end_of_spaces(group_end);
        if group != group_end + 1 || !is_digit(text, group) {
            return true;
        }
    }
}

/// Whether a number ends at `start`, and its `%`, `$` or `°C` is at `end`.
fn is_before_symbol(text: &Words<'_>, start: usize, end: usize) -> bool {
    if !text.before(start).is_some_and(|found| found.is_ascii_digit()) {
        return false;
    }
    let next = text.at(end + 1);
    match text.at(end) {
        // `45°` is an angle, and is never spaced; `25°C` is left to its author.
        Some('°') => {
            let is_unit = matches!(next, Some('C' | 'F'));
            start < end && is_unit && !text.at(end + 2).is_some_and(char::is_alphanumeric)
        }
        Some(symbol) if is_symbol(symbol) => {
            let goes_on = next.is_some_and(|found| found.is_alphanumeric() || is_symbol(found));
            let is_formula = symbol == '$' && closes_formula(text, end);
            !goes_on && !is_formula && (start < end || is_number(text, end))
        }
        _ => false,
    }
}

/// Whether an earlier `$` touches what follows it, as the one that opens a formula does.
fn closes_formula(text: &Words<'_>, dollar: usize) -> bool {
    let mut earlier = (0..dollar).filter(|index| text.at(*index) == Some('$'));
    earlier
        .any(|index| text.at(index + 1).is_some_and(|next| next.is_alphanumeric() || next == '\\'))
}

/// Whether the part of a word that ends at `end` is nothing but a number, or a range of them.
fn is_number(text: &Words<'_>, end: usize) -> bool {
    let start = text.start_of(end, |found| {
        found.is_ascii_digit()
            || matches!(found, ',' | '.' | '+' | '-' | '−' | '±' | '–' | '(' | '[' | '“' | '"')
    });
    start == text.word(end).start || is_after_number_sign(text, start, start)
}

/// Whether `n°` ends at `start`, and its number is at `end`.
fn is_after_number_sign(text: &Words<'_>, start: usize, end: usize) -> bool {
    if !is_digit(text, end) {
        return false;
    }
    let letters = text.start_of(start, is_number_sign);
    let Some(first) = letters.checked_sub(1) else {
        return false;
    };
    let can_be_added = || !text.is_code(end);
    letters < start
        && (start < end || can_be_added())
        && matches!(text.at(first), Some('n' | 'N'))
        && !text.before(first).is_some_and(char::is_alphanumeric)
}

/// Whether an abbreviation ends at `start`, before a space, and its number is at `end`.
fn is_after_abbreviation(text: &Words<'_>, start: usize, end: usize) -> bool {
    if start == end || !is_digit(text, end) {
        return false;
    }
    ABBREVIATIONS.iter().any(|abbreviation| {
        let Some(first) = start.checked_sub(abbreviation.len()) else {
            return false;
        };
        let is_it = text.characters.iter().skip(first).take(start - first).copied();
        is_it.eq(abbreviation.chars())
            && !text.before(first).is_some_and(|found| found.is_alphanumeric() || found == '.')
    })
}
