//! From the Markdown of one page to its *body*: HTML, outline, summary and the links it makes.
//!
//! A body may depend on other pages' facts, never on their bodies; so all bodies are rendered in
//! parallel.

pub mod highlight;
pub mod links;
pub mod sanitise;
pub mod text;
mod tree;

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::Options;

use crate::config::Config;
use crate::diagnostic::Outcome;
use crate::draft::Role;
use crate::html::encode::encode;
use crate::html::{Node, has_raw, text_of, without_references};
use crate::knowledge::{KnowledgeBase, PageId, SectionId};
use crate::language::Languages;
use crate::source::{SourceId, Sources, Spanned};
use text::{Expanded, Text};

/// One page's text, rendered.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// The whole text.
    pub html: String,
    /// What stands before `<!-- more -->`.
    pub summary: Option<String>,
    /// The headings, nested.
    pub outline: Vec<Heading>,
    /// Links to other places of the site, to be checked once all bodies are known.
    pub links: Vec<Spanned<String>>,
    /// How many words it has.
    pub words: usize,
    /// Whether it holds code with colours.
    pub has_code: bool,
}

/// A heading and those below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its id.
    pub id: String,
    /// Its text.
    pub title: String,
    /// The headings below it.
    pub children: Vec<Heading>,
}

/// Which Markdown a site reads.
#[must_use]
pub fn options(config: &Config) -> Options {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let carnet = config.carnet.is_some();
    options.set(Options::ENABLE_WIKILINKS, carnet);
    options.set(Options::ENABLE_DEFINITION_LIST, carnet || config.markdown.definition_list);
    options.set(Options::ENABLE_GFM, carnet || config.markdown.github_alerts);
    options.set(Options::ENABLE_SMART_PUNCTUATION, config.markdown.smart_punctuation);
    options
}

/// Everything a text may look at while it is rendered.
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    /// All facts.
    pub base: &'a KnowledgeBase,
    /// The inputs.
    pub sources: &'a Sources,
    /// The configuration.
    pub config: &'a Config,
    /// The site's languages.
    pub languages: &'a Languages,
    /// The texts that templates made, by their file.
    pub expanded: &'a BTreeMap<SourceId, Expanded>,
}

impl<'a> Surroundings<'a> {
    fn text(&self, source: SourceId, body: &Range<usize>) -> Text<'a> {
        match self.expanded.get(&source) {
            Some(expanded) => Text::expanded(expanded, source),
            None => Text::written(self.sources, source, body),
        }
    }
}

/// The page or section whose text is rendered.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// Its file.
    pub source: SourceId,
    /// Its text.
    pub text: Text<'a>,
    /// Its language.
    pub language: &'a str,
    /// Its address.
    pub route: &'a str,
    /// Its path below `content/`.
    pub relative: &'a str,
    /// Files beside it.
    pub assets: &'a [(SourceId, String)],
}

/// Renders the text of a page.
#[must_use]
pub fn page(around: Surroundings<'_>, id: PageId) -> Outcome<Body> {
    let page = around.base.page(id);
    let place = &page.draft.place;
    debug_assert!(place.role != Role::Section);
    render(
        around,
        Subject {
            source: page.draft.source,
            text: around.text(page.draft.source, &page.draft.body),
            language: page.language(),
            route: &page.route,
            relative: &place.relative,
            assets: &page.assets,
        },
    )
}

/// Renders the text of a section.
#[must_use]
pub fn section(around: Surroundings<'_>, id: SectionId) -> Outcome<Body> {
    let section = around.base.section(id);
    let Some(source) = section.draft.source else {
        return Outcome { value: Body::default(), diagnostics: Vec::new() };
    };
    render(
        around,
        Subject {
            source,
            text: around.text(source, &section.draft.body),
            language: section.language(),
            route: &section.route,
            relative: &section.draft.place.relative,
            assets: &section.assets,
        },
    )
}

fn render(around: Surroundings<'_>, subject: Subject<'_>) -> Outcome<Body> {
    let mut diagnostics = Vec::new();
    let tree = tree::build(around, subject, &mut diagnostics);
    let is_safe = around.config.carnet.is_none();
    let html = |nodes: &[Node]| {
        let html = encode(nodes);
        if is_safe || !has_raw(nodes) { html } else { sanitise::clean(&html) }
    };
    let text = text_of(&tree.nodes);
    let value = Body {
        html: html(&tree.nodes),
        summary: tree.more.map(|end| html(&without_references(&tree.nodes[..end]))),
        outline: nest(&tree.headings),
        links: tree.links,
        words: text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count(),
        has_code: tree.has_code,
    };
    Outcome { value, diagnostics }
}

/// Puts each heading below the one it belongs to.
fn nest(flat: &[Heading]) -> Vec<Heading> {
    let mut nested: Vec<Heading> = Vec::new();
    let mut rest = flat;
    while let Some((first, after)) = rest.split_first() {
        let below = after.iter().take_while(|heading| heading.level > first.level).count();
        nested.push(Heading { children: nest(&after[..below]), ..first.clone() });
        rest = &after[below..];
    }
    nested
}
