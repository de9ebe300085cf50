//! Rules about the theme that every program carries: it keeps the widgets' contract, and its
//! strings are those that it says.

use std::collections::BTreeSet;

use carnet_contract::{ATTRIBUTES, PLAIN_ATTRIBUTE, filter, map};
use libtest_mimic::{Failed, Trial};

use crate::house::{Verdict, ensure, files, root, text};

/// Attributes of the contract that a widget sets; a template that wrote one would be wrong.
const SET_BY_WIDGETS: &[&str] =
    &[PLAIN_ATTRIBUTE, filter::ZERO, map::SELECTED, map::NEAR, map::WHOLE];

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        Trial::test("tidy: theme and contract name the same attributes", same_attributes),
        Trial::test("tidy: every string of the theme is said, and is there", same_strings),
        Trial::test("tidy: the theme has no style, script or handler of its own", nothing_inline),
    ]
}

/// The text of every template of the theme, without its comments.
fn templates() -> Result<String, Failed> {
    let mut all = String::new();
    for path in files(&root().join("themes/carnet/templates")) {
        let mut rest = text(&path)?;
        while let Some((before, after)) = rest.split_once("{#") {
            all.push_str(before);
            rest = after.split_once("#}").map_or("", |(_, after)| after).to_owned();
        }
        all.push_str(&rest);
        all.push('\n');
    }
    ensure(!all.trim().is_empty(), "the templates were not found")?;
    Ok(all)
}

/// Every word of a text that begins with `start` and goes on with small letters and hyphens.
fn words<'a>(text: &'a str, start: &'a str) -> impl Iterator<Item = &'a str> {
    text.match_indices(start)
        .filter(|(at, _)| {
            let before = text[..*at].chars().next_back();
            !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '-')
        })
        .map(|(at, _)| {
            let rest = &text[at..];
            let end = rest.find(|letter: char| !(letter.is_ascii_lowercase() || letter == '-'));
            rest[..end.unwrap_or(rest.len())].trim_end_matches('-')
        })
}

fn same_attributes() -> Verdict {
    let templates = templates()?;
    let written: BTreeSet<&str> = words(&templates, "data-").collect();
    let facets: Vec<String> = filter::FACETS.iter().map(|facet| format!("data-{facet}")).collect();
    let contract: BTreeSet<&str> = ATTRIBUTES
        .iter()
        .copied()
        .flatten()
        .copied()
        .chain(facets.iter().map(String::as_str))
        .collect();
    let mut problems = Vec::new();
    for name in contract.difference(&written).filter(|name| !SET_BY_WIDGETS.contains(name)) {
        problems.push(format!("{name} is in the contract and in no template"));
    }
    for name in written.difference(&contract) {
        problems.push(format!("{name} is in a template and not in the contract"));
    }
    for name in SET_BY_WIDGETS.iter().filter(|name| written.contains(*name)) {
        problems.push(format!("{name} is set by a widget, and a template writes it"));
    }
    ensure(problems.is_empty(), problems.join("\n"))
}

/// Keys that a template puts together: the part before what it appends.
fn composed(templates: &str) -> Vec<&str> {
    templates
        .match_indices("\" ~")
        .filter_map(|(at, _)| templates[..at].rsplit_once('"').map(|(_, key)| key))
        .filter(|key| key.ends_with('-'))
        .collect()
}

/// Keys that stand between quotes anywhere in a template: `t(key="…")`, or handed to a component
/// that says them.
fn quoted(templates: &str) -> BTreeSet<&str> {
    let is_key = |word: &&str| {
        !word.is_empty()
            && word.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-')
    };
    templates.split(['"', '\'', '`']).filter(is_key).collect()
}

fn same_strings() -> Verdict {
    let templates = templates()?;
    let (composed, quoted) = (composed(&templates), quoted(&templates));
    let mut problems = Vec::new();
    for language in ["fr", "en"] {
        let file = text(&root().join(format!("themes/carnet/i18n/{language}.ftl")))?;
        let keys: BTreeSet<&str> = file
            .lines()
            .filter(|line| line.starts_with(|first: char| first.is_ascii_alphabetic()))
            .filter_map(|line| line.split_once('=').map(|(key, _)| key.trim()))
            .collect();
        ensure(keys.len() > 20, format!("the strings of {language}.ftl were not found"))?;
        for key in &keys {
            let is_said = quoted.contains(key)
                || composed.iter().any(|start| key.starts_with(start))
                || file.contains(&format!("{{ {key} }}"));
            if !is_said {
                problems.push(format!("{language}.ftl: `{key}` is never said"));
            }
        }
        let said = templates
            .match_indices("t(key=\"")
            .filter_map(|(at, start)| templates[at + start.len()..].split_once('"'))
            .filter(|(_, after)| !after.trim_start().starts_with('~'));
        for (key, _) in said.filter(|(key, _)| !keys.contains(key)) {
            problems.push(format!("{language}.ftl: `{key}` is said and not there"));
        }
    }
    problems.sort();
    problems.dedup();
    ensure(problems.is_empty(), problems.join("\n"))
}

/// The theme's own policy forbids them, so they would do nothing.
fn nothing_inline() -> Verdict {
    let templates = templates()?;
    let mut problems: Vec<String> = Vec::new();
    for bad in ["<style", "<script", " style=\"", " onclick=", " onload=", "javascript:"] {
        if templates.contains(bad) {
            problems.push(format!("a template holds `{bad}`"));
        }
    }
    ensure(problems.is_empty(), problems.join("\n"))
}
