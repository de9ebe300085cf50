//! `carnet build`: the whole site, written to disk.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use super::pictures::{Cache, Mode};
use super::{Ending, published_paths, read_sources, say, seconds, show};
use crate::diagnostic::Diagnostic;
use crate::emit::{Foreign, Output, check_folder, check_own_folder};
use crate::progress::Bar;
use crate::site::{Nowhere, Sink};
use crate::source::Sources;
use crate::template::functions::images::Keep;
use crate::{Options, config};

/// What `build` is asked for.
#[derive(Clone, Debug)]
pub struct Build {
    /// The folder of the site.
    pub root: PathBuf,
    /// The configuration, where it is not the one of the usual name.
    pub config: Option<PathBuf>,
    /// Where to write; the configuration's `output_dir` when nothing is said.
    pub output: Option<PathBuf>,
    /// Whether files of others in the output folder are deleted.
    pub force: bool,
    /// Lists of addresses that must not be lost.
    pub published: Vec<PathBuf>,
    /// What else is asked for.
    pub options: Options,
    /// Whether warnings are as bad as errors.
    pub deny_warnings: bool,
}

/// Builds and writes the site.
#[must_use]
pub fn run(build: &Build) -> Ending {
    let start = Instant::now();
    let sources = match read_sources(&build.root, build.config.as_deref(), None, &build.published) {
        Ok(sources) => sources,
        Err(problem) => return failed(&[problem], &Sources::default()),
    };
    let configured = || build.root.join(config::output_dir(&sources));
    let folder = build.output.clone().unwrap_or_else(configured);
    let is_own = match &build.output {
        Some(_) => Ok(()),
        None => check_own_folder(&folder, &build.root),
    };
    let foreign = if build.force { Foreign::Delete } else { Foreign::Refuse };
    // What is wrong with the site is told also when it cannot be written.
    let output = is_own
        .and_then(|()| check_folder(&folder, &build.root))
        .and_then(|()| Output::open(&folder, foreign));
    let sink: &dyn Sink = match &output {
        Ok(output) => output,
        Err(_) => &Nowhere,
    };
    let bar = Bar::new();
    let pictures = Arc::new(Cache::of(&build.root, Mode::Write));
    let kept: Arc<dyn Keep> = Arc::<Cache>::clone(&pictures);
    let options = Options {
        pictures: Some(kept),
        published: published_paths(&build.published),
        ..build.options.clone()
    };
    let outcome = crate::build_into(&sources, &options, &bar, sink);
    bar.finish();
    show(&outcome.diagnostics, &sources);
    let is_refused = |problem: &Diagnostic| problem.is_error() || build.deny_warnings;
    let Some(site) = outcome.value.filter(|_| !outcome.diagnostics.iter().any(is_refused)) else {
        super::tell("nothing was written");
        return Ending::WithErrors;
    };
    match output.and_then(|output| output.finish(&site, &sources)) {
        Ok(written) => {
            // The program ends here: to hand back its memory piece by piece only takes time.
            std::mem::forget((site, sources));
            pictures.forget_the_rest();
            say(&format!(
                "{} files in {}, {} of them new or changed, in {}",
                written.files,
                folder.display(),
                written.changed,
                seconds(start.elapsed())
            ));
            Ending::Well
        }
        Err(problem) => failed(&[problem], &sources),
    }
}

fn failed(problems: &[Diagnostic], sources: &Sources) -> Ending {
    show(problems, sources);
    Ending::WithErrors
}
