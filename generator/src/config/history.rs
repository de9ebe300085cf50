//! What is taken from git: the key `history`.

use crate::fields::Fields;

/// What a site takes from its git repository.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HistoryUse {
    /// Dates, and on each note who changed it and in which words.
    Full,
    /// Dates alone.
    Dates,
    /// Nothing.
    None,
}

const HISTORY_USES: &[(&str, HistoryUse)] =
    &[("full", HistoryUse::Full), ("dates", HistoryUse::Dates), ("none", HistoryUse::None)];

/// Takes the key.
pub(super) fn read(fields: &mut Fields<'_>) -> Option<HistoryUse> {
    fields.choice("history", HISTORY_USES)
}
