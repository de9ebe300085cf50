//! The atlas as data: the allies and ties to lay out, and the places they were given.

use alloc::string::String;
use alloc::vec::Vec;

/// The allies of a site and the ties between them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Atlas {
    /// The allies, in the order in which they are written and visited.
    pub allies: Vec<Ally>,
    /// The ties, each between two different allies.
    pub ties: Vec<Tie>,
}

/// What the picture needs of an ally.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ally {
    /// The label under which it is drawn.
    pub name: String,
    /// The milieu or community it is drawn towards, if any.
    pub group: Option<String>,
}

/// A tie between two allies, by their index in the atlas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tie {
    /// The ally that declared the tie.
    pub from: usize,
    /// The other ally.
    pub to: usize,
}

/// An atlas laid out on a sheet whose corner is 0 0. Every number is a multiple of 0.1.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// The width of the sheet.
    pub width: f64,
    /// The height of the sheet.
    pub height: f64,
    /// A place for each ally, in the order of the atlas.
    pub places: Vec<Place>,
}

/// Where an ally is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// The centre of the mark.
    pub x: f64,
    /// The centre of the mark.
    pub y: f64,
    /// Half the size of the mark; it grows with the number of ties.
    pub radius: f64,
    /// Where the name is written.
    pub label: Label,
}

/// Where a name is written: the point on its baseline that its anchor names.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Label {
    /// The point of the anchor.
    pub x: f64,
    /// The baseline.
    pub y: f64,
    /// Which part of the text the point is.
    pub anchor: Anchor,
}

/// The value of SVG's `text-anchor`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// The text starts at the point.
    Start,
    /// The text has the point in its middle.
    Middle,
    /// The text ends at the point.
    End,
}

impl Anchor {
    /// The word SVG uses.
    pub const fn name(self) -> &'static str {
        match self {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        }
    }
}
