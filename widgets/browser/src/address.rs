//! The address bar.

use alloc::string::String;

use carnet_behaviour::address::History;
use wasm_bindgen::JsValue;

use crate::dom;

/// The query of the current address.
pub(crate) fn query() -> String {
    dom::window().location().search().unwrap_or_default()
}

/// Puts a query in the address. Where a page may not (one opened from a folder), nothing changes.
pub(crate) fn go(history: History, query: &str) {
    let window = dom::window();
    let location = window.location();
    let path = location.pathname().unwrap_or_default();
    let hash = location.hash().unwrap_or_default();
    let address = [&*path, query, &hash].concat();
    let Ok(bar) = window.history() else { return };
    let _refused = match history {
        History::Push => bar.push_state_with_url(&JsValue::NULL, "", Some(&address)),
        History::Replace => bar.replace_state_with_url(&JsValue::NULL, "", Some(&address)),
    };
}

/// Calls `handler` with the query each time the reader goes back or forward.
pub(crate) fn on_return(handler: impl Fn(String) + 'static) {
    dom::listen(&dom::window(), "popstate", move |_| handler(query()));
}
