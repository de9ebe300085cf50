//! How a site wants to be cited: the table `[carnet.citation]`.

use carnet_csl::bundled;

use crate::citation::{Format, styles};
use crate::diagnostic::did_you_mean;
use crate::fields::{CONFIG, Fields};
use crate::source::Spanned;

/// What the table says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The formats in which programs take a citation, in the order in which pages name them.
    pub formats: Vec<Format>,
    /// The styles in which readers are told how to cite, in the order in which they are offered:
    /// names of those that come with this program, and `.csl` files of the site. The usual ones
    /// where the site does not say.
    pub styles: Option<Vec<Spanned<String>>>,
    /// Whether notes are described to Google Scholar too, unless they say otherwise.
    pub scholar: bool,
    /// The files that hold the works to which all texts may refer.
    pub references: Vec<Spanned<String>>,
}

impl Default for Citation {
    fn default() -> Self {
        Self { formats: Format::ALL.to_vec(), styles: None, scholar: false, references: Vec::new() }
    }
}

/// Takes the table.
pub(super) fn read(fields: &mut Fields<'_>) -> Citation {
    let Some((table, span)) = fields.table("citation") else { return Citation::default() };
    let mut inner = Fields::new(table, span, &CONFIG, fields.diagnostics());
    let citation = Citation {
        formats: formats(&mut inner),
        styles: styles_of(&mut inner),
        scholar: inner.boolean("scholar").unwrap_or(false),
        references: inner.text_or_texts("references"),
    };
    inner.finish();
    citation
}

/// Takes the key; none where it is not there. Files are read later.
fn styles_of(fields: &mut Fields<'_>) -> Option<Vec<Spanned<String>>> {
    let entry = fields.entry("styles")?;
    fields.put_back(entry);
    let mut chosen: Vec<Spanned<String>> = Vec::new();
    for text in fields.texts("styles") {
        let known = || [styles::HOUSE].into_iter().chain(bundled::names());
        if !text.value.ends_with(".csl") && !known().any(|name| name == text.value) {
            let all: Vec<&str> = known().collect();
            let help = did_you_mean(&text.value.to_lowercase(), known()).unwrap_or_else(|| {
                format!("there are {}; any other is a file: \"data/x.csl\"", all.join(", "))
            });
            let message = format!("no style is called {:?}", text.value);
            fields.invalid(text.span, message, Some(help));
        } else if chosen.iter().all(|other| other.value != text.value) {
            chosen.push(text);
        }
    }
    Some(chosen)
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
