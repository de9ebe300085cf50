//! Ways to take part in a note or carnet, as templates see them.

use super::View;
use crate::contribution::{From, OF_NOTE, Sort};
use crate::draft::ThingKind;
use crate::knowledge::ThingId;
use crate::template::value::{Value, list, none, object, optional_text, text};

impl View<'_> {
    /// The ways to take part; none where the site names no forge. The first is to change the file
    /// of the page.
    pub(super) fn contribute(&self, id: ThingId) -> Value {
        let Some(forge) = &self.carnet.forge else { return list([]) };
        let (thing, page) = (self.base.thing(id), self.page(id));
        let own = forge.edit(&format!("content/{}", page.draft.place.relative));
        let change = object([("id", text("change")), ("url", text(own)), ("text", none())]);
        let sorts = match thing.kind {
            ThingKind::Note => OF_NOTE,
            ThingKind::Carnet => &[Sort::Note],
            _ => &[],
        };
        let suffix = match self.language == self.config.default_language {
            true => String::new(),
            false => format!(".{}", self.language),
        };
        let from = From { id: &thing.id, title: page.title(), suffix: &suffix };
        let known = sorts.iter().filter(|sort| sort.is_known(&self.carnet.vocabulary));
        let new = known.map(|sort| {
            let begun = sort.begin(from, |key| self.languages.string(self.language, key));
            let file = forge.new_file(&begun.path, &begun.text);
            let pasted = (!file.is_filled).then_some(begun.text);
            object([
                ("id", text(sort.name())),
                ("url", text(file.url)),
                ("text", optional_text(pasted)),
            ])
        });
        list(std::iter::once(change).chain(new))
    }
}
