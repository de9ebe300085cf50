//! How long a text is, and how long it takes to read, as Zola counts.

use unicode_segmentation::UnicodeSegmentation;

/// What a text asks of its reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Its words; in Chinese and Japanese, which have no spaces, its letters.
    pub words: usize,
    /// The minutes it takes.
    pub minutes: usize,
}

/// What is read in a minute, by language: words, or letters where those are counted.
const PACE: &[(&str, usize)] = &[("en", 238), ("ko", 202), ("zh", 439), ("ja", 653)];

/// Of any other language.
const USUAL_PACE: usize = 200;

/// Languages whose letters are counted.
const BY_LETTER: &[&str] = &["zh", "ja"];

/// Counts the words of Markdown as it was written. What stands between two fences is no reading.
#[must_use]
pub(super) fn of_markdown(text: &str, language: &str) -> Reading {
    let parts = text.split("```").step_by(2);
    let words = if BY_LETTER.contains(&primary(language)) {
        parts.flat_map(str::chars).filter(|letter| letter.is_alphabetic()).count()
    } else {
        parts.flat_map(str::split_ascii_whitespace).map(words).sum()
    };
    of_words(words, language)
}

/// How many words stand between two spaces, as Unicode parts words (UAX #29). Most often that is
/// one, and seen without its rules, which are slow: they took an eighth of a whole build.
fn words(text: &str) -> usize {
    let core = text.trim_matches(|letter: char| letter.is_ascii_punctuation() && letter != '_');
    match core {
        "" => 0,
        _ if is_plain_word(core) => 1,
        _ => text.unicode_words().count(),
    }
}

/// Whether it is made of Latin letters and digits, with apostrophes between letters at most.
fn is_plain_word(text: &str) -> bool {
    if text.bytes().all(|letter| letter.is_ascii_alphanumeric()) {
        return true;
    }
    let is_latin = |letter: char| letter < '\u{250}' && letter.is_alphabetic();
    let mut before = None;
    for letter in text.chars() {
        let is_fine = match letter {
            '\'' | '’' => before.is_some_and(is_latin),
            _ if matches!(before, Some('\'' | '’')) => is_latin(letter),
            _ => letter.is_ascii_digit() || is_latin(letter),
        };
        if !is_fine {
            return false;
        }
        before = Some(letter);
    }
    before.is_some_and(|last| last != '’')
}

/// The reading of so many words.
#[must_use]
pub(super) fn of_words(words: usize, language: &str) -> Reading {
    let primary = primary(language);
    let pace = PACE.iter().find(|(code, _)| *code == primary).map_or(USUAL_PACE, |(_, pace)| *pace);
    Reading { words, minutes: words.div_ceil(pace) }
}

/// `fr` of `fr-CA`.
fn primary(language: &str) -> &str {
    language.split('-').next().unwrap_or(language)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    use super::words;

    proptest! {
        #[test]
        fn words_are_those_of_unicode(text in "[a-zA-Zéœß0-9'’.,:;_ªº\\-\u{301}\u{a0}한あ☑]{0,9}") {
            prop_assert_eq!(words(&text), text.unicode_words().count());
        }
    }
}
