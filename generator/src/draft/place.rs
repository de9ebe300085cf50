//! What the path of a content file says about it: folder, id, language, role.

use std::ops::Range;

use super::thing::ThingKind;
use crate::config::Config;
use crate::moment::Moment;

/// What part a file plays in the tree of content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// `_index.md`: the page of a folder.
    Section,
    /// `x.md`.
    Page,
    /// `x/index.md`: a page with its own folder, whose other files are its assets.
    Bundle,
}

/// A content path, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentPlace {
    /// Path below `content/`, as in `notes/x.en.md`.
    pub relative: String,
    /// Folders between `content/` and the page; a bundle's own folder is not among them.
    pub folders: Vec<String>,
    /// File or bundle name without language, date and ending: the page's id.
    pub stem: String,
    /// The date that the name began with.
    pub date: Option<Moment>,
    /// The language.
    pub language: String,
    /// The part it plays.
    pub role: Role,
    /// The kind of thing that its folder is for; none in a plain site.
    pub kind: Option<ThingKind>,
}

/// What all language versions of a page or section have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// A thing, by its kind and id: wherever below the folder of its kind its files lie.
    Thing(ThingKind, String),
    /// A path below `content/` without its language, as in `notes/x.md`.
    File(String),
}

impl ContentPlace {
    /// What this file is a version of. Files that share it are each other's translations.
    #[must_use]
    pub fn key(&self) -> Key {
        match self.kind {
            Some(kind) => Key::Thing(kind, self.stem.clone()),
            None => Key::File(self.without_language()),
        }
    }

    /// Whether the other versions are translations of this one: it alone says who sees them all.
    #[must_use]
    pub fn is_original(&self, config: &Config) -> bool {
        self.language == config.default_language
    }

    fn without_language(&self) -> String {
        let mut parts = self.folders.clone();
        match self.role {
            Role::Section => parts.push("_index.md".to_owned()),
            Role::Page => parts.push(format!("{}.md", self.stem)),
            Role::Bundle => parts.extend([self.stem.clone(), "index.md".to_owned()]),
        }
        parts.join("/")
    }

    /// The folder whose other files belong to this page or section, below `content/`.
    #[must_use]
    pub fn own_folder(&self) -> Option<String> {
        match self.role {
            Role::Page => None,
            Role::Section => Some(self.folders.join("/")),
            Role::Bundle => {
                let mut parts = self.folders.clone();
                parts.push(self.bundle_name());
                Some(parts.join("/"))
            }
        }
    }

    fn bundle_name(&self) -> String {
        let parts: Vec<&str> = self.relative.split('/').collect();
        parts.get(parts.len().saturating_sub(2)).map_or_else(String::new, |name| (*name).to_owned())
    }
}

/// Takes `path` (`content/…/x.fr.md`) apart; `None` when it names a language the site lacks.
#[must_use]
pub fn read(path: &str, config: &Config) -> Option<ContentPlace> {
    let relative = path.strip_prefix("content/").unwrap_or(path).to_owned();
    let mut folders: Vec<String> = relative.split('/').map(str::to_owned).collect();
    let file = folders.pop()?;
    let name = file.strip_suffix(".md").unwrap_or(&file);
    let (name, language) = match name.rsplit_once('.') {
        Some((name, language)) if config.languages.contains_key(language) => {
            (name, language.to_owned())
        }
        Some(_) if config.languages.len() > 1 => return None,
        _ => (name, config.default_language.clone()),
    };
    let role = match name {
        "_index" => Role::Section,
        "index" => Role::Bundle,
        _ => Role::Page,
    };
    let name = match role {
        Role::Page => name.to_owned(),
        Role::Section => folders.last().cloned().unwrap_or_default(),
        Role::Bundle => folders.pop().unwrap_or_default(),
    };
    let (date, stem) = match leading_date(&name) {
        Some((date, rest)) if role != Role::Section => (Some(date), name[rest].to_owned()),
        _ => (None, name),
    };
    let kind = match role {
        Role::Page | Role::Bundle if config.carnet.is_some() => {
            folders.first().and_then(|name| ThingKind::of_folder(name))
        }
        _ => None,
    };
    Some(ContentPlace { relative, folders, stem, date, language, role, kind })
}

/// The date at the start of `2024-01-29-name` or `2024-01-29_name`, and where the rest begins.
fn leading_date(name: &str) -> Option<(Moment, Range<usize>)> {
    let date = name.get(..10)?;
    let separator = name.get(10..11)?;
    if !matches!(separator, "-" | "_") || name.len() < 12 {
        return None;
    }
    Some((Moment::parse(date)?, 11..name.len()))
}
