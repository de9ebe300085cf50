//! The values that templates see, and the few ways to make them.
//!
//! All code that makes values for templates goes through here, so that another engine, with a
//! value type of its own, would be a change to this one file. Values are shared, never copied:
//! cloning one counts a reference.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use tera::value::Key;

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
    let before = table.as_map().into_iter().flatten();
    let before = before.map(|(key, value)| (key.clone(), value.clone()));
    let entries = entries.into_iter().map(|(key, value)| (Key::Str(key), value));
    of_entries(before.chain(entries))
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
fn of_entries(entries: impl Iterator<Item = (Key<'static>, Value)>) -> Value {
    let entries = entries.enumerate().map(|(place, (key, value))| (Placed(place, key), value));
    Value::from(entries.collect::<BTreeMap<Placed, Value>>())
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
    of_entries(entries.into_iter().map(|(key, value)| (key.into(), value)))
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

/// A whole number.
#[must_use]
pub fn whole(number: i64) -> Value {
    Value::from(number)
}

/// A whole number that is not negative.
#[must_use]
pub fn natural(number: u64) -> Value {
    Value::from(number)
}

/// A number with a fraction.
#[must_use]
pub fn real(number: f64) -> Value {
    Value::from(number)
}

/// `true` or `false`.
#[must_use]
pub fn boolean(boolean: bool) -> Value {
    Value::from(boolean)
}

/// Whether a value says nothing: none, or not even defined.
#[must_use]
pub fn is_nothing(value: &Value) -> bool {
    value.is_none() || value.is_undefined()
}

/// A value as a page would show it; none when it says nothing.
#[must_use]
pub fn display(value: &Value) -> Option<String> {
    match value.as_str() {
        Some(text) => Some(text.to_owned()),
        None => (!is_nothing(value)).then(|| value.to_string()),
    }
}

/// The text of a value that is one.
#[must_use]
pub fn as_text(value: &Value) -> Option<&str> {
    value.as_str()
}

/// The truth of a value that is `true` or `false`.
#[must_use]
pub fn as_boolean(value: &Value) -> Option<bool> {
    value.as_bool()
}

/// The number of a value that is one.
#[must_use]
pub fn as_number(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_i64().map(|number| number as f64))
}

/// The number of a value that is a whole one.
#[must_use]
pub fn as_whole(value: &Value) -> Option<i64> {
    let of_real = |number: f64| {
        // Beyond these a float has no units.
        let is_whole = number.trunc() == number && number.abs() <= 9.0e15;
        is_whole.then_some(number as i64)
    };
    let integer = value.as_i128().or_else(|| value.as_i64().map(i128::from));
    let integer = integer.or_else(|| value.as_u64().map(i128::from));
    integer.and_then(|number| i64::try_from(number).ok()).or_else(|| of_real(value.as_f64()?))
}

/// The items of a value that is a list.
#[must_use]
pub fn as_list(value: &Value) -> Option<&[Value]> {
    value.as_array()
}

/// What stands at `path`, as in `extra.category`, below a value.
#[must_use]
pub fn at_path<'a>(value: &'a Value, path: &'a str) -> Option<&'a Value> {
    value.get_from_path(path)
}

/// What stands at `key` of a value that is a table.
#[must_use]
pub fn entry<'a>(value: &'a Value, key: &'a str) -> Option<&'a Value> {
    value.as_map().and_then(|map| map.get(&Key::Str(key)))
}

/// Items by what `key` says of each, groups in the order in which they first occur and under
/// that very key: a number stays one. None for what can be no key; items without a key are left
/// out.
pub fn group<E>(
    items: &[Value],
    mut key: impl FnMut(&Value) -> Result<Option<Value>, E>,
) -> Result<Value, E> {
    let mut groups: indexmap::IndexMap<Key<'static>, Vec<Value>> = indexmap::IndexMap::new();
    for item in items {
        if let Some(key) = key(item)? {
            groups.entry(as_key(&key)).or_default().push(item.clone());
        }
    }
    Ok(of_entries(groups.into_iter().map(|(key, items)| (key, list(items)))))
}

fn as_key(value: &Value) -> Key<'static> {
    match (as_whole(value), value.as_bool()) {
        (Some(number), _) if value.as_f64().is_none_or(|_| !value.is_f64()) => Key::I64(number),
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
