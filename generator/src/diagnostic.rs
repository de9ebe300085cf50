//! Problems as data.
//!
//! A stage never prints and never stops at the first problem: it returns an [`Outcome`], its value
//! beside everything that was wrong. Drawing a [`Diagnostic`] happens once, in [`report`].

pub mod codes;
pub mod report;

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{Sources, Span};
pub use codes::{Code, Severity};

/// What a stage returns: a value that is as whole as the input allows, and the problems met.
#[derive(Clone, Debug)]
pub struct Outcome<T> {
    /// The stage's result.
    pub value: T,
    /// What was wrong, in no particular order.
    pub diagnostics: Vec<Diagnostic>,
}

/// Where a problem is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In the text of a source.
    Text(Span),
    /// A file or folder as a whole, or something that is no source: its path.
    Path(String),
}

/// A second place that helps to understand a problem, and what it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What is to be seen there.
    pub message: String,
    /// Where it is; a note without a place is a sentence.
    pub place: Option<Place>,
}

/// One problem, written for the author of the file it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of problem.
    pub code: &'static Code,
    /// How bad it is here; what its code says, most of the time.
    pub severity: Severity,
    /// The problem in one line: lower case, no full stop.
    pub message: String,
    /// Where it is.
    pub place: Place,
    /// Other places that matter.
    pub notes: Vec<Note>,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A problem in the text of a source.
    pub fn at(code: &'static Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity,
            message: message.into(),
            place: Place::Text(span),
            notes: Vec::new(),
            help: None,
        }
    }

    /// A problem with a whole file, folder or output.
    pub fn about(code: &'static Code, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity,
            message: message.into(),
            place: Place::Path(path.into()),
            notes: Vec::new(),
            help: None,
        }
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says what to do, if there is something to say.
    #[must_use]
    pub fn perhaps(mut self, help: Option<String>) -> Self {
        self.help = help.or(self.help);
        self
    }

    /// Points at a second place.
    #[must_use]
    pub fn note(mut self, span: Span, message: impl Into<String>) -> Self {
        self.notes.push(Note { message: message.into(), place: Some(Place::Text(span)) });
        self
    }

    /// Adds a sentence.
    #[must_use]
    pub fn remark(mut self, message: impl Into<String>) -> Self {
        self.notes.push(Note { message: message.into(), place: None });
        self
    }

    /// Makes it something that the site may be published with: a mistake that Zola does not see
    /// must not stop a site made for Zola.
    #[must_use]
    pub fn as_warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// Whether the site must not be published with it.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Puts diagnostics in the order they are shown: by path, by offset, by code.
pub fn sort(diagnostics: &mut Vec<Diagnostic>, sources: &Sources) {
    diagnostics.sort_by_cached_key(|diagnostic| {
        let (path, start) = match &diagnostic.place {
            Place::Text(span) => (sources.get(span.source).path.clone(), span.range.start),
            Place::Path(path) => (path.clone(), 0),
        };
        (path, start, diagnostic.code.name, diagnostic.message.clone())
    });
    diagnostics.dedup();
}

/// Leaves out what is told of a whole file by `code` where places in that file are told by it.
pub fn prefer_places(code: &'static Code, diagnostics: &mut Vec<Diagnostic>, sources: &Sources) {
    let is_of_code = |it: &&Diagnostic| it.code == code;
    let placed: BTreeSet<String> = diagnostics
        .iter()
        .filter(is_of_code)
        .filter_map(|it| match &it.place {
            Place::Text(span) => Some(sources.get(span.source).path.clone()),
            Place::Path(_) => None,
        })
        .collect();
    diagnostics.retain(|it| match &it.place {
        Place::Path(path) => it.code != code || !placed.contains(path),
        Place::Text(_) => true,
    });
}

/// How many different things are said of one place before the rest is only counted.
const MOST_OF_A_PLACE: usize = 3;

/// Makes one diagnostic of those that say the same of the same place: a mistake in a template
/// comes up on every page it makes. Where each page makes it say something else, a few are enough.
#[must_use]
pub fn gather(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut gathered: Vec<(Diagnostic, usize)> = Vec::new();
    let mut known = BTreeMap::new();
    let mut of_places: BTreeMap<(&str, Place), Vec<usize>> = BTreeMap::new();
    for diagnostic in diagnostics {
        let key = (diagnostic.code.name, diagnostic.place.clone(), diagnostic.message.clone());
        let of_place = of_places.entry((key.0, key.1.clone())).or_default();
        let last = of_place.get(MOST_OF_A_PLACE - 1).filter(|_| matches!(key.1, Place::Text(_)));
        match known.get(&key).or(last) {
            Some(index) => {
                let (_, times): &mut (Diagnostic, usize) = &mut gathered[*index];
                *times += 1;
            }
            None => {
                known.insert(key, gathered.len());
                of_place.push(gathered.len());
                gathered.push((diagnostic, 1));
            }
        }
    }
    let counted = |(diagnostic, times): (Diagnostic, usize)| match times {
        1 => diagnostic,
        2 => diagnostic.remark("and while making another page"),
        _ => diagnostic.remark(format!("and while making {} other pages", times - 1)),
    };
    gathered.into_iter().map(counted).collect()
}

/// The candidate nearest to `word`, when it is near enough to be what was meant.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = (word.chars().count() / 3).max(1);
    let length = word.chars().count();
    let may_be_near = |candidate: &&str| {
        // No word is nearer than its length.
        candidate.chars().count().abs_diff(length) <= allowed || candidate.starts_with(word)
    };
    candidates
        .into_iter()
        .filter(may_be_near)
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, candidate)| {
            *distance <= allowed || (word.len() > 3 && candidate.starts_with(word))
        })
        .min()
        .map(|(_, candidate)| candidate)
}

/// “did you mean …?”, when some candidate is near to `word`.
pub fn did_you_mean<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    nearest(word, candidates).map(|candidate| format!("did you mean `{candidate}`?"))
}
