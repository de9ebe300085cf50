//! Plain text as Markdown: nothing in it is a sign.

/// Signs that mean something within a line.
const SIGNS: &[char] = &['\\', '`', '*', '_', '[', ']', '<', '>', '~', '|', '&', '$', '{', '}'];

/// Text within a line.
pub(super) fn inline(text: &str) -> String {
    let mut markdown = String::with_capacity(text.len());
    for letter in text.chars() {
        if SIGNS.contains(&letter) {
            markdown.push('\\');
        }
        markdown.push(letter);
    }
    markdown
}
