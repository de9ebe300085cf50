//! BibTeX: `{ bibliographies = [{ entry_type, citation_key, tags }], comments, preambles,
//! variables }`.

use biblatex::{Field, RawBibliography, RawChunk};
use indexmap::IndexMap;

use super::{DEEPEST, Wrong, depth};
use crate::template::value::{Value, list, object, table, text, texts};

pub(super) fn read(data: &str) -> Result<Value, Wrong> {
    if depth(data, '{', '}') > DEEPEST {
        return Err(Wrong::new("it is nested too deeply"));
    }
    let parsed = RawBibliography::parse(data)
        .map_err(|error| Wrong::at(error.kind.to_string(), data, error.span.start))?;
    let mut variables: IndexMap<&str, String> = IndexMap::new();
    for pair in &parsed.abbreviations {
        let words = said(&pair.value.v, &variables);
        variables.insert(pair.key.v, words);
    }
    let entries = parsed.entries.iter().map(|entry| {
        let tags = entry
            .v
            .fields
            .iter()
            .map(|pair| (pair.key.v.to_lowercase(), text(said(&pair.value.v, &variables))));
        object([
            ("entry_type", text(entry.v.kind.v)),
            ("citation_key", text(entry.v.key.v)),
            ("tags", table(tags)),
        ])
    });
    // The reader leaves its quotes to a preamble.
    let preamble = parsed.preamble.trim();
    let unquoted = preamble.strip_prefix('"').and_then(|words| words.strip_suffix('"'));
    let preamble = Some(unquoted.unwrap_or(preamble)).filter(|words| !words.is_empty());
    Ok(object([
        ("preambles", texts(preamble)),
        ("comments", list([])),
        (
            "variables",
            table(variables.iter().map(|(name, words)| ((*name).to_owned(), text(words)))),
        ),
        ("bibliographies", list(entries)),
    ]))
}

/// What a field says, its abbreviations written out.
fn said(field: &Field<'_>, variables: &IndexMap<&str, String>) -> String {
    let part = |chunk: &RawChunk<'_>| match chunk {
        RawChunk::Normal(words) => (*words).to_owned(),
        // The names of months are never set, and stand for themselves.
        RawChunk::Abbreviation(name) => {
            variables.get(name).cloned().unwrap_or_else(|| (*name).to_owned())
        }
    };
    field.iter().map(|chunk| part(&chunk.v)).collect()
}
