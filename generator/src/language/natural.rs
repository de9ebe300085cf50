//! The order of titles that Zola's sites are sorted by: letters as ASCII spells them, case apart,
//! numbers as numbers.
//!
//! It knows no language, which is why a carnet sorts by [`super::Collation`] instead.

use std::cmp::Ordering;
use std::iter::Peekable;

/// Compares two texts. Only identical texts are equal.
#[must_use]
pub fn natural(one: &str, other: &str) -> Ordering {
    let (mut left, mut right) = (spelt(one).peekable(), spelt(other).peekable());
    loop {
        match (left.peek().copied(), right.peek().copied()) {
            (None, None) => return one.cmp(other),
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(one), Some(other)) if one.is_ascii_digit() && other.is_ascii_digit() => {
                match number(&mut left).cmp(&number(&mut right)) {
                    Ordering::Equal => {}
                    decided => return decided,
                }
            }
            (Some(one), Some(other)) if one == other => {
                left.next();
                right.next();
            }
            // Signs come before letters.
            (Some(one), Some(other)) => {
                return (one.is_alphanumeric(), one).cmp(&(other.is_alphanumeric(), other));
            }
        }
    }
}

/// The digits that come next, as a number of any size: how many there are, then which.
fn number(letters: &mut Peekable<impl Iterator<Item = char>>) -> (usize, String) {
    let mut digits = String::new();
    while let Some(digit) = letters.next_if(char::is_ascii_digit) {
        if digit != '0' || !digits.is_empty() {
            digits.push(digit);
        }
    }
    (digits.len(), digits)
}

/// A text in small letters of ASCII, as far as its letters have any.
fn spelt(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().flat_map(|letter| {
        let is_accent = ('\u{300}'..='\u{36f}').contains(&letter);
        let ascii = if letter.is_alphanumeric() && !letter.is_ascii() {
            any_ascii::any_ascii_char(letter)
        } else {
            ""
        };
        let own = (ascii.is_empty() && !is_accent).then(|| letter.to_ascii_lowercase());
        ascii.chars().map(|letter| letter.to_ascii_lowercase()).chain(own)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_sorted_as_in_zola() {
        for sorted in [
            ["2", "10", "abeille", "Éclair", "Zèbre"],
            ["-a", "a", "A b", "ab", "B"],
            ["note 2", "note 02b", "note 10", "note 99999999999999999999999", "notes"],
        ] {
            for pair in sorted.windows(2) {
                assert_eq!(natural(pair[0], pair[1]), Ordering::Less, "{pair:?}");
                assert_eq!(natural(pair[1], pair[0]), Ordering::Greater, "{pair:?}");
            }
        }
        assert_eq!(natural("é", "é"), Ordering::Equal);
    }
}
