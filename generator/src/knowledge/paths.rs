//! From what a link says to the content file it means.
//!
//! Texts, backlinks and templates all ask here, so that what leads somewhere also counts as a
//! mention of it.

use super::{KnowledgeBase, Target, leftovers};
use crate::config::Config;
use crate::finish::links::decoded;
use crate::source::{SourceId, Sources, read};

/// The scheme of a URL, if it has one.
#[must_use]
pub fn scheme(url: &str) -> Option<&str> {
    let (scheme, _) = url.split_once(':')?;
    let mut letters = scheme.chars();
    let is_scheme = letters.next().is_some_and(|first| first.is_ascii_alphabetic())
        && letters
            .all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '+' | '-' | '.'));
    is_scheme.then_some(scheme)
}

/// The path below `content/`, perhaps with an anchor, that a link in the content file `relative`
/// means: `@/notes/x.md#anchor`, or `x.md` beside that file, of which Zola makes a dead link.
#[must_use]
pub fn meant_by(url: &str, relative: &str) -> Option<String> {
    if let Some(path) = url.strip_prefix("@/") {
        return Some(path.to_owned());
    }
    let (path, anchor) = match url.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor)),
        None => (url, None),
    };
    if !path.ends_with(".md") || path.starts_with('/') || scheme(url).is_some() {
        return None;
    }
    let path = beside(relative, &decoded(path));
    Some(anchor.map_or(path.clone(), |anchor| format!("{path}#{anchor}")))
}

/// A path written beside `relative`, as a path below `content/`.
#[must_use]
pub fn beside(relative: &str, path: &str) -> String {
    let mut parts: Vec<&str> = relative.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The source that a text of the content file `relative` means by the path of a file of
/// references: beside it, or from `content/` on.
#[must_use]
pub fn references(written: &str, relative: &str) -> String {
    let path = from_content(written).map_or_else(|| beside(relative, written), str::to_owned);
    format!("content/{path}")
}

/// The source that the configuration means by such a path: from the folder of the site on, or from
/// `content/`.
#[must_use]
pub fn references_of_site(written: &str) -> String {
    match from_content(written) {
        Some(path) => format!("content/{path}"),
        None => written.strip_prefix("./").unwrap_or(written).to_owned(),
    }
}

fn from_content(written: &str) -> Option<&str> {
    written.strip_prefix("@/").or_else(|| written.strip_prefix('/'))
}

impl KnowledgeBase {
    /// The page or section of a content file; in a text of another language than the site's
    /// default, that file's translation when there is one.
    #[must_use]
    pub fn file_in(&self, file: &str, language: &str) -> Option<Target> {
        let stem = file.strip_suffix(".md").unwrap_or(file);
        let translated = format!("{stem}.{language}.md");
        self.paths.get(&translated).or_else(|| self.paths.get(file)).copied()
    }

    /// Whether the file at `path` below `content/` is for nobody's eyes: a text that is withheld,
    /// what lies beside one in its folder, below a section that is withheld, or a copy that was
    /// left behind.
    fn withholds(&self, path: &str) -> bool {
        let is_withheld = |path: &str| self.names.why_withheld(path).is_some();
        let folders = path.match_indices('/').map(|(slash, _)| &path[..=slash]);
        let mut folders = std::iter::once("").chain(folders);
        is_withheld(path)
            || leftovers::is_one(path)
            || folders.any(|folder| {
                let is_hidden = self.names.withholds_index(folder)
                    // Where only a translation is withheld, its original has the files.
                    && !self.paths.contains_key(&format!("{folder}index.md"));
                is_hidden || is_withheld(&format!("{folder}_index.md"))
            })
    }

    /// Whether a site keeps the source at `path` to itself: a file below `content/` that is for
    /// nobody's eyes. One without `[carnet]` keeps nothing back.
    #[must_use]
    pub fn hides(&self, path: &str, config: &Config) -> bool {
        let below = path.strip_prefix("content/").filter(|_| config.carnet.is_some());
        below.is_some_and(|below| self.withholds(below))
    }

    /// Whether `source` is kept back, or a symbolic link to what is.
    #[must_use]
    pub fn hides_source(&self, source: SourceId, sources: &Sources, config: &Config) -> bool {
        let source = sources.get(source);
        self.hides(&source.path, config)
            || config.carnet.is_some()
                && read::led_to(sources, &source.content)
                    .is_some_and(|path| self.hides(&path, config))
    }

    /// The page or section at `path` below `content/`, given without `.md`, in `language` when
    /// there is one.
    #[must_use]
    pub fn find_in(&self, path: &str, language: &str) -> Option<Target> {
        [format!("{path}.md"), format!("{path}/index.md"), format!("{path}/_index.md")]
            .iter()
            .find_map(|file| self.file_in(file, language))
    }
}
