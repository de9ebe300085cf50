//! Which files there are by which programs take citations, and what is in them.

use super::Job;
use crate::citation::{Cited, Format, works};
use crate::config::Config;
use crate::draft::ThingKind;
use crate::knowledge::things::CarnetFact;
use crate::knowledge::{Facts, KnowledgeBase, PageId, ThingId};

/// The files of what each page is about, and those of the site.
pub(super) fn jobs(base: &KnowledgeBase, config: &Config) -> Vec<Job> {
    let pages = base.page_ids().map(|(id, _)| Cited::Page(id));
    let sites = config.languages.keys().map(|language| Cited::Site(language.clone()));
    let of = |cited: Cited| {
        let own = formats(&cited, base, config);
        let has_notes = !own.is_empty() && !notes(&cited, base).is_empty();
        let all =
            own.clone().into_iter().filter(move |it| has_notes && it.bibliography().is_some());
        let other = cited.clone();
        let own = own.into_iter().map(move |format| Job::Citation(cited.clone(), format));
        own.chain(all.map(move |format| Job::Bibliography(other.clone(), format)))
    };
    pages.chain(sites).flat_map(of).collect()
}

/// The formats in which something can be cited, each with a file of its own.
#[must_use]
pub fn formats(cited: &Cited, base: &KnowledgeBase, config: &Config) -> Vec<Format> {
    let Some(carnet) = &config.carnet else { return Vec::new() };
    let holds_texts = match cited {
        Cited::Page(id) => {
            let page = base.page(*id);
            let kind = page.thing.map(|thing| base.thing(thing).kind);
            // Nothing lies beside a page that is a file itself.
            if !page.draft.page.render || !page.route.ends_with('/') {
                return Vec::new();
            }
            match kind {
                Some(ThingKind::Note | ThingKind::Term) => false,
                Some(ThingKind::Carnet) => true,
                _ => return Vec::new(),
            }
        }
        Cited::Site(_) if works::work(cited, base, config).is_none() => return Vec::new(),
        Cited::Site(_) => true,
    };
    let all = carnet.citation.formats.iter().copied();
    all.filter(|format| holds_texts || *format != Format::Cff).collect()
}

/// The notes that a carnet or the site holds, in the order of their ids or of the carnet: listed
/// ones only, each by its page in the language.
#[must_use]
pub fn notes(cited: &Cited, base: &KnowledgeBase) -> Vec<PageId> {
    let (notes, language): (Vec<ThingId>, &str) = match cited {
        Cited::Site(language) => {
            let notes = base.thing_ids().filter(|(_, thing)| thing.kind == ThingKind::Note);
            (notes.map(|(id, _)| id).collect(), language)
        }
        Cited::Page(id) => {
            let page = base.page(*id);
            match page.thing.map(|thing| &base.thing(thing).facts) {
                Some(Facts::Carnet(CarnetFact { entries, .. })) => {
                    (entries.iter().map(|entry| entry.note).collect(), page.language())
                }
                _ => return Vec::new(),
            }
        }
    };
    let listed = notes.into_iter().filter(|note| base.is_listed(*note));
    listed.map(|note| base.page_of(note, language)).collect()
}

/// The folder of what is cited, below the output folder.
#[must_use]
pub fn folder(cited: &Cited, base: &KnowledgeBase, config: &Config) -> String {
    match cited {
        Cited::Page(id) => base.page(*id).route.trim_start_matches('/').to_owned(),
        Cited::Site(language) => {
            format!("{}/", config.language_prefix(language)).trim_start_matches('/').to_owned()
        }
    }
}
