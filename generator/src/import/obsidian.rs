//! A vault of Obsidian, and the notes and attachments it becomes.
//!
//! First every file gets its name in the site (`vault`), then every text is written anew (`text`),
//! since a link can only be written once the names of all notes are known. Folders are not kept as
//! folders: ids are one row of names, and `[extra]` remembers where a note lay.

mod attachments;
mod properties;
mod text;
mod vault;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, codes};
use crate::draft::thing::ThingKind;
use crate::source::{SourceId, Sources};

use super::front_matter::{FrontMatter, Written};
use super::{Imported, Known, Shelf, bare_name, folded, gathered, whole};
use properties::Properties;
use vault::{Index, Note};

/// Where attachments are put, below the folder of the site.
pub const ATTACHMENTS: &str = "static/attachments";

/// A vault, as it was read.
#[derive(Debug)]
pub struct Vault<'a> {
    /// Its files, by their paths below the vault.
    pub sources: &'a Sources,
    /// What tells the files that are no notes apart.
    pub hashes: Vec<(SourceId, blake3::Hash)>,
    /// Attachments that the site has, by their names below [`ATTACHMENTS`].
    pub there: Vec<(String, blake3::Hash)>,
}

/// One note, in a site that holds nothing yet.
#[must_use]
pub fn import_text(text: &str) -> Imported {
    let sources = Sources::from_texts([("note.md", text)]);
    import(&Vault { sources: &sources, hashes: Vec::new(), there: Vec::new() }, &Known::nothing())
}

/// The notes and attachments of a vault.
#[must_use]
pub fn import(vault: &Vault<'_>, known: &Known) -> Imported {
    let sources = vault.sources;
    let mut report = Vec::new();
    let mut shelf = Shelf::new(known);
    let attachments = attachments::placed(vault, &mut report);
    let notes = vault::notes(sources, known, &mut report);
    let index = Index::new(notes, attachments, known);

    let mut uses = text::Uses::default();
    let mut written: Vec<Option<text::Written>> = Vec::new();
    for (number, note) in index.notes.iter().enumerate() {
        written.push((!note.is_there).then(|| text::write(&index, number, &mut uses, &mut report)));
    }
    let tags = Tags::new(&index, &written);
    let mut lost_tags = Vec::new();
    for (number, (note, written)) in index.notes.iter().zip(&written).enumerate() {
        let Some(written) = written else { continue };
        let mut matter = front_matter(note, &shelf);
        report.extend(note.properties.problems.iter().cloned());
        let all: Vec<Written> = tags.of(note, written);
        if all.is_empty() {
        } else if known.taxonomies.contains("tags") {
            let all = vec![("tags".to_owned(), Written::List(all))];
            matter.set("taxonomies", Written::Table(all));
        } else {
            lost_tags.push(note.source);
            matter.extra("tags", Written::List(all));
        }
        matter.extra("source", sources.get(note.source).path.as_str());
        let body = text::with_headings(&index, number, &written.markdown, &uses);
        shelf.put(ThingKind::Note, &note.id, &matter, &body);
    }
    if let Some(first) = lost_tags.first() {
        let message = "the site has no taxonomy `tags`, so the tags of notes stand in `extra`";
        report
            .push(Diagnostic::at(&codes::IMPORT_CHANGED, whole(sources, *first), message).help(
                "write taxonomies = [{ name = \"tags\" }] into config.toml and import again",
            ));
    }
    let mut files = shelf.files;
    attachments::copied(&index, &uses, &mut files, &mut report);
    Imported { files, report: gathered(report) }
}

fn front_matter(note: &Note, shelf: &Shelf<'_>) -> FrontMatter {
    let Properties { summary, date, updated, authors, visibility, draft, aliases, extra, .. } =
        &note.properties;
    let mut matter = FrontMatter::default();
    matter.set("title", note.title.as_str());
    matter.set_some("summary", summary.clone());
    matter.set_some("date", date.as_ref());
    matter.set_some("updated", updated.as_ref());
    let author = |name: &String| match shelf.find(ThingKind::Person, name) {
        Some(found) => Some(Written::from(found.id())),
        None => bare_name(name).map(Written::from),
    };
    matter.set_all("authors", authors.iter().filter_map(author).collect());
    let nobody: Vec<Written> = authors
        .iter()
        .filter(|name| author(name).is_none())
        .map(|name| name.as_str().into())
        .collect();
    if !nobody.is_empty() {
        matter.extra("authors", Written::List(nobody));
    }
    matter.set_some("visibility", *visibility);
    if *draft {
        matter.set("draft", Written::Bare("true".to_owned()));
    }
    if !aliases.is_empty() {
        // Other names of the note; no addresses that were ever published.
        let aliases = aliases.iter().map(|alias| alias.as_str().into());
        matter.extra("aliases", Written::List(aliases.collect()));
    }
    for (key, value) in extra {
        matter.extra(key.clone(), value.clone());
    }
    matter
}

/// The tags of all notes: two that differ by capitals or accents are one, as the first wrote it.
struct Tags {
    spelled: BTreeMap<String, String>,
}

impl Tags {
    fn new(index: &Index, written: &[Option<text::Written>]) -> Self {
        let mut spelled = BTreeMap::new();
        for (note, written) in index.notes.iter().zip(written) {
            let inline = written.iter().flat_map(|written| &written.tags);
            for tag in note.properties.tags.iter().chain(inline) {
                spelled.entry(folded(tag)).or_insert_with(|| tag.clone());
            }
        }
        Self { spelled }
    }

    fn of(&self, note: &Note, written: &text::Written) -> Vec<Written> {
        let mut seen = BTreeSet::new();
        let all = note.properties.tags.iter().chain(&written.tags);
        all.map(|tag| folded(tag))
            .filter(|tag| !tag.is_empty() && seen.insert(tag.clone()))
            .filter_map(|tag| self.spelled.get(&tag))
            .map(|tag| tag.as_str().into())
            .collect()
    }
}
