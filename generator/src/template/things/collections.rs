//! Carnets, bases and terms as templates see them.

use super::{Made, View};
use crate::draft::Thing;
use crate::knowledge::things::TermFact;
use crate::knowledge::{Facts, ThingId};
use crate::template::value::{Value, count, extend, list, none, object, optional};

impl View<'_> {
    pub(super) fn carnet(&self, id: ThingId, made: &Made) -> Value {
        let thing = self.base.thing(id);
        let page = self.page(id);
        let (Facts::Carnet(fact), Some(Thing::Carnet(carnet))) =
            (&thing.facts, &self.original(thing).thing)
        else {
            return none();
        };
        let notes_of = |category: Option<usize>| {
            let entries = fact.entries.iter().filter(|entry| entry.category == category);
            entries.map(|entry| made.full(entry.note)).collect::<Vec<Value>>()
        };
        let named = (0..fact.categories.len()).map(Some);
        let categories = named.chain([None]).filter_map(|category| {
            let notes = notes_of(category);
            let name = category.and_then(|index| self.category(id, fact, index));
            (!notes.is_empty()).then(|| object([("name", optional(name)), ("notes", list(notes))]))
        });
        extend(
            &made.reference(id),
            [
                ("summary", self.say_option(page, page.draft.page.description.as_ref())),
                ("community", made.option(fact.community)),
                ("curators", made.references(&fact.curators)),
                ("categories", list(categories)),
                ("count", count(fact.entries.len())),
                ("bases", made.references(&self.listed(&fact.bases))),
                ("date", Self::moment(self.base.date(page))),
                ("updated", Self::moment(self.base.updated(page))),
                ("license", self.license(carnet.license.as_ref())),
                ("citation", self.citation(id)),
                ("contribute", self.contribute(id)),
            ],
        )
    }

    pub(super) fn base(&self, id: ThingId, made: &Made) -> Value {
        let page = self.page(id);
        let Facts::Base(fact) = &self.base.thing(id).facts else { return none() };
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

    pub(super) fn term(&self, id: ThingId, made: &Made) -> Value {
        let thing = self.base.thing(id);
        let page = self.page(id);
        let (Facts::Term(TermFact { related }), Some(Thing::Term(own))) =
            (&thing.facts, &page.draft.thing)
        else {
            return none();
        };
        extend(
            &made.reference(id),
            [
                ("summary", self.say_option(page, page.draft.page.description.as_ref())),
                ("synonyms", list(own.synonyms.iter().map(|word| self.say(page, word)))),
                ("related", made.references(&self.alphabetical(related))),
                ("backlinks", Self::backlinks(&self.cited_in(id), made)),
                ("citation", self.citation(id)),
            ],
        )
    }
}
