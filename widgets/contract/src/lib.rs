//! The contract between the generator and the widgets: what one writes and the other reads.
//!
//! HTML comes first. Notes, allies and citations *are* in the page, marked with the attributes
//! named here, and a widget only enhances them. A page written under another [`FORMAT`] is left
//! as it stands. Nothing here knows a template engine or a browser.
//!
//! Templates spell the same names by hand; a test can walk [`ATTRIBUTES`] to see that they agree.

#![no_std]

extern crate alloc;

mod attribute;
pub mod cite;
pub mod filter;
pub mod map;

mod atlas;
mod widget;

pub use atlas::{Ally, Anchor, Atlas, Label, Place, Placed, Tie};
pub use widget::{
    ASSET_FOLDER, FORMAT, FORMAT_ATTRIBUTE, PLAIN_ATTRIBUTE, WIDGET_ATTRIBUTE, Widget,
};

/// Every attribute of the contract, widget by widget.
pub const ATTRIBUTES: &[&[&str]] =
    &[&[WIDGET_ATTRIBUTE, FORMAT_ATTRIBUTE, PLAIN_ATTRIBUTE], cite::ALL, filter::ALL, map::ALL];

#[cfg(test)]
mod tests {
    use alloc::collections::BTreeSet;

    use super::*;

    #[test]
    fn attributes_are_data_attributes_and_named_once() {
        let mut seen = BTreeSet::new();
        for name in ATTRIBUTES.iter().copied().flatten() {
            assert!(name.starts_with("data-"), "{name} is not a data attribute");
            let message = name.starts_with("data-message-");
            assert!(seen.insert(name) || message, "{name} is named twice");
        }
    }

    #[test]
    fn widgets_are_found_by_their_name() {
        for widget in Widget::ALL {
            assert_eq!(Widget::named(widget.name()), Some(*widget));
        }
        assert_eq!(Widget::named("clock"), None);
    }
}
