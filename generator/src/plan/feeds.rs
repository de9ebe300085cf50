//! Which feeds there are, where they lie, and the pages that each shows.

use std::cmp::Reverse;

use super::Job;
use crate::config::Config;
use crate::knowledge::taxonomies::newest_first;
use crate::knowledge::{Facts, KnowledgeBase, PageId, SectionId, ThingId};
use crate::moment::Moment;

/// What a feed follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedOf {
    /// The whole site, in a language.
    Site,
    /// A section.
    Section(SectionId),
    /// A term: which taxonomy, which term.
    Term(usize, usize),
    /// The notes of a carnet, a person, an organisation or a community.
    Thing(ThingId),
}

/// The feeds that follow one thing, one job for each name that the configuration gives.
pub(super) fn jobs(config: &Config, language: &str, of: FeedOf) -> impl Iterator<Item = Job> {
    let names = &config.language(language).feed_filenames;
    names.iter().map(move |name| Job::Feed {
        language: language.to_owned(),
        name: name.clone(),
        of,
    })
}

/// Whether a thing has a feed in a language: its page is listed there, and some dated note is.
#[must_use]
pub fn has_feed(base: &KnowledgeBase, thing: ThingId, language: &str) -> bool {
    let has_page =
        base.thing(thing).pages.get(language).is_some_and(|page| base.page(*page).is_listed());
    has_page && base.is_listed(thing) && !of_thing(base, thing, language).is_empty()
}

/// The folder of a feed, as a route.
#[must_use]
pub fn folder(base: &KnowledgeBase, config: &Config, language: &str, of: FeedOf) -> String {
    match of {
        FeedOf::Site => format!("{}/", config.language_prefix(language)),
        FeedOf::Section(id) => base.section(id).route.clone(),
        FeedOf::Term(taxonomy, term) => {
            base.taxonomies[language][taxonomy].terms[term].route.clone()
        }
        FeedOf::Thing(id) => base.page(base.page_of(id, language)).route.clone(),
    }
}

/// The dated pages that a feed is about, newest first. How many of them it shows is not asked.
#[must_use]
pub fn pages(base: &KnowledgeBase, language: &str, of: FeedOf) -> Vec<PageId> {
    let mut pages: Vec<PageId> = match of {
        FeedOf::Site => base
            .page_ids()
            .filter(|(_, page)| page.language() == language && page.is_listed())
            .map(|(id, _)| id)
            .collect(),
        FeedOf::Section(id) => base.section(id).pages.clone(),
        FeedOf::Term(taxonomy, term) => {
            base.taxonomies[language][taxonomy].terms[term].pages.clone()
        }
        FeedOf::Thing(id) => {
            let mut dated = of_thing(base, id, language);
            dated.sort_by_cached_key(|(page, came)| {
                (Reverse(came.seconds), base.page(*page).route.as_str())
            });
            // Somebody may be named twice as an author.
            dated.dedup_by_key(|(page, _)| *page);
            return dated.into_iter().map(|(page, _)| page).collect();
        }
    };
    pages.retain(|id| base.date(base.page(*id)).is_some());
    pages.sort_by_cached_key(|id| newest_first(base, *id));
    pages
}

/// The dated pages in a language of the notes of a thing, and when each came to be there: an old
/// note that is put into a carnet is new to those who follow the carnet.
fn of_thing<'a>(
    base: &'a KnowledgeBase,
    thing: ThingId,
    language: &str,
) -> Vec<(PageId, &'a Moment)> {
    let dated = |note: ThingId, came: Option<&'a Moment>| {
        let id = *base.thing(note).pages.get(language)?;
        let page = base.page(id);
        let date = base.date(page).filter(|_| page.is_listed())?;
        Some((id, came.map_or(date, |came| came.max(date))))
    };
    let own = |notes: &[ThingId]| notes.iter().filter_map(|note| dated(*note, None)).collect();
    match &base.thing(thing).facts {
        Facts::Carnet(carnet) => {
            let entries = carnet.entries.iter();
            entries.filter_map(|entry| dated(entry.note, entry.on.as_ref())).collect()
        }
        Facts::Person(person) => own(&person.notes),
        Facts::Organisation(organisation) => own(&organisation.notes),
        Facts::Community(community) => own(&community.notes),
        Facts::Note(_) | Facts::Base(_) | Facts::Term(_) => Vec::new(),
    }
}
