//! Front matter, written: what an importer knows of a thing, as TOML.
//!
//! Every value stands on one line, so that nothing anybody wrote elsewhere can close the front
//! matter before its end.

use std::fmt::Write;

use crate::document::{Kind, Value, quoted};
use crate::moment::Moment;

/// A value as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// A text.
    Text(String),
    /// What TOML has words of its own for: numbers, dates, `true`.
    Bare(String),
    /// A list.
    List(Vec<Written>),
    /// A table.
    Table(Vec<(String, Written)>),
}

impl From<&str> for Written {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Written {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&Moment> for Written {
    fn from(moment: &Moment) -> Self {
        // TOML wants seconds.
        match moment.iso.parse::<toml::value::Datetime>() {
            Ok(_) => Self::Bare(moment.iso.clone()),
            Err(_) => Self::Text(moment.iso.clone()),
        }
    }
}

impl From<&Value> for Written {
    fn from(value: &Value) -> Self {
        match &value.kind {
            // TOML has no word for it; the key is kept.
            Kind::Null => Self::Text(String::new()),
            Kind::Boolean(value) => Self::Bare(value.to_string()),
            Kind::Integer(value) => Self::Bare(value.to_string()),
            Kind::Float(value) if value.is_nan() => Self::Bare("nan".to_owned()),
            Kind::Float(value) if value.is_infinite() => {
                Self::Bare(if *value > 0.0 { "inf" } else { "-inf" }.to_owned())
            }
            Kind::Float(value) => Self::Bare(format!("{value:?}")),
            Kind::Text(text) => Self::Text(text.clone()),
            Kind::Datetime(text) => match Moment::parse(text) {
                Some(moment) => Self::from(&moment),
                None => Self::Text(text.clone()),
            },
            Kind::List(items) => Self::List(items.iter().map(Self::from).collect()),
            Kind::Table(table) => Self::Table(
                table
                    .entries
                    .iter()
                    .map(|entry| (entry.key.clone(), Self::from(&entry.value)))
                    .collect(),
            ),
        }
    }
}

/// The keys of a thing in the order in which they are written, and those below `[extra]`.
#[derive(Clone, Debug, Default)]
pub struct FrontMatter {
    keys: Vec<(&'static str, Written)>,
    extra: Vec<(String, Written)>,
}

impl FrontMatter {
    /// Adds a key.
    pub fn set(&mut self, key: &'static str, value: impl Into<Written>) {
        self.keys.push((key, value.into()));
    }

    /// Adds a key for which there may be no value.
    pub fn set_some<T: Into<Written>>(&mut self, key: &'static str, value: Option<T>) {
        if let Some(value) = value {
            self.set(key, value);
        }
    }

    /// Adds a list that may be empty; then it is not written.
    pub fn set_all(&mut self, key: &'static str, values: Vec<Written>) {
        if !values.is_empty() {
            self.set(key, Written::List(values));
        }
    }

    /// Adds a key that only a theme may read; the first of a name counts.
    pub fn extra(&mut self, key: impl Into<String>, value: impl Into<Written>) {
        let key = key.into();
        if !self.extra.iter().any(|(other, _)| *other == key) {
            self.extra.push((key, value.into()));
        }
    }

    /// The whole file, with `body` below.
    #[must_use]
    pub fn file(&self, body: &str) -> String {
        let mut file = String::from("+++\n");
        for (key, value) in &self.keys {
            let _ = writeln!(file, "{key} = {}", written(value));
        }
        if !self.extra.is_empty() {
            file.push_str("\n[extra]\n");
            for (key, value) in &self.extra {
                let _ = writeln!(file, "{} = {}", key_text(key), written(value));
            }
        }
        file.push_str("+++\n");
        let body = body.trim_matches('\n');
        if !body.is_empty() {
            file.push('\n');
            file.push_str(body);
            file.push('\n');
        }
        file
    }
}

fn written(value: &Written) -> String {
    match value {
        Written::Text(text) => quoted(text),
        Written::Bare(word) => word.clone(),
        Written::List(items) => {
            format!("[{}]", items.iter().map(written).collect::<Vec<_>>().join(", "))
        }
        Written::Table(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|(key, value)| format!("{} = {}", key_text(key), written(value)))
                .collect();
            format!("{{ {} }}", entries.join(", "))
        }
    }
}

fn key_text(key: &str) -> String {
    let is_bare = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    if !key.is_empty() && key.chars().all(is_bare) { key.to_owned() } else { quoted(key) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_closes_the_front_matter_before_its_end() {
        let nasty = "a\n+++\n\"b\" \\ \u{7f}\u{0}\tc";
        let mut matter = FrontMatter::default();
        matter.set("title", nasty);
        matter.extra("une clé", Written::Table(vec![("x\n".to_owned(), nasty.into())]));
        let file = matter.file("texte");
        let parts = crate::draft::front_matter::split(&file).expect("it has front matter");
        let read: toml::Table =
            toml::from_str(&file[parts.front_matter.clone()]).expect("it is TOML");
        assert_eq!(read["title"].as_str(), Some("a\n+++\n\"b\" \\ \tc"));
        assert_eq!(file[parts.body].trim(), "texte");
    }
}
