//! An index for Fuse, and for whatever else reads a list of pages.

use serde::Serialize;

use super::Entry;
use crate::config::search::Search;

#[derive(Serialize)]
struct Row<'a> {
    url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
}

/// Adds the index to `start`.
pub(super) fn write(search: &Search, entries: &[Entry<'_>], start: String) -> String {
    let rows: Vec<Row<'_>> = entries
        .iter()
        .map(|Entry { item, body }| Row {
            url: &item.url,
            title: search.include_title.then_some(item.title),
            description: search.include_description.then_some(item.description),
            body: search.include_content.then_some(body),
            path: search.include_path.then_some(item.path),
        })
        .collect();
    let json = serde_json::to_string(&rows).expect("a list of texts can be written as JSON");
    start + &json
}
