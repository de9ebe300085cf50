//! The few words of the DOM that every widget needs.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use carnet_behaviour::message::{self, Plural};
use carnet_contract::{FORMAT, FORMAT_ATTRIBUTE, PLAIN_ATTRIBUTE, WIDGET_ATTRIBUTE, Widget};
use js_sys::Intl::PluralRules;
use js_sys::{Array, Number, Object};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{
    Document, Element, Event, EventTarget, HtmlElement, NodeList, ScrollIntoViewOptions,
    ScrollLogicalPosition, Window,
};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = window)]
    static WINDOW: Window;
    #[wasm_bindgen(thread_local_v2, js_name = document)]
    static DOCUMENT: Document;
}

/// The window; a widget only ever runs in one.
pub(crate) fn window() -> Window {
    WINDOW.with(Window::clone)
}

pub(crate) fn document() -> Document {
    DOCUMENT.with(Document::clone)
}

/// Brings every root of a widget to life. One that is written in another format, or lacks what
/// `mount` needs, stays plain and is marked as such.
pub(crate) fn wake(widget: Widget, mount: impl Fn(&HtmlElement) -> Option<()>) {
    let selector = ["[", WIDGET_ATTRIBUTE, "=", widget.name(), "]"].concat();
    let roots = document().query_selector_all(&selector);
    for root in roots.map(|list| elements(&list)).unwrap_or_default() {
        if !is_readable(&root) || mount(&root).is_none() {
            // A root that takes no attribute is plain all the same.
            let _marked = root.set_attribute(PLAIN_ATTRIBUTE, "");
        }
    }
}

/// The first element under `root` with that attribute.
pub(crate) fn find(root: &Element, attribute: &str) -> Option<HtmlElement> {
    let element = root.query_selector(&having(attribute)).ok()??;
    Some(element.unchecked_into())
}

/// Every element under `root` with that attribute, in the order of the page.
pub(crate) fn find_all(root: &Element, attribute: &str) -> Vec<HtmlElement> {
    select_all(root, &having(attribute))
}

/// Every element under `root` that the selector names, in the order of the page.
pub(crate) fn select_all(root: &Element, selector: &str) -> Vec<HtmlElement> {
    root.query_selector_all(selector).map(|list| elements(&list)).unwrap_or_default()
}

/// The language of the text of an element.
pub(crate) fn language(element: &Element) -> String {
    let closest = element.closest("[lang]").ok().flatten();
    let tag = closest.and_then(|it| it.get_attribute("lang")).unwrap_or_default();
    String::from(message::language(&tag))
}

/// Calls `handler` at each event of that name, as long as the page lives.
pub(crate) fn listen(target: &EventTarget, name: &str, handler: impl FnMut(Event) + 'static) {
    let handler: Box<dyn FnMut(Event)> = Box::new(handler);
    let closure = Closure::wrap_assert_unwind_safe(handler);
    // A target that takes no listener leaves the page plain.
    if target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref()).is_ok() {
        closure.forget();
    }
}

/// Calls `act` once, after so many milliseconds.
pub(crate) fn after(delay: i32, act: impl FnOnce() + 'static) -> Option<i32> {
    let act = Closure::once_into_js(act);
    let function = act.unchecked_ref();
    window().set_timeout_with_callback_and_timeout_and_arguments_0(function, delay).ok()
}

/// Moves the focus to an element of any kind that takes it.
pub(crate) fn focus(element: &HtmlElement) {
    let focused = element.focus();
    debug_assert!(focused.is_ok(), "what is focused is a field or a link");
}

/// Whether the focus is in an element.
pub(crate) fn has_focus(element: &HtmlElement) -> bool {
    let active = document().active_element();
    active.is_some_and(|active| element.contains(Some(&active)))
}

/// Scrolls whatever has to be for an element to be seen: to the middle from side to side, so that
/// what is around it is seen, and no more than needed from top to bottom.
pub(crate) fn reveal(element: &HtmlElement) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    options.set_inline(ScrollLogicalPosition::Center);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Writes the value of an attribute, or takes the attribute away.
pub(crate) fn mark(element: &Element, attribute: &str, value: Option<&str>) {
    let marked = match value {
        Some(value) => element.set_attribute(attribute, value),
        None => element.remove_attribute(attribute),
    };
    debug_assert!(marked.is_ok(), "the names of the contract are names of attributes");
}

/// A message of the page in the right plural, with its number as the language writes it.
pub(crate) fn counted(
    root: &Element,
    language: &str,
    count: usize,
    attribute: impl Fn(Plural) -> &'static str,
    values: &[(&str, &str)],
) -> String {
    let rules = PluralRules::new(&Array::of1(&language.into()), &Object::new());
    let plural = Plural::named(&String::from(rules.select(count as f64)));
    let message = root.get_attribute(attribute(plural)).unwrap_or_default();
    let count = number(language, count);
    let values: Vec<(&str, &str)> = values.iter().copied().chain([("count", &*count)]).collect();
    message::fill(&message, &values)
}

/// A number as the language writes it.
pub(crate) fn number(language: &str, number: usize) -> String {
    String::from(Number::from(number as f64).to_locale_string(language))
}

/// Puts a message in a live region so that it is heard, even twice.
pub(crate) fn say(region: &HtmlElement, message: &str) {
    let current = region.text_content().unwrap_or_default();
    region.set_text_content(Some(&message::audible(&current, message)));
}

fn is_readable(root: &HtmlElement) -> bool {
    root.get_attribute(FORMAT_ATTRIBUTE).and_then(|it| it.parse().ok()) == Some(FORMAT)
}

fn having(attribute: &str) -> String {
    ["[", attribute, "]"].concat()
}

fn elements(list: &NodeList) -> Vec<HtmlElement> {
    (0..list.length()).filter_map(|index| list.get(index)).map(JsCast::unchecked_into).collect()
}
