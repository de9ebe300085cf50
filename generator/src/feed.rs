//! [JSON Feed 1.1](https://www.jsonfeed.org/version/1.1/): a feed for programs that read no XML.

use serde::Serialize;

/// A feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// Its title.
    pub title: String,
    /// The page that it follows.
    pub home_page_url: String,
    /// Its own address.
    pub feed_url: String,
    /// What it is about.
    pub description: Option<String>,
    /// Its language.
    pub language: String,
    /// What it shows, newest first.
    pub items: Vec<Item>,
}

/// One entry of a feed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Item {
    /// What it is known by: its permalink.
    pub id: String,
    /// Where it is.
    pub url: String,
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its text, with whole addresses.
    pub content_html: String,
    /// One or two sentences, without markup.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// When it was published, as RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_published: Option<String>,
    /// When it last changed, as RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_modified: Option<String>,
    /// Who wrote it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<Author>,
    /// Its terms.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Its language.
    pub language: String,
}

/// Somebody who wrote something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Author {
    /// Their name.
    pub name: String,
    /// Their page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A feed with the version that stands first in the file.
#[derive(Serialize)]
struct Written<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    language: &'a str,
    items: &'a [Item],
}

impl Feed {
    /// The file.
    #[must_use]
    pub fn json(&self) -> Vec<u8> {
        let written = Written {
            version: "https://jsonfeed.org/version/1.1",
            title: &self.title,
            home_page_url: &self.home_page_url,
            feed_url: &self.feed_url,
            description: self.description.as_deref(),
            language: &self.language,
            items: &self.items,
        };
        // Texts and lists are always JSON.
        serde_json::to_vec(&written).unwrap_or_default()
    }
}
