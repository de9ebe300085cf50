//! The *things* of the carnet model and what the front matter of each kind may say.
//!
//! Ids are kept as they were written, with their place: whether they exist is known only once all
//! files are read ([`crate::knowledge`]).

mod read;

use carnet_csl::Name;

use crate::moment::Moment;
use crate::source::{Span, Spanned};
pub use read::{is_permanent_id, read};

/// The kinds of things, each with a folder of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ThingKind {
    /// One text.
    Note,
    /// An ordered collection of notes.
    Carnet,
    /// A set of carnets.
    Base,
    /// Who writes, who allies.
    Person,
    /// A group, collective or institution.
    Organisation,
    /// A named group of people with a home elsewhere.
    Community,
    /// A word of the lexicon.
    Term,
}

/// Every kind, in the order in which an id without a folder is looked up.
pub const KINDS: &[ThingKind] = &[
    ThingKind::Note,
    ThingKind::Term,
    ThingKind::Carnet,
    ThingKind::Base,
    ThingKind::Person,
    ThingKind::Organisation,
    ThingKind::Community,
];

impl ThingKind {
    /// The folder below `content/`.
    #[must_use]
    pub fn folder(self) -> &'static str {
        match self {
            Self::Note => "notes",
            Self::Carnet => "carnets",
            Self::Base => "bases",
            Self::Person => "people",
            Self::Organisation => "organisations",
            Self::Community => "communities",
            Self::Term => "terms",
        }
    }

    /// The kind of a folder.
    #[must_use]
    pub fn of_folder(folder: &str) -> Option<Self> {
        KINDS.iter().copied().find(|kind| kind.folder() == folder)
    }

    /// What templates and messages call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Carnet => "carnet",
            Self::Base => "base",
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Community => "community",
            Self::Term => "term",
        }
    }

    /// The template of its pages.
    #[must_use]
    pub fn template(self) -> &'static str {
        match self {
            Self::Note => "note.html",
            Self::Carnet => "carnet.html",
            // `base.html` is, by habit, the layout that all templates extend.
            Self::Base => "knowledge-base.html",
            Self::Person => "person.html",
            Self::Organisation => "organisation.html",
            Self::Community => "community.html",
            Self::Term => "term.html",
        }
    }
}

/// One thing, as its file declares it. What says much is boxed: in a plain site no page is a thing,
/// and each has room for one.
#[derive(Clone, Debug)]
pub enum Thing {
    /// A note.
    Note(Box<Note>),
    /// A carnet.
    Carnet(Box<Carnet>),
    /// A base.
    Base(Base),
    /// A person.
    Person(Box<Person>),
    /// An organisation.
    Organisation(Box<Organisation>),
    /// A community.
    Community(Community),
    /// A term.
    Term(Term),
}

/// A link to somewhere else, with its text.
#[derive(Clone, Debug)]
pub struct OutsideLink {
    /// What readers see.
    pub text: String,
    /// Where it leads.
    pub url: String,
}

/// A note.
#[derive(Clone, Debug)]
pub struct Note {
    /// Its kind, a word of the site.
    pub kind: Spanned<String>,
    /// What its permanent address is made of; the same wherever the note moves.
    pub permanent_id: Option<Spanned<String>>,
    /// A sentence on where the note comes from.
    pub notice: Option<String>,
    /// The community it belongs to.
    pub community: Option<Spanned<String>>,
    /// The carnets it is in.
    pub carnets: Vec<Membership>,
    /// Its relations to other notes.
    pub related: Vec<Relation>,
    /// The note it adapts.
    pub adapts: Option<Spanned<String>>,
    /// SPDX id of its licence.
    pub license: Option<String>,
    /// Whether it is described to Google Scholar too; the site says so where it does not.
    pub scholar: Option<bool>,
    /// Where it is discussed.
    pub discuss: Option<String>,
    /// First steps.
    pub steps: Vec<Step>,
    /// Milieus it speaks to.
    pub milieus: Vec<Spanned<String>>,
    /// Challenges it speaks of.
    pub challenges: Vec<Spanned<String>>,
}

/// That a note is in a carnet.
#[derive(Clone, Debug)]
pub struct Membership {
    /// The carnet, or the note when the carnet declares it.
    pub id: Spanned<String>,
    /// Who put it there.
    pub by: Option<Spanned<String>>,
    /// When.
    pub on: Option<Spanned<Moment>>,
    /// Under which of the carnet's categories.
    pub category: Option<Spanned<String>>,
}

/// That a note has to do with another.
#[derive(Clone, Debug)]
pub struct Relation {
    /// The other note.
    pub id: Spanned<String>,
    /// How; `related` when nothing is said.
    pub relation: Spanned<String>,
}

/// A first step that follows from a note.
#[derive(Clone, Debug)]
pub struct Step {
    /// What is to be done.
    pub text: String,
    /// Who does it.
    pub who: Option<Spanned<String>>,
    /// By when.
    pub by: Option<Moment>,
    /// Whether it is done.
    pub done: bool,
}

/// A carnet.
#[derive(Clone, Debug)]
pub struct Carnet {
    /// The community it belongs to.
    pub community: Option<Spanned<String>>,
    /// Who looks after it.
    pub curators: Vec<Spanned<String>>,
    /// Its categories, in order.
    pub categories: Vec<Spanned<String>>,
    /// Notes it lists itself, in its own order.
    pub notes: Vec<Membership>,
    /// SPDX id of its licence.
    pub license: Option<String>,
}

/// A base.
#[derive(Clone, Debug)]
pub struct Base {
    /// Its carnets, in order.
    pub carnets: Vec<Spanned<String>>,
}

/// A person.
#[derive(Clone, Debug)]
pub struct Person {
    /// Their name.
    pub name: Name,
    /// Pronouns.
    pub pronouns: Option<String>,
    /// Names and e-mail addresses by which git knows them. They are never shown.
    pub git: Vec<String>,
    /// Where they work or act.
    pub organisations: Vec<Spanned<String>>,
    /// Communities they belong to.
    pub communities: Vec<Spanned<String>>,
    /// A form or forum where they can be reached.
    pub contact: Option<String>,
    /// Their places elsewhere.
    pub links: Vec<OutsideLink>,
    /// What they say of themselves as an ally.
    pub ally: Option<Ally>,
}

impl Person {
    /// What git may call a person whose page has this title.
    #[must_use]
    pub fn names_in_git(&self, title: &str) -> Vec<String> {
        let short = format!("{} {}", self.name.given, self.name.family);
        self.git.iter().cloned().chain([title.to_owned(), short]).collect()
    }
}

/// An organisation.
#[derive(Clone, Debug)]
pub struct Organisation {
    /// What sort of organisation.
    pub kind: OrganisationKind,
    /// Its site.
    pub url: Option<String>,
    /// Communities it belongs to.
    pub communities: Vec<Spanned<String>>,
    /// A form or forum where it can be reached.
    pub contact: Option<String>,
    /// Its places elsewhere.
    pub links: Vec<OutsideLink>,
    /// What it says of itself as an ally.
    pub ally: Option<Ally>,
}

/// Sorts of organisations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OrganisationKind {
    /// A group with statutes.
    Organisation,
    /// A group without.
    Collective,
    /// A public body, a school, a hospital.
    Institution,
}

/// A community.
#[derive(Clone, Debug)]
pub struct Community {
    /// Its home.
    pub url: Option<String>,
    /// Its other places.
    pub links: Vec<OutsideLink>,
    /// A form or forum where it can be reached.
    pub contact: Option<String>,
}

/// A term.
#[derive(Clone, Debug)]
pub struct Term {
    /// Other words for the same.
    pub synonyms: Vec<String>,
    /// Terms near to it.
    pub related: Vec<Spanned<String>>,
}

/// What the ally map knows of somebody. All are ids of the site's vocabularies but `ties`.
#[derive(Clone, Debug)]
pub struct Ally {
    /// Where the table stands.
    pub span: Span,
    /// What they live.
    pub challenges: Vec<Spanned<String>>,
    /// What holds them back.
    pub barriers: Vec<Spanned<String>>,
    /// What they bring.
    pub strengths: Vec<Spanned<String>>,
    /// Challenges they can help with.
    pub offers: Vec<Spanned<String>>,
    /// Parts they play.
    pub roles: Vec<Spanned<String>>,
    /// Worlds they come from.
    pub milieus: Vec<Spanned<String>>,
    /// Where they are.
    pub territory: Option<Spanned<String>>,
    /// How free they are.
    pub position: Vec<Spanned<String>>,
    /// Their ties to other allies.
    pub ties: Vec<Tie>,
}

/// A tie from one ally to another.
#[derive(Clone, Debug)]
pub struct Tie {
    /// The other ally.
    pub to: Spanned<String>,
    /// Its kind, a word of the site.
    pub kind: Spanned<String>,
    /// Since which year.
    pub since: Option<i64>,
    /// A sentence about it.
    pub text: Option<String>,
}

/// The names of `kinds` as a message says them: “person or organisation”.
#[must_use]
pub fn names(kinds: &[ThingKind]) -> String {
    let names: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
    names.join(" or ")
}
