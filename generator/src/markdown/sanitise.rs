//! HTML that strangers wrote, made harmless.
//!
//! Notes come by pull request. What may stay is an allow-list: what a text needs, nothing that
//! runs, loads from elsewhere or takes part in the page's own layout.

use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
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
        .add_tag_attributes("a", ["hreflang", "rel", "target"])
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
        .link_rel(None)
        .strip_comments(true)
        .url_relative(UrlRelative::PassThrough);
    cleaner
});

/// Leaves of `html` what is harmless.
#[must_use]
pub fn clean(html: &str) -> String {
    CLEANER.clean(html).to_string()
}
