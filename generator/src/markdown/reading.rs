//! How long a text is, and how long it takes to read, as Zola counts.

use memchr::memmem;
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

const FENCE: &str = "```";

/// Languages whose letters are counted.
const BY_LETTER: &[&str] = &["zh", "ja"];

/// Counts the words of Markdown as it was written. What stands between two fences is no reading.
#[must_use]
pub(super) fn of_markdown(text: &str, language: &str) -> Reading {
    let parts = outside_fences(text);
    let words =
        if is_by_letter(language) { parts.map(letters).sum() } else { parts.map(words).sum() };
    of_words(words, language)
}

/// Counts the words of a text without markup, as people do: what stands between two spaces and
/// holds a letter or digit. So `l’accueil` is one, which Unicode takes for one too, and `a-t-il`,
/// which it takes for three.
#[must_use]
pub(super) fn of_text(text: &str, language: &str) -> Reading {
    let words = if is_by_letter(language) {
        letters(text)
    } else {
        text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
    };
    of_words(words, language)
}

fn is_by_letter(language: &str) -> bool {
    BY_LETTER.contains(&primary(language))
}

fn letters(text: &str) -> usize {
    text.chars().filter(|letter| letter.is_alphabetic()).count()
}

/// What stands before, between and after pairs of fences.
fn outside_fences(text: &str) -> impl Iterator<Item = &str> {
    let mut fences = memmem::find_iter(text.as_bytes(), FENCE);
    let mut start = Some(0);
    std::iter::from_fn(move || {
        let begin = start?;
        let end = fences.next();
        start = end.and_then(|_| fences.next()).map(|closing| closing + FENCE.len());
        Some(&text[begin..end.unwrap_or(text.len())])
    })
}

/// How many words a text has, as Unicode parts words (UAX #29).
///
/// Between two spaces there is one most often, and seen without its rules, which are slow: they
/// took an eighth of a whole build. All letters with signs around them, if any, are one word.
fn words(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut count = 0;
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        at = end_of_run(bytes, at, Sign::Point);
        let word = at;
        at = end_of_run(bytes, at, Sign::Letter);
        let has_word = at > word;
        at = end_of_run(bytes, at, Sign::Point);
        if bytes.get(at).is_none_or(u8::is_ascii_whitespace) {
            count += usize::from(has_word);
        } else {
            let rest = bytes[at..].iter().position(u8::is_ascii_whitespace);
            at = rest.map_or(bytes.len(), |length| at + length);
            count += words_between(&text[start..at]);
        }
        at += 1;
    }
    count
}

/// What a byte stands for, as far as that can be told from it alone.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// An ASCII letter or digit, or a part of a Latin letter from U+00C0 to U+023F.
    Letter,
    /// ASCII punctuation, but for the low line, which joins words.
    Point,
    /// Anything else.
    Other,
}

/// The sign of each byte that begins one. Of letters of two bytes it is the first that tells.
const SIGNS: [Sign; 256] = {
    let mut signs = [Sign::Other; 256];
    let mut byte = 0_u8;
    loop {
        signs[byte as usize] = match byte {
            0xC3..=0xC8 => Sign::Letter,
            _ if byte.is_ascii_alphanumeric() => Sign::Letter,
            _ if byte.is_ascii_punctuation() && byte != b'_' => Sign::Point,
            _ => Sign::Other,
        };
        if byte == u8::MAX {
            break signs;
        }
        byte += 1;
    }
};

/// Where a run of `sign` that begins at `at` ends.
fn end_of_run(bytes: &[u8], mut at: usize, sign: Sign) -> usize {
    loop {
        let is_other = |byte: &u8| !byte.is_ascii() || SIGNS[usize::from(*byte)] != sign;
        at = bytes[at..].iter().position(is_other).map_or(bytes.len(), |length| at + length);
        match bytes[at..] {
            // The signs of multiplication and division stand among the letters.
            [0xC3, 0x97 | 0xB7, ..] => return at,
            [first, _, ..] if !first.is_ascii() && SIGNS[usize::from(first)] == sign => at += 2,
            _ => return at,
        }
    }
}

/// How many words stand between two spaces.
fn words_between(text: &str) -> usize {
    let core = text.trim_matches(|letter: char| letter.is_ascii_punctuation() && letter != '_');
    match core {
        "" => 0,
        _ if is_plain_word(core) => 1,
        _ => text.unicode_words().count(),
    }
}

/// Whether it is made of Latin letters and digits, with apostrophes between letters at most.
fn is_plain_word(text: &str) -> bool {
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
fn of_words(words: usize, language: &str) -> Reading {
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

    use super::{of_text, outside_fences, words, words_between};

    #[test]
    fn letters_are_counted_where_no_spaces_part_words() {
        assert_eq!(of_text("L’accueil y a-t-il 3 lits ? –", "fr-CA").words, 5);
        assert_eq!(of_text("日本語です。", "ja").words, 5);
        assert_eq!(of_text("中文，很好", "zh-Hant").words, 4);
    }

    #[test]
    fn what_stands_between_fences_is_left_out() {
        for (text, expected) in [
            ("", &[""][..]),
            ("a", &["a"]),
            ("a```b", &["a"]),
            ("a```b```c", &["a", "c"]),
            ("a```b```c```d", &["a", "c"]),
            ("```b``````d```", &["", "", ""]),
        ] {
            let split: Vec<&str> = text.split("```").step_by(2).collect();
            assert_eq!(split, expected, "{text}");
            assert_eq!(outside_fences(text).collect::<Vec<_>>(), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn words_are_those_of_unicode(text in "[a-zA-Zéœß0-9'’.,:;_ªº\\-\u{301}\u{a0}한あ☑]{0,9}") {
            prop_assert_eq!(words_between(&text), text.unicode_words().count());
        }

        #[test]
        fn words_of_texts_are_those_of_unicode(text in "[a-zéœŁɏ0-9'’.,_×÷ªº\\-\u{301}\u{a0}한あ☑ \n\u{b}]{0,20}") {
            let parts = text.split_ascii_whitespace();
            let expected: usize = parts.map(|part| part.unicode_words().count()).sum();
            prop_assert_eq!(words(&text), expected);
        }
    }
}
