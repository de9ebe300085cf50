//! The values that templates see, and the few ways to make them.
//!
//! All code that makes values for templates goes through here, so that another engine, with a
//! value type of its own, would be a change to this one file. Values are shared, never copied:
//! cloning one counts a reference.

use crate::document::{self, Kind};

/// A value of the template engine.
pub type Value = tera::Value;

/// A table with fixed keys.
#[must_use]
pub fn object<const N: usize>(entries: [(&'static str, Value); N]) -> Value {
    extend(&Value::none(), entries)
}

/// The entries of `table` and more; later ones win.
#[must_use]
pub fn extend<const N: usize>(table: &Value, entries: [(&'static str, Value); N]) -> Value {
    let mut map = table.as_map().cloned().unwrap_or_default();
    for (key, value) in entries {
        map.insert(key.into(), value);
    }
    Value::from(map)
}

/// What a table holds under `key`.
#[must_use]
pub fn field(table: &Value, key: &str) -> Option<Value> {
    let (_, value) = table.as_map()?.iter().find(|(name, _)| name.as_str() == Some(key))?;
    Some(value.clone())
}

/// A table with keys that are data.
#[must_use]
pub fn table(entries: impl IntoIterator<Item = (String, Value)>) -> Value {
    let map: tera::Map = entries.into_iter().map(|(key, value)| (key.into(), value)).collect();
    Value::from(map)
}

/// A list.
#[must_use]
pub fn list(items: impl IntoIterator<Item = Value>) -> Value {
    Value::from(items.into_iter().collect::<Vec<Value>>())
}

/// A text, to be escaped where it is shown.
#[must_use]
pub fn text(text: impl AsRef<str>) -> Value {
    Value::from(text.as_ref())
}

/// A list of texts.
#[must_use]
pub fn texts<T: AsRef<str>>(items: impl IntoIterator<Item = T>) -> Value {
    list(items.into_iter().map(text))
}

/// A value, or none.
#[must_use]
pub fn optional(value: Option<Value>) -> Value {
    value.unwrap_or_else(Value::none)
}

/// A text, or none.
#[must_use]
pub fn optional_text(value: Option<impl AsRef<str>>) -> Value {
    optional(value.map(text))
}

/// A count.
#[must_use]
pub fn count(number: usize) -> Value {
    Value::from(number as u64)
}

/// A table of TOML or YAML, as `extra` in templates.
#[must_use]
pub fn of_table(table: &document::Table) -> Value {
    self::table(table.entries.iter().map(|entry| (entry.key.clone(), of_document(&entry.value))))
}

fn of_document(value: &document::Value) -> Value {
    match &value.kind {
        Kind::Null => Value::none(),
        Kind::Boolean(boolean) => Value::from(*boolean),
        Kind::Integer(number) => Value::from(*number),
        Kind::Float(number) => Value::from(*number),
        Kind::Text(text) | Kind::Datetime(text) => self::text(text),
        Kind::List(items) => list(items.iter().map(of_document)),
        Kind::Table(table) => of_table(table),
    }
}

/// What is under `over`, laid over what is under `table`, level by level.
#[must_use]
pub fn merge(table: &Value, over: &Value) -> Value {
    let (Some(below), Some(above)) = (table.as_map(), over.as_map()) else { return over.clone() };
    let mut map = below.clone();
    for (key, value) in above {
        let merged = match map.get(key) {
            Some(below) => merge(below, value),
            None => value.clone(),
        };
        map.insert(key.clone(), merged);
    }
    Value::from(map)
}
