//! Saved pages of the Praxis platform, as HTML or as plain text, and the things they become: a
//! note, its people, its carnets and its community.
//!
//! `page` reads the fields of one page from its lines, whatever they were saved as; `html` makes
//! such lines of HTML. Here the fields of all pages become files.

mod html;
mod lines;
mod page;

use crate::diagnostic::{Diagnostic, codes};
use crate::draft::thing::{ThingKind, is_permanent_id};
use crate::source::{SourceId, Sources, Span};

use super::front_matter::{FrontMatter, Written};
use super::{Found, Imported, Known, Shelf, bare_name, gathered, is_text, path_of, slug_of, whole};
use page::{CarnetField, CommunityField, Page, PersonField, Seen};

/// The largest page that is read, in bytes. Pages that people wrote have a hundredth of it.
const LARGEST: usize = 4 * 1024 * 1024;

/// One page, saved as HTML or as text, in a site that holds nothing yet.
#[must_use]
pub fn import_text(text: &str) -> Imported {
    let sources = Sources::from_texts([("page", text)]);
    import(&sources, &Known::nothing())
}

/// Whether an address is that of a web page.
fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// All pages among `sources`.
#[must_use]
pub fn import(sources: &Sources, known: &Known) -> Imported {
    let mut report = Vec::new();
    let mut pages = Vec::new();
    for (id, source) in sources.iter().filter(|(_, source)| is_text(&source.content)) {
        match read(sources.text(id), id) {
            Ok((page, problems)) => {
                pages.push((id, page, problems));
            }
            Err(why) => report.push(Diagnostic::about(
                &codes::IMPORT_UNREADABLE,
                source.path.clone(),
                why.to_owned(),
            )),
        }
    }
    let mut shelf = Shelf::new(known);
    let pages = placed(pages, sources, &mut shelf, &mut report);
    for placed in &pages {
        let matter = front_matter(placed, sources, &mut shelf, &mut report);
        shelf.put(ThingKind::Note, &placed.id, &matter, &placed.page.body);
    }
    Imported { files: shelf.files, report: gathered(report) }
}

fn read(text: &str, source: SourceId) -> Result<(Page, Vec<Diagnostic>), &'static str> {
    if text.len() > LARGEST {
        return Err("this is larger than any page of the platform");
    }
    let saved = if html::is_html(text) { html::read(text)? } else { lines::of_text(text) };
    let mut problems = Vec::new();
    let first_line = 0..text.find('\n').unwrap_or(text.len());
    let page = page::read(saved, &Span::new(source, first_line), &mut problems);
    page.map(|page| (page, problems)).ok_or("this has no title, so it is no page of the platform")
}

/// A page with the id that its note will have.
struct Placed {
    source: SourceId,
    page: Page,
    id: String,
}

/// Gives each page its id, so that all of them can be named before any is written.
fn placed(
    pages: Vec<(SourceId, Page, Vec<Diagnostic>)>,
    sources: &Sources,
    shelf: &mut Shelf<'_>,
    report: &mut Vec<Diagnostic>,
) -> Vec<Placed> {
    let mut placed: Vec<Placed> = Vec::new();
    for (source, page, problems) in pages {
        let title = page.title.clone();
        let at = whole(sources, source);
        let twin = placed.iter().find(|other| {
            let same_address = page.address.is_some() && page.address == other.page.address;
            same_address || (page.title == other.page.title && page.body == other.page.body)
        });
        if let Some(twin) = twin {
            let path = &sources.get(twin.source).path;
            let message = format!("this is the page of `{path}` again, and was not read");
            report.push(Diagnostic::at(&codes::IMPORT_LEFT_OUT, at, message));
            continue;
        }
        if let Some(Found::There(id)) = shelf.find(ThingKind::Note, &title) {
            report.push(kept(ThingKind::Note, &id, &title, at));
            continue;
        }
        report.extend(problems);
        if let Some(license) = &shelf.known.license {
            let message =
                format!("this page names no licence, so the note has that of the site, {license}");
            report.push(
                Diagnostic::at(&codes::IMPORT_GUESSED, at.clone(), message)
                    .help("ask its authors, and write license = \"…\" into the note"),
            );
        }
        let wanted = slug_of(&title);
        let id = shelf.free(ThingKind::Note, &wanted);
        if id != wanted {
            let message = format!("another note is called `{wanted}` already; this one is `{id}`");
            report.push(Diagnostic::at(&codes::IMPORT_RENAMED, at, message));
        }
        shelf.names.entry((ThingKind::Note, super::folded(&title))).or_insert(id.clone());
        placed.push(Placed { source, page, id });
    }
    placed
}

/// That the site has a thing already.
fn kept(kind: ThingKind, id: &str, name: &str, at: Span) -> Diagnostic {
    let message =
        format!("“{name}” is the {} `{id}` of the site, and was left as it is", kind.name());
    Diagnostic::at(&codes::IMPORT_KEPT, at, message)
        .help(format!("compare it with the page, and add what {} lacks", path_of(kind, id)))
}

/// Everything around one page that making its things needs.
struct Maker<'a, 'b> {
    placed: &'a Placed,
    sources: &'a Sources,
    shelf: &'a mut Shelf<'b>,
    report: &'a mut Vec<Diagnostic>,
}

fn front_matter(
    placed: &Placed,
    sources: &Sources,
    shelf: &mut Shelf<'_>,
    report: &mut Vec<Diagnostic>,
) -> FrontMatter {
    let mut maker = Maker { placed, sources, shelf, report };
    let page = &placed.page;
    let community = page.community.as_ref().map(|community| maker.community(community));
    let contact = page.contact.clone().or_else(|| maker.own_address("contact"));
    let contact = contact.filter(|_| page.contact_seen);
    let authors: Vec<Written> =
        page.authors.iter().filter_map(|author| maker.author(author, contact.as_deref())).collect();
    let carnets: Vec<Written> =
        page.carnets.iter().map(|carnet| maker.membership(carnet)).collect();
    let discuss = page.discuss.clone().or_else(|| maker.own_address("discuss"));
    let (related, unknown) = maker.related();

    let mut matter = FrontMatter::default();
    matter.set("title", page.title.as_str());
    matter.set_some("summary", page.summary.clone());
    matter.set_some("notice", page.notice.clone());
    matter.set_some("date", page.published.as_ref());
    matter.set_some("updated", page.modified.as_ref());
    matter.set_all("authors", authors);
    matter.set_some("community", community);
    matter.set_all("carnets", carnets);
    matter.set_all("related", related);
    matter.set_some("visibility", page.visibility);
    matter.set_some("discuss", discuss.filter(|_| page.discuss_seen));
    matter.set_some("permanent_id", page.address.as_deref().and_then(permanent_id));
    if let Some(address) = &page.address {
        matter.extra("source", address.as_str());
    }
    if let Some(citation) = &page.citation {
        matter.extra("source_citation", citation.as_str());
    }
    if let Some(history) = &page.history {
        matter.extra("source_history", history.as_str());
    }
    if !unknown.is_empty() {
        matter.extra("source_related", Written::List(unknown));
    }
    matter
}

impl Maker<'_, '_> {
    /// The address of the page itself, where a text names no other.
    fn own_address(&mut self, field: &str) -> Option<String> {
        let page = &self.placed.page;
        let is_seen = if field == "contact" { page.contact_seen } else { page.discuss_seen };
        let address = page.address.clone().filter(|_| is_seen)?;
        let message = format!(
            "this page names no address for `{field}`; its own stands in, where readers find the way"
        );
        let at = whole(self.sources, self.placed.source);
        self.report.push(Diagnostic::at(&codes::IMPORT_GUESSED, at, message));
        Some(address)
    }

    /// The id of a community, made where it is new.
    fn community(&mut self, community: &CommunityField) -> String {
        let found = self.shelf.ensure(ThingKind::Community, &community.name.text, || {
            let mut matter = FrontMatter::default();
            matter.set("name", community.name.text.as_str());
            matter.set_some("url", community.url.clone());
            let link = |(text, url): &(String, String)| {
                Written::Table(vec![
                    ("text".to_owned(), text.as_str().into()),
                    ("url".to_owned(), url.as_str().into()),
                ])
            };
            matter.set_all("links", community.links.iter().map(link).collect());
            if !community.without_address.is_empty() {
                let texts = community.without_address.iter().map(|text| text.as_str().into());
                matter.extra("source_links", Written::List(texts.collect()));
            }
            matter
        });
        self.told(ThingKind::Community, &found, &community.name);
        found.id().to_owned()
    }

    /// An author: the id of a person, or the bare name of somebody with one word for a name.
    fn author(&mut self, person: &PersonField, contact: Option<&str>) -> Option<Written> {
        if let Some(id) = self.person(person, contact) {
            return Some(id.into());
        }
        let name = bare_name(&person.name.text);
        if name.is_none() {
            let message = format!("this is no name: “{}”", person.name.text);
            let at = person.name.span.clone();
            self.report.push(Diagnostic::at(&codes::IMPORT_NOT_UNDERSTOOD, at, message));
        }
        name.map(Written::from)
    }

    /// The id of a person, made where it is new; none where the name has but one word.
    fn person(&mut self, person: &PersonField, contact: Option<&str>) -> Option<String> {
        let name = &person.name.text;
        let found = self.shelf.find(ThingKind::Person, name);
        let (given, family) = match (&found, split_name(name)) {
            (Some(_), None) => (String::new(), String::new()),
            (_, Some(parts)) => parts,
            (None, None) => {
                let message = format!(
                    "“{name}” is one word, so it is a bare name and has no page of its own"
                );
                self.report.push(
                    Diagnostic::at(&codes::IMPORT_GUESSED, person.name.span.clone(), message)
                        .help("for a group, make content/organisations/<id>.md and name its id"),
                );
                return None;
            }
        };
        if found.is_none() && name.split_whitespace().count() > 2 {
            let message = format!(
                "“{name}” is taken for the given name “{given}” and the family name “{family}”"
            );
            self.report.push(Diagnostic::at(
                &codes::IMPORT_GUESSED,
                person.name.span.clone(),
                message,
            ));
        }
        let found = self.shelf.ensure(ThingKind::Person, name, || {
            let mut matter = FrontMatter::default();
            matter.set("given", given);
            matter.set("family", family);
            matter.set_some("contact", contact);
            if let Some(url) = &person.url {
                let profile = vec![
                    ("text".to_owned(), "Profil En commun".into()),
                    ("url".to_owned(), url.as_str().into()),
                ];
                matter.set("links", Written::List(vec![Written::Table(profile)]));
            }
            matter
        });
        self.told(ThingKind::Person, &found, &person.name);
        Some(found.id().to_owned())
    }

    /// That the note is in a carnet, which is made where it is new.
    fn membership(&mut self, carnet: &CarnetField) -> Written {
        let community = carnet.community.as_ref().map(|name| {
            let community = CommunityField::called(name.clone());
            self.community(&community)
        });
        let found = self.shelf.ensure(ThingKind::Carnet, &carnet.title.text, || {
            let mut matter = FrontMatter::default();
            matter.set("title", carnet.title.text.as_str());
            matter.set_some("community", community);
            if let Some(count) = carnet.count {
                matter.extra("source_notes", Written::Bare(count.to_string()));
            }
            if let Some(url) = &carnet.url {
                matter.extra("source", url.as_str());
            }
            matter
        });
        self.told(ThingKind::Carnet, &found, &carnet.title);
        let mut entries = vec![("id".to_owned(), Written::from(found.id()))];
        if let Some(person) = &carnet.by {
            match self.person(person, None) {
                Some(id) => entries.push(("by".to_owned(), id.into())),
                None => self.report.push(Diagnostic::at(
                    &codes::IMPORT_NOT_UNDERSTOOD,
                    person.name.span.clone(),
                    format!("who put the note in the carnet: “{}”", person.name.text),
                )),
            }
        }
        if let Some(on) = &carnet.on {
            entries.push(("on".to_owned(), on.into()));
        }
        Written::Table(entries)
    }

    /// The notes that this one is related to, and the titles of those that nobody has.
    fn related(&mut self) -> (Vec<Written>, Vec<Written>) {
        let (mut related, mut unknown) = (Vec::new(), Vec::new());
        for (title, url) in &self.placed.page.related {
            match self.shelf.find(ThingKind::Note, &title.text) {
                Some(found) if found.id() == self.placed.id => {}
                Some(found) => related.push(found.id().into()),
                None => {
                    let message = format!(
                        "the related note “{}” is not in the site yet; its title is kept in `extra`",
                        title.text
                    );
                    self.report.push(
                        Diagnostic::at(&codes::IMPORT_CHANGED, title.span.clone(), message)
                            .help("import both pages at once, in one folder, and they are related"),
                    );
                    let text = url.as_ref().map_or_else(
                        || title.text.clone(),
                        |url| format!("{} <{url}>", title.text),
                    );
                    unknown.push(text.into());
                }
            }
        }
        (related, unknown)
    }

    /// Reports what the site had already.
    fn told(&mut self, kind: ThingKind, found: &Found, name: &Seen) {
        if let Found::There(id) = found {
            let problem = kept(kind, id, &name.text, name.span.clone());
            if !self.report.contains(&problem) {
                self.report.push(problem);
            }
        }
    }
}

/// Given and family name: the family name is the last word, with the small words before it.
fn split_name(name: &str) -> Option<(String, String)> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let last = words.len().checked_sub(1).filter(|last| *last > 0)?;
    let is_small = |word: &&&str| word.chars().next().is_some_and(char::is_lowercase);
    let small = words[1..last].iter().rev().take_while(is_small).count();
    let (given, family) = words.split_at(last - small);
    Some((given.join(" "), family.join(" ")))
}

/// The id in a short address of the platform, `…/n/ID/`: it stays the note's own, so that a site
/// that takes the platform's place answers at the same address.
fn permanent_id(address: &str) -> Option<String> {
    let (_, path) = address.split_once("://")?;
    let (_, id) = path.split_once("/n/")?;
    let id = id.trim_end_matches('/');
    is_permanent_id(id).then(|| id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::split_name;

    #[test]
    fn names_have_two_parts() {
        for (name, given, family) in [
            ("Odile Marsan", "Odile", "Marsan"),
            ("Anne Lise Roy", "Anne Lise", "Roy"),
            ("Jeanne de la Tour", "Jeanne", "de la Tour"),
            ("de la Tour", "de", "la Tour"),
        ] {
            assert_eq!(split_name(name), Some((given.to_owned(), family.to_owned())), "{name}");
        }
        assert_eq!(split_name("Odile"), None);
    }
}
