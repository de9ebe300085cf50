//! Pages without the spaces and quotes that only their authors need.

use minify_html::{Cfg, minify};

/// Minifies a page; closing tags and quotes that the standard asks for stay.
#[must_use]
pub fn html(text: &str) -> Vec<u8> {
    let settings =
        Cfg { keep_html_and_head_opening_tags: true, keep_closing_tags: true, ..Cfg::default() };
    minify(text.as_bytes(), &settings)
}
