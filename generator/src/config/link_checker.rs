//! How links are checked: the table `[link_checker]`.
//!
//! Links that leave the site are never followed: a build asks nothing of the network. So of this
//! table only what concerns links within the site is acted on; the rest is read, and its mistakes
//! are told.

use crate::fields::{CONFIG_KIND, Fields};

/// How bad a link that leads nowhere is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Level {
    /// The site is not written.
    #[default]
    Error,
    /// Somebody is told.
    Warn,
}

const LEVELS: &[(&str, Level)] = &[("error", Level::Error), ("warn", Level::Warn)];

/// The table.
#[derive(Clone, Debug, Default)]
pub struct LinkChecker {
    /// For links within the site.
    pub internal_level: Level,
    /// Beginnings of addresses that are not looked at.
    pub skip_prefixes: Vec<String>,
    /// Beginnings of addresses whose ids are not looked for.
    pub skip_anchor_prefixes: Vec<String>,
}

impl LinkChecker {
    /// Whether a link to `url` is left alone.
    #[must_use]
    pub fn skips(&self, url: &str) -> bool {
        let anchored = url.contains('#');
        self.skip_prefixes.iter().any(|prefix| url.starts_with(prefix))
            || anchored && self.skip_anchor_prefixes.iter().any(|prefix| url.starts_with(prefix))
    }
}

/// Reads the table.
pub(super) fn read(fields: &mut Fields<'_>) -> LinkChecker {
    let Some((table, span)) = fields.table("link_checker") else { return LinkChecker::default() };
    let mut inner = Fields::new(table, span, &CONFIG_KIND, fields.diagnostics());
    let texts = |inner: &mut Fields<'_>, key| {
        inner.texts(key).into_iter().map(|text| text.value).collect::<Vec<String>>()
    };
    let checker = LinkChecker {
        internal_level: inner.choice("internal_level", LEVELS).unwrap_or_default(),
        skip_prefixes: texts(&mut inner, "skip_prefixes"),
        skip_anchor_prefixes: texts(&mut inner, "skip_anchor_prefixes"),
    };
    // About links that leave the site.
    inner.choice("external_level", LEVELS);
    inner.texts("ignored_files");
    inner.finish();
    checker
}
