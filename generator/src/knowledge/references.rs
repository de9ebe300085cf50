//! Which works each text may refer to.
//!
//! A text names files of references, the site others for all texts. Each file is read once. What is
//! named so is no attachment: it may hold remarks that only its owner should see, and is not
//! published. A `.bib` file never is.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{KnowledgeBase, PageFact, paths};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, codes, did_you_mean, nearest};
use crate::references::{self, Bibliography, Work, duplicate, is_readable};
use crate::source::{Content, SourceId, Sources, Spanned};

/// The works that texts may refer to.
#[derive(Clone, Debug, Default)]
pub struct References {
    files: BTreeMap<SourceId, Bibliography>,
    /// The files for all texts, in their order.
    of_site: Vec<SourceId>,
    /// Those that a text names itself, by its file.
    of_texts: BTreeMap<SourceId, Vec<SourceId>>,
}

/// The works that one text may refer to.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    all: &'a References,
    own: &'a [SourceId],
}

impl References {
    /// What the text in the file `text` may refer to.
    #[must_use]
    pub fn of(&self, text: SourceId) -> Known<'_> {
        Known { all: self, own: self.of_texts.get(&text).map_or(&[], Vec::as_slice) }
    }

    /// Whether a file is one of references, and so not published.
    fn holds(&self, file: SourceId) -> bool {
        self.files.contains_key(&file)
    }
}

impl<'a> Known<'a> {
    /// The files that are looked at, the nearest first.
    pub fn files(self) -> impl Iterator<Item = SourceId> + 'a {
        self.own.iter().chain(&self.all.of_site).copied()
    }

    fn bibliographies(self) -> impl Iterator<Item = &'a Bibliography> {
        self.files().filter_map(|file| self.all.files.get(&file))
    }

    /// The work of a key: that of the text's own files before that of the site's.
    #[must_use]
    pub fn get(self, key: &str) -> Option<&'a Work> {
        self.bibliographies().find_map(|bibliography| bibliography.get(key))
    }

    /// The key that is nearest to another.
    #[must_use]
    pub fn nearest(self, key: &str) -> Option<&'a str> {
        let keys = || self.bibliographies().flat_map(Bibliography::keys);
        // Whoever forgets how a key is written forgets capitals first.
        let same = keys().find(|known| known.to_lowercase() == key.to_lowercase());
        same.or_else(|| nearest(key, keys()))
    }
}

/// Finds and reads the files that texts and the site name.
pub(super) fn resolve(
    base: &mut KnowledgeBase,
    sources: &Sources,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(carnet) = &config.carnet else { return };
    let mut finder = Finder { base, sources, config, diagnostics };
    let mut of_site = Vec::new();
    for written in &carnet.citation.references {
        of_site.extend(finder.find(&paths::references_of_site(&written.value), written));
    }
    let mut of_texts: BTreeMap<SourceId, Vec<SourceId>> = BTreeMap::new();
    for page in &base.pages {
        let from = namer(base, page);
        let mut own = Vec::new();
        for written in &from.draft.page.references {
            let path = paths::references(&written.value, &from.draft.place.relative);
            // What is wrong is told once, where it is written.
            match from.draft.source == page.draft.source {
                true => own.extend(finder.find(&path, written)),
                false => own.extend(sources.find(&path)),
            }
        }
        if !own.is_empty() {
            of_texts.insert(page.draft.source, own);
        }
    }
    let mut named: Vec<SourceId> = of_texts.values().flatten().chain(&of_site).copied().collect();
    named.sort_unstable();
    named.dedup();
    let read = |id: &SourceId| (*id, references::read(sources, *id, &config.default_language));
    let read: Vec<_> = named.par_iter().map(read).collect();
    let mut files = BTreeMap::new();
    for (id, outcome) in read {
        diagnostics.extend(outcome.diagnostics);
        files.insert(id, outcome.value);
    }
    for list in of_texts.values().chain([&of_site]) {
        diagnostics.extend(several(list, &files));
    }
    base.references = References { files, of_site, of_texts };
    let KnowledgeBase { pages, sections, references, .. } = base;
    // Those of a private note are named by no text that is known here, and an export often lies in
    // its folder before a text names it: BibTeX is never published.
    let is_kept =
        |file: SourceId| !references.holds(file) && !sources.get(file).path.ends_with(".bib");
    for page in pages {
        page.assets.retain(|(file, _)| is_kept(*file));
    }
    for section in sections {
        section.assets.retain(|(file, _)| is_kept(*file));
    }
}

/// The page that names the files of a text: itself, or its original when it names none.
fn namer<'a>(base: &'a KnowledgeBase, page: &'a PageFact) -> &'a PageFact {
    match page.draft.page.references.is_empty() {
        true => base.original(page).unwrap_or(page),
        false => page,
    }
}

/// Works with one key in two files of one list.
fn several(list: &[SourceId], files: &BTreeMap<SourceId, Bibliography>) -> Vec<Diagnostic> {
    let mut told = Vec::new();
    for (index, file) in list.iter().enumerate().skip(1) {
        let Some(later) = files.get(file) else { continue };
        let earlier =
            || list[..index].iter().filter(|it| *it != file).filter_map(|it| files.get(it));
        for (key, work) in later.works() {
            let first = earlier().find_map(|bibliography| bibliography.get(key));
            // The same work in two files is no contradiction.
            if let Some(first) = first.filter(|first| first.item != work.item) {
                told.push(duplicate(key, &work.span, &first.span));
            }
        }
    }
    told
}

struct Finder<'a> {
    base: &'a KnowledgeBase,
    sources: &'a Sources,
    config: &'a Config,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Finder<'_> {
    /// The file at `path` of the site, which somebody wrote in another way.
    fn find(&mut self, path: &str, written: &Spanned<String>) -> Option<SourceId> {
        let tell = |message: String, help: String| {
            Diagnostic::at(&codes::REFERENCE_FILE, written.span.clone(), message).help(help)
        };
        let problem = match self.sources.find(path) {
            _ if !is_readable(path) => tell(
                format!("{} is no file of references", written.value),
                "write the name of a file .bib, .json (CSL-JSON) or .yaml (Hayagriva)".to_owned(),
            ),
            None => {
                let others = self.sources.iter().map(|(_, source)| source.path.as_str());
                let help = did_you_mean(path, others.filter(|path| is_readable(path)));
                let help = help.unwrap_or_else(|| {
                    "put it beside the text, or write its path from content/ on: /sources.bib"
                        .to_owned()
                });
                tell(format!("there is no file {path}"), help)
            }
            Some(file) if self.base.hides_source(file, self.sources, self.config) => {
                let message = format!("{path} is not published, so nothing published may use it");
                Diagnostic::at(&codes::ID_PRIVATE, written.span.clone(), message)
                    .help("move it elsewhere, or name another file")
            }
            Some(file) => match &self.sources.get(file).content {
                Content::Text(_) => return Some(file),
                // Of these it is told elsewhere why they cannot be read.
                Content::NotUtf8 { .. } | Content::Unreadable(_) => return None,
                Content::Bytes(_) | Content::OnDisk(_) => tell(
                    format!("{path} is no text"),
                    "name a file below content/, or one that the configuration names".to_owned(),
                ),
            },
        };
        self.diagnostics.push(problem);
        None
    }
}
