//! Which texts of a site without `[carnet]` link to which, by the names of their files.
//!
//! In a carnet it is things that link to each other: see [`crate::knowledge::things`].

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::View;
use crate::knowledge::Target;
use crate::markdown::Body;
use crate::template::value::{Value, list};

/// What links to each page and section, by address, as templates see it.
#[derive(Debug, Default)]
pub(super) struct Backlinks(BTreeMap<Target, Value>);

impl Backlinks {
    /// Turns round what the texts link to.
    pub(super) fn of(view: View<'_>, page_bodies: &[Body], section_bodies: &[Body]) -> Self {
        let pages = view
            .base
            .page_ids()
            .zip(page_bodies)
            .map(|((id, page), body)| (Target::Page(id), page.route.as_str(), body));
        let sections = view
            .base
            .section_ids()
            .zip(section_bodies)
            .map(|((id, section), body)| (Target::Section(id), section.route.as_str(), body));
        let texts: Vec<(Target, &str, &Body)> =
            pages.chain(sections).filter(|(.., body)| !body.mentions.is_empty()).collect();
        let mut found: Vec<(Target, &str, Target)> = texts
            .par_iter()
            .flat_map_iter(|(from, route, body)| {
                // A page that names itself is no other page that links to it.
                let targets = body.mentions.iter().filter(move |target| *target != from);
                targets.map(move |target| (*target, *route, *from))
            })
            .collect();
        found.par_sort_unstable();
        found.dedup();
        // Whoever links to several links to each with the same value.
        let links: Vec<(Target, Value)> =
            texts.par_iter().map(|(from, ..)| (*from, view.link(*from))).collect();
        let links: BTreeMap<Target, Value> = links.into_iter().collect();
        let groups: Vec<&[(Target, &str, Target)]> =
            found.chunk_by(|(one, ..), (other, ..)| one == other).collect();
        let to: Vec<(Target, Value)> = groups
            .into_par_iter()
            .map(|group| {
                let from = group.iter().filter_map(|(_, _, from)| links.get(from).cloned());
                (group[0].0, list(from))
            })
            .collect();
        Self(to.into_iter().collect())
    }

    /// What links to `target`.
    pub(super) fn to(&self, target: Target) -> Value {
        self.0.get(&target).cloned().unwrap_or_else(|| list([]))
    }
}
