//! A work as a `CITATION.cff`, of version 1.2.0 of the [Citation File Format].
//!
//! The format is made for programs and data, so what is cited is a set of data, and what is to be
//! named in its place the web page. It has no place for the title that a translation had before.
//!
//! [Citation File Format]: https://citation-file-format.github.io

use carnet_csl::{Date, DateVariable, DayPart, Item, Name, NameVariable, Variable};

use super::csl_json::quoted;
use super::form::Readings;
use super::format::{Words, day};
use super::names::joined;
use super::plain::{address, one_line};

/// Writes the file.
pub(super) fn write(item: &Item, words: &Words, form: &mut Readings) {
    let text = |variable| item.text(variable).map(|text| quoted(&one_line(text)));
    let date = match item.date(DateVariable::Issued) {
        // The format wants whole days, and years of four figures.
        Some(Date::Range { from, .. }) if from.day > 0 && (0..10_000).contains(&from.year) => {
            Some(quoted(&format!("{:04}-{:02}-{:02}", from.year, from.month, from.day)))
        }
        _ => None,
    };
    let publisher = item.text(Variable::Publisher).map(|name| quoted(&one_line(name)));
    // Only whole addresses are allowed.
    let url = item.text(Variable::Url).map(address).filter(|url| url.starts_with("http"));
    let language = item.text(Variable::Language).and_then(|code| code.split('-').next());
    let mut line = |indent: &str, key: &str, value: Option<String>| {
        if let Some(value) = value {
            form.say(&format!("{indent}{key}:{}{value}\n", gap(&value)));
        }
    };
    line("", "cff-version", Some("1.2.0".to_owned()));
    line("", "message", Some(quoted(&one_line(&words.message))));
    line("", "type", Some("dataset".to_owned()));
    line("", "title", text(Variable::Title));
    line("", "authors", Some(authors(item, "  ")));
    line("", "date-released", date.clone());
    line("", "abstract", text(Variable::Abstract));
    line("", "license", text(Variable::License));
    line("", "url", url.clone().map(|url| quoted(&url)));
    form.say("preferred-citation:\n");
    let mut line = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            form.say(&format!("  {key}:{}{value}\n", gap(&value)));
        }
    };
    line("type", Some("website".to_owned()));
    line("title", text(Variable::Title));
    line("authors", Some(authors(item, "    ")));
    line("date-published", date);
    line("collection-title", text(Variable::ContainerTitle));
    line("publisher", publisher.map(|name| format!("\n    name: {name}")));
    line("abstract", text(Variable::Abstract));
    line("license", text(Variable::License));
    line(
        "languages",
        language.filter(|code| matches!(code.len(), 2 | 3)).map(|code| format!("[{code}]")),
    );
    if let Some(url) = url {
        form.say("  url: \"");
        form.name_address(&url);
        form.say("\"\n");
    }
    let parts = [
        DayPart::Year { short: false },
        DayPart::Month { padded: true },
        DayPart::Day { padded: true, first: None },
    ];
    form.say_if_dated(&day("  date-accessed: \"", parts, "-", "\"\n"));
}

/// What stands between a key and its value, which may begin on the next line.
fn gap(value: &str) -> &'static str {
    if value.starts_with('\n') { "" } else { " " }
}

/// Who made it, each once. The format wants somebody: who publishes, where nobody is named.
fn authors(item: &Item, indent: &str) -> String {
    let mut entries: Vec<String> = Vec::new();
    for name in item.names(NameVariable::Author) {
        let entry = entry(name, indent);
        if !entries.contains(&entry) {
            entries.push(entry);
        }
    }
    if entries.is_empty() {
        let names = [Variable::Publisher, Variable::ContainerTitle, Variable::Title];
        let name = names.iter().find_map(|variable| item.text(*variable));
        entries.push(entry(&Name::whole(name.unwrap_or_default()), indent));
    }
    entries.concat()
}

fn entry(name: &Name, indent: &str) -> String {
    let particle = joined(&[&name.dropping_particle, &name.non_dropping_particle]);
    let parts = [
        ("family-names", &name.family),
        ("given-names", &name.given),
        ("name-particle", &particle),
        ("name-suffix", &name.suffix),
        ("name", &name.literal),
    ];
    let known = parts.iter().filter(|(_, text)| !text.is_empty());
    let lines = known.map(|(key, text)| format!("{key}: {}", quoted(&one_line(text))));
    let lines: Vec<String> = lines.collect();
    format!("\n{indent}- {}", lines.join(&format!("\n{indent}  ")))
}
