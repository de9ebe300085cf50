//! The words of a French or English text, as a reader would look for them.
//!
//! Elided articles fall away ("l’entraide" is "entraide"), plurals meet their singular, and an
//! inclusive form is found by each form it stands for ("auteur·trice·s" by "autrices").

mod inclusive;

use alloc::string::String;
use alloc::vec::Vec;

use crate::fold::{fold, is_letter};

/// A word, under every form it stands for; there is at least one.
pub type Word = Vec<String>;

/// What elision leaves of a word before another.
const ELIDED: &[&str] =
    &["l", "d", "j", "qu", "n", "s", "c", "m", "t", "jusqu", "lorsqu", "puisqu", "quoiqu"];

/// The words of a text, folded.
pub fn words(text: &str) -> Vec<Word> {
    let folded = fold(text);
    let is_part = |it: char| is_letter(it) || it == '\'' || inclusive::is_joint(it);
    let chunks = folded.split(|it| !is_part(it));
    chunks.flat_map(apostrophes).flat_map(|chunk| inclusive::words(&chunk)).collect()
}

/// A word without the mark of its plural, always a part of it from the start.
///
/// It is meant for comparison, not for reading: "locaux" and "local" are both "loca".
pub fn stem(word: &str) -> &str {
    let long = |ending: &str| word.len() > ending.len() + 2;
    if let Some(rest) = word.strip_suffix("aux").filter(|it| long("aux") && !it.ends_with('e')) {
        return &word[..rest.len() + 1];
    }
    if word.ends_with("al") && long("al") {
        return &word[..word.len() - 1];
    }
    let singular = if long("s") { word.strip_suffix(['s', 'x']).unwrap_or(word) } else { word };
    // A participle and its feminine are one: "allié", "alliée".
    if singular.ends_with("ee") { &singular[..singular.len() - 1] } else { singular }
}

/// A chunk without its elided articles; any other apostrophe is no more than a letter left out.
fn apostrophes(chunk: &str) -> Vec<String> {
    let mut chunks = Vec::new();
    let mut current = String::new();
    let mut pieces = chunk.split('\'').filter(|it| !it.is_empty()).peekable();
    while let Some(piece) = pieces.next() {
        let article = piece.rsplit(inclusive::is_joint).next().unwrap_or(piece);
        let is_elided = current.is_empty() && ELIDED.contains(&article);
        match pieces.peek() {
            Some(_) if is_elided => {
                // What was joined before the article is a word of its own: "presqu-l'ile".
                chunks.push(String::from(&piece[..piece.len() - article.len()]));
            }
            // The English genitive.
            None if piece == "s" && !current.is_empty() => {}
            _ => current.push_str(piece),
        }
    }
    chunks.push(current);
    chunks
}

#[cfg(test)]
mod tests;
