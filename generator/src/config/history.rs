//! What a site takes from its git repository: the key `history`.

/// How much of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HistoryUse {
    /// Dates, and on each note who changed it and in which words.
    Full,
    /// Dates alone.
    Dates,
    /// Nothing.
    None,
}

impl HistoryUse {
    /// The words for each.
    pub const WORDS: &[(&str, Self)] =
        &[("full", Self::Full), ("dates", Self::Dates), ("none", Self::None)];
}
