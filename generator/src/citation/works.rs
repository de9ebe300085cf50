//! What of a site can be cited, made into works: notes, carnets, terms, and the site itself.

use carnet_csl::Name;

use super::{Work, key};
use crate::config::Config;
use crate::draft::{ContentPlace, Thing, ThingKind};
use crate::knowledge::things::Author;
use crate::knowledge::{Facts, KnowledgeBase, PageFact, PageId, ThingId, permanent};

/// What is cited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cited {
    /// What a page is about.
    Page(PageId),
    /// The site, in a language.
    Site(String),
}

/// The work that is cited; none where a page is not about one that is.
#[must_use]
pub fn work<'a>(cited: &'a Cited, base: &'a KnowledgeBase, config: &'a Config) -> Option<Work<'a>> {
    match cited {
        Cited::Page(id) => of_page(*id, base, config),
        Cited::Site(language) => of_site(language, base, config),
    }
}

/// What a page is about.
#[must_use]
pub fn of_page<'a>(id: PageId, base: &'a KnowledgeBase, config: &'a Config) -> Option<Work<'a>> {
    let page = base.page(id);
    let thing = base.thing(page.thing?);
    let carnet = config.carnet.as_ref()?;
    let original = &base.page(thing.original).draft;
    let language = page.language();
    let one = |author: &Author| name(author, language, base);
    let look_after = |id: &ThingId| name(&Author::Thing(*id), language, base);
    let (authors, license) = match (&thing.facts, &original.thing) {
        (Facts::Note(fact), Some(Thing::Note(note))) => {
            (fact.authors.iter().map(one).collect(), note.license.as_ref())
        }
        (Facts::Carnet(fact), Some(Thing::Carnet(carnet))) => {
            (fact.curators.iter().map(look_after).collect(), carnet.license.as_ref())
        }
        (Facts::Term(_), _) => (Vec::new(), None),
        _ => return None,
    };
    let site = config.title(language);
    let kind = match thing.kind {
        ThingKind::Note => String::new(),
        kind => format!("{}_", kind.name()),
    };
    let id = key::part(&thing.id);
    Some(Work {
        id: match language == config.default_language {
            true => format!("{kind}{id}"),
            false => format!("{kind}{id}_{language}"),
        },
        authors,
        title: page.title(),
        original_title: Some(base.page(thing.original).title())
            .filter(|title| *title != page.title()),
        summary: page.draft.page.description.as_deref(),
        date: base.date(page),
        site: Some(site).filter(|site| !site.is_empty()),
        publisher: Some(config.publisher(language)).filter(|name| *name != site),
        url: address(page, base, config),
        language,
        license: license.or(carnet.license.as_ref()).map(String::as_str),
    })
}

/// The site in a language: there is one where somebody wrote its home and gave it a title.
fn of_site<'a>(language: &'a str, base: &'a KnowledgeBase, config: &'a Config) -> Option<Work<'a>> {
    let carnet = config.carnet.as_ref()?;
    let title = Some(config.title(language)).filter(|title| !title.is_empty())?;
    let is_home = |place: &ContentPlace| place.folders.is_empty() && place.language == language;
    let mut homes = base.sections.iter().filter(|it| is_home(&it.draft.place));
    let home = homes.find(|it| it.draft.source.is_some() && it.draft.section.render)?;
    Some(Work {
        id: match language == config.default_language {
            true => "site".to_owned(),
            false => format!("site_{language}"),
        },
        authors: config.author.iter().map(Name::whole).collect(),
        title,
        original_title: Some(config.title(&config.default_language)).filter(|it| *it != title),
        summary: config.language(language).description.as_deref(),
        date: None,
        site: None,
        publisher: Some(config.publisher(language)).filter(|name| *name != title),
        url: [&config.base_url, home.route.as_str()].concat(),
        language,
        license: carnet.license.as_deref(),
    })
}

/// Who wrote something, as readers of a language call them.
#[must_use]
pub fn name(author: &Author, language: &str, base: &KnowledgeBase) -> Name {
    match author {
        Author::Name(name) => Name::whole(name),
        Author::Thing(id) => match &base.page(base.thing(*id).original).draft.thing {
            Some(Thing::Person(person)) => person.name.clone(),
            _ => Name::whole(base.page(base.page_of(*id, language)).title()),
        },
    }
}

/// The address by which a page is cited: the permanent one, where it has one.
fn address(page: &PageFact, base: &KnowledgeBase, config: &Config) -> String {
    let permanent = permanent::of(page, base).filter(|_| page.draft.page.render);
    let route = permanent.map(|id| permanent::route(&id.value, page.language(), config));
    [&config.base_url, route.as_deref().unwrap_or(&page.route)].concat()
}
