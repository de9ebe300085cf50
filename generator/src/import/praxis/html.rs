//! A saved page as HTML, made into the lines that the same page has as text.
//!
//! Whatever the page's markup is called, it is read as people do: what is a block is a line. Icons
//! are words to a program (`file_copy`), so elements that are known to hold one are taken out.

use dom_query::{Document, NodeRef, Selection};

use super::is_web;
use super::lines::{self, Saved};
use crate::html::scan::{Tag, tags};
use crate::knowledge::paths::scheme;

/// How many elements may stand inside each other. Nobody writes so many, and the time that a parser
/// of HTML takes grows with the square of them.
const DEEPEST: usize = 256;

/// Elements that end without being closed, or that hold nothing: they count for no depth.
const SHALLOW: &[&str] = &[
    "area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "hr", "img", "input", "li",
    "link", "meta", "option", "optgroup", "p", "param", "rp", "rt", "source", "tbody", "td",
    "tfoot", "th", "thead", "tr", "track", "wbr",
];

/// What is no part of a page's text.
const NOISE: &str = "script, style, noscript, template, svg, iframe, object, nav, footer, dialog, \
    form, mat-icon, [class*=material-icons], [class*=material-symbols], [hidden], \
    [aria-hidden=true], body > header";

/// Where the text of a page is, the first that it has.
const MAIN: &[&str] = &["main", "[role=main]", "article", "body"];

/// Elements whose end is the end of a line though they need not be blocks: fields are laid out with
/// them.
const FIELDS: &str = "div > span, div > a, div > b, div > strong, button, time, label, dt, dd";

/// Whether a text is HTML rather than text.
pub(super) fn is_html(text: &str) -> bool {
    let start: String =
        text.trim_start_matches('\u{feff}').trim_start().chars().take(256).collect();
    let start = start.to_ascii_lowercase();
    ["<!doctype", "<html", "<head", "<body", "<main", "<article", "<div", "<section", "<h1", "<!--"]
        .iter()
        .any(|opening| start.starts_with(opening))
}

/// Reads a page.
pub(super) fn read(html: &str) -> Result<Saved, &'static str> {
    if depth(html) > DEEPEST {
        return Err("its elements are nested too deeply");
    }
    let document = Document::from(html);
    let address = address(&document);
    document.select(NOISE).remove();
    let main = MAIN.iter().map(|selector| document.select_single(selector));
    let Some(main) = main.into_iter().find(Selection::exists) else {
        return Err("it has no text");
    };
    for node in main.select("a, img").nodes() {
        resolve(node, address.as_deref());
    }
    for node in main.select(FIELDS).nodes() {
        // Two fields of one line would be one word. In a sentence they are none.
        let is_field = node.parent().is_none_or(|above| above.immediate_text().trim().is_empty());
        let is_block = |above: &NodeRef<'_>| above.has_name("p") || above.has_name("li");
        if is_field && !node.ancestors_it(None).any(|above| is_block(&above)) {
            node.before_html("<br>");
            node.after_html("<br>");
        }
    }
    let Some(main) = main.nodes().first() else { return Err("it has no text") };
    Ok(Saved { lines: lines::of_markdown(&main.md(None)), address })
}

/// How deep the elements of a page may stand in each other: never less than what a parser makes
/// of it.
fn depth(html: &str) -> usize {
    let (mut open, mut deepest): (Vec<&str>, usize) = (Vec::new(), 0);
    for tag in tags(html) {
        match tag {
            Tag::Open(tag) if !is_shallow(tag.name) => {
                open.push(tag.name);
                deepest = deepest.max(open.len());
                if deepest > DEEPEST {
                    break;
                }
            }
            Tag::Close { name, .. } => {
                let last = open.iter().rposition(|other| other.eq_ignore_ascii_case(name));
                if let Some(last) = last {
                    open.remove(last);
                }
            }
            Tag::Open(_) => {}
        }
    }
    deepest
}

fn is_shallow(name: &str) -> bool {
    SHALLOW.iter().any(|shallow| shallow.eq_ignore_ascii_case(name))
}

/// The address of the page, as its head tells it.
fn address(document: &Document) -> Option<String> {
    let canonical = document.select_single("link[rel=canonical]").attr("href");
    let shared = || document.select_single("meta[property='og:url']").attr("content");
    let address = canonical.or_else(shared)?.to_string();
    is_web(&address).then_some(address)
}

/// Makes what a link or image names a whole address, or takes the link away.
fn resolve(node: &NodeRef<'_>, page: Option<&str>) {
    let key = if node.has_name("img") { "src" } else { "href" };
    let Some(url) = node.attr(key).map(|url| url.trim().to_owned()) else { return };
    let origin = page.and_then(|page| {
        let host = page.find("://")? + 3;
        Some(&page[..page[host..].find('/').map_or(page.len(), |end| host + end)])
    });
    let whole = match origin {
        _ if is_web(&url) => Some(url),
        Some(origin) if url.starts_with('/') && !url.starts_with("//") => {
            Some(format!("{origin}{url}"))
        }
        _ if url.starts_with("//") => Some(format!("https:{url}")),
        _ if scheme(&url).is_some_and(|it| it.eq_ignore_ascii_case("mailto")) => Some(url),
        _ => None,
    };
    match whole {
        Some(whole) => node.set_attr(key, &whole),
        None if key == "href" => unlink(node),
        None => {
            let text = node.attr("alt").unwrap_or_default();
            node.before_html(htmlize::escape_text(&*text).into_owned());
            node.remove_from_parent();
        }
    }
}

/// Takes a link away and leaves its text.
fn unlink(node: &NodeRef<'_>) {
    node.rename("span");
    node.remove_all_attrs();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_is_counted_before_anything_is_parsed() {
        assert_eq!(depth("<div><p>a<p>b<br><ul><li>c<li>d</ul></div><div></div>"), 2);
        assert!(read(&"<div>".repeat(100_000)).is_err());
        assert!(read(&"<p>a".repeat(2_000)).is_ok());
    }

    #[test]
    fn fields_are_lines_and_icons_are_gone() {
        let page = "<html><head><link rel=canonical href='https://a.example/n/x/'></head><body>\
            <nav>menu</nav><main><h1>Un</h1><div><i class=material-icons>note</i><span>Date</span>\
            <span>hier</span></div><p>a <a href='/b'>b</a> <a href='javascript:c'>c</a></p></main>";
        let Saved { lines, address } = read(page).expect("it is a page");
        let plain: Vec<&str> =
            lines.iter().filter(|line| !line.is_blank()).map(|line| line.plain.as_str()).collect();
        assert_eq!(plain, ["Un", "Date", "hier", "a b c"]);
        let links: Vec<&String> = lines.iter().flat_map(|line| &line.links).collect();
        assert_eq!(links, ["https://a.example/b"]);
        assert_eq!(address.as_deref(), Some("https://a.example/n/x/"));
    }
}
