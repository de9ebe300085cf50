//! Where the files that lie beside texts are written, and that in a carnet none takes the place of
//! anything else: texts and their files come from strangers.

use std::collections::BTreeMap;

use crate::attachments;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, codes};
use crate::knowledge::KnowledgeBase;
use crate::site::Artifact;
use crate::source::{SourceId, Sources, Span};

/// The files beside the texts of pages and sections that are published, each with its file of the
/// output.
#[must_use]
pub fn files(base: &KnowledgeBase, config: &Config) -> Vec<(String, SourceId)> {
    let of_pages = base
        .pages
        .iter()
        .filter(|page| page.draft.page.render)
        .map(|page| (&page.route, &page.assets));
    let of_sections = base
        .sections
        .iter()
        .filter(|section| {
            let front = &section.draft.section;
            config.carnet.is_some() || front.render && front.redirect_to.is_none()
        })
        .map(|section| (&section.route, &section.assets));
    let below = |route: &str, name: &str| format!("{}{name}", route.trim_start_matches('/'));
    of_pages
        .chain(of_sections)
        .flat_map(|(route, assets)| {
            assets.iter().map(move |(source, name)| (below(route, name), *source))
        })
        .collect()
}

/// Those of a carnet by their files of the output, to be asked what would take the place of what.
/// None of a plain site, which trusts its authors, as Zola does.
#[derive(Debug, Default)]
pub struct Beside<'a>(BTreeMap<String, &'a str>);

impl<'a> Beside<'a> {
    /// Of these files.
    #[must_use]
    pub fn of(files: &[(String, SourceId)], sources: &'a Sources, config: &Config) -> Self {
        // Of orders it is told that they are no contents, and that is enough.
        let is_asked = |file: &str| config.carnet.is_some() && !attachments::is_order(file);
        let files = files.iter().filter(|(file, _)| is_asked(file));
        Self(files.map(|(file, id)| (file.clone(), &*sources.get(*id).path)).collect())
    }

    /// What is wrong where `other` would be written to `file` too.
    #[must_use]
    pub fn in_place_of(&self, file: &str, other: &str, place: Option<Span>) -> Option<Diagnostic> {
        let path = self.0.get(file)?;
        let problem = in_place_of(path, file, other);
        Some(match place {
            Some(span) => problem.note(span, "the other one is here"),
            None => problem,
        })
    }
}

/// A file beside a text, and what is at its file of the output already.
#[must_use]
pub fn replaces(path: &str, file: &str, there: &Artifact, sources: &Sources) -> Diagnostic {
    match there {
        Artifact::Copied(id) => in_place_of(path, file, &sources.get(*id).path),
        _ => in_place_of(path, file, &format!("the site's own {file}")),
    }
}

fn in_place_of(path: &str, file: &str, other: &str) -> Diagnostic {
    let message = format!("this file and {other} would both be written to {file}");
    Diagnostic::about(&codes::ROUTE_COLLISION, path, message).help(
        "give it another name; what is to replace a file of the site itself belongs in static/",
    )
}
