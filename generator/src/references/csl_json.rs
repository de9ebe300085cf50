//! Works from CSL-JSON, as Zotero and Pandoc write it: a list of items, or a table that holds one
//! under `items`.

use carnet_csl::item::json;
use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::{File, Found, broken, odd};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

pub(super) fn read(file: File<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Found> {
    match items(file.text) {
        Ok(items) => items.into_iter().filter_map(|raw| item(file, raw, diagnostics)).collect(),
        Err(problem) => {
            diagnostics.push(match problem {
                Problem::NotJson { within, error } => not_json(file.at(within, &error), &error),
                Problem::NoList => {
                    let start = file.text.len() - file.text.trim_start().len();
                    let span = Span::new(file.source, start..start + 1);
                    broken(span, "this table holds no list of items").help(LIST)
                }
            });
            Vec::new()
        }
    }
}

/// Why a file has no items.
enum Problem<'a> {
    /// The error stands in this piece of the text.
    NotJson { within: &'a str, error: serde_json::Error },
    /// A table without `items`, such as one item that stands alone.
    NoList,
}

/// What is expected of a file.
const LIST: &str = "a list of items in CSL-JSON is [ { \"id\": \"…\", … }, … ]";

/// What is wrong with JSON. Its parser says the place after it.
fn not_json(span: Span, error: &serde_json::Error) -> Diagnostic {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    broken(span, message).help(LIST)
}

/// The items, as they were written: their places are those of the pieces of the text.
fn items(text: &str) -> Result<Vec<&RawValue>, Problem<'_>> {
    let mut list = text;
    if text.trim_start().starts_with('{') {
        let tables: IndexMap<String, &RawValue> = parsed(text)?;
        let inner = tables.get("items").or_else(|| tables.get("references"));
        list = inner.ok_or(Problem::NoList)?.get();
    }
    parsed(list)
}

fn parsed<'a, T: Deserialize<'a>>(within: &'a str) -> Result<T, Problem<'a>> {
    serde_json::from_str(within).map_err(|error| Problem::NotJson { within, error })
}

fn item(file: File<'_>, raw: &RawValue, diagnostics: &mut Vec<Diagnostic>) -> Option<Found> {
    let value: Value = match serde_json::from_str(raw.get()) {
        Ok(value) => value,
        Err(error) => {
            diagnostics.push(not_json(file.at(raw.get(), &error), &error));
            return None;
        }
    };
    let (item, problems) = json::read(&value);
    let fields: IndexMap<String, &RawValue> = serde_json::from_str(raw.get()).unwrap_or_default();
    let field = |key: &str| fields.get(key).map(|field| file.span(field.get()));
    let first_line = raw.get().lines().next().unwrap_or_default();
    for problem in problems {
        let place = problem.key.as_deref().and_then(field);
        let span = place.unwrap_or_else(|| file.span(first_line));
        diagnostics.push(match item {
            Some(_) => odd(span, problem.message),
            None => broken(span, problem.message).help("an item has an \"id\" and a \"type\""),
        });
    }
    let item = item?;
    let span = field("id").unwrap_or_else(|| file.span(first_line));
    Some(Found { keys: vec![item.id.clone()], span, item })
}

impl File<'_> {
    /// Where a piece of the text stands.
    fn span(self, piece: &str) -> Span {
        let start = piece.as_ptr() as usize - self.text.as_ptr() as usize;
        Span::new(self.source, start..start + piece.len())
    }

    /// Where in a piece of the text something is no JSON.
    fn at(self, piece: &str, error: &serde_json::Error) -> Span {
        let line = piece.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len);
        let start = self.span(piece).range.start;
        let mut at = line.sum::<usize>() + error.column().saturating_sub(1);
        while !piece.is_char_boundary(at) && at > 0 {
            at -= 1;
        }
        let at = start + at.min(piece.len());
        Span::new(self.source, at..at)
    }
}
