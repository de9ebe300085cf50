//! The tree of sections, and which pages each holds in which order.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use hashbrown::HashMap;
use rayon::prelude::*;

use super::{
    KnowledgeBase, PageFact, PageId, PageOnHeap, SectionFact, SectionId, Target, leftovers,
};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, codes};
use crate::draft::front_matter::{Page, Section, SortBy};
use crate::draft::place::Key;
use crate::draft::{ContentPlace, Role, SectionDraft};
use crate::language::{Languages, natural};
use crate::moment::Moment;
use crate::source::{SourceId, Sources};

/// Gives every page and section its id, its address, its translations and its assets.
pub(super) fn place(
    base: &mut KnowledgeBase,
    mut sections: Vec<SectionDraft>,
    mut pages: Vec<PageOnHeap>,
    sources: &Sources,
    config: &Config,
) {
    add_homes(&mut sections, config);
    sections.sort_by(|one, other| key(&one.place).cmp(&key(&other.place)));
    pages.sort_by(|one, other| one.place.relative.cmp(&other.place.relative));

    let translations_of = |places: Vec<&ContentPlace>| -> Vec<Vec<u32>> {
        if config.languages.len() < 2 {
            return (0u32..).take(places.len()).map(|alone| vec![alone]).collect();
        }
        let keys: Vec<Key> = places.par_iter().map(|place| place.key()).collect();
        // Looked up and never gone through, so its order is nobody's business.
        let mut groups: HashMap<&Key, Vec<u32>> = HashMap::with_capacity(keys.len());
        for (index, key) in (0u32..).zip(&keys) {
            groups.entry(key).or_default().push(index);
        }
        let order = |index: &u32| places[*index as usize].rank(config);
        groups.values_mut().for_each(|group| group.sort_by_key(order));
        keys.iter().map(|key| groups[key].clone()).collect()
    };
    let section_groups = translations_of(sections.iter().map(|draft| &draft.place).collect());
    let page_groups = translations_of(pages.iter().map(|draft| &draft.place).collect());

    for (draft, group) in sections.into_iter().zip(section_groups) {
        base.sections.push(SectionFact {
            route: super::routes::of_section(&draft, config),
            ancestors: Vec::new(),
            subsections: Vec::new(),
            pages: Vec::new(),
            sorted: 0,
            translations: group.into_iter().map(SectionId).collect(),
            assets: match draft.source {
                None if config.carnet.is_none() => Vec::new(),
                _ => assets(&draft.place, sources, config),
            },
            draft,
        });
    }
    base.pages = pages
        .into_par_iter()
        .zip(page_groups)
        .map(|(draft, group)| {
            let slug = super::routes::slug(&draft, config);
            PageFact {
                route: super::routes::of_page(&draft, &slug, config),
                slug,
                section: None,
                ancestors: Vec::new(),
                thing: None,
                translations: group.into_iter().map(PageId).collect(),
                assets: assets(&draft.place, sources, config),
                draft,
            }
        })
        .collect();
    let relative = |place: &ContentPlace| place.relative.clone();
    let sections = base.section_ids();
    let sections = sections.map(|(id, it)| (relative(&it.draft.place), Target::Section(id)));
    let pages = base.page_ids().map(|(id, it)| (relative(&it.draft.place), Target::Page(id)));
    base.paths = sections.chain(pages).collect();
}

/// A site has a home in each of its languages, whether or not somebody wrote one.
fn add_homes(sections: &mut Vec<SectionDraft>, config: &Config) {
    for language in config.languages.keys() {
        let has_home = sections
            .iter()
            .any(|draft| draft.place.folders.is_empty() && draft.place.language == *language);
        if has_home {
            continue;
        }
        let relative = if *language == config.default_language {
            "_index.md".to_owned()
        } else {
            format!("_index.{language}.md")
        };
        sections.push(SectionDraft {
            source: None,
            place: ContentPlace {
                relative,
                folders: Vec::new(),
                stem: String::new(),
                name: String::new(),
                date: None,
                language: language.clone(),
                role: Role::Section,
                kind: None,
            },
            section: Section {
                render: true,
                in_search_index: true,
                paginate_path: "page".to_owned(),
                ..Section::default()
            },
            body: 0..0,
            mentions: Vec::new(),
        });
    }
}

fn key(place: &ContentPlace) -> (&[String], &str) {
    (&place.folders, &place.language)
}

/// The files beside a section, or in the folder of a bundle and below it.
fn assets(place: &ContentPlace, sources: &Sources, config: &Config) -> Vec<(SourceId, String)> {
    let Some(own) = place.own_folder() else { return Vec::new() };
    let folder = format!("content/{own}");
    let mut assets: Vec<(SourceId, String)> = sources
        .below(folder.trim_end_matches('/'))
        .filter(|(_, name, _)| !name.ends_with(".md"))
        .filter(|(_, name, _)| place.role == Role::Bundle || !name.contains('/'))
        .filter(|(_, name, _)| match config.carnet {
            Some(_) => !leftovers::is_one(name),
            None => !leftovers::is_one_to_zola(name),
        })
        .filter(|(_, name, _)| !config.ignores_content(&format!("{own}/{name}")))
        .map(|(id, name, _)| (id, name.to_owned()))
        .collect();
    if config.carnet.is_none() {
        assets.sort_by_cached_key(|(_, name)| name.to_ascii_lowercase());
    }
    assets
}

/// Puts every page into its section, and sorts.
pub(super) fn fill(
    base: &mut KnowledgeBase,
    languages: &Languages,
    config: &Config,
    sources: &Sources,
    diagnostics: &mut Vec<Diagnostic>,
) {
    // In a carnet a folder without a section is passed over; in Zola it ends the line.
    let is_above = |parent: &SectionFact, folders: &[String]| {
        config.carnet.is_some() || parent.draft.place.folders.len() + 1 == folders.len()
    };
    let by_folder: BTreeMap<(Vec<String>, String), SectionId> = base
        .section_ids()
        .map(|(id, section)| {
            let place = &section.draft.place;
            ((place.folders.clone(), place.language.clone()), id)
        })
        .collect();
    let find = |folders: &[String], language: &str| {
        by_folder.get(&(folders.to_vec(), language.to_owned())).copied()
    };

    for index in 0..base.sections.len() {
        let place = base.sections[index].draft.place.clone();
        let ancestors: Vec<SectionId> = (0..place.folders.len())
            .filter_map(|depth| find(&place.folders[..depth], &place.language))
            .collect();
        let id = SectionId(u32::try_from(index).unwrap_or(u32::MAX));
        if let Some(parent) =
            ancestors.last().filter(|parent| is_above(base.section(**parent), &place.folders))
        {
            base.sections[parent.0 as usize].subsections.push(id);
        }
        base.sections[index].ancestors = ancestors;
    }
    for index in 0..base.sections.len() {
        let mut subsections = std::mem::take(&mut base.sections[index].subsections);
        subsections.sort_by_key(|id| {
            let draft = &base.section(*id).draft;
            (draft.section.weight, draft.place.relative.clone())
        });
        base.sections[index].subsections = subsections;
    }
    let of_pages: Vec<Option<SectionId>> = base
        .pages
        .par_iter()
        .map(|page| find(&page.draft.place.folders, page.language()))
        .collect();
    for (index, section) in of_pages.into_iter().enumerate() {
        base.pages[index].section = section;
        let Some(mut section) = section else { continue };
        let line = |section: SectionId| -> Vec<SectionId> {
            base.section(section).ancestors.iter().copied().chain([section]).collect()
        };
        let is_listed = base.pages[index].is_listed();
        let mut ancestors = line(section);
        let page = PageId(u32::try_from(index).unwrap_or(u32::MAX));
        let mut holders = Vec::new();
        let mut next = is_listed.then_some(section);
        while let Some(holder) = next {
            section = holder;
            holders.push(holder);
            let fact = base.section(holder);
            let is_transparent = fact.draft.section.transparent;
            next = fact.ancestors.last().copied().filter(|parent| {
                is_transparent && is_above(base.section(*parent), &fact.draft.place.folders)
            });
        }
        if config.carnet.is_none() {
            // A page of a transparent section belongs to the one above, as in Zola.
            ancestors = if is_listed { line(section) } else { Vec::new() };
        }
        base.pages[index].ancestors = ancestors;
        for holder in holders {
            base.sections[holder.0 as usize].pages.push(page);
        }
    }
    for index in 0..base.sections.len() {
        let pages = std::mem::take(&mut base.sections[index].pages);
        let section = &base.sections[index];
        let sorting = Sorting { base, section, languages, is_plain: config.carnet.is_none() };
        let (mut pages, unsorted) = sorting.sort(pages);
        sorting.report(&unsorted, sources, diagnostics);
        let is_row = config.carnet.is_none() && section.draft.section.sort_by != SortBy::None;
        let sorted = if is_row { pages.len() } else { 0 };
        pages.extend(unsorted);
        base.sections[index].sorted = if config.carnet.is_some() { pages.len() } else { sorted };
        base.sections[index].pages = pages;
    }
}

/// How a section sorts its pages.
struct Sorting<'a> {
    base: &'a KnowledgeBase,
    section: &'a SectionFact,
    languages: &'a Languages,
    is_plain: bool,
}

impl Sorting<'_> {
    fn by(&self) -> SortBy {
        self.section.draft.section.sort_by
    }

    /// The key that a page must have.
    fn key(&self) -> Option<&'static str> {
        match self.by() {
            SortBy::Date | SortBy::UpdateDate => Some("date"),
            SortBy::Weight => Some("weight"),
            SortBy::Title | SortBy::TitleBytes => Some("title"),
            SortBy::None | SortBy::Slug | SortBy::Permalink => None,
        }
    }

    /// Whether a page has it.
    fn has_key(&self, page: &Page) -> bool {
        match self.by() {
            SortBy::Date => page.date.is_some(),
            SortBy::UpdateDate => page.date.is_some() || page.updated.is_some(),
            SortBy::Weight => page.weight.is_some(),
            SortBy::Title | SortBy::TitleBytes => page.title.is_some(),
            SortBy::None | SortBy::Slug | SortBy::Permalink => true,
        }
    }

    /// The pages that can be sorted, in order, and those that cannot, by address.
    fn sort(&self, pages: Vec<PageId>) -> (Vec<PageId>, Vec<PageId>) {
        let page = |id: &PageId| self.base.page(*id);
        let front = |id: &PageId| &page(id).draft.page;
        let route = |id: &PageId| page(id).route.as_str();
        let (mut pages, mut unsorted): (Vec<PageId>, Vec<PageId>) =
            pages.into_iter().partition(|id| self.has_key(front(id)));
        if self.by() == SortBy::None {
            return (pages, unsorted);
        }
        pages.par_sort_by(|one, other| {
            let seconds = |moment: Option<&Moment>| moment.map(|moment| moment.seconds);
            let changed = |id: &PageId| {
                seconds(front(id).date.as_ref()).max(seconds(front(id).updated.as_ref()))
            };
            let (left, right) = (page(one), page(other));
            let order = match self.by() {
                SortBy::Date => {
                    seconds(front(other).date.as_ref()).cmp(&seconds(front(one).date.as_ref()))
                }
                SortBy::UpdateDate => changed(other).cmp(&changed(one)),
                SortBy::Title if self.is_plain => natural(left.title(), right.title()),
                SortBy::Title => {
                    let collation = self.languages.collation(self.section.language());
                    collation.compare(left.title(), right.title())
                }
                SortBy::TitleBytes => left.title().cmp(right.title()),
                SortBy::Weight => front(one).weight.cmp(&front(other).weight),
                SortBy::Slug => natural(&left.slug, &right.slug),
                SortBy::None | SortBy::Permalink => Ordering::Equal,
            };
            order.then_with(|| route(one).cmp(route(other)))
        });
        unsorted.sort_by(|one, other| route(one).cmp(route(other)));
        (pages, unsorted)
    }

    /// Zola leaves a page that cannot be sorted unwritten. Here it is written, comes last, and its
    /// author is told.
    fn report(&self, unsorted: &[PageId], sources: &Sources, diagnostics: &mut Vec<Diagnostic>) {
        let Some(key) = self.key() else { return };
        for page in unsorted.iter().map(|id| self.base.page(*id)) {
            let line = sources.first_line(page.draft.source);
            let mut problem = Diagnostic::at(
                &codes::SECTION_UNSORTED,
                line,
                format!("this page has no `{key}`, by which its section sorts"),
            )
            .help(format!("add `{key}`; until then the page comes last"));
            if let Some(source) = self.section.draft.source {
                problem = problem.remark(format!("the section is {}", sources.get(source).path));
            }
            diagnostics.push(problem);
        }
    }
}
