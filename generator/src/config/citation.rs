//! How a site wants to be cited: the table `[carnet.citation]`.

use crate::citation::Format;
use crate::diagnostic::did_you_mean;
use crate::fields::{CONFIG, Fields};

/// What the table says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The formats in which programs take a citation, in the order in which pages name them.
    pub formats: Vec<Format>,
}

impl Default for Citation {
    fn default() -> Self {
        Self { formats: Format::ALL.to_vec() }
    }
}

/// Takes the table.
pub(super) fn read(fields: &mut Fields<'_>) -> Citation {
    let Some((table, span)) = fields.table("citation") else { return Citation::default() };
    let mut inner = Fields::new(table, span, &CONFIG, fields.diagnostics());
    let citation = Citation { formats: formats(&mut inner) };
    inner.finish();
    citation
}

/// Takes the key: all formats, unless the site says which.
fn formats(fields: &mut Fields<'_>) -> Vec<Format> {
    let Some(entry) = fields.entry("formats") else { return Format::ALL.to_vec() };
    fields.put_back(entry);
    let mut chosen = Vec::new();
    for text in fields.texts("formats") {
        let found = Format::ALL.iter().copied().find(|format| format.id() == text.value);
        match found {
            Some(format) if !chosen.contains(&format) => chosen.push(format),
            Some(_) => {}
            None => {
                let names = Format::ALL.iter().map(|format| format.id());
                let help = did_you_mean(&text.value.to_lowercase(), names.clone());
                let all: Vec<String> = names.map(|name| format!("\"{name}\"")).collect();
                let help = help.unwrap_or_else(|| format!("write one of {}", all.join(", ")));
                let message = format!("there is no format {:?} for citations", text.value);
                fields.invalid(text.span, message, Some(help));
            }
        }
    }
    chosen
}
