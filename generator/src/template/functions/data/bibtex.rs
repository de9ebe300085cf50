//! BibTeX: `{ bibliographies = [{ entry_type, citation_key, tags }], comments, preambles,
//! variables }`.

use biblatex::{Field, RawBibliography, RawChunk};
use indexmap::IndexMap;

use super::{DEEPEST, Wrong};
use crate::document::bounds::depth;
use crate::template::value::{Value, list, object, table, text, texts};

/// How long all fields together may become, in bytes: each may hold abbreviations many times.
const LONGEST: usize = 64 * 1024 * 1024;

pub(super) fn read(data: &str) -> Result<Value, Wrong> {
    if depth(data, '{', '}') > DEEPEST {
        return Err(Wrong::new("it is nested too deeply"));
    }
    let parsed = RawBibliography::parse(data)
        .map_err(|error| Wrong::at(error.kind.to_string(), data, error.span.start))?;
    let mut fields = Fields { variables: IndexMap::new(), left: LONGEST };
    for pair in &parsed.abbreviations {
        let words = fields.said(&pair.value.v, data)?;
        fields.variables.insert(pair.key.v, words);
    }
    let mut entries = Vec::new();
    for entry in &parsed.entries {
        let mut tags = Vec::new();
        for pair in &entry.v.fields {
            tags.push((pair.key.v.to_lowercase(), text(fields.said(&pair.value.v, data)?)));
        }
        entries.push(object([
            ("entry_type", text(entry.v.kind.v)),
            ("citation_key", text(entry.v.key.v)),
            ("tags", table(tags)),
        ]));
    }
    let variables = &fields.variables;
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

/// What is known while fields are read.
struct Fields<'a> {
    /// The abbreviations so far.
    variables: IndexMap<&'a str, String>,
    /// How many bytes may still come.
    left: usize,
}

impl Fields<'_> {
    /// What a field says, its abbreviations written out.
    fn said(&mut self, field: &Field<'_>, data: &str) -> Result<String, Wrong> {
        let mut said = String::new();
        for chunk in field {
            let part = match &chunk.v {
                RawChunk::Normal(words) => words,
                // The names of months are never set, and stand for themselves.
                RawChunk::Abbreviation(name) => {
                    self.variables.get(name).map_or(*name, String::as_str)
                }
            };
            self.left = self.left.checked_sub(part.len()).ok_or_else(|| {
                Wrong::at("its abbreviations make it too long", data, chunk.span.start)
            })?;
            said.push_str(part);
        }
        Ok(said)
    }
}
