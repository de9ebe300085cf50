//! From the front matter of a file to the thing that it declares.
//!
//! What is wrong is reported where it stands, and reading goes on with what is there.

use carnet_csl::Name;

use super::{
    Ally, Base, Carnet, Community, Membership, Note, Organisation, OrganisationKind, OutsideLink,
    Person, Relation, Step, Term, Thing, ThingKind, Tie,
};
use crate::citation::names;
use crate::document::Table;
use crate::draft::front_matter::{Page, moment, placed_moment};
use crate::fields::{FRONT_MATTER, Fields, IdOrTable};
use crate::license;
use crate::source::{Span, Spanned};

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
            Thing::Note(Box::new(note(fields)))
        }
        ThingKind::Carnet => {
            require_title(fields, page);
            Thing::Carnet(Box::new(carnet(fields)))
        }
        ThingKind::Base => {
            require_title(fields, page);
            Thing::Base(Base { carnets: fields.texts("carnets") })
        }
        ThingKind::Term => {
            require_title(fields, page);
            let help = "the definition, in one sentence";
            match summary {
                None => {
                    fields.required_text("summary", help);
                }
                Some(summary) if summary.value.trim().is_empty() => {
                    fields.invalid(summary.span, "`summary` is empty", Some(help.to_owned()));
                }
                Some(_) => {}
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
            let mut part = |key| fields.text(key).map(|text| text.value).unwrap_or_default();
            let name = Name {
                dropping_particle: part("dropping_particle"),
                non_dropping_particle: part("non_dropping_particle"),
                suffix: part("suffix"),
                ..Name::person(given.value, family.value)
            };
            page.title = Some(Spanned { value: names::spoken(&name), span: given.span });
            Thing::Person(Box::new(person(fields, name)))
        }
        ThingKind::Organisation => {
            page.title = Some(fields.required_text("name", "the name it goes by"));
            Thing::Organisation(Box::new(organisation(fields)))
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
        permanent_id: permanent_id(fields),
        notice: fields.text("notice").map(|text| text.value),
        community: fields.text("community"),
        carnets: memberships.into_iter().map(|item| membership(fields, item)).collect(),
        related: relations.into_iter().map(|item| relation(fields, item)).collect(),
        adapts: fields.text("adapts"),
        license: license::read(fields),
        scholar: fields.boolean("scholar"),
        discuss: url(fields, "discuss"),
        steps: steps(fields),
        milieus: fields.texts("milieus"),
        challenges: fields.texts("challenges"),
    }
}

/// Whether an id is made of signs that are the same in an address and on every disk. Capitals are
/// among them, for other platforms give such ids and their addresses are to live on.
#[must_use]
pub fn is_permanent_id(id: &str) -> bool {
    let is_sign = |sign: u8| sign.is_ascii_alphanumeric() || matches!(sign, b'-' | b'_');
    (1..=40).contains(&id.len()) && id.bytes().all(is_sign)
}

fn permanent_id(fields: &mut Fields<'_>) -> Option<Spanned<String>> {
    let id = fields.text("permanent_id")?;
    if is_permanent_id(&id.value) {
        return Some(id);
    }
    let message = format!("{:?} cannot be a permanent id", id.value);
    let help = "write 1 to 40 letters from a to z, digits and hyphens, \
                such as permanent_id = \"k3f9\"";
    fields.invalid(id.span, message, Some(help.to_owned()));
    None
}

fn membership(fields: &mut Fields<'_>, item: IdOrTable) -> Membership {
    match item {
        IdOrTable::Id(id) => Membership { id, by: None, on: None, category: None },
        IdOrTable::Table(table, span) => {
            let mut inner = Fields::new(table, span, &FRONT_MATTER, fields.diagnostics());
            let membership = Membership {
                id: inner.required_text("id", "write { id = \"…\" }"),
                by: inner.text("by"),
                on: placed_moment(&mut inner, "on"),
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
    for (table, span) in fields.tables("steps", "text") {
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
        license: license::read(fields),
    }
}

fn person(fields: &mut Fields<'_>, name: Name) -> Person {
    Person {
        name,
        pronouns: fields.text("pronouns").map(|text| text.value),
        git: fields.texts("git").into_iter().map(|text| text.value).collect(),
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
    for (table, span) in fields.tables("links", "url") {
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
    for (table, span) in fields.tables("ties", "to") {
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
