//! The attributes of the cite widget: citations to read, choose and copy, on the reader's day.
//!
//! Every style and every format is an [`OPTION`] that can be read without a script. Within its
//! [`TEXT`], what depends on the day of access stands twice: [`UNDATED`], as it is right without
//! one, and [`DATED`], hidden, with an empty [`DAY`] for each part of the date. The widget fills
//! these in and shows them in place of the others; it knows nothing of styles and formats.

use crate::attribute::attributes;

attributes! {
    /// A citation in one style or format; its value is the id of that.
    OPTION = "data-cite-option";
    /// In an option: the citation itself.
    TEXT = "data-cite-text";
    /// In a citation: shown until the reader's day is known.
    UNDATED = "data-cite-undated";
    /// In a citation: `hidden` until the reader's day is known.
    DATED = "data-cite-dated";
    /// An empty element for a part of the reader's day: `d`, `dd`, `m`, `mm`, `month`, `yy`, `yyyy`.
    DAY = "data-cite-day";
    /// Beside `data-cite-day="d"`: what stands for the first day of a month.
    FIRST = "data-cite-first";
    /// Beside `data-cite-day="month"`: the names of the twelve months, with `|` between them.
    MONTHS = "data-cite-months";
    /// In a citation: the address of what is cited, and nothing else. A passage has its anchor added.
    ADDRESS = "data-cite-address";
    /// What needs a script: `hidden` in the page, shown by the widget.
    CONTROLS = "data-cite-controls";
    /// The `<select>` of styles and formats; its values are ids of options.
    CHOICE = "data-cite-choice";
    /// The `<select>` of passages: anchors of the page, and an empty value for all of it.
    PASSAGE = "data-cite-passage";
    /// The button that copies the chosen option.
    COPY = "data-cite-copy";
    /// The button that hands the chosen option to the platform; `hidden` where it takes none.
    SHARE = "data-cite-share";
    /// The `role="status"` where copies are told.
    STATUS = "data-cite-status";
    /// Said when the chosen option is on the clipboard.
    MESSAGE_COPIED = "data-message-copied";
    /// To go.
    ACCESSED = "data-cite-accessed";
    /// To go.
    TODAY = "data-cite-today";
    /// To go.
    BIBTEX = "data-cite-bibtex";
    /// To go.
    MESSAGE_COPIED_BIBTEX = "data-message-copied-bibtex";
    /// Said when the browser refused, with the text left selected.
    MESSAGE_FAILED = "data-message-failed";
}

/// To go.
pub const COPY_TEXT: &str = "text";
/// To go.
pub const COPY_BIBTEX: &str = "bibtex";
