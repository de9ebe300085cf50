//! Which texts of a site without `[carnet]` link to which, by `@/path.md`.
//!
//! In a carnet it is things that link to each other: see [`super::things`].

use std::collections::BTreeSet;

use super::{KnowledgeBase, PageId, SectionId, Target};
use crate::draft::Mention;
use crate::finish::links::decoded;

/// Notes for every page and section which others link to it, by address.
pub(super) fn fill(base: &mut KnowledgeBase) {
    let mut found: Vec<(Target, String, Target)> = Vec::new();
    let pages = base
        .page_ids()
        .map(|(id, page)| (Target::Page(id), page.route.as_str(), page.draft.mentions.as_slice()));
    let sections = base.section_ids().map(|(id, section)| {
        (Target::Section(id), section.route.as_str(), section.draft.mentions.as_slice())
    });
    for (from, route, mentions) in pages.chain(sections) {
        let targets: BTreeSet<Target> = mentions
            .iter()
            .filter_map(|mention| match mention {
                Mention::File(path) => {
                    let path = path.value.split('#').next().unwrap_or_default();
                    base.paths.get(&decoded(path)).copied()
                }
                Mention::Wiki(_) => None,
            })
            // A page that names itself is no other page that links to it.
            .filter(|target| *target != from)
            .collect();
        found.extend(targets.into_iter().map(|target| (target, route.to_owned(), from)));
    }
    found.sort();
    for (target, _, from) in found {
        match target {
            Target::Page(PageId(id)) => base.pages[id as usize].backlinks.push(from),
            Target::Section(SectionId(id)) => base.sections[id as usize].backlinks.push(from),
        }
    }
}
