//! The first steps of all notes, as templates see them together.

use super::{Made, View};
use crate::knowledge::ThingId;
use crate::template::value::{Value, extend, list};

impl View<'_> {
    /// The steps of `notes`, each with its note: open ones first, then by their day, those without
    /// one last.
    pub(super) fn all_steps(&self, notes: &[ThingId], made: &Made) -> Value {
        let mut all = Vec::new();
        for id in notes {
            for (step, value) in self.steps(*id, made) {
                let day = step.by.as_ref().map(|by| by.seconds);
                let value = extend(&value, [("note", made.reference(*id))]);
                all.push(((step.done, day.is_none(), day), value));
            }
        }
        all.sort_by_key(|(order, _)| *order);
        list(all.into_iter().map(|(_, value)| value))
    }
}
