//! A *draft*: what one content file says, read without looking at any other file.
//!
//! Parsing never fails as a whole: what cannot be read is a diagnostic, and the rest of the file
//! is still there for the later stages, so that its other problems are reported as well.

pub mod front_matter;
pub mod mentions;
pub mod place;
pub mod sentences;
pub mod thing;
pub mod translation;

use std::ops::Range;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Outcome, codes};
use crate::document::Table;
use crate::fields::{FRONT_MATTER, FRONT_MATTER_KIND, Fields};
use crate::history::Changes;
use crate::source::{SourceId, Sources, Span};
pub use front_matter::{Page, Section, Visibility};
pub use mentions::Mention;
pub use place::{ContentPlace, Role};
pub use sentences::Sentence;
pub use thing::{Thing, ThingKind};

/// Whether drafts (`draft = true`) are part of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drafts {
    /// They are left out.
    Leave,
    /// They are built like the rest.
    Include,
}

/// One content file, parsed.
#[derive(Clone, Debug)]
pub enum Draft {
    /// `_index.md`.
    Section(Box<SectionDraft>),
    /// Any other Markdown file.
    Page(Box<PageDraft>),
    /// A file that is not to be published. Nothing of it is kept but what tells an author that
    /// another file names it.
    Withheld(Box<Withheld>),
}

/// A page and its text.
#[derive(Clone, Debug)]
pub struct PageDraft {
    /// The file.
    pub source: SourceId,
    /// What its path says.
    pub place: ContentPlace,
    /// The front matter that all pages share.
    pub page: Page,
    /// What the page is in the carnet model.
    pub thing: Option<Thing>,
    /// The front matter of a thing as it was written, to compare translations.
    pub table: Option<Table>,
    /// Where the front matter stands.
    pub front_matter: Span,
    /// Where the text stands.
    pub body: Range<usize>,
    /// The other files that the text names.
    pub mentions: Vec<Mention>,
    /// What git tells of the file, of a note.
    pub changes: Option<Changes>,
}

/// A section and its text.
#[derive(Clone, Debug)]
pub struct SectionDraft {
    /// The file; none when a folder has no `_index.md` but must be a section (the root).
    pub source: Option<SourceId>,
    /// What its path says.
    pub place: ContentPlace,
    /// Its front matter.
    pub section: Section,
    /// Where the text stands.
    pub body: Range<usize>,
    /// The other files that the text names.
    pub mentions: Vec<Mention>,
}

/// A file that exists and is not published.
#[derive(Clone, Debug)]
pub struct Withheld {
    /// The file.
    pub source: SourceId,
    /// What its path says.
    pub place: ContentPlace,
    /// Why: `"private"` or `"a draft"`.
    pub why: &'static str,
    /// What git calls the person whose page it is, so that nothing of theirs is shown elsewhere.
    pub names: Vec<String>,
}

impl Withheld {
    /// What is kept of a page that is not to be published.
    #[must_use]
    pub fn of(draft: &PageDraft, why: &'static str) -> Self {
        let (source, place) = (draft.source, draft.place.clone());
        Self { source, place, why, names: draft.names_in_git() }
    }
}

impl PageDraft {
    /// What git may call the person whose page it is; nothing for another page.
    #[must_use]
    pub fn names_in_git(&self) -> Vec<String> {
        let title = self.page.title.as_ref().map_or("", |title| title.value.as_str());
        match &self.thing {
            Some(Thing::Person(person)) => person.names_in_git(title),
            _ => Vec::new(),
        }
    }
}

/// Parses one content file.
#[must_use]
pub fn parse(
    sources: &Sources,
    source: SourceId,
    config: &Config,
    drafts: Drafts,
) -> Outcome<Option<Draft>> {
    let text = sources.text(source);
    let path = sources.get(source).path.as_str();
    let mut diagnostics = Vec::new();
    let Some(place) = place::read(path, config) else {
        let languages: Vec<&str> = config.languages.keys().map(String::as_str).collect();
        let is_section = path.rsplit('/').next().is_some_and(|name| name.starts_with("_index."));
        if config.carnet.is_none() && is_section {
            let problem = Diagnostic::about(
                &codes::LANGUAGE_IGNORED,
                path,
                "this section is in a language that the site does not have, and is left alone",
            )
            .help(format!("the site's languages are: {}", languages.join(", ")));
            return Outcome { value: None, diagnostics: vec![problem] };
        }
        let problem = Diagnostic::about(
            &codes::LANGUAGE_UNKNOWN,
            path,
            "the name of this file ends in a language that the site does not have",
        )
        .help(format!("the site's languages are: {}", languages.join(", ")));
        return Outcome { value: None, diagnostics: vec![problem] };
    };
    let Some(parts) = front_matter::split(text) else {
        let first_line = text.lines().next().unwrap_or_default();
        let is_open = matches!(first_line.trim_end(), "+++" | "---");
        let (message, help) = if is_open {
            (
                "the front matter is never closed",
                "write the same sign again, on a line of its own, after the last key",
            )
        } else {
            (
                "this file has no front matter",
                "begin it with a line `+++`, then title = \"…\", then another line `+++`",
            )
        };
        let span = Span::new(source, 0..first_line.len());
        let problem = Diagnostic::at(&codes::FRONT_MATTER_MISSING, span, message).help(help);
        return Outcome { value: None, diagnostics: vec![problem] };
    };
    let front_matter = Span::new(source, parts.front_matter.clone());
    let (table, errors) = parts.read(text, source);
    diagnostics.extend(errors.into_iter().map(|error| {
        Diagnostic::at(&codes::FRONT_MATTER_SYNTAX, error.span, error.message).perhaps(error.help)
    }));
    // What a half-read table lacks would only be noise beside what is wrong with it.
    if !diagnostics.is_empty() {
        return Outcome { value: None, diagnostics };
    }
    let mut body = parts.body;
    body.start += leading_newlines(&text[body.clone()]);
    // What is missing is shown at the line that opens the front matter.
    let whole = sources.first_line(source);
    let is_plain = config.carnet.is_none();
    let codes = if is_plain { &FRONT_MATTER_KIND } else { &FRONT_MATTER };
    let written = place.kind.map(|_| table.clone());
    let mut fields = Fields::new(table, whole, codes, &mut diagnostics);

    if place.role == Role::Section {
        let section = front_matter::section(&mut fields);
        fields.finish();
        let why = if section.draft && drafts == Drafts::Leave { Some("a draft") } else { None };
        let value = match why {
            Some(why) => {
                Draft::Withheld(Box::new(Withheld { source, place, why, names: Vec::new() }))
            }
            None => Draft::Section(Box::new(SectionDraft {
                mentions: mentions::read(text, body.clone(), source, &place.relative, config),
                source: Some(source),
                place,
                section,
                body,
            })),
        };
        return Outcome { value: Some(value), diagnostics };
    }

    let mut page = front_matter::page(&mut fields, &place, config);
    let thing = place.kind.map(|kind| thing::read(kind, &mut fields, &mut page));
    if config.carnet.is_some() {
        let taxonomies = config.languages.values().flat_map(|language| &language.taxonomies);
        fields.finish_knowing(|entry| {
            taxonomies.clone().find(|taxonomy| taxonomy.name == entry.key)?;
            Some(format!("write taxonomies = {{ {} = [\"…\"] }}", entry.key))
        });
        diagnostics.extend(misplaced(&place, source, sources));
    } else {
        // Zola leaves what it does not know in a page alone, and so must we in a plain site.
        drop(fields);
    }
    let is_note = matches!(thing, Some(Thing::Note(_)));
    let changes = sources.history().filter(|_| is_note).and_then(|history| history.of(path));
    let why = match page.visibility {
        Visibility::Private => Some("private"),
        _ if page.draft && drafts == Drafts::Leave => Some("a draft"),
        _ => None,
    };
    let mentions = match why {
        Some(_) => Vec::new(),
        None => mentions::read(text, body.clone(), source, &place.relative, config),
    };
    let draft = PageDraft {
        source,
        place,
        page,
        thing,
        table: written,
        front_matter,
        body,
        mentions,
        changes,
    };
    let value = match why {
        Some(why) => Draft::Withheld(Box::new(Withheld::of(&draft, why))),
        None => Draft::Page(Box::new(draft)),
    };
    Outcome { value: Some(value), diagnostics }
}

/// Tells of a folder that is called as one thing of a kind is, and not as the folder of all.
fn misplaced(place: &ContentPlace, source: SourceId, sources: &Sources) -> Option<Diagnostic> {
    let folder = place.folders.first()?;
    let kind = thing::KINDS.iter().find(|kind| kind.name() == folder)?;
    let message = format!("content/{folder}/ is a folder of plain pages");
    let help = format!("a {} lies in content/{}/", kind.name(), kind.folder());
    let line = sources.first_line(source);
    Some(Diagnostic::at(&codes::SOURCE_FOLDER, line, message).help(help))
}

fn leading_newlines(text: &str) -> usize {
    text.len() - text.trim_start_matches(['\n', '\r']).len()
}
