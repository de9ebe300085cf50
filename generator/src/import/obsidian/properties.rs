//! The properties of a note, as YAML, and what of them a carnet knows. All others stand below
//! `[extra]`: nothing is lost.

use crate::diagnostic::{Diagnostic, codes};
use crate::document::{Kind, Table, Value};
use crate::import::front_matter::Written;
use crate::moment::Moment;
use crate::source::Span;

/// What the properties of a note say.
#[derive(Clone, Debug, Default)]
pub(super) struct Properties {
    pub(super) title: Option<String>,
    pub(super) summary: Option<String>,
    pub(super) date: Option<Moment>,
    pub(super) updated: Option<Moment>,
    pub(super) authors: Vec<String>,
    pub(super) aliases: Vec<String>,
    pub(super) tags: Vec<String>,
    pub(super) visibility: Option<&'static str>,
    pub(super) draft: bool,
    pub(super) extra: Vec<(String, Written)>,
    pub(super) problems: Vec<Diagnostic>,
}

impl Properties {
    /// Whether no reader may see the note.
    pub(super) fn is_withheld(&self) -> bool {
        self.draft || self.visibility == Some("private")
    }
}

/// Reads properties; `place` stands for all of them.
pub(super) fn read(table: &Table, place: &Span) -> Properties {
    let mut properties = Properties::default();
    for entry in &table.entries {
        if !take(&mut properties, &entry.key, &entry.value, place) {
            properties.extra.push((entry.key.clone(), Written::from(&entry.value)));
        }
    }
    properties
}

/// Takes a property that a carnet knows; says whether it did.
fn take(properties: &mut Properties, key: &str, value: &Value, place: &Span) -> bool {
    let text = || match &value.kind {
        Kind::Text(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        _ => None,
    };
    match key.to_lowercase().as_str() {
        "title" => put(&mut properties.title, text()),
        "summary" | "description" => put(&mut properties.summary, text()),
        "date" | "created" | "date created" | "published" => {
            let moment = moment(properties, key, value, place);
            put(&mut properties.date, moment)
        }
        "updated" | "modified" | "date modified" | "last modified" | "lastmod" => {
            let moment = moment(properties, key, value, place);
            put(&mut properties.updated, moment)
        }
        "author" | "authors" => extend(&mut properties.authors, value, without_brackets),
        "alias" | "aliases" => {
            extend(&mut properties.aliases, value, |text| text.trim().to_owned())
        }
        "tag" | "tags" => {
            let Some(texts) = texts(value) else { return false };
            let words = texts.iter().flat_map(|text| text.split([',', ' ']));
            let tags = words.map(|tag| tag.trim().trim_start_matches('#').to_owned());
            properties.tags.extend(tags.filter(|tag| tag.chars().any(char::is_alphanumeric)));
            true
        }
        // Obsidian Publish keeps such a note to itself, and so must a carnet.
        "publish" => match value.kind {
            Kind::Boolean(true) => true,
            Kind::Boolean(false) => {
                properties.visibility = Some("private");
                true
            }
            _ => withheld(properties, key, place),
        },
        "draft" => match value.kind {
            Kind::Boolean(draft) => {
                properties.draft |= draft;
                true
            }
            _ => withheld(properties, key, place),
        },
        "visibility" => match text().as_deref() {
            Some("public") => true,
            Some("unlisted") => {
                properties.visibility = properties.visibility.or(Some("unlisted"));
                true
            }
            Some("private") => {
                properties.visibility = Some("private");
                true
            }
            _ => withheld(properties, key, place),
        },
        _ => false,
    }
}

/// What says who may see a note and cannot be read must never be taken for public.
fn withheld(properties: &mut Properties, key: &str, place: &Span) -> bool {
    properties.visibility = Some("private");
    let message = format!("what `{key}` says is not clear, so the note is private");
    properties.problems.push(Diagnostic::at(&codes::IMPORT_NOT_UNDERSTOOD, place.clone(), message));
    false
}

fn put<T>(place: &mut Option<T>, value: Option<T>) -> bool {
    let is_taken = place.is_none() && value.is_some();
    if is_taken {
        *place = value;
    }
    is_taken
}

fn extend(list: &mut Vec<String>, value: &Value, tidy: impl Fn(&str) -> String) -> bool {
    let Some(texts) = texts(value) else { return false };
    list.extend(texts.iter().map(|text| tidy(text)).filter(|text| !text.is_empty()));
    true
}

/// A text, or a list of texts and numbers.
fn texts(value: &Value) -> Option<Vec<String>> {
    match &value.kind {
        Kind::List(items) => {
            let texts: Vec<Vec<String>> = items.iter().map(one_text).collect::<Option<_>>()?;
            Some(texts.concat())
        }
        _ => one_text(value),
    }
}

fn one_text(value: &Value) -> Option<Vec<String>> {
    match &value.kind {
        Kind::Text(text) | Kind::Datetime(text) => Some(vec![text.clone()]),
        Kind::Integer(number) => Some(vec![number.to_string()]),
        Kind::Null => Some(Vec::new()),
        _ => None,
    }
}

/// `[[people/Ana Roy|Ana]]` as `Ana`.
fn without_brackets(text: &str) -> String {
    let text = text.trim();
    let inner = text.strip_prefix("[[").and_then(|text| text.strip_suffix("]]"));
    let Some(link) = inner else { return text.to_owned() };
    let name = link.rsplit_once('|').map_or(link, |(_, name)| name);
    name.rsplit('/').next().unwrap_or(name).trim().to_owned()
}

fn moment(properties: &mut Properties, key: &str, value: &Value, place: &Span) -> Option<Moment> {
    let (Kind::Text(text) | Kind::Datetime(text)) = &value.kind else { return None };
    if text.trim().is_empty() {
        return None;
    }
    let moment = Moment::parse_loosely(text);
    if moment.is_none() {
        let message = format!("`{key}` is no date, and is kept in `extra`: “{text}”");
        let problem = Diagnostic::at(&codes::IMPORT_NOT_UNDERSTOOD, place.clone(), message);
        properties.problems.push(problem);
    }
    moment
}
