//! A piece of text to look around in, and what its words look like.
//!
//! The rules all ask what stands before and after; the answers are here, apart from the rules, with
//! the guess they share at whether a word is code.

use std::ops::Range;

/// A piece of text, as characters, and the one that ends the piece before.
pub(super) struct Words<'a> {
    pub(super) characters: &'a [char],
    pub(super) previous: Option<char>,
}

impl Words<'_> {
    pub(super) fn at(&self, index: usize) -> Option<char> {
        self.characters.get(index).copied()
    }

    /// The character before an index, be it in the piece before.
    pub(super) fn before(&self, index: usize) -> Option<char> {
        match index.checked_sub(1) {
            Some(before) => self.at(before),
            None => self.previous,
        }
    }

    /// Where the spaces that start at an index end.
    pub(super) fn end_of_spaces(&self, start: usize) -> usize {
        start + self.characters.iter().skip(start).take_while(|space| is_space(**space)).count()
    }

    /// Where the spaces that end at an index start.
    pub(super) fn start_of_spaces(&self, end: usize) -> usize {
        self.start_of(end, is_space)
    }

    /// Where the characters of a kind that end at an index start.
    pub(super) fn start_of(&self, end: usize, kind: impl Fn(char) -> bool) -> usize {
        let run = self.characters.iter().take(end).rev().take_while(|found| kind(**found));
        end - run.count()
    }

    /// The bounds of the word around an index: what whitespace or `« »` set apart.
    pub(super) fn word(&self, index: usize) -> Range<usize> {
        let is_part = |found: char| !found.is_whitespace() && !matches!(found, '«' | '»');
        let rest = self.characters.iter().skip(index).take_while(|found| is_part(**found));
        self.start_of(index, is_part)..index + rest.count()
    }

    /// Whether the word around an index looks like code, an address or a path.
    pub(super) fn is_code(&self, index: usize) -> bool {
        const SIGNS: [&str; 18] = [
            "://", "::", "->", "=>", "()", "[]", "&&", "||", "\\", "`", "{", "}", "<", "=", "_",
            "*", "~", "www.",
        ];
        let range = self.word(index);
        let word: String = self.characters.get(range).unwrap_or_default().iter().collect();
        let has_address = || {
            word.split_once('@').is_some_and(|(before, _)| before.ends_with(char::is_alphanumeric))
        };
        SIGNS.iter().any(|sign| word.contains(sign)) || has_address()
    }
}

/// A space that a rule may replace: ordinary, no-break, narrow or thin. A tab or a line's end is not.
pub(super) fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

/// An opening bracket or quotation mark, after which no mark takes a space.
pub(super) fn is_opening(character: char) -> bool {
    matches!(character, '(' | '[' | '{' | '«' | '“' | '‘' | '‹' | '„' | '‚' | '¿' | '¡')
}
