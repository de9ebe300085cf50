//! The filter widget: a list of notes narrowed by words and facets, and put in order.
//!
//! The values of one facet are alternatives, the facets add up, and every search word must be
//! found, the last one perhaps still half written. The state is in the address: a filtered list
//! can be shared, cited, and left with the back button.

mod catalogue;
mod query;

use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use carnet_contract::filter as attribute;

use crate::address::History;
use crate::message::Plural;

pub use catalogue::{Catalogue, Entry, Facet, Value};
pub use query::{Query, Sort};

/// What the widget knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    catalogue: Rc<Catalogue>,
    query: Query,
    /// The query of the address, with the pairs of others.
    address: String,
}

/// What happens to the widget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The widget starts at an address, or the reader comes back to one; this is its query.
    Arrived(String),
    /// The search field changed.
    Typed(String),
    /// A checkbox changed: the facet and the value, by index.
    Toggled(usize, usize),
    /// Another order was chosen.
    Sorted(Sort),
    /// Every filter was cleared.
    Reset(ResetBy),
    /// The reader has paused.
    Settled,
}

/// Where a reset came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResetBy {
    /// A button that stays.
    Form,
    /// The button of the empty state, which goes with it, and with it the focus.
    EmptyState,
}

/// What the browser is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Make the form say what the state is.
    Fill(Query),
    /// Show these entries, and hide the others.
    Show(Vec<bool>),
    /// Put the entries in this order.
    Arrange(Vec<usize>),
    /// Show these counts beside the values of the facets.
    Count(Vec<Vec<usize>>),
    /// Show the empty state with the active filters in words, or hide it.
    Empty(Option<String>),
    /// Put this query in the address.
    Address(History, String),
    /// Send [`Event::Settled`] once nothing has happened for a while.
    Wait,
    /// Say how many notes there are.
    Tell(Tally),
    /// Say how many notes there are, and in which order.
    TellOrder(Tally, Sort),
    /// Move the focus to the search field.
    Focus,
}

/// How many notes there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// How many are shown.
    pub count: usize,
    /// How many there are in all.
    pub total: usize,
    /// Whether any filter is active.
    pub is_filtered: bool,
}

/// The widget before it has arrived anywhere.
pub fn open(catalogue: Catalogue) -> State {
    let query = Query::empty(&catalogue);
    State { catalogue: Rc::new(catalogue), query, address: String::new() }
}

/// The next state, and what the browser is to do.
pub fn update(state: &State, event: Event) -> (State, Vec<Effect>) {
    let mut next = state.clone();
    let mut effects = match event {
        Event::Arrived(address) => {
            next.query = Query::read(&address, &state.catalogue);
            next.address = address;
            let told = next.query.is_filtered() || state.query.is_filtered();
            let mut effects = vec![Effect::Fill(next.query.clone())];
            effects.extend(told.then(|| Effect::Tell(tally(&next))));
            effects
        }
        Event::Typed(text) => {
            next.query.text = text;
            vec![Effect::Wait, go(&mut next, History::Replace)]
        }
        Event::Toggled(facet, value) => {
            next.query.toggle(facet, value);
            vec![Effect::Wait, go(&mut next, History::Push)]
        }
        Event::Sorted(sort) => {
            next.query.sort = sort;
            vec![go(&mut next, History::Push), Effect::TellOrder(tally(&next), sort)]
        }
        Event::Reset(by) => {
            next.query = Query { sort: state.query.sort, ..Query::empty(&state.catalogue) };
            let mut effects = vec![Effect::Fill(next.query.clone()), go(&mut next, History::Push)];
            effects.extend((by == ResetBy::EmptyState).then_some(Effect::Focus));
            effects.push(Effect::Tell(tally(&next)));
            effects
        }
        Event::Settled => return (next, vec![Effect::Tell(tally(state))]),
    };
    effects.splice(0..0, list(state, &next));
    (next, effects)
}

/// The attribute of the page that words a tally.
pub fn message(tally: Tally, plural: Plural) -> &'static str {
    match (tally.is_filtered, plural) {
        (true, _) if tally.count == 0 => attribute::MESSAGE_NONE,
        (true, Plural::One) => attribute::MESSAGE_RESULTS_ONE,
        (true, Plural::Many) => attribute::MESSAGE_RESULTS_MANY,
        (true, Plural::Other) => attribute::MESSAGE_RESULTS_OTHER,
        (false, Plural::One) => attribute::MESSAGE_ALL_ONE,
        (false, Plural::Many) => attribute::MESSAGE_ALL_MANY,
        (false, Plural::Other) => attribute::MESSAGE_ALL_OTHER,
    }
}

/// The attribute of the page that words an order; fewer than two notes have none.
pub fn order_message(tally: Tally, sort: Sort) -> Option<&'static str> {
    let message = match sort {
        Sort::Date => attribute::MESSAGE_SORTED_DATE,
        Sort::Title => attribute::MESSAGE_SORTED_TITLE,
    };
    (tally.count > 1).then_some(message)
}

/// What of the list changes between two states.
fn list(from: &State, to: &State) -> Vec<Effect> {
    let found = to.catalogue.found(&to.query.text);
    let shown = to.catalogue.shown(&to.query, &found);
    let nothing = !shown.contains(&true) && to.query.is_filtered();
    let empty = nothing.then(|| to.query.words(&to.catalogue));
    let mut effects = Vec::new();
    if from.query.sort != to.query.sort {
        effects.push(Effect::Arrange(to.catalogue.order(to.query.sort)));
    }
    effects.extend([
        Effect::Show(shown),
        Effect::Count(to.catalogue.counts(&to.query, &found)),
        Effect::Empty(empty),
    ]);
    effects
}

fn tally(state: &State) -> Tally {
    let found = state.catalogue.found(&state.query.text);
    let shown = state.catalogue.shown(&state.query, &found);
    Tally {
        count: shown.iter().filter(|it| **it).count(),
        total: shown.len(),
        is_filtered: state.query.is_filtered(),
    }
}

/// Moves to the address of the new query.
fn go(state: &mut State, history: History) -> Effect {
    state.address = state.query.write(&state.address, &state.catalogue);
    Effect::Address(history, state.address.clone())
}

#[cfg(test)]
mod tests;
