//! Notes that adapt each other in a circle, in which none can have been first.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, codes};
use crate::draft::Thing;
use crate::knowledge::{Facts, KnowledgeBase, ThingId};
use crate::source::Span;

/// Reports each circle once, at the note of the least id, and takes what closes it away.
pub(super) fn open(base: &mut KnowledgeBase, diagnostics: &mut Vec<Diagnostic>) {
    let notes: Vec<ThingId> = base.thing_ids().map(|(id, _)| id).collect();
    let mut seen = BTreeSet::new();
    for start in notes {
        let mut path = Vec::new();
        let mut next = Some(start);
        while let Some(note) = next.filter(|note| seen.insert(*note)) {
            path.push(note);
            next = adapted(base, note);
        }
        // A note that was met on an earlier way closes no circle of this one.
        let Some(from) = next.and_then(|met| path.iter().position(|note| *note == met)) else {
            continue;
        };
        let circle = &path[from..];
        let places: Vec<(ThingId, Span)> =
            circle.iter().filter_map(|note| Some((*note, place(base, *note)?))).collect();
        let Some(((first, span), others)) = places.split_first() else { continue };
        let message = match others {
            [] | [_] => "these two notes adapt each other".to_owned(),
            _ => format!("these {} notes adapt each other in a circle", places.len()),
        };
        let mut problem = Diagnostic::at(&codes::NOTE_CIRCLE, span.clone(), message)
            .help("take `adapts` out of the note that was first");
        for (_, span) in others {
            problem = problem.note(span.clone(), "and here");
        }
        diagnostics.push(problem);
        if let Facts::Note(note) = &mut base.things[first.0 as usize].facts {
            note.adapts = None;
        }
    }
}

fn adapted(base: &KnowledgeBase, note: ThingId) -> Option<ThingId> {
    match &base.thing(note).facts {
        Facts::Note(fact) => fact.adapts,
        _ => None,
    }
}

/// Where a note says what it adapts.
fn place(base: &KnowledgeBase, note: ThingId) -> Option<Span> {
    match &base.page(base.thing(note).original).draft.thing {
        Some(Thing::Note(note)) => note.adapts.as_ref().map(|id| id.span.clone()),
        _ => None,
    }
}
