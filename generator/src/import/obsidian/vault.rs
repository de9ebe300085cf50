//! The notes of a vault under their new names, and what a link of Obsidian means among them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::diagnostic::{Diagnostic, codes};
use crate::document;
use crate::draft::thing::ThingKind;
use crate::import::names::{Given, slug_of};
use crate::import::outline::{self, Heading};
use crate::import::{Known, folded, is_text, whole};
use crate::source::{SourceId, Sources, Span};

use super::attachments::Attachment;
use super::properties::{self, Properties};
use super::text;

/// A note of the vault.
#[derive(Clone, Debug)]
pub(super) struct Note {
    pub(super) source: SourceId,
    /// Its path in the vault, without `.md`.
    path: String,
    pub(super) id: String,
    pub(super) title: String,
    /// Whether the site has a note of that id, which is left as it is.
    pub(super) is_there: bool,
    pub(super) properties: Properties,
    /// Its text without comments, line for line as it was written.
    pub(super) text: String,
    /// Where the lines of the text begin.
    starts: Vec<usize>,
    /// Where its lines stand in its file.
    lines: Vec<Range<usize>>,
    /// How many lines of the file come before the text.
    above: usize,
    pub(super) headings: Vec<Heading>,
    /// An id for each heading, for links that lead to it.
    pub(super) anchors: Vec<String>,
    /// Whether its first heading only says its title again.
    pub(super) repeats_title: bool,
    /// The places that other notes can lead to, without their sign.
    pub(super) blocks: BTreeSet<String>,
}

impl Note {
    /// The line that the byte `at` of the text stands on, in the file.
    pub(super) fn span(&self, at: usize) -> Span {
        let line = self.starts.partition_point(|start| *start <= at).saturating_sub(1);
        let range = self.lines.get(self.above + line).or(self.lines.last());
        Span::new(self.source, range.cloned().unwrap_or(0..0))
    }

    /// The name that Obsidian shows.
    pub(super) fn stem(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// The number of the heading that a link calls so.
    pub(super) fn heading(&self, name: &str) -> Option<usize> {
        // `#Part#Point` is the point in that part.
        let wanted = bare(name.rsplit('#').next().unwrap_or(name));
        self.headings.iter().position(|heading| bare(&heading.text) == wanted)
    }
}

/// A heading as links name it: Obsidian leaves signs out that a link cannot hold.
fn bare(heading: &str) -> String {
    let words: String = heading
        .chars()
        .map(|letter| if "#|^:%[]\\*_`=".contains(letter) { ' ' } else { letter })
        .flat_map(char::to_lowercase)
        .collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reads all notes and gives them their ids.
pub(super) fn notes(sources: &Sources, known: &Known, report: &mut Vec<Diagnostic>) -> Vec<Note> {
    let mut ids = Given::default();
    let mut first: BTreeMap<String, &str> = BTreeMap::new();
    let mut notes = Vec::new();
    for (source, file) in sources.iter().filter(|(_, file)| is_text(&file.content)) {
        let path = file.path.strip_suffix(".md").unwrap_or(&file.path);
        let at = whole(sources, source);
        let mut parts = path.rsplit('/');
        let (stem, folder) = (parts.next().unwrap_or_default(), parts.next());
        let wanted = slug_of(stem);
        let is_taken = ids.has(&wanted);
        let id = if is_taken {
            ids.give(&slug_of(&format!("{wanted} {}", folder.unwrap_or_default())))
        } else {
            ids.give(&wanted)
        };
        if is_taken {
            let other = first.get(&wanted).copied().unwrap_or_default();
            let message = format!("`{other}` is called `{wanted}`; this note is `{id}`");
            report.push(Diagnostic::at(&codes::IMPORT_RENAMED, at.clone(), message));
        }
        first.insert(id.clone(), &file.path);
        let is_there = known.has(ThingKind::Note, &id);
        if is_there {
            let message = format!("the site has a note `{id}`, which was left as it is");
            report.push(
                Diagnostic::at(&codes::IMPORT_KEPT, at, message)
                    .help("rename this note, or the other, and import again"),
            );
        }
        notes.push(note(sources, source, path, id, is_there, report));
    }
    notes
}

fn note(
    sources: &Sources,
    source: SourceId,
    path: &str,
    id: String,
    is_there: bool,
    report: &mut Vec<Diagnostic>,
) -> Note {
    let original = sources.text(source);
    let mut lines = Vec::new();
    let mut start = 0;
    for line in original.split_inclusive('\n') {
        lines.push(start..start + line.trim_end().len());
        start += line.len();
    }
    let kept = |letter: &char| !letter.is_control() || matches!(letter, '\n' | '\t');
    let text: String = original.trim_start_matches('\u{feff}').chars().filter(kept).collect();
    let (properties, body, above) = split(&text, &whole(sources, source));
    let stem = path.rsplit('/').next().unwrap_or_default();
    let title = properties.title.clone().unwrap_or_else(|| stem.trim().to_owned());
    let mut note = Note {
        source,
        path: path.to_owned(),
        id,
        title: if title.is_empty() { ThingKind::Note.name().to_owned() } else { title },
        is_there,
        properties,
        starts: std::iter::once(0).chain(body.match_indices('\n').map(|(at, _)| at + 1)).collect(),
        text: body,
        lines,
        above,
        headings: Vec::new(),
        anchors: Vec::new(),
        repeats_title: false,
        blocks: BTreeSet::new(),
    };
    let mut problems = Vec::new();
    note.text = text::without_comments(&note, &mut problems);
    let starts = std::iter::once(0).chain(note.text.match_indices('\n').map(|(at, _)| at + 1));
    note.starts = starts.collect();
    note.headings = outline::headings(&note.text, text::OPTIONS);
    note.repeats_title = note.headings.first().is_some_and(|first| {
        let is_first = note.text[..first.range.start].trim().is_empty();
        is_first && first.level == 1 && first.text.trim() == note.title
    });
    let mut ids = Given::default();
    for heading in &note.headings {
        let wanted = slug::slugify(&heading.text);
        let wanted = if wanted.is_empty() { "section".to_owned() } else { wanted };
        note.anchors.push(ids.give(&wanted));
    }
    note.blocks = text::blocks(&note.text).map(|(_, id)| id.to_owned()).collect();
    if !note.is_there {
        report.extend(problems);
    }
    note
}

/// Properties, text, and how many lines stand above the text. Properties that cannot be read stay
/// in the text, as code.
fn split(text: &str, place: &Span) -> (Properties, String, usize) {
    let plain = || (Properties::default(), text.to_owned(), 0);
    if text.lines().next().is_none_or(|first| first.trim_end() != "---") {
        return plain();
    }
    let Some(start) = text.find('\n').map(|end| end + 1) else { return plain() };
    let mut end = start;
    let mut fence = None;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            fence = Some(line.len());
            break;
        }
        end += line.len();
    }
    let Some(fence) = fence else { return plain() };
    let (yaml, body) = (&text[start..end], &text[end + fence..]);
    let (table, errors) = document::from_yaml(yaml, place.source, start);
    let Some(error) = errors.first() else {
        let above = text[..end + fence].matches('\n').count();
        return (properties::read(&table, place), body.to_owned(), above);
    };
    let ticks = text::fence_for(yaml);
    let body = format!("{ticks}yaml\n{yaml}{ticks}\n{body}");
    let message =
        format!("these properties are no YAML ({}); they stand in the text", error.message);
    let problem = Diagnostic::at(&codes::IMPORT_NOT_UNDERSTOOD, place.clone(), message);
    // They may have said that nobody may see the note, in capitals or in signs for letters.
    let said = yaml.to_lowercase();
    let is_open = !["publish", "draft", "visibility", "\\"].iter().any(|word| said.contains(word));
    let properties = Properties {
        visibility: (!is_open).then_some("private"),
        problems: vec![problem],
        ..Properties::default()
    };
    (properties, body, 0)
}

/// All files by what links call them.
pub(super) struct Index {
    pub(super) notes: Vec<Note>,
    pub(super) attachments: Vec<Attachment>,
    /// By the last part of the path, in small letters; notes without `.md`.
    by_name: BTreeMap<String, Vec<Target>>,
    by_alias: BTreeMap<String, usize>,
    /// Notes of the site by what they are called.
    site: BTreeMap<String, String>,
}

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Note(usize),
    Attachment(usize),
    /// A note of the site, by its id.
    Site(String),
}

/// What a link means, and what else it could mean.
pub(super) struct Meant {
    pub(super) target: Target,
    pub(super) others: Vec<String>,
}

/// How far a file is from what a link says; what is nearest is meant.
type Distance = (bool, bool, bool, usize, String);

impl Index {
    pub(super) fn new(notes: Vec<Note>, attachments: Vec<Attachment>, known: &Known) -> Self {
        let mut by_name: BTreeMap<String, Vec<Target>> = BTreeMap::new();
        let mut by_alias = BTreeMap::new();
        for (number, note) in notes.iter().enumerate() {
            by_name.entry(note.stem().to_lowercase()).or_default().push(Target::Note(number));
            for alias in &note.properties.aliases {
                by_alias.entry(alias.to_lowercase()).or_insert(number);
            }
        }
        for (number, attachment) in attachments.iter().enumerate() {
            let name = attachment.path.rsplit('/').next().unwrap_or_default().to_lowercase();
            by_name.entry(name).or_default().push(Target::Attachment(number));
        }
        let names = known.names.iter().filter(|((kind, _), _)| *kind == ThingKind::Note);
        let site = names.map(|((_, name), id)| (name.clone(), id.clone())).collect();
        Self { notes, attachments, by_name, by_alias, site }
    }

    fn path<'a>(&'a self, target: &'a Target) -> &'a str {
        match target {
            Target::Note(number) => &self.notes[*number].path,
            Target::Attachment(number) => &self.attachments[*number].path,
            Target::Site(id) => id,
        }
    }

    /// What a link in the note `from` means by `name`: the file at that path, the one nearest to
    /// it that has the name, a note that has the alias, a note of the site.
    pub(super) fn meant(&self, from: usize, name: &str) -> Option<Meant> {
        let folder = self.notes[from].path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let name = name.trim().trim_start_matches('/');
        let name = name.strip_suffix(".md").unwrap_or(name);
        let path = normal(folder, name);
        let small = path.to_lowercase();
        let below = format!("/{small}");
        let last = small.rsplit('/').next().unwrap_or_default();
        let distance = |target: &Target| -> Distance {
            let other = self.path(target);
            let is_exact = other == path || other.ends_with(&format!("/{path}"));
            let own = other.rsplit_once('/').map_or("", |(folder, _)| folder);
            (!is_exact, other != path, own != folder, other.matches('/').count(), other.to_owned())
        };
        let mut found: Vec<(Distance, &Target)> = self
            .by_name
            .get(last)
            .into_iter()
            .flatten()
            .filter(|target| {
                let other = self.path(target).to_lowercase();
                other == small || other.ends_with(&below)
            })
            .map(|target| (distance(target), target))
            .collect();
        found.sort_by(|(one, _), (other, _)| one.cmp(other));
        if let Some(((nearest, target), others)) = found.split_first() {
            let (is_other_case, is_elsewhere, is_far, ..) = nearest;
            // Its whole path, or a name in its own folder, leaves no doubt.
            let is_sure = !is_elsewhere || !is_far;
            let others = others.iter().filter(|(other, _)| !is_sure && other.0 == *is_other_case);
            return Some(Meant {
                target: (*target).clone(),
                others: others.map(|(_, other)| self.path(other).to_owned()).collect(),
            });
        }
        let alias = self.by_alias.get(&name.to_lowercase()).map(|number| Target::Note(*number));
        let site = || self.site.get(&folded(name)).cloned().map(Target::Site);
        Some(Meant { target: alias.or_else(site)?, others: Vec::new() })
    }
}

/// A path without `.` and `..`, which are seen from `folder`.
fn normal(folder: &str, path: &str) -> String {
    if !path.starts_with("./") && !path.starts_with("../") {
        return path.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}
