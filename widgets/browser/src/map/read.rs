//! Reading the atlas off its picture.

use alloc::string::String;
use alloc::vec::Vec;

use carnet_behaviour::map::{Graph, Node, Side, Zoom};
use carnet_contract::map as attribute;
use js_sys::parse_float;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};

use crate::dom;

/// The graph of a picture with at least one ally.
pub(super) fn graph(
    view: &HtmlElement,
    allies: &[HtmlElement],
    ties: &[HtmlElement],
) -> Option<Graph> {
    let (width, height) = size(view)?;
    let nodes: Vec<Node> = allies.iter().map(node).collect();
    if nodes.is_empty() {
        return None;
    }
    let mut graph = Graph { width, height, nodes, ties: Vec::new() };
    graph.ties = ties.iter().filter_map(|element| tie(&graph, element)).collect();
    Some(graph)
}

/// The allies of a tie, if the picture has both.
pub(super) fn tie(graph: &Graph, element: &HtmlElement) -> Option<(usize, usize)> {
    let ally = |name: &str| graph.position(&value(element, name));
    Some((ally(attribute::FROM)?, ally(attribute::TO)?))
}

/// The buttons under `root` with that attribute, and what each asks.
pub(super) fn buttons<T>(
    root: &HtmlElement,
    name: &str,
    read: impl Fn(&HtmlElement) -> Option<T>,
) -> Vec<(HtmlElement, T)> {
    let buttons = dom::find_all(root, name).into_iter();
    buttons.filter_map(|button| Some((button.clone(), read(&button)?))).collect()
}

/// The field that takes an ally's name.
pub(super) fn goto(root: &HtmlElement) -> Option<HtmlInputElement> {
    let form = dom::find(root, attribute::GOTO)?;
    let field = dom::select_all(&form, "input").into_iter().next()?;
    Some(field.unchecked_into())
}

pub(super) fn zoom(button: &HtmlElement) -> Option<Zoom> {
    match &*value(button, attribute::ZOOM) {
        attribute::ZOOM_IN => Some(Zoom::In),
        attribute::ZOOM_OUT => Some(Zoom::Out),
        attribute::ZOOM_FIT => Some(Zoom::Fit),
        _ => None,
    }
}

pub(super) fn side(button: &HtmlElement) -> Option<Side> {
    match &*value(button, attribute::PAN) {
        attribute::PAN_LEFT => Some(Side::Left),
        attribute::PAN_RIGHT => Some(Side::Right),
        attribute::PAN_UP => Some(Side::Up),
        attribute::PAN_DOWN => Some(Side::Down),
        _ => None,
    }
}

/// Where the corner of the map lies on the screen, and how much of the map a pixel is.
pub(super) fn frame(view: &HtmlElement) -> (f64, f64, f64) {
    let screen = view.get_bounding_client_rect();
    let (width, height) = size(view).unwrap_or((screen.width(), screen.height()));
    // The whole map is shown, in the middle of its element.
    let ratio = (width / screen.width()).max(height / screen.height());
    let left = screen.left() + (screen.width() - width / ratio) / 2.0;
    let top = screen.top() + (screen.height() - height / ratio) / 2.0;
    (left, top, ratio)
}

fn node(ally: &HtmlElement) -> Node {
    Node {
        id: value(ally, attribute::ALLY),
        name: value(ally, attribute::NAME),
        x: number(&value(ally, attribute::X)),
        y: number(&value(ally, attribute::Y)),
    }
}

/// The width and height of the `viewBox`.
fn size(view: &HtmlElement) -> Option<(f64, f64)> {
    let value = value(view, "viewBox");
    let mut numbers = value.split([' ', ',']).filter(|it| !it.is_empty()).map(number);
    let (width, height) = (numbers.nth(2)?, numbers.next()?);
    (width > 0.0 && height > 0.0).then_some((width, height))
}

/// A number of the page; 0 where there is none.
fn number(text: &str) -> f64 {
    let number = parse_float(text);
    if number.is_finite() { number } else { 0.0 }
}

fn value(element: &HtmlElement, name: &str) -> String {
    element.get_attribute(name).unwrap_or_default()
}
