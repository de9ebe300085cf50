//! The things of the carnet model with everything they have to do with each other.
//!
//! Facts are those of a thing's *original* (`draft/place.rs`). Both directions of every relation are
//! computed here once, so that no later stage searches for them.

pub mod circles;
mod facts;
mod memberships;
mod reverse;

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::ids::Ids;
use super::{KnowledgeBase, PageId, ThingId};
use crate::config::{Carnet as CarnetConfig, Config, Words};
use crate::diagnostic::{Diagnostic, codes};
use crate::draft::thing::OrganisationKind;
use crate::draft::{Thing, ThingKind, translation};
use crate::source::Spanned;
pub use facts::{
    Author, Backlink, BaseFact, CarnetFact, CommunityFact, Entry, Facts, NoteFact,
    OrganisationFact, PersonFact, Related, TermFact, ThingFact,
};

const AUTHORS: &[ThingKind] = &[ThingKind::Person, ThingKind::Organisation];

/// Groups pages into things and gives each its id.
pub(super) fn gather(base: &mut KnowledgeBase, config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    let mut groups: BTreeMap<(ThingKind, String), IndexMap<String, PageId>> = BTreeMap::new();
    for (id, page) in base.page_ids() {
        let Some(kind) = page.draft.place.kind.filter(|_| page.draft.thing.is_some()) else {
            continue;
        };
        let group = groups.entry((kind, page.draft.place.stem.clone())).or_default();
        match group.get(page.language()) {
            None => {
                group.insert(page.language().to_owned(), id);
            }
            Some(first) => {
                let first = base.page(*first);
                diagnostics.push(
                    Diagnostic::at(
                        &codes::ID_DUPLICATE,
                        page.draft.front_matter.clone(),
                        format!("two {}s have the id `{}`", kind.name(), page.draft.place.stem),
                    )
                    .note(first.draft.front_matter.clone(), "the other one")
                    .help("rename one of the files"),
                );
            }
        }
    }
    for (index, ((kind, id), pages)) in (0u32..).zip(groups) {
        let thing = ThingId(index);
        let rank = |page: &&PageId| base.page(**page).draft.place.rank(config);
        let original = pages.values().min_by_key(rank).copied().unwrap_or(PageId(0));
        for page in pages.values() {
            base.pages[page.0 as usize].thing = Some(thing);
        }
        base.ids.insert((kind, id.clone()), thing);
        base.things.push(ThingFact {
            kind,
            id,
            pages,
            original,
            facts: empty(kind),
            backlinks: Vec::new(),
        });
    }
}

fn empty(kind: ThingKind) -> Facts {
    match kind {
        ThingKind::Note => Facts::Note(NoteFact::default()),
        ThingKind::Carnet => Facts::Carnet(CarnetFact::default()),
        ThingKind::Base => Facts::Base(BaseFact::default()),
        ThingKind::Person => Facts::Person(PersonFact::default()),
        ThingKind::Organisation => Facts::Organisation(OrganisationFact {
            kind: OrganisationKind::Organisation,
            communities: Vec::new(),
            people: Vec::new(),
            notes: Vec::new(),
            carnets: Vec::new(),
            integrated: Vec::new(),
        }),
        ThingKind::Community => Facts::Community(CommunityFact::default()),
        ThingKind::Term => Facts::Term(TermFact::default()),
    }
}

/// Resolves every id that things declare.
pub(super) fn resolve(
    base: &mut KnowledgeBase,
    ids: &Ids,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(carnet) = &config.carnet else { return };
    report_contradicting_translations(base, diagnostics);
    let forward: Vec<Facts> = base
        .thing_ids()
        .map(|(id, thing)| forward(base, ids, carnet, id, thing, diagnostics))
        .collect();
    for (thing, facts) in base.things.iter_mut().zip(forward) {
        thing.facts = facts;
    }
    circles::open(base, diagnostics);
    memberships::fill(base, ids, diagnostics);
    reverse::add(base);
    reverse::add_backlinks(base, ids);
}

fn report_contradicting_translations(base: &KnowledgeBase, diagnostics: &mut Vec<Diagnostic>) {
    for thing in &base.things {
        let original = &base.page(thing.original).draft;
        for page in thing.pages.values().filter(|page| **page != thing.original) {
            let translation = &base.page(*page).draft;
            let (Some(original), Some(translation)) = (&original.table, &translation.table) else {
                continue;
            };
            for (key, one, other) in translation::contradictions(original, translation) {
                diagnostics.push(
                    Diagnostic::at(
                        &codes::FRONT_MATTER_TRANSLATION,
                        one.span.clone(),
                        format!("`{key}` differs from the file that this one translates"),
                    )
                    .note(other.span.clone(), "this is what counts")
                    .help(format!("take `{key}` out of the translation, or make the two alike")),
                );
            }
        }
    }
}

/// What a thing's own file says, resolved.
fn forward(
    base: &KnowledgeBase,
    ids: &Ids,
    carnet: &CarnetConfig,
    id: ThingId,
    thing: &ThingFact,
    diagnostics: &mut Vec<Diagnostic>,
) -> Facts {
    let draft = &base.page(thing.original).draft;
    let mut look = Look { ids, diagnostics };
    match &draft.thing {
        Some(Thing::Note(note)) => {
            let words = &carnet.vocabulary;
            look.word(&note.kind, &words.kinds, "kinds");
            look.words(&note.milieus, &words.milieus, "milieus");
            look.words(&note.challenges, &words.challenges, "challenges");
            let mut related = Vec::new();
            for relation in &note.related {
                look.word(&relation.relation, &words.relations, "relations");
                let Some(other) = look.one(&relation.id, &[ThingKind::Note]) else { continue };
                if other == id {
                    look.report_itself(&relation.id, "is related to itself");
                    continue;
                }
                let word = relation.relation.value.clone();
                let new = Related { note: other, relation: word, reverse: false };
                if related.contains(&new) {
                    look.report_repeated(&relation.id);
                    continue;
                }
                related.push(new);
            }
            let adapts = note.adapts.as_ref().and_then(|other| {
                let adapted = look.one(other, &[ThingKind::Note])?;
                if adapted == id {
                    look.report_itself(other, "adapts itself");
                    return None;
                }
                Some(adapted)
            });
            Facts::Note(NoteFact {
                authors: look.authors(&draft.page.authors),
                community: look.option(note.community.as_ref(), &[ThingKind::Community]),
                carnets: Vec::new(),
                related,
                adapts,
                adaptations: Vec::new(),
                steps: look.steps(base, thing),
            })
        }
        Some(Thing::Carnet(carnet)) => Facts::Carnet(CarnetFact {
            community: look.option(carnet.community.as_ref(), &[ThingKind::Community]),
            curators: look.all(&carnet.curators, AUTHORS),
            categories: carnet.categories.iter().map(|name| name.value.clone()).collect(),
            entries: Vec::new(),
            bases: Vec::new(),
        }),
        Some(Thing::Base(base)) => {
            Facts::Base(BaseFact { carnets: look.all(&base.carnets, &[ThingKind::Carnet]) })
        }
        Some(Thing::Person(person)) => Facts::Person(PersonFact {
            organisations: look.all(&person.organisations, &[ThingKind::Organisation]),
            communities: look.all(&person.communities, &[ThingKind::Community]),
            notes: Vec::new(),
            carnets: Vec::new(),
            integrated: Vec::new(),
        }),
        Some(Thing::Organisation(organisation)) => Facts::Organisation(OrganisationFact {
            kind: organisation.kind,
            communities: look.all(&organisation.communities, &[ThingKind::Community]),
            people: Vec::new(),
            notes: Vec::new(),
            carnets: Vec::new(),
            integrated: Vec::new(),
        }),
        Some(Thing::Community(_)) => Facts::Community(CommunityFact::default()),
        Some(Thing::Term(term)) => {
            Facts::Term(TermFact { related: look.all(&term.related, &[ThingKind::Term]) })
        }
        None => empty(thing.kind),
    }
}

/// Looks ids and words up and reports those that mean nothing.
struct Look<'a> {
    ids: &'a Ids,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Look<'_> {
    fn one(&mut self, id: &Spanned<String>, kinds: &[ThingKind]) -> Option<ThingId> {
        self.ids.find(id, kinds, self.diagnostics)
    }

    fn option(&mut self, id: Option<&Spanned<String>>, kinds: &[ThingKind]) -> Option<ThingId> {
        id.and_then(|id| self.one(id, kinds))
    }

    fn all(&mut self, ids: &[Spanned<String>], kinds: &[ThingKind]) -> Vec<ThingId> {
        ids.iter().filter_map(|id| self.one(id, kinds)).collect()
    }

    fn word(&mut self, word: &Spanned<String>, words: &Words, name: &str) {
        if !words.contains(&word.value) {
            self.diagnostics.push(words.unknown(word, name));
        }
    }

    fn words(&mut self, all: &[Spanned<String>], words: &Words, name: &str) {
        for word in all {
            self.word(word, words, name);
        }
    }

    /// An author is an id, or a bare name; a bare name has a capital or a space in it.
    fn authors(&mut self, authors: &[Spanned<String>]) -> Vec<Author> {
        let mut resolved = Vec::new();
        for author in authors {
            if let Some(thing) = self.ids.peek(&author.value, AUTHORS) {
                resolved.push(Author::Thing(thing));
            } else if author.value.contains(|letter: char| letter == ' ' || letter.is_uppercase()) {
                let id = slug::slugify(&author.value);
                if self.ids.peek(&id, AUTHORS).is_some() {
                    let message = format!("{:?} is a bare name and leads nowhere", author.value);
                    self.diagnostics.push(
                        Diagnostic::at(&codes::NOTE_AUTHOR, author.span.clone(), message)
                            .help(format!("did you mean the id `{id}`?")),
                    );
                }
                resolved.push(Author::Name(author.value.clone()));
            } else {
                // Reports what is wrong.
                self.one(author, AUTHORS);
            }
        }
        resolved
    }

    /// Who takes each step of a note, by language version. A translation that lists as many steps
    /// as the original need not say it again.
    fn steps(
        &mut self,
        base: &KnowledgeBase,
        thing: &ThingFact,
    ) -> BTreeMap<PageId, Vec<Option<ThingId>>> {
        let steps = |page: PageId| match &base.page(page).draft.thing {
            Some(Thing::Note(note)) => note.steps.as_slice(),
            _ => &[],
        };
        let mut resolve = |page| -> Vec<Option<ThingId>> {
            steps(page).iter().map(|step| self.option(step.who.as_ref(), AUTHORS)).collect()
        };
        let of_original = resolve(thing.original);
        let mut all = BTreeMap::new();
        for page in thing.pages.values().copied().filter(|page| *page != thing.original) {
            let mut who = resolve(page);
            if who.len() == of_original.len() {
                for (place, step) in steps(page).iter().enumerate() {
                    if step.who.is_none() {
                        who[place] = of_original[place];
                    }
                }
            }
            all.insert(page, who);
        }
        all.insert(thing.original, of_original);
        all
    }

    fn report_repeated(&mut self, id: &Spanned<String>) {
        let message = format!("this note says twice that it is related to `{}`", id.value);
        self.diagnostics.push(
            Diagnostic::at(&codes::NOTE_REPEATED, id.span.clone(), message)
                .help("take one of the two out"),
        );
    }

    fn report_itself(&mut self, id: &Spanned<String>, what: &str) {
        self.diagnostics.push(
            Diagnostic::at(&codes::NOTE_TIE, id.span.clone(), format!("this note {what}"))
                .help("name another note"),
        );
    }
}
