//! What the head of a page says of it, field by field, to programs that keep pages: Zotero and other
//! libraries of references, previews, archives, and Google Scholar where the site wants that.
//!
//! The words are those of Open Graph, of Dublin Core and of Highwire. Programs read them in orders
//! of their own, so what two of them say must be the same, and some say less than they could: see
//! the remarks. It is told from the values that templates show, as [`crate::linked_data`] is.

use crate::moment::Moment;
use crate::template::value::{Value, as_text, each, entry, said};

/// One `<meta>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// How its name is written: `property` in Open Graph, else `name`.
    pub attribute: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it says.
    pub content: String,
}

/// Vocabularies that a head names by a prefix, as Dublin Core asks: the prefix and the address.
pub const SCHEMAS: &[(&str, &str)] =
    &[("dc", "http://purl.org/dc/elements/1.1/"), ("dcterms", "http://purl.org/dc/terms/")];

/// What is known of a page beside the value of its thing.
#[derive(Clone, Debug, Default)]
pub struct Around<'a> {
    /// The language of the page.
    pub language: String,
    /// Who publishes the site.
    pub publisher: String,
    /// When the page was published.
    pub published: Option<&'a Moment>,
    /// When it last changed.
    pub updated: Option<&'a Moment>,
    /// Whether it is meant for Google Scholar too.
    pub scholar: bool,
}

/// What any page says.
#[must_use]
pub fn of_page(around: &Around<'_>) -> Vec<Statement> {
    let mut all = Vec::new();
    property(&mut all, "og:type", Some("website".to_owned()));
    say_common(&mut all, around);
    all
}

/// What the home of a site says, which is about the site. `knowledge` is what templates know of all
/// of it.
#[must_use]
pub fn of_site(
    title: &str,
    description: Option<&str>,
    knowledge: &Value,
    around: &Around<'_>,
) -> Vec<Statement> {
    let mut all = of_page(around);
    name(&mut all, "dc.title", Some(title.to_owned()));
    name(&mut all, "dcterms.abstract", description.map(str::to_owned));
    name(&mut all, "dc.rights", rights(knowledge));
    all
}

/// What the page of a thing says.
#[must_use]
pub fn of_thing(thing: &Value, around: &Around<'_>) -> Vec<Statement> {
    let kind = said(thing, "type").unwrap_or_default();
    let citation = entry(thing, "citation");
    let cited = citation.as_ref().and_then(|citation| said(citation, "url"));
    // As catalogues file them: a library that is told `Jean de la Fontaine` has to guess.
    let filed = citation.as_ref().map(|it| each(it, "authors", text_of)).unwrap_or_default();
    let mut all = Vec::new();
    let shown = match kind.as_str() {
        "note" => "article",
        "person" => "profile",
        _ => "website",
    };
    property(&mut all, "og:type", Some(shown.to_owned()));
    if kind == "note" {
        property(&mut all, "article:published_time", day(around.published));
        property(&mut all, "article:modified_time", around.updated.map(|it| it.iso.clone()));
        for author in
            each(thing, "authors", |it| said(it, "permalink").or_else(|| said(it, "title")))
        {
            property(&mut all, "article:author", Some(author));
        }
        for tag in each(thing, "tags", |it| said(it, "name")) {
            property(&mut all, "article:tag", Some(tag));
        }
    }
    if kind == "person" {
        property(&mut all, "profile:first_name", said(thing, "given"));
        property(&mut all, "profile:last_name", said(thing, "family"));
    }
    for author in each(thing, "authors", |it| said(it, "title")) {
        name(&mut all, "author", Some(author));
    }
    say_common(&mut all, around);
    name(&mut all, "dc.title", said(thing, "title"));
    for author in &filed {
        name(&mut all, "dc.creator", Some(author.clone()));
    }
    name(&mut all, "dcterms.issued", day(around.published));
    name(&mut all, "dcterms.modified", around.updated.map(|it| it.iso.clone()));
    // Not `dc.description`: Zotero would put that among what it has no field for.
    name(&mut all, "dcterms.abstract", said(thing, "summary"));
    name(&mut all, "dc.rights", rights(thing));
    name(&mut all, "dc.identifier", cited.clone().or_else(|| said(thing, "permalink")));
    // Where Zotero looks before `og:url`, which is the address that the page has today.
    name(&mut all, "eprints.official_url", said(thing, "permanent"));
    if around.scholar {
        say_to_scholar(&mut all, thing, &filed, cited, around);
    }
    all
}

/// What every page says. The type is told in Zotero's own word, for one that it guesses from the
/// rest depends on what else is said: `citation_title` alone makes an article of a journal.
fn say_common(all: &mut Vec<Statement>, around: &Around<'_>) {
    name(all, "z:itemType", Some("webpage".to_owned()));
    name(all, "dc.language", Some(around.language.clone()));
    name(all, "dc.publisher", Some(around.publisher.clone()));
}

/// The same once more in the words that Google Scholar asks for. They win over all others in Zotero,
/// so they say nothing else, and nothing that makes the page an article of a journal or a report.
fn say_to_scholar(
    all: &mut Vec<Statement>,
    thing: &Value,
    filed: &[String],
    cited: Option<String>,
    around: &Around<'_>,
) {
    name(all, "citation_title", said(thing, "title"));
    for author in filed {
        name(all, "citation_author", Some(alone(author, filed.len())));
    }
    name(all, "citation_publication_date", day(around.published));
    name(all, "citation_language", Some(around.language.clone()));
    name(all, "citation_publisher", Some(around.publisher.clone()));
    name(all, "citation_public_url", cited);
    name(all, "citation_fulltext_html_url", said(thing, "permalink"));
}

/// An author among `count`. Where there is one `citation_author` only, Zotero takes the words around
/// its comma for two people if both sides are several: `de la Fontaine, Jean Paul`. A semicolon at
/// the end says that it is a list of one.
fn alone(filed: &str, count: usize) -> String {
    let is_taken_for_two =
        count == 1 && filed.split(", ").filter(|part| part.trim().contains(' ')).count() > 1;
    format!("{filed}{}", if is_taken_for_two { ";" } else { "" })
}

/// The day alone: Zotero keeps a time as it is written, and citations have no use for one.
fn day(moment: Option<&Moment>) -> Option<String> {
    moment.map(|moment| moment.date.to_string())
}

fn rights(value: &Value) -> Option<String> {
    said(&entry(value, "license")?, "name")
}

fn text_of(value: &Value) -> Option<String> {
    as_text(value).map(str::to_owned)
}

fn property(all: &mut Vec<Statement>, name: &'static str, content: Option<String>) {
    all.extend(content.map(|content| Statement { attribute: "property", name, content }));
}

fn name(all: &mut Vec<Statement>, name: &'static str, content: Option<String>) {
    all.extend(content.map(|content| Statement { attribute: "name", name, content }));
}

#[cfg(test)]
mod tests {
    use super::alone;

    #[test]
    fn one_author_of_several_words_is_told_to_be_one() {
        for (filed, count, expected) in [
            ("de la Fontaine, Jean Paul", 1, "de la Fontaine, Jean Paul;"),
            ("de la Fontaine, Jean Paul", 2, "de la Fontaine, Jean Paul"),
            ("de la Fontaine, Jean", 1, "de la Fontaine, Jean"),
            ("Tremblay, Jeanne", 1, "Tremblay, Jeanne"),
            ("Collectif des communs,", 1, "Collectif des communs,"),
        ] {
            assert_eq!(alone(filed, count), expected);
        }
    }
}
