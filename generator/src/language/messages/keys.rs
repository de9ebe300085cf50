//! Where the keys of a Fluent file are.
//!
//! Fluent's parser tells what is wrong and where, but its syntax tree holds no position. Its grammar
//! makes them easy to find: an entry, and nothing else, begins a line with its name and `=`.

use std::ops::Range;
use std::sync::Arc;

use fluent_bundle::FluentResource;

use super::MessageFile;

/// A file as Fluent reads it, with its definitions and its syntax errors in their order.
pub(super) struct Read {
    /// The entries that could be read.
    pub(super) resource: Arc<FluentResource>,
    /// The entries, and their attributes, that could be read.
    pub(super) definitions: Vec<Definition>,
    /// What could not be read: the bytes, and why.
    pub(super) errors: Vec<(Range<usize>, String)>,
}

/// A message, a term or an attribute.
pub(super) struct Definition {
    /// `search`, `search.placeholder`, and `-brand` for a term.
    pub(super) key: String,
    /// The bytes of its name.
    pub(super) range: Range<usize>,
}

/// Reads a file.
pub(super) fn read(file: &MessageFile) -> Read {
    let source = &file.source;
    let (resource, errors) = match FluentResource::try_new(source.clone()) {
        Ok(resource) => (resource, Vec::new()),
        Err((resource, errors)) => (resource, errors),
    };
    let unread: Vec<Range<usize>> = errors.iter().filter_map(|error| error.slice.clone()).collect();
    let mut definitions = definitions(source);
    definitions
        .retain(|definition| !unread.iter().any(|range| range.contains(&definition.range.start)));
    let errors =
        errors.iter().map(|error| (on_characters(source, &error.pos), error.to_string())).collect();
    Read { resource: Arc::new(resource), definitions, errors }
}

/// Finds what looks like a definition, line by line.
fn definitions(source: &str) -> Vec<Definition> {
    let mut found = Vec::new();
    let mut entry = String::new();
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        let text = line.trim_start_matches(' ');
        let indent = line.len() - text.len();
        if let Some(attribute) = text.strip_prefix('.') {
            if let Some(name) = defined_name(attribute).filter(|_| !entry.starts_with('-')) {
                let from = start + indent + 1;
                let range = from..from + name.len();
                found.push(Definition { key: format!("{entry}.{name}"), range });
            }
        } else if indent == 0 {
            let bare = text.strip_prefix('-').unwrap_or(text);
            if let Some(name) = defined_name(bare) {
                let key = &text[..text.len() - bare.len() + name.len()];
                key.clone_into(&mut entry);
                found.push(Definition { key: key.to_owned(), range: start..start + key.len() });
            }
        }
        start += line.len();
    }
    found
}

/// The identifier that begins a text, if it is followed by `=`.
fn defined_name(text: &str) -> Option<&str> {
    let is_part =
        |character: char| character.is_ascii_alphanumeric() || character == '-' || character == '_';
    let end = text.find(|character| !is_part(character))?;
    let (name, rest) = text.split_at(end);
    let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic());
    (is_name && rest.trim_start_matches(' ').starts_with('=')).then_some(name)
}

/// Fluent counts one byte for an error: widens it to a whole character, inside the text.
fn on_characters(source: &str, range: &Range<usize>) -> Range<usize> {
    source.floor_char_boundary(range.start)..source.ceil_char_boundary(range.end)
}
