//! The space before `:` `;` `!` `?`.
//!
//! These are also the marks of code, of times, of smileys and of emoji shortcodes, so most of this
//! file says when one of them ends a word or a sentence.

use super::figures::is_number_sign;
use super::words::{Words, is_opening};
use super::{NARROW_NO_BREAK_SPACE, NO_BREAK_SPACE};

/// The space to have before the mark at `index`, if a mark is there and takes one. The text before
/// it ends at `end`; they are equal where the space is missing.
pub(super) fn space_before(text: &Words<'_>, index: usize, end: usize) -> Option<char> {
    let mark = text.at(index)?;
    let (space, after) = match mark {
        ':' => (NO_BREAK_SPACE, index + 1),
        ';' => (NARROW_NO_BREAK_SPACE, index + 1),
        '!' | '?' => (NARROW_NO_BREAK_SPACE, end_of_run(text, index)),
        _ => return None,
    };
    let before = text.before(end)?;
    let takes_one = !before.is_whitespace()
        && !is_opening(before)
        && ends_something(text, after)
        && !is_smiley(text, index, after)
        && (end < index || can_be_added(text, index));
    takes_one.then_some(space)
}

/// Where a run such as `?!` or `!!!` ends.
fn end_of_run(text: &Words<'_>, start: usize) -> usize {
    let run = text.characters.iter().skip(start).take_while(|mark| matches!(mark, '!' | '?'));
    start + run.count()
}

/// Whether what follows a mark is the end of a word: `mot !`, but neither `16:17` nor `?x=1`.
fn ends_something(text: &Words<'_>, after: usize) -> bool {
    let is_passed = |found: &char| matches!(found, '.' | ',' | '…' | '"' | '\'' | '’');
    let passed = text.characters.iter().skip(after).take_while(|found| is_passed(found)).count();
    match text.at(after + passed) {
        Some(')' | ']' | '}' | '»' | '”' | '›') | None => true,
        // Another mark, which may get a space of its own.
        Some(':' | ';' | '!' | '?') => passed > 0,
        Some(other) => other.is_whitespace(),
    }
}

/// Whether `:)` or `;)` closes no bracket, and so is a smile.
fn is_smiley(text: &Words<'_>, index: usize, after: usize) -> bool {
    let open = match text.at(after) {
        Some(')') => '(',
        Some(']') => '[',
        Some('}') => '{',
        _ => return false,
    };
    let close = text.at(after);
    let is_face = matches!(text.at(index), Some(':' | ';'));
    let mut depth = 0_usize;
    for &character in text.characters.iter().take(index) {
        if character == open {
            depth += 1;
        } else if Some(character) == close {
            depth = depth.saturating_sub(1);
        }
    }
    is_face && depth == 0
}

/// Whether a mark written right after a word is punctuation, which takes the space it lacks.
fn can_be_added(text: &Words<'_>, index: usize) -> bool {
    let is_part_of_word = match text.at(index) {
        Some(':') => follows_colon(text, index),
        Some(';') => ends_entity(text, index),
        _ => false,
    };
    ends_word(text, index) && !is_part_of_word && !text.is_code(index)
}

/// Whether the character before `index` can end a word, rather than be a sign of code or of a list.
fn ends_word(text: &Words<'_>, index: usize) -> bool {
    let Some(before) = text.before(index) else {
        return false;
    };
    match before {
        ')' | ']' | '%' | '.' | '+' | '#' => true,
        // An amount, not a variable of a shell.
        '$' => {
            let end = index.checked_sub(1).map(|dollar| text.start_of_spaces(dollar));
            end.and_then(|end| text.before(end)).is_some_and(|found| found.is_ascii_digit())
        }
        // A quotation mark that closes, since something touches it on the left.
        '"' | '\'' => {
            let quoted = index.checked_sub(2).and_then(|last| text.at(last));
            quoted.is_some_and(|last| !last.is_whitespace() && !is_opening(last))
        }
        '‐'..='―' => false,
        other => other.is_alphanumeric() || !other.is_ascii() && !is_opening(other),
    }
}

/// Whether a colon of the same name comes before, as in `:tada:` or `main.rs:12:`; those of a time
/// (`à 16:17:`) do not count.
fn follows_colon(text: &Words<'_>, index: usize) -> bool {
    let is_part = |found: char| {
        found.is_alphanumeric() && !is_number_sign(found) || matches!(found, '_' | '+' | '-')
    };
    let mut end = index;
    loop {
        let start = text.start_of(end, is_part);
        if text.before(start) != Some(':') {
            return text.at(index + 1) == Some(':');
        }
        match start.checked_sub(1) {
            Some(colon) if text.before(colon).is_some_and(|found| found.is_ascii_digit()) => {
                end = colon;
            }
            _ => return true,
        }
    }
}

/// Whether a semicolon ends a character reference of HTML, as in `&nbsp;`.
fn ends_entity(text: &Words<'_>, index: usize) -> bool {
    let start = text.start_of(index, |part| part.is_ascii_alphanumeric() || part == '#');
    start < index && text.before(start) == Some('&')
}
