//! The values that templates see, and the few ways to make and to read them.
//!
//! A [`Value`] is the engine's own one, shut in: what makes values for templates, and what
//! templates call, goes through the functions here and knows nothing of what is inside. So another
//! engine, with a value type of its own, would be a change to this file and to those that hand
//! values over ([`super::engine`], [`super::register`]). Values are shared, never copied: cloning
//! one counts a reference.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;

use serde::ser::{Serialize, SerializeStruct, Serializer};
use tera::value::Key;

use crate::document::{self, Kind};

/// A value of a template. It is displayed as a page would show it.
#[derive(Clone, Debug)]
pub struct Value(tera::Value);

impl Value {
    /// A value that the engine gives.
    pub(super) fn of_engine(value: tera::Value) -> Self {
        Self(value)
    }

    /// The value that the engine takes.
    pub(super) fn into_engine(self) -> tera::Value {
        self.0
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl Default for Value {
    fn default() -> Self {
        none()
    }
}

impl fmt::Display for Value {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// What a template sees: names and their values. A name that is put in twice has its last value.
#[derive(Clone, Debug, Default)]
pub struct Context(Vec<(&'static str, Value)>);

impl Context {
    /// Puts in a value.
    pub fn insert(&mut self, name: &'static str, value: Value) {
        self.0.push((name, value));
    }

    /// The same for the engine.
    pub(super) fn into_engine(self) -> tera::Context {
        let mut context = tera::Context::new();
        for (name, value) in self.0 {
            context.insert_value(name, value.0);
        }
        context
    }
}

/// A table with fixed keys.
#[must_use]
pub fn object<const N: usize>(entries: [(&'static str, Value); N]) -> Value {
    Value(tera::Value::from_serializable(&Entries(entries)))
}

/// Entries with fixed keys, for the engine to take in: it takes values as they are, and makes one
/// map. Of a map it would make another, hashing each key twice.
struct Entries<T>(T);

impl<T: AsRef<[(&'static str, Value)]>> Serialize for Entries<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entries = self.0.as_ref();
        let mut table = serializer.serialize_struct("", entries.len())?;
        for (key, value) in entries {
            table.serialize_field(key, &value.0)?;
        }
        table.end()
    }
}

/// The entries of a table with fixed keys, and more; later ones win.
#[must_use]
pub fn extend<const N: usize>(table: &Value, entries: [(&'static str, Value); N]) -> Value {
    Value(tera::Value::from_serializable(&Extended { table: table.0.as_map(), entries }))
}

/// As [`Entries`], with those of a table before them.
struct Extended<'a, const N: usize> {
    table: Option<&'a tera::value::Map>,
    entries: [(&'static str, Value); N],
}

impl<const N: usize> Serialize for Extended<'_, N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let before = self.table.map_or(0, tera::value::Map::len);
        let mut table = serializer.serialize_struct("", before + self.entries.len())?;
        for (key, value) in self.table.into_iter().flatten() {
            let Key::Str(key) = key else { continue };
            let later = self.entries.iter().find(|(later, _)| later == key);
            table.serialize_field(key, later.map_or(value, |(_, value)| &value.0))?;
        }
        let is_new = |key: &str| self.table.is_none_or(|table| !table.contains_key(&Key::Str(key)));
        for (key, value) in self.entries.iter().filter(|(key, _)| is_new(key)) {
            table.serialize_field(key, &value.0)?;
        }
        table.end()
    }
}

/// A key at its place in a table.
struct Placed(usize, Key<'static>);

impl PartialEq for Placed {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl Eq for Placed {}

impl PartialOrd for Placed {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Placed {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}

impl From<Placed> for Key<'static> {
    fn from(placed: Placed) -> Self {
        placed.1
    }
}

/// A table of these entries, in their order; later ones win.
///
/// The engine makes its own map of whatever map it is given. One in the order of places costs
/// next to nothing; one by keys would hash each of them twice, on every page.
fn of_entries(entries: impl Iterator<Item = (Key<'static>, tera::Value)>) -> Value {
    let entries = entries.enumerate().map(|(place, (key, value))| (Placed(place, key), value));
    Value(tera::Value::from(entries.collect::<BTreeMap<Placed, tera::Value>>()))
}

/// A table with keys that are data.
#[must_use]
pub fn table(entries: impl IntoIterator<Item = (String, Value)>) -> Value {
    of_entries(entries.into_iter().map(|(key, value)| (key.into(), value.0)))
}

/// A list.
#[must_use]
pub fn list(items: impl IntoIterator<Item = Value>) -> Value {
    let items = items.into_iter().map(|item| item.0);
    Value(tera::Value::from(items.collect::<Vec<tera::Value>>()))
}

/// A text, to be escaped where it is shown.
#[must_use]
pub fn text(text: impl AsRef<str>) -> Value {
    Value(tera::Value::normal_string(text.as_ref()))
}

/// A text that is shown as it is: HTML of ours, an address.
#[must_use]
pub fn safe(text: impl AsRef<str>) -> Value {
    Value(tera::Value::safe_string(text.as_ref()))
}

/// A list of texts.
#[must_use]
pub fn texts<T: AsRef<str>>(items: impl IntoIterator<Item = T>) -> Value {
    list(items.into_iter().map(text))
}

/// What says nothing.
#[must_use]
pub fn none() -> Value {
    Value(tera::Value::none())
}

/// A value, or none.
#[must_use]
pub fn optional(value: Option<Value>) -> Value {
    value.unwrap_or_else(none)
}

/// A text, or none.
#[must_use]
pub fn optional_text(value: Option<impl AsRef<str>>) -> Value {
    optional(value.map(text))
}

/// A count.
#[must_use]
pub fn count(number: usize) -> Value {
    natural(number as u64)
}

/// A whole number.
#[must_use]
pub fn whole(number: i64) -> Value {
    Value(tera::Value::from(number))
}

/// A whole number that is not negative.
#[must_use]
pub fn natural(number: u64) -> Value {
    Value(tera::Value::from(number))
}

/// A number with a fraction.
#[must_use]
pub fn real(number: f64) -> Value {
    Value(tera::Value::from(number))
}

/// `true` or `false`.
#[must_use]
pub fn boolean(boolean: bool) -> Value {
    Value(tera::Value::from(boolean))
}

/// Whether a value says nothing: none, or not even defined.
#[must_use]
pub fn is_nothing(value: &Value) -> bool {
    value.0.is_none() || value.0.is_undefined()
}

/// Whether a value says nothing, or is an empty text or list.
#[must_use]
pub fn is_empty(value: &Value) -> bool {
    is_nothing(value)
        || as_text(value).is_some_and(str::is_empty)
        || items(value).is_some_and(|mut items| items.next().is_none())
}

/// A value as a page would show it; none when it says nothing.
#[must_use]
pub fn display(value: &Value) -> Option<String> {
    match as_text(value) {
        Some(text) => Some(text.to_owned()),
        None => (!is_nothing(value)).then(|| value.to_string()),
    }
}

/// The text of a value that is one.
#[must_use]
pub fn as_text(value: &Value) -> Option<&str> {
    value.0.as_str()
}

/// The truth of a value that is `true` or `false`.
#[must_use]
pub fn as_boolean(value: &Value) -> Option<bool> {
    value.0.as_bool()
}

/// The number of a value that is one.
#[must_use]
pub fn as_number(value: &Value) -> Option<f64> {
    value.0.as_f64().or_else(|| value.0.as_i64().map(|number| number as f64))
}

/// The number of a value that is a whole one.
#[must_use]
pub fn as_whole(value: &Value) -> Option<i64> {
    let of_real = |number: f64| {
        // Beyond these a float has no units.
        let is_whole = number.trunc() == number && number.abs() <= 9.0e15;
        is_whole.then_some(number as i64)
    };
    value.0.as_i64().or_else(|| of_real(value.0.as_f64()?))
}

/// The items of a value that is a list.
#[must_use]
pub fn items(value: &Value) -> Option<impl Iterator<Item = Value>> {
    Some(value.0.as_array()?.iter().cloned().map(Value))
}

/// What stands at `path`, as in `extra.category`, below a value.
#[must_use]
pub fn at_path(value: &Value, path: &str) -> Option<Value> {
    value.0.get_from_path(path).cloned().map(Value)
}

/// What stands at `key` of a value that is a table.
#[must_use]
pub fn entry(value: &Value, key: &str) -> Option<Value> {
    value.0.as_map()?.get(&Key::Str(key)).cloned().map(Value)
}

/// The text at `key` of a value that is a table, when there is one that says something.
#[must_use]
pub fn said(value: &Value, key: &str) -> Option<String> {
    let found = entry(value, key)?;
    as_text(&found).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// What `read` makes of each item of the list at `key` of a value that is a table.
#[must_use]
pub fn each<T>(value: &Value, key: &str, read: impl Fn(&Value) -> Option<T>) -> Vec<T> {
    let list = entry(value, key);
    let list = list.as_ref().and_then(items).into_iter().flatten();
    list.filter_map(|item| read(&item)).collect()
}

/// Items by what `key` says of each, groups in the order in which they first occur and under
/// that very key: a number stays one. None for what can be no key; items without a key are left
/// out.
///
/// # Errors
/// When `key` fails.
pub fn group<E>(
    items: impl Iterator<Item = Value>,
    mut key: impl FnMut(&Value) -> Result<Option<Value>, E>,
) -> Result<Value, E> {
    let mut groups: indexmap::IndexMap<Key<'static>, Vec<Value>> = indexmap::IndexMap::new();
    for item in items {
        if let Some(key) = key(&item)? {
            groups.entry(as_key(&key)).or_default().push(item);
        }
    }
    Ok(of_entries(groups.into_iter().map(|(key, items)| (key, list(items).0))))
}

fn as_key(value: &Value) -> Key<'static> {
    match (as_whole(value), as_boolean(value)) {
        (Some(number), _) if !value.0.is_f64() => Key::I64(number),
        (_, Some(boolean)) => Key::Bool(boolean),
        _ => Key::from(value.to_string()),
    }
}

/// A table of TOML or YAML, as `extra` in templates.
#[must_use]
pub fn of_table(table: &document::Table) -> Value {
    self::table(table.entries.iter().map(|entry| (entry.key.clone(), of_document(&entry.value))))
}

fn of_document(value: &document::Value) -> Value {
    match &value.kind {
        Kind::Null => none(),
        Kind::Boolean(boolean) => self::boolean(*boolean),
        Kind::Integer(number) => whole(*number),
        Kind::Float(number) => real(*number),
        Kind::Text(text) | Kind::Datetime(text) => self::text(text),
        Kind::List(items) => list(items.iter().map(of_document)),
        Kind::Table(table) => of_table(table),
    }
}

/// What is under `over`, laid over what is under `table`, level by level.
#[must_use]
pub fn merge(table: &Value, over: &Value) -> Value {
    Value(merged(&table.0, &over.0))
}

fn merged(table: &tera::Value, over: &tera::Value) -> tera::Value {
    let (Some(below), Some(above)) = (table.as_map(), over.as_map()) else { return over.clone() };
    let mut map = below.clone();
    for (key, value) in above {
        let value = match map.get(key) {
            Some(below) => merged(below, value),
            None => value.clone(),
        };
        map.insert(key.clone(), value);
    }
    tera::Value::from(map)
}
