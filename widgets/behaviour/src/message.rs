//! What the widgets say: messages of the page with their blanks filled, spoken even when repeated.

use alloc::string::String;

/// Fills each `{name}` of a message with its value; a blank without a value stays as it is.
pub fn fill(message: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = message;
    while let Some((before, blank)) = rest.split_once('{') {
        filled.push_str(before);
        let value = blank.split_once('}').and_then(|(name, after)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((*value, after))
        });
        match value {
            Some((value, after)) => {
                filled.push_str(value);
                rest = after;
            }
            None => {
                filled.push('{');
                rest = blank;
            }
        }
    }
    filled.push_str(rest);
    filled
}

/// The text a live region must show next for `message` to be heard.
///
/// A screen reader is silent when the text does not change, so a message that repeats the current
/// one takes a no-break space, which nobody sees or hears.
pub fn audible(current: &str, message: &str) -> String {
    let mut text = String::from(message);
    if current == message {
        text.push('\u{a0}');
    }
    text
}

/// The language of a page, or "und" where its tag is one that `Intl` would refuse with an error.
pub fn language(tag: &str) -> &str {
    let mut subtags = tag.split('-');
    let is_first =
        |it: &str| matches!(it.len(), 2 | 3) && it.bytes().all(|b| b.is_ascii_alphabetic());
    let is_other =
        |it: &str| matches!(it.len(), 2..=8) && it.bytes().all(|b| b.is_ascii_alphanumeric());
    let is_tag = subtags.next().is_some_and(is_first) && subtags.all(is_other);
    if is_tag { tag } else { "und" }
}

/// The plural category of a number, of those that French and English tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plural {
    /// "one": in French 0 and 1, in English 1.
    One,
    /// "many": in French, whole millions.
    Many,
    /// Any other.
    Other,
}

impl Plural {
    /// The category that `Intl.PluralRules` names so.
    pub fn named(name: &str) -> Plural {
        match name {
            "one" => Plural::One,
            "many" => Plural::Many,
            _ => Plural::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_the_blanks_it_knows() {
        let values = [("count", "3"), ("total", "12")];
        assert_eq!(fill("{count} notes sur {total}", &values), "3 notes sur 12");
        assert_eq!(fill("{other} {count", &values), "{other} {count");
        assert_eq!(fill("rien", &values), "rien");
    }

    #[test]
    fn a_tag_that_is_none_is_undetermined() {
        for (tag, expect) in [
            ("fr", "fr"),
            ("fr-CA", "fr-CA"),
            ("iu-Cans-CA", "iu-Cans-CA"),
            ("", "und"),
            ("fr_CA", "und"),
        ] {
            assert_eq!(language(tag), expect);
        }
    }

    #[test]
    fn a_repeated_message_still_changes_the_text() {
        let once = audible("", "Copié");
        let twice = audible(&once, "Copié");
        let thrice = audible(&twice, "Copié");
        assert_eq!([&*once, &*twice, &*thrice], ["Copié", "Copié\u{a0}", "Copié"]);
    }
}
