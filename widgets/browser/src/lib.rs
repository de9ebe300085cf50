//! What the widgets touch: the DOM, the clipboard, the address bar.
//!
//! Each module turns what happens on the page into an event of `carnet_behaviour`, and carries
//! out the effects it gets back. It decides nothing. A page that lacks an element it needs, or
//! was written in another format, is left as plain HTML, without a word on the console.

#![cfg_attr(target_arch = "wasm32", no_std)]

extern crate alloc;

pub mod cite;
pub mod filter;
pub mod map;

mod address;
mod dom;
#[cfg(target_arch = "wasm32")]
mod runtime;
