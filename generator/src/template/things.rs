//! The things of the carnet model as templates see them, in one language.
//!
//! Each value is made once per language and shared by every page that shows it. The order in
//! which they are made is the order in which they hold each other: references, notes, carnets,
//! bases, allies, people, organisations, communities, terms.

mod backlinks;
mod changes;
mod citation;
mod collections;
mod contribute;
mod facets;
mod notes;
mod people;
mod related;
mod steps;
mod words;

use std::cmp::Ordering;

use rayon::prelude::*;

use super::value::{Value, count, extend, list, none, object, optional, text};
use crate::citation::Styles;
use crate::citation::names;
use crate::config::{Carnet, Config, Words};
use crate::draft::thing::OrganisationKind;
use crate::draft::{PageDraft, Thing, ThingKind};
use crate::knowledge::taxonomies::newest_first;
use crate::knowledge::{KnowledgeBase, PageFact, ThingFact, ThingId};
use crate::language::Languages;
use crate::source::Spanned;

/// Everything of the carnet model that templates of one language may show.
#[derive(Clone, Debug)]
pub struct Things {
    /// Each thing in full, by its id.
    pub full: Vec<Value>,
    /// The laid-out allies and their ties.
    pub atlas: Value,
    /// Every list of things.
    pub knowledge: Value,
}

/// What every function here looks at.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) base: &'a KnowledgeBase,
    pub(super) config: &'a Config,
    pub(super) carnet: &'a Carnet,
    pub(super) languages: &'a Languages,
    pub(super) styles: &'a Styles,
    pub(super) language: &'a str,
}

/// Makes the values of one language.
#[must_use]
pub fn prepare(
    base: &KnowledgeBase,
    config: &Config,
    languages: &Languages,
    styles: &Styles,
    language: &str,
) -> Things {
    let Some(carnet) = &config.carnet else {
        let full = vec![none(); base.things.len()];
        return Things { full, atlas: none(), knowledge: none() };
    };
    let view = View { base, config, carnet, languages, styles, language };
    let references: Vec<Value> = base.thing_ids().map(|(id, _)| view.reference(id)).collect();
    let mut made = Made { references, full: vec![none(); base.things.len()] };

    let order = view.notes_in_order();
    let ranks = view.title_ranks(&order);
    let notes: Vec<(ThingId, Value)> = order
        .par_iter()
        .enumerate()
        .map(|(index, id)| {
            let newer = index.checked_sub(1).and_then(|index| order.get(index));
            let note = view.note(*id, &made, newer, order.get(index + 1));
            (*id, extend(&note, [("order", count(ranks[index]))]))
        })
        .collect();
    let unlisted: Vec<(ThingId, Value)> = base
        .thing_ids()
        .filter(|(id, thing)| thing.kind == ThingKind::Note && !base.is_listed(*id))
        .map(|(id, _)| (id, view.note(id, &made, None, None)))
        .collect();
    made.put(notes);
    made.put(unlisted);
    made.put(view.each(ThingKind::Carnet, |id| view.carnet(id, &made)));
    made.put(view.each(ThingKind::Base, |id| view.base(id, &made)));
    let (atlas, allies) = super::atlas::prepare(view, &made);
    made.put(view.each(ThingKind::Person, |id| view.person(id, &made, &allies)));
    made.put(view.each(ThingKind::Organisation, |id| view.organisation(id, &made, &allies)));
    made.put(view.each(ThingKind::Community, |id| view.community(id, &made, &allies)));
    made.put(view.each(ThingKind::Term, |id| view.term(id, &made)));

    let all = |kind: ThingKind| made.all(&view.sorted(kind));
    let knowledge = object([
        ("notes", made.all(&order)),
        ("carnets", all(ThingKind::Carnet)),
        ("bases", all(ThingKind::Base)),
        ("people", all(ThingKind::Person)),
        ("organisations", all(ThingKind::Organisation)),
        ("communities", all(ThingKind::Community)),
        ("terms", all(ThingKind::Term)),
        ("facets", view.facets(&order)),
        ("steps", view.all_steps(&order, &made)),
        ("license", view.license(None)),
        ("frames", text(carnet.html.frames.join(" "))),
        ("publisher", text(config.publisher(language))),
        ("citation", view.citation_of_site()),
    ]);
    Things { full: made.full, atlas, knowledge }
}

/// The values made so far, by thing.
pub(super) struct Made {
    references: Vec<Value>,
    full: Vec<Value>,
}

impl Made {
    fn put(&mut self, values: Vec<(ThingId, Value)>) {
        for (id, value) in values {
            self.full[id.0 as usize] = value;
        }
    }

    pub(super) fn reference(&self, id: ThingId) -> Value {
        self.references[id.0 as usize].clone()
    }

    pub(super) fn references(&self, ids: &[ThingId]) -> Value {
        list(ids.iter().map(|id| self.reference(*id)))
    }

    fn option(&self, id: Option<ThingId>) -> Value {
        optional(id.map(|id| self.reference(id)))
    }

    fn full(&self, id: ThingId) -> Value {
        self.full[id.0 as usize].clone()
    }

    fn all(&self, ids: &[ThingId]) -> Value {
        list(ids.iter().map(|id| self.full(*id)))
    }
}

impl<'a> View<'a> {
    /// The page that shows a thing to readers of this language.
    pub(super) fn page(&self, id: ThingId) -> &'a PageFact {
        self.base.page(self.base.page_of(id, self.language))
    }

    /// The file whose facts count.
    fn original(&self, thing: &ThingFact) -> &'a PageDraft {
        &self.base.page(thing.original).draft
    }

    /// Text of `page` with the spaces of its language.
    fn say(&self, page: &PageFact, words: &str) -> Value {
        text(self.languages.space(page.language(), words))
    }

    fn say_option(&self, page: &PageFact, words: Option<&String>) -> Value {
        optional(words.map(|words| self.say(page, words)))
    }

    /// Text of the site itself, in this language.
    pub(super) fn label(&self, words: &str) -> Value {
        text(self.languages.space(self.language, words))
    }

    /// The address of a route.
    pub(super) fn permalink(&self, route: &str) -> Value {
        text(format!("{}{route}", self.config.base_url))
    }

    fn reference(&self, id: ThingId) -> Value {
        let thing = self.base.thing(id);
        let page = self.page(id);
        object([
            ("id", text(&thing.id)),
            ("type", text(thing.kind.name())),
            ("title", self.say(page, page.title())),
            ("permalink", self.permalink(&page.route)),
            ("lang", text(page.language())),
        ])
    }

    /// A word of a vocabulary.
    pub(super) fn word(&self, words: &Words, id: &str) -> Value {
        object([("id", text(id)), ("label", self.label(words.label(id, self.language)))])
    }

    fn words(&self, words: &Words, ids: &[Spanned<String>]) -> Value {
        list(ids.iter().map(|id| self.word(words, &id.value)))
    }

    /// A word that the generator itself has a label for.
    pub(super) fn own_word(&self, area: &str, id: &str) -> Value {
        let label = self.languages.string(self.language, &format!("{area}-{id}"));
        object([("id", text(id)), ("label", text(label))])
    }

    fn each(
        &self,
        kind: ThingKind,
        make: impl Fn(ThingId) -> Value + Sync,
    ) -> Vec<(ThingId, Value)> {
        let ids: Vec<ThingId> = self
            .base
            .thing_ids()
            .filter(|(_, thing)| thing.kind == kind)
            .map(|(id, _)| id)
            .collect();
        ids.into_par_iter().map(|id| (id, make(id))).collect()
    }

    /// Listed notes: newest first, undated ones last.
    fn notes_in_order(&self) -> Vec<ThingId> {
        let mut ids: Vec<ThingId> = self
            .base
            .thing_ids()
            .filter(|(id, thing)| thing.kind == ThingKind::Note && self.base.is_listed(*id))
            .map(|(id, _)| id)
            .collect();
        ids.sort_by_cached_key(|id| newest_first(self.base, self.base.thing(*id).original));
        ids
    }

    /// The place of each of `notes` in their alphabetical order, for sorting in the browser.
    fn title_ranks(&self, notes: &[ThingId]) -> Vec<usize> {
        let mut alphabetical: Vec<usize> = (0..notes.len()).collect();
        alphabetical.sort_by(|one, other| self.compare(notes[*one], notes[*other]));
        let mut ranks = vec![0; notes.len()];
        for (rank, index) in alphabetical.into_iter().enumerate() {
            ranks[index] = rank;
        }
        ranks
    }

    /// Listed things of a kind, as the language sorts them; people by family name.
    fn sorted(&self, kind: ThingKind) -> Vec<ThingId> {
        let mut ids: Vec<ThingId> = self
            .base
            .thing_ids()
            .filter(|(id, thing)| thing.kind == kind && self.base.is_listed(*id))
            .map(|(id, _)| id)
            .collect();
        ids.sort_by(|one, other| self.compare(*one, *other));
        ids
    }

    /// What a thing is sorted by in an alphabetical list: a person's family name comes first.
    pub(super) fn filed(&self, id: ThingId) -> String {
        match &self.original(self.base.thing(id)).thing {
            Some(Thing::Person(person)) => {
                let [family, given, _] = names::parts(&person.name);
                format!("{family} {given}")
            }
            _ => self.page(id).title().to_owned(),
        }
    }

    /// The order of two things in an alphabetical list.
    pub(super) fn compare(&self, one: ThingId, other: ThingId) -> Ordering {
        self.languages
            .collation(self.language)
            .compare(&self.filed(one), &self.filed(other))
            .then_with(|| self.base.thing(one).id.cmp(&self.base.thing(other).id))
    }

    fn listed(&self, ids: &[ThingId]) -> Vec<ThingId> {
        ids.iter().copied().filter(|id| self.base.is_listed(*id)).collect()
    }

    fn alphabetical(&self, ids: &[ThingId]) -> Vec<ThingId> {
        let mut ids = self.listed(ids);
        ids.sort_by(|one, other| self.compare(*one, *other));
        ids
    }

    fn newest(&self, ids: &[ThingId]) -> Vec<ThingId> {
        let mut ids = self.listed(ids);
        ids.sort_by_cached_key(|id| newest_first(self.base, self.base.thing(*id).original));
        ids
    }
}

/// The word for a sort of organisation, in the generator's own strings.
pub(super) fn organisation_word(kind: OrganisationKind) -> &'static str {
    match kind {
        OrganisationKind::Organisation => "organisation",
        OrganisationKind::Collective => "collective",
        OrganisationKind::Institution => "institution",
    }
}
