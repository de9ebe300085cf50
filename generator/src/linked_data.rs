//! What a page is about, in the words of [schema.org](https://schema.org), for programs that read
//! pages: who wrote what, when, under which licence, and what it belongs to.
//!
//! It is told from the values that templates show, so that it says what readers see and no more.

use serde::Serialize;

use crate::html::encode::in_script;
use crate::template::value::{Value, as_text, as_whole, each, entry, said};

/// Where the words are defined.
pub const CONTEXT: &str = "https://schema.org";

/// What a site is in these words.
pub const SITE: &str = "WebSite";

/// A thing in these words. What is not known is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Node {
    /// Where the words are defined; on the outermost node only.
    #[serde(rename = "@context", skip_serializing_if = "Option::is_none")]
    context: Option<&'static str>,
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    identifier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    given_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    family_name: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    alternate_name: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    genre: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keywords: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    in_language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Node>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    editor: Vec<Node>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Box<Node>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    is_part_of: Vec<Node>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    has_part: Vec<Node>,
    #[serde(skip_serializing_if = "Option::is_none")]
    collection_size: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_based_on: Option<Box<Node>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    translation_of_work: Option<Box<Node>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    work_translation: Vec<Node>,
    #[serde(skip_serializing_if = "Option::is_none")]
    discussion_url: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    affiliation: Vec<Node>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    member_of: Vec<Node>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    same_as: Vec<String>,
}

/// What is known of a page beside the value of its thing.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// Who publishes the site.
    pub publisher: String,
    /// The site, in the language of the page.
    pub site: Option<Version>,
    /// The address of the first picture of the text.
    pub image: Option<String>,
    /// The page that this one translates.
    pub original: Option<Version>,
    /// The translations of this page.
    pub translations: Vec<Version>,
}

/// A text in a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its address.
    pub url: String,
    /// Its title.
    pub name: String,
    /// Its language.
    pub language: String,
}

/// What the page of a thing is about; nothing for what is no thing of a carnet.
#[must_use]
pub fn of_thing(thing: &Value, around: Around) -> Option<Node> {
    let kind = said(thing, "type")?;
    let mut node = Node {
        context: Some(CONTEXT),
        description: said(thing, "summary"),
        in_language: said(thing, "lang"),
        ..reference(thing)?
    };
    let publisher = || Some(Box::new(organisation(around.publisher.clone())));
    match kind.as_str() {
        "note" => {
            node.identifier = said(thing, "permanent").or_else(|| node.url.clone());
            node.headline = node.name.clone();
            node.genre = label(thing, "kind");
            node.keywords = texts(thing, "tags", "name");
            node.keywords.extend(texts(thing, "challenges", "label"));
            node.author = references(thing, "authors");
            node.is_part_of = within(thing, "carnets", "carnet");
            node.is_based_on = entry(thing, "adapts").and_then(|it| reference(&it)).map(Box::new);
            node.discussion_url = said(thing, "discuss");
            node.image = around.image;
            node.publisher = publisher();
            node.translation_of_work = around.original.map(|it| Box::new(version(it)));
            node.work_translation = around.translations.into_iter().map(version).collect();
        }
        "carnet" => {
            node.editor = references(thing, "curators");
            node.is_part_of = references(thing, "bases");
            node.collection_size = entry(thing, "count").as_ref().and_then(as_whole);
            node.publisher = publisher();
        }
        "base" => {
            node.has_part = references(thing, "carnets");
            node.publisher = publisher();
        }
        "person" => {
            node.given_name = said(thing, "given");
            node.family_name = said(thing, "family");
            node.affiliation = references(thing, "organisations");
        }
        "term" => {
            node.alternate_name = each(thing, "synonyms", |it| as_text(it).map(str::to_owned));
        }
        _ => {}
    }
    if matches!(kind.as_str(), "note" | "carnet" | "base") {
        node.is_part_of.extend(around.site.map(of));
    }
    if matches!(kind.as_str(), "note" | "carnet") {
        node.date_published = said(thing, "date");
        node.date_modified = said(thing, "updated");
        node.license = entry(thing, "license").and_then(|license| said(&license, "uri"));
    }
    if matches!(kind.as_str(), "person" | "organisation" | "community") {
        node.same_as = said(thing, "url").into_iter().chain(texts(thing, "links", "url")).collect();
        node.member_of = references(thing, "communities");
    }
    Some(node)
}

/// What the home of a site is about: the site. `knowledge` is what templates know of all of it.
#[must_use]
pub fn of_site(home: Version, description: Option<String>, knowledge: &Value) -> Node {
    Node {
        context: Some(CONTEXT),
        kind: SITE,
        name: Some(home.name),
        description,
        url: Some(home.url),
        in_language: Some(home.language),
        license: entry(knowledge, "license").and_then(|license| said(&license, "uri")),
        publisher: said(knowledge, "publisher").map(|name| Box::new(organisation(name))),
        ..Node::default()
    }
}

impl Node {
    /// The text of a `<script type="application/ld+json">`.
    #[must_use]
    pub fn text(&self) -> String {
        // Texts, numbers and lists are always JSON.
        in_script(&serde_json::to_string(self).unwrap_or_default())
    }
}

/// What schema.org calls a kind of thing.
#[must_use]
pub fn type_of(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "note" => "Article",
        "carnet" | "base" => "Collection",
        "person" => "Person",
        "organisation" | "community" => "Organization",
        "term" => "DefinedTerm",
        _ => return None,
    })
}

fn reference(value: &Value) -> Option<Node> {
    Some(Node {
        kind: type_of(&said(value, "type")?)?,
        name: said(value, "title"),
        url: said(value, "permalink"),
        ..Node::default()
    })
}

fn references(thing: &Value, key: &str) -> Vec<Node> {
    each(thing, key, reference)
}

/// The references at `inner` of each entry.
fn within(thing: &Value, key: &str, inner: &str) -> Vec<Node> {
    each(thing, key, |it| reference(&entry(it, inner)?))
}

fn organisation(name: String) -> Node {
    Node { kind: "Organization", name: Some(name), ..Node::default() }
}

/// A site as what its pages are part of.
fn of(site: Version) -> Node {
    Node { kind: SITE, url: Some(site.url), name: Some(site.name), ..Node::default() }
}

fn version(version: Version) -> Node {
    Node {
        kind: "Article",
        url: Some(version.url),
        name: Some(version.name),
        in_language: Some(version.language),
        ..Node::default()
    }
}

fn label(thing: &Value, key: &str) -> Option<String> {
    said(&entry(thing, key)?, "label")
}

/// The texts at `inner` of each entry.
fn texts(thing: &Value, key: &str, inner: &str) -> Vec<String> {
    each(thing, key, |it| said(it, inner))
}
