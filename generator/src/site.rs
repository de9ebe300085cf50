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
    /// Bytes that a [`Sink`] took.
    Taken {
        /// Whether they are others than those of the last site.
        is_changed: bool,
    },
}

/// Takes each page as soon as it is finished, so that nobody need hold them all.
pub trait Sink: Sync {
    /// Takes the bytes of `file`; what is left in their place stands in the [`Site`].
    fn take(&self, file: &str, bytes: Vec<u8>) -> Artifact;
}

/// Keeps every page in the [`Site`].
pub struct InMemory;

impl Sink for InMemory {
    fn take(&self, _: &str, bytes: Vec<u8>) -> Artifact {
        Artifact::Made(bytes)
    }
}

/// Keeps nothing, where a site is only looked over.
pub struct Nowhere;

impl Sink for Nowhere {
    fn take(&self, _: &str, _: Vec<u8>) -> Artifact {
        Artifact::Taken { is_changed: false }
    }
}

/// A whole site, by path below the output folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// The files.
    pub artifacts: BTreeMap<String, Artifact>,
    /// Whether copies of files on disk share their bytes with them.
    pub hard_links: bool,
}
