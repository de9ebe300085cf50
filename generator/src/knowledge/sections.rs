//! The tree of sections, and which pages each holds in which order.

use std::collections::BTreeMap;

use super::{KnowledgeBase, PageFact, PageId, SectionFact, SectionId, Target};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, codes};
use crate::draft::front_matter::{Section, SortBy};
use crate::draft::place::Key;
use crate::draft::{ContentPlace, PageDraft, Role, SectionDraft};
use crate::language::Languages;
use crate::source::{SourceId, Sources, Span};

/// Gives every page and section its id, its address, its translations and its assets.
pub(super) fn place(
    base: &mut KnowledgeBase,
    mut sections: Vec<SectionDraft>,
    mut pages: Vec<PageDraft>,
    sources: &Sources,
    config: &Config,
) {
    add_homes(&mut sections, config);
    sections.sort_by(|one, other| key(&one.place).cmp(&key(&other.place)));
    pages.sort_by(|one, other| one.place.relative.cmp(&other.place.relative));

    let translations_of = |places: Vec<&ContentPlace>| -> Vec<Vec<u32>> {
        let mut groups: BTreeMap<Key, Vec<u32>> = BTreeMap::new();
        for (index, place) in (0u32..).zip(&places) {
            groups.entry(place.key()).or_default().push(index);
        }
        let order = |index: &u32| config.languages.get_index_of(&places[*index as usize].language);
        for group in groups.values_mut() {
            group.sort_by_key(order);
        }
        places.iter().map(|place| groups[&place.key()].clone()).collect()
    };
    let section_groups = translations_of(sections.iter().map(|draft| &draft.place).collect());
    let page_groups = translations_of(pages.iter().map(|draft| &draft.place).collect());

    for (index, (draft, group)) in (0u32..).zip(sections.into_iter().zip(section_groups)) {
        base.paths.insert(draft.place.relative.clone(), Target::Section(SectionId(index)));
        base.sections.push(SectionFact {
            route: super::routes::of_section(&draft, config),
            ancestors: Vec::new(),
            subsections: Vec::new(),
            pages: Vec::new(),
            translations: group.into_iter().map(SectionId).collect(),
            assets: assets(&draft.place, sources),
            draft,
        });
    }
    for (index, (draft, group)) in (0u32..).zip(pages.into_iter().zip(page_groups)) {
        base.paths.insert(draft.place.relative.clone(), Target::Page(PageId(index)));
        base.pages.push(PageFact {
            route: super::routes::of_page(&draft, config),
            section: None,
            thing: None,
            translations: group.into_iter().map(PageId).collect(),
            assets: assets(&draft.place, sources),
            draft,
        });
    }
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
fn assets(place: &ContentPlace, sources: &Sources) -> Vec<(SourceId, String)> {
    let Some(folder) = place.own_folder() else { return Vec::new() };
    let folder = format!("content/{folder}");
    sources
        .below(folder.trim_end_matches('/'))
        .filter(|(_, name, _)| !name.ends_with(".md"))
        .filter(|(_, name, _)| place.role == Role::Bundle || !name.contains('/'))
        .map(|(id, name, _)| (id, name.to_owned()))
        .collect()
}

/// Puts every page into its section, and sorts.
pub(super) fn fill(
    base: &mut KnowledgeBase,
    languages: &Languages,
    sources: &Sources,
    diagnostics: &mut Vec<Diagnostic>,
) {
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
        if let Some(parent) = ancestors.last() {
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
    for index in 0..base.pages.len() {
        let place = &base.pages[index].draft.place;
        let section = find(&place.folders, &place.language);
        base.pages[index].section = section;
        let Some(mut section) = section else { continue };
        if !base.pages[index].is_listed() {
            continue;
        }
        let page = PageId(u32::try_from(index).unwrap_or(u32::MAX));
        loop {
            base.sections[section.0 as usize].pages.push(page);
            let fact = base.section(section);
            match fact.ancestors.last() {
                Some(parent) if fact.draft.section.transparent => section = *parent,
                _ => break,
            }
        }
    }
    for index in 0..base.sections.len() {
        let mut pages = std::mem::take(&mut base.sections[index].pages);
        sort(base, &base.sections[index], &mut pages, languages);
        report_unsorted(base, &base.sections[index], &pages, sources, diagnostics);
        base.sections[index].pages = pages;
    }
}

fn sort(base: &KnowledgeBase, section: &SectionFact, pages: &mut [PageId], languages: &Languages) {
    let page = |id: &PageId| base.page(*id);
    let collation = languages.collation(section.language());
    match section.draft.section.sort_by {
        SortBy::None => {}
        SortBy::Date => pages.sort_by_cached_key(|id| {
            let date = page(id).draft.page.date.as_ref().map(|date| date.seconds);
            (std::cmp::Reverse(date), page(id).route.clone())
        }),
        SortBy::UpdateDate => pages.sort_by_cached_key(|id| {
            let front = &page(id).draft.page;
            let date = front.updated.as_ref().or(front.date.as_ref()).map(|date| date.seconds);
            (std::cmp::Reverse(date), page(id).route.clone())
        }),
        SortBy::Title => pages.sort_by(|one, other| {
            collation
                .compare(page(one).title(), page(other).title())
                .then_with(|| page(one).route.cmp(&page(other).route))
        }),
        SortBy::TitleBytes => pages.sort_by_cached_key(|id| page(id).title().to_owned()),
        SortBy::Weight => pages.sort_by_cached_key(|id| {
            (page(id).draft.page.weight.unwrap_or(i64::MAX), page(id).route.clone())
        }),
        SortBy::Slug | SortBy::Permalink => {
            pages.sort_by_cached_key(|id| page(id).route.clone());
        }
    }
}

/// Zola leaves a page that cannot be sorted unwritten. Here it is written, comes last, and its
/// author is told.
fn report_unsorted(
    base: &KnowledgeBase,
    section: &SectionFact,
    pages: &[PageId],
    sources: &Sources,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let (key, lacks): (&str, fn(&PageFact) -> bool) = match section.draft.section.sort_by {
        SortBy::Date => ("date", |page| page.draft.page.date.is_none()),
        SortBy::Weight => ("weight", |page| page.draft.page.weight.is_none()),
        _ => return,
    };
    for page in pages.iter().map(|id| base.page(*id)).filter(|page| lacks(page)) {
        let text = sources.text(page.draft.source);
        let line = Span::new(page.draft.source, 0..text.find('\n').unwrap_or(text.len()));
        let mut problem = Diagnostic::at(
            &codes::SECTION_UNSORTED,
            line,
            format!("this page has no `{key}`, by which its section sorts"),
        )
        .help(format!("add `{key}`; until then the page comes last"));
        if let Some(source) = section.draft.source {
            problem = problem.remark(format!("the section is {}", sources.get(source).path));
        }
        diagnostics.push(problem);
    }
}
