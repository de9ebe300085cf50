//! The *things* of the carnet model and the front matter that each kind may hold.
//!
//! Ids are kept as they were written, with their place: whether they exist is known only once all
//! files are read ([`crate::knowledge`]).

use super::front_matter::{Page, moment};
use crate::document::Table;
use crate::fields::{FRONT_MATTER, Fields, IdOrTable};
use crate::moment::Moment;
use crate::source::{Span, Spanned};

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

/// One thing, as its file declares it.
#[derive(Clone, Debug)]
pub enum Thing {
    /// A note.
    Note(Note),
    /// A carnet.
    Carnet(Carnet),
    /// A base.
    Base(Base),
    /// A person.
    Person(Person),
    /// An organisation.
    Organisation(Organisation),
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
    pub on: Option<Moment>,
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
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: String,
    /// Pronouns.
    pub pronouns: Option<String>,
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

/// Reads the front matter of a thing of `kind`; what all pages share is in `page` already, and
/// its title and description are set here for things that call them otherwise.
pub fn read(kind: ThingKind, fields: &mut Fields<'_>, page: &mut Page) -> Thing {
    let summary = fields.text("summary");
    if let Some(summary) = &summary {
        page.description = Some(summary.value.clone());
    }
    match kind {
        ThingKind::Note => {
            require_title(fields, page);
            Thing::Note(note(fields))
        }
        ThingKind::Carnet => {
            require_title(fields, page);
            Thing::Carnet(carnet(fields))
        }
        ThingKind::Base => {
            require_title(fields, page);
            Thing::Base(Base { carnets: fields.texts("carnets") })
        }
        ThingKind::Term => {
            require_title(fields, page);
            if summary.is_none() {
                fields.required_text("summary", "the definition, in one sentence");
            }
            Thing::Term(Term {
                synonyms: fields.texts("synonyms").into_iter().map(|text| text.value).collect(),
                related: fields.texts("related"),
            })
        }
        ThingKind::Person => {
            let given = fields.required_text("given", "the given name, such as given = \"Ariane\"");
            let family =
                fields.required_text("family", "the family name, such as family = \"Lévesque\"");
            page.title = Some(Spanned {
                value: format!("{} {}", given.value, family.value).trim().to_owned(),
                span: given.span.clone(),
            });
            Thing::Person(person(fields, given.value, family.value))
        }
        ThingKind::Organisation => {
            page.title = Some(fields.required_text("name", "the name it goes by"));
            Thing::Organisation(organisation(fields))
        }
        ThingKind::Community => {
            page.title = Some(fields.required_text("name", "the name it goes by"));
            Thing::Community(Community {
                url: url(fields, "url"),
                links: links(fields),
                contact: url(fields, "contact"),
            })
        }
    }
}

fn require_title(fields: &mut Fields<'_>, page: &mut Page) {
    let help = "write title = \"…\"";
    match &page.title {
        None => page.title = Some(fields.required_text("title", help)),
        Some(title) if title.value.trim().is_empty() => {
            fields.invalid(title.span.clone(), "`title` is empty", Some(help.to_owned()));
        }
        Some(_) => {}
    }
}

fn note(fields: &mut Fields<'_>) -> Note {
    let kind = fields.text("kind");
    let memberships = fields.ids_or_tables("carnets");
    let relations = fields.ids_or_tables("related");
    Note {
        kind: kind
            .unwrap_or_else(|| Spanned { value: "note".to_owned(), span: fields.whole().clone() }),
        notice: fields.text("notice").map(|text| text.value),
        community: fields.text("community"),
        carnets: memberships.into_iter().map(|item| membership(fields, item)).collect(),
        related: relations.into_iter().map(|item| relation(fields, item)).collect(),
        adapts: fields.text("adapts"),
        license: fields.text("license").map(|text| text.value),
        discuss: url(fields, "discuss"),
        steps: steps(fields),
        milieus: fields.texts("milieus"),
        challenges: fields.texts("challenges"),
    }
}

fn membership(fields: &mut Fields<'_>, item: IdOrTable) -> Membership {
    match item {
        IdOrTable::Id(id) => Membership { id, by: None, on: None, category: None },
        IdOrTable::Table(table, span) => {
            let mut inner = Fields::new(table, span, &FRONT_MATTER, fields.diagnostics());
            let membership = Membership {
                id: inner.required_text("id", "write { id = \"…\" }"),
                by: inner.text("by"),
                on: moment(&mut inner, "on"),
                category: inner.text("category"),
            };
            inner.finish();
            membership
        }
    }
}

fn relation(fields: &mut Fields<'_>, item: IdOrTable) -> Relation {
    match item {
        IdOrTable::Id(id) => Relation {
            relation: Spanned { value: "related".to_owned(), span: id.span.clone() },
            id,
        },
        IdOrTable::Table(table, span) => {
            let mut inner = Fields::new(table, span.clone(), &FRONT_MATTER, fields.diagnostics());
            let relation = Relation {
                id: inner.required_text("id", "write { id = \"…\", as = \"extends\" }"),
                relation: inner
                    .text("as")
                    .unwrap_or_else(|| Spanned { value: "related".to_owned(), span }),
            };
            inner.finish();
            relation
        }
    }
}

fn steps(fields: &mut Fields<'_>) -> Vec<Step> {
    let mut steps = Vec::new();
    for (table, span) in fields.tables("steps") {
        let mut inner = Fields::new(table, span, &FRONT_MATTER, fields.diagnostics());
        steps.push(Step {
            text: inner.required_text("text", "what is to be done").value,
            who: inner.text("who"),
            by: moment(&mut inner, "by"),
            done: inner.boolean("done").unwrap_or(false),
        });
        inner.finish();
    }
    steps
}

fn carnet(fields: &mut Fields<'_>) -> Carnet {
    let notes = fields.ids_or_tables("notes");
    Carnet {
        community: fields.text("community"),
        curators: fields.texts("curators"),
        categories: fields.texts("categories"),
        notes: notes.into_iter().map(|item| membership(fields, item)).collect(),
        license: fields.text("license").map(|text| text.value),
    }
}

fn person(fields: &mut Fields<'_>, given: String, family: String) -> Person {
    Person {
        given,
        family,
        pronouns: fields.text("pronouns").map(|text| text.value),
        organisations: fields.texts("organisations"),
        communities: fields.texts("communities"),
        contact: url(fields, "contact"),
        links: links(fields),
        ally: ally(fields),
    }
}

fn organisation(fields: &mut Fields<'_>) -> Organisation {
    let kinds = [
        ("organisation", OrganisationKind::Organisation),
        ("collective", OrganisationKind::Collective),
        ("institution", OrganisationKind::Institution),
    ];
    Organisation {
        kind: fields.choice("kind", &kinds).unwrap_or(OrganisationKind::Organisation),
        url: url(fields, "url"),
        communities: fields.texts("communities"),
        contact: url(fields, "contact"),
        links: links(fields),
        ally: ally(fields),
    }
}

fn links(fields: &mut Fields<'_>) -> Vec<OutsideLink> {
    let mut links = Vec::new();
    for (table, span) in fields.tables("links") {
        let mut inner = Fields::new(table, span, &FRONT_MATTER, fields.diagnostics());
        let text = inner.required_text("text", "what readers see").value;
        let url = url(&mut inner, "url");
        inner.finish();
        links.extend(url.map(|url| OutsideLink { text, url }));
    }
    links
}

/// Takes the address of a page elsewhere. Only `https` and `http`: an e-mail address would be
/// harvested, any other scheme could run code.
fn url(fields: &mut Fields<'_>, key: &'static str) -> Option<String> {
    let text = fields.text(key)?;
    if text.value.starts_with("https://") || text.value.starts_with("http://") {
        return Some(text.value);
    }
    let help = if text.value.contains('@') {
        "an e-mail address would be harvested; link to a form or a forum instead"
    } else {
        "begin it with https://"
    };
    fields.invalid(
        text.span,
        format!("`{key}` must be the address of a web page, not {:?}", text.value),
        Some(help.to_owned()),
    );
    None
}

fn ally(fields: &mut Fields<'_>) -> Option<Ally> {
    let (table, span) = fields.table("ally")?;
    Some(read_ally(table, span, fields))
}

fn read_ally(table: Table, span: Span, outer: &mut Fields<'_>) -> Ally {
    let mut fields = Fields::new(table, span.clone(), &FRONT_MATTER, outer.diagnostics());
    let ally = Ally {
        span,
        challenges: fields.texts("challenges"),
        barriers: fields.texts("barriers"),
        strengths: fields.texts("strengths"),
        offers: fields.texts("offers"),
        roles: fields.texts("roles"),
        milieus: fields.texts("milieus"),
        territory: fields.text("territory"),
        position: fields.texts("position"),
        ties: ties(&mut fields),
    };
    fields.finish();
    ally
}

fn ties(fields: &mut Fields<'_>) -> Vec<Tie> {
    let mut ties = Vec::new();
    for (table, span) in fields.tables("ties") {
        let mut inner = Fields::new(table, span, &FRONT_MATTER, fields.diagnostics());
        ties.push(Tie {
            to: inner.required_text("to", "the id of a person or organisation"),
            kind: inner.required_text("kind", "a kind of tie from the site's vocabulary"),
            since: inner.integer("since"),
            text: inner.text("text").map(|text| text.value),
        });
        inner.finish();
    }
    ties
}

/// The names of `kinds` as a message says them: “person or organisation”.
#[must_use]
pub fn names(kinds: &[ThingKind]) -> String {
    let names: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
    names.join(" or ")
}
