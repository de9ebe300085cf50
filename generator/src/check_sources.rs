//! That every input can be read, whatever becomes of it.

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, codes};
use crate::source::read::{NAME_NOT_UTF8, NOT_THERE};
use crate::source::{Content, Source, SourceId, Sources, Span};

/// Reports every input that could not be read, and every text that holds what nobody typed.
pub(crate) fn check(sources: &Sources) -> Vec<Diagnostic> {
    let all: Vec<(SourceId, &Source)> = sources.iter().collect();
    all.into_par_iter().filter_map(|(id, source)| problem(id, source)).collect()
}

fn problem(id: SourceId, source: &Source) -> Option<Diagnostic> {
    match &source.content {
        Content::Unreadable(reason) => {
            let message = format!("this cannot be read: {reason}");
            let problem = Diagnostic::about(&codes::SOURCE_UNREADABLE, &source.path, message);
            Some(problem.help(match reason.as_str() {
                NOT_THERE => "look at how its path is written",
                NAME_NOT_UTF8 => {
                    "rename it, with plain letters; `\u{fffd}` stands for what is none"
                }
                _ => "look at its permissions, or take it out of the site",
            }))
        }
        Content::NotUtf8 { valid_up_to, .. } => {
            let span = Span::new(id, *valid_up_to..valid_up_to + '\u{fffd}'.len_utf8());
            let problem = Diagnostic::at(&codes::SOURCE_NOT_UTF8, span, "this is not UTF-8 text");
            Some(problem.help("save the file again with the encoding UTF-8"))
        }
        Content::Text(text) => control(text).map(|at| {
            let end = at + text[at..].chars().next().map_or(0, char::len_utf8);
            let span = Span::new(id, at..end);
            Diagnostic::at(&codes::SOURCE_CONTROL, span, "a control character stands here")
                .help("delete it; it came with a copy and paste, most likely")
        }),
        Content::Bytes(_) | Content::OnDisk(_) => None,
    }
}

/// Where the first control character stands that is neither a tab nor the end of a line.
///
/// Every byte of a site passes here, so that they are looked at as bytes: U+0000 to U+001F and
/// U+007F are one each, U+0080 to U+009F are 0xC2 and another.
fn control(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    // Without a branch many are looked at together, and nearly every text has none.
    let is_suspect = |byte: &u8| {
        let is_space = (*byte == b'\n') | (*byte == b'\r') | (*byte == b'\t');
        ((*byte < 0x20) & !is_space) | (*byte == 0x7f)
    };
    let has_suspect = |part: &[u8]| part.iter().fold(false, |found, byte| found | is_suspect(byte));
    let of_one = match bytes.chunks(256).any(has_suspect) {
        false => None,
        true => bytes.iter().position(is_suspect),
    };
    let mut of_two = memchr::memchr_iter(0xC2, bytes);
    let of_two = of_two.find(|at| bytes.get(at + 1).is_some_and(|byte| *byte < 0xA0));
    of_one.into_iter().chain(of_two).min()
}

#[cfg(test)]
mod tests {
    use super::control;

    #[test]
    fn control_characters_are_found_where_they_stand() {
        for (text, expected) in [
            ("a\tb\r\nc d\u{a0}e « é »", None),
            ("a\u{0}", Some(1)),
            ("é\u{7f}", Some(2)),
            ("é\u{85}\u{1}", Some(2)),
            ("\u{1}\u{85}", Some(0)),
        ] {
            assert_eq!(control(text), expected, "{text:?}");
            let by_letter =
                text.find(|letter: char| letter.is_control() && !"\n\r\t".contains(letter));
            assert_eq!(control(text), by_letter, "{text:?}");
        }
    }
}
