//! What stands outside of all blocks in a template that extends another.
//!
//! No page can show it. The engine of Zola 0.23.0 left it out without a word, and templates for
//! that still have some; the engine of later ones refuses to load them. A plain site gets it left
//! out and a warning.

use tera::{Error, ErrorKind, Tera};

/// The text without what stands outside, and what the engine said of each part; nothing when the
/// template is wrong in another way.
pub(super) fn without_outside(name: &str, text: &str) -> Option<(String, Vec<Error>)> {
    let mut kept = text.to_owned();
    let mut errors = Vec::new();
    while let Some(error) = syntax_error(name, &kept) {
        let ErrorKind::SyntaxError(report) = error.kind() else { return None };
        let range = report.span().range.clone();
        let part = kept.get(range.clone()).filter(|part| !part.trim().is_empty())?;
        if !report.message().starts_with("This content would be ignored") {
            return None;
        }
        // As many bytes as before, so that places in the rest stay what they are.
        let blank: String = part
            .chars()
            .map(
                |letter| {
                    if letter == '\n' { "\n".to_owned() } else { " ".repeat(letter.len_utf8()) }
                },
            )
            .collect();
        kept.replace_range(range, &blank);
        errors.push(error);
    }
    Some((kept, errors))
}

/// What the engine says of a template by itself, whatever it refers to.
pub(super) fn syntax_error(name: &str, text: &str) -> Option<Error> {
    let error = Tera::new().add_raw_template(name, text).err()?;
    matches!(error.kind(), ErrorKind::SyntaxError(_)).then_some(error)
}
