//! Search indexes: one file for each language that asks for it, in the formats of Zola.
//!
//! Themes bring their own script, which reads `search_index.<language>.js` (or `.json`). What is
//! private or unlisted is in no index, and neither is a page that is not written.

mod elasticlunr;
mod fuse;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::config::Config;
use crate::config::search::{IndexFormat, Search};
use crate::diagnostic::{Diagnostic, codes};
use crate::knowledge::KnowledgeBase;
use crate::markdown::Body;
use crate::site::Artifact;

/// The program that reads an index for elasticlunr; its licence lies beside it.
const LIBRARY: &str = include_str!("search/elasticlunr.min.js");

/// Where the program is written.
const LIBRARY_FILE: &str = "elasticlunr.min.js";

/// A page or section as an index sees it.
struct Item<'a> {
    url: String,
    path: &'a str,
    title: &'a str,
    description: &'a str,
    /// RFC 3339.
    date: Option<String>,
    html: &'a str,
}

/// An item, with its text made ready.
struct Entry<'a> {
    item: Item<'a>,
    body: String,
}

/// Makes the indexes that the configuration asks for.
#[must_use]
pub fn indexes(
    base: &KnowledgeBase,
    config: &Config,
    page_bodies: &[Body],
    section_bodies: &[Body],
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Artifact> {
    let mut files = BTreeMap::new();
    for (code, language) in &config.languages {
        let Some(span) = &language.build_search_index else { continue };
        let search = &language.search;
        let entries: Vec<Entry<'_>> = items(code, base, config, page_bodies, section_bodies)
            .into_par_iter()
            .map(|item| {
                let body = if search.include_content { text::of(item.html) } else { String::new() };
                let body = match search.truncate_content_length {
                    Some(length) => text::truncate(body, length),
                    None => body,
                };
                Entry { item, body }
            })
            .collect();
        if search.index_format.is_elasticlunr() && !elasticlunr::knows(code) {
            let problem = Diagnostic::at(
                &codes::SEARCH_LANGUAGE,
                span.clone(),
                format!("words of the language `{code}` are indexed as they are written"),
            )
            .help("a search finds whole words only; `search.index_format = \"fuse_json\"` needs no grammar");
            diagnostics.push(problem);
        }
        files.insert(file(code, search.index_format), Artifact::Made(index(code, search, entries)));
        if search.index_format.is_elasticlunr() {
            files.insert(LIBRARY_FILE.to_owned(), Artifact::Made(LIBRARY.into()));
        }
    }
    files
}

fn file(code: &str, format: IndexFormat) -> String {
    let ending = if format.is_script() { "js" } else { "json" };
    format!("search_index.{code}.{ending}")
}

fn index(code: &str, search: &Search, entries: Vec<Entry<'_>>) -> Vec<u8> {
    let start = if search.index_format.is_script() { "window.searchIndex = " } else { "" };
    let index = start.to_owned();
    let index = if search.index_format.is_elasticlunr() {
        elasticlunr::write(code, search, entries, index)
    } else {
        fuse::write(search, &entries, index)
    };
    index.into_bytes()
}

/// Sections of a language, each before its pages, by path; nothing twice.
fn items<'a>(
    code: &str,
    base: &'a KnowledgeBase,
    config: &Config,
    page_bodies: &'a [Body],
    section_bodies: &'a [Body],
) -> Vec<Item<'a>> {
    let url = |route: &str| format!("{}{route}", config.base_url);
    let mut items = Vec::new();
    let mut seen = BTreeSet::new();
    for (id, section) in base.section_ids().filter(|(_, section)| section.language() == code) {
        let front = &section.draft.section;
        if !front.in_search_index {
            continue;
        }
        if front.redirect_to.is_none() && front.render {
            items.push(Item {
                url: url(&section.route),
                path: &section.route,
                title: section.title(),
                description: front.description.as_deref().unwrap_or_default(),
                date: None,
                html: section_bodies[id.0 as usize].html(),
            });
        }
        for id in &section.pages {
            let page = base.page(*id);
            let front = &page.draft.page;
            // A section that is transparent gives its pages to the one above it too.
            if !front.in_search_index || !page.is_listed() || !seen.insert(*id) {
                continue;
            }
            items.push(Item {
                url: url(&page.route),
                path: &page.route,
                title: page.title(),
                description: front.description.as_deref().unwrap_or_default(),
                date: base.date(page).map(crate::moment::Moment::rfc3339),
                html: page_bodies[id.0 as usize].html(),
            });
        }
    }
    items
}
