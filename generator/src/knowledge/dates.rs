//! Dates of notes that say none, from their changes in git.
//!
//! A note was published with its first public version, and changed with its last. One that never
//! changed since has no date of change. A translation has no date of publication of its own: it
//! shares its original's.

use super::PageOnHeap;
use crate::config::Config;
use crate::draft::place::Originals;

/// Gives a date to each note without one.
pub(super) fn fill(pages: &mut [PageOnHeap], config: &Config) {
    if pages.iter().all(|draft| draft.changes.is_none()) {
        return;
    }
    let originals = Originals::among(pages.iter().map(|draft| &draft.place), config);
    for draft in pages {
        let Some(changes) = draft.changes.clone() else { continue };
        let is_original = originals.has(&draft.place, config);
        if let Some(first) = changes.last().filter(|_| is_original) {
            draft.page.date.get_or_insert_with(|| first.on.clone());
        }
        let is_later = |moment| draft.page.date.as_ref().is_none_or(|date| date < moment);
        if let [last, _, ..] = &*changes
            && draft.page.updated.is_none()
            && is_later(&last.on)
        {
            draft.page.updated = Some(last.on.clone());
        }
    }
}
