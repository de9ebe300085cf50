//! `carnet check`: everything that `build` checks; writes nothing.

use std::path::PathBuf;
use std::sync::Arc;

use super::pictures::{Cache, Mode};
use super::{Ending, published_paths, read_sources, say, show, tell};
use crate::diagnostic::{Diagnostic, report};
use crate::progress::Bar;
use crate::site::Nowhere;
use crate::source::Sources;
use crate::template::functions::images::Keep;
use crate::{Options, build_into};

/// How problems are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Pictures of the source, for people.
    Human,
    /// One line each.
    Short,
    /// One JSON array on standard output.
    Json,
}

/// What `check` is asked for.
#[derive(Clone, Debug)]
pub struct Check {
    /// The folder of the site.
    pub root: PathBuf,
    /// The configuration, where it is not the one of the usual name.
    pub config: Option<PathBuf>,
    /// Lists of addresses that must not be lost.
    pub published: Vec<PathBuf>,
    /// What else is asked for.
    pub options: Options,
    /// How problems are shown.
    pub format: Format,
    /// Whether warnings are as bad as errors.
    pub deny_warnings: bool,
    /// Whether nobody expects that links which leave the site are followed.
    pub skip_external_links: bool,
}

/// Checks the site.
#[must_use]
pub fn run(check: &Check) -> Ending {
    let (diagnostics, sources, files) =
        match read_sources(&check.root, check.config.as_deref(), None, &check.published) {
            Err(problem) => (vec![problem], Sources::default().into(), 0),
            Ok(sources) => {
                let bar = Bar::new();
                let pictures: Option<Arc<dyn Keep>> =
                    Some(Arc::new(Cache::of(&check.root, Mode::Read)));
                let options = Options {
                    pictures,
                    published: published_paths(&check.published),
                    ..check.options.clone()
                };
                let outcome = build_into(&sources, &options, &bar, &Nowhere);
                bar.finish();
                let files = outcome.value.map_or(0, |site| site.artifacts.len());
                (outcome.diagnostics, sources, files)
            }
        };
    match check.format {
        Format::Human => show(&diagnostics, &sources),
        Format::Short => say(report::short(&diagnostics, &sources).trim_end()),
        Format::Json => say(&report::json(&diagnostics, &sources)),
    }
    let is_refused = |problem: &Diagnostic| problem.is_error() || check.deny_warnings;
    if diagnostics.iter().any(is_refused) {
        return Ending::WithErrors;
    }
    if check.format == Format::Human {
        if !check.skip_external_links {
            tell("links that leave the site were not followed");
        }
        tell(&format!("all is well: {files} files would be written"));
    }
    Ending::Well
}
