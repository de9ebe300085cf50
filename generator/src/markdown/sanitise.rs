//! HTML that strangers wrote, made harmless.
//!
//! Notes come by pull request. What may stay is an allow-list: what a text needs, nothing that
//! runs, loads from elsewhere, takes part in the page's own layout or passes for a part of it.
//!
//! A text is cleaned as a whole, since only then it is known which tag ends which. So that what
//! Markdown made keeps its classes and roles, its values are marked while that is done
//! ([`Mark`]).

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use super::links::SCHEMES;
use crate::config::Config;
use crate::html::mark::{Mark, is_guarded};

/// What takes out of HTML what may not stay, and tells what that would be.
pub trait Clean: Sync {
    /// Leaves of `html` what is harmless. What this program wrote is marked.
    fn clean(&self, html: &str) -> String;

    /// Whether texts may hold an element; its name in small letters.
    fn allows_element(&self, name: &str) -> bool;

    /// Whether the author of a text may write an attribute of an element; names in small letters.
    fn allows_attribute(&self, element: &str, name: &str, value: &str) -> bool;

    /// Whether the site allows an attribute that texts lack elsewhere.
    fn is_widened(&self, attribute: &str) -> bool;

    /// Whether a frame may show what is at an address.
    fn may_frame(&self, address: &str) -> bool;
}

/// The lists of what may stay.
struct Cleaner<'a> {
    builder: Builder<'a>,
    elements: HashSet<&'a str>,
    attributes: HashSet<&'a str>,
    prefixes: HashSet<&'a str>,
    attributes_of: HashMap<&'a str, HashSet<&'a str>>,
    /// Attributes of all elements that the site allows more.
    widened: Vec<String>,
    /// The addresses from which frames may be loaded.
    frames: Vec<String>,
}

/// How ids begin that pages have for themselves.
const OWN_IDS: &[&str] =
    &["ally-", "continue-reading", "filter-", "fn-", "fr-", "main", "map-", "part-"];

/// Whether an author may give this id: a name as headings have them, and none of a page's own.
fn is_free(id: &str) -> bool {
    let is_letter = |it: char| it.is_alphanumeric() || matches!(it, '-' | '_' | '.');
    !id.is_empty()
        && id.chars().all(is_letter)
        && !OWN_IDS
            .iter()
            .any(|own| id.get(..own.len()).is_some_and(|it| it.eq_ignore_ascii_case(own)))
}

/// Whether the text of an author may hold a value, apart from what the site allows more.
fn may_write(attribute: &str, value: &str) -> bool {
    match attribute {
        "id" => is_free(value),
        // Any other number would change the order of the keyboard on the whole page.
        "tabindex" => matches!(value.trim(), "0" | "-1"),
        attribute => !is_guarded(attribute),
    }
}

/// Whether a frame may show what is at an address.
fn may_frame(frames: &[String], address: &str) -> bool {
    // No other sign could make browsers read another host.
    let is_plain = |it: char| it.is_ascii_alphanumeric() || "-._~:/?#&=+,;%".contains(it);
    address.chars().all(is_plain)
        && frames.iter().any(|host| {
            let rest = address.strip_prefix(host.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
        })
}

static STRICT: LazyLock<Cleaner<'static>> = LazyLock::new(|| Cleaner::new(&[], &[], &[]));

/// Leaves what every carnet allows.
pub fn strict() -> &'static dyn Clean {
    &*STRICT
}

/// Leaves what every carnet allows, and what this site allows more.
pub fn cleaner(config: &Config) -> impl Clean {
    match &config.carnet {
        None => Cleaner::new(&[], &[], &[]),
        Some(carnet) => {
            let html = &carnet.html;
            Cleaner::new(&html.elements, &html.attributes, &html.frames)
        }
    }
}

impl<'a> Cleaner<'a> {
    fn new(elements: &'a [String], attributes: &'a [String], frames: &[String]) -> Self {
        let mut builder = for_all();
        builder.add_tags(elements.iter().map(String::as_str));
        builder.add_generic_attributes(attributes.iter().map(String::as_str));
        if !frames.is_empty() {
            builder
                .add_tags(["iframe"])
                .add_tag_attributes(
                    "iframe",
                    ["allowfullscreen", "height", "loading", "src", "width"],
                )
                // Nothing of the page around it, and no other window in its place.
                .set_tag_attribute_value("iframe", "sandbox", SANDBOX)
                .set_tag_attribute_value("iframe", "referrerpolicy", "no-referrer");
        }
        let (widened, hosts) = (attributes.to_vec(), frames.to_vec());
        let mark = Mark::of_this_run();
        builder.attribute_filter(move |element, name, value| {
            if let Some(own) = value.strip_prefix(mark.sign()).filter(|_| is_guarded(name)) {
                return Some(own.to_owned().into());
            }
            let is_framed = element != "iframe" || name != "src" || may_frame(&hosts, value);
            let may_stay = may_write(name, value) || widened.iter().any(|it| it == name);
            (is_framed && may_stay).then_some(value.into())
        });
        Self {
            elements: builder.clone_tags(),
            attributes: builder.clone_generic_attributes(),
            prefixes: builder.clone_generic_attribute_prefixes().unwrap_or_default(),
            attributes_of: builder.clone_tag_attributes(),
            builder,
            widened: attributes.to_vec(),
            frames: frames.to_vec(),
        }
    }
}

impl Clean for Cleaner<'_> {
    fn clean(&self, html: &str) -> String {
        self.builder.clean(html).to_string()
    }

    fn allows_element(&self, name: &str) -> bool {
        self.elements.contains(name)
    }

    fn allows_attribute(&self, element: &str, name: &str, value: &str) -> bool {
        let is_known = self.attributes.contains(name)
            || self.attributes_of.get(element).is_some_and(|known| known.contains(name))
            || self.prefixes.iter().any(|prefix| name.starts_with(prefix));
        is_known && (may_write(name, value) || self.is_widened(name))
    }

    fn is_widened(&self, attribute: &str) -> bool {
        self.widened.iter().any(|it| it == attribute)
    }

    fn may_frame(&self, address: &str) -> bool {
        may_frame(&self.frames, address)
    }
}

/// What a frame may do: play its film, on its own.
const SANDBOX: &str = "allow-popups allow-presentation allow-same-origin allow-scripts";

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
        .add_tag_attributes("input", ["checked"])
        // The box of a task, and no field that asks for something.
        .set_tag_attribute_value("input", "type", "checkbox")
        .set_tag_attribute_value("input", "disabled", "")
        .add_tag_attributes("audio", ["controls", "src", "preload"])
        .add_tag_attributes("video", ["controls", "src", "preload", "width", "height", "poster"])
        .add_tag_attributes("source", ["src", "type"])
        .add_tag_attributes("track", ["src", "kind", "srclang", "label", "default"])
        .add_tag_attributes("time", ["datetime"])
        .add_tag_attributes("th", ["scope"])
        .url_schemes(SCHEMES.iter().copied().collect())
        .link_rel(None)
        .strip_comments(true)
        .url_relative(UrlRelative::PassThrough);
    cleaner
}

#[cfg(test)]
mod tests {
    use super::{is_free, may_frame, strict};
    use crate::html::mark::Mark;

    #[test]
    fn what_is_marked_stays_and_what_an_author_wrote_does_not() {
        let mark = Mark::of_this_run().sign();
        let html = format!(
            "<p class=\"{mark}alert\" role=\"{mark}note\" id=\"{mark}fn-1\">a</p>\
             <p class=\"alert\" role=\"note\" id=\"fn-1\" hidden>b</p><p id=\"x-1\" title=\"{mark}\">c</p>"
        );
        let expected = format!(
            "<p class=\"alert\" role=\"note\" id=\"fn-1\">a</p><p>b</p><p id=\"x-1\" title=\"{mark}\">c</p>"
        );
        let sorted = |html: &str| {
            let mut parts: Vec<&str> = html.split([' ', '>']).collect();
            parts.sort_unstable();
            parts.join(" ")
        };
        assert_eq!(sorted(&strict().clean(&html)), sorted(&expected));
    }

    #[test]
    fn an_id_is_a_name_that_no_page_has_for_itself() {
        for id in ["x", "été-1", "a.b_c"] {
            assert!(is_free(id), "{id}");
        }
        for id in ["", "a b", "x\"", "part-cite", "Main-content", "fn-1", "map-status", "a<b"] {
            assert!(!is_free(id), "{id}");
        }
    }

    #[test]
    fn a_frame_shows_what_is_on_a_named_host_alone() {
        let frames = ["https://films.example".to_owned()];
        for address in ["https://films.example/x?a=b#c", "https://films.example"] {
            assert!(may_frame(&frames, address), "{address}");
        }
        for address in [
            "https://films.example.evil.example/",
            "https://films.example@evil.example/",
            "https://films.example\\@evil.example/",
            "http://films.example/",
            "//films.example/",
            "/x",
            "javascript:alert(1)",
            "https://films.example\t.evil.example/",
        ] {
            assert!(!may_frame(&frames, address), "{address}");
        }
    }
}
