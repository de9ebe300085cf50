//! French typographic spaces, put in by rule so that authors need not type them.
//!
//! The rules are those of the *Lexique des règles typographiques en usage à l'Imprimerie nationale*,
//! with the *Vitrine linguistique* of the Office québécois de la langue française for Canada: a
//! no-break space before `:` and inside `« »`, a narrow one before `;` `!` `?` and between groups of
//! digits, a no-break space before `%` and `$` and after `n°` and `p.`, and a curved apostrophe.
//! Doing it twice does nothing more. What a rule could break is left as it was written: addresses,
//! times, paths, `:shortcodes:`, smileys, and words that look like code.

mod apostrophe;
mod figures;
mod marks;
mod words;

use std::borrow::Cow;

use self::words::{Words, is_space};
use super::locale::Locale;

/// The no-break space of a full width, U+00A0.
pub const NO_BREAK_SPACE: char = '\u{a0}';

/// The narrow no-break space, U+202F, which French calls *espace fine insécable*.
pub const NARROW_NO_BREAK_SPACE: char = '\u{202f}';

/// Spaces a whole French text.
#[must_use]
pub fn space_french(text: &str) -> Cow<'_, str> {
    space_french_after(text, None)
}

/// Spaces a piece of French text that follows another piece, as the text after `</em>` does.
///
/// `previous` is the character that ends the piece before, none at the start of a paragraph: with it
/// the ` ?` of `<em>Pourquoi</em> ?` is spaced like any other.
#[must_use]
pub fn space_french_after(text: &str, previous: Option<char>) -> Cow<'_, str> {
    if !text.contains(may_change) {
        return Cow::Borrowed(text);
    }
    let characters: Vec<char> = text.chars().collect();
    let spaced = spaced(&Words { characters: &characters, previous });
    if spaced == text { Cow::Borrowed(text) } else { Cow::Owned(spaced) }
}

/// Spaces a piece of text in any language: French by the rules above, any other not at all.
#[must_use]
pub fn space_text<'a>(locale: &Locale, text: &'a str, previous: Option<char>) -> Cow<'a, str> {
    if locale.is_french() { space_french_after(text, previous) } else { Cow::Borrowed(text) }
}

/// Every rule is about one of these; or, after a `«` that ends the piece before, about a first space.
fn may_change(character: char) -> bool {
    matches!(character, ':' | ';' | '!' | '?' | '«' | '»' | '\'')
        || is_space(character)
        || figures::is_symbol(character)
        || figures::is_number_sign(character)
}

fn spaced(text: &Words<'_>) -> String {
    let mut written = String::with_capacity(text.characters.len() * 2);
    let mut index = 0;
    while let Some(character) = text.at(index) {
        if is_space(character) {
            let end = text.end_of_spaces(index);
            match ruled_space(text, index, end) {
                Ruled::To(space) => written.push(space),
                Ruled::Away => {}
                Ruled::Left => written.extend(text.characters.iter().skip(index).take(end - index)),
            }
            index = end;
            continue;
        }
        written.extend(missing_space_before(text, index));
        let curved = character == '\'' && apostrophe::is_apostrophe(text, index);
        written.push(if curved { '’' } else { character });
        index += 1;
        if character == '«' && !text.at(index).is_some_and(char::is_whitespace) {
            written.push(NO_BREAK_SPACE);
        }
    }
    written
}

/// What becomes of spaces that were written.
enum Ruled {
    To(char),
    Away,
    Left,
}

/// Rules the spaces from `start` to `end`.
fn ruled_space(text: &Words<'_>, start: usize, end: usize) -> Ruled {
    let ends_line = text.at(end).is_some_and(char::is_whitespace);
    let ruled = match text.before(start) {
        // The piece before already ends with the space of its quotation mark.
        Some('«') if start == 0 => return Ruled::Away,
        Some('«') if !ends_line => Some(NO_BREAK_SPACE),
        Some(before) if !before.is_whitespace() && text.at(end) == Some('»') => {
            Some(NO_BREAK_SPACE)
        }
        _ => marks::space_before(text, end, start).or_else(|| figures::space(text, start, end)),
    };
    ruled.map_or(Ruled::Left, Ruled::To)
}

/// The space that should be written before a character and is not.
fn missing_space_before(text: &Words<'_>, index: usize) -> Option<char> {
    if text.at(index) == Some('»') {
        let before = text.before(index)?;
        return (!before.is_whitespace() && before != '«').then_some(NO_BREAK_SPACE);
    }
    marks::space_before(text, index, index).or_else(|| figures::space(text, index, index))
}

#[cfg(test)]
mod tests;
