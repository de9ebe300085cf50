//! Which of a thing's two files says something in words: the page that readers have before them,
//! or the original where that page says nothing.
//!
//! Facts are never chosen: they are the original's. What a translation may have of its own stands
//! in [`crate::draft::translation`].

use super::View;
use crate::draft::thing::OutsideLink;
use crate::draft::{PageDraft, Thing};
use crate::knowledge::ThingId;

/// A page and the original of the thing that it shows; they may be one.
#[derive(Clone, Copy)]
pub(super) struct Own<'a> {
    page: &'a PageDraft,
    original: &'a PageDraft,
}

impl<'a> View<'a> {
    /// What a thing says in words to readers of this language.
    pub(super) fn own(&self, id: ThingId) -> Own<'a> {
        Own { page: &self.page(id).draft, original: self.original(self.base.thing(id)) }
    }
}

impl<'a> Own<'a> {
    /// What `read` finds in the page, else in the original.
    fn first<T>(self, read: impl Fn(&'a PageDraft) -> Option<T>) -> Option<T> {
        read(self.page).or_else(|| read(self.original))
    }

    /// What `read` finds in what the page is, else in what the original is.
    fn of_thing<T>(self, read: impl Fn(&'a Thing) -> Option<T>) -> Option<T> {
        self.first(|draft| read(draft.thing.as_ref()?))
    }

    pub(super) fn pronouns(self) -> Option<&'a String> {
        self.of_thing(|thing| match thing {
            Thing::Person(person) => person.pronouns.as_ref(),
            _ => None,
        })
    }

    pub(super) fn discuss(self) -> Option<&'a String> {
        self.of_thing(|thing| match thing {
            Thing::Note(note) => note.discuss.as_ref(),
            _ => None,
        })
    }

    pub(super) fn contact(self) -> Option<&'a String> {
        self.of_thing(|thing| match thing {
            Thing::Person(person) => person.contact.as_ref(),
            Thing::Organisation(organisation) => organisation.contact.as_ref(),
            Thing::Community(community) => community.contact.as_ref(),
            _ => None,
        })
    }

    pub(super) fn url(self) -> Option<&'a String> {
        self.of_thing(|thing| match thing {
            Thing::Organisation(organisation) => organisation.url.as_ref(),
            Thing::Community(community) => community.url.as_ref(),
            _ => None,
        })
    }

    /// The links, and the language of their texts.
    pub(super) fn links(self) -> (&'a str, &'a [OutsideLink]) {
        let links = self.first(|draft| {
            let links = match draft.thing.as_ref()? {
                Thing::Person(person) => person.links.as_slice(),
                Thing::Organisation(organisation) => organisation.links.as_slice(),
                Thing::Community(community) => community.links.as_slice(),
                _ => &[],
            };
            (!links.is_empty()).then_some((draft.place.language.as_str(), links))
        });
        links.unwrap_or((self.page.place.language.as_str(), &[]))
    }
}
