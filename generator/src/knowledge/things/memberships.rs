//! Which notes are in which carnets: what carnets say, merged with what notes say.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::AUTHORS;
use super::facts::{CarnetFact, Entry, Facts};
use crate::diagnostic::{Diagnostic, codes, did_you_mean};
use crate::draft::thing::Membership;
use crate::draft::{Thing, ThingKind};
use crate::knowledge::ids::Ids;
use crate::knowledge::{KnowledgeBase, ThingId};
use crate::moment::Moment;
use crate::source::Spanned;

/// A note's place in a carnet, as one of the two sides declares it.
struct Declared<'a> {
    note: ThingId,
    membership: &'a Membership,
}

/// Merges what carnets say of their notes with what notes say of their carnets: a carnet's own
/// order comes first, then the other notes by when they were put there.
pub(super) fn fill(base: &mut KnowledgeBase, ids: &Ids, diagnostics: &mut Vec<Diagnostic>) {
    let mut by_carnet: BTreeMap<ThingId, Vec<Declared<'_>>> = BTreeMap::new();
    let mut own_order: BTreeMap<ThingId, usize> = BTreeMap::new();
    for (id, thing) in base.thing_ids() {
        if let Some(Thing::Carnet(carnet)) = &base.page(thing.original).draft.thing {
            let declared = by_carnet.entry(id).or_default();
            for membership in &carnet.notes {
                if let Some(note) = ids.find(&membership.id, &[ThingKind::Note], diagnostics) {
                    declared.push(Declared { note, membership });
                }
            }
            own_order.insert(id, declared.len());
        }
    }
    for (id, thing) in base.thing_ids() {
        if let Some(Thing::Note(note)) = &base.page(thing.original).draft.thing {
            for membership in &note.carnets {
                if let Some(carnet) = ids.find(&membership.id, &[ThingKind::Carnet], diagnostics) {
                    by_carnet.entry(carnet).or_default().push(Declared { note: id, membership });
                }
            }
        }
    }
    let mut filled: Vec<(ThingId, Vec<Entry>)> = Vec::new();
    for (carnet, declared) in by_carnet {
        let Facts::Carnet(fact) = &base.thing(carnet).facts else { continue };
        let own = own_order.get(&carnet).copied().unwrap_or(0);
        filled.push((carnet, entries(base, ids, fact, &declared, own, diagnostics)));
    }
    for (carnet, entries) in filled {
        for (place, entry) in entries.iter().enumerate() {
            if let Facts::Note(note) = &mut base.things[entry.note.0 as usize].facts {
                note.carnets.push((carnet, place));
            }
        }
        if let Facts::Carnet(fact) = &mut base.things[carnet.0 as usize].facts {
            fact.entries = entries;
        }
    }
}

fn entries(
    base: &KnowledgeBase,
    ids: &Ids,
    carnet: &CarnetFact,
    declared: &[Declared<'_>],
    own: usize,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Entry> {
    let mut entries: IndexMap<ThingId, (Entry, usize, Vec<&Membership>)> = IndexMap::new();
    for (index, Declared { note, membership }) in declared.iter().enumerate() {
        let category = membership
            .category
            .as_ref()
            .and_then(|category| find_category(carnet, category, diagnostics));
        let by = membership.by.as_ref().and_then(|by| ids.find(by, AUTHORS, diagnostics));
        let on = membership.on.as_ref().map(|on| on.value.clone());
        match entries.get_mut(note) {
            None => {
                let entry = Entry { note: *note, category, by, on };
                entries.insert(*note, (entry, index, vec![membership]));
            }
            Some((entry, _, others)) => {
                diagnostics.extend(contradictions(membership, others));
                others.push(membership);
                entry.category = entry.category.or(category);
                entry.by = entry.by.or(by);
                entry.on = entry.on.take().or(on);
            }
        }
    }
    let mut entries: Vec<(Entry, usize)> = entries
        .into_values()
        .filter(|(entry, ..)| base.is_listed(entry.note))
        .map(|(entry, index, _)| (entry, index))
        .collect();
    // Stable: notes that the carnet lists itself keep its order and come first; those without a day
    // come last.
    entries.sort_by_key(|(entry, index)| {
        let on = entry.on.as_ref().map(|on| on.seconds);
        if *index < own { (0, *index, false, None) } else { (1, 0, on.is_none(), on) }
    });
    entries.into_iter().map(|(entry, _)| entry).collect()
}

/// Where a membership says otherwise than what was said before of the same note and carnet.
fn contradictions<'a>(one: &'a Membership, others: &[&'a Membership]) -> Vec<Diagnostic> {
    let is_other = |one: &String, other: &String| one != other;
    let category =
        contradiction(one, others, |it| it.category.as_ref(), is_other).map(|(one, other)| {
            let message = format!(
                "this puts the note under “{}”, elsewhere it is under “{}”",
                one.value, other.value
            );
            tell(one, other, message)
        });
    let by = contradiction(one, others, |it| it.by.as_ref(), is_other).map(|(one, other)| {
        let message = format!(
            "here `{}` put the note into the carnet, elsewhere `{}` did",
            one.value, other.value
        );
        tell(one, other, message)
    });
    let is_other = |one: &Moment, other: &Moment| !is_same(one, other);
    let on = contradiction(one, others, |it| it.on.as_ref(), is_other).map(|(one, other)| {
        let message = format!(
            "here the note came into the carnet on {}, elsewhere on {}",
            one.value.iso, other.value.iso
        );
        tell(one, other, message)
    });
    [category, by, on].into_iter().flatten().collect()
}

/// What one membership says in a part, and what another said first, where these differ.
fn contradiction<'a, T>(
    one: &'a Membership,
    others: &[&'a Membership],
    part: impl Fn(&'a Membership) -> Option<&'a Spanned<T>>,
    is_other: impl Fn(&T, &T) -> bool,
) -> Option<(&'a Spanned<T>, &'a Spanned<T>)> {
    let (one, other) = (part(one)?, others.iter().find_map(|other| part(other))?);
    is_other(&one.value, &other.value).then_some((one, other))
}

fn tell<T>(one: &Spanned<T>, other: &Spanned<T>, message: String) -> Diagnostic {
    Diagnostic::at(&codes::CARNET_CONTRADICTION, one.span.clone(), message)
        .note(other.span.clone(), "the other place")
        .help("make the two alike, or keep only one of them")
}

/// Whether two moments can be one: a day alone says less than its hour.
fn is_same(one: &Moment, other: &Moment) -> bool {
    match (one.time, other.time) {
        (Some(_), Some(_)) => one.seconds == other.seconds,
        _ => one.date == other.date,
    }
}

fn find_category(
    carnet: &CarnetFact,
    category: &Spanned<String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<usize> {
    let found = carnet.categories.iter().position(|name| *name == category.value);
    if found.is_none() {
        let help = did_you_mean(&category.value, carnet.categories.iter().map(String::as_str))
            .unwrap_or_else(|| {
                format!("the categories of this carnet are: {}", carnet.categories.join(", "))
            });
        diagnostics.push(
            Diagnostic::at(
                &codes::CARNET_CATEGORY,
                category.span.clone(),
                format!("the carnet has no category “{}”", category.value),
            )
            .help(help),
        );
    }
    found
}
