//! Reading citations off the page.

use alloc::string::String;
use alloc::vec::Vec;

use carnet_behaviour::cite::{Copy, Flavour};
use carnet_contract::cite as attribute;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlSelectElement, Node};

use super::platform;
use crate::dom;

/// A citation in one style or format.
pub(super) struct Citation {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) flavour: Flavour,
    pub(super) option: HtmlElement,
    pub(super) text: HtmlElement,
    pub(super) file: Option<HtmlElement>,
}

pub(super) fn citation(option: HtmlElement) -> Option<Citation> {
    let (text, name) = (dom::find(&option, attribute::TEXT)?, dom::find(&option, attribute::NAME)?);
    Some(Citation {
        id: option.get_attribute(attribute::OPTION)?,
        name: words(&name),
        flavour: match &*text.local_name() {
            "pre" => Flavour::Code,
            _ => Flavour::Words,
        },
        file: dom::find(&option, attribute::FILE),
        text,
        option,
    })
}

impl Citation {
    /// What it says now, as a clipboard takes it.
    pub(super) fn copy(&self) -> Copy {
        let mut copy = Copy::new(self.flavour);
        write(&self.text, &mut copy);
        copy
    }
}

/// The anchors of a menu, as addresses hold them.
pub(super) fn anchors(menu: &HtmlSelectElement) -> Vec<String> {
    let values = dom::select_all(menu, "option").into_iter().map(|it| it.get_attribute("value"));
    values.map(|anchor| platform::encoded(&anchor.unwrap_or_default())).collect()
}

/// Writes down what a reader sees of an element.
fn write(element: &Element, copy: &mut Copy) {
    let nodes = element.child_nodes();
    for node in (0..nodes.length()).filter_map(|index| nodes.get(index)) {
        if node.node_type() != Node::ELEMENT_NODE {
            copy.text(&words(&node));
            continue;
        }
        let inner: Element = node.unchecked_into();
        if !inner.has_attribute("hidden") {
            let get = |name| inner.get_attribute(name);
            let class = get("class").unwrap_or_default();
            let close = copy.begin(&inner.local_name(), &class, get("href").as_deref());
            write(&inner, copy);
            copy.end(close);
        }
    }
}

pub(super) fn words(node: &Node) -> String {
    node.text_content().unwrap_or_default()
}
