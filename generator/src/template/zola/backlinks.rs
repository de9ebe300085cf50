//! Which texts of a site without `[carnet]` link to which, by the names of their files.
//!
//! In a carnet it is things that link to each other: see [`crate::knowledge::things`].

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::knowledge::{KnowledgeBase, Target};
use crate::markdown::Body;

/// What links to each page and section, by address.
#[derive(Clone, Debug, Default)]
pub struct Backlinks(BTreeMap<Target, Vec<Target>>);

impl Backlinks {
    /// Turns round what the texts link to.
    #[must_use]
    pub fn of(base: &KnowledgeBase, page_bodies: &[Body], section_bodies: &[Body]) -> Self {
        let pages = base
            .page_ids()
            .zip(page_bodies)
            .map(|((id, page), body)| (Target::Page(id), page.route.as_str(), body));
        let sections = base
            .section_ids()
            .zip(section_bodies)
            .map(|((id, section), body)| (Target::Section(id), section.route.as_str(), body));
        let mut found: Vec<(Target, &str, Target)> = pages
            .chain(sections)
            .flat_map(|(from, route, body)| {
                // A page that names itself is no other page that links to it.
                let targets = body.mentions.iter().filter(move |target| **target != from);
                targets.map(move |target| (*target, route, from))
            })
            .collect();
        found.par_sort_unstable();
        found.dedup();
        let mut backlinks: BTreeMap<Target, Vec<Target>> = BTreeMap::new();
        for (target, _, from) in found {
            backlinks.entry(target).or_default().push(from);
        }
        Self(backlinks)
    }

    /// What links to `target`.
    #[must_use]
    pub fn to(&self, target: Target) -> &[Target] {
        self.0.get(&target).map_or(&[], Vec::as_slice)
    }
}
