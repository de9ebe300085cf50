//! The text of a body as an index holds it: no tags, no scripts, styles or code blocks, and no
//! more space than between two words.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::Builder;

/// Elements whose text nobody searches.
const LEFT_OUT: &[&str] = &["script", "style", "pre"];

static STRIPPER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut stripper = Builder::new();
    stripper
        .tags(HashSet::new())
        .tag_attributes(HashMap::new())
        .generic_attributes(HashSet::new())
        .allowed_classes(HashMap::new())
        .link_rel(None)
        .clean_content_tags(LEFT_OUT.iter().copied().collect());
    stripper
});

/// The text of `html`, a line for each line that holds something. `&`, `<` and `>` stay escaped,
/// as themes expect.
pub(super) fn of(html: &str) -> String {
    let stripped = STRIPPER.clean(html).to_string();
    let mut text = String::with_capacity(stripped.len());
    for line in stripped.lines() {
        let mut words = line.split_whitespace();
        let Some(first) = words.next() else { continue };
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(first);
        for word in words {
            text.push(' ');
            text.push_str(word);
        }
    }
    text
}

/// The first `length` letters of `text`.
pub(super) fn truncate(mut text: String, length: usize) -> String {
    if let Some((end, _)) = text.char_indices().nth(length) {
        text.truncate(end);
    }
    text
}
