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
        parts.map(|part| part.unicode_words().count()).sum()
    };
    of_words(words, language)
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
