//! Whether a version of a text says that everybody may read it.

use crate::document::Kind;
use crate::draft::front_matter::{self, Visibility};
use crate::source::Sources;

/// Whether this version of a text could be read by everybody. One of which that cannot be told is
/// not taken for public.
pub(super) fn is_public(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let Some(parts) = front_matter::split(text) else { return false };
    // Reading it whole takes its time, and most say nothing of it. A key may be written with signs
    // that stand for others.
    let written = &text[parts.front_matter.clone()];
    if !["visibility", "draft", "\\"].iter().any(|word| written.contains(word)) {
        return true;
    }
    let old = Sources::from_texts([("old", text)]);
    let Some(source) = old.find("old") else { return false };
    let (table, errors) = parts.read(text, source);
    let is_visible = match table.get("visibility").map(|value| &value.kind) {
        None => true,
        Some(Kind::Text(word)) => {
            let found = Visibility::WORDS.iter().find(|(known, _)| known == word);
            found.is_some_and(|(_, visibility)| *visibility != Visibility::Private)
        }
        Some(_) => false,
    };
    let is_ready = match table.get("draft").map(|value| &value.kind) {
        None => true,
        Some(kind) => matches!(kind, Kind::Boolean(false)),
    };
    errors.is_empty() && is_visible && is_ready
}

#[cfg(test)]
mod tests {
    use super::is_public;

    #[test]
    fn only_what_surely_was_public_is() {
        for (text, expected) in [
            ("+++\ntitle = 'a'\n+++\nvisibility = private", true),
            ("+++\nvisibility = 'public'\ndraft = false\n+++\n", true),
            ("+++\nvisibility = 'unlisted'\n+++\n", true),
            ("+++\nvisibility = 'private'\n+++\n", false),
            ("+++\nvisibility = 'Public'\n+++\n", false),
            ("+++\nvisibility = 1\n+++\n", false),
            ("+++\n\"visib\\u0069lity\" = 'private'\n+++\n", false),
            ("---\nvisibility: private\n---\n", false),
            ("---\ndraft: true\n---\n", false),
            ("+++\ndraft = 'false'\n+++\n", false),
            ("+++\ndraft = \n+++\n", false),
            ("no front matter", false),
        ] {
            assert_eq!(is_public(text.as_bytes()), expected, "{text}");
        }
        assert!(!is_public(b"+++\ntitle = '\xff'\n+++\n"));
    }
}
