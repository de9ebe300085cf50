//! Rules about the theme that every program carries and about its guide: both keep the widgets'
//! contract, and the theme's strings are those that it says.

use std::collections::BTreeSet;
use std::sync::Arc;

use carnet::site::Artifact;
use carnet::source::{Content, Source, Sources};
use carnet::{Options, Silent};
use carnet_contract::{ATTRIBUTES, FORMAT, FORMAT_ATTRIBUTE, PLAIN_ATTRIBUTE, cite, filter, map};
use libtest_mimic::{Failed, Trial};

use crate::house::{Verdict, ensure, files, root, text};

/// Attributes of the contract that a widget sets; a template that wrote one would be wrong.
const SET_BY_WIDGETS: &[&str] =
    &[PLAIN_ATTRIBUTE, filter::ZERO, map::SELECTED, map::NEAR, map::WHOLE, map::SMALL];

/// Attributes of the contract within the HTML of a citation, which templates are given.
const SET_BY_GENERATOR: &[&str] =
    &[cite::UNDATED, cite::DATED, cite::DAY, cite::FIRST, cite::MONTHS, cite::ADDRESS];

/// What the style sheet alone reads.
const FOR_STYLES: &[&str] = &["data-label"];

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        Trial::test("tidy: theme and contract name the same attributes", same_attributes),
        Trial::test("tidy: guide and contract name the same attributes", same_attributes_in_guide),
        Trial::test("tidy: theme and guide write the format of the contract", same_format),
        Trial::test("tidy: the theme's policy is that of the hosts", same_policy),
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

/// Every attribute of the contract; those of the facets are put together from their names.
fn contract() -> BTreeSet<String> {
    let facets = filter::FACETS.iter().map(|facet| format!("data-{facet}"));
    ATTRIBUTES.iter().copied().flatten().map(|name| (*name).to_owned()).chain(facets).collect()
}

fn guide() -> Result<String, Failed> {
    text(&root().join("generator/THEMES.md"))
}

fn same_attributes() -> Verdict {
    let templates = templates()?;
    let written: BTreeSet<&str> = words(&templates, "data-").collect();
    let contract = contract();
    let contract: BTreeSet<&str> = contract.iter().map(String::as_str).collect();
    let mut problems = Vec::new();
    let others: Vec<&str> = [SET_BY_WIDGETS, SET_BY_GENERATOR].concat();
    for name in contract.difference(&written).filter(|name| !others.contains(name)) {
        problems.push(format!("{name} is in the contract and in no template"));
    }
    for name in written.difference(&contract).filter(|name| !FOR_STYLES.contains(name)) {
        problems.push(format!("{name} is in a template and not in the contract"));
    }
    for name in others.iter().filter(|name| written.contains(*name)) {
        problems
            .push(format!("{name} is set by a widget or the generator, and a template writes it"));
    }
    ensure(problems.is_empty(), problems.join("\n"))
}

/// Who writes a theme has only the guide to go by.
fn same_attributes_in_guide() -> Verdict {
    let guide = guide()?;
    // What is left of `data-message-…` and `data-<facet>`.
    let open = ["data", "data-message"];
    let written: BTreeSet<&str> =
        words(&guide, "data-").filter(|name| !open.contains(name)).collect();
    let contract = contract();
    let contract: BTreeSet<&str> = contract.iter().map(String::as_str).collect();
    let missing = contract.difference(&written).map(|name| format!("the guide lacks {name}"));
    let unknown = written
        .difference(&contract)
        .map(|name| format!("the guide has {name}, which the contract has not"));
    let problems: Vec<String> = missing.chain(unknown).collect();
    ensure(problems.is_empty(), problems.join("\n"))
}

fn same_format() -> Verdict {
    let right = format!("{FORMAT_ATTRIBUTE}=\"{FORMAT}\"");
    for (name, text) in [("the templates", templates()?), ("the guide", guide()?)] {
        let start = format!("{FORMAT_ATTRIBUTE}=");
        let all = text.matches(&start).count();
        let good = text.matches(&right).count();
        ensure(all > 0, format!("{name} write no {FORMAT_ATTRIBUTE}"))?;
        ensure(all == good, format!("{name} write {all} {start}, {good} of them {right}"))?;
    }
    Ok(())
}

/// Hosts send the policy as a header, and pages carry it for those that send none.
fn same_policy() -> Verdict {
    let start = "<meta http-equiv=\"Content-Security-Policy\" content=\"";
    let templates = templates()?;
    let page = templates.split_once(start).and_then(|(_, rest)| rest.split_once('"'));
    let (page, _) = page.ok_or("the theme has no policy")?;
    // What follows is there only for frames from hosts that a site names.
    let (page, _) = page.split_once("{%").unwrap_or((page, ""));
    let headers = headers()?;
    let host =
        headers.lines().find_map(|line| line.trim().strip_prefix("Content-Security-Policy:"));
    let host = host.ok_or("the headers have no policy")?;
    // A page cannot say who may frame it.
    let directives = |policy: &str| -> BTreeSet<String> {
        let directives = policy.split(';').map(|directive| directive.trim().to_owned());
        directives.filter(|directive| !directive.starts_with("frame-ancestors")).collect()
    };
    let (page, host) = (directives(page), directives(host));
    let differ: Vec<&String> = page.symmetric_difference(&host).collect();
    ensure(differ.is_empty(), format!("only one of page and header says {differ:?}"))
}

/// What a site writes for its host.
fn headers() -> Result<String, Failed> {
    let config = "base_url = \"https://carnet.example\"\n[carnet]\n".to_owned();
    let sources = Sources::new([Source {
        path: "config.toml".to_owned(),
        content: Content::Text(config.into()),
    }]);
    let site = carnet::build(&Arc::new(sources), &Options::default(), &Silent).value;
    match site.as_ref().and_then(|site| site.artifacts.get("_headers")) {
        Some(Artifact::Made(bytes)) => Ok(String::from_utf8_lossy(bytes).into_owned()),
        _ => Err("no headers were written".into()),
    }
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

/// The theme's own policy forbids them, so they would do nothing. Linked data is no script: no
/// browser runs it, and no policy is asked.
fn nothing_inline() -> Verdict {
    let templates = templates()?.replace("<script type=\"application/ld+json\">", "");
    let mut problems: Vec<String> = Vec::new();
    for bad in ["<style", "<script", " style=\"", " onclick=", " onload=", "javascript:"] {
        if templates.contains(bad) {
            problems.push(format!("a template holds `{bad}`"));
        }
    }
    ensure(problems.is_empty(), problems.join("\n"))
}
