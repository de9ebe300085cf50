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
    let mut state = State::SPACE;
    let mut at = 0;
    while at < bytes.len() {
        let stride = &bytes[at..bytes.len().min(at + STRIDE)];
        let (mut next, mut begun) = (state, 0);
        for byte in stride {
            next = next.after(*byte);
            begun += next.begins_word();
        }
        if next.place() != State::ODD.place() {
            count += begun;
            state = next;
            at += stride.len();
            continue;
        }
        let mut before = state;
        for byte in stride {
            next = before.after(*byte);
            if next.place() == State::ODD.place() {
                break;
            }
            count += next.begins_word();
            before = next;
            at += 1;
        }
        let is_space = u8::is_ascii_whitespace;
        let start = bytes[..at].iter().rposition(is_space).map_or(0, |space| space + 1);
        let rest = bytes[at..].iter().position(is_space);
        at = rest.map_or(bytes.len(), |length| at + length);
        // What was taken for one word before.
        count -= usize::from(before.is_in_word());
        count += words_between(&text[start..at]);
        state = State::SPACE;
    }
    count
}

/// How many bytes are read before it is looked whether one of them was odd.
const STRIDE: usize = 32;

/// What was read since the last space: a state of the machine that looks at each byte once.
///
/// A state holds its place, which is where its successor stands in the row of the next byte
/// ([`ROWS`]), so that a step is one shift
/// (<https://gist.github.com/pervognsen/218ea17743e1442e59bb60d29b1aa725>), and above it whether a
/// word began with the last byte. What stands above that is of no meaning.
#[derive(Clone, Copy)]
struct State(u64);

/// How many bits of a row are one state's: its place, and the sign that a word began.
const WIDTH: u64 = 7;

/// How many of them are its place.
const PLACE: u64 = 6;

impl State {
    /// Nothing.
    const SPACE: Self = Self(0);
    /// Signs, and no letter.
    const SIGNS: Self = Self(WIDTH);
    /// Letters, with signs before them at most.
    const LETTERS: Self = Self(2 * WIDTH);
    /// The same, within a letter of two bytes.
    const WITHIN: Self = Self(3 * WIDTH);
    /// The same, within one that may be `×` or `÷`, which stand among the letters.
    const WITHIN_C3: Self = Self(4 * WIDTH);
    /// Letters, and signs after them.
    const CLOSED: Self = Self(5 * WIDTH);
    /// What only the rules of Unicode can part; it stays so.
    const ODD: Self = Self(6 * WIDTH);

    const ALL: [Self; 7] = [
        Self::SPACE,
        Self::SIGNS,
        Self::LETTERS,
        Self::WITHIN,
        Self::WITHIN_C3,
        Self::CLOSED,
        Self::ODD,
    ];

    fn after(self, byte: u8) -> Self {
        Self(ROWS[usize::from(byte)] >> self.place())
    }

    const fn place(self) -> u64 {
        self.0 & ((1 << PLACE) - 1)
    }

    fn begins_word(self) -> usize {
        (self.0 >> PLACE & 1) as usize
    }

    const fn is_in_word(self) -> bool {
        Self::LETTERS.place() <= self.place() && self.place() <= Self::CLOSED.place()
    }

    /// The rule that [`ROWS`] are made of.
    const fn rule(self, byte: u8) -> Self {
        match self.0 {
            odd if odd == Self::ODD.0 => Self::ODD,
            within if within == Self::WITHIN.0 || within == Self::WITHIN_C3.0 => match byte {
                // The signs of multiplication and division.
                0x97 | 0xB7 if within == Self::WITHIN_C3.0 => Self::ODD,
                0x80..0xC0 => Self::LETTERS,
                _ => Self::ODD,
            },
            _ if byte.is_ascii_whitespace() => Self::SPACE,
            // The low line joins words.
            before if byte.is_ascii_punctuation() && byte != b'_' => {
                if before >= Self::LETTERS.0 {
                    Self::CLOSED
                } else {
                    Self::SIGNS
                }
            }
            closed if closed == Self::CLOSED.0 => Self::ODD,
            _ if byte.is_ascii_alphanumeric() => Self::LETTERS,
            // Latin letters from U+00C0 to U+023F.
            _ if byte == 0xC3 => Self::WITHIN_C3,
            _ if 0xC4 <= byte && byte <= 0xC8 => Self::WITHIN,
            _ => Self::ODD,
        }
    }
}

/// For each byte the states that follow, each at the place of the state before.
static ROWS: [u64; 256] = {
    let mut rows = [0; 256];
    let mut byte = 0;
    while byte < rows.len() {
        let mut index = 0;
        while index < State::ALL.len() {
            let before = State::ALL[index];
            let next = before.rule(byte as u8);
            let begins = next.is_in_word() && !before.is_in_word();
            rows[byte] |= (next.0 | (begins as u64) << PLACE) << before.0;
            index += 1;
        }
        byte += 1;
    }
    rows
};

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
