//! What notes can be filtered by, and how many notes have each value.

use indexmap::IndexMap;

use super::View;
use crate::config::Words;
use crate::draft::Thing;
use crate::knowledge::things::Author;
use crate::knowledge::{Facts, ThingId};
use crate::template::value::{Value, count, list, object, text};

impl<'a> View<'a> {
    /// What notes can be filtered by, each value with how many notes have it.
    pub(super) fn facets(&self, notes: &[ThingId]) -> Value {
        let words = &self.carnet.vocabulary;
        let mut kinds = Tally::default();
        let mut carnets = Tally::default();
        let mut communities = Tally::default();
        let mut authors = Tally::default();
        let mut milieus = Tally::default();
        let mut years = Tally::default();
        for id in notes {
            let thing = self.base.thing(*id);
            let (Facts::Note(fact), Some(Thing::Note(note))) =
                (&thing.facts, &self.original(thing).thing)
            else {
                continue;
            };
            let kind = &note.kind.value;
            kinds.add(kind, words.kinds.label(kind, self.language), self.language);
            let carnets_of: Vec<ThingId> = fact.carnets.iter().map(|(carnet, _)| *carnet).collect();
            for carnet in self.listed(&carnets_of) {
                let page = self.page(carnet);
                carnets.add(&self.base.thing(carnet).id, page.title(), page.language());
            }
            if let Some(community) = fact.community.filter(|id| self.base.is_listed(*id)) {
                let page = self.page(community);
                communities.add(&self.base.thing(community).id, page.title(), page.language());
            }
            for author in &fact.authors {
                match author {
                    Author::Thing(id) if !self.base.is_listed(*id) => {}
                    Author::Thing(id) => {
                        let page = self.page(*id);
                        authors
                            .add(&self.base.thing(*id).id, page.title(), page.language())
                            .filed = self.filed(*id);
                    }
                    Author::Name(name) => {
                        authors.add(&slug::slugify(name), name, self.language);
                    }
                }
            }
            for milieu in &note.milieus {
                let label = words.milieus.label(&milieu.value, self.language);
                milieus.add(&milieu.value, label, self.language);
            }
            if let Some(date) = self.base.date(self.page(*id)) {
                let year = date.year().to_string();
                years.add(&year, &year, self.language);
            }
        }
        let order = |words: &'a Words| move |id: &str| words.position(id);
        list([
            self.facet("kind", kinds.by(order(&words.kinds))),
            self.facet("carnet", self.alphabetically(carnets)),
            self.facet("community", self.alphabetically(communities)),
            self.facet("author", self.alphabetically(authors)),
            self.facet("milieu", milieus.by(order(&words.milieus))),
            self.facet("year", years.by(|year| std::cmp::Reverse(year.to_owned()))),
        ])
    }

    fn facet(&self, name: &str, values: Vec<Counted>) -> Value {
        let values = values.into_iter().map(|value| {
            object([
                ("id", text(value.id)),
                ("label", text(self.languages.space(&value.language, &value.label))),
                ("lang", text(&value.language)),
                ("count", count(value.count)),
            ])
        });
        object([
            ("name", text(name)),
            ("label", text(self.languages.string(self.language, &format!("facet-{name}")))),
            ("values", list(values)),
        ])
    }

    fn alphabetically(&self, tally: Tally) -> Vec<Counted> {
        let collation = self.languages.collation(self.language);
        let mut values = tally.0.into_values().collect::<Vec<Counted>>();
        values.sort_by(|one, other| collation.compare(&one.filed, &other.filed));
        values
    }
}

/// How often each value of a facet occurs.
#[derive(Default)]
struct Tally(IndexMap<String, Counted>);

struct Counted {
    id: String,
    label: String,
    /// What it is sorted by where the order is that of the alphabet.
    filed: String,
    language: String,
    count: usize,
}

impl Tally {
    fn add(&mut self, id: &str, label: &str, language: &str) -> &mut Counted {
        let entry = self.0.entry(id.to_owned()).or_insert_with(|| Counted {
            id: id.to_owned(),
            label: label.to_owned(),
            filed: label.to_owned(),
            language: language.to_owned(),
            count: 0,
        });
        entry.count += 1;
        entry
    }

    fn by<K: Ord>(self, key: impl Fn(&str) -> K) -> Vec<Counted> {
        let mut values: Vec<Counted> = self.0.into_values().collect();
        values.sort_by_cached_key(|value| key(&value.id));
        values
    }
}
