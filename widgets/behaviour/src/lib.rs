//! What the widgets decide, without a DOM.
//!
//! Each widget is a state machine, `update(&State, Event) -> (State, Vec<Effect>)`: the browser
//! turns what happens on the page into an event and carries out the effects. The decisions run,
//! and are tested, on any machine. With the feature `layout`, the module of that name places the atlas for the generator with the same
//! care: the same picture everywhere.

#![no_std]

extern crate alloc;

pub mod cite;
pub mod filter;
pub mod map;

#[cfg(feature = "layout")]
pub mod layout;

pub mod address;
pub mod fold;
pub mod message;
pub mod words;
