//! The keys of the map. They act only while the focus is in it.

use super::Zoom;

/// What a key asks of the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// To the next ally in the written order.
    Next,
    /// To the previous ally in the written order.
    Previous,
    /// To the first ally.
    First,
    /// To the last ally.
    Last,
    /// To the next of the tied allies.
    NextTied,
    /// To the previous of the tied allies.
    PreviousTied,
    /// Out of the selection, then out of the map.
    Escape,
    /// Closer, back, or to the whole.
    Zoom(Zoom),
}

impl Key {
    /// What the key of that name, as `KeyboardEvent.key` gives it, asks.
    pub fn named(name: &str) -> Option<Key> {
        let key = match name {
            "ArrowRight" => Key::Next,
            "ArrowLeft" => Key::Previous,
            "Home" => Key::First,
            "End" => Key::Last,
            "ArrowDown" => Key::NextTied,
            "ArrowUp" => Key::PreviousTied,
            "Escape" => Key::Escape,
            "+" | "=" => Key::Zoom(Zoom::In),
            "-" | "−" => Key::Zoom(Zoom::Out),
            "0" => Key::Zoom(Zoom::Fit),
            _ => return None,
        };
        Some(key)
    }
}
