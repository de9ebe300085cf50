//! People, organisations and communities as templates see them.

use std::collections::BTreeMap;

use super::{Made, View, organisation_word};
use crate::draft::Thing;
use crate::knowledge::things::{CommunityFact, Entry, OrganisationFact, PersonFact};
use crate::knowledge::{Facts, ThingId};
use crate::template::value::{Value, extend, list, none, object, optional, optional_text, text};

impl View<'_> {
    pub(super) fn person(
        &self,
        id: ThingId,
        made: &Made,
        allies: &BTreeMap<ThingId, Value>,
    ) -> Value {
        let thing = self.base.thing(id);
        let page = self.page(id);
        let (Facts::Person(fact), Some(Thing::Person(person))) =
            (&thing.facts, &self.original(thing).thing)
        else {
            return none();
        };
        let own = self.own(id);
        let part = |part: &String| optional_text(Some(part).filter(|part| !part.is_empty()));
        let PersonFact { organisations, communities, notes, carnets, integrated } = fact;
        extend(
            &made.reference(id),
            [
                ("given", text(&person.name.given)),
                ("family", text(&person.name.family)),
                ("dropping_particle", part(&person.name.dropping_particle)),
                ("non_dropping_particle", part(&person.name.non_dropping_particle)),
                ("suffix", part(&person.name.suffix)),
                ("summary", self.say_option(page, page.draft.page.description.as_ref())),
                ("pronouns", optional_text(own.pronouns())),
                ("organisations", made.references(&self.listed(organisations))),
                ("communities", made.references(&self.listed(communities))),
                ("contact", optional_text(own.contact())),
                ("links", self.links(own)),
                ("notes", made.all(&self.newest(notes))),
                ("carnets", made.all(&self.alphabetical(carnets))),
                ("integrated", self.integrated(integrated, made)),
                ("ally", optional(allies.get(&id).cloned())),
            ],
        )
    }

    pub(super) fn organisation(
        &self,
        id: ThingId,
        made: &Made,
        allies: &BTreeMap<ThingId, Value>,
    ) -> Value {
        let thing = self.base.thing(id);
        let page = self.page(id);
        let own = self.own(id);
        let Facts::Organisation(fact) = &thing.facts else { return none() };
        let OrganisationFact { kind, communities, people, notes, carnets, integrated } = fact;
        extend(
            &made.reference(id),
            [
                ("kind", self.own_word("ally", organisation_word(*kind))),
                ("summary", self.say_option(page, page.draft.page.description.as_ref())),
                ("url", optional_text(own.url())),
                ("contact", optional_text(own.contact())),
                ("communities", made.references(&self.listed(communities))),
                ("links", self.links(own)),
                ("people", made.references(&self.alphabetical(people))),
                ("notes", made.all(&self.newest(notes))),
                ("carnets", made.all(&self.alphabetical(carnets))),
                ("integrated", self.integrated(integrated, made)),
                ("ally", optional(allies.get(&id).cloned())),
            ],
        )
    }

    /// What somebody put into carnets, the newest first; what has no date comes last.
    fn integrated(&self, places: &[(ThingId, usize)], made: &Made) -> Value {
        let mut entries: Vec<(ThingId, &Entry)> = places
            .iter()
            .filter_map(|(carnet, place)| match &self.base.thing(*carnet).facts {
                Facts::Carnet(fact) => Some((*carnet, fact.entries.get(*place)?)),
                _ => None,
            })
            .collect();
        entries.sort_by(|(_, one), (_, other)| other.on.cmp(&one.on));
        list(entries.into_iter().map(|(carnet, entry)| {
            object([
                ("note", made.reference(entry.note)),
                ("carnet", made.reference(carnet)),
                ("on", Self::moment(entry.on.as_ref())),
            ])
        }))
    }

    pub(super) fn community(
        &self,
        id: ThingId,
        made: &Made,
        allies: &BTreeMap<ThingId, Value>,
    ) -> Value {
        let thing = self.base.thing(id);
        let page = self.page(id);
        let own = self.own(id);
        let Facts::Community(fact) = &thing.facts else { return none() };
        let CommunityFact { notes, carnets, people, organisations } = fact;
        let members: Vec<ThingId> = people.iter().chain(organisations).copied().collect();
        let allied: Vec<ThingId> =
            members.into_iter().filter(|member| allies.contains_key(member)).collect();
        extend(
            &made.reference(id),
            [
                ("summary", self.say_option(page, page.draft.page.description.as_ref())),
                ("url", optional_text(own.url())),
                ("links", self.links(own)),
                ("contact", optional_text(own.contact())),
                ("notes", made.all(&self.newest(notes))),
                ("carnets", made.all(&self.alphabetical(carnets))),
                ("people", made.references(&self.alphabetical(people))),
                ("organisations", made.references(&self.alphabetical(organisations))),
                ("allies", made.references(&self.alphabetical(&allied))),
            ],
        )
    }
}
