//! The first steps of all notes, as templates see them together.

use super::{Made, View};
use crate::draft::Thing;
use crate::knowledge::{Facts, ThingId};
use crate::template::value::{Value, extend, items, list};

impl View<'_> {
    /// The steps of `notes`, each with its note: open ones first, then by their day, those without
    /// one last.
    pub(super) fn all_steps(&self, notes: &[ThingId], made: &Made) -> Value {
        let mut all = Vec::new();
        for id in notes {
            let (thing, page) = (self.base.thing(*id), self.page(*id));
            let (Facts::Note(fact), Some(Thing::Note(own))) = (&thing.facts, &page.draft.thing)
            else {
                continue;
            };
            let values = self.steps(page, own, fact, made);
            for (step, value) in own.steps.iter().zip(items(&values).into_iter().flatten()) {
                let day = step.by.as_ref().map(|by| by.seconds);
                let value = extend(&value, [("note", made.reference(*id))]);
                all.push(((step.done, day.is_none(), day), value));
            }
        }
        all.sort_by_key(|(order, _)| *order);
        list(all.into_iter().map(|(_, value)| value))
    }
}
