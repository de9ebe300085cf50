//! Pages without the spaces and quotes that only their authors need.

use minify_html::{Cfg, minify};

use crate::config::Config;

/// How many elements may be open at once. The minifier goes down by calling itself, and would end
/// the program; no reader has such a page.
const DEEPEST: usize = 250;

/// Elements that hold nothing and are never closed.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// Minifies a page. In a carnet closing tags stay; in Zola's sites those that the standard can do
/// without go, and styles are made small too, as by Zola.
#[must_use]
pub fn html(text: &str, config: &Config) -> Vec<u8> {
    if is_too_deep(text) {
        return text.as_bytes().to_vec();
    }
    let is_plain = config.carnet.is_none();
    let settings = Cfg {
        keep_html_and_head_opening_tags: true,
        keep_closing_tags: !is_plain,
        minify_css: is_plain,
        ..Cfg::default()
    };
    minify(text.as_bytes(), &settings)
}

fn is_too_deep(text: &str) -> bool {
    let mut depth = 0_usize;
    text.match_indices('<').any(|(start, _)| {
        let rest = &text[start + 1..];
        if rest.starts_with('/') {
            depth = depth.saturating_sub(1);
            return false;
        }
        let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let is_closed = rest.find('>').is_some_and(|close| rest[..close].ends_with('/'));
        if end > 0 && !is_closed && !VOID.iter().any(|name| name.eq_ignore_ascii_case(&rest[..end]))
        {
            depth += 1;
        }
        depth > DEEPEST
    })
}
