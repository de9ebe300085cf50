//! Front matter: the block of TOML or YAML that opens a content file, and the keys that every
//! page or section may hold.

use std::ops::Range;

use super::place::ContentPlace;
use crate::config::markdown::ANCHOR_LINKS;
use crate::config::{AnchorLinks, Config};
use crate::diagnostic::{Diagnostic, codes};
use crate::document::{self, Kind, SyntaxError, Table, Value};
use crate::fields::Fields;
use crate::moment::Moment;
use crate::source::{SourceId, Spanned};

/// Who gets to see a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Visibility {
    /// Everyone, and it is listed.
    #[default]
    Public,
    /// Everyone who has its address; it is in no list, feed, index or sitemap.
    Unlisted,
    /// Nobody: it is not built and named nowhere.
    Private,
}

/// What every page may say of itself.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Its title.
    pub title: Option<Spanned<String>>,
    /// One or two sentences; Zola's `description`, carnet's `summary`.
    pub description: Option<String>,
    /// When it was published.
    pub date: Option<Moment>,
    /// When it was last changed.
    pub updated: Option<Moment>,
    /// Whether it is not ready.
    pub draft: bool,
    /// Its place among its siblings where a section sorts by weight.
    pub weight: Option<i64>,
    /// The last part of its address.
    pub slug: Option<Spanned<String>>,
    /// Its whole address.
    pub path: Option<Spanned<String>>,
    /// Addresses that lead here too.
    pub aliases: Vec<Spanned<String>>,
    /// Authors: names in a plain page, names or ids in a note.
    pub authors: Vec<Spanned<String>>,
    /// Terms by taxonomy.
    pub taxonomies: Vec<(Spanned<String>, Vec<Spanned<String>>)>,
    /// Its template.
    pub template: Option<Spanned<String>>,
    /// Whether it is written.
    pub render: bool,
    /// Whether it may stand in a search index.
    pub in_search_index: bool,
    /// Who gets to see it.
    pub visibility: Visibility,
    /// The files that hold the works to which its text refers.
    pub references: Vec<Spanned<String>>,
    /// Whatever the theme reads.
    pub extra: Table,
}

/// How a section sorts its pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum SortBy {
    /// By path.
    #[default]
    None,
    /// Newest first.
    Date,
    /// Last changed first.
    UpdateDate,
    /// By title, as the language sorts.
    Title,
    /// By title, byte by byte.
    TitleBytes,
    /// Lightest first.
    Weight,
    /// By the last part of the address.
    Slug,
    /// By address.
    Permalink,
}

const SORTS: &[(&str, SortBy)] = &[
    ("none", SortBy::None),
    ("date", SortBy::Date),
    ("update_date", SortBy::UpdateDate),
    ("title", SortBy::Title),
    ("title_bytes", SortBy::TitleBytes),
    ("weight", SortBy::Weight),
    ("slug", SortBy::Slug),
    ("permalink", SortBy::Permalink),
];

/// What a section may say of itself.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// Its title.
    pub title: Option<Spanned<String>>,
    /// One or two sentences.
    pub description: Option<String>,
    /// How its pages are sorted.
    pub sort_by: SortBy,
    /// Its place among its siblings.
    pub weight: i64,
    /// Whether it is not ready.
    pub draft: bool,
    /// Its template.
    pub template: Option<Spanned<String>>,
    /// The template of the pages below it that name none.
    pub page_template: Option<Spanned<String>>,
    /// Pages to a part of its list; 0 for all on one.
    pub paginate_by: usize,
    /// The part of the address before a page's number.
    pub paginate_path: String,
    /// Whether pages run from the last to the first.
    pub paginate_reversed: bool,
    /// Whether it is written.
    pub render: bool,
    /// Where a reader is sent on.
    pub redirect_to: Option<Spanned<String>>,
    /// Whether its pages count as its parent's too.
    pub transparent: bool,
    /// Addresses that lead here too.
    pub aliases: Vec<Spanned<String>>,
    /// Whether it has a feed of its own.
    pub generate_feeds: bool,
    /// Where the headings of its text and of its pages' have links to themselves, when it says so.
    pub insert_anchor_links: Option<AnchorLinks>,
    /// Whether it and its pages may stand in a search index.
    pub in_search_index: bool,
    /// Whatever the theme reads.
    pub extra: Table,
}

/// The parts of a content file, as byte ranges of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    format: Format,
    /// The lines between the fences.
    pub front_matter: Range<usize>,
    /// All that follows.
    pub body: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Toml,
    Yaml,
}

/// Takes a file apart at its fences, `+++` or `---`. Blank lines may stand before the first.
#[must_use]
pub fn split(text: &str) -> Option<Parts> {
    let lead = text.len() - text.trim_start().len();
    let first = text[lead..].lines().next()?;
    let (fence, format) = match first.trim_end() {
        "+++" => ("+++", Format::Toml),
        "---" => ("---", Format::Yaml),
        _ => return None,
    };
    let start = lead + text[lead..].find('\n')? + 1;
    let mut offset = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == fence {
            return Some(Parts {
                format,
                front_matter: start..offset,
                body: offset + line.len()..text.len(),
            });
        }
        offset += line.len();
    }
    None
}

/// Whether `text`, perhaps cut off, begins with front matter: a fence, then a key or another fence.
#[must_use]
pub fn is_begun(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let fence = lines.next().unwrap_or_default();
    let first = lines.find(|line| !line.starts_with('#')).unwrap_or_default();
    match fence {
        "+++" => first == fence || first.starts_with('[') || first.contains('='),
        "---" => first == fence || first.contains(':'),
        _ => false,
    }
}

impl Parts {
    /// Reads the front matter.
    #[must_use]
    pub fn read(&self, text: &str, source: SourceId) -> (Table, Vec<SyntaxError>) {
        let block = &text[self.front_matter.clone()];
        match self.format {
            Format::Toml => document::from_toml(block, source, self.front_matter.start),
            Format::Yaml => document::from_yaml(block, source, self.front_matter.start),
        }
    }
}

/// The key that names the files of references of a text.
const REFERENCES: &str = "references";

/// The files of references that a text names, whatever else is wrong with it: they are read
/// together with it.
#[must_use]
pub fn references(text: &str, source: SourceId) -> Vec<String> {
    let Some(parts) = split(text) else { return Vec::new() };
    if !text[parts.front_matter.clone()].contains(REFERENCES) {
        return Vec::new();
    }
    let (table, _) = parts.read(text, source);
    let items = match table.get(REFERENCES).map(|value| &value.kind) {
        Some(Kind::Text(path)) => return vec![path.clone()],
        Some(Kind::List(items)) => items.as_slice(),
        _ => &[],
    };
    let text = |item: &Value| match &item.kind {
        Kind::Text(path) => Some(path.clone()),
        _ => None,
    };
    items.iter().filter_map(text).collect()
}

/// Reads what all pages share.
pub fn page(fields: &mut Fields<'_>, place: &ContentPlace, config: &Config) -> Page {
    let date = moment(fields, "date").or_else(|| place.date.clone());
    let updated = placed_moment(fields, "updated");
    // A day has no hour: what changed in the evening may be written without one.
    let is_before = |updated: &&Spanned<Moment>| {
        date.as_ref().is_some_and(|date| updated.value.date < date.date)
    };
    if let Some(Spanned { span, .. }) = updated.as_ref().filter(is_before)
        && config.carnet.is_some()
    {
        let message = "this page changed before it was published";
        let problem = Diagnostic::at(&codes::FRONT_MATTER_DATES, span.clone(), message);
        fields.diagnostics().push(problem.help("look at `date` and `updated`"));
    }
    Page {
        title: fields.text("title"),
        description: fields.text("description").map(|text| text.value),
        date,
        updated: updated.map(|updated| updated.value),
        draft: fields.boolean("draft").unwrap_or(false),
        weight: fields.integer("weight"),
        slug: fields.text("slug"),
        path: fields.text("path"),
        aliases: fields.texts("aliases"),
        authors: fields.texts("authors"),
        taxonomies: taxonomies(fields, config),
        template: fields.text("template"),
        render: fields.boolean("render").unwrap_or(true),
        in_search_index: fields.boolean("in_search_index").unwrap_or(true),
        // In a site without [carnet] it is a key like any other.
        visibility: match config.carnet {
            Some(_) => visibility(fields),
            None => Visibility::Public,
        },
        references: match config.carnet {
            Some(_) => fields.text_or_texts(REFERENCES),
            None => Vec::new(),
        },
        extra: extra(fields),
    }
}

impl Visibility {
    /// The words for each.
    pub const WORDS: &[(&str, Self)] =
        &[("public", Self::Public), ("unlisted", Self::Unlisted), ("private", Self::Private)];
}

fn visibility(fields: &mut Fields<'_>) -> Visibility {
    let Some(entry) = fields.entry("visibility") else { return Visibility::Public };
    fields.put_back(entry);
    // What cannot be read must never be taken for public. It is an error, so nothing is published;
    // the rest of the file is looked at, and what names it is no mistake.
    fields.choice("visibility", Visibility::WORDS).unwrap_or(Visibility::Unlisted)
}

fn extra(fields: &mut Fields<'_>) -> Table {
    fields.table("extra").map(|(table, _)| table).unwrap_or_default()
}

/// Takes a date or date-time.
pub fn moment(fields: &mut Fields<'_>, key: &'static str) -> Option<Moment> {
    placed_moment(fields, key).map(|moment| moment.value)
}

/// Takes a date or date-time, with where it stands.
pub fn placed_moment(fields: &mut Fields<'_>, key: &'static str) -> Option<Spanned<Moment>> {
    let value = fields.value(key)?;
    let moment = match &value.kind {
        Kind::Text(text) | Kind::Datetime(text) => Moment::parse_loosely(text),
        _ => None,
    };
    if moment.is_none() {
        fields.invalid(
            value.span.clone(),
            format!("`{key}` is no date"),
            Some(format!("write it as {key} = 2024-01-29 or {key} = 2024-01-29T11:21:00-05:00")),
        );
    }
    moment.map(|moment| Spanned { value: moment, span: value.span })
}

fn taxonomies(
    fields: &mut Fields<'_>,
    config: &Config,
) -> Vec<(Spanned<String>, Vec<Spanned<String>>)> {
    let is_term = |text: &str| !config.slugify.taxonomies.path(text.trim()).is_empty();
    let Some((table, _)) = fields.table("taxonomies") else { return Vec::new() };
    let mut taxonomies = Vec::new();
    for entry in table.entries {
        let mut terms = Vec::new();
        let Value { kind: Kind::List(items), .. } = entry.value else {
            let message = format!("`taxonomies.{}` must be a list of texts", entry.key);
            fields.invalid(entry.value.span, message, None);
            continue;
        };
        for item in items {
            match item.kind {
                Kind::Text(text) if is_term(&text) => {
                    terms.push(Spanned { value: text, span: item.span });
                }
                _ => fields.invalid(
                    item.span,
                    format!("a term of `{}` must be a text with a letter or a digit", entry.key),
                    None,
                ),
            }
        }
        taxonomies.push((Spanned { value: entry.key, span: entry.key_span }, terms));
    }
    taxonomies
}

/// Reads a section.
pub fn section(fields: &mut Fields<'_>) -> Section {
    Section {
        title: fields.text("title"),
        description: fields.text("description").map(|text| text.value),
        sort_by: fields.choice("sort_by", SORTS).unwrap_or_default(),
        weight: fields.integer("weight").unwrap_or(0),
        draft: fields.boolean("draft").unwrap_or(false),
        template: fields.text("template"),
        page_template: fields.text("page_template"),
        paginate_by: fields.count("paginate_by").unwrap_or(0),
        paginate_path: fields.parts("paginate_path").unwrap_or_else(|| "page".to_owned()),
        paginate_reversed: fields.boolean("paginate_reversed").unwrap_or(false),
        render: fields.boolean("render").unwrap_or(true),
        redirect_to: fields.text("redirect_to"),
        transparent: fields.boolean("transparent").unwrap_or(false),
        aliases: fields.texts("aliases"),
        generate_feeds: fields.boolean("generate_feeds").unwrap_or(false),
        insert_anchor_links: fields.choice("insert_anchor_links", ANCHOR_LINKS),
        in_search_index: fields.boolean("in_search_index").unwrap_or(true),
        extra: extra(fields),
    }
}
