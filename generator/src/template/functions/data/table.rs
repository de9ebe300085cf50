//! TOML, and CSV: `{ headers = […], records = [[…], …] }`, all of them texts.

use super::Wrong;
use crate::template::value::{self, Value, list, object, text, texts};

pub(super) fn toml(data: &str) -> Result<Value, Wrong> {
    match data.parse::<toml::Table>() {
        Ok(table) => Ok(of_table(table)),
        Err(error) => Err(match error.span() {
            Some(span) => Wrong::at(error.message(), data, span.start),
            None => Wrong::new(error.message()),
        }),
    }
}

fn of_table(table: toml::Table) -> Value {
    value::table(table.into_iter().map(|(key, entry)| (key, of_toml(entry))))
}

fn of_toml(entry: toml::Value) -> Value {
    match entry {
        toml::Value::String(words) => text(words),
        toml::Value::Integer(number) => value::whole(number),
        toml::Value::Float(number) => value::real(number),
        toml::Value::Boolean(boolean) => value::boolean(boolean),
        toml::Value::Datetime(moment) => text(moment.to_string()),
        toml::Value::Array(items) => list(items.into_iter().map(of_toml)),
        toml::Value::Table(table) => of_table(table),
    }
}

pub(super) fn csv(data: &str) -> Result<Value, Wrong> {
    let mut reader = csv::Reader::from_reader(data.as_bytes());
    let wrong = |error: &csv::Error| {
        let place = error.position().map(|place| (place.line() as usize, 1));
        let message = match error.kind() {
            csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                format!("a record has {len} fields, the first line has {expected_len}")
            }
            _ => error.to_string(),
        };
        Wrong { message, place }
    };
    let headers = texts(reader.headers().map_err(|error| wrong(&error))?);
    let mut records = Vec::new();
    for record in reader.records() {
        records.push(texts(&record.map_err(|error| wrong(&error))?));
    }
    Ok(object([("headers", headers), ("records", list(records))]))
}
