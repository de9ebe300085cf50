//! Pages without the spaces and quotes that only their authors need.

use minify_html::{Cfg, minify};

use crate::config::Config;

/// Minifies a page. In a carnet closing tags stay; in Zola's sites those that the standard can do
/// without go, and styles are made small too, as by Zola.
#[must_use]
pub fn html(text: &str, config: &Config) -> Vec<u8> {
    let is_plain = config.carnet.is_none();
    let settings = Cfg {
        keep_html_and_head_opening_tags: true,
        keep_closing_tags: !is_plain,
        minify_css: is_plain,
        ..Cfg::default()
    };
    minify(text.as_bytes(), &settings)
}
