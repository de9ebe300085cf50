//! What stands in a rule of a TextMate grammar, and how it is written for syntect.

use std::collections::BTreeMap;

use crate::document::{Kind, Table, Value};

/// Whether a table has rules and matches nothing itself.
pub(super) fn is_list(table: &Table) -> bool {
    ["match", "begin", "include"].iter().all(|key| table.get(key).is_none())
}

pub(super) fn list(table: &Table) -> &[Value] {
    match table.get("patterns") {
        Some(Value { kind: Kind::List(rules), .. }) => rules,
        _ => &[],
    }
}

pub(super) fn repository(table: &Table) -> Option<&Table> {
    match table.get("repository") {
        Some(Value { kind: Kind::Table(names), .. }) => Some(names),
        _ => None,
    }
}

/// The context that an entry of the repository is called by from other grammars.
pub(super) fn part_of(name: &str) -> String {
    format!("part {}", name.replace('#', " "))
}

/// The scopes that `what` names, without the words that a match would fill in.
pub(super) fn name(table: &Table, what: &str) -> Option<String> {
    let Some(Value { kind: Kind::Text(text), .. }) = table.get(what) else { return None };
    let known = |scope: &str| -> Option<String> {
        let words: Vec<&str> = scope.split('.').take_while(|word| !word.contains('$')).collect();
        // A scope has eight words at most.
        (!words.join("").is_empty()).then(|| words[..words.len().min(8)].join("."))
    };
    let scopes: Vec<String> = text.split_whitespace().filter_map(known).collect();
    (!scopes.is_empty()).then(|| scopes.join(" "))
}

/// The scopes of the whole match, and those of its groups as a key of YAML, from the first of
/// `keys` that is there.
pub(super) fn captures(table: &Table, keys: &[&str]) -> (Option<String>, String) {
    let found = keys.iter().find_map(|key| table.get(key));
    let pairs: Vec<(usize, &Value)> = match found.map(|value| &value.kind) {
        Some(Kind::Table(table)) => {
            let entries = table.entries.iter();
            entries.filter_map(|entry| Some((entry.key.parse().ok()?, &entry.value))).collect()
        }
        Some(Kind::List(items)) => items.iter().enumerate().collect(),
        _ => Vec::new(),
    };
    let mut whole = None;
    let mut groups = BTreeMap::new();
    for (group, value) in pairs {
        let Kind::Table(table) = &value.kind else { continue };
        match name(table, "name") {
            Some(scopes) if group == 0 => whole = Some(scopes),
            Some(scopes) => {
                groups.insert(group, format!("{group}: {}", quoted(&scopes)));
            }
            None => {}
        }
    }
    if groups.is_empty() {
        return (whole, String::new());
    }
    let groups: Vec<String> = groups.into_values().collect();
    (whole, format!(", captures: {{{}}}", groups.join(", ")))
}

pub(super) fn both(one: Option<String>, other: Option<String>) -> Option<String> {
    match (one, other) {
        (Some(one), Some(other)) => Some(format!("{one} {other}")),
        (one, other) => one.or(other),
    }
}

pub(super) fn key(key: &str, text: &Option<String>) -> String {
    text.as_ref().map_or_else(String::new, |text| format!(", {key}: {}", quoted(text)))
}

/// A text as JSON writes it, which YAML reads.
pub(super) fn quoted(text: impl AsRef<str>) -> String {
    serde_json::Value::from(text.as_ref()).to_string()
}

/// An expression in brackets; what is written in it must not swallow the last of them.
pub(super) fn wrapped(before: &str, expression: &str) -> String {
    let end = if expression.contains("(?x") { "\n)" } else { ")" };
    format!("{before}{expression}{end}")
}

/// An expression in which `{{word}}` does not name a variable, as it does in Sublime's grammars.
pub(super) fn without_variables(expression: &str) -> String {
    let mut result = String::with_capacity(expression.len());
    let mut rest = expression;
    while let Some(at) = rest.find("{{") {
        let inside = &rest[at + 2..];
        let word = inside.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
        let is_variable = inside[word.count()..].starts_with("}}");
        result.push_str(&rest[..=at]);
        if is_variable {
            result.push('\\');
        }
        rest = &rest[at + 1..];
    }
    result + rest
}

pub(super) fn refers(expression: &str) -> bool {
    without_references(expression) != expression
}

/// An expression with a letter in place of each `\1`.
pub(super) fn without_references(expression: &str) -> String {
    let mut result = String::with_capacity(expression.len());
    let mut letters = expression.chars();
    while let Some(letter) = letters.next() {
        match (letter, letters.clone().next()) {
            ('\\', Some(digit)) if digit.is_ascii_digit() => {
                result.push('x');
                letters.next();
            }
            ('\\', Some(other)) => {
                result.extend(['\\', other]);
                letters.next();
            }
            _ => result.push(letter),
        }
    }
    result
}
