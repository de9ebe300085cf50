//! Makes what is shown from what is on disk.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::slice;
use std::sync::Arc;
use std::time::{Instant, SystemTime};

use super::overlay::Problems;
use super::site::{Edition, Showing};
use crate::Options;
use crate::command::{read_sources, seconds, show, tell};
use crate::diagnostic::{Diagnostic, Outcome, report};
use crate::history::History;
use crate::progress::Bar;
use crate::source::Sources;

/// How many changed files are named in one line.
const NAMED: usize = 3;

/// Where editions are made, one after the other.
pub(super) struct Workshop {
    root: PathBuf,
    config: Option<PathBuf>,
    options: Options,
    /// The last good edition.
    last: Option<Arc<Edition>>,
    /// What git told at the last build.
    history: Option<Arc<History>>,
    /// The warnings of the last build, which the author has seen.
    seen: BTreeSet<String>,
}

impl Workshop {
    /// A workshop that has made nothing yet.
    pub(super) fn new(root: &Path, config: Option<&Path>, options: Options) -> Self {
        let config = config.map(Path::to_owned);
        Self {
            root: root.to_owned(),
            config,
            options,
            last: None,
            history: None,
            seen: BTreeSet::new(),
        }
    }

    /// Builds for the first time, and says how it went.
    pub(super) fn open(&mut self) -> Showing {
        let start = Instant::now();
        let showing = self.make();
        let time = seconds(start.elapsed());
        tell(&match &showing {
            Showing::Good(edition) => format!("{} files in {time}", edition.len()),
            Showing::Broken(problems, _) => {
                format!("{}: the site is shown when that is mended", problems.summary)
            }
        });
        showing
    }

    /// Builds again because of what changed, and says how it went.
    pub(super) fn rebuild(&mut self, changed: &BTreeSet<String>) -> Showing {
        let start = Instant::now();
        let before = self.last.as_ref().map_or(0, |edition| edition.number);
        let showing = self.make();
        let milliseconds = start.elapsed().as_millis();
        let names = names(changed);
        tell(&match &showing {
            Showing::Good(edition) => {
                let files = match edition.changed_since(before).len() {
                    0 => "no file".to_owned(),
                    1 => "1 file".to_owned(),
                    number => format!("{number} files"),
                };
                format!("{names}: {files} of the site changed, in {milliseconds} ms")
            }
            Showing::Broken(problems, Some(_)) => {
                format!("{names}: {}; the last good site is shown", problems.summary)
            }
            Showing::Broken(problems, None) => format!("{names}: {}", problems.summary),
        });
        showing
    }

    fn make(&mut self) -> Showing {
        let known = self.history.as_ref();
        let sources = match read_sources(&self.root, self.config.as_deref(), known, &[]) {
            Ok(sources) => sources,
            Err(problem) => return self.broken(&[problem], &Sources::default()),
        };
        self.history = sources.history().cloned();
        let bar = Bar::new();
        // A panic is a bug of this program. It should not cost the author a running server.
        let built = catch_unwind(AssertUnwindSafe(|| crate::build(&sources, &self.options, &bar)));
        bar.finish();
        let Ok(Outcome { value, diagnostics }) = built else {
            return Showing::Broken(Arc::new(Problems::of_a_crash()), self.last.clone());
        };
        let is_broken = diagnostics.iter().any(Diagnostic::is_error);
        match value {
            Some(site) if !is_broken => {
                self.show_news(&diagnostics, &sources);
                let edition = match &self.last {
                    Some(last) => last.next(site, sources),
                    None => Edition::first(milliseconds_now(), site, sources),
                };
                let edition = Arc::new(edition);
                self.last = Some(Arc::clone(&edition));
                Showing::Good(edition)
            }
            _ => self.broken(&diagnostics, &sources),
        }
    }

    fn broken(&mut self, diagnostics: &[Diagnostic], sources: &Sources) -> Showing {
        self.show_news(diagnostics, sources);
        Showing::Broken(Arc::new(Problems::of(diagnostics, sources)), self.last.clone())
    }

    /// Prints every error, and the warnings that were not there at the last build.
    fn show_news(&mut self, diagnostics: &[Diagnostic], sources: &Sources) {
        let mut seen = BTreeSet::new();
        let mut news = Vec::new();
        for diagnostic in diagnostics {
            let line = report::short(slice::from_ref(diagnostic), sources);
            if diagnostic.is_error() || !self.seen.contains(&line) {
                news.push(diagnostic.clone());
            }
            seen.insert(line);
        }
        self.seen = seen;
        show(&news, sources);
    }
}

/// A number that grows from one run to the next, so that a page which an earlier run served is
/// never taken for one of this.
fn milliseconds_now() -> u64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or_default()
}

/// Names some of the files that changed.
fn names(changed: &BTreeSet<String>) -> String {
    let some: Vec<&str> = changed.iter().take(NAMED).map(String::as_str).collect();
    match changed.len().saturating_sub(NAMED) {
        0 => some.join(", "),
        more => format!("{} and {more} more", some.join(", ")),
    }
}
