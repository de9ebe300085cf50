//! What a translation has of its own, and what it must share with the file it translates.

use crate::document::{Entry, Kind, Table, Value};

/// Keys whose values are words, not facts: a translation has its own.
const WORDS: &[&str] = &[
    "aliases",
    "categories",
    "contact",
    "date",
    "description",
    "discuss",
    "draft",
    "extra",
    "links",
    "name",
    "notice",
    "path",
    "pronouns",
    "slug",
    "steps",
    "summary",
    "synonyms",
    "taxonomies",
    "template",
    "title",
    "updated",
    "url",
    "visibility",
    "weight",
];

/// Keys inside a fact (a tie, a place in a carnet) whose values are words.
const WORDS_INSIDE: &[&str] = &["category", "text"];

/// The facts that a translation declares otherwise than the file it translates: keys with the
/// value in the translation and the value in the original.
#[must_use]
pub fn contradictions<'a>(
    original: &'a Table,
    translation: &'a Table,
) -> Vec<(&'a str, &'a Value, &'a Value)> {
    translation
        .entries
        .iter()
        .filter(|entry| !WORDS.contains(&entry.key.as_str()))
        .filter_map(|entry| Some((entry.key.as_str(), &entry.value, original.get(&entry.key)?)))
        .filter(|(_, one, other)| !facts(one).says_the_same_as(&facts(other)))
        .collect()
}

/// A value without the words inside it.
fn facts(value: &Value) -> Value {
    let kind = match &value.kind {
        Kind::List(items) => Kind::List(items.iter().map(facts).collect()),
        Kind::Table(table) => Kind::Table(Table {
            syntax: table.syntax,
            entries: table
                .entries
                .iter()
                .filter(|entry| !WORDS_INSIDE.contains(&entry.key.as_str()))
                .map(|entry| Entry { value: facts(&entry.value), ..entry.clone() })
                .collect(),
        }),
        kind => kind.clone(),
    };
    Value { kind, span: value.span.clone() }
}
