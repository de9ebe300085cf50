//! HTML that strangers wrote, made harmless.
//!
//! Notes come by pull request. What may stay is an allow-list: what a text needs, nothing that
//! runs, loads from elsewhere or takes part in the page's own layout.

use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use super::links::SCHEMES;
use crate::config::Config;

/// What takes out of HTML what may not stay.
pub trait Clean: Sync {
    /// Leaves of `html` what is harmless.
    fn clean(&self, html: &str) -> String;
}

impl Clean for Builder<'_> {
    fn clean(&self, html: &str) -> String {
        Builder::clean(self, html).to_string()
    }
}

static STRICT: LazyLock<Builder<'static>> = LazyLock::new(for_all);

/// Leaves what every carnet allows.
pub fn strict() -> &'static dyn Clean {
    &*STRICT
}

/// Leaves what every carnet allows, and what this site allows more.
pub fn cleaner(config: &Config) -> impl Clean {
    let mut cleaner = for_all();
    if let Some(carnet) = &config.carnet {
        cleaner.add_tags(carnet.html.elements.iter().map(String::as_str));
        cleaner.add_generic_attributes(carnet.html.attributes.iter().map(String::as_str));
    }
    cleaner
}

fn for_all<'a>() -> Builder<'a> {
    let mut cleaner = Builder::default();
    cleaner
        .add_tags([
            "section",
            "aside",
            "figure",
            "figcaption",
            "input",
            "details",
            "summary",
            "audio",
            "video",
            "source",
            "track",
            "mark",
            "abbr",
            "time",
            "kbd",
            "q",
            "ruby",
            "rt",
            "rp",
        ])
        .add_generic_attributes([
            "id", "class", "lang", "title", "dir", "role", "tabindex", "hidden",
        ])
        .add_generic_attribute_prefixes(["aria-", "data-lang"])
        .add_tag_attributes("a", ["hreflang", "rel"])
        .add_tag_attributes("img", ["loading", "decoding", "width", "height", "srcset", "sizes"])
        .add_tag_attributes("input", ["type", "checked", "disabled"])
        .add_tag_attributes("audio", ["controls", "src", "preload"])
        .add_tag_attributes("video", ["controls", "src", "preload", "width", "height", "poster"])
        .add_tag_attributes("source", ["src", "type"])
        .add_tag_attributes("track", ["src", "kind", "srclang", "label", "default"])
        .add_tag_attributes("time", ["datetime"])
        .add_tag_attributes("th", ["scope"])
        .attribute_filter(|_, name, value| {
            // Any other number would change the order of the keyboard on the whole page.
            let moves_others = name == "tabindex" && !matches!(value.trim(), "0" | "-1");
            (!moves_others).then_some(value.into())
        })
        .url_schemes(SCHEMES.iter().copied().collect())
        .link_rel(None)
        .strip_comments(true)
        .url_relative(UrlRelative::PassThrough);
    cleaner
}
