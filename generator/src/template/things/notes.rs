//! Notes as templates see them, and what they share with carnets: authors, licences.

use super::words::Own;
use super::{Made, View};
use crate::draft::thing::Step;
use crate::draft::{Thing, Visibility};
use crate::knowledge::things::{Author, CarnetFact, NoteFact};
use crate::knowledge::{Facts, PageFact, ThingId, permanent};
use crate::license;
use crate::moment::Moment;
use crate::template::value::{
    Value, boolean, count, extend, list, none, object, optional, optional_text, text,
};

impl View<'_> {
    pub(super) fn author(&self, author: &Author, made: &Made) -> Value {
        match author {
            Author::Thing(id) => made.reference(*id),
            Author::Name(name) => object([
                ("id", text(slug::slugify(name))),
                ("type", text("person")),
                ("title", text(name)),
                ("permalink", none()),
                ("lang", text(self.language)),
            ]),
        }
    }

    pub(super) fn license(&self, id: Option<&String>) -> Value {
        let id = id.or(self.carnet.license.as_ref());
        optional(id.map(|id| {
            let license = license::of(id, self.language);
            object([
                ("id", text(license.id)),
                ("name", text(license.name)),
                ("url", text(license.url)),
                ("uri", text(license.uri)),
            ])
        }))
    }

    pub(super) fn moment(moment: Option<&Moment>) -> Value {
        optional_text(moment.map(|moment| &moment.iso))
    }

    pub(super) fn links(&self, own: Own<'_>) -> Value {
        let (language, links) = own.links();
        list(links.iter().map(|link| {
            let words = self.languages.space(language, &link.text);
            object([("text", text(words)), ("url", text(&link.url))])
        }))
    }

    pub(super) fn note(
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
            return none();
        };
        // A sentence in another language than the page's would be of no use: there is none then.
        let words_of_page = match &page.draft.thing {
            Some(Thing::Note(own)) => own,
            _ => note,
        };
        let own = self.own(id);
        let date = self.base.date(page);
        let words = &self.carnet.vocabulary;
        let visibility = match original.page.visibility {
            Visibility::Unlisted => "unlisted",
            _ => "public",
        };
        let cited_in = self.cited_in(id);
        let [changes, added, changed_since, changes_url, contributors] = self.changes(id, made);
        extend(
            &made.reference(id),
            [
                ("kind", self.word(&words.kinds, &note.kind.value)),
                ("summary", self.say_option(page, page.draft.page.description.as_ref())),
                ("notice", self.say_option(page, words_of_page.notice.as_ref())),
                ("permanent", self.permanent(page)),
                ("date", Self::moment(date)),
                ("updated", Self::moment(self.base.updated(page))),
                ("year", optional_text(date.map(|date| date.year().to_string()))),
                ("authors", list(fact.authors.iter().map(|author| self.author(author, made)))),
                ("community", made.option(fact.community)),
                ("carnets", self.memberships(fact, made)),
                ("related", self.related(fact, made)),
                ("adapts", made.option(fact.adapts)),
                ("adaptations", made.references(&fact.adaptations)),
                ("backlinks", Self::backlinks(&cited_in, made)),
                ("related_notes", self.related_notes(fact, &cited_in, made)),
                ("visibility", self.own_word("visibility", visibility)),
                ("license", self.license(note.license.as_ref())),
                ("discuss", optional_text(own.discuss())),
                ("steps", list(self.steps(id, made).into_iter().map(|(_, value)| value))),
                ("milieus", self.words(&words.milieus, &note.milieus)),
                ("challenges", self.words(&words.challenges, &note.challenges)),
                ("tags", self.tags(page)),
                ("contacts", self.contacts(fact)),
                ("contribute", self.contribute(id)),
                ("citation", self.citation(id)),
                ("next", made.option(newer.copied())),
                ("previous", made.option(older.copied())),
                changes,
                added,
                changed_since,
                changes_url,
                contributors,
            ],
        )
    }

    /// The permanent address of a page of a note.
    fn permanent(&self, page: &PageFact) -> Value {
        let id = permanent::of(page, self.base).filter(|_| page.draft.page.render);
        optional(
            id.map(|id| self.permalink(&permanent::route(&id.value, page.language(), self.config))),
        )
    }

    pub(super) fn memberships(&self, fact: &NoteFact, made: &Made) -> Value {
        list(fact.carnets.iter().filter_map(|(carnet_id, place)| {
            if !self.base.is_listed(*carnet_id) {
                return None;
            }
            let Facts::Carnet(carnet) = &self.base.thing(*carnet_id).facts else { return None };
            let entry = carnet.entries.get(*place)?;
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
    pub(super) fn category(&self, id: ThingId, carnet: &CarnetFact, index: usize) -> Option<Value> {
        let page = self.page(id);
        let name = match &page.draft.thing {
            Some(Thing::Carnet(own)) if own.categories.len() == carnet.categories.len() => {
                &own.categories.get(index)?.value
            }
            _ => carnet.categories.get(index)?,
        };
        Some(self.say(page, name))
    }

    /// The first steps of a note in the language of the page, as they are written and as values.
    pub(super) fn steps(&self, id: ThingId, made: &Made) -> Vec<(&Step, Value)> {
        let page = self.base.page_of(id, self.language);
        let (fact, page_fact) = (&self.base.thing(id).facts, self.base.page(page));
        let (Facts::Note(fact), Some(Thing::Note(own))) = (fact, &page_fact.draft.thing) else {
            return Vec::new();
        };
        let who = fact.steps.get(&page).into_iter().flatten();
        let steps = own.steps.iter().zip(who).map(|(step, who)| {
            let value = object([
                ("text", self.say(page_fact, &step.text)),
                ("who", made.option(*who)),
                ("by", Self::moment(step.by.as_ref())),
                ("done", boolean(step.done)),
            ]);
            (step, value)
        });
        steps.collect()
    }

    pub(super) fn tags(&self, page: &PageFact) -> Value {
        let taxonomies = &self.base.taxonomies[page.language()];
        list(page.draft.page.taxonomies.iter().flat_map(|(name, terms)| {
            let taxonomy = taxonomies.iter().find(|one| one.settings.name == name.value);
            terms.iter().filter_map(move |written| {
                let slug = self.config.slugify.taxonomies.path(&written.value);
                let term = taxonomy?.terms.iter().find(|term| term.slug == slug)?;
                Some(object([
                    ("name", text(&term.name)),
                    ("permalink", self.permalink(&term.route)),
                ]))
            })
        }))
    }

    pub(super) fn contacts(&self, fact: &NoteFact) -> Value {
        list(fact.authors.iter().filter_map(|author| {
            let Author::Thing(id) = author else { return None };
            let contact = self.own(*id).contact();
            contact.map(|url| object([("name", text(self.page(*id).title())), ("url", text(url))]))
        }))
    }
}
