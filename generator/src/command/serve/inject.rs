//! Adds the script that keeps a page up to date: to what is served, never to what is built.

use crate::html::Element;
use crate::html::encode::encode;
use crate::html::scan::{Tag, tags};

/// Where the script is served.
pub(super) const SCRIPT: &str = "/__carnet/live.js";

/// What the script must know about the page that it is on.
#[derive(Clone, Debug)]
pub(super) struct About {
    /// The edition that the page is of; 0 when it is of none.
    pub(super) edition: u64,
    /// The route of the file that is shown, which is not the address of the page when that leads
    /// nowhere.
    pub(super) route: String,
}

/// The page with the script: first in its head, so that neither a policy in a `<meta>` nor a tag
/// that somebody forgot to close keeps it from running.
pub(super) fn inject(page: &str, about: &About) -> String {
    let script = Element::new("script")
        .with("src", SCRIPT)
        .with("data-edition", about.edition.to_string())
        .with("data-route", about.route.as_str())
        .with("defer", "");
    let script = encode(&[script.into()]);
    let head = tags(page).find_map(|tag| match tag {
        Tag::Open(open) if open.is("head") => Some(open.range.end),
        _ => None,
    });
    // The tags of a head may be left out.
    let (before, after) = page.split_at(head.unwrap_or(page.len()));
    [before, &script, after].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADDED: &str = "<script src=\"/__carnet/live.js\" data-edition=\"7\" \
                         data-route=\"/a&quot;b/\" defer=\"\"></script>";

    fn injected(page: &str) -> String {
        inject(page, &About { edition: 7, route: "/a\"b/".to_owned() })
    }

    #[test]
    fn the_script_comes_first_in_the_head() {
        assert_eq!(
            injected("<!doctype html><html><head><title>é</title></head><body><p>a</body></html>"),
            format!(
                "<!doctype html><html><head>{ADDED}<title>é</title></head><body><p>a</body></html>"
            )
        );
    }

    #[test]
    fn a_page_without_a_head_has_it_at_its_end() {
        assert_eq!(
            injected("<!doctype html><title>a</title><p>b"),
            format!("<!doctype html><title>a</title><p>b{ADDED}")
        );
    }
}
