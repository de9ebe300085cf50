//! Who in git is who on the site.

use std::collections::BTreeMap;

use super::{KnowledgeBase, ThingId};
use crate::draft::Withheld;
use crate::history::Commit;

/// Who made a change, as far as readers may know.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Contributor {
    /// A person with a page.
    Thing(ThingId),
    /// Just a name.
    Name(String),
}

/// Names and e-mail addresses of people, in small letters.
#[derive(Clone, Debug, Default)]
pub struct Identities {
    /// The person; none for one who is named nowhere.
    people: BTreeMap<String, Option<ThingId>>,
}

impl Identities {
    /// Gathers who is known, and who must not be named: people whose pages are withheld or unlisted.
    #[must_use]
    pub fn new(base: &KnowledgeBase, withheld: &[Withheld]) -> Self {
        let mut people = BTreeMap::new();
        for (id, thing) in base.thing_ids() {
            let shown = Some(id).filter(|id| base.is_listed(*id));
            for page in thing.pages.values() {
                for name in base.page(*page).draft.names_in_git() {
                    put(&mut people, &name, shown);
                }
            }
        }
        for name in withheld.iter().flat_map(|draft| &draft.names) {
            // A translation that is withheld says nothing of its original.
            let of_thing = people.get(&key(name)).copied().flatten();
            put(&mut people, name, of_thing);
        }
        Self { people }
    }

    /// Who made a commit; none when that is not known, or not to be told.
    #[must_use]
    pub fn of(&self, commit: &Commit) -> Option<Contributor> {
        let by_address = self.people.get(&commit.email);
        let known = by_address.or_else(|| self.people.get(&key(commit.author.as_ref()?)));
        match known {
            Some(person) => person.map(Contributor::Thing),
            None => commit.author.clone().map(Contributor::Name),
        }
    }
}

/// Of two people of one name nobody knows which is meant; one who must not be named counts most.
fn put(people: &mut BTreeMap<String, Option<ThingId>>, name: &str, person: Option<ThingId>) {
    let key = key(name);
    if key.is_empty() {
        return;
    }
    let known = people.entry(key).or_insert(person);
    if known.is_some() && person.is_none() {
        *known = None;
    }
}

fn key(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
