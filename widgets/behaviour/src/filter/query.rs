//! What the reader asks of a list, in the form and in the address.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use carnet_contract::filter::{QUERY, SORT, SORT_DATE, SORT_TITLE};

use super::Catalogue;
use crate::address;

/// What the reader asks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// The search words, as they were typed.
    pub text: String,
    /// For each facet, whether each value is chosen.
    pub chosen: Vec<Vec<bool>>,
    /// The order.
    pub sort: Sort,
}

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// The newest note first.
    #[default]
    Date,
    /// By title, as the language sorts.
    Title,
}

impl Sort {
    /// The order of that name.
    pub fn named(name: &str) -> Sort {
        if name == SORT_TITLE { Sort::Title } else { Sort::Date }
    }

    /// Its name in the form and in the address.
    pub fn name(self) -> &'static str {
        match self {
            Sort::Date => SORT_DATE,
            Sort::Title => SORT_TITLE,
        }
    }
}

impl Query {
    /// The query that every note answers.
    pub(super) fn empty(catalogue: &Catalogue) -> Query {
        let chosen = catalogue.facets.iter().map(|facet| vec![false; facet.values.len()]).collect();
        Query { chosen, ..Query::default() }
    }

    /// The query an address holds; what it names and the page does not have is ignored.
    pub(super) fn read(address: &str, catalogue: &Catalogue) -> Query {
        let mut query = Query::empty(catalogue);
        for (name, value) in address::read(address) {
            match &*name {
                QUERY => query.text = value,
                SORT => query.sort = Sort::named(&value),
                _ => {
                    let facets = catalogue.facets.iter().zip(&mut query.chosen);
                    for (facet, chosen) in facets.filter(|(facet, _)| facet.name == name) {
                        let values = facet.values.iter().zip(chosen);
                        values.filter(|(it, _)| it.id == value).for_each(|(_, it)| *it = true);
                    }
                }
            }
        }
        query
    }

    /// The address with this query in place of the one it held.
    pub(super) fn write(&self, address: &str, catalogue: &Catalogue) -> String {
        let mut pairs = Vec::new();
        if !self.text.trim().is_empty() {
            pairs.push((QUERY, self.text.trim()));
        }
        for (facet, chosen) in catalogue.facets.iter().zip(&self.chosen) {
            let values = facet.values.iter().zip(chosen).filter(|(_, chosen)| **chosen);
            pairs.extend(values.map(|(value, _)| (&*facet.name, &*value.id)));
        }
        if self.sort != Sort::default() {
            pairs.push((SORT, self.sort.name()));
        }
        let is_facet = |name: &str| catalogue.facets.iter().any(|facet| facet.name == name);
        address::write(address, |name| name == QUERY || name == SORT || is_facet(name), &pairs)
    }

    /// The active filters, in words.
    pub(super) fn words(&self, catalogue: &Catalogue) -> String {
        let mut words = Vec::new();
        if !self.text.trim().is_empty() {
            words.push(["«\u{a0}", self.text.trim(), "\u{a0}»"].concat());
        }
        for (facet, chosen) in catalogue.facets.iter().zip(&self.chosen) {
            let values = facet.values.iter().zip(chosen).filter(|(_, chosen)| **chosen);
            words.extend(values.map(|(value, _)| value.label.clone()));
        }
        words.join(", ")
    }

    /// Chooses a value, or no longer.
    pub(super) fn toggle(&mut self, facet: usize, value: usize) {
        if let Some(chosen) = self.chosen.get_mut(facet).and_then(|it| it.get_mut(value)) {
            *chosen = !*chosen;
        }
    }

    /// Whether any filter is active; an order is none.
    pub(super) fn is_filtered(&self) -> bool {
        !self.text.trim().is_empty() || self.chosen.iter().flatten().any(|chosen| *chosen)
    }
}
