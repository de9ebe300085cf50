//! What is known of each kind of thing.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::draft::ThingKind;
use crate::draft::thing::OrganisationKind;
use crate::knowledge::{PageId, ThingId};
use crate::moment::Moment;

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
    pub backlinks: Vec<Backlink>,
}

/// That the texts of a thing name another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backlink {
    /// The thing whose texts those are.
    pub from: ThingId,
    /// Where: which page, and which of its mentions.
    pub places: Vec<(PageId, usize)>,
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
    /// The carnets it is in, each with its place among the carnet's entries.
    pub carnets: Vec<(ThingId, usize)>,
    /// Related notes; the flag says that the other note declared the relation.
    pub related: Vec<Related>,
    /// The note it adapts.
    pub adapts: Option<ThingId>,
    /// Notes that adapt it.
    pub adaptations: Vec<ThingId>,
    /// Who takes each of its first steps, by language version: each has steps of its own.
    pub steps: BTreeMap<PageId, Vec<Option<ThingId>>>,
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
    /// What they put into carnets: which carnet, and which of its entries.
    pub integrated: Vec<(ThingId, usize)>,
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
    /// Carnets it looks after.
    pub carnets: Vec<ThingId>,
    /// What they put into carnets: which carnet, and which of its entries.
    pub integrated: Vec<(ThingId, usize)>,
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
