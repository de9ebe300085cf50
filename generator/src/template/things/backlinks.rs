//! Who names a thing, and in which words, as templates see it.

use carnet_csl::{NameVariable, Variable};

use super::{Made, View};
use crate::draft::Sentence;
use crate::draft::sentences::Words;
use crate::knowledge::ids::Named;
use crate::knowledge::things::Backlink;
use crate::knowledge::{PageFact, Target, ThingId};
use crate::source::{Span, Spanned};
use crate::template::value::{Value, list, object, text};

/// What stands for a title that must not be read here.
const HIDDEN: &str = "…";

impl View<'_> {
    /// The things whose texts name this one, each with the sentences that do.
    pub(super) fn cited_in(&self, id: ThingId) -> Vec<(ThingId, Value)> {
        let backlinks = self.base.thing(id).backlinks.iter();
        backlinks.map(|backlink| (backlink.from, self.sentences(backlink, id))).collect()
    }

    /// The same as templates see them.
    pub(super) fn backlinks(cited_in: &[(ThingId, Value)], made: &Made) -> Value {
        list(cited_in.iter().map(|(from, sentences)| {
            object([("note", made.reference(*from)), ("sentences", sentences.clone())])
        }))
    }

    /// The sentences of the text that readers of this language are led to.
    fn sentences(&self, backlink: &Backlink, about: ThingId) -> Value {
        let shown = self.base.page_of(backlink.from, self.language);
        let page = self.base.page(shown);
        let here = backlink.places.iter().filter(|(of, _)| *of == shown);
        list(here.filter_map(|(_, index)| {
            let mention = page.draft.mentions.get(*index)?;
            Some(self.sentence(page, &mention.sentence, about))
        }))
    }

    /// A sentence of `page` that names `about`, with the spaces of its language.
    fn sentence(&self, page: &PageFact, sentence: &Sentence, about: ThingId) -> Value {
        let mut previous = None;
        let mut say = |pieces: &[Words]| {
            let mut said = String::new();
            for piece in pieces {
                let words = match piece {
                    Words::Written(words) => words,
                    Words::TitleOf(target) => self.title_of(target, page, about),
                    Words::AuthorsOf(key) => &self.authors_of(key, page),
                };
                said.push_str(&self.languages.space_after(page.language(), words, previous));
                previous = said.chars().last().or(previous);
            }
            said
        };
        object([
            ("before", text(say(&sentence.before))),
            ("link", text(say(std::slice::from_ref(&sentence.link)))),
            ("after", text(say(&sentence.after))),
            ("lang", text(page.language())),
        ])
    }

    /// What `@key` reads as in the text of `page`: as it was written where no work has that key.
    fn authors_of(&self, key: &str, page: &PageFact) -> String {
        let known = self.base.references.of(page.draft.source);
        let Some(work) = known.get(key) else { return format!("@{key}") };
        let authors = work.item.names(NameVariable::Author).iter();
        let names: Vec<String> =
            authors.map(|name| [&*name.family, &*name.literal].concat()).collect();
        match names.as_slice() {
            [] => work.item.text(Variable::Title).unwrap_or(key).to_owned(),
            [one] => one.clone(),
            [one, other] => {
                let and = self.languages.string(page.language(), "and");
                format!("{one} {and} {other}")
            }
            [first, ..] => format!("{first} et al."),
        }
    }

    /// What `[[target]]` reads as in the text of `page`. What is unlisted is not named on the pages
    /// of others.
    fn title_of<'a>(&'a self, target: &'a str, page: &PageFact, about: ThingId) -> &'a str {
        let span = Span::new(page.draft.source, 0..0);
        let written = Spanned { value: target.to_owned(), span };
        let mut nowhere = Vec::new();
        match self.base.names.wiki(&written, page.language(), self.base, &mut nowhere) {
            Some(Named::Thing(thing)) if thing == about || self.base.is_listed(thing) => {
                self.base.page(self.base.page_of(thing, page.language())).title()
            }
            Some(Named::Other(Target::Page(id))) if self.base.page(id).is_listed() => {
                self.base.page(id).title()
            }
            Some(Named::Other(Target::Section(id))) => self.base.section(id).title(),
            _ => HIDDEN,
        }
    }
}
