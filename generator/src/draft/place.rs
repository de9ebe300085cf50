//! What the path of a content file says about it: folder, id, language, role.

use std::collections::BTreeMap;
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
    /// File or bundle name without language and ending, in a carnet also without its date: the
    /// page's id, and what its translations share.
    pub stem: String,
    /// What of the name its address is made from.
    pub name: String,
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
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// A thing, by its kind and id: wherever below the folder of its kind its files lie.
    Thing(ThingKind, String),
    /// A path below `content/` without its language, as in `notes/x.md`.
    File(String),
}

/// Which of the versions of each page is the original.
#[derive(Clone, Debug, Default)]
pub struct Originals(BTreeMap<Key, usize>);

impl Originals {
    /// Those among `places`, which hold every version.
    #[must_use]
    pub fn among<'a>(places: impl Iterator<Item = &'a ContentPlace>, config: &Config) -> Self {
        let mut first = BTreeMap::new();
        for place in places {
            let rank = place.rank(config);
            let first = first.entry(place.key()).or_insert(rank);
            *first = rank.min(*first);
        }
        Self(first)
    }

    /// Whether the other versions are translations of this one: it alone says who sees them all.
    #[must_use]
    pub fn has(&self, place: &ContentPlace, config: &Config) -> bool {
        self.0.get(&place.key()).is_none_or(|first| *first == place.rank(config))
    }
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

    /// The place of its language among the site's, of which the default one is the first. Of all
    /// versions the one that comes first is the *original*: the others are translations of it.
    #[must_use]
    pub fn rank(&self, config: &Config) -> usize {
        config.languages.get_index_of(&self.language).unwrap_or(usize::MAX)
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
///
/// In a site without `[carnet]` that has one language, a dot in a name is a dot.
#[must_use]
pub fn read(path: &str, config: &Config) -> Option<ContentPlace> {
    let relative = path.strip_prefix("content/").unwrap_or(path).to_owned();
    let mut folders: Vec<String> = relative.split('/').map(str::to_owned).collect();
    let file = folders.pop()?;
    let name = file.strip_suffix(".md").unwrap_or(&file);
    let is_plain = config.carnet.is_none();
    let (name, language) = match name.rsplit_once('.') {
        Some(("_index", _)) if is_plain && config.languages.len() == 1 => return None,
        Some(_) if is_plain && config.languages.len() == 1 => {
            (name, config.default_language.clone())
        }
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
    let (date, undated) = match role {
        Role::Section => (None, None),
        _ if is_plain => leading_moment(&name),
        _ => leading_date(&name).map_or((None, None), |(date, rest)| (Some(date), Some(rest))),
    };
    let undated = undated.map_or_else(|| name.clone(), |rest| name[rest].to_owned());
    let in_address = if config.slugify.paths_keep_dates { name.clone() } else { undated.clone() };
    let stem = if is_plain { name } else { undated };
    let kind = match role {
        Role::Page | Role::Bundle if config.carnet.is_some() => {
            folders.first().and_then(|name| ThingKind::of_folder(name))
        }
        _ => None,
    };
    Some(ContentPlace { relative, folders, stem, name: in_address, date, language, role, kind })
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

/// The date, or date and time, that a name begins with, and where the rest begins if it has one.
fn leading_moment(name: &str) -> (Option<Moment>, Option<Range<usize>>) {
    let is_date = name.get(..10).is_some_and(|date| {
        date.bytes().enumerate().all(|(index, byte)| match index {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
    });
    if !is_date {
        return (None, None);
    }
    let end = 10 + time_length(&name[10..]).unwrap_or(0);
    let date = Moment::parse(&name[..end]);
    let rest = &name[end..];
    let after = rest.strip_prefix(char::is_whitespace).unwrap_or(rest);
    match after.strip_prefix(['-', '_']) {
        Some(words) if !words.is_empty() => (date, Some(name.len() - words.len()..name.len())),
        _ => (date, None),
    }
}

/// How long the time is that `text` begins with: `T10:00:00Z`, `T10:00:00.5-05:00`.
fn time_length(text: &str) -> Option<usize> {
    let matches = |text: &str, shape: &str| {
        text.len() >= shape.len()
            && text.bytes().zip(shape.bytes()).all(|(byte, wanted)| match wanted {
                b'0' => byte.is_ascii_digit(),
                _ => byte == wanted,
            })
    };
    if !matches(text, "T00:00:00") {
        return None;
    }
    let mut length = "T00:00:00".len();
    if let Some(fraction) = text[length..].strip_prefix('.') {
        let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
        length += if digits > 0 { 1 + digits } else { 0 };
    }
    let rest = &text[length..];
    if rest.starts_with('Z') {
        return Some(length + 1);
    }
    (matches(rest, "+00:00") || matches(rest, "-00:00")).then_some(length + "+00:00".len())
}
