//! What a processor makes: runs of text with their fonts, and places that only a reader's day fills.

/// How a run looks beside the text around it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Font {
    /// Italic.
    pub italic: bool,
    /// Bold.
    pub bold: bool,
    /// Small capitals.
    pub small_caps: bool,
    /// Underlined.
    pub underline: bool,
    /// Above or below the line.
    pub position: Position,
}

/// Where a run stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Position {
    /// On the line.
    #[default]
    Baseline,
    /// Above it.
    Superscript,
    /// Below it.
    Subscript,
}

/// Text in one font.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The text, or a part of the reader's day.
    pub part: Part,
    /// How it looks.
    pub font: Font,
}

/// What a run holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Text.
    Text(String),
    /// The address of the work, which is a link to it.
    Link(String),
    /// A part of the day on which a reader reads.
    Day(DayPart),
}

/// A part of a day, and how it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayPart {
    /// `1`, or `01` in two figures; the first day of a month may have a word of its own, `1er`.
    Day {
        /// Whether in two figures.
        padded: bool,
        /// The word for the first day.
        first: Option<String>,
    },
    /// `7`, or `07` in two figures.
    Month {
        /// Whether in two figures.
        padded: bool,
    },
    /// A word for each month, from January on.
    MonthName(Box<[String; 12]>),
    /// `2024`, or `24` in two figures.
    Year {
        /// Whether in two figures.
        short: bool,
    },
}

/// A citation, or an entry of a bibliography.
pub type Line = Vec<Run>;
