//! From an id that somebody wrote to the thing it names, or to a diagnostic that helps.

use std::collections::BTreeMap;

use super::{KnowledgeBase, Target, ThingId};
use crate::diagnostic::{Diagnostic, codes, did_you_mean};
use crate::draft::thing::{KINDS, names};
use crate::draft::{ThingKind, Withheld};
use crate::source::Spanned;

/// What ids mean, as one look-up table for the whole of [`super::resolve`] and for rendering.
#[derive(Clone, Debug, Default)]
pub struct Ids {
    things: BTreeMap<(ThingKind, String), ThingId>,
    /// Why a thing that exists must not be named.
    withheld: BTreeMap<(ThingKind, String), &'static str>,
    /// The same for pages that are no things, by their path below `content/`.
    withheld_files: BTreeMap<String, &'static str>,
}

/// What a wiki link leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// A thing, in whichever language suits the reader.
    Thing(ThingId),
    /// A page or section that is no thing.
    Other(Target),
}

impl Ids {
    /// Gathers what exists and what is withheld.
    #[must_use]
    pub fn new(base: &KnowledgeBase, withheld: &[Withheld]) -> Self {
        let mut ids = Self { things: base.ids.clone(), ..Self::default() };
        for draft in withheld {
            ids.withheld_files.insert(draft.place.relative.clone(), draft.why);
            if let Some(kind) = draft.place.kind {
                let key = (kind, draft.place.stem.clone());
                // A private translation of a public thing does not hide the thing.
                if !ids.things.contains_key(&key) {
                    ids.withheld.insert(key, draft.why);
                }
            }
        }
        ids
    }

    /// The thing that `id` names among `kinds`.
    pub fn find(
        &self,
        id: &Spanned<String>,
        kinds: &[ThingKind],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<ThingId> {
        if id.value.is_empty() {
            // That it is missing was reported where it was read.
            return None;
        }
        let key = |kind: ThingKind| (kind, id.value.clone());
        if let Some(thing) = kinds.iter().find_map(|kind| self.things.get(&key(*kind))) {
            return Some(*thing);
        }
        let names = names(kinds);
        if let Some(why) = kinds.iter().find_map(|kind| self.withheld.get(&key(*kind))) {
            diagnostics.push(private(id, why));
            return None;
        }
        let candidates = self
            .things
            .keys()
            .filter(|(kind, _)| kinds.contains(kind))
            .map(|(_, name)| name.as_str());
        let help = did_you_mean(&id.value, candidates).unwrap_or_else(|| {
            let folders: Vec<String> =
                kinds.iter().map(|kind| format!("content/{}/", kind.folder())).collect();
            format!("an id is the name of a file in {}, without .md", folders.join(" or "))
        });
        diagnostics.push(
            Diagnostic::at(
                &codes::ID_UNKNOWN,
                id.span.clone(),
                format!("there is no {names} `{}`", id.value),
            )
            .help(help),
        );
        None
    }

    /// The thing that `id` names among `kinds`, when there is one; silent when there is none.
    #[must_use]
    pub fn peek(&self, id: &str, kinds: &[ThingKind]) -> Option<ThingId> {
        kinds.iter().find_map(|kind| self.things.get(&(*kind, id.to_owned()))).copied()
    }

    /// What a wiki link names: `id`, `folder/id`, or the path of any page without `.md`.
    pub fn wiki(
        &self,
        target: &Spanned<String>,
        language: &str,
        base: &KnowledgeBase,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Named> {
        let text = target.value.split('#').next().unwrap_or_default().trim();
        if let Some((folder, id)) = text.split_once('/')
            && let Some(kind) = ThingKind::of_folder(folder)
        {
            let id = Spanned { value: id.to_owned(), span: target.span.clone() };
            return self.find(&id, &[kind], diagnostics).map(Named::Thing);
        }
        let named = |kind: &ThingKind| self.things.get(&(*kind, text.to_owned())).copied();
        // A note comes first; among the others an id must be unique.
        if let Some(note) = named(&ThingKind::Note) {
            return Some(Named::Thing(note));
        }
        let found: Vec<(ThingKind, ThingId)> =
            KINDS.iter().filter_map(|kind| Some((*kind, named(kind)?))).collect();
        match found.as_slice() {
            [(_, thing)] => return Some(Named::Thing(*thing)),
            [] => {}
            several => {
                let choices: Vec<String> = several
                    .iter()
                    .map(|(kind, _)| format!("[[{}/{text}]]", kind.folder()))
                    .collect();
                diagnostics.push(
                    Diagnostic::at(
                        &codes::LINK_AMBIGUOUS,
                        target.span.clone(),
                        format!("several things are called `{text}`"),
                    )
                    .help(format!("write one of {}", choices.join(", "))),
                );
                return None;
            }
        }
        if let Some(page) = base.find_in(text, language) {
            return Some(Named::Other(page));
        }
        if let Some(why) =
            KINDS.iter().find_map(|kind| self.withheld.get(&(*kind, text.to_owned())))
        {
            diagnostics.push(private(target, why));
            return None;
        }
        let candidates = self.things.keys().map(|(_, name)| name.as_str());
        let help = did_you_mean(text, candidates).unwrap_or_else(|| {
            "a wiki link names a file by its id: its name without folder and .md".to_owned()
        });
        diagnostics.push(
            Diagnostic::at(
                &codes::LINK_UNKNOWN_NOTE,
                target.span.clone(),
                format!("nothing is called `{text}`"),
            )
            .help(help),
        );
        None
    }

    /// Why the content file at `path` is withheld, if it is.
    #[must_use]
    pub fn why_withheld(&self, path: &str) -> Option<&'static str> {
        self.withheld_files.get(path).copied()
    }

    /// Whether some language version of the text `index.md` in a folder of `content/` is withheld;
    /// the folder ends with a slash.
    pub(super) fn withholds_index(&self, folder: &str) -> bool {
        let first = format!("{folder}index.");
        let versions = self.withheld_files.range(first.clone()..);
        versions.take_while(|(path, _)| path.starts_with(&first)).next().is_some()
    }
}

/// The diagnostic for naming something that is not published. It shows no more than what the
/// author of the naming file wrote.
pub(super) fn private(id: &Spanned<String>, why: &str) -> Diagnostic {
    Diagnostic::at(
        &codes::ID_PRIVATE,
        id.span.clone(),
        format!("`{}` is {why}, so nothing published may name it", id.value),
    )
    .help("take the mention out, or change the other file")
}
