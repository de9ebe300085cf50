//! Which straight `'` is an apostrophe, and so is curved: `l’été`, `aujourd’hui`.
//!
//! The same key types quotation marks and the limits of strings in code, which are left alone.

use std::ops::Range;

use super::figures::is_number_sign;
use super::words::Words;

/// Words that lose their vowel before anything, be it a quotation or an inline element.
const ELIDED: [&str; 15] = [
    "l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu",
    "quelqu",
];

/// Whether the `'` at an index is an apostrophe.
pub(super) fn is_apostrophe(text: &Words<'_>, index: usize) -> bool {
    if !text.before(index).is_some_and(char::is_alphabetic) || text.is_code(index) {
        return false;
    }
    match text.at(index + 1) {
        Some(next) if next.is_alphabetic() => !is_quoted(text, index),
        None | Some('«' | '“' | '"' | '(' | '[' | '0'..='9') => {
            is_alone(text, index) && ends_elided(text, index)
        }
        Some(_) => false,
    }
}

/// Whether a later `'` closes something, as in a quotation or in a string such as `b'x'`.
fn is_quoted(text: &Words<'_>, index: usize) -> bool {
    (index + 1..letters(text, index).end).any(|later| {
        text.at(later) == Some('\'') && !text.at(later + 1).is_some_and(char::is_alphabetic)
    })
}

/// Whether there is no other apostrophe, straight or curved, that this one might go with.
fn is_alone(text: &Words<'_>, index: usize) -> bool {
    !letters(text, index).any(|other| other != index && matches!(text.at(other), Some('\'' | '’')))
}

/// The bounds of the letters and apostrophes around an index, in which no space is ever missing.
fn letters(text: &Words<'_>, index: usize) -> Range<usize> {
    let is_part = |found: char| {
        found.is_alphanumeric() && !is_number_sign(found) || matches!(found, '\'' | '’' | '-')
    };
    let rest = text.characters.iter().skip(index).take_while(|found| is_part(**found));
    text.start_of(index, is_part)..index + rest.count()
}

/// Whether the word that ends at an index is elided.
fn ends_elided(text: &Words<'_>, end: usize) -> bool {
    let start = text.start_of(end, char::is_alphabetic);
    let word = text.characters.get(start..end).unwrap_or_default();
    let lower = || word.iter().flat_map(|letter| letter.to_lowercase());
    ELIDED.iter().any(|elided| lower().eq(elided.chars()))
}
