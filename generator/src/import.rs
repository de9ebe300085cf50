//! From what people wrote elsewhere to the files of a carnet: one module for each origin.
//!
//! An import is a pure function from texts to new files and a report, like a build. Reading what is
//! imported and writing what came of it happen in `command/import.rs`. What is already in the site
//! ([`Known`]) is never written over: it is named, and reported.

mod escape;
pub mod front_matter;
mod names;
pub mod obsidian;
mod outline;
pub mod praxis;

use std::collections::{BTreeMap, BTreeSet};

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Place};
use crate::document::{Kind, Table};
use crate::draft::thing::{KINDS, ThingKind};
use crate::draft::{front_matter as fences, place};
use crate::source::{Content, SourceId, Sources};
use front_matter::FrontMatter;
pub use names::slug_of;

/// What came of an import.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// The files to write, by path; none of them is in the site yet.
    pub files: BTreeMap<String, NewContent>,
    /// What was kept, guessed, changed, left out and not understood, with its place in the sources
    /// of the import.
    pub report: Vec<Diagnostic>,
}

/// What a new file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewContent {
    /// A text.
    Text(String),
    /// Bytes that were made of a file.
    Bytes(Vec<u8>),
    /// The bytes of a file that is imported as it is.
    CopyOf(SourceId),
}

/// What the site holds already: nothing of it may be written over, and new notes may name it.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Every file, by its path in small letters: two that differ by capitals are one on many disks.
    files: BTreeSet<String>,
    things: BTreeSet<(ThingKind, String)>,
    /// Ids of things by what they are called.
    names: BTreeMap<(ThingKind, String), String>,
    taxonomies: BTreeSet<String>,
    /// The licence of notes that name none.
    license: Option<String>,
}

impl Known {
    /// What a site holds that was just made by `carnet init`: nothing, and the taxonomy `tags`.
    #[must_use]
    pub fn nothing() -> Self {
        Self { taxonomies: BTreeSet::from(["tags".to_owned()]), ..Self::default() }
    }

    /// What is in a site.
    #[must_use]
    pub fn of(sources: &Sources, config: &Config) -> Self {
        let language = config.language(&config.default_language);
        let mut known = Self {
            taxonomies: language.taxonomies.iter().map(|it| it.name.clone()).collect(),
            license: config.carnet.as_ref().and_then(|carnet| carnet.license.clone()),
            ..Self::default()
        };
        for (id, source) in sources.iter() {
            known.files.insert(source.path.to_lowercase());
            let is_note = source.path.starts_with("content/") && source.path.ends_with(".md");
            let Some(place) = place::read(&source.path, config).filter(|_| is_note) else {
                continue;
            };
            let Some(kind) = place.kind else { continue };
            known.things.insert((kind, place.stem.clone()));
            let text = sources.text(id);
            if let Some(parts) = fences::split(text)
                && let Some(name) = called(&parts.read(text, id).0)
            {
                known.names.entry((kind, folded(&name))).or_insert(place.stem);
            }
        }
        known
    }

    /// Whether the site has a thing of that id.
    #[must_use]
    pub fn has(&self, kind: ThingKind, id: &str) -> bool {
        self.things.contains(&(kind, id.to_owned()))
    }
}

/// What a thing calls itself.
fn called(table: &Table) -> Option<String> {
    let text = |key: &str| match &table.get(key)?.kind {
        Kind::Text(text) => Some(text.clone()),
        _ => None,
    };
    let person = || Some(format!("{} {}", text("given")?, text("family")?));
    text("title").or_else(|| text("name")).or_else(person)
}

/// A name as it is compared with others: without capitals, accents, signs.
fn folded(name: &str) -> String {
    slug::slugify(name)
}

/// New things that wait to be written, each with an id that no other has.
#[derive(Debug)]
struct Shelf<'a> {
    known: &'a Known,
    files: BTreeMap<String, NewContent>,
    names: BTreeMap<(ThingKind, String), String>,
    taken: BTreeSet<(ThingKind, String)>,
}

/// Where a thing came from.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Found {
    /// It was in the site.
    There(String),
    /// It is new, or was new a moment ago.
    New(String),
}

impl Found {
    fn id(&self) -> &str {
        match self {
            Self::There(id) | Self::New(id) => id,
        }
    }
}

impl<'a> Shelf<'a> {
    fn new(known: &'a Known) -> Self {
        Self { known, files: BTreeMap::new(), names: BTreeMap::new(), taken: BTreeSet::new() }
    }

    /// The thing that is called `name`, if the site has it or the import made it.
    fn find(&self, kind: ThingKind, name: &str) -> Option<Found> {
        let key = (kind, folded(name));
        if let Some(id) = self.names.get(&key) {
            return Some(Found::New(id.clone()));
        }
        let id = self.known.names.get(&key).cloned();
        let id = id.or_else(|| {
            let id = slug_of(name);
            self.known.has(kind, &id).then_some(id)
        });
        id.map(Found::There)
    }

    /// An id like `wanted` that no thing of the kind has.
    fn free(&mut self, kind: ThingKind, wanted: &str) -> String {
        let is_free = |id: &str| {
            let key = (kind, id.to_owned());
            !self.known.things.contains(&key)
                && !self.taken.contains(&key)
                && !self.known.files.contains(&path_of(kind, id))
        };
        let id = names::first_free(wanted, is_free);
        self.taken.insert((kind, id.clone()));
        id
    }

    /// Puts a new thing among the files.
    fn put(&mut self, kind: ThingKind, id: &str, front_matter: &FrontMatter, body: &str) {
        self.files.insert(path_of(kind, id), NewContent::Text(front_matter.file(body)));
    }

    /// The thing that is called `name`; a new one says what `front_matter` says.
    fn ensure(
        &mut self,
        kind: ThingKind,
        name: &str,
        front_matter: impl FnOnce() -> FrontMatter,
    ) -> Found {
        if let Some(found) = self.find(kind, name) {
            return found;
        }
        let id = self.free(kind, &slug_of(name));
        self.names.insert((kind, folded(name)), id.clone());
        self.put(kind, &id, &front_matter(), "");
        Found::New(id)
    }
}

/// The text with a capital.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// A name of an author who has no page: with a capital or a space, or else it would be an id.
fn bare_name(name: &str) -> Option<String> {
    let name = capitalised(name.trim());
    let is_name = name.chars().any(char::is_alphabetic)
        && name.contains(|letter: char| letter == ' ' || letter.is_uppercase());
    is_name.then_some(name)
}

/// Where the file of a thing lies.
fn path_of(kind: ThingKind, id: &str) -> String {
    format!("content/{}/{id}.md", kind.folder())
}

/// How many new things of each kind there are: “notes: 3, people: 2, other files: 1”.
#[must_use]
pub fn counted(files: &BTreeMap<String, NewContent>) -> String {
    let of = |kind: ThingKind| {
        let folder = format!("content/{}/", kind.folder());
        files.keys().filter(|path| path.starts_with(&folder)).count()
    };
    let mut counts: Vec<(usize, String)> =
        KINDS.iter().map(|kind| (of(*kind), kind.folder().to_owned())).collect();
    let things: usize = counts.iter().map(|(count, _)| count).sum();
    counts.push((files.len() - things, "other files".to_owned()));
    let said: Vec<String> = counts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{what}: {count}"))
        .collect();
    if said.is_empty() { "nothing".to_owned() } else { said.join(", ") }
}

/// How many things of one kind are told of one file: nobody reads on.
const MOST_OF_A_FILE: usize = 500;

/// The report without what it says again: of each file each thing is told once, where it is first,
/// and how often it is there.
fn gathered(report: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut gathered: Vec<(Diagnostic, usize)> = Vec::new();
    let mut known: BTreeMap<(&str, String, String), usize> = BTreeMap::new();
    let mut counts: BTreeMap<(&str, String), (usize, usize)> = BTreeMap::new();
    for problem in report {
        let file = match &problem.place {
            Place::Text(span) => format!("{:?}", span.source),
            Place::Path(path) => path.clone(),
        };
        let key = (problem.code.name, file.clone(), problem.message.clone());
        if let Some(index) = known.get(&key) {
            gathered[*index].1 += 1;
            continue;
        }
        let (count, last) = counts.entry((problem.code.name, file)).or_default();
        *count += 1;
        if *count > MOST_OF_A_FILE {
            gathered[*last].1 += 1;
            continue;
        }
        *last = gathered.len();
        if *count == MOST_OF_A_FILE {
            let message = format!("{}, and what follows", problem.message);
            gathered.push((Diagnostic { message, ..problem }, 1));
            continue;
        }
        known.insert(key, gathered.len());
        gathered.push((problem, 1));
    }
    let counted = |(problem, times): (Diagnostic, usize)| match times {
        1 => problem,
        _ => Diagnostic { message: format!("{} ({times} times)", problem.message), ..problem },
    };
    gathered.into_iter().map(counted).collect()
}

/// The whole of a source, as a place: its first line.
fn whole(sources: &Sources, id: SourceId) -> crate::source::Span {
    sources.first_line(id)
}

/// Whether a source is a text.
fn is_text(content: &Content) -> bool {
    matches!(content, Content::Text(_))
}
