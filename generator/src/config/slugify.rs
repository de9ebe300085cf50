//! How names become parts of addresses: the table `[slugify]`.

use crate::fields::{CONFIG_KIND, Fields};

/// The table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Slugify {
    /// For pages.
    pub paths: Strategy,
    /// Whether a date that a file's name begins with stays in the address.
    pub paths_keep_dates: bool,
    /// For taxonomies and their terms.
    pub taxonomies: Strategy,
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

/// Signs that some disk refuses in the name of a file.
const UNSAFE: &[char] = &['<', '>', ':', '"', '/', '\\', '|', '?', '*'];

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

    /// A name as a part of an address.
    #[must_use]
    pub fn path(self, name: &str) -> String {
        match self {
            Self::On => slug::slugify(name),
            Self::Safe => name.trim_end_matches([' ', '.']).replace(UNSAFE, ""),
            Self::Off => name.to_owned(),
        }
    }
}

/// Reads the table.
pub(super) fn read(fields: &mut Fields<'_>) -> Slugify {
    let Some((table, span)) = fields.table("slugify") else { return Slugify::default() };
    let mut inner = Fields::new(table, span, &CONFIG_KIND, fields.diagnostics());
    let slugify = Slugify {
        paths: inner.choice("paths", STRATEGIES).unwrap_or_default(),
        paths_keep_dates: inner.boolean("paths_keep_dates").unwrap_or(false),
        taxonomies: inner.choice("taxonomies", STRATEGIES).unwrap_or_default(),
        anchors: inner.choice("anchors", STRATEGIES).unwrap_or_default(),
    };
    inner.finish();
    slugify
}

#[cfg(test)]
mod tests {
    use super::Strategy;

    #[test]
    fn names_become_parts_of_addresses() {
        for (name, on, safe, off) in [
            ("name", "name", "name", "name"),
            ("Two words ", "two-words", "Two words", "Two words "),
            ("end. ", "end", "end", "end. "),
            ("Été", "ete", "Été", "Été"),
            ("a/b: c?", "a-b-c", "ab c", "a/b: c?"),
        ] {
            assert_eq!(Strategy::On.path(name), on);
            assert_eq!(Strategy::Safe.path(name), safe);
            assert_eq!(Strategy::Off.path(name), off);
        }
    }
}
