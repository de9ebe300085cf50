//! The finished site as a value: every file of the output, by its path.

use std::collections::BTreeMap;

use crate::source::SourceId;

/// One file of the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Artifact {
    /// Bytes that were made.
    Made(Vec<u8>),
    /// A source that is copied as it is.
    Copied(SourceId),
}

/// A whole site, by path below the output folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// The files.
    pub artifacts: BTreeMap<String, Artifact>,
    /// Whether copies of files on disk share their bytes with them.
    pub hard_links: bool,
}
