//! How works are cited: the table `[carnet.citation]`.

use crate::fields::{CONFIG, Fields};
use crate::source::Spanned;

/// What the table says.
#[derive(Clone, Debug, Default)]
pub struct Citation {
    /// The files that hold the works to which all texts may refer.
    pub references: Vec<Spanned<String>>,
}

/// Takes the table.
pub(super) fn read(fields: &mut Fields<'_>) -> Citation {
    let Some((table, span)) = fields.table("citation") else { return Citation::default() };
    let mut inner = Fields::new(table, span, &CONFIG, fields.diagnostics());
    let citation = Citation { references: inner.text_or_texts("references") };
    inner.finish();
    citation
}
