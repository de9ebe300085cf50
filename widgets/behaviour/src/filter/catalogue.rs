//! The notes of a list, ready to be searched: read once from the page, then only asked.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::{Query, Sort};
use crate::words::{Word, stem, words};

/// The notes and the facets of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Catalogue {
    /// The facets, in the order of the page.
    pub facets: Vec<Facet>,
    /// The notes, in the order of the page.
    pub entries: Vec<Entry>,
}

/// A question that every note answers, with no, one or more values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// Its name in the address.
    pub name: String,
    /// Its values, in the order of the page.
    pub values: Vec<Value>,
}

/// An answer to the question of a facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// Its name in the address.
    pub id: String,
    /// Its name on the page.
    pub label: String,
}

/// A note of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The words, each between spaces.
    words: String,
    /// The stems of the words, each between spaces.
    stems: String,
    /// For each facet, the values of this note by index.
    values: Vec<Vec<usize>>,
    /// The ISO date, perhaps empty.
    date: String,
    /// The rank of the title.
    rank: u32,
}

impl Entry {
    /// A note with that text, the ids of its values for each facet (parted by spaces), the date
    /// of its publication and the rank of its title.
    pub fn new(text: &str, ids: &[String], facets: &[Facet], date: &str, rank: u32) -> Entry {
        let (mut spaced, mut stems) = (String::from(" "), String::from(" "));
        for form in words(text).iter().flatten() {
            spaced.extend([form, " "]);
            stems.extend([stem(form), " "]);
        }
        let values = facets.iter().zip(ids).map(|(facet, ids)| {
            let index = |id: &str| facet.values.iter().position(|value| value.id == id);
            ids.split_ascii_whitespace().filter_map(index).collect()
        });
        Entry { words: spaced, stems, values: values.collect(), date: date.into(), rank }
    }
}

impl Catalogue {
    /// Whether each note has the words of a text.
    pub(super) fn found(&self, text: &str) -> Vec<bool> {
        let terms = terms(text);
        let found = |entry: &Entry| terms.iter().all(|term| has_term(entry, term));
        self.entries.iter().map(found).collect()
    }

    /// Whether each of the notes that were found answers the query.
    pub(super) fn shown(&self, query: &Query, found: &[bool]) -> Vec<bool> {
        let shown = |(entry, found): (&Entry, &bool)| {
            let mut chosen = entry.values.iter().zip(&query.chosen);
            *found && chosen.all(|(own, chosen)| meets(own, chosen))
        };
        self.entries.iter().zip(found).map(shown).collect()
    }

    /// For each value, how many of the notes that were found it leaves beside the other facets.
    pub(super) fn counts(&self, query: &Query, found: &[bool]) -> Vec<Vec<usize>> {
        let mut counts: Vec<Vec<usize>> =
            self.facets.iter().map(|facet| vec![0; facet.values.len()]).collect();
        for (entry, _) in self.entries.iter().zip(found).filter(|(_, found)| **found) {
            for (facet, counts) in counts.iter_mut().enumerate() {
                let mut chosen = entry.values.iter().zip(&query.chosen).enumerate();
                if chosen.all(|(other, (own, chosen))| other == facet || meets(own, chosen)) {
                    for value in entry.values.get(facet).into_iter().flatten() {
                        counts[*value] += 1;
                    }
                }
            }
        }
        counts
    }

    /// The notes in an order, by index.
    pub(super) fn order(&self, sort: Sort) -> Vec<usize> {
        // Insertion: the sorts of the standard library weigh as much as all the matching.
        let mut order: Vec<usize> = Vec::with_capacity(self.entries.len());
        for (index, entry) in self.entries.iter().enumerate() {
            let place = order.partition_point(|before| {
                let before = &self.entries[*before];
                match sort {
                    Sort::Date => before.date >= entry.date,
                    Sort::Title => before.rank <= entry.rank,
                }
            });
            order.insert(place, index);
        }
        order
    }
}

/// Whether a note has one of the chosen values, where any is chosen.
fn meets(own: &[usize], chosen: &[bool]) -> bool {
    !chosen.contains(&true) || own.iter().any(|value| chosen[*value])
}

/// What to look for in a note to find a search word: any of its forms.
struct Term {
    /// Their stems, between spaces.
    stems: Vec<String>,
    /// Their first letters, after a space; none if the word is complete.
    starts: Vec<String>,
}

fn terms(text: &str) -> Vec<Term> {
    let words = words(text);
    let last = words.len().saturating_sub(1);
    let term = |(index, word): (usize, &Word)| Term {
        stems: word.iter().map(|form| [" ", stem(form), " "].concat()).collect(),
        // Only the last word may be half written.
        starts: word.iter().filter(|_| index == last).map(|form| [" ", form].concat()).collect(),
    };
    words.iter().enumerate().map(term).collect()
}

fn has_term(entry: &Entry, term: &Term) -> bool {
    term.stems.iter().any(|stem| entry.stems.contains(&**stem))
        || term.starts.iter().any(|start| entry.words.contains(&**start))
}
