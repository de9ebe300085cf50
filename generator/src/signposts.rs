//! Where the page of a thing leads programs, as links of its head: who wrote it, how it is cited,
//! under which licence, what it belongs to. The relations are those of
//! [signposting](https://signposting.org/FAIR/), all of them registered by IANA.

use crate::linked_data;
use crate::template::value::{Value, each, entry, said};

/// One `<link>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signpost {
    /// What lies there, seen from the page.
    pub relation: &'static str,
    /// The address.
    pub url: String,
    /// The media type of what lies there, where it is no page.
    pub media_type: Option<String>,
}

/// Where the page of a thing leads.
#[must_use]
pub fn of_thing(thing: &Value) -> Vec<Signpost> {
    let kind = said(thing, "type").unwrap_or_default();
    let address = |it: &Value| said(it, "permalink");
    let citation = entry(thing, "citation");
    let cited = citation.as_ref().and_then(|citation| said(citation, "url"));
    let (mut items, mut collections) = (Vec::new(), Vec::new());
    match kind.as_str() {
        "note" => collections = each(thing, "carnets", |it| address(&entry(it, "carnet")?)),
        "carnet" => {
            let parts = each(thing, "categories", |part| Some(each(part, "notes", address)));
            items = parts.into_iter().flatten().collect();
            collections = each(thing, "bases", address);
        }
        "base" => items = each(thing, "carnets", address),
        _ => {}
    }
    // Those whom its citation names as its authors.
    let authors = match kind.as_str() {
        "note" => each(thing, "authors", address),
        "carnet" => each(thing, "curators", address),
        _ => Vec::new(),
    };
    let cited = cited.or_else(|| address(thing).filter(|_| is_work(&kind)));
    let mut all = of_work(cited, thing, linked_data::type_of(&kind));
    all.extend(authors.into_iter().map(|url| page("author", url)));
    all.extend(citation.iter().flat_map(|it| each(it, "formats", file)));
    all.extend(collections.into_iter().map(|url| page("collection", url)));
    all.extend(items.into_iter().map(|url| page("item", url)));
    all
}

/// Where the home of a site leads, which is about the site. `knowledge` is what templates know of
/// all of it.
#[must_use]
pub fn of_site(home: String, knowledge: &Value) -> Vec<Signpost> {
    of_work(Some(home), knowledge, Some(linked_data::SITE))
}

/// By which address something is cited, what it is and under which licence.
fn of_work(cited: Option<String>, value: &Value, kind: Option<&str>) -> Vec<Signpost> {
    let license = entry(value, "license").and_then(|license| said(&license, "uri"));
    let kind = kind.map(|kind| format!("{}/{kind}", linked_data::CONTEXT));
    let all = [("cite-as", cited), ("type", kind), ("license", license)];
    all.into_iter().filter_map(|(relation, url)| Some(page(relation, url?))).collect()
}

/// Whether a thing of this kind is something that is cited, rather than somebody.
fn is_work(kind: &str) -> bool {
    matches!(kind, "note" | "carnet" | "base" | "term")
}

/// A citation as a file for programs; none for one that is only shown.
fn file(format: &Value) -> Option<Signpost> {
    let url = said(format, "permalink")?;
    Some(Signpost { relation: "describedby", url, media_type: said(format, "type") })
}

fn page(relation: &'static str, url: String) -> Signpost {
    Signpost { relation, url, media_type: None }
}

#[cfg(test)]
mod tests {
    use super::{Signpost, of_thing};
    use crate::template::value::{list, object, text};

    #[test]
    fn a_citation_that_is_a_file_describes_its_work() {
        let bibtex = object([
            ("id", text("bibtex")),
            ("permalink", text("https://carnet.example/notes/a/citation.bib")),
            ("type", text("application/x-bibtex")),
        ]);
        let formats = list([bibtex, object([("id", text("shown"))])]);
        let citation = object([("url", text("https://carnet.example/n/a/")), ("formats", formats)]);
        let note = object([("type", text("note")), ("citation", citation)]);
        let found = of_thing(&note);
        let files: Vec<&Signpost> =
            found.iter().filter(|it| it.relation == "describedby").collect();
        assert_eq!(
            files,
            [&Signpost {
                relation: "describedby",
                url: "https://carnet.example/notes/a/citation.bib".to_owned(),
                media_type: Some("application/x-bibtex".to_owned()),
            }]
        );
    }
}
