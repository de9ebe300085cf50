//! From the Markdown of one page to its *body*: HTML, outline, summary and the links it makes.
//!
//! A body may depend on other pages' facts, never on their bodies; so all bodies are rendered in
//! parallel.

pub(crate) mod cited;
pub mod highlight;
pub mod links;
mod plain;
pub mod public;
mod reading;
pub mod sanitise;
mod terms;
pub mod text;
mod tree;
mod works;

pub use reading::Reading;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use htmlize::unescape_attribute;
use pulldown_cmark::Options;

use crate::citation::Styles;
use crate::config::{AnchorLinks, Config};
use crate::diagnostic::{Diagnostic, Outcome};
use crate::draft::Role;
use crate::html::encode::{encode, encode_marked};
use crate::html::mark::Mark;
use crate::html::scan::{Tag, tags};
use crate::html::{Node, has_raw, text_of, without_references};
use crate::knowledge::lexicon::Lexicon;
use crate::knowledge::{KnowledgeBase, PageId, SectionId, Target, ThingId};
use crate::language::Languages;
use crate::source::{SourceId, Sources, Spanned};
use crate::template::functions::Desk;
use crate::template::value::{self, Value};
use sanitise::Clean;
use text::{Expanded, Text};

/// One page's text, rendered.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// The whole text, made once as what templates get: it is long.
    pub content: Value,
    /// What stands before `<!-- more -->`.
    pub summary: Option<Value>,
    /// The headings, nested.
    pub outline: Vec<Heading>,
    /// Links to other places of the site, to be checked once all bodies are known.
    pub links: Vec<Spanned<String>>,
    /// Addresses within the site that Zola does not check: a dead one is worth a warning.
    pub addresses: Vec<Spanned<String>>,
    /// In a site without `[carnet]`, the pages and sections it names by their files.
    pub mentions: Vec<Target>,
    /// How long it is.
    pub reading: Reading,
    /// Whether it holds code with the classes of `highlight.css`.
    pub has_code: bool,
    /// The terms of the lexicon that were linked where it first uses them, in that order.
    pub terms: Vec<ThingId>,
    /// The works that it refers to, in the order of the list at its foot.
    pub references: Vec<Reference>,
}

/// A work that a text refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Its key.
    pub id: String,
    /// How it is cited.
    pub html: String,
    /// Where it can be read, or read about.
    pub url: Option<String>,
}

impl Body {
    /// What is known of a text before it is rendered: how long it is.
    #[must_use]
    pub fn unrendered(text: &str, language: &str) -> Self {
        let reading = reading::of_markdown(text, language);
        Self { content: value::text(""), reading, ..Self::default() }
    }

    /// The whole text.
    #[must_use]
    pub fn html(&self) -> &str {
        value::as_text(&self.content).unwrap_or_default()
    }

    /// The places in the text that a link can lead to: its headings, and what its author gave an
    /// id or a name in HTML.
    #[must_use]
    pub fn anchors(&self) -> BTreeSet<Cow<'_, str>> {
        let opened = tags(self.html()).filter_map(|tag| match tag {
            Tag::Open(open) => Some(open),
            Tag::Close { .. } => None,
        });
        let named = opened.flat_map(|open| [open.get("id"), open.get("name")]);
        named.flatten().map(unescape_attribute).collect()
    }
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
    /// The styles in which works are cited.
    pub styles: &'a Styles,
    /// The texts that templates made, by their file.
    pub expanded: &'a BTreeMap<SourceId, Expanded>,
    /// Templates that stand inside texts; there are none where templates are not known yet, or
    /// may not take part.
    pub snippets: Option<&'a dyn Snippets>,
    /// What takes out of the HTML of authors what may not stay.
    pub cleaner: &'a dyn Clean,
    /// The words that are linked where they are first used.
    pub lexicon: &'a Lexicon,
    /// Where smaller versions of pictures are asked for; none where a text stands in no carnet.
    pub desk: Option<&'a Desk>,
}

/// The templates that stand inside the HTML of a text. `page` is what the text belongs to, for the
/// diagnostic.
pub trait Snippets: Sync {
    /// The link of a heading to itself, `anchor-link.html`.
    ///
    /// # Errors
    /// When the template fails.
    fn anchor_link(
        &self,
        id: &str,
        level: u8,
        language: &str,
        page: &str,
    ) -> Result<String, Diagnostic>;

    /// What stands at the end of a summary that was cut inside a paragraph or list,
    /// `summary-cutoff.html`.
    ///
    /// # Errors
    /// When the template fails.
    fn summary_cutoff(
        &self,
        summary: &str,
        language: &str,
        page: &str,
    ) -> Result<String, Diagnostic>;
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
    /// Its text as its author wrote it: what templates make of it is not counted.
    pub written: &'a str,
    /// Its language.
    pub language: &'a str,
    /// Its address; empty for a text that is no page's.
    pub route: &'a str,
    /// Its path below `content/`; empty for a text that is no page's.
    pub relative: &'a str,
    /// Files beside it.
    pub assets: &'a [(SourceId, String)],
    /// Where its headings have links to themselves.
    pub anchors: AnchorLinks,
}

/// Renders the text of a page.
#[must_use]
pub fn page(around: Surroundings<'_>, id: PageId) -> Outcome<Body> {
    render(around, subject(around, id))
}

/// The text of a page with what belongs to it.
fn subject(around: Surroundings<'_>, id: PageId) -> Subject<'_> {
    let page = around.base.page(id);
    let place = &page.draft.place;
    debug_assert!(place.role != Role::Section);
    Subject {
        source: page.draft.source,
        text: around.text(page.draft.source, &page.draft.body),
        written: &around.sources.text(page.draft.source)[page.draft.body.clone()],
        language: page.language(),
        route: &page.route,
        relative: &place.relative,
        assets: &page.assets,
        anchors: anchors(around, page.section),
    }
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
            written: &around.sources.text(source)[section.draft.body.clone()],
            language: section.language(),
            route: &section.route,
            relative: &section.draft.place.relative,
            assets: &section.assets,
            anchors: anchors(around, Some(id)),
        },
    )
}

/// Where headings have links to themselves in the texts of a section.
fn anchors(around: Surroundings<'_>, section: Option<SectionId>) -> AnchorLinks {
    section
        .and_then(|id| around.base.section(id).draft.section.insert_anchor_links)
        .unwrap_or(around.config.markdown.insert_anchor_links)
}

fn render(around: Surroundings<'_>, subject: Subject<'_>) -> Outcome<Body> {
    let mut diagnostics = Vec::new();
    let value = if around.config.carnet.is_some() {
        carnet(around, subject, &mut diagnostics)
    } else {
        zola(around, subject, &mut diagnostics)
    };
    Outcome { value, diagnostics }
}

/// The body of a text in the carnet model.
fn carnet(
    around: Surroundings<'_>,
    subject: Subject<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Body {
    let mut tree = tree::build(around, subject, diagnostics);
    let terms = terms::link(&mut tree.nodes, around, subject);
    let html = |nodes: &[Node]| {
        value::safe(match has_raw(nodes) {
            true => around.cleaner.clean(&encode_marked(nodes, Mark::of_this_run())),
            false => encode(nodes),
        })
    };
    let text = text_of(&tree.nodes);
    // After the terms: none is linked in the title of a work.
    let summary = tree.more.map(|end| html(&without_references(&tree.nodes[..end])));
    tree.nodes.extend(tree.bibliography.map(Node::from));
    Body {
        content: html(&tree.nodes),
        summary,
        outline: nest(&tree.headings),
        links: tree.links,
        addresses: Vec::new(),
        mentions: Vec::new(),
        reading: reading::of_text(&text, subject.language),
        has_code: tree.has_code,
        terms,
        references: tree.references,
    }
}

/// The body of a text in a site as Zola makes them.
fn zola<'a>(
    around: Surroundings<'a>,
    subject: Subject<'a>,
    diagnostics: &'a mut Vec<Diagnostic>,
) -> Body {
    let rendered = plain::render(around, subject, diagnostics);
    Body {
        // Zola's templates say `safe` themselves, and count on what happens without.
        content: value::text(rendered.html),
        summary: rendered.summary.map(value::text),
        outline: nest(&rendered.headings),
        links: rendered.links,
        addresses: rendered.addresses,
        mentions: rendered.mentions,
        reading: reading::of_markdown(subject.written, subject.language),
        // Its colours are not those of `highlight.css`.
        has_code: false,
        terms: Vec::new(),
        references: Vec::new(),
    }
}

/// Markdown that stands in a value of a template. `page` is the page that is being made: its
/// language, its route and its path below `content/`, if it has them.
///
/// # Errors
/// When the text is wrong; what Zola does not see is let pass.
pub fn fragment(
    around: Surroundings<'_>,
    markdown: &str,
    (language, route, relative): (&str, &str, &str),
) -> Result<String, Diagnostic> {
    let mut diagnostics = Vec::new();
    let subject = Subject {
        source: around.config.source,
        text: Text::loose(markdown, around.config.source),
        written: markdown,
        language,
        route,
        relative,
        assets: &[],
        anchors: AnchorLinks::None,
    };
    let html = plain::render(around, subject, &mut diagnostics).html;
    match diagnostics.into_iter().find(Diagnostic::is_error) {
        Some(problem) => Err(problem),
        None => Ok(html),
    }
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
