//! The things of the carnet model as templates see them, in one language.
//!
//! Each value is made once per language and shared by every page that shows it. The order in
//! which they are made is the order in which they hold each other: references, notes, carnets,
//! bases, allies, people, organisations, communities, terms.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use indexmap::IndexMap;
use rayon::prelude::*;

use super::value::{Value, count, extend, list, object, optional, optional_text, text, texts};
use crate::citation::{self, Name, Work};
use crate::config::{Carnet, Config, Words};
use crate::draft::thing::{Note, OrganisationKind, OutsideLink};
use crate::draft::{PageDraft, Thing, ThingKind, Visibility};
use crate::knowledge::taxonomies::newest_first;
use crate::knowledge::things::{
    Author, CarnetFact, CommunityFact, NoteFact, OrganisationFact, PersonFact, TermFact,
};
use crate::knowledge::{Facts, KnowledgeBase, PageFact, ThingFact, ThingId};
use crate::language::Languages;
use crate::license;
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
    pub(super) language: &'a str,
}

/// Makes the values of one language.
#[must_use]
pub fn prepare(
    base: &KnowledgeBase,
    config: &Config,
    languages: &Languages,
    language: &str,
) -> Things {
    let Some(carnet) = &config.carnet else {
        let full = vec![Value::none(); base.things.len()];
        return Things { full, atlas: Value::none(), knowledge: Value::none() };
    };
    let view = View { base, config, carnet, languages, language };
    let references: Vec<Value> = base.thing_ids().map(|(id, _)| view.reference(id)).collect();
    let mut made = Made { references, full: vec![Value::none(); base.things.len()] };

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
        ("license", view.license(None)),
        ("publisher", text(carnet.publisher.as_deref().unwrap_or_else(|| config.title(language)))),
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

    /// The order of two things in an alphabetical list.
    pub(super) fn compare(&self, one: ThingId, other: ThingId) -> Ordering {
        let name = |id: ThingId| match &self.original(self.base.thing(id)).thing {
            Some(Thing::Person(person)) => format!("{} {}", person.family, person.given),
            _ => self.page(id).title().to_owned(),
        };
        self.languages
            .collation(self.language)
            .compare(&name(one), &name(other))
            .then_with(|| self.base.thing(one).id.cmp(&self.base.thing(other).id))
    }

    fn author(&self, author: &Author, made: &Made) -> Value {
        match author {
            Author::Thing(id) => made.reference(*id),
            Author::Name(name) => object([
                ("id", text(slug::slugify(name))),
                ("type", text("person")),
                ("title", text(name)),
                ("permalink", Value::none()),
                ("lang", text(self.language)),
            ]),
        }
    }

    fn name(&self, author: &Author) -> Name {
        match author {
            Author::Name(name) => Name::Whole(name.clone()),
            Author::Thing(id) => match &self.original(self.base.thing(*id)).thing {
                Some(Thing::Person(person)) => {
                    Name::Person { given: person.given.clone(), family: person.family.clone() }
                }
                _ => Name::Whole(self.page(*id).title().to_owned()),
            },
        }
    }

    fn license(&self, id: Option<&String>) -> Value {
        let id = id.or(self.carnet.license.as_ref());
        optional(id.map(|id| {
            let license = license::of(id, self.language);
            object([
                ("id", text(license.id)),
                ("name", text(license.name)),
                ("url", text(license.url)),
            ])
        }))
    }

    fn citation(&self, page: &PageFact, id: &str, authors: &[Author]) -> Value {
        let language = page.language();
        let publisher =
            self.carnet.publisher.as_deref().unwrap_or_else(|| self.config.title(language));
        let title = self.languages.space(language, page.title());
        let url = format!("{}{}", self.config.base_url, page.route);
        let names: Vec<Name> = authors.iter().map(|author| self.name(author)).collect();
        let work = Work {
            id,
            authors: names.clone(),
            title: &title,
            date: page.draft.page.date.as_ref(),
            publisher,
            url: &url,
            language,
        };
        let no_date = self.languages.string(self.language, "no-date");
        let cited = citation::cite(&work, &no_date);
        object([
            ("before", text(cited.before)),
            ("title", text(&title)),
            ("after", text(cited.after)),
            ("accessed_before", text(self.languages.string(self.language, "accessed-before"))),
            ("accessed_after", text(self.languages.string(self.language, "accessed-after"))),
            ("url", text(&url)),
            ("bibtex", text(cited.bibtex)),
            ("authors", texts(names.iter().map(Name::filed))),
        ])
    }

    fn moment(moment: Option<&crate::moment::Moment>) -> Value {
        optional_text(moment.map(|moment| &moment.iso))
    }

    fn links(&self, page: &PageFact, links: &[OutsideLink]) -> Value {
        list(
            links.iter().map(|link| {
                object([("text", self.say(page, &link.text)), ("url", text(&link.url))])
            }),
        )
    }

    fn backlinks(&self, thing: &ThingFact, made: &Made) -> Value {
        list(thing.backlinks.iter().map(|id| object([("note", made.reference(*id))])))
    }

    fn note(
        &self,
        id: ThingId,
        made: &Made,
        newer: Option<&ThingId>,
        older: Option<&ThingId>,
    ) -> Value {
        let thing = self.base.thing(id);
        let page = self.page(id);
        let original = self.original(thing);
        let (Facts::Note(fact), Some(Thing::Note(note))) = (&thing.facts, &original.thing) else {
            return Value::none();
        };
        // Words are the page's own where it has some.
        let own = match &page.draft.thing {
            Some(Thing::Note(own)) => own,
            _ => note,
        };
        let front = &page.draft.page;
        let date = front.date.as_ref().or(original.page.date.as_ref());
        let updated = front.updated.as_ref().or(original.page.updated.as_ref());
        let words = &self.carnet.vocabulary;
        let visibility = match original.page.visibility {
            Visibility::Unlisted => "unlisted",
            _ => "public",
        };
        extend(
            &made.reference(id),
            [
                ("kind", self.word(&words.kinds, &note.kind.value)),
                ("summary", self.say_option(page, front.description.as_ref())),
                ("notice", self.say_option(page, own.notice.as_ref())),
                ("date", Self::moment(date)),
                ("updated", Self::moment(updated)),
                ("year", optional_text(date.map(|date| date.year().to_string()))),
                ("authors", list(fact.authors.iter().map(|author| self.author(author, made)))),
                ("community", made.option(fact.community)),
                ("carnets", self.memberships(id, fact, made)),
                ("related", self.related(fact, made)),
                ("adapts", made.option(fact.adapts)),
                ("adaptations", made.references(&fact.adaptations)),
                ("backlinks", self.backlinks(thing, made)),
                ("visibility", self.own_word("visibility", visibility)),
                ("license", self.license(note.license.as_ref())),
                ("discuss", optional_text(own.discuss.as_ref().or(note.discuss.as_ref()))),
                ("steps", self.steps(page, own, fact, made)),
                ("milieus", self.words(&words.milieus, &note.milieus)),
                ("challenges", self.words(&words.challenges, &note.challenges)),
                ("tags", self.tags(page)),
                ("contacts", self.contacts(fact)),
                ("citation", self.citation(page, &thing.id, &fact.authors)),
                ("next", made.option(newer.copied())),
                ("previous", made.option(older.copied())),
            ],
        )
    }

    fn memberships(&self, id: ThingId, fact: &NoteFact, made: &Made) -> Value {
        list(fact.carnets.iter().filter_map(|carnet_id| {
            if !self.base.is_listed(*carnet_id) {
                return None;
            }
            let Facts::Carnet(carnet) = &self.base.thing(*carnet_id).facts else { return None };
            let entry = carnet.entries.iter().find(|entry| entry.note == id)?;
            let category =
                entry.category.and_then(|index| self.category(*carnet_id, carnet, index));
            Some(object([
                ("carnet", made.reference(*carnet_id)),
                ("count", count(carnet.entries.len())),
                ("by", made.option(entry.by)),
                ("on", Self::moment(entry.on.as_ref())),
                ("category", optional(category)),
            ]))
        }))
    }

    /// The name of a category. A translation of the carnet that lists as many names them anew.
    fn category(&self, id: ThingId, carnet: &CarnetFact, index: usize) -> Option<Value> {
        let page = self.page(id);
        let name = match &page.draft.thing {
            Some(Thing::Carnet(own)) if own.categories.len() == carnet.categories.len() => {
                &own.categories.get(index)?.value
            }
            _ => carnet.categories.get(index)?,
        };
        Some(self.say(page, name))
    }

    fn related(&self, fact: &NoteFact, made: &Made) -> Value {
        list(fact.related.iter().map(|related| {
            let word = self.carnet.vocabulary.relations.get(&related.relation);
            let label = word.map_or(related.relation.as_str(), |word| {
                if related.reverse {
                    word.reverse_label(self.language)
                } else {
                    word.label(self.language)
                }
            });
            let relation = object([("id", text(&related.relation)), ("label", self.label(label))]);
            object([("note", made.reference(related.note)), ("relation", relation)])
        }))
    }

    fn steps(&self, page: &PageFact, own: &Note, fact: &NoteFact, made: &Made) -> Value {
        list(own.steps.iter().enumerate().map(|(index, step)| {
            let who = fact.steps.get(index).and_then(|(_, who)| *who);
            object([
                ("text", self.say(page, &step.text)),
                ("who", made.option(who)),
                ("by", Self::moment(step.by.as_ref())),
                ("done", Value::from(step.done)),
            ])
        }))
    }

    fn tags(&self, page: &PageFact) -> Value {
        let taxonomies = &self.base.taxonomies[page.language()];
        list(page.draft.page.taxonomies.iter().flat_map(|(name, terms)| {
            let taxonomy = taxonomies.iter().find(|one| one.settings.name == name.value);
            terms.iter().filter_map(move |written| {
                let slug = slug::slugify(&written.value);
                let term = taxonomy?.terms.iter().find(|term| term.slug == slug)?;
                Some(object([
                    ("name", text(&term.name)),
                    ("permalink", self.permalink(&term.route)),
                ]))
            })
        }))
    }

    fn contacts(&self, fact: &NoteFact) -> Value {
        list(fact.authors.iter().filter_map(|author| {
            let Author::Thing(id) = author else { return None };
            let contact = match &self.original(self.base.thing(*id)).thing {
                Some(Thing::Person(person)) => person.contact.as_ref(),
                Some(Thing::Organisation(organisation)) => organisation.contact.as_ref(),
                _ => None,
            };
            contact.map(|url| object([("name", text(self.page(*id).title())), ("url", text(url))]))
        }))
    }

    fn carnet(&self, id: ThingId, made: &Made) -> Value {
        let thing = self.base.thing(id);
        let page = self.page(id);
        let original = self.original(thing);
        let (Facts::Carnet(fact), Some(Thing::Carnet(carnet))) = (&thing.facts, &original.thing)
        else {
            return Value::none();
        };
        let notes_of = |category: Option<usize>| {
            list(
                fact.entries
                    .iter()
                    .filter(|entry| entry.category == category)
                    .map(|entry| made.full(entry.note)),
            )
        };
        let named = (0..fact.categories.len()).map(Some);
        let categories = named.chain([None]).filter_map(|category| {
            let notes = notes_of(category);
            let is_empty = notes.as_array().is_none_or(<[Value]>::is_empty);
            let name = category.and_then(|index| self.category(id, fact, index));
            (!is_empty).then(|| object([("name", optional(name)), ("notes", notes)]))
        });
        let authors: Vec<Author> = fact.curators.iter().copied().map(Author::Thing).collect();
        extend(
            &made.reference(id),
            [
                ("summary", self.say_option(page, page.draft.page.description.as_ref())),
                ("community", made.option(fact.community)),
                ("curators", made.references(&fact.curators)),
                ("categories", list(categories)),
                ("count", count(fact.entries.len())),
                ("bases", made.references(&self.listed(&fact.bases))),
                ("date", Self::moment(original.page.date.as_ref())),
                ("updated", Self::moment(original.page.updated.as_ref())),
                ("license", self.license(carnet.license.as_ref())),
                ("citation", self.citation(page, &thing.id, &authors)),
            ],
        )
    }

    fn base(&self, id: ThingId, made: &Made) -> Value {
        let page = self.page(id);
        let Facts::Base(fact) = &self.base.thing(id).facts else { return Value::none() };
        let carnets = self.listed(&fact.carnets);
        let mut notes: Vec<ThingId> = carnets
            .iter()
            .filter_map(|carnet| match &self.base.thing(*carnet).facts {
                Facts::Carnet(carnet) => Some(carnet.entries.iter().map(|entry| entry.note)),
                _ => None,
            })
            .flatten()
            .collect();
        notes.sort_unstable();
        notes.dedup();
        extend(
            &made.reference(id),
            [
                ("summary", self.say_option(page, page.draft.page.description.as_ref())),
                ("carnets", made.all(&carnets)),
                ("count", count(notes.len())),
            ],
        )
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

    fn person(&self, id: ThingId, made: &Made, allies: &BTreeMap<ThingId, Value>) -> Value {
        let thing = self.base.thing(id);
        let page = self.page(id);
        let (Facts::Person(fact), Some(Thing::Person(person))) =
            (&thing.facts, &self.original(thing).thing)
        else {
            return Value::none();
        };
        let PersonFact { organisations, communities, notes, carnets } = fact;
        extend(
            &made.reference(id),
            [
                ("given", text(&person.given)),
                ("family", text(&person.family)),
                ("summary", self.say_option(page, page.draft.page.description.as_ref())),
                ("pronouns", optional_text(person.pronouns.as_ref())),
                ("organisations", made.references(&self.listed(organisations))),
                ("communities", made.references(&self.listed(communities))),
                ("contact", optional_text(person.contact.as_ref())),
                ("links", self.links(page, &person.links)),
                ("notes", made.all(&self.newest(notes))),
                ("carnets", made.all(&self.alphabetical(carnets))),
                ("ally", optional(allies.get(&id).cloned())),
            ],
        )
    }

    fn organisation(&self, id: ThingId, made: &Made, allies: &BTreeMap<ThingId, Value>) -> Value {
        let thing = self.base.thing(id);
        let page = self.page(id);
        let (Facts::Organisation(fact), Some(Thing::Organisation(organisation))) =
            (&thing.facts, &self.original(thing).thing)
        else {
            return Value::none();
        };
        let OrganisationFact { kind, communities, people, notes } = fact;
        extend(
            &made.reference(id),
            [
                ("kind", self.own_word("ally", organisation_word(*kind))),
                ("summary", self.say_option(page, page.draft.page.description.as_ref())),
                ("url", optional_text(organisation.url.as_ref())),
                ("contact", optional_text(organisation.contact.as_ref())),
                ("communities", made.references(&self.listed(communities))),
                ("links", self.links(page, &organisation.links)),
                ("people", made.references(&self.alphabetical(people))),
                ("notes", made.all(&self.newest(notes))),
                ("ally", optional(allies.get(&id).cloned())),
            ],
        )
    }

    fn community(&self, id: ThingId, made: &Made, allies: &BTreeMap<ThingId, Value>) -> Value {
        let thing = self.base.thing(id);
        let page = self.page(id);
        let (Facts::Community(fact), Some(Thing::Community(community))) =
            (&thing.facts, &self.original(thing).thing)
        else {
            return Value::none();
        };
        let CommunityFact { notes, carnets, people, organisations } = fact;
        let members: Vec<ThingId> = people.iter().chain(organisations).copied().collect();
        let allied: Vec<ThingId> =
            members.into_iter().filter(|member| allies.contains_key(member)).collect();
        extend(
            &made.reference(id),
            [
                ("summary", self.say_option(page, page.draft.page.description.as_ref())),
                ("url", optional_text(community.url.as_ref())),
                ("links", self.links(page, &community.links)),
                ("contact", optional_text(community.contact.as_ref())),
                ("notes", made.all(&self.newest(notes))),
                ("carnets", made.all(&self.alphabetical(carnets))),
                ("people", made.references(&self.alphabetical(people))),
                ("organisations", made.references(&self.alphabetical(organisations))),
                ("allies", made.references(&self.alphabetical(&allied))),
            ],
        )
    }

    fn term(&self, id: ThingId, made: &Made) -> Value {
        let thing = self.base.thing(id);
        let page = self.page(id);
        let (Facts::Term(TermFact { related }), Some(Thing::Term(own))) =
            (&thing.facts, &page.draft.thing)
        else {
            return Value::none();
        };
        extend(
            &made.reference(id),
            [
                ("summary", self.say_option(page, page.draft.page.description.as_ref())),
                ("synonyms", list(own.synonyms.iter().map(|word| self.say(page, word)))),
                ("related", made.references(&self.alphabetical(related))),
                ("backlinks", self.backlinks(thing, made)),
            ],
        )
    }

    /// What notes can be filtered by, each value with how many notes have it.
    fn facets(&self, notes: &[ThingId]) -> Value {
        let words = &self.carnet.vocabulary;
        let mut kinds = Tally::default();
        let mut carnets = Tally::default();
        let mut communities = Tally::default();
        let mut authors = Tally::default();
        let mut milieus = Tally::default();
        let mut years = Tally::default();
        for id in notes {
            let thing = self.base.thing(*id);
            let original = self.original(thing);
            let (Facts::Note(fact), Some(Thing::Note(note))) = (&thing.facts, &original.thing)
            else {
                continue;
            };
            let kind = &note.kind.value;
            kinds.add(kind, words.kinds.label(kind, self.language));
            for carnet in self.listed(&fact.carnets) {
                carnets.add(&self.base.thing(carnet).id, self.page(carnet).title());
            }
            if let Some(community) = fact.community {
                communities.add(&self.base.thing(community).id, self.page(community).title());
            }
            for author in &fact.authors {
                match author {
                    Author::Thing(id) => {
                        authors.add(&self.base.thing(*id).id, self.page(*id).title());
                    }
                    Author::Name(name) => authors.add(&slug::slugify(name), name),
                }
            }
            for milieu in &note.milieus {
                milieus.add(&milieu.value, words.milieus.label(&milieu.value, self.language));
            }
            if let Some(date) = &original.page.date {
                let year = date.year().to_string();
                years.add(&year, &year);
            }
        }
        let order = |words: &'a Words| move |id: &str| words.position(id);
        list([
            self.facet("kind", kinds.by(order(&words.kinds))),
            self.facet("carnet", self.by_label(carnets)),
            self.facet("community", self.by_label(communities)),
            self.facet("author", self.by_label(authors)),
            self.facet("milieu", milieus.by(order(&words.milieus))),
            self.facet("year", years.by(|year| std::cmp::Reverse(year.to_owned()))),
        ])
    }

    fn facet(&self, name: &str, values: Vec<Counted>) -> Value {
        let values = values.into_iter().map(|value| {
            object([
                ("id", text(value.id)),
                ("label", self.label(&value.label)),
                ("count", count(value.count)),
            ])
        });
        object([
            ("name", text(name)),
            ("label", text(self.languages.string(self.language, &format!("facet-{name}")))),
            ("values", list(values)),
        ])
    }

    fn by_label(&self, tally: Tally) -> Vec<Counted> {
        let collation = self.languages.collation(self.language);
        let mut values = tally.0.into_values().collect::<Vec<Counted>>();
        values.sort_by(|one, other| collation.compare(&one.label, &other.label));
        values
    }
}

/// How often each value of a facet occurs.
#[derive(Default)]
struct Tally(IndexMap<String, Counted>);

struct Counted {
    id: String,
    label: String,
    count: usize,
}

impl Tally {
    fn add(&mut self, id: &str, label: &str) {
        let entry = self.0.entry(id.to_owned()).or_insert_with(|| Counted {
            id: id.to_owned(),
            label: label.to_owned(),
            count: 0,
        });
        entry.count += 1;
    }

    fn by<K: Ord>(self, key: impl Fn(&str) -> K) -> Vec<Counted> {
        let mut values: Vec<Counted> = self.0.into_values().collect();
        values.sort_by_cached_key(|value| key(&value.id));
        values
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
