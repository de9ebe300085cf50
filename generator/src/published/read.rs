//! Reads what somebody kept of the addresses of a site: a list with one a line, or a sitemap.

use std::ops::Range;

use roxmltree::{Document, Node, ParsingOptions};

use super::Published;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::{SourceId, Sources, Span};

/// What can be given instead.
const HELP: &str = "give the routes.txt of a build, a sitemap, or a list with one address a line";

/// Reads a list; one that holds no address is as wrong as one that cannot be read.
pub(super) fn read(source: SourceId, sources: &Sources) -> Result<Vec<Published>, Diagnostic> {
    let text = sources.text(source);
    let is_markup = text.trim_start().starts_with('<');
    let list = if is_markup { sitemap(source, text)? } else { lines(source, text) };
    match list.is_empty() {
        true => Err(refused(source, 0..0, "there is no address in this list")),
        false => Ok(list),
    }
}

fn refused(source: SourceId, place: Range<usize>, message: impl Into<String>) -> Diagnostic {
    Diagnostic::at(&codes::ROUTE_LIST, Span::new(source, place), message).help(HELP)
}

fn lines(source: SourceId, text: &str) -> Vec<Published> {
    let mut list = Vec::new();
    let mut start = 0;
    for whole in text.split_inclusive('\n') {
        let at = start + whole.len() - whole.trim_start().len();
        start += whole.len();
        let line = whole.trim();
        // An anchor alone is no address, so this can only be a remark.
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (address, to) = parts(line);
        let span = Span::new(source, at..at + address.len());
        list.push(Published { address: address.to_owned(), to: to.map(str::to_owned), span });
    }
    list
}

/// An address and where it leads. A space within an address is one of its letters.
fn parts(line: &str) -> (&str, Option<&str>) {
    let is_address = |text: &str| text.starts_with('/') || text.contains("://");
    let mut spaces = line.match_indices(char::is_whitespace);
    let found = spaces.find_map(|(at, _)| {
        let next = line[at..].split_whitespace().next()?;
        is_address(next).then(|| (line[..at].trim_end(), Some(next)))
    });
    found.unwrap_or((line, None))
}

fn sitemap(source: SourceId, text: &str) -> Result<Vec<Published>, Diagnostic> {
    // What an editor or a tool put before the declaration is no fault of the list.
    let lead = text.len() - text.trim_start().len();
    let xml = &text[lead..];
    // A document that defines entities could grow without end.
    let options = ParsingOptions { allow_dtd: false, ..ParsingOptions::default() };
    let document = Document::parse_with_options(xml, options).map_err(|error| {
        let at = lead + offset(xml, error.pos());
        let message = error.to_string();
        let message = message.split(" at ").next().unwrap_or_default();
        refused(source, at..at, format!("this is no sitemap: {message}"))
    })?;
    let root = document.root_element();
    let shown = |node: Node<'_, '_>| {
        let start = node.range().start + lead;
        start..start + 1 + node.tag_name().name().len()
    };
    match root.tag_name().name() {
        "urlset" => {}
        "sitemapindex" => {
            let message = "this sitemap only names others";
            return Err(refused(source, shown(root), message)
                .help("give each of the files that it names: --published once for each"));
        }
        other => {
            return Err(refused(source, shown(root), format!("`{other}` is no sitemap")));
        }
    }
    let is = |node: Node<'_, '_>, name: &str| node.tag_name().name() == name;
    // Pictures and films have addresses too, deeper within.
    let of_pages = root.children().filter(|node| is(*node, "url"));
    let places = of_pages.flat_map(|url| url.children().filter(|node| is(*node, "loc")));
    Ok(places
        .filter_map(|node| {
            let address = node.text()?.trim();
            let written = node.first_child()?.range();
            let written = written.start + lead..written.end + lead;
            let raw = text.get(written.clone())?;
            let start = written.start + raw.len() - raw.trim_start().len();
            let span = Span::new(source, start..start + raw.trim().len());
            let address = address.to_owned();
            (!address.is_empty()).then_some(Published { address, to: None, span })
        })
        .collect())
}

/// The byte at which a row and a column stand, both counted from 1; columns are letters.
fn offset(text: &str, place: roxmltree::TextPos) -> usize {
    let (row, column) = (place.row as usize, place.col as usize);
    let start: usize = text.split_inclusive('\n').take(row.saturating_sub(1)).map(str::len).sum();
    let rest = &text[start.min(text.len())..];
    let letter = rest.char_indices().nth(column.saturating_sub(1));
    start + letter.map_or(rest.len(), |(at, _)| at)
}
