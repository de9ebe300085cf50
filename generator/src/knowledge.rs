//! The whole resolved site: every fact that one page may show about another.
//!
//! [`resolve`] is the one step that looks at all files together. It reads what drafts declare,
//! never their texts, and turns every id that was written into a link that surely exists. What
//! comes out is read-only: the stages after it run in parallel over it.

pub mod atlas;
mod dates;
pub mod identities;
pub mod ids;
pub(crate) mod leftovers;
pub mod lexicon;
pub mod paths;
pub mod permanent;
pub mod references;
pub mod routes;
pub mod sections;
pub mod taxonomies;
pub mod things;

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use crate::config::Config;
use crate::diagnostic::Outcome;
use crate::draft::place::{Key, Originals};
use crate::draft::{
    ContentPlace, Draft, PageDraft, Role, SectionDraft, ThingKind, Visibility, Withheld,
};
use crate::language::Languages;
use crate::moment::Moment;
use crate::source::{SourceId, Sources, Span};
pub use atlas::AtlasFact;
pub use identities::{Contributor, Identities};
pub use references::References;
pub use taxonomies::TaxonomyFact;
pub use things::{Facts, ThingFact};

/// Names a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub(crate) u32);

/// Names a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionId(pub(crate) u32);

/// Names a thing: all language versions of a note, a person …
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ThingId(pub(crate) u32);

/// What the file of a page says. It is large, and passed on and sorted without being copied.
pub(crate) type PageOnHeap = Box<PageDraft>;

/// A page with its place in the site.
#[derive(Clone, Debug)]
pub struct PageFact {
    /// What its file says.
    pub draft: PageOnHeap,
    /// Its address below the site's home: `/notes/x/`.
    pub route: String,
    /// What of its address is its own name; also where `path` gives it another address.
    pub slug: String,
    /// The section it belongs to.
    pub section: Option<SectionId>,
    /// The sections above it, the home first.
    pub ancestors: Vec<SectionId>,
    /// The thing it is about.
    pub thing: Option<ThingId>,
    /// Its versions in all languages, itself among them, in the site's order of languages.
    pub translations: Vec<PageId>,
    /// Files that lie beside it, with their names.
    pub assets: Vec<(SourceId, String)>,
}

impl PageFact {
    /// Its language.
    #[must_use]
    pub fn language(&self) -> &str {
        &self.draft.place.language
    }

    /// Its title; empty when it has none.
    #[must_use]
    pub fn title(&self) -> &str {
        self.draft.page.title.as_ref().map_or("", |title| title.value.as_str())
    }

    /// Whether it may stand in lists, feeds and indexes.
    #[must_use]
    pub fn is_listed(&self) -> bool {
        self.draft.page.visibility == Visibility::Public && self.draft.page.render
    }
}

/// A section with its place in the site.
#[derive(Clone, Debug)]
pub struct SectionFact {
    /// What its file says.
    pub draft: SectionDraft,
    /// Its address below the site's home.
    pub route: String,
    /// The sections above it, the home first.
    pub ancestors: Vec<SectionId>,
    /// The sections right below it, by weight and path.
    pub subsections: Vec<SectionId>,
    /// Its pages, in its order.
    pub pages: Vec<PageId>,
    /// How many of them stand in that order; those after them lack what it goes by.
    pub sorted: usize,
    /// Its versions in all languages, itself among them.
    pub translations: Vec<SectionId>,
    /// Files that lie beside it, with their names.
    pub assets: Vec<(SourceId, String)>,
}

impl SectionFact {
    /// Its language.
    #[must_use]
    pub fn language(&self) -> &str {
        &self.draft.place.language
    }

    /// Its title; empty when it has none.
    #[must_use]
    pub fn title(&self) -> &str {
        self.draft.section.title.as_ref().map_or("", |title| title.value.as_str())
    }
}

/// An address that leads on to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// The old address.
    pub from: String,
    /// The address that counts.
    pub to: String,
    /// The page that lives there; none for a section.
    pub page: Option<PageId>,
    /// Whether it may stand in a list that hosts read.
    pub is_listed: bool,
    /// Where it was written.
    pub span: Span,
}

/// What a content path names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A page.
    Page(PageId),
    /// A section.
    Section(SectionId),
}

/// All facts of a site.
#[derive(Clone, Debug, Default)]
pub struct KnowledgeBase {
    /// Pages, by path.
    pub pages: Vec<PageFact>,
    /// Sections, by path.
    pub sections: Vec<SectionFact>,
    /// Things, by kind and id.
    pub things: Vec<ThingFact>,
    /// Things by kind and id.
    pub ids: BTreeMap<(ThingKind, String), ThingId>,
    /// Pages and sections by their path below `content/`.
    pub paths: IndexMap<String, Target>,
    /// The taxonomies of each language, in the order of the configuration.
    pub taxonomies: IndexMap<String, Vec<TaxonomyFact>>,
    /// Allies and their ties.
    pub atlas: AtlasFact,
    /// Addresses that lead on.
    pub aliases: Vec<Alias>,
    /// What ids mean, for the links in texts.
    pub names: ids::Ids,
    /// Who in git is who on the site.
    pub identities: Identities,
    /// The works that texts may refer to.
    pub references: References,
}

impl KnowledgeBase {
    /// The page of `id`.
    #[must_use]
    pub fn page(&self, id: PageId) -> &PageFact {
        &self.pages[id.0 as usize]
    }

    /// The section of `id`.
    #[must_use]
    pub fn section(&self, id: SectionId) -> &SectionFact {
        &self.sections[id.0 as usize]
    }

    /// The thing of `id`.
    #[must_use]
    pub fn thing(&self, id: ThingId) -> &ThingFact {
        &self.things[id.0 as usize]
    }

    /// Whether a page or section is written.
    #[must_use]
    pub fn is_rendered(&self, target: Target) -> bool {
        match target {
            Target::Page(id) => self.page(id).draft.page.render,
            Target::Section(id) => self.section(id).draft.section.render,
        }
    }

    /// Every page with its id.
    pub fn page_ids(&self) -> impl Iterator<Item = (PageId, &PageFact)> {
        (0u32..).map(PageId).zip(&self.pages)
    }

    /// Every section with its id.
    pub fn section_ids(&self) -> impl Iterator<Item = (SectionId, &SectionFact)> {
        (0u32..).map(SectionId).zip(&self.sections)
    }

    /// Every thing with its id.
    pub fn thing_ids(&self) -> impl Iterator<Item = (ThingId, &ThingFact)> {
        (0u32..).map(ThingId).zip(&self.things)
    }

    /// The page that shows a thing to readers of `language`: in that language when there is one,
    /// else the original.
    #[must_use]
    pub fn page_of(&self, thing: ThingId, language: &str) -> PageId {
        let thing = self.thing(thing);
        let original = self.page(thing.original);
        // A translation that is not listed shows itself to no reader of the original.
        let may_stand_in = |page: &PageId| self.page(*page).is_listed() || !original.is_listed();
        thing.pages.get(language).copied().filter(may_stand_in).unwrap_or(thing.original)
    }

    /// The versions of a page that its readers are told of, itself among them: of those that are
    /// unlisted, none by what is listed.
    pub fn versions(&self, page: &PageFact) -> impl Iterator<Item = PageId> {
        let is_told = |id: &PageId| self.page(*id).is_listed() || !page.is_listed();
        page.translations.iter().copied().filter(is_told)
    }

    /// When a page was published: a translation that says no day has that of its original.
    #[must_use]
    pub fn date<'a>(&'a self, page: &'a PageFact) -> Option<&'a Moment> {
        page.draft.page.date.as_ref().or_else(|| self.original(page)?.draft.page.date.as_ref())
    }

    /// When a page last changed, as far as it or its original says so.
    #[must_use]
    pub fn updated<'a>(&'a self, page: &'a PageFact) -> Option<&'a Moment> {
        let original = || self.original(page)?.draft.page.updated.as_ref();
        page.draft.page.updated.as_ref().or_else(original)
    }

    /// The page whose facts count for the thing that a page is about.
    fn original(&self, page: &PageFact) -> Option<&PageFact> {
        page.thing.map(|thing| self.page(self.thing(thing).original))
    }

    /// Whether a thing may stand in lists.
    #[must_use]
    pub fn is_listed(&self, thing: ThingId) -> bool {
        self.page(self.thing(thing).original).is_listed()
    }
}

/// What lies in the folder of a section that is withheld is withheld with it; a section of the
/// site's default language takes its translations along.
fn withhold_below(
    pages: &mut Vec<PageOnHeap>,
    sections: &mut Vec<SectionDraft>,
    withheld: &mut Vec<Withheld>,
    config: &Config,
) {
    let folders: BTreeMap<(Vec<String>, String), &'static str> = withheld
        .iter()
        .filter(|draft| draft.place.role == Role::Section)
        .map(|draft| ((draft.place.folders.clone(), draft.place.language.clone()), draft.why))
        .collect();
    if folders.is_empty() {
        return;
    }
    let why = |place: &ContentPlace| {
        (0..=place.folders.len()).find_map(|depth| {
            let folder = place.folders[..depth].to_vec();
            let of = |language: &str| folders.get(&(folder.clone(), language.to_owned())).copied();
            of(&config.default_language).or_else(|| of(&place.language))
        })
    };
    for draft in std::mem::take(pages) {
        match why(&draft.place) {
            Some(why) => withheld.push(Withheld::of(&draft, why)),
            None => pages.push(draft),
        }
    }
    sections.retain(|draft| why(&draft.place).is_none());
}

/// A translation is never more public than the file it translates: where the original is withheld
/// or unlisted, all versions are.
fn follow_originals(pages: &mut Vec<PageOnHeap>, withheld: &mut Vec<Withheld>, config: &Config) {
    if config.languages.len() < 2 {
        return;
    }
    let places = pages.iter().map(|draft| &draft.place);
    let places = places.chain(withheld.iter().map(|draft| &draft.place));
    let originals = Originals::among(places, config);
    let hidden: BTreeMap<Key, &'static str> = withheld
        .iter()
        .filter(|draft| originals.has(&draft.place, config))
        .map(|draft| (draft.place.key(), draft.why))
        .collect();
    let unlisted: BTreeSet<Key> = pages
        .iter()
        .filter(|draft| originals.has(&draft.place, config))
        .filter(|draft| draft.page.visibility == Visibility::Unlisted)
        .map(|draft| draft.place.key())
        .collect();
    pages.retain_mut(|draft| {
        if originals.has(&draft.place, config) {
            return true;
        }
        let key = draft.place.key();
        if let Some(why) = hidden.get(&key) {
            withheld.push(Withheld::of(draft, why));
            return false;
        }
        if unlisted.contains(&key) {
            draft.page.visibility = Visibility::Unlisted;
        }
        true
    });
}

/// Puts all drafts together.
#[must_use]
pub fn resolve(
    drafts: Vec<Draft>,
    sources: &Sources,
    config: &Config,
    languages: &Languages,
) -> Outcome<KnowledgeBase> {
    let mut diagnostics = Vec::new();
    let mut pages = Vec::with_capacity(drafts.len());
    let mut sections = Vec::new();
    let mut withheld = Vec::new();
    for draft in drafts {
        match draft {
            Draft::Page(draft) => pages.push(draft),
            Draft::Section(draft) => sections.push(*draft),
            Draft::Withheld(draft) => withheld.push(*draft),
        }
    }
    withhold_below(&mut pages, &mut sections, &mut withheld, config);
    follow_originals(&mut pages, &mut withheld, config);
    dates::fill(&mut pages, config);
    let mut base = KnowledgeBase::default();
    sections::place(&mut base, sections, pages, sources, config);
    base.aliases = routes::check(&base, sources, config, &mut diagnostics);
    sections::fill(&mut base, languages, config, sources, &mut diagnostics);
    things::gather(&mut base, config, &mut diagnostics);
    let ids = ids::Ids::new(&base, &withheld);
    things::resolve(&mut base, &ids, config, &mut diagnostics);
    base.atlas = atlas::resolve(&base, &ids, config, &mut diagnostics);
    base.taxonomies = taxonomies::resolve(&base, config, languages, &mut diagnostics);
    base.identities = Identities::new(&base, &withheld);
    base.names = ids;
    references::resolve(&mut base, sources, config, &mut diagnostics);
    Outcome { value: base, diagnostics }
}
