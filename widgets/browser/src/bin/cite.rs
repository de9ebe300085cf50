//! The module that a page with a citation downloads.

#![cfg_attr(target_arch = "wasm32", no_std, no_main)]

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(start)]
fn start() {
    carnet_browser::cite::start();
}

/// Cargo also checks this file for the machine it runs on, where there is no page.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}
