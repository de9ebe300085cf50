//! Reading a citation off the page.

use alloc::string::String;
use alloc::vec::Vec;

use carnet_behaviour::cite::{Citation, Run};
use carnet_contract::cite as attribute;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};

pub(super) fn citation(text: &HtmlElement, bibtex: Option<&HtmlElement>) -> Citation {
    Citation {
        runs: children(text).iter().map(run).collect(),
        bibtex: bibtex.map(|it| words(it)).unwrap_or_default(),
    }
}

fn run(node: &Node) -> Run {
    let Some(element) = node.dyn_ref::<Element>() else {
        return Run::Text(words(node));
    };
    if element.has_attribute(attribute::ACCESSED) {
        return accessed(element);
    }
    match element.local_name().as_str() {
        "cite" => Run::Title(words(node)),
        "a" => Run::Link(words(node)),
        _ => Run::Text(words(node)),
    }
}

fn accessed(clause: &Element) -> Run {
    let (mut before, mut after) = (String::new(), String::new());
    let mut dated = false;
    for node in children(clause) {
        let is_date =
            node.dyn_ref::<Element>().is_some_and(|it| it.has_attribute(attribute::TODAY));
        match (is_date, dated) {
            (true, _) => dated = true,
            (false, false) => before.push_str(&words(&node)),
            (false, true) => after.push_str(&words(&node)),
        }
    }
    Run::Accessed { before, after }
}

fn children(node: &Node) -> Vec<Node> {
    let list = node.child_nodes();
    (0..list.length()).filter_map(|index| list.get(index)).collect()
}

fn words(node: &Node) -> String {
    node.text_content().unwrap_or_default()
}
