//! What a search index holds: the table `[search]` and the key `build_search_index`.

use indexmap::IndexMap;

use super::Language;
use crate::document::Kind;
use crate::fields::{CONFIG, Fields};
use crate::source::Span;

/// For which program an index is written, and as what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum IndexFormat {
    /// elasticlunr, as a script.
    #[default]
    ElasticlunrJavascript,
    /// elasticlunr, as data.
    ElasticlunrJson,
    /// Fuse, as a script.
    FuseJavascript,
    /// Fuse, as data.
    FuseJson,
}

const FORMATS: &[(&str, IndexFormat)] = &[
    ("elasticlunr_javascript", IndexFormat::ElasticlunrJavascript),
    ("elasticlunr_json", IndexFormat::ElasticlunrJson),
    ("fuse_javascript", IndexFormat::FuseJavascript),
    ("fuse_json", IndexFormat::FuseJson),
];

impl IndexFormat {
    /// Its name in the configuration.
    #[must_use]
    pub fn name(self) -> &'static str {
        FORMATS.iter().find(|(_, format)| *format == self).map_or("", |(name, _)| name)
    }

    /// Whether elasticlunr reads it.
    #[must_use]
    pub fn is_elasticlunr(self) -> bool {
        matches!(self, Self::ElasticlunrJavascript | Self::ElasticlunrJson)
    }

    /// Whether it is a script that a page can name.
    #[must_use]
    pub fn is_script(self) -> bool {
        matches!(self, Self::ElasticlunrJavascript | Self::FuseJavascript)
    }
}

/// What the index of a language holds of each page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// Its title.
    pub include_title: bool,
    /// Its description.
    pub include_description: bool,
    /// Its date; only for elasticlunr.
    pub include_date: bool,
    /// Its address below the site's home.
    pub include_path: bool,
    /// Its text.
    pub include_content: bool,
    /// How many letters of the text.
    pub truncate_content_length: Option<usize>,
    /// The program that reads the index.
    pub index_format: IndexFormat,
}

impl Default for Search {
    fn default() -> Self {
        Self {
            include_title: true,
            include_description: false,
            include_date: false,
            include_path: false,
            include_content: true,
            truncate_content_length: None,
            index_format: IndexFormat::default(),
        }
    }
}

/// Reads `[search]`. The format is apart: a language that names none has the site's.
pub(super) fn read(fields: &mut Fields<'_>) -> Option<(Search, Option<IndexFormat>)> {
    let (table, span) = fields.table("search")?;
    let mut inner = Fields::new(table, span, &CONFIG, fields.diagnostics());
    let usual = Search::default();
    let format = inner.choice("index_format", FORMATS);
    let search = Search {
        include_title: inner.boolean("include_title").unwrap_or(usual.include_title),
        include_description: inner
            .boolean("include_description")
            .unwrap_or(usual.include_description),
        include_date: inner.boolean("include_date").unwrap_or(usual.include_date),
        include_path: inner.boolean("include_path").unwrap_or(usual.include_path),
        include_content: inner.boolean("include_content").unwrap_or(usual.include_content),
        truncate_content_length: inner.count("truncate_content_length"),
        index_format: format.unwrap_or_default(),
    };
    // What else stands here is left alone, as Zola does.
    inner.rest();
    Some((search, format))
}

/// Reads `build_search_index`: where it is asked for.
pub(super) fn wanted(fields: &mut Fields<'_>) -> Option<Span> {
    let value = fields.value("build_search_index")?;
    match value.kind {
        Kind::Boolean(true) => Some(value.span),
        Kind::Boolean(false) => None,
        _ => {
            let message = "`build_search_index` must be true or false";
            fields.invalid(value.span, message, Some("write build_search_index = true".to_owned()));
            None
        }
    }
}

/// Settles what each language left open, the default one first. As in Zola, the format is the
/// site's, and so is what an index for Fuse holds; one for elasticlunr holds title and text.
pub(super) fn settle(languages: &mut IndexMap<String, Language>) {
    let Some((_, default)) = languages.first() else { return };
    let of_site = default.search.clone();
    for language in languages.values_mut().skip(1) {
        let own = language.own_search.take();
        language.search = match own {
            Some((search, Some(_))) => search,
            Some((search, None)) => Search { index_format: of_site.index_format, ..search },
            None if of_site.index_format.is_elasticlunr() => {
                Search { index_format: of_site.index_format, ..Search::default() }
            }
            None => of_site.clone(),
        };
    }
}
