//! How the works of a site are cited: the table `[carnet.citation]`.

use crate::fields::{CONFIG, Fields};

/// The table.
#[derive(Clone, Debug, Default)]
pub struct Citation {
    /// Whether notes are described to Google Scholar too, unless they say otherwise.
    pub scholar: bool,
}

/// Takes the table.
pub(super) fn read(fields: &mut Fields<'_>) -> Citation {
    let Some((table, span)) = fields.table("citation") else { return Citation::default() };
    let mut inner = Fields::new(table, span, &CONFIG, fields.diagnostics());
    let citation = Citation { scholar: inner.boolean("scholar").unwrap_or(false) };
    inner.finish();
    citation
}
