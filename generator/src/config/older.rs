//! Configurations of older Zolas, rewritten as one of today before anything is read from them.
//!
//! Keys that only changed their name are in `config.rs`; here is what moved or changed its shape.

use crate::diagnostic::{Diagnostic, codes};
use crate::document::{Entry, Kind, Table, Value};
use crate::source::Span;

/// Keys that stood at the top and belong under `[markdown]` now.
const NOW_OF_MARKDOWN: &[&str] =
    &["highlight_code", "highlight_theme", "extra_syntaxes", "highlight_themes_css"];

/// Keys of languages in their old list.
const OF_A_LANGUAGE: &[(&str, &str)] =
    &[("feed", "generate_feeds"), ("rss", "generate_feeds"), ("search", "build_search_index")];

/// Rewrites what is old.
pub(super) fn modernise(table: &mut Table, diagnostics: &mut Vec<Diagnostic>) {
    for key in NOW_OF_MARKDOWN {
        let Some(entry) = take(table, key) else { continue };
        let is_there = match table.get("markdown").map(|value| &value.kind) {
            Some(Kind::Table(markdown)) => markdown.get(key).is_some(),
            _ => false,
        };
        if is_there {
            let help = "take it out: [markdown] has it too";
            diagnostics.push(old(key, entry.key_span, help));
        } else {
            // What became of it is said where `[markdown]` is read.
            put(table, "markdown", entry);
        }
    }
    if let Some(entry) = table.entries.iter_mut().find(|entry| entry.key == "rss_limit") {
        diagnostics.push(old(&entry.key, entry.key_span.clone(), "write `feed_limit`"));
        "feed_limit".clone_into(&mut entry.key);
    }
    if let Some(entry) = take(table, "check_external_links") {
        let help = "take it out: links that leave the site are never followed";
        diagnostics.push(old(&entry.key, entry.key_span, help));
    }
    languages(table, diagnostics);
    translations(table, diagnostics);
}

fn old(key: &str, span: Span, help: &str) -> Diagnostic {
    let message = format!("`{key}` is a key of an older Zola");
    Diagnostic::at(&codes::CONFIG_OLD_KEY, span, message).help(help)
}

fn take(table: &mut Table, key: &str) -> Option<Entry> {
    let index = table.entries.iter().position(|entry| entry.key == key)?;
    Some(table.entries.remove(index))
}

/// Puts an entry into the table called `name`, unless it has one of that key.
fn put(table: &mut Table, name: &str, entry: Entry) {
    if table.get(name).is_none() {
        table.entries.push(Entry {
            key: name.to_owned(),
            key_span: entry.key_span.clone(),
            value: Value { kind: Kind::Table(Table::default()), span: entry.value.span.clone() },
        });
    }
    let found = table.entries.iter_mut().find(|other| other.key == name);
    if let Some(Entry { value: Value { kind: Kind::Table(inner), .. }, .. }) = found
        && inner.get(&entry.key).is_none()
    {
        inner.entries.push(entry);
    }
}

/// `languages = [{ code = "fr", … }]` became a table of tables.
fn languages(table: &mut Table, diagnostics: &mut Vec<Diagnostic>) {
    let Some(entry) = table.entries.iter_mut().find(|entry| entry.key == "languages") else {
        return;
    };
    let Kind::List(items) = &entry.value.kind else { return };
    let mut by_code = Table::default();
    for item in items {
        let Kind::Table(language) = &item.kind else { return };
        let Some(Value { kind: Kind::Text(code), span }) = language.get("code") else { return };
        let mut inner = Table::default();
        for field in language.entries.iter().filter(|field| field.key != "code") {
            let mut field = field.clone();
            if let Some((_, new)) = OF_A_LANGUAGE.iter().find(|(old, _)| *old == field.key) {
                (*new).clone_into(&mut field.key);
            }
            inner.entries.push(field);
        }
        by_code.entries.push(Entry {
            key: code.clone(),
            key_span: span.clone(),
            value: Value { kind: Kind::Table(inner), span: item.span.clone() },
        });
    }
    let message = "a list of `languages` is of an older Zola";
    diagnostics.push(
        Diagnostic::at(&codes::CONFIG_OLD_KEY, entry.key_span.clone(), message)
            .help("write a table for each: [languages.fr]"),
    );
    entry.value.kind = Kind::Table(by_code);
}

/// `[translations.fr]` became `[languages.fr.translations]`.
fn translations(table: &mut Table, diagnostics: &mut Vec<Diagnostic>) {
    let default = match table.get("default_language").map(|value| &value.kind) {
        Some(Kind::Text(code)) => code.clone(),
        _ => "en".to_owned(),
    };
    let Some(entry) = table.entries.iter_mut().find(|entry| entry.key == "translations") else {
        return;
    };
    let Kind::Table(strings) = &mut entry.value.kind else { return };
    let is_nested = |entry: &Entry| matches!(entry.value.kind, Kind::Table(_));
    if !strings.entries.iter().any(is_nested) {
        return;
    }
    let (nested, flat) = std::mem::take(&mut strings.entries).into_iter().partition(is_nested);
    strings.entries = flat;
    let nested: Vec<Entry> = nested;
    for mut language in nested {
        let help = format!("write [languages.{}.translations]", language.key);
        let name = format!("translations.{}", language.key);
        diagnostics.push(old(&name, language.key_span.clone(), &help));
        if language.key == default {
            if let Some(Entry { value: Value { kind: Kind::Table(top), .. }, .. }) =
                table.entries.iter_mut().find(|entry| entry.key == "translations")
                && let Kind::Table(strings) = language.value.kind
            {
                top.entries.extend(strings.entries);
            }
            continue;
        }
        let code = std::mem::replace(&mut language.key, "translations".to_owned());
        // A language that the site has not is not made by its strings.
        let languages = table.entries.iter_mut().find(|entry| entry.key == "languages");
        if let Some(Entry { value: Value { kind: Kind::Table(languages), .. }, .. }) = languages
            && languages.get(&code).is_some()
        {
            put(languages, &code, language);
        }
    }
}
