//! What the platform does for a citation: it remembers, shares, keeps files and knows the address.

use alloc::rc::Rc;
use alloc::string::String;

use carnet_behaviour::cite::Event;
use js_sys::{Object, Reflect, encode_uri_component};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Storage};

use super::Cite;
use super::read::Citation;
use crate::dom;

/// Where the choice is kept, for all pages of a host.
const KEY: &str = "carnet-cite";

/// The id of what was chosen last. A storage that is refused remembers nothing.
pub(super) fn remembered() -> Option<String> {
    storage()?.get_item(KEY).ok()?
}

pub(super) fn remember(id: &str) {
    let _kept = storage().map(|it| it.set_item(KEY, id));
}

fn storage() -> Option<Storage> {
    dom::window().local_storage().ok()?
}

/// The anchor in the address of the page, as it stands there.
pub(super) fn anchor() -> String {
    let hash = dom::window().location().hash().unwrap_or_default();
    hash.strip_prefix('#').unwrap_or_default().into()
}

/// A text as an address holds it.
pub(super) fn encoded(text: &str) -> String {
    String::from(encode_uri_component(text))
}

/// Whether the platform has a sheet to share with.
pub(super) fn shares() -> bool {
    let share = Reflect::get(&dom::window().navigator(), &"share".into());
    share.is_ok_and(|it| it.is_function())
}

/// Hands a citation and its address to the platform; tells only of a refusal.
pub(super) fn share(cite: &Rc<Cite>, text: &str, address: &str) {
    let data = Object::new();
    for (name, value) in [("text", text), ("url", address)] {
        let set = Reflect::set(&data, &name.into(), &value.into());
        debug_assert!(set.is_ok(), "a new object takes properties");
    }
    let promise = dom::window().navigator().share_with_data(data.unchecked_ref());
    super::wait(cite, &promise, |refusal| {
        let name = Reflect::get(refusal?, &"name".into()).ok()?.as_string();
        (name.as_deref() != Some("AbortError")).then_some(Event::Unshared)
    });
}

/// Gives the reader the file of a format as it reads on their day: the link's own is without one.
pub(super) fn fetch(citation: &Citation) {
    let Some(link) = citation.file.as_ref().and_then(|it| it.clone_node().ok()) else { return };
    let link: HtmlElement = link.unchecked_into();
    let file = ["data:text/plain;charset=utf-8,", &*encoded(&citation.copy().plain)].concat();
    dom::mark(&link, "href", Some(&file));
    link.click();
}
