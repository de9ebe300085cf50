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
    people: BTreeMap<String, Known>,
}

/// Whose a name or an address is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    /// Theirs.
    Person(ThingId),
    /// That of several people, of whom nobody knows which is meant.
    Several,
    /// That of somebody who must not be named.
    Hidden,
}

impl Identities {
    /// Gathers who is known, and who must not be named: people whose pages are withheld or unlisted.
    #[must_use]
    pub fn new(base: &KnowledgeBase, withheld: &[Withheld]) -> Self {
        let mut people = BTreeMap::new();
        for (id, thing) in base.thing_ids() {
            let shown = if base.is_listed(id) { Known::Person(id) } else { Known::Hidden };
            for page in thing.pages.values() {
                for name in base.page(*page).draft.names_in_git() {
                    put(&mut people, &name, shown);
                }
            }
        }
        for name in withheld.iter().flat_map(|draft| &draft.names) {
            // A translation that is withheld says nothing of its original.
            if !people.contains_key(&key(name)) {
                put(&mut people, name, Known::Hidden);
            }
        }
        Self { people }
    }

    /// Who made a commit; none when that is not known, or not to be told.
    #[must_use]
    pub fn of(&self, commit: &Commit) -> Option<Contributor> {
        let is_clear = |known: &&Known| **known != Known::Several;
        let by_address = self.people.get(&commit.email).filter(is_clear);
        let known = by_address.or_else(|| self.people.get(&key(commit.author.as_ref()?)));
        match known {
            Some(Known::Person(person)) => Some(Contributor::Thing(*person)),
            Some(Known::Hidden) => None,
            Some(Known::Several) | None => commit.author.clone().map(Contributor::Name),
        }
    }
}

/// Gives a name to a person; one who must not be named counts most.
fn put(people: &mut BTreeMap<String, Known>, name: &str, person: Known) {
    let key = key(name);
    if key.is_empty() {
        return;
    }
    let known = people.entry(key).or_insert(person);
    *known = match (*known, person) {
        (Known::Hidden, _) | (_, Known::Hidden) => Known::Hidden,
        (one, other) if one == other => one,
        _ => Known::Several,
    };
}

fn key(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
