//! What a carnet tells programs is in the formats that it says: each file of the demonstration site
//! is read by a reader made by others.

use std::collections::BTreeSet;
use std::sync::Arc;

use carnet::draft::front_matter;
use carnet::html::scan::{Open, Tag, tags};
use carnet::site::{Artifact, Site};
use carnet::source::SourceId;
use carnet::source::read::read;
use libtest_mimic::{Failed, Trial};
use roxmltree::{Document, Node};
use serde_json::Value;

use crate::house::{Verdict, ensure, root, sound_site};

pub(crate) fn trials() -> Vec<Trial> {
    vec![Trial::test("programs: what is written for them is sound", || {
        let sources = Arc::new(read(&root())?);
        let site = sound_site(&sources)?;
        let any = sources.find("config.toml").ok_or("there is no config.toml")?;
        feeds_in_atom(&site)?;
        feeds_in_json(&site)?;
        notes(&site, any)?;
        linked_data(&site)?;
        what_is_announced_is_there(&site)
    })]
}

/// The texts of all files whose names end so; there must be some.
fn files<'a>(site: &'a Site, ending: &str) -> Result<Vec<(&'a str, &'a str)>, Failed> {
    let mut found = Vec::new();
    for (path, artifact) in &site.artifacts {
        if let Artifact::Made(bytes) = artifact
            && path.ends_with(ending)
        {
            found.push((path.as_str(), std::str::from_utf8(bytes)?));
        }
    }
    ensure(found.len() > 10, format!("there are few files {ending}"))?;
    Ok(found)
}

/// What RFC 4287 wants of a feed and of each entry.
fn feeds_in_atom(site: &Site) -> Verdict {
    for (path, text) in files(site, "atom.xml")? {
        let document = Document::parse(text).map_err(|error| format!("{path}: {error}"))?;
        let feed = document.root_element();
        let entries: Vec<Node<'_, '_>> =
            feed.children().filter(|node| node.has_tag_name("entry")).collect();
        ensure(entries.len() <= 20, format!("{path} has {} entries", entries.len()))?;
        for part in [feed].iter().chain(&entries) {
            for wanted in ["id", "title", "updated"] {
                let count = part.children().filter(|node| node.has_tag_name(wanted)).count();
                ensure(count == 1, format!("{path}: {count} <{wanted}>"))?;
            }
        }
        for entry in entries {
            let has_author = entry.children().any(|node| node.has_tag_name("author"));
            ensure(has_author, format!("{path}: an entry has no author"))?;
        }
        for wrong in ["href=&quot;/", "href=&quot;#", "src=&quot;/", "href=&quot;."] {
            ensure(!text.contains(wrong), format!("{path} holds {wrong}"))?;
        }
    }
    Ok(())
}

fn feeds_in_json(site: &Site) -> Verdict {
    for (path, text) in files(site, "feed.json")? {
        let feed: Value = serde_json::from_str(text).map_err(|error| format!("{path}: {error}"))?;
        ensure(feed["version"] == "https://jsonfeed.org/version/1.1", path)?;
        let url = feed["feed_url"].as_str().unwrap_or_default();
        ensure(url == format!("https://carnet.example/{path}"), format!("{path} says {url}"))?;
        for item in feed["items"].as_array().ok_or(path)? {
            let is_whole = item["id"] == item["url"]
                && item["url"].as_str().is_some_and(|url| url.starts_with("https://"))
                && item["content_html"].is_string()
                && item["date_published"].as_str().is_some_and(|date| date.len() >= 20);
            ensure(is_whole, format!("{path}: {item}"))?;
        }
    }
    Ok(())
}

/// Each note says the same in both of its forms.
fn notes(site: &Site, any: SourceId) -> Verdict {
    for (path, text) in files(site, "/index.md")? {
        let parts = front_matter::split(text).ok_or(path)?;
        let (table, errors) = parts.read(text, any);
        ensure(errors.is_empty(), format!("{path}: {errors:?}"))?;
        let json = path.replace("index.md", "index.json");
        let Some(Artifact::Made(bytes)) = site.artifacts.get(&json) else {
            return Err(format!("{json} is not there").into());
        };
        let json: Value = serde_json::from_slice(bytes)?;
        for key in ["title", "permalink", "lang", "summary", "date", "updated"] {
            let written = table.get(key).map(|value| format!("{:?}", value.kind));
            let expected = json[key].as_str().map(|text| format!("Text({text:?})"));
            ensure(written == expected, format!("{path}: {key} is {written:?}, {expected:?}"))?;
        }
        ensure(json["content"].is_string(), path)?;
        for hidden in ["<!--", "[[", "](@/"] {
            let outside_code = text.split('`').step_by(2).any(|part| part.contains(hidden));
            ensure(!outside_code, format!("{path} holds {hidden}"))?;
        }
    }
    Ok(())
}

fn linked_data(site: &Site) -> Verdict {
    let mut kinds = BTreeSet::new();
    for (path, html) in files(site, ".html")? {
        let Some((_, rest)) = html.split_once("<script type=\"application/ld+json\">") else {
            continue;
        };
        let (data, _) = rest.split_once("</script>").ok_or(path)?;
        let data: Value = serde_json::from_str(data).map_err(|error| format!("{path}: {error}"))?;
        ensure(data["@context"] == "https://schema.org", path)?;
        kinds.insert(data["@type"].as_str().unwrap_or_default().to_owned());
    }
    let expected = ["Article", "Collection", "DefinedTerm", "Organization", "Person", "WebSite"]
        .map(str::to_owned);
    ensure(kinds.iter().eq(&expected), format!("{kinds:?}"))
}

/// Heads announce files that are written.
fn what_is_announced_is_there(site: &Site) -> Verdict {
    let mut announced = 0;
    for (path, html) in files(site, "/index.html")? {
        let links = tags(html).filter_map(|tag| match tag {
            Tag::Open(open) if open.is("link") => Some(open),
            _ => None,
        });
        let is_alternate = |open: &Open<'_>| {
            open.get("rel") == Some("alternate") && open.get("hreflang").is_none()
        };
        for link in links.filter(is_alternate) {
            let mut folders: Vec<&str> = path.split('/').collect();
            folders.pop();
            for part in link.get("href").unwrap_or_default().split('/') {
                match part {
                    ".." => drop(folders.pop()),
                    _ => folders.push(part),
                }
            }
            let file = folders.join("/");
            ensure(site.artifacts.contains_key(&file), format!("{path} announces {file}"))?;
            announced += 1;
        }
    }
    ensure(announced > 100, format!("{announced} files are announced"))
}
