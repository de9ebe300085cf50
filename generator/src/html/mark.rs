//! How what this program wrote is told from what authors wrote, while a text is cleaned as a whole.

use std::hash::{BuildHasher, RandomState};
use std::sync::LazyLock;

/// The sign before values that this program wrote, in an attribute that authors do not have to
/// themselves. It is another in each run, so nobody can write it, and none is left in the output.
#[derive(Clone, Copy, Debug)]
pub struct Mark(&'static str);

static MARK: LazyLock<String> =
    LazyLock::new(|| format!("{:016x}-", RandomState::new().hash_one("a mark")));

impl Mark {
    /// The mark of this run.
    #[must_use]
    pub fn of_this_run() -> Self {
        Self(&MARK)
    }

    /// The sign.
    #[must_use]
    pub fn sign(self) -> &'static str {
        self.0
    }

    /// Whether values of the attribute are marked.
    #[must_use]
    pub fn belongs_to(self, attribute: &str) -> bool {
        is_guarded(attribute)
    }
}

/// Attributes by which a text could pass for a part of the page, hide from readers or take the
/// place of what scripts and links look for. An id is looked at more closely.
#[must_use]
pub fn is_guarded(attribute: &str) -> bool {
    ["class", "hidden", "id", "role"].iter().any(|it| it.eq_ignore_ascii_case(attribute))
}
