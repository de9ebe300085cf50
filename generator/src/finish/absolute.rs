//! Addresses made whole: for HTML that is read elsewhere than on the site, in a feed or a program.

use std::borrow::Cow;

use htmlize::unescape_attribute;

use super::{ADDRESSES, Copy, srcset};
use crate::html::scan::{Open, Tag, tags};
use crate::knowledge::paths::scheme;

/// The HTML of the text at `route` with every address whole.
#[must_use]
pub fn html(html: &str, base_url: &str, route: &str) -> String {
    let mut copy = Copy { page: html, made: String::with_capacity(html.len()), copied: 0 };
    for tag in tags(html) {
        if let Tag::Open(open) = tag {
            readdress(&open, base_url, route, &mut copy);
        }
    }
    copy.up_to(html.len());
    copy.made
}

fn readdress(open: &Open<'_>, base_url: &str, route: &str, copy: &mut Copy<'_>) {
    for attribute in &open.attributes {
        let is = |name: &str| attribute.name.eq_ignore_ascii_case(name);
        let is_srcset = is("srcset");
        if !is_srcset && !ADDRESSES.iter().any(|name| is(name)) {
            continue;
        }
        let value = unescape_attribute(attribute.value);
        let whole = |url: &str| match address(url, base_url, route) {
            Cow::Borrowed(_) => None,
            Cow::Owned(whole) => Some(whole),
        };
        let written = if is_srcset { srcset::readdress(&value, whole) } else { whole(&value) };
        if let Some(written) = written {
            copy.replace(attribute, &written);
        }
    }
}

/// An address that the text at `route` writes, whole.
#[must_use]
pub fn address<'a>(url: &'a str, base_url: &str, route: &str) -> Cow<'a, str> {
    if scheme(url).is_some() || url.starts_with("//") {
        return Cow::Borrowed(url);
    }
    if url.is_empty() || url.starts_with(['#', '?']) {
        return Cow::Owned([base_url, route, url].concat());
    }
    if url.starts_with('/') {
        return Cow::Owned([base_url, url].concat());
    }
    let end = url.find(['#', '?']).unwrap_or(url.len());
    let (path, rest) = url.split_at(end);
    let mut folders: Vec<&str> = route.split('/').skip(1).collect();
    // What follows the last slash is the page itself.
    folders.pop();
    let mut parts = path.split('/').peekable();
    while let Some(part) = parts.next() {
        let is_last = parts.peek().is_none();
        match part {
            "." | ".." => {
                if part == ".." {
                    folders.pop();
                }
                if is_last {
                    folders.push("");
                }
            }
            _ => folders.push(part),
        }
    }
    Cow::Owned([base_url, "/", &folders.join("/"), rest].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_whole() {
        for (url, expected) in [
            ("https://elsewhere.example/", "https://elsewhere.example/"),
            ("//elsewhere.example/", "//elsewhere.example/"),
            ("mailto:a@b.example", "mailto:a@b.example"),
            ("#z", "https://carnet.example/sub/notes/x/#z"),
            ("", "https://carnet.example/sub/notes/x/"),
            ("?a=b", "https://carnet.example/sub/notes/x/?a=b"),
            ("/notes/y/#z", "https://carnet.example/sub/notes/y/#z"),
            ("plan.svg?a/b", "https://carnet.example/sub/notes/x/plan.svg?a/b"),
            ("./plan.svg", "https://carnet.example/sub/notes/x/plan.svg"),
            ("../y/#z", "https://carnet.example/sub/notes/y/#z"),
            ("..", "https://carnet.example/sub/notes/"),
            ("../../../../a", "https://carnet.example/sub/a"),
        ] {
            assert_eq!(address(url, "https://carnet.example/sub", "/notes/x/"), expected, "{url}");
        }
        assert_eq!(address("a.svg", "", "/notes/x.html"), "/notes/a.svg");
    }

    #[test]
    fn every_address_of_a_text_becomes_whole() {
        let text = "<p><a href=\"#a\">a</a> <img src='/b.png' srcset=\"b.png 1x, /c.png 2x\" alt=\"#\"></p>";
        let expected = "<p><a href=\"https://c.example/x/#a\">a</a> <img src=\"https://c.example/b.png\" \
                        srcset=\"https://c.example/x/b.png 1x, https://c.example/c.png 2x\" alt=\"#\"></p>";
        assert_eq!(html(text, "https://c.example", "/x/"), expected);
    }
}
