//! How names become parts of addresses: the table `[slugify]`.

use super::Fields;
use crate::diagnostic::{Diagnostic, codes};

/// The table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Slugify {
    /// For the ids of headings.
    pub anchors: Strategy,
}

/// What is done to a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strategy {
    /// Small letters of ASCII, digits and hyphens.
    #[default]
    On,
    /// Only what no disk can hold is taken out.
    Safe,
    /// Nothing.
    Off,
}

const STRATEGIES: &[(&str, Strategy)] =
    &[("on", Strategy::On), ("safe", Strategy::Safe), ("off", Strategy::Off)];

impl Strategy {
    /// The text of a heading as its id.
    #[must_use]
    pub fn anchor(self, title: &str) -> String {
        match self {
            Self::On => slug::slugify(title),
            // An id holds no spaces; everything else it may hold.
            Self::Safe | Self::Off => {
                title.replace(|letter: char| letter.is_ascii_whitespace(), "_")
            }
        }
    }
}

/// Keys that are accepted and not acted on yet.
const NOT_YET: &[&str] = &["paths", "paths_keep_dates", "taxonomies"];

/// Reads the table.
pub(super) fn read(fields: &mut Fields<'_>) -> Slugify {
    for key in NOT_YET {
        if let Some(entry) = fields.entry(key) {
            let message = format!("`slugify.{key}` is not acted on yet");
            let problem = Diagnostic::at(&codes::CONFIG_NOT_YET, entry.key_span, message);
            fields.diagnostics().push(problem);
        }
    }
    Slugify { anchors: fields.choice("anchors", STRATEGIES).unwrap_or_default() }
}
