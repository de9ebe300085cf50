//! Who in git is who on the site.

use std::collections::{BTreeMap, BTreeSet};
use std::iter;

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
    /// What those are called who must not be named, as [`loose`] has it.
    hidden: BTreeSet<String>,
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
        let mut identities = Self::default();
        for (id, thing) in base.thing_ids() {
            let shown = if base.is_listed(id) { Known::Person(id) } else { Known::Hidden };
            for page in thing.pages.values() {
                for name in base.page(*page).draft.names_in_git() {
                    identities.put(&name, shown);
                }
            }
        }
        for name in withheld.iter().flat_map(|draft| &draft.names) {
            // A translation that is withheld says nothing of its original.
            if !identities.people.contains_key(&key(name)) {
                identities.put(name, Known::Hidden);
            }
        }
        identities
    }

    /// Who made a commit; none when that is not known, or not to be told.
    #[must_use]
    pub fn of(&self, commit: &Commit) -> Option<Contributor> {
        let names = iter::once(&commit.email).chain(&commit.author).chain(&commit.aliases);
        if names.into_iter().any(|name| self.hides(name)) {
            return None;
        }
        let is_clear = |known: &&Known| **known != Known::Several;
        let by_address = self.people.get(&commit.email).filter(is_clear);
        let known = by_address.or_else(|| self.people.get(&key(commit.author.as_ref()?)));
        match known {
            Some(Known::Person(person)) => Some(Contributor::Thing(*person)),
            Some(Known::Hidden) => None,
            Some(Known::Several) | None => commit.author.clone().map(Contributor::Name),
        }
    }

    /// Whether somebody is called so who must not be named. Other accents and another order of the
    /// words hide nobody, unless it is just what somebody else is called.
    fn hides(&self, name: &str) -> bool {
        match self.people.get(&key(name)) {
            Some(known) => *known == Known::Hidden,
            None => self.hidden.contains(&loose(name)),
        }
    }

    /// Gives a name to a person; one who must not be named counts most.
    fn put(&mut self, name: &str, person: Known) {
        let key = key(name);
        if key.is_empty() {
            return;
        }
        if person == Known::Hidden {
            self.hidden.insert(loose(name));
        }
        let known = self.people.entry(key).or_insert(person);
        *known = match (*known, person) {
            (Known::Hidden, _) | (_, Known::Hidden) => Known::Hidden,
            (one, other) if one == other => one,
            _ => Known::Several,
        };
    }
}

/// The words of a name in small letters without accents, in the order of the alphabet.
fn loose(name: &str) -> String {
    let slug = slug::slugify(name);
    let mut words: Vec<&str> = slug.split('-').collect();
    words.sort_unstable();
    words.join(" ")
}

fn key(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
