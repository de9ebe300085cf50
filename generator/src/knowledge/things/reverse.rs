//! The other direction of every relation: who wrote what, who is where, what links here.

use std::collections::BTreeMap;

use super::facts::{Author, Backlink, Facts, Related};
use crate::draft::mentions;
use crate::knowledge::ids::{Ids, Named};
use crate::knowledge::{KnowledgeBase, PageId, Target, ThingId};

/// Adds the other direction of everything. What is unlisted adds nothing to others.
pub(super) fn add(base: &mut KnowledgeBase) {
    let snapshot = base.things.clone();
    for (index, thing) in (0u32..).zip(&snapshot) {
        let id = ThingId(index);
        if !base.is_listed(id) {
            continue;
        }
        match &thing.facts {
            Facts::Note(note) => {
                for related in &note.related {
                    let relation = related.relation.clone();
                    let back = Related { note: id, relation, reverse: true };
                    if let Facts::Note(other) = facts_of(base, related.note)
                        && !other
                            .related
                            .iter()
                            .any(|known| known.note == id && known.relation == back.relation)
                    {
                        other.related.push(back);
                    }
                }
                if let Some(adapted) = note.adapts
                    && let Facts::Note(other) = facts_of(base, adapted)
                {
                    other.adaptations.push(id);
                }
                for author in &note.authors {
                    let Author::Thing(author) = author else { continue };
                    match facts_of(base, *author) {
                        Facts::Person(person) => person.notes.push(id),
                        Facts::Organisation(organisation) => organisation.notes.push(id),
                        _ => {}
                    }
                }
                if let Some(community) = note.community
                    && let Facts::Community(community) = facts_of(base, community)
                {
                    community.notes.push(id);
                }
            }
            Facts::Carnet(carnet) => {
                for (place, entry) in carnet.entries.iter().enumerate() {
                    let Some(by) = entry.by else { continue };
                    match facts_of(base, by) {
                        Facts::Person(person) => person.integrated.push((id, place)),
                        Facts::Organisation(group) => group.integrated.push((id, place)),
                        _ => {}
                    }
                }
                for curator in &carnet.curators {
                    match facts_of(base, *curator) {
                        Facts::Person(person) => person.carnets.push(id),
                        Facts::Organisation(organisation) => organisation.carnets.push(id),
                        _ => {}
                    }
                }
                if let Some(community) = carnet.community
                    && let Facts::Community(community) = facts_of(base, community)
                {
                    community.carnets.push(id);
                }
            }
            Facts::Base(fact) => {
                for carnet in &fact.carnets {
                    if let Facts::Carnet(carnet) = facts_of(base, *carnet) {
                        carnet.bases.push(id);
                    }
                }
            }
            Facts::Person(person) => {
                for organisation in &person.organisations {
                    if let Facts::Organisation(organisation) = facts_of(base, *organisation) {
                        organisation.people.push(id);
                    }
                }
                for community in &person.communities {
                    if let Facts::Community(community) = facts_of(base, *community) {
                        community.people.push(id);
                    }
                }
            }
            Facts::Organisation(organisation) => {
                for community in &organisation.communities {
                    if let Facts::Community(community) = facts_of(base, *community) {
                        community.organisations.push(id);
                    }
                }
            }
            Facts::Term(term) => {
                for other in &term.related {
                    if let Facts::Term(other) = facts_of(base, *other)
                        && !other.related.contains(&id)
                    {
                        other.related.push(id);
                    }
                }
            }
            Facts::Community(_) => {}
        }
    }
}

fn facts_of(base: &mut KnowledgeBase, thing: ThingId) -> &mut Facts {
    &mut base.things[thing.0 as usize].facts
}

/// Which things name which in their texts. What a link leads to is checked where it is rendered.
pub(super) fn add_backlinks(base: &mut KnowledgeBase, ids: &Ids) {
    let mut found: BTreeMap<(ThingId, ThingId), Vec<(PageId, usize)>> = BTreeMap::new();
    let mut nowhere = Vec::new();
    for (id, page) in base.page_ids().filter(|(_, page)| page.is_listed()) {
        let Some(from) = page.thing else { continue };
        for (index, mention) in page.draft.mentions.iter().enumerate() {
            let to = match &mention.named {
                mentions::Named::Wiki(target) => {
                    match ids.wiki(target, page.language(), base, &mut nowhere) {
                        Some(Named::Thing(thing)) => Some(thing),
                        _ => None,
                    }
                }
                mentions::Named::File(target) => {
                    let path = target.value.split('#').next().unwrap_or_default();
                    match base.file_in(path, page.language()) {
                        Some(Target::Page(page)) => base.page(page).thing,
                        _ => None,
                    }
                }
            };
            nowhere.clear();
            if let Some(to) = to.filter(|to| *to != from) {
                found.entry((to, from)).or_default().push((id, index));
            }
        }
    }
    for ((to, from), mut places) in found {
        // A sentence that names one thing twice is one sentence.
        places.dedup_by_key(|(page, index)| {
            (*page, base.page(*page).draft.mentions[*index].sentence.number)
        });
        base.things[to.0 as usize].backlinks.push(Backlink { from, places });
    }
}
