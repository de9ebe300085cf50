//! The inputs of a site as one immutable value.
//!
//! A *source* is one input file. Reading the disk happens once, in [`read`]; every later stage
//! works on [`Sources`] and so can be tested in memory, run in parallel and repeated.

pub mod read;

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use rayon::slice::ParallelSliceMut;

use crate::history::History;

/// Names one source; an index into [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

/// A place in a source: byte offsets into its text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The file.
    pub source: SourceId,
    /// Byte offsets, from the start of the file.
    pub range: SpanRange,
}

/// A half-open range of byte offsets that can be ordered and copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SpanRange {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset after the last byte.
    pub end: usize,
}

impl From<Range<usize>> for SpanRange {
    fn from(range: Range<usize>) -> Self {
        Self { start: range.start, end: range.end }
    }
}

impl Span {
    /// A span over `range` of `source`.
    #[must_use]
    pub fn new(source: SourceId, range: Range<usize>) -> Self {
        Self { source, range: range.into() }
    }
}

/// A value and the place where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// What a source holds.
#[derive(Clone, Debug)]
pub enum Content {
    /// A text that a stage reads: notes, templates, configuration, messages, styles.
    Text(Arc<str>),
    /// Bytes that no stage looks into and that live in memory (the theme inside the binary).
    Bytes(Arc<[u8]>),
    /// A file that is copied as it is, never loaded: images, fonts, films.
    OnDisk(PathBuf),
    /// A file that should be text and is not UTF-8.
    NotUtf8 {
        /// Its text, with a mark of replacement for each wrong byte.
        text: Arc<str>,
        /// Offset of the first mark.
        valid_up_to: usize,
    },
    /// A file that could not be read, and why.
    Unreadable(String),
}

/// One input file.
#[derive(Clone, Debug)]
pub struct Source {
    /// Path below the site's root, with `/` between its parts on every system.
    pub path: String,
    /// What it holds.
    pub content: Content,
}

/// All inputs of one build, ordered by path.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// By path, each once.
    files: Vec<Source>,
    /// Where they were read from.
    root: Option<PathBuf>,
    configuration: Option<SourceId>,
    history: Option<Arc<History>>,
}

impl Sources {
    /// Gathers files; the order they come in does not matter. Of two with one path the last wins.
    #[must_use]
    pub fn new(files: impl IntoIterator<Item = Source>) -> Self {
        let mut files: Vec<Source> = files.into_iter().collect();
        files.par_sort_by(|one, other| one.path.cmp(&other.path));
        files.dedup_by(|later, earlier| {
            let is_same = later.path == earlier.path;
            if is_same {
                std::mem::swap(later, earlier);
            }
            is_same
        });
        Self { files, root: None, configuration: None, history: None }
    }

    /// Adds files to those that there are.
    #[must_use]
    pub fn with(self, files: impl IntoIterator<Item = Source>) -> Self {
        let configuration = self.configuration.map(|id| self.get(id).path.clone());
        let mut all = Self::new(self.files.into_iter().chain(files));
        all.configuration = configuration.and_then(|path| all.find(&path));
        Self { root: self.root, history: self.history, ..all }
    }

    /// Remembers the folder that they were read from, for what a template may ask for by name
    /// beside them ([`read::beside`]).
    #[must_use]
    pub fn with_root(mut self, root: PathBuf) -> Self {
        self.root = Some(root);
        self
    }

    /// The folder that they were read from; none for sources made in memory.
    #[must_use]
    pub fn root(&self) -> Option<&std::path::Path> {
        self.root.as_deref()
    }

    /// Remembers what git tells of them.
    #[must_use]
    pub fn with_history(mut self, history: Arc<History>) -> Self {
        self.history = Some(history);
        self
    }

    /// What git tells of them; none where nobody asked.
    #[must_use]
    pub fn history(&self) -> Option<&Arc<History>> {
        self.history.as_ref()
    }

    /// Text files held in memory, for tests and for what the binary itself carries.
    pub fn from_texts<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        Self::new(texts.into_iter().map(|(path, text)| Source {
            path: path.to_owned(),
            content: Content::Text(text.into()),
        }))
    }

    /// Takes the source at `path` for the configuration, whatever it is called.
    #[must_use]
    pub fn configured_by(mut self, path: &str) -> Self {
        self.configuration = self.find(path);
        self
    }

    /// The configuration that was chosen, where it is not the one that is looked for by name.
    #[must_use]
    pub fn configuration(&self) -> Option<SourceId> {
        self.configuration
    }

    /// The source at `path`, if there is one.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<SourceId> {
        let found = self.files.binary_search_by(|file| file.path.as_str().cmp(path)).ok()?;
        u32::try_from(found).ok().map(SourceId)
    }

    /// Whether some source lies at `path`.
    #[must_use]
    pub fn contains(&self, path: &str) -> bool {
        self.find(path).is_some()
    }

    /// The source that `id` names.
    #[must_use]
    pub fn get(&self, id: SourceId) -> &Source {
        &self.files[id.0 as usize]
    }

    /// The text of `id`; empty when the source is no text.
    #[must_use]
    pub fn text(&self, id: SourceId) -> &str {
        match &self.get(id).content {
            Content::Text(text) | Content::NotUtf8 { text, .. } => text,
            _ => "",
        }
    }

    /// The first line of `id`, where what is missing from the whole file is shown.
    #[must_use]
    pub fn first_line(&self, id: SourceId) -> Span {
        let text = self.text(id);
        Span::new(id, 0..text.find('\n').unwrap_or(text.len()))
    }

    /// Every source with its id, by path.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        (0u32..).map(SourceId).zip(&self.files)
    }

    /// Every source below `folder` (given without a slash at its end), by path, with the part of
    /// its path that follows the folder.
    pub fn below<'a>(
        &'a self,
        folder: &'a str,
    ) -> impl Iterator<Item = (SourceId, &'a str, &'a Source)> + 'a {
        let prefix = format!("{folder}/");
        let first = self.files.partition_point(|file| file.path < prefix);
        (0u32..)
            .map(SourceId)
            .zip(&self.files)
            .skip(first)
            .take_while(move |(_, file)| file.path.starts_with(&prefix))
            .map(move |(id, file)| (id, &file.path[folder.len() + 1..], file))
    }
}
