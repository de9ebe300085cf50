//! The panel: the card of the selected ally, as the written list has it.

use carnet_contract::map as attribute;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::dom;

/// Shows the card of an ally, or hides the panel.
pub(super) fn show(panel: &HtmlElement, root: &HtmlElement, id: Option<&str>) {
    let card = dom::find_all(root, attribute::CARD)
        .into_iter()
        .find(|card| card.get_attribute(attribute::CARD).as_deref() == id);
    panel.set_hidden(id.is_none() || card.is_none());
    let slot = dom::find(panel, attribute::SLOT);
    let slot = slot.as_ref().unwrap_or(panel);
    slot.set_text_content(None);
    panel.set_scroll_top(0);
    let copy = card.and_then(|card| card.clone_node_with_deep(true).ok());
    let Some(copy) = copy.map(JsCast::unchecked_into::<HtmlElement>) else {
        return;
    };
    // An id names one element of a page.
    for element in dom::select_all(&copy, "[id]") {
        dom::mark(&element, "id", None);
    }
    while let Some(child) = copy.first_child() {
        if slot.append_child(&child).is_err() {
            return;
        }
    }
}
