//! The changes of a note, as templates see them.

use super::{Made, View};
use crate::config::HistoryUse;
use crate::history::{self, Commit};
use crate::knowledge::{Contributor, ThingId};
use crate::template::value::{Value, boolean, list, none, object, optional, optional_text, text};

impl View<'_> {
    /// The changes of the page that shows a note, the newest first; the commit with which it came,
    /// which changed nothing; whether a change is later than the day that the note tells; who made
    /// them; and where the forge lists them all.
    pub(super) fn changes(&self, id: ThingId, made: &Made) -> [(&'static str, Value); 5] {
        let page = self.page(id);
        let told = page.draft.changes.as_deref().unwrap_or_default();
        let is_told = history::wanted(self.config) == HistoryUse::Full;
        let commits = if is_told { told } else { &[] };
        let (added, changes) = match commits.split_last() {
            Some((added, changes)) => (Some(added), changes),
            None => (None, commits),
        };
        let told = self.base.updated(page).map(|updated| updated.date);
        let last = changes.first().map(|commit| commit.on.date);
        let forge = self.carnet.forge.as_ref().filter(|_| !commits.is_empty());
        let path = format!("content/{}", page.draft.place.relative);

        let mut contributors: Vec<Contributor> = Vec::new();
        for contributor in commits.iter().filter_map(|commit| self.base.identities.of(commit)) {
            if !contributors.contains(&contributor) {
                contributors.push(contributor);
            }
        }
        [
            ("changes", list(changes.iter().map(|commit| self.change(commit, made)))),
            ("added", optional(added.map(|commit| self.change(commit, made)))),
            ("changed_since", boolean(told.is_some_and(|told| last > Some(told)))),
            ("changes_url", optional_text(forge.map(|forge| forge.changes(&path)))),
            ("contributors", list(contributors.iter().map(|one| self.contributor(one, made)))),
        ]
    }

    fn change(&self, commit: &Commit, made: &Made) -> Value {
        let forge = self.carnet.forge.as_ref();
        let by = self.base.identities.of(commit);
        object([
            ("id", text(&commit.id)),
            ("date", Self::moment(Some(&commit.on))),
            ("by", optional(by.map(|by| self.contributor(&by, made)))),
            ("text", text(&commit.subject)),
            ("url", optional_text(forge.map(|forge| forge.commit(&commit.id)))),
        ])
    }

    fn contributor(&self, contributor: &Contributor, made: &Made) -> Value {
        match contributor {
            Contributor::Thing(id) => made.reference(*id),
            Contributor::Name(name) => object([
                ("id", none()),
                ("type", text("person")),
                ("title", text(name)),
                ("permalink", none()),
                ("lang", text(self.language)),
            ]),
        }
    }
}
