//! Capital and small letters, as styles ask for them.

use crate::style::TextCase;

/// Small words that stay small within an English title.
///
/// Source: the list of citeproc-js.
const SMALL: &[&str] = &[
    "a",
    "about",
    "above",
    "across",
    "afore",
    "after",
    "against",
    "al",
    "along",
    "alongside",
    "amid",
    "amidst",
    "among",
    "amongst",
    "an",
    "and",
    "anenst",
    "apropos",
    "apud",
    "around",
    "as",
    "aside",
    "astride",
    "at",
    "athwart",
    "atop",
    "barring",
    "before",
    "behind",
    "below",
    "beneath",
    "beside",
    "besides",
    "between",
    "beyond",
    "but",
    "by",
    "c",
    "ca",
    "circa",
    "d'",
    "de",
    "despite",
    "down",
    "during",
    "et",
    "except",
    "for",
    "forenenst",
    "from",
    "given",
    "in",
    "inside",
    "into",
    "lest",
    "like",
    "modulo",
    "near",
    "next",
    "nor",
    "notwithstanding",
    "of",
    "off",
    "on",
    "onto",
    "or",
    "out",
    "over",
    "per",
    "plus",
    "pro",
    "qua",
    "sans",
    "since",
    "so",
    "than",
    "the",
    "through",
    "throughout",
    "thru",
    "thruout",
    "till",
    "to",
    "toward",
    "towards",
    "under",
    "underneath",
    "until",
    "unto",
    "up",
    "upon",
    "v",
    "v.",
    "van",
    "versus",
    "via",
    "vis-à-vis",
    "von",
    "vs",
    "vs.",
    "with",
    "within",
    "without",
    "yet",
];

/// A text in another case.
#[must_use]
pub(crate) fn apply(case: TextCase, text: &str) -> String {
    match case {
        TextCase::Lowercase => text.to_lowercase(),
        TextCase::Uppercase => text.to_uppercase(),
        TextCase::CapitalizeFirst => capitalized(text),
        TextCase::CapitalizeAll => text.split_inclusive(' ').map(capitalized).collect(),
        TextCase::Sentence => sentence(text),
        TextCase::Title => title(text),
    }
}

/// With its first letter as a capital; what stands before the first letter is passed over.
fn capitalized(text: &str) -> String {
    let skipped = text.chars().take_while(|it| it.is_whitespace() || "«“\"'’([¿¡".contains(*it));
    let start: usize = skipped.map(char::len_utf8).sum();
    let mut letters = text[start..].chars();
    match letters.next() {
        Some(first) => {
            let mut changed = text[..start].to_owned();
            changed.extend(first.to_uppercase());
            changed.push_str(letters.as_str());
            changed
        }
        None => text.to_owned(),
    }
}

/// As a sentence. A text in capitals alone becomes small; in others words keep their capitals.
fn sentence(text: &str) -> String {
    let has_small = text.chars().any(char::is_lowercase);
    if has_small { capitalized(text) } else { capitalized(&text.to_lowercase()) }
}

/// As an English title: words begin with capitals but for small ones, which do so only at the
/// beginning, at the end, and behind a colon.
fn title(text: &str) -> String {
    let is_break = |it: char| it.is_whitespace() || "-–—/.,;?!:[]()“”‘’'\"".contains(it);
    // Texts of capitals alone are taken as they are: nobody knows their acronyms.
    let mut words: Vec<(usize, &str)> = Vec::new();
    let mut start = None;
    for (index, sign) in text.char_indices() {
        match (is_break(sign), start) {
            (true, Some(from)) => {
                words.push((from, &text[from..index]));
                start = None;
            }
            (false, None) => start = Some(index),
            _ => {}
        }
    }
    if let Some(from) = start {
        words.push((from, &text[from..]));
    }
    let count = words.len();
    let mut changed = String::with_capacity(text.len());
    let mut written = 0;
    for (index, (from, word)) in words.iter().enumerate() {
        let before = text[..*from].trim_end();
        let follows_sign = before.ends_with([':', '?', '!']);
        // What follows an apostrophe is the rest of a word; what follows a quotation mark of the
        // same sign cannot be told from it.
        let follows_apostrophe = text[..*from].ends_with(['’', '\'']);
        let is_edge = index == 0 || index + 1 == count || follows_sign;
        let lower = word.to_lowercase();
        let is_small = SMALL.contains(&lower.as_str())
            || word.chars().filter(|it| it.is_alphabetic()).count() == 1
                && !is_edge
                && lower != "i";
        changed.push_str(&text[written..*from]);
        written = from + word.len();
        // A word with a capital somewhere is as its author wants it.
        if lower == *word && (!is_small || is_edge) && !follows_apostrophe {
            changed.push_str(&capitalized(word));
        } else {
            changed.push_str(word);
        }
    }
    changed.push_str(&text[written..]);
    changed
}
