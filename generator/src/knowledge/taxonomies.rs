//! Taxonomies: pages by the terms they carry, such as tags.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use hashbrown::HashMap;
use indexmap::IndexMap;
use rayon::prelude::*;

use super::{KnowledgeBase, PageId};
use crate::config::{Config, Taxonomy};
use crate::diagnostic::{Diagnostic, codes, did_you_mean};
use crate::language::Languages;

/// One taxonomy in one language.
#[derive(Clone, Debug)]
pub struct TaxonomyFact {
    /// What the configuration says of it.
    pub settings: Taxonomy,
    /// Address of its list of terms.
    pub route: String,
    /// Its terms, as the language sorts them; by slug in a site without `[carnet]`.
    pub terms: Vec<TermFact>,
    /// The place of each term by its names: as pages write it, in addresses, and as a slug.
    by_name: BTreeMap<String, usize>,
}

impl TaxonomyFact {
    /// The place of a term, however it is spelt.
    #[must_use]
    pub fn find(&self, term: &str) -> Option<usize> {
        let found = self.by_name.get(term).or_else(|| self.by_name.get(&slug::slugify(term)));
        found.copied()
    }
}

/// See [`TaxonomyFact::find`]. Where two terms have one name, the first has it.
fn by_name(terms: &[TermFact]) -> BTreeMap<String, usize> {
    let mut by_name = BTreeMap::new();
    let spellings: [fn(&TermFact) -> String; 3] =
        [|term| term.name.clone(), |term| term.slug.clone(), |term| slug::slugify(&term.name)];
    for spelt in spellings {
        for (index, term) in terms.iter().enumerate() {
            by_name.entry(spelt(term)).or_insert(index);
        }
    }
    by_name
}

/// One term of a taxonomy.
#[derive(Clone, Debug)]
pub struct TermFact {
    /// The term as a page wrote it.
    pub name: String,
    /// The term in addresses; terms with one slug are one term.
    pub slug: String,
    /// Address of its list of pages.
    pub route: String,
    /// Its listed pages, newest first, undated ones last.
    pub pages: Vec<PageId>,
}

/// Gathers the terms that pages carry.
pub(super) fn resolve(
    base: &KnowledgeBase,
    config: &Config,
    languages: &Languages,
    diagnostics: &mut Vec<Diagnostic>,
) -> IndexMap<String, Vec<TaxonomyFact>> {
    let mut all = IndexMap::new();
    for (language, settings) in &config.languages {
        let mut terms: Vec<IndexMap<String, TermFact>> =
            vec![IndexMap::new(); settings.taxonomies.len()];
        // The same words come again and again: the place of each among the terms of a taxonomy.
        let mut places: HashMap<(usize, &str), usize> = HashMap::new();
        for (id, page) in base.page_ids().filter(|(_, page)| page.language() == language) {
            for (name, written) in &page.draft.page.taxonomies {
                let found =
                    settings.taxonomies.iter().position(|taxonomy| taxonomy.name == name.value);
                let Some(index) = found else {
                    let known = settings.taxonomies.iter().map(|taxonomy| taxonomy.name.as_str());
                    let help = did_you_mean(&name.value, known).unwrap_or_else(|| {
                        format!(
                            "declare it in config.toml: taxonomies = [{{ name = \"{}\" }}]",
                            name.value
                        )
                    });
                    diagnostics.push(
                        Diagnostic::at(
                            &codes::TAXONOMY_UNKNOWN,
                            name.span.clone(),
                            format!("the site has no taxonomy `{}`", name.value),
                        )
                        .help(help),
                    );
                    continue;
                };
                if !page.is_listed() {
                    continue;
                }
                let taxonomy = &settings.taxonomies[index];
                let terms = &mut terms[index];
                for term in written {
                    let place = *places.entry((index, &term.value)).or_insert_with(|| {
                        let slug = config.slugify.taxonomies.path(&term.value);
                        let entry = terms.entry(slug.clone());
                        let place = entry.index();
                        entry.or_insert_with(|| TermFact {
                            name: term.value.clone(),
                            route: format!("{}{slug}/", config.taxonomy_route(language, taxonomy)),
                            slug,
                            pages: Vec::new(),
                        });
                        place
                    });
                    let entry = &mut terms[place];
                    // Of several spellings Zola shows the one that is first in the alphabet.
                    if config.carnet.is_none() && term.value < entry.name {
                        entry.name.clone_from(&term.value);
                    }
                    // A page may name a term twice; its own entry is then the last one.
                    if entry.pages.last() != Some(&id) {
                        entry.pages.push(id);
                    }
                }
            }
        }
        let collation = languages.collation(language);
        let facts = settings
            .taxonomies
            .iter()
            .zip(terms)
            .map(|(taxonomy, mut terms)| {
                terms.sort_unstable_keys();
                let mut terms: Vec<TermFact> = terms.into_values().collect();
                terms.par_iter_mut().for_each(|term| {
                    let newest_first = |id: &PageId| newest_first(base, *id);
                    term.pages.sort_by(|one, other| newest_first(one).cmp(&newest_first(other)));
                });
                // Zola's come by slug, as they are.
                if config.carnet.is_some() {
                    terms.sort_by(|one, other| collation.compare(&one.name, &other.name));
                }
                TaxonomyFact {
                    route: config.taxonomy_route(language, taxonomy),
                    settings: taxonomy.clone(),
                    by_name: by_name(&terms),
                    terms,
                }
            })
            .collect();
        all.insert(language.clone(), facts);
    }
    all
}

/// A sort key: newest first, undated last, then by address.
#[must_use]
pub fn newest_first(base: &KnowledgeBase, id: PageId) -> (Reverse<Option<i64>>, &str) {
    let page = base.page(id);
    let date = base.date(page).map(|date| date.seconds);
    (Reverse(date), &page.route)
}
