//! The things of the carnet model with everything they have to do with each other.
//!
//! Facts are those of a thing's *original*: its page in the site's default language, or the only
//! one it has. Both directions of every relation are computed here once, so that no later stage
//! searches for them.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::ids::{Ids, Named};
use super::{KnowledgeBase, PageId, Target, ThingId};
use crate::config::{Carnet as CarnetConfig, Config, Words};
use crate::diagnostic::{Diagnostic, codes, did_you_mean};
use crate::draft::thing::{self, Membership, OrganisationKind, Step};
use crate::draft::{Mention, Thing, ThingKind};
use crate::moment::Moment;
use crate::source::Spanned;

const AUTHORS: &[ThingKind] = &[ThingKind::Person, ThingKind::Organisation];

/// A thing: its pages and what it has to do with others.
#[derive(Clone, Debug)]
pub struct ThingFact {
    /// What it is.
    pub kind: ThingKind,
    /// Its id, unique among its kind.
    pub id: String,
    /// Its page in each language.
    pub pages: IndexMap<String, PageId>,
    /// The page whose facts count.
    pub original: PageId,
    /// What it has to do with others.
    pub facts: Facts,
    /// Things whose texts name this one, by id; unlisted ones are left out.
    pub backlinks: Vec<ThingId>,
}

/// What depends on the kind of a thing.
#[derive(Clone, Debug)]
pub enum Facts {
    /// A note.
    Note(NoteFact),
    /// A carnet.
    Carnet(CarnetFact),
    /// A base.
    Base(BaseFact),
    /// A person.
    Person(PersonFact),
    /// An organisation.
    Organisation(OrganisationFact),
    /// A community.
    Community(CommunityFact),
    /// A term.
    Term(TermFact),
}

/// Somebody who wrote a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Author {
    /// A person or organisation with a page.
    Thing(ThingId),
    /// Just a name.
    Name(String),
}

/// What a note has to do with others.
#[derive(Clone, Debug, Default)]
pub struct NoteFact {
    /// Who wrote it.
    pub authors: Vec<Author>,
    /// The community it belongs to.
    pub community: Option<ThingId>,
    /// The carnets it is in.
    pub carnets: Vec<ThingId>,
    /// Related notes; the flag says that the other note declared the relation.
    pub related: Vec<Related>,
    /// The note it adapts.
    pub adapts: Option<ThingId>,
    /// Notes that adapt it.
    pub adaptations: Vec<ThingId>,
    /// Its first steps and who takes them.
    pub steps: Vec<(Step, Option<ThingId>)>,
}

/// A relation between two notes, seen from one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The other note.
    pub note: ThingId,
    /// The word for it.
    pub relation: String,
    /// Whether the other note declared it.
    pub reverse: bool,
}

/// What a carnet has to do with others.
#[derive(Clone, Debug, Default)]
pub struct CarnetFact {
    /// The community it belongs to.
    pub community: Option<ThingId>,
    /// Who looks after it.
    pub curators: Vec<ThingId>,
    /// Names of its categories, in order.
    pub categories: Vec<String>,
    /// Its notes, in order; listed ones only.
    pub entries: Vec<Entry>,
    /// Bases it is in.
    pub bases: Vec<ThingId>,
}

/// A note in a carnet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The note.
    pub note: ThingId,
    /// Its category, an index into those of the carnet.
    pub category: Option<usize>,
    /// Who put it there.
    pub by: Option<ThingId>,
    /// When.
    pub on: Option<Moment>,
}

/// What a base has to do with others.
#[derive(Clone, Debug, Default)]
pub struct BaseFact {
    /// Its carnets, in order.
    pub carnets: Vec<ThingId>,
}

/// What a person has to do with others.
#[derive(Clone, Debug, Default)]
pub struct PersonFact {
    /// Where they work or act.
    pub organisations: Vec<ThingId>,
    /// Communities they belong to.
    pub communities: Vec<ThingId>,
    /// Notes they wrote, by id.
    pub notes: Vec<ThingId>,
    /// Carnets they look after.
    pub carnets: Vec<ThingId>,
}

/// What an organisation has to do with others.
#[derive(Clone, Debug)]
pub struct OrganisationFact {
    /// What sort it is.
    pub kind: OrganisationKind,
    /// Communities it belongs to.
    pub communities: Vec<ThingId>,
    /// People who work or act there.
    pub people: Vec<ThingId>,
    /// Notes it wrote, by id.
    pub notes: Vec<ThingId>,
}

/// What a community has to do with others.
#[derive(Clone, Debug, Default)]
pub struct CommunityFact {
    /// Its notes, by id.
    pub notes: Vec<ThingId>,
    /// Its carnets.
    pub carnets: Vec<ThingId>,
    /// People who belong to it.
    pub people: Vec<ThingId>,
    /// Organisations that belong to it.
    pub organisations: Vec<ThingId>,
}

/// What a term has to do with others.
#[derive(Clone, Debug, Default)]
pub struct TermFact {
    /// Terms near to it, in both directions.
    pub related: Vec<ThingId>,
}

/// Groups pages into things and gives each its id.
pub(super) fn gather(base: &mut KnowledgeBase, diagnostics: &mut Vec<Diagnostic>) {
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
        // Pages come by path, and `x.md` sorts after `x.en.md`: the original is looked for.
        let original = pages
            .values()
            .copied()
            .min_by_key(|page| {
                let place = &base.page(*page).draft.place;
                (place.relative.len(), place.language.clone())
            })
            .unwrap_or(PageId(0));
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
    fill_carnets(base, ids, diagnostics);
    reverse(base);
    backlinks(base, ids);
}

fn report_contradicting_translations(base: &KnowledgeBase, diagnostics: &mut Vec<Diagnostic>) {
    for thing in &base.things {
        let original = &base.page(thing.original).draft;
        for page in thing.pages.values().filter(|page| **page != thing.original) {
            let translation = &base.page(*page).draft;
            for (key, one, other) in thing::contradictions(&original.table, &translation.table) {
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
                    look.to_itself(&relation.id, "is related to itself");
                    continue;
                }
                let relation = relation.relation.value.clone();
                related.push(Related { note: other, relation, reverse: false });
            }
            let adapts = note.adapts.as_ref().and_then(|other| {
                let adapted = look.one(other, &[ThingKind::Note])?;
                if adapted == id {
                    look.to_itself(other, "adapts itself");
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
                steps: note
                    .steps
                    .iter()
                    .map(|step| (step.clone(), look.option(step.who.as_ref(), AUTHORS)))
                    .collect(),
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
        }),
        Some(Thing::Organisation(organisation)) => Facts::Organisation(OrganisationFact {
            kind: organisation.kind,
            communities: look.all(&organisation.communities, &[ThingKind::Community]),
            people: Vec::new(),
            notes: Vec::new(),
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
                resolved.push(Author::Name(author.value.clone()));
            } else {
                // Reports what is wrong.
                self.one(author, AUTHORS);
            }
        }
        resolved
    }

    fn to_itself(&mut self, id: &Spanned<String>, what: &str) {
        self.diagnostics.push(
            Diagnostic::at(&codes::NOTE_TIE, id.span.clone(), format!("this note {what}"))
                .help("name another note"),
        );
    }
}

/// A note's place in a carnet, as one of the two sides declares it.
struct Declared<'a> {
    note: ThingId,
    membership: &'a Membership,
}

/// Merges what carnets say of their notes with what notes say of their carnets: a carnet's own
/// order comes first, then the other notes by when they were put there.
fn fill_carnets(base: &mut KnowledgeBase, ids: &Ids, diagnostics: &mut Vec<Diagnostic>) {
    let mut by_carnet: BTreeMap<ThingId, Vec<Declared<'_>>> = BTreeMap::new();
    let mut own_order: BTreeMap<ThingId, usize> = BTreeMap::new();
    for (id, thing) in base.thing_ids() {
        if let Some(Thing::Carnet(carnet)) = &base.page(thing.original).draft.thing {
            let declared = by_carnet.entry(id).or_default();
            for membership in &carnet.notes {
                if let Some(note) = ids.find(&membership.id, &[ThingKind::Note], diagnostics) {
                    declared.push(Declared { note, membership });
                }
            }
            own_order.insert(id, declared.len());
        }
    }
    for (id, thing) in base.thing_ids() {
        if let Some(Thing::Note(note)) = &base.page(thing.original).draft.thing {
            for membership in &note.carnets {
                if let Some(carnet) = ids.find(&membership.id, &[ThingKind::Carnet], diagnostics) {
                    by_carnet.entry(carnet).or_default().push(Declared { note: id, membership });
                }
            }
        }
    }
    let mut filled: Vec<(ThingId, Vec<Entry>)> = Vec::new();
    for (carnet, declared) in by_carnet {
        let Facts::Carnet(fact) = &base.thing(carnet).facts else { continue };
        let own = own_order.get(&carnet).copied().unwrap_or(0);
        filled.push((carnet, entries(base, ids, fact, &declared, own, diagnostics)));
    }
    for (carnet, entries) in filled {
        for entry in &entries {
            if let Facts::Note(note) = &mut base.things[entry.note.0 as usize].facts {
                note.carnets.push(carnet);
            }
        }
        if let Facts::Carnet(fact) = &mut base.things[carnet.0 as usize].facts {
            fact.entries = entries;
        }
    }
}

fn entries(
    base: &KnowledgeBase,
    ids: &Ids,
    carnet: &CarnetFact,
    declared: &[Declared<'_>],
    own: usize,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Entry> {
    let mut entries: IndexMap<ThingId, (Entry, usize)> = IndexMap::new();
    for (index, Declared { note, membership }) in declared.iter().enumerate() {
        let category = membership
            .category
            .as_ref()
            .and_then(|category| find_category(carnet, category, diagnostics));
        let by = membership.by.as_ref().and_then(|by| ids.find(by, AUTHORS, diagnostics));
        match entries.get_mut(note) {
            None => {
                let entry = Entry { note: *note, category, by, on: membership.on.clone() };
                entries.insert(*note, (entry, index));
            }
            Some((entry, first)) => {
                let before = declared[*first].membership.category.as_ref();
                if let (Some(one), Some(other)) = (&membership.category, before)
                    && one.value != other.value
                {
                    diagnostics.push(
                        Diagnostic::at(
                            &codes::CARNET_CONTRADICTION,
                            one.span.clone(),
                            format!(
                                "this puts the note under “{}”, elsewhere it is under “{}”",
                                one.value, other.value
                            ),
                        )
                        .note(other.span.clone(), "the other place")
                        .help("make the two alike, or keep only one of them"),
                    );
                }
                entry.category = entry.category.or(category);
                entry.by = entry.by.or(by);
                entry.on = entry.on.take().or_else(|| membership.on.clone());
            }
        }
    }
    let mut entries: Vec<(Entry, usize)> =
        entries.into_values().filter(|(entry, _)| base.is_listed(entry.note)).collect();
    // Stable: notes that the carnet lists itself keep its order and come first.
    entries.sort_by_key(|(entry, index)| {
        if *index < own {
            (0, *index, None)
        } else {
            (1, 0, entry.on.as_ref().map(|on| on.seconds))
        }
    });
    entries.into_iter().map(|(entry, _)| entry).collect()
}

fn find_category(
    carnet: &CarnetFact,
    category: &Spanned<String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<usize> {
    let found = carnet.categories.iter().position(|name| *name == category.value);
    if found.is_none() {
        let help = did_you_mean(&category.value, carnet.categories.iter().map(String::as_str))
            .unwrap_or_else(|| {
                format!("the categories of this carnet are: {}", carnet.categories.join(", "))
            });
        diagnostics.push(
            Diagnostic::at(
                &codes::CARNET_CATEGORY,
                category.span.clone(),
                format!("the carnet has no category “{}”", category.value),
            )
            .help(help),
        );
    }
    found
}

/// Adds the other direction of everything. What is unlisted adds nothing to others.
fn reverse(base: &mut KnowledgeBase) {
    let snapshot = base.things.clone();
    for (index, thing) in (0u32..).zip(&snapshot) {
        let id = ThingId(index);
        if !base.is_listed(id) {
            continue;
        }
        match &thing.facts {
            Facts::Note(note) => {
                for related in &note.related {
                    let relation = related.relation.clone();
                    let back = Related { note: id, relation, reverse: true };
                    if let Facts::Note(other) = facts_of(base, related.note)
                        && !other
                            .related
                            .iter()
                            .any(|known| known.note == id && known.relation == back.relation)
                    {
                        other.related.push(back);
                    }
                }
                if let Some(adapted) = note.adapts
                    && let Facts::Note(other) = facts_of(base, adapted)
                {
                    other.adaptations.push(id);
                }
                for author in &note.authors {
                    let Author::Thing(author) = author else { continue };
                    match facts_of(base, *author) {
                        Facts::Person(person) => person.notes.push(id),
                        Facts::Organisation(organisation) => organisation.notes.push(id),
                        _ => {}
                    }
                }
                if let Some(community) = note.community
                    && let Facts::Community(community) = facts_of(base, community)
                {
                    community.notes.push(id);
                }
            }
            Facts::Carnet(carnet) => {
                for curator in &carnet.curators {
                    if let Facts::Person(person) = facts_of(base, *curator) {
                        person.carnets.push(id);
                    }
                }
                if let Some(community) = carnet.community
                    && let Facts::Community(community) = facts_of(base, community)
                {
                    community.carnets.push(id);
                }
            }
            Facts::Base(fact) => {
                for carnet in &fact.carnets {
                    if let Facts::Carnet(carnet) = facts_of(base, *carnet) {
                        carnet.bases.push(id);
                    }
                }
            }
            Facts::Person(person) => {
                for organisation in &person.organisations {
                    if let Facts::Organisation(organisation) = facts_of(base, *organisation) {
                        organisation.people.push(id);
                    }
                }
                for community in &person.communities {
                    if let Facts::Community(community) = facts_of(base, *community) {
                        community.people.push(id);
                    }
                }
            }
            Facts::Organisation(organisation) => {
                for community in &organisation.communities {
                    if let Facts::Community(community) = facts_of(base, *community) {
                        community.organisations.push(id);
                    }
                }
            }
            Facts::Term(term) => {
                for other in &term.related {
                    if let Facts::Term(other) = facts_of(base, *other)
                        && !other.related.contains(&id)
                    {
                        other.related.push(id);
                    }
                }
            }
            Facts::Community(_) => {}
        }
    }
}

fn facts_of(base: &mut KnowledgeBase, thing: ThingId) -> &mut Facts {
    &mut base.things[thing.0 as usize].facts
}

/// Which things name which in their texts. What a link leads to is checked where it is rendered.
fn backlinks(base: &mut KnowledgeBase, ids: &Ids) {
    let mut found: BTreeSet<(ThingId, ThingId)> = BTreeSet::new();
    let mut nowhere = Vec::new();
    for page in base.pages.iter().filter(|page| page.is_listed()) {
        let Some(from) = page.thing else { continue };
        for mention in &page.draft.mentions {
            let to = match mention {
                Mention::Wiki(target) => {
                    match ids.wiki(target, page.language(), base, &mut nowhere) {
                        Some(Named::Thing(thing)) => Some(thing),
                        _ => None,
                    }
                }
                Mention::File(target) => {
                    let path = target.value.split('#').next().unwrap_or_default();
                    match base.paths.get(path) {
                        Some(Target::Page(page)) => base.page(*page).thing,
                        _ => None,
                    }
                }
            };
            if let Some(to) = to.filter(|to| *to != from) {
                found.insert((to, from));
            }
        }
    }
    for (to, from) in found {
        base.things[to.0 as usize].backlinks.push(from);
    }
}
