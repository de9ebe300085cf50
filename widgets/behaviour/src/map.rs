//! The map widget: one ally at a time, in an order that is written down.
//!
//! The map is one stop of the Tab key. Left and right follow the written order, up and down go
//! around the allies tied to one of them, and an ally that is selected stands out with its ties.
//! The selection is in the address.

mod graph;
mod key;
mod view;

use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use carnet_contract::map::{self as attribute, SELECTION};

use crate::address::{self, History};
use crate::message::Plural;

pub use graph::{Graph, Near, Node, Selection};
pub use key::Key;
pub use view::{Side, View, Zoom};

/// What the widget knows.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    graph: Rc<Graph>,
    /// The ally that has the focus, or will when the focus enters the map.
    current: usize,
    /// The ally whose ties the reader goes around; it starts anew when the reader leaves them.
    hub: Option<usize>,
    selected: Option<usize>,
    view: View,
    /// The query of the address, with the pairs of others.
    address: String,
}

/// What happens to the widget. An ally is named by its index in the written order.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The widget starts at an address, or the reader comes back to one; this is its query.
    Arrived(String),
    /// An ally got the focus.
    Focused(usize),
    /// The link of an ally was activated, without a modifier.
    Activated(usize),
    /// A key was pressed in the map.
    Pressed(Key),
    /// A name was given to go to.
    Sought(String),
    /// A zoom button was pressed.
    Zoomed(Zoom),
    /// A pan button was pressed.
    Panned(Side),
    /// The map was dragged, in the units of the view.
    Dragged(f64, f64),
    /// The wheel asked for a zoom around a point of the view.
    Wheeled(Zoom, f64, f64),
}

/// What the browser is to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Keep the browser from its own answer to the event.
    Keep,
    /// Make this ally the one stop of the Tab key.
    Rove(usize),
    /// Move the focus to this ally.
    Focus(usize),
    /// Move the focus to the link before the map.
    Leave,
    /// Let an ally stand out with its ties, and show its card; or none.
    Select(Option<Selection>),
    /// Show this part of the map.
    Move(View),
    /// Say what changed.
    Tell(Notice),
    /// Put this query in the address.
    Address(History, String),
}

/// What is told to the reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// This ally is selected.
    Selected {
        /// The name of the ally.
        name: String,
        /// How many ties it has.
        ties: usize,
    },
    /// None is selected any more.
    Cleared,
    /// No ally has this name.
    Unknown(String),
}

/// The widget before it has arrived anywhere. The graph has at least one node.
pub fn open(graph: Graph) -> State {
    let view = View::whole(graph.width, graph.height);
    State {
        graph: Rc::new(graph),
        current: 0,
        hub: None,
        selected: None,
        view,
        address: String::new(),
    }
}

/// The next state, and what the browser is to do.
pub fn update(state: &State, event: Event) -> (State, Vec<Effect>) {
    let mut next = state.clone();
    let mut effects = match event {
        Event::Arrived(address) => arrive(&mut next, address),
        Event::Focused(ally) if ally == state.current => Vec::new(),
        Event::Focused(ally) => {
            next.current = ally;
            next.hub = None;
            vec![Effect::Rove(ally)]
        }
        // The link of the selected ally is a link like any other.
        Event::Activated(ally) if state.selected == Some(ally) => Vec::new(),
        Event::Activated(ally) => {
            next.current = ally;
            let mut effects = vec![Effect::Keep, Effect::Rove(ally)];
            effects.extend(select(&mut next, Some(ally)));
            effects
        }
        Event::Pressed(key) => press(&mut next, key),
        Event::Sought(name) => seek(&mut next, &name),
        Event::Zoomed(zoom) => {
            let (x, y) = match state.selected {
                Some(ally) => state.view.place(state.graph.point(ally)),
                None => state.view.middle(),
            };
            next.view = state.view.zoomed(zoom, x, y);
            Vec::new()
        }
        Event::Panned(side) => {
            next.view = state.view.panned(side);
            Vec::new()
        }
        Event::Dragged(x, y) => {
            next.view = state.view.moved(x, y);
            Vec::new()
        }
        Event::Wheeled(zoom, x, y) => {
            next.view = state.view.zoomed(zoom, x, y);
            vec![Effect::Keep]
        }
    };
    if next.view != state.view {
        // First, so that an ally is in sight when the focus reaches it.
        effects.insert(0, Effect::Move(next.view));
    }
    (next, effects)
}

/// The attribute of the page that words a selection.
pub fn message(plural: Plural) -> &'static str {
    match plural {
        Plural::One => attribute::MESSAGE_FOCUS_ONE,
        Plural::Many => attribute::MESSAGE_FOCUS_MANY,
        Plural::Other => attribute::MESSAGE_FOCUS_OTHER,
    }
}

fn arrive(state: &mut State, address: String) -> Vec<Effect> {
    let pairs = address::read(&address);
    let named = pairs.iter().find(|(name, _)| name == SELECTION);
    let ally = named.and_then(|(_, id)| state.graph.position(id));
    state.address = address;
    if ally == state.selected {
        return Vec::new();
    }
    state.selected = ally;
    let mut effects = show(state);
    if let Some(ally) = ally {
        state.current = ally;
        state.view = state.view.revealing(state.graph.point(ally));
        effects.push(Effect::Rove(ally));
    }
    effects
}

fn press(state: &mut State, key: Key) -> Vec<Effect> {
    let last = state.graph.nodes.len().saturating_sub(1);
    let current = state.current;
    let (target, hub) = match key {
        Key::Next => (last.min(current + 1), None),
        Key::Previous => (current.saturating_sub(1), None),
        Key::First => (0, None),
        Key::Last => (last, None),
        Key::NextTied | Key::PreviousTied => {
            let hub = state.hub.unwrap_or(current);
            (state.graph.around(hub, current, key == Key::NextTied), Some(hub))
        }
        Key::Zoom(zoom) => {
            let (x, y) = state.view.place(state.graph.point(current));
            state.view = state.view.zoomed(zoom, x, y);
            return vec![Effect::Keep];
        }
        Key::Escape => {
            let mut effects = vec![Effect::Keep];
            match state.selected {
                Some(_) => effects.extend(select(state, None)),
                None => effects.push(Effect::Leave),
            }
            return effects;
        }
    };
    state.hub = hub;
    if target == current {
        return vec![Effect::Keep];
    }
    let mut effects = vec![Effect::Keep];
    effects.extend(focus(state, target));
    effects
}

fn seek(state: &mut State, name: &str) -> Vec<Effect> {
    let Some(ally) = state.graph.named(name) else {
        return vec![Effect::Tell(Notice::Unknown(name.into()))];
    };
    state.hub = None;
    let mut effects = focus(state, ally);
    if state.selected != Some(ally) {
        effects.extend(select(state, Some(ally)));
    }
    effects
}

/// Moves the focus to an ally, into sight.
fn focus(state: &mut State, ally: usize) -> Vec<Effect> {
    state.current = ally;
    state.view = state.view.revealing(state.graph.point(ally));
    vec![Effect::Rove(ally), Effect::Focus(ally)]
}

/// Selects an ally or none, as a step that the back button undoes.
fn select(state: &mut State, ally: Option<usize>) -> Vec<Effect> {
    state.selected = ally;
    state.hub = ally;
    let id = ally.and_then(|ally| state.graph.nodes.get(ally)).map(|node| &*node.id);
    let own: Vec<(&str, &str)> = id.map(|id| (SELECTION, id)).into_iter().collect();
    state.address = address::write(&state.address, |name| name == SELECTION, &own);
    let mut effects = show(state);
    effects.push(Effect::Address(History::Push, state.address.clone()));
    effects
}

/// Shows and tells the selection of a state.
fn show(state: &State) -> Vec<Effect> {
    let selection = state.selected.map(|ally| state.graph.selection(ally));
    let notice = match &selection {
        Some(selection) => Notice::Selected {
            name: state.graph.nodes[selection.ally].name.clone(),
            ties: state.graph.degree(selection.ally),
        },
        None => Notice::Cleared,
    };
    vec![Effect::Select(selection), Effect::Tell(notice)]
}

#[cfg(test)]
mod tests;
