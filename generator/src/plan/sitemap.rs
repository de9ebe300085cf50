//! Which addresses a sitemap names, and how it is split where they are many.

use std::collections::BTreeMap;

use super::{Job, Pager};
use crate::config::Config;
use crate::knowledge::{KnowledgeBase, Target};
use crate::moment::Moment;

/// How many addresses one file of a sitemap holds, as in Zola.
const MOST: usize = 30_000;

/// One address of a sitemap.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The address.
    pub route: String,
    /// When what is there last changed.
    pub updated: Option<String>,
    /// The page or section that is there.
    pub of: Option<Target>,
}

/// The files of the sitemap: one, or an index and its parts.
pub(super) fn jobs(base: &KnowledgeBase, config: &Config) -> Vec<Job> {
    files(entries(base, config), MOST)
}

/// Spreads addresses over files of `most` each.
fn files(entries: Vec<Entry>, most: usize) -> Vec<Job> {
    if entries.len() < most {
        return vec![Job::Sitemap { file: "sitemap.xml".to_owned(), entries }];
    }
    let mut jobs = Vec::new();
    let mut files = Vec::new();
    for (index, part) in (1..).zip(entries.chunks(most)) {
        let file = format!("sitemap{index}.xml");
        jobs.push(Job::Sitemap { file: file.clone(), entries: part.to_vec() });
        files.push(file);
    }
    jobs.push(Job::SitemapIndex(files));
    jobs
}

/// Every address, in order.
fn entries(base: &KnowledgeBase, config: &Config) -> Vec<Entry> {
    let is_plain = config.carnet.is_none();
    let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
    let mut add = |route: &str, updated: Option<String>, of: Option<Target>| {
        let route = route.to_owned();
        entries.entry(route.clone()).or_insert(Entry { route, updated, of });
    };
    for (id, page) in base.page_ids().filter(|(_, page)| page.is_listed()) {
        let changed = base.updated(page).or_else(|| base.date(page));
        // Zola's templates get the date as it was written.
        let changed = match is_plain {
            true => changed.map(|moment| moment.iso.clone()),
            false => changed.map(Moment::rfc3339),
        };
        add(&page.route, changed, Some(Target::Page(id)));
    }
    let with_parts = is_plain && !config.exclude_paginated_pages_in_sitemap;
    let parts = |pages: usize, by: usize| if by == 0 { 0 } else { pages.div_ceil(by) };
    for (id, section) in base.section_ids() {
        let front = &section.draft.section;
        if front.render {
            add(&section.route, None, Some(Target::Section(id)));
        }
        if with_parts && front.render {
            for index in 1..=parts(section.pages.len(), front.paginate_by) {
                let folder = Pager::folder(&section.route, &front.paginate_path);
                add(&format!("{folder}{index}/"), None, None);
            }
        }
    }
    for taxonomy in base.taxonomies.values().flatten() {
        if !taxonomy.settings.render || taxonomy.terms.is_empty() {
            continue;
        }
        add(&taxonomy.route, None, None);
        for term in &taxonomy.terms {
            add(&term.route, None, None);
            if with_parts {
                for index in 1..=parts(term.pages.len(), taxonomy.settings.paginate_by) {
                    let folder = Pager::folder(&term.route, taxonomy.settings.paginate_path());
                    add(&format!("{folder}{index}/"), None, None);
                }
            }
        }
    }
    entries.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_sitemap_is_split() {
        let entry = |index: usize| Entry { route: format!("/{index}/"), updated: None, of: None };
        let made = |count: usize| -> Vec<(String, usize)> {
            let jobs = files((0..count).map(entry).collect(), 3);
            let file = |job: &Job| match job {
                Job::Sitemap { file, entries } => (file.clone(), entries.len()),
                Job::SitemapIndex(files) => (files.join(" "), 0),
                other => panic!("{other:?} is no file of a sitemap"),
            };
            jobs.iter().map(file).collect()
        };
        let own = |files: &[(&str, usize)]| -> Vec<(String, usize)> {
            files.iter().map(|(file, count)| ((*file).to_owned(), *count)).collect()
        };
        assert_eq!(made(2), own(&[("sitemap.xml", 2)]));
        assert_eq!(made(3), own(&[("sitemap1.xml", 3), ("sitemap1.xml", 0)]));
        let four = [("sitemap1.xml", 3), ("sitemap2.xml", 1), ("sitemap1.xml sitemap2.xml", 0)];
        assert_eq!(made(4), own(&four));
    }
}
