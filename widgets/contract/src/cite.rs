//! The attributes of the cite widget: citations to read, choose and copy, on the reader's day.
//!
//! Every style and every format is an [`OPTION`] that can be read without a script. Within its
//! [`TEXT`], what depends on the day of access stands twice: [`UNDATED`], as it is right without
//! one, and [`DATED`], hidden, with an empty [`DAY`] for each part of the date. The widget fills
//! these in and shows them in place of the others; it knows nothing of styles and formats. A text
//! in a `<pre>` is for programs: it is copied character for character, and as plain text alone.

use crate::attribute::attributes;

attributes! {
    /// A citation in one style or format; its value is the id of that.
    OPTION = "data-cite-option";
    /// In an option: the name of the style or format.
    NAME = "data-cite-name";
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
    /// The link to the file of a format. Who follows it gets the text with the reader's day.
    FILE = "data-cite-file";
    /// The element of the option that is chosen; without a script, of the first.
    SHOWN = "data-cite-shown";
    /// The element of all the other options.
    OTHERS = "data-cite-others";
    /// What needs a script: `hidden` in the page, shown by the widget.
    CONTROLS = "data-cite-controls";
    /// The `<select>` of styles and formats; its values are ids of options.
    CHOICE = "data-cite-choice";
    /// The `<select>` of passages: ids of the page, and an empty value for all of it.
    PASSAGE = "data-cite-passage";
    /// On that menu: the page's own address, which passages are cited by. Another, such as a
    /// permanent one, may lead on and lose the anchor on the way.
    PAGE = "data-cite-page";
    /// The button that copies the chosen option.
    COPY = "data-cite-copy";
    /// The button that hands the chosen option to the platform; `hidden` where it takes none.
    SHARE = "data-cite-share";
    /// On a button: its words, with `{name}` for the style or format that is chosen.
    LABEL = "data-cite-label";
    /// The `role="status"` where copies are told.
    STATUS = "data-cite-status";
    /// Said when the chosen option is on the clipboard; `{name}` is its style or format.
    MESSAGE_COPIED = "data-message-copied";
    /// Said when the browser refused, with the text left selected.
    MESSAGE_FAILED = "data-message-failed";
}

/// The class of words in small capitals within a citation. A clipboard knows no classes.
pub const SMALL_CAPS: &str = "small-caps";
