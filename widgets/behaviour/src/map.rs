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
pub use view::{Room, Side, View, Zoom};

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
    /// What of the map lies outside its frame.
    room: Room,
    /// Whether the whole map fits its frame; from then on it does.
    whole: bool,
    /// Whether the last name sought was none.
    refused: bool,
    /// The query of the address, with the pairs of others.
    address: String,
}

/// What happens to the widget. An ally is named by its index in the written order.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The widget starts at an address, or the reader comes back to one; this is its query.
    Arrived(String),
    /// An ally got the focus, and shows it: by the keyboard, or from the widget.
    Focused(usize),
    /// An ally got the focus from a pointer, under which nothing may move.
    Touched(usize),
    /// The link of an ally was activated, without a modifier.
    Activated(usize),
    /// A key was pressed in the map.
    Pressed(Key),
    /// The selection is cleared, from the panel that goes with it.
    Closed,
    /// The empty ground was clicked.
    Grounded,
    /// The field of names changed.
    Typed,
    /// A name was given to go to.
    Sought(String),
    /// A zoom button was pressed.
    Zoomed(Zoom),
    /// The frame was measured, after it changed or was scrolled.
    Framed(Room),
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
    /// Move the focus to this ally if it is on an ally or in the panel.
    Follow(usize),
    /// Scroll the page so that this ally is in sight, and the frame so that it is in the middle.
    Reveal(usize),
    /// Scroll the frame to a side.
    Scroll(Side),
    /// Move the focus to the link before the map.
    Leave,
    /// Let an ally stand out with its ties, and show its card; or none.
    Select(Option<Selection>),
    /// Show this part of the map.
    Move(View),
    /// Fit the whole map in its frame.
    Whole,
    /// Say what changed.
    Tell(Notice),
    /// Mark the field of names as wrong, or as right again.
    Refuse(bool),
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
    /// No name was written.
    Blank,
}

impl State {
    /// Whether a step of the zoom would change what is seen.
    pub fn can_zoom(&self, zoom: Zoom) -> bool {
        self.view.can_zoom(zoom) || zoom == Zoom::Out && self.room.is_any() && !self.whole
    }

    /// Whether there is more to see on a side.
    pub fn can_pan(&self, side: Side) -> bool {
        self.room.is_on(side) || self.view.can_pan(side)
    }

    /// Whether letters are too small to be read where a pixel is that much of the map.
    pub fn is_small(&self, ratio: f64) -> bool {
        self.view.is_small(ratio)
    }
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
        room: Room::default(),
        whole: false,
        refused: false,
        address: String::new(),
    }
}

/// The next state, and what the browser is to do.
pub fn update(state: &State, event: Event) -> (State, Vec<Effect>) {
    let mut next = state.clone();
    let is_typed = event == Event::Typed;
    let mut effects = match event {
        Event::Arrived(address) => arrive(&mut next, address),
        Event::Focused(ally) => {
            let mut effects = stop(&mut next, ally);
            next.view = state.view.revealing(state.graph.point(ally));
            effects.push(Effect::Reveal(ally));
            effects
        }
        Event::Touched(ally) => stop(&mut next, ally),
        // The link of the selected ally is a link like any other.
        Event::Activated(ally) if state.selected == Some(ally) => Vec::new(),
        Event::Activated(ally) => {
            next.current = ally;
            let mut effects = vec![Effect::Keep, Effect::Rove(ally)];
            effects.extend(select(&mut next, Some(ally)));
            effects.push(Effect::Reveal(ally));
            effects
        }
        Event::Pressed(key) => press(&mut next, key),
        Event::Closed => close(&mut next),
        Event::Grounded if state.selected.is_none() => Vec::new(),
        Event::Grounded => select(&mut next, None),
        Event::Typed => Vec::new(),
        Event::Sought(name) => seek(&mut next, &name),
        Event::Zoomed(zoom) => {
            let middle = match state.selected {
                Some(ally) => state.view.place(state.graph.point(ally)),
                None => state.view.middle(),
            };
            step(&mut next, zoom, middle)
        }
        Event::Framed(room) => {
            next.room = room;
            Vec::new()
        }
        Event::Panned(side) if state.room.is_on(side) => vec![Effect::Scroll(side)],
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
    let refusal = effects.iter().find_map(|effect| match effect {
        Effect::Tell(notice) => Some(matches!(notice, Notice::Unknown(_) | Notice::Blank)),
        _ => None,
    });
    // Another notice takes the place of the refusal; so does another name.
    next.refused = refusal.unwrap_or(state.refused && !is_typed);
    if next.refused != state.refused {
        effects.push(Effect::Refuse(next.refused));
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
    let mut effects = Vec::new();
    if let Some(ally) = ally {
        state.current = ally;
        state.hub = Some(ally);
        state.view = state.view.revealing(state.graph.point(ally));
        // Before the panel is emptied, and with it the focus lost.
        effects.extend([Effect::Rove(ally), Effect::Follow(ally)]);
    }
    effects.extend(show(state));
    effects.extend(ally.map(Effect::Reveal));
    effects
}

/// Makes an ally that got the focus the current one.
fn stop(state: &mut State, ally: usize) -> Vec<Effect> {
    if ally == state.current {
        return Vec::new();
    }
    state.current = ally;
    state.hub = None;
    vec![Effect::Rove(ally)]
}

/// Clears the selection and brings the focus back from the panel to the ally it was about.
fn close(state: &mut State) -> Vec<Effect> {
    let Some(ally) = state.selected else {
        return Vec::new();
    };
    let mut effects = vec![Effect::Keep];
    effects.extend(focus(state, ally));
    effects.extend(select(state, None));
    effects.push(Effect::Reveal(ally));
    effects
}

/// A step of the zoom, with what is seen at a point staying there. The last step back lets the whole
/// map fit its frame, now and from then on.
fn step(state: &mut State, zoom: Zoom, (x, y): (f64, f64)) -> Vec<Effect> {
    let fits = zoom == Zoom::Fit || zoom == Zoom::Out && !state.view.can_zoom(zoom);
    let is_new = fits && state.can_zoom(zoom) && !state.whole;
    state.view = state.view.zoomed(zoom, x, y);
    state.whole |= is_new;
    is_new.then_some(Effect::Whole).into_iter().collect()
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
            let middle = state.view.place(state.graph.point(current));
            let mut effects = vec![Effect::Keep];
            effects.extend(step(state, zoom, middle));
            return effects;
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
    effects.push(Effect::Reveal(target));
    effects
}

fn seek(state: &mut State, name: &str) -> Vec<Effect> {
    let name = name.trim();
    let Some(ally) = state.graph.named(name) else {
        let notice = if name.is_empty() { Notice::Blank } else { Notice::Unknown(name.into()) };
        return vec![Effect::Tell(notice)];
    };
    state.hub = None;
    let mut effects = focus(state, ally);
    if state.selected != Some(ally) {
        effects.extend(select(state, Some(ally)));
    }
    effects.push(Effect::Reveal(ally));
    effects
}

/// Moves the focus to an ally, into sight on the map. What follows may move the map on the page,
/// so the page is scrolled last.
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
