//! The attributes of the cite widget: a citation to read, select and copy.

use crate::attribute::attributes;

attributes! {
    /// The citation in words: text, `<cite>`, the access date and a link, in any order.
    TEXT = "data-cite-text";
    /// The clause that gives the access date; `hidden` until a reader's day is known.
    ACCESSED = "data-cite-accessed";
    /// The empty element inside [`ACCESSED`] that takes the reader's day.
    TODAY = "data-cite-today";
    /// What needs a script: `hidden` in the page, shown by the widget.
    CONTROLS = "data-cite-controls";
    /// On a button: what it copies, [`COPY_TEXT`] or [`COPY_BIBTEX`].
    COPY = "data-cite-copy";
    /// The BibTeX entry, without `urldate`.
    BIBTEX = "data-cite-bibtex";
    /// The `role="status"` where copies are told.
    STATUS = "data-cite-status";
    /// Said when the citation is on the clipboard.
    MESSAGE_COPIED = "data-message-copied";
    /// Said when the BibTeX entry is on the clipboard.
    MESSAGE_COPIED_BIBTEX = "data-message-copied-bibtex";
    /// Said when the browser refused, with the text left selected.
    MESSAGE_FAILED = "data-message-failed";
}

/// The value of [`COPY`] for the citation in words.
pub const COPY_TEXT: &str = "text";

/// The value of [`COPY`] for the BibTeX entry.
pub const COPY_BIBTEX: &str = "bibtex";
