//! BibTeX: `{ bibliographies = [{ entry_type, citation_key, tags }], comments, preambles,
//! variables }`.

use nom_bibtex::Bibtex;

use super::{DEEPEST, Wrong, depth};
use crate::template::value::{Value, list, object, table, text, texts};

pub(super) fn read(data: &str) -> Result<Value, Wrong> {
    if depth(data, '{', '}') > DEEPEST {
        return Err(Wrong::new("it is nested too deeply"));
    }
    let parsed = Bibtex::parse(data).map_err(|error| Wrong::new(first_line(&error.to_string())))?;
    // The reader keeps no order of tags and variables; by name is as good as any, and the same
    // in every build.
    let sorted = |tags: &std::collections::HashMap<String, String>| {
        let ordered: std::collections::BTreeMap<String, &String> =
            tags.iter().map(|(name, value)| (name.to_lowercase(), value)).collect();
        table(ordered.into_iter().map(|(name, value)| (name, text(value))))
    };
    let variables: std::collections::BTreeMap<&String, &String> =
        parsed.variables().iter().collect();
    Ok(object([
        ("preambles", texts(parsed.preambles())),
        ("comments", texts(parsed.comments())),
        (
            "variables",
            table(variables.into_iter().map(|(name, value)| (name.clone(), text(value)))),
        ),
        (
            "bibliographies",
            list(parsed.bibliographies().iter().map(|entry| {
                object([
                    ("entry_type", text(entry.entry_type())),
                    ("citation_key", text(entry.citation_key())),
                    ("tags", sorted(entry.tags())),
                ])
            })),
        ),
    ]))
}

fn first_line(message: &str) -> String {
    message.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().trim().to_owned()
}
