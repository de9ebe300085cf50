//! From a page as its template made it to the bytes that are published.
//!
//! Whatever theme made it: its links within the site become relative, so that one output serves a
//! domain, a sub-path, a preview and `file://`; what its widgets and its code need is added to its
//! head; where it leads is noted, to be checked once all pages are known.

pub mod links;
pub mod minify;

use std::cell::RefCell;
use std::collections::BTreeSet;

use lol_html::html_content::{ContentType, Element};
use lol_html::{RewriteStrSettings, element, rewrite_str};

use crate::config::Config;
use crate::diagnostic::{Diagnostic, codes};
use crate::typeset::Page;
use links::Place;

/// Where the style sheet of code is written.
pub const CODE_STYLE: &str = "highlight.css";

/// A finished page.
#[derive(Clone, Debug)]
pub struct Finished {
    /// The file to write.
    pub file: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The ids on it.
    pub ids: BTreeSet<String>,
    /// Where it leads within the site: files with the ids that are named in them.
    pub targets: BTreeSet<(String, String)>,
    /// What it was made from.
    pub made_from: String,
}

/// What was seen while a page was rewritten.
#[derive(Default)]
struct Seen {
    ids: BTreeSet<String>,
    repeated: BTreeSet<String>,
    images: BTreeSet<String>,
    targets: BTreeSet<(String, String)>,
}

/// Attributes that hold an address.
const ADDRESSES: &[&str] = &["href", "src", "action", "poster", "data", "formaction"];

/// Finishes a page.
///
/// # Errors
/// When the page is no HTML that can be read; the diagnostic says where.
pub fn page(page: Page, config: &Config) -> (Option<Finished>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let Page { file, text, made_from } = page;
    if !file.ends_with(".html") {
        let finished = Finished {
            file,
            bytes: text.into_bytes(),
            ids: BTreeSet::new(),
            targets: BTreeSet::new(),
            made_from,
        };
        return (Some(finished), diagnostics);
    }
    let place = Place::new(&file, &config.base_url);
    let seen = RefCell::new(Seen::default());
    let head = head(&text, &place, config.carnet.is_some());
    let settings = RewriteStrSettings::new()
        .append_element_content_handler(element!("head", |element| {
            element.append(&head, ContentType::Html);
            Ok(())
        }))
        .append_element_content_handler(element!("[data-cite-text] a", |element| {
            // The address in a citation is copied with it, and must stay whole.
            element.set_attribute(KEEP, "")?;
            Ok(())
        }))
        .append_element_content_handler(element!("*", |element| {
            rewrite(element, &place, &seen);
            Ok(())
        }));
    let text = match rewrite_str(&text, settings) {
        Ok(text) => text,
        Err(error) => {
            diagnostics.push(Diagnostic::about(
                &codes::TEMPLATE_RENDER,
                &made_from,
                format!("the page cannot be read as HTML: {error}"),
            ));
            return (None, diagnostics);
        }
    };
    let seen = seen.into_inner();
    for id in &seen.repeated {
        diagnostics.push(
            Diagnostic::about(
                &codes::HTML_DUPLICATE_ID,
                &made_from,
                format!("two elements of the page {file} have the id `{id}`"),
            )
            .help("give a heading another id: `## Heading {#other-id}`"),
        );
    }
    if config.carnet.is_some() {
        for image in &seen.images {
            diagnostics.push(
                Diagnostic::about(
                    &codes::A11Y_IMAGE,
                    &made_from,
                    format!("the image {image} of the page {file} has no `alt`"),
                )
                .help("write alt=\"what it shows\", or alt=\"\" for an ornament"),
            );
        }
    }
    let bytes = if config.minify_html { minify::html(&text) } else { text.into_bytes() };
    let finished = Finished { file, bytes, ids: seen.ids, targets: seen.targets, made_from };
    (Some(finished), diagnostics)
}

/// Marks an address that stays as it is; taken out again before the page is written.
const KEEP: &str = "data-carnet-keep";

/// What the page's head lacks for what is on the page. The loader is on every page of a carnet:
/// where there is no widget it only mends links for pages opened from a folder.
fn head(text: &str, place: &Place<'_>, is_carnet: bool) -> String {
    let mut head = String::new();
    if text.contains("class=\"hl-") {
        let style = place.to(&format!("/{CODE_STYLE}"));
        head.push_str(&format!("<link rel=\"stylesheet\" href=\"{style}\">"));
    }
    if is_carnet {
        let loader = place.to(&format!("/{}", carnet_widgets::LOADER));
        head.push_str(&format!("<script src=\"{loader}\" defer></script>"));
    }
    head
}

fn rewrite(element: &mut Element<'_, '_>, place: &Place<'_>, seen: &RefCell<Seen>) {
    let mut seen = seen.borrow_mut();
    if let Some(id) = element.get_attribute("id")
        && !seen.ids.insert(id.clone())
    {
        seen.repeated.insert(id);
    }
    if element.tag_name() == "img" && !element.has_attribute("alt") {
        seen.images.insert(element.get_attribute("src").unwrap_or_default());
    }
    if element.has_attribute(KEEP) {
        element.remove_attribute(KEEP);
        return;
    }
    if is_absolute_by_nature(element) {
        return;
    }
    for name in ADDRESSES {
        let Some(value) = element.get_attribute(name) else { continue };
        if let Some(link) = place.inside(&value) {
            // An attribute whose name and value come from the page itself can be set again.
            let _ = element.set_attribute(name, &link.written);
            seen.targets.insert((link.file, link.anchor));
        }
    }
    if let Some(value) = element.get_attribute("srcset") {
        let rewritten: Vec<String> = value
            .split(',')
            .map(|candidate| {
                let candidate = candidate.trim();
                let (url, size) = candidate.split_once(' ').unwrap_or((candidate, ""));
                match place.inside(url) {
                    Some(link) => {
                        seen.targets.insert((link.file, link.anchor));
                        format!("{} {size}", link.written).trim().to_owned()
                    }
                    None => candidate.to_owned(),
                }
            })
            .collect();
        let _ = element.set_attribute("srcset", &rewritten.join(", "));
    }
}

/// Addresses that other programs read must name the site: the canonical one and those of
/// translations.
fn is_absolute_by_nature(element: &Element<'_, '_>) -> bool {
    if element.tag_name() != "link" {
        return false;
    }
    let relation = element.get_attribute("rel").unwrap_or_default();
    relation.split_ascii_whitespace().any(|word| word == "canonical")
        || (relation.contains("alternate") && element.has_attribute("hreflang"))
}
