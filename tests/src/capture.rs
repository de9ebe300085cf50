//! What a library of references keeps of a page, in one click.
//!
//! `capture/site` is a site with a page of each sort, `capture/heads` are pages that show what
//! misleads Zotero. `capture/zotero.json` is what Zotero itself made of both: it is nothing that
//! `UPDATE=1` rewrites. [`zotero`] reads pages by the same rules, and is held against it. What it
//! keeps of each note, there and in the demonstration, is held against the note's own JSON.

mod zotero;

use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;

use carnet::site::{Artifact, Site};
use carnet::source::Sources;
use carnet::source::read::read;
use libtest_mimic::{Failed, Trial};
use serde_json::Value;

use crate::house::{Verdict, below, ensure, files, here, root, sound_site, text};

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        Trial::test("capture: what is kept of each page is what Zotero keeps", as_zotero_does),
        Trial::test("capture: every field of every sort of note is right", || right(&small()?)),
        Trial::test("capture: every field of every note of the demonstration is right", || {
            right(&site(read(&root())?)?)
        }),
    ]
}

/// The address of both sites.
const BASE_URL: &str = "https://carnet.example";

fn site(sources: Sources) -> Result<Site, Failed> {
    sound_site(&Arc::new(sources))
}

fn small() -> Result<Site, Failed> {
    site(read(&here().join("capture/site"))?)
}

/// Every page of a site, by its file.
fn pages(site: &Site) -> Result<BTreeMap<&str, &str>, Failed> {
    let pages = site.artifacts.iter().filter_map(|(path, artifact)| match artifact {
        Artifact::Made(bytes) if path.ends_with(".html") => Some((path, bytes)),
        _ => None,
    });
    pages.map(|(path, bytes)| Ok((path.as_str(), std::str::from_utf8(bytes)?))).collect()
}

fn address(file: &str) -> String {
    format!("{BASE_URL}/{}", file.strip_suffix("index.html").unwrap_or(file))
}

fn as_zotero_does() -> Verdict {
    let site = small()?;
    let mut kept: BTreeMap<String, Value> = BTreeMap::new();
    for (file, page) in pages(&site)? {
        kept.insert(file.to_owned(), zotero::keep(page, &address(file)));
    }
    let heads = here().join("capture/heads");
    for path in files(&heads) {
        let file = format!("heads/{}", below(&heads, &path));
        kept.insert(file.clone(), zotero::keep(&text(&path)?, &address(&file)));
    }
    let expected = fs::read_to_string(here().join("capture/zotero.json"))?;
    let expected: BTreeMap<String, Value> = serde_json::from_str(&expected)?;
    ensure(expected.len() > 40, "Zotero has kept too little")?;
    let differing =
        expected.iter().filter(|(file, expected)| kept.get(file.as_str()) != Some(*expected));
    let problems: Vec<String> = differing
        .map(|(file, expected)| {
            let kept = kept.get(file).unwrap_or(&Value::Null);
            format!("{file}:\n{kept:#}\nZotero:\n{expected:#}")
        })
        .collect();
    ensure(problems.is_empty(), problems.join("\n"))
}

/// What is kept of each note is what its own JSON says.
fn right(site: &Site) -> Verdict {
    let mut count = 0;
    for (file, page) in pages(site)? {
        let Some(Artifact::Made(note)) = site.artifacts.get(&file.replace(".html", ".json")) else {
            continue;
        };
        count += 1;
        let (note, kept) = (serde_json::from_slice(note)?, zotero::keep(page, &address(file)));
        for (field, expected) in expected(&note) {
            let kept = &kept[field];
            ensure(*kept == expected, format!("{file}: {field} is {kept}, not {expected}"))?;
        }
        // Zotero writes names of small letters anew, where they are told to Google Scholar.
        let told = |names: Vec<String>| match page.contains("\"citation_author\"") {
            true => names.iter().map(|name| name.to_lowercase()).collect(),
            false => names,
        };
        let (names, authors) = (told(names(&kept)), told(authors(&note)));
        ensure(names == authors, format!("{file}: {names:?} are kept, not {authors:?}"))?;
    }
    ensure(count > 15, format!("there are {count} notes only"))
}

/// The names that were kept, as they are spoken.
fn names(kept: &Value) -> Vec<String> {
    let spoken = |name: &Value| match (name["firstName"].as_str(), name["lastName"].as_str()) {
        (Some(first), Some(last)) => format!("{first} {last}"),
        _ => name["name"].as_str().unwrap_or_default().to_owned(),
    };
    kept["creators"].as_array().into_iter().flatten().map(spoken).collect()
}

fn authors(note: &Value) -> Vec<String> {
    let authors = note["authors"].as_array().into_iter().flatten();
    authors.map(|author| author["title"].as_str().unwrap_or_default().to_owned()).collect()
}

/// The other fields of the item that a note is.
fn expected(note: &Value) -> Vec<(&'static str, Value)> {
    let title = note["title"].as_str().unwrap_or_default();
    let title: Vec<&str> = title.split_whitespace().collect();
    let day = note["date"].as_str().and_then(|date| date.get(..10));
    let site = match (note["publisher"].as_str(), note["lang"].as_str()) {
        (Some("Maison d’édition"), Some("fr")) => "Chemins d’essai",
        (Some("Maison d’édition"), _) => "Trial Paths",
        (_, Some("fr")) => "Hors des sentiers",
        _ => "Off the Path",
    };
    vec![
        ("itemType", "webpage".into()),
        ("title", title.join(" ").into()),
        ("date", day.into()),
        ("language", note["lang"].clone()),
        ("websiteTitle", site.into()),
        ("url", note["citation"]["url"].clone()),
        ("abstractNote", note["summary"].clone()),
        ("rights", note["license"]["name"].clone()),
        ("extra", Value::Null),
    ]
}
