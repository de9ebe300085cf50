//! Texts that are templates: in a plain Zola site `{{ … }}`, `{% … %}` and components of a text
//! run before its Markdown is read.
//!
//! A text sees the configuration and its own front matter, and no other page's text: those are not
//! there yet. In a carnet site texts come from strangers and are run only where the site says so.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use memchr::{memchr_iter, memmem};
use rayon::prelude::*;

use super::engine::{self, Engine};
use super::functions::Desk;
use super::value::{Context, Value, text};
use super::{Library, library, zola};
use crate::Mode;
use crate::citation::Styles;
use crate::config::{AnchorLinks, Config};
use crate::diagnostic::{Diagnostic, Outcome};
use crate::knowledge::KnowledgeBase;
use crate::language::Languages;
use crate::markdown::text::Expanded;
use crate::source::{SourceId, Sources, Span};

/// A text that holds templates.
struct Templated<'a> {
    source: SourceId,
    relative: &'a str,
    body: &'a Range<usize>,
    language: &'a str,
    /// What the text sees itself as.
    subject: Subject,
}

enum Subject {
    Page(usize),
    Section(usize),
}

/// The templates and values of pages without their texts: what texts may use. What is wrong with
/// them is said when they are loaded again for the pages.
pub struct Early {
    library: Arc<Library>,
    /// The engine.
    pub engine: Engine,
}

/// Loads the templates for texts, where some text has a use for them.
#[must_use]
pub fn early(
    sources: &Arc<Sources>,
    config: &Arc<Config>,
    base: &Arc<KnowledgeBase>,
    languages: &Arc<Languages>,
    styles: &Arc<Styles>,
    desk: &Arc<Desk>,
    mode: Mode,
) -> Option<Early> {
    let is_anchored = |links: AnchorLinks| links != AnchorLinks::None;
    let has_anchors = is_anchored(config.markdown.insert_anchor_links)
        || base
            .sections
            .iter()
            .any(|section| section.draft.section.insert_anchor_links.is_some_and(is_anchored));
    let has_use =
        |text: &str| holds_templates(text) || memmem::find(text.as_bytes(), b"<!--").is_some();
    let is_used = || {
        let mut texts = all(base).filter(|it| may_run(config, it.relative));
        texts.any(|it| has_use(&sources.text(it.source)[it.body.clone()]))
    };
    if !(has_anchors || is_used()) {
        return None;
    }
    let library = library(
        Arc::clone(sources),
        Arc::clone(config),
        Arc::clone(base),
        Arc::clone(languages),
        Arc::clone(styles),
        Vec::new(),
        Vec::new(),
        Arc::clone(desk),
        mode,
    );
    let library = Arc::new(library.value);
    let engine = engine::load(&library).value?;
    Some(Early { library, engine })
}

/// Runs the templates of all texts that hold some, by their file. A text whose templates fail is
/// kept as it is written.
#[must_use]
pub fn expand(
    early: Option<&Early>,
    sources: &Sources,
    config: &Config,
    base: &KnowledgeBase,
) -> Outcome<BTreeMap<SourceId, Expanded>> {
    let mut diagnostics = Vec::new();
    let Some(Early { library, engine }) = early else {
        return Outcome { value: BTreeMap::new(), diagnostics };
    };
    let texts: Vec<Templated<'_>> = all(base).collect();
    let templated: Vec<Templated<'_>> = texts
        .into_par_iter()
        .filter(|it| holds_templates(&sources.text(it.source)[it.body.clone()]))
        .filter(|it| may_run(config, it.relative))
        .collect();
    let made: Vec<Result<(SourceId, Expanded), Vec<Diagnostic>>> = templated
        .par_iter()
        .map(|it| {
            let whole = sources.text(it.source);
            let place = Span::new(it.source, it.body.clone());
            let markdown = engine.expand(&whole[it.body.clone()], context(library, it), &place)?;
            Ok((it.source, Expanded::new(whole, it.body, markdown)))
        })
        .collect();
    let mut value = BTreeMap::new();
    for one in made {
        match one {
            Ok((source, expanded)) => {
                value.insert(source, expanded);
            }
            Err(problems) => diagnostics.extend(problems),
        }
    }
    Outcome { value, diagnostics }
}

/// Whether a text may be a template. The texts of a carnet come from strangers, and are none but
/// where the site says so.
fn may_run(config: &Config, relative: &str) -> bool {
    match &config.carnet {
        Some(carnet) => carnet.templates_in.is_match(relative),
        None => !config.skip_content_templating.is_match(relative),
    }
}

fn all(base: &KnowledgeBase) -> impl Iterator<Item = Templated<'_>> {
    let pages = base.pages.iter().enumerate().map(|(index, page)| Templated {
        source: page.draft.source,
        relative: &page.draft.place.relative,
        body: &page.draft.body,
        language: page.language(),
        subject: Subject::Page(index),
    });
    let sections = base.sections.iter().enumerate().filter_map(|(index, section)| {
        Some(Templated {
            source: section.draft.source?,
            relative: &section.draft.place.relative,
            body: &section.draft.body,
            language: section.language(),
            subject: Subject::Section(index),
        })
    });
    pages.chain(sections)
}

/// Whether Zola would run the text: it does at the first `{{` or `{%`, wherever that stands.
fn holds_templates(text: &str) -> bool {
    memchr_iter(b'{', text.as_bytes())
        .any(|at| matches!(text.as_bytes().get(at + 1), Some(b'{' | b'%')))
}

fn context(library: &Library, it: &Templated<'_>) -> Context {
    let mut context = Context::default();
    context.insert("config", library.of(it.language).config.clone());
    context.insert("lang", text(it.language));
    let (name, value): (&'static str, Value) = match it.subject {
        Subject::Page(index) => ("page", zola::page_alone(library, &library.base.pages[index])),
        Subject::Section(index) => {
            ("section", zola::section_alone(library, &library.base.sections[index]))
        }
    };
    context.insert(name, value);
    context
}
