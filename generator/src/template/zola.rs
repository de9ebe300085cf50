//! Pages, sections, taxonomies and pagers as Zola's templates know them.
//!
//! The names are Zola 0.23's; this and the file below it are where they are spelt.

mod backlinks;
pub mod settings;

use std::collections::BTreeMap;

use backlinks::Backlinks;
use rayon::prelude::*;

use super::Library;
use super::value::{
    Value, boolean, count, extend, list, none, object, of_table, optional, optional_text, safe,
    table, text, texts, whole,
};
use crate::config::Config;
use crate::knowledge::taxonomies::{TaxonomyFact, TermFact};
use crate::knowledge::things::Author;
use crate::knowledge::{
    Facts, KnowledgeBase, PageFact, PageId, SectionFact, SectionId, Target, ThingId,
};
use crate::language::Languages;
use crate::markdown::{Body, Heading};
use crate::plan::Pager;
use crate::source::Spanned;

/// The value of every page and section, made once.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    /// By page id.
    pub pages: Vec<Value>,
    /// By section id.
    pub sections: Vec<Value>,
    /// By page id: the terms that its text links where it first uses them.
    pub terms: BTreeMap<PageId, Vec<ThingId>>,
    /// By language, in the order of the facts.
    pub taxonomies: indexmap::IndexMap<String, Vec<TaxonomyValues>>,
}

/// A taxonomy and its terms.
#[derive(Clone, Debug)]
pub struct TaxonomyValues {
    /// The whole, as `get_taxonomy` gives it.
    pub value: Value,
    /// Each term.
    pub terms: Vec<Value>,
    /// The list of them.
    pub all: Value,
}

/// What every function here looks at.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) base: &'a KnowledgeBase,
    pub(super) config: &'a Config,
    pub(super) languages: &'a Languages,
}

/// Makes the values of all pages and sections from their rendered bodies, which are long and not
/// kept beside them.
#[must_use]
pub fn prepare(
    base: &KnowledgeBase,
    config: &Config,
    languages: &Languages,
    page_bodies: Vec<Body>,
    section_bodies: Vec<Body>,
) -> Pages {
    let view = View { base, config, languages };
    let backlinks = Backlinks::of(view, &page_bodies, &section_bodies);
    let facts: Vec<(PageId, &PageFact)> = base.page_ids().collect();
    let used = facts.iter().zip(&page_bodies).filter(|(_, body)| !body.terms.is_empty());
    let terms = used.map(|((id, _), body)| (*id, body.terms.clone())).collect();
    let alone: Vec<Value> = facts
        .par_iter()
        .zip(page_bodies)
        .map(|((id, page), body)| view.page(page, &body, backlinks.to(Target::Page(*id))))
        .collect();
    let neighbours = view.neighbours();
    let pages = alone
        .par_iter()
        .zip(&neighbours)
        .map(|(value, (lower, higher))| {
            let at = |id: &Option<PageId>| optional(id.map(|id| alone[id.0 as usize].clone()));
            extend(value, [("lower", at(lower)), ("higher", at(higher))])
        })
        .collect::<Vec<Value>>();
    let facts: Vec<(SectionId, &SectionFact)> = base.section_ids().collect();
    let sections = || {
        let section = |((id, section), body): (&(SectionId, &SectionFact), Body)| {
            view.section(section, &body, backlinks.to(Target::Section(*id)), &pages)
        };
        facts.par_iter().zip(section_bodies).map(section).collect()
    };
    // Without the texts of pages there is nothing to list yet.
    let is_whole = pages.len() == base.pages.len();
    let taxonomies = || {
        let listed = base.taxonomies.iter().filter(|_| is_whole);
        let of_language = |(language, all): (&String, &Vec<TaxonomyFact>)| {
            let of_one = |taxonomy| view.taxonomy(language, taxonomy, &pages);
            (language.clone(), all.par_iter().map(of_one).collect())
        };
        listed.map(of_language).collect()
    };
    let (sections, taxonomies) = rayon::join(sections, taxonomies);
    Pages { pages, sections, terms, taxonomies }
}

/// A page before any text is rendered, as its own text sees it.
#[must_use]
pub fn page_alone(library: &Library, page: &PageFact) -> Value {
    let nothing = [("ancestors", list([]))];
    let text = &library.sources.text(page.draft.source)[page.draft.body.clone()];
    extend(
        &View::of(library).page(page, &Body::unrendered(text, page.language()), list([])),
        nothing,
    )
}

/// A section before any text is rendered, as its own text sees it.
#[must_use]
pub fn section_alone(library: &Library, section: &SectionFact) -> Value {
    let nothing = [("pages", list([])), ("subsections", list([]))];
    let source = section.draft.source;
    let text = source.map_or("", |id| &library.sources.text(id)[section.draft.body.clone()]);
    let body = Body::unrendered(text, section.language());
    extend(&View::of(library).section(section, &body, list([]), &[]), nothing)
}

impl<'a> View<'a> {
    fn of(library: &'a Library) -> Self {
        Self { base: &library.base, config: &library.config, languages: &library.languages }
    }
}

impl View<'_> {
    fn permalink(&self, route: &str) -> Value {
        text([&self.config.base_url, route].concat())
    }

    /// The pages before and after each page in its section.
    fn neighbours(&self) -> Vec<(Option<PageId>, Option<PageId>)> {
        let mut neighbours = vec![(None, None); self.base.pages.len()];
        // The pages of a transparent section count as its parent's, and stand in one row there.
        let opaque = self.base.sections.iter().filter(|section| !section.draft.section.transparent);
        for section in opaque {
            for pair in section.pages[..section.sorted].windows(2) {
                neighbours[pair[0].0 as usize].1 = Some(pair[1]);
                neighbours[pair[1].0 as usize].0 = Some(pair[0]);
            }
        }
        neighbours
    }

    /// A title, or none where there is none.
    fn title(&self, language: &str, title: Option<&Spanned<String>>) -> Value {
        optional(title.map(|title| self.spaced(language, &title.value)))
    }

    fn spaced(&self, language: &str, words: &str) -> Value {
        if self.config.carnet.is_some() {
            text(self.languages.space(language, words))
        } else {
            text(words)
        }
    }

    fn page(&self, page: &PageFact, body: &Body, from: Value) -> Value {
        let front = &page.draft.page;
        let place = &page.draft.place;
        let language = page.language();
        let date = front.date.as_ref();
        let day = |part: fn(&jiff::civil::Date) -> i64| {
            optional(date.map(|date| whole(part(&date.date))))
        };
        let permalink = [&self.config.base_url, page.route.as_str()].concat();
        let value = object([
            ("relative_path", text(&place.relative)),
            (
                "colocated_path",
                optional(place.own_folder().map(|folder| text(format!("{folder}/")))),
            ),
            ("content", body.content.clone()),
            ("permalink", text(&permalink)),
            ("slug", text(&page.slug)),
            ("ancestors", self.ancestors(&page.ancestors)),
            ("title", self.title(language, front.title.as_ref())),
            (
                "description",
                optional(front.description.as_ref().map(|words| self.spaced(language, words))),
            ),
            ("updated", optional_text(front.updated.as_ref().map(|moment| &moment.iso))),
            ("date", optional_text(date.map(|moment| &moment.iso))),
            ("year", day(|date| i64::from(date.year()))),
            ("month", day(|date| i64::from(date.month()))),
            ("day", day(|date| i64::from(date.day()))),
            (
                "taxonomies",
                table(front.taxonomies.iter().map(|(name, terms)| {
                    (name.value.clone(), texts(terms.iter().map(|term| &term.value)))
                })),
            ),
            ("authors", self.authors(page)),
            ("extra", of_table(&front.extra)),
            ("path", text(&page.route)),
            ("components", texts(page.route.split('/').filter(|component| !component.is_empty()))),
            ("summary", optional(body.summary.clone())),
            ("toc", toc(&body.outline, &permalink)),
            ("word_count", count(body.reading.words)),
            ("reading_time", count(body.reading.minutes)),
            ("assets", texts(page.assets.iter().map(|(_, name)| format!("{}{name}", page.route)))),
            ("draft", boolean(front.draft)),
            ("lang", text(language)),
            ("lower", none()),
            ("higher", none()),
            ("translations", self.page_translations(page)),
            ("backlinks", self.backlinks(page, from)),
        ]);
        match self.config.carnet {
            Some(_) => extend(&value, [("references", Self::references(body))]),
            None => value,
        }
    }

    /// The works that a text refers to.
    fn references(body: &Body) -> Value {
        let references = body.references.iter().map(|reference| {
            object([
                ("id", text(&reference.id)),
                ("html", safe(&reference.html)),
                ("url", optional_text(reference.url.as_ref())),
            ])
        });
        list(references)
    }

    /// Names of the authors; those that a note names by id, by their own names.
    fn authors(&self, page: &PageFact) -> Value {
        let thing = page.thing.map(|thing| &self.base.thing(thing).facts);
        let Some(Facts::Note(note)) = thing else {
            return texts(page.draft.page.authors.iter().map(|author| &author.value));
        };
        texts(note.authors.iter().map(|author| match author {
            Author::Name(name) => name.as_str(),
            Author::Thing(id) => self.base.page(self.base.page_of(*id, page.language())).title(),
        }))
    }

    fn taxonomy(&self, language: &str, taxonomy: &TaxonomyFact, pages: &[Value]) -> TaxonomyValues {
        let terms: Vec<Value> =
            taxonomy.terms.iter().map(|one| term(self.config, one, pages)).collect();
        let all = list(terms.iter().cloned());
        let value = object([
            ("kind", settings::taxonomy(&taxonomy.settings)),
            ("lang", text(language)),
            ("permalink", self.permalink(&taxonomy.route)),
            ("items", all.clone()),
        ]);
        TaxonomyValues { value, terms, all }
    }

    fn ancestors(&self, above: &[SectionId]) -> Value {
        texts(above.iter().map(|id| &self.base.section(*id).draft.place.relative))
    }

    fn page_translations(&self, page: &PageFact) -> Value {
        let told: Vec<PageId> = match self.config.carnet {
            Some(_) => self.base.versions(page).collect(),
            None => page.translations.clone(),
        };
        list(self.versions(&told).iter().map(|id| {
            let other = self.base.page(*id);
            let title = other.draft.page.title.as_ref();
            self.translation(other.language(), title, &other.route, &other.draft.place.relative)
        }))
    }

    /// A site in one language has no translations, not even each page itself.
    fn versions<'a, T>(&self, all: &'a [T]) -> &'a [T] {
        if self.config.languages.len() > 1 { all } else { &[] }
    }

    fn translation(
        &self,
        language: &str,
        title: Option<&Spanned<String>>,
        route: &str,
        relative: &str,
    ) -> Value {
        object([
            ("lang", text(language)),
            ("title", self.title(language, title)),
            ("permalink", self.permalink(route)),
            ("path", text(relative)),
        ])
    }

    fn backlinks(&self, page: &PageFact, from: Value) -> Value {
        let Some(thing) = page.thing else { return from };
        list(self.base.thing(thing).backlinks.iter().map(|backlink| {
            let other = self.base.page(self.base.page_of(backlink.from, page.language()));
            object([
                ("permalink", self.permalink(&other.route)),
                ("title", self.title(other.language(), other.draft.page.title.as_ref())),
            ])
        }))
    }

    /// A page or section that links somewhere.
    fn link(&self, from: Target) -> Value {
        let (route, title) = match from {
            Target::Page(id) => {
                let page = self.base.page(id);
                (&page.route, page.draft.page.title.as_ref())
            }
            Target::Section(id) => {
                let section = self.base.section(id);
                (&section.route, section.draft.section.title.as_ref())
            }
        };
        object([
            ("permalink", self.permalink(route)),
            ("title", optional_text(title.map(|title| &title.value))),
        ])
    }

    fn section(&self, section: &SectionFact, body: &Body, from: Value, pages: &[Value]) -> Value {
        let front = &section.draft.section;
        let place = &section.draft.place;
        let language = section.language();
        let permalink = format!("{}{}", self.config.base_url, section.route);
        let shown = section.pages.iter().filter_map(|id| pages.get(id.0 as usize).cloned());
        object([
            ("relative_path", text(&place.relative)),
            // Only a page has a folder of its own, as Zola has it.
            ("colocated_path", none()),
            ("content", body.content.clone()),
            ("permalink", text(&permalink)),
            ("draft", boolean(front.draft)),
            (
                "ancestors",
                texts(
                    section.ancestors.iter().map(|id| &self.base.section(*id).draft.place.relative),
                ),
            ),
            ("title", self.title(language, front.title.as_ref())),
            (
                "description",
                optional(front.description.as_ref().map(|words| self.spaced(language, words))),
            ),
            ("extra", of_table(&front.extra)),
            ("path", text(&section.route)),
            (
                "components",
                texts(section.route.split('/').filter(|component| !component.is_empty())),
            ),
            ("toc", toc(&body.outline, &permalink)),
            // A section without a file has no text to read.
            ("word_count", optional(section.draft.source.map(|_| count(body.reading.words)))),
            ("reading_time", optional(section.draft.source.map(|_| count(body.reading.minutes)))),
            ("lang", text(language)),
            (
                "assets",
                texts(section.assets.iter().map(|(_, name)| format!("{}{name}", section.route))),
            ),
            ("pages", list(shown)),
            (
                "subsections",
                texts(
                    section
                        .subsections
                        .iter()
                        .map(|id| &self.base.section(*id).draft.place.relative),
                ),
            ),
            (
                "translations",
                list(self.versions(&section.translations).iter().map(|id| {
                    let other = self.base.section(*id);
                    let relative = &other.draft.place.relative;
                    let title = other.draft.section.title.as_ref();
                    self.translation(other.language(), title, &other.route, relative)
                })),
            ),
            ("backlinks", from),
            ("generate_feeds", boolean(front.generate_feeds)),
            ("transparent", boolean(front.transparent)),
            ("paginate_by", optional((front.paginate_by > 0).then(|| count(front.paginate_by)))),
            ("paginate_reversed", boolean(front.paginate_reversed)),
        ])
    }
}

fn toc(headings: &[Heading], permalink: &str) -> Value {
    list(headings.iter().map(|heading| {
        object([
            ("children", toc(&heading.children, permalink)),
            ("id", text(&heading.id)),
            ("level", count(usize::from(heading.level))),
            ("permalink", text([permalink, "#", &heading.id].concat())),
            ("title", text(&heading.title)),
        ])
    }))
}

/// A term and its pages.
fn term(config: &Config, term: &TermFact, pages: &[Value]) -> Value {
    let [name, slug, permalink] = named(config, term);
    object([
        name,
        slug,
        ("path", text(&term.route)),
        permalink,
        ("pages", list(term.pages.iter().map(|id| pages[id.0 as usize].clone()))),
        ("page_count", count(term.pages.len())),
    ])
}

/// A term as the template of its feed sees it: Zola gives no more there than what names it.
#[must_use]
pub fn term_in_feed(config: &Config, term: &TermFact) -> Value {
    object(named(config, term))
}

/// What names a term.
fn named(config: &Config, term: &TermFact) -> [(&'static str, Value); 3] {
    [
        ("name", text(&term.name)),
        ("slug", text(&term.slug)),
        ("permalink", text(format!("{}{}", config.base_url, term.route))),
    ]
}

/// A pager as templates see it.
#[must_use]
pub fn paginator(config: &Config, pager: &Pager, pages: &Pages) -> Value {
    let link = |index: usize| text(format!("{}{}", config.base_url, pager.route(index)));
    object([
        ("paginate_by", count(pager.by)),
        (
            "base_url",
            text(format!("{}{}", config.base_url, Pager::folder(&pager.base, &pager.path))),
        ),
        ("number_pagers", count(pager.total)),
        ("first", link(1)),
        ("last", link(pager.total)),
        ("previous", optional((pager.index > 1).then(|| link(pager.index - 1)))),
        ("next", optional((pager.index < pager.total).then(|| link(pager.index + 1)))),
        ("pages", list(pager.pages.iter().map(|id| pages.pages[id.0 as usize].clone()))),
        ("current_index", count(pager.index)),
        ("total_pages", count(pager.of)),
    ])
}
