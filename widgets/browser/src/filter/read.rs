//! Reading a list of notes and its facets off the page.

use alloc::string::String;
use alloc::vec::Vec;

use carnet_behaviour::filter::{Catalogue, Entry, Facet, Value};
use carnet_contract::filter as attribute;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, HtmlSelectElement};

use crate::dom;

/// The checkboxes of a facet.
pub(super) struct FacetBoxes {
    name: String,
    pub(super) values: Vec<Check>,
}

/// A checkbox, what it is called and where its count stands.
pub(super) struct Check {
    pub(super) input: HtmlInputElement,
    pub(super) label: HtmlElement,
    pub(super) count: Option<HtmlElement>,
}

pub(super) fn search(form: &HtmlElement) -> Option<HtmlInputElement> {
    named(form, "input", attribute::QUERY)
}

pub(super) fn sort(form: &HtmlElement) -> Option<HtmlSelectElement> {
    named(form, "select", attribute::SORT)
}

pub(super) fn facets(form: &HtmlElement) -> Vec<FacetBoxes> {
    let facets = dom::find_all(form, attribute::FACET).into_iter();
    facets
        .map(|fieldset| FacetBoxes {
            name: fieldset.get_attribute(attribute::FACET).unwrap_or_default(),
            values: dom::select_all(&fieldset, "input").into_iter().filter_map(check).collect(),
        })
        .collect()
}

pub(super) fn catalogue(facets: &[FacetBoxes], entries: &[HtmlElement]) -> Catalogue {
    let facets: Vec<Facet> = facets.iter().map(facet).collect();
    let entries = entries.iter().map(|element| entry(element, &facets)).collect();
    Catalogue { facets, entries }
}

fn check(input: HtmlElement) -> Option<Check> {
    let label: HtmlElement = input.closest("label").ok()??.unchecked_into();
    let count = dom::find(&label, attribute::COUNT);
    Some(Check { input: input.unchecked_into(), label, count })
}

fn facet(boxes: &FacetBoxes) -> Facet {
    let value = |check: &Check| {
        let label = words(&check.label);
        let count = check.count.as_ref().map(words).unwrap_or_default();
        // What is left of the label without its count is the name of the value.
        let label = label.strip_suffix(&*count).unwrap_or(&label).trim();
        Value { id: check.input.value(), label: label.into() }
    };
    Facet { name: boxes.name.clone(), values: boxes.values.iter().map(value).collect() }
}

fn entry(element: &HtmlElement, facets: &[Facet]) -> Entry {
    const WORDS: &[&str] =
        &[attribute::ENTRY_TITLE, attribute::ENTRY_SUMMARY, attribute::ENTRY_PEOPLE];
    let mut text = String::new();
    for part in WORDS.iter().filter_map(|name| dom::find(element, name)) {
        text.extend([&*words(&part), " "]);
    }
    let attribute = |name: &str| element.get_attribute(name).unwrap_or_default();
    let ids: Vec<String> =
        facets.iter().map(|facet| attribute(&["data-", &*facet.name].concat())).collect();
    let rank = attribute(attribute::ORDER).parse().unwrap_or(u32::MAX);
    Entry::new(&text, &ids, facets, &attribute(attribute::DATE), rank)
}

fn words(element: &HtmlElement) -> String {
    let text = element.text_content().unwrap_or_default();
    text.trim().into()
}

fn named<T: JsCast>(form: &HtmlElement, tag: &str, name: &str) -> Option<T> {
    let selector = [tag, "[name=", name, "]"].concat();
    dom::select_all(form, &selector).into_iter().next().map(JsCast::unchecked_into)
}
