//! The forms in which a note is written for programs, beside its page.

use crate::diagnostic::did_you_mean;
use crate::fields::Fields;

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteFormat {
    /// Its text as it was written, and its facts above.
    Markdown,
    /// Its facts, and its text as HTML.
    Json,
}

impl NoteFormat {
    /// Every form.
    pub const ALL: &[Self] = &[Self::Markdown, Self::Json];

    /// Its name in the configuration.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Json => "json",
        }
    }

    /// What readers call it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Markdown => "Markdown",
            Self::Json => "JSON",
        }
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Markdown => "text/markdown",
            Self::Json => "application/json",
        }
    }

    /// The name of its file, beside that of the page.
    #[must_use]
    pub fn file(self) -> &'static str {
        match self {
            Self::Markdown => "index.md",
            Self::Json => "index.json",
        }
    }
}

/// Takes the key: all forms, unless the site says which.
pub(super) fn read(fields: &mut Fields<'_>) -> Vec<NoteFormat> {
    let Some(entry) = fields.entry("formats") else { return NoteFormat::ALL.to_vec() };
    fields.put_back(entry);
    let mut chosen = Vec::new();
    for text in fields.texts("formats") {
        let found = NoteFormat::ALL.iter().copied().find(|format| format.name() == text.value);
        match found {
            Some(format) if !chosen.contains(&format) => chosen.push(format),
            Some(_) => {}
            None => {
                let names = NoteFormat::ALL.iter().map(|format| format.name());
                let help = did_you_mean(&text.value.to_lowercase(), names)
                    .unwrap_or_else(|| "write \"markdown\" or \"json\"".to_owned());
                let message = format!("notes are not written as {:?}", text.value);
                fields.invalid(text.span, message, Some(help));
            }
        }
    }
    chosen
}
