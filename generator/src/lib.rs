//! **carnet** turns a folder of Markdown notes into an accessible, citable, static notebook site.
//!
//! A site is a value: [`build`] is a function from the inputs to every file of the output, with
//! every problem reported as data. Reading the disk ([`source::read`]), writing it ([`emit`]) and
//! showing problems ([`diagnostic::report`]) happen outside it. Only templates that ask for the
//! time of the build or for chance make it impure.
//!
//! ```text
//! read → Sources → parse → Draft* → resolve → KnowledgeBase → render → Body*
//!                → plan → Job* → typeset → Page* → finish → Site → emit
//! ```
//!
//! Each stage has a type of its own for what it makes. A body may depend on other pages' facts,
//! never on their bodies, so all stages but `resolve` and `plan` run in parallel.

pub mod assets;
mod attachments;
pub mod beside;
mod check_links;
mod check_menus;
mod check_sources;
pub mod citation;
pub mod command;
pub mod config;
pub mod contribution;
pub mod diagnostic;
pub mod document;
pub mod draft;
pub mod emit;
pub mod feed;
pub mod fields;
pub mod finish;
pub mod flags;
pub mod history;
pub mod html;
pub mod import;
pub mod knowledge;
pub mod language;
pub mod license;
pub mod linked_data;
pub mod markdown;
pub mod metadata;
pub mod moment;
pub mod outputs;
pub mod plan;
pub mod progress;
pub mod published;
pub mod references;
pub mod search;
pub mod signposts;
pub mod site;
pub mod source;
pub mod template;
pub mod typeset;

use std::sync::Arc;

use hashbrown::HashSet;
use rayon::prelude::*;

use beside::Beside;
use config::{Config, Level};
use diagnostic::{Diagnostic, Outcome, Severity, codes};
use draft::{Draft, Drafts};
use finish::links::target_of_file;
use knowledge::lexicon::Lexicon;
use knowledge::{PageId, SectionId};
use markdown::{Body, Snippets, Surroundings, sanitise};
use plan::Job;
use site::{Artifact, InMemory, Sink, Site};
use source::{Content, SourceId, Sources};
use template::functions::Desk;

/// What a run asks for beside what the configuration says.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Stands in for the configuration's `base_url`.
    pub base_url: Option<String>,
    /// Whether drafts are part of the site.
    pub include_drafts: bool,
    /// Whether pages are minified, whatever the configuration says.
    pub minify: bool,
    /// What the site is built for, as its templates may ask.
    pub mode: Mode,
    /// Whether the program ends with this build. What the build held is then left for the system to
    /// take back, which is faster than piece by piece.
    pub is_last: bool,
    /// Lists of addresses that must not be lost: their paths among the sources.
    pub published: Vec<String>,
    /// Where pictures are kept that another build may want again.
    pub pictures: Option<Arc<dyn template::functions::images::Keep>>,
}

/// What a site is built for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// To be published.
    #[default]
    Build,
    /// To be looked at by its author.
    Serve,
    /// To be checked.
    Check,
}

/// How many texts or pages one processor takes at a time at most. In larger shares one would still
/// have a share before it when the others have nothing left to do.
const SHARE: usize = 16;

/// How far a build is, for a progress bar.
pub trait Progress: Sync {
    /// A stage begins that has `steps` steps.
    fn stage(&self, name: &'static str, steps: usize);
    /// One step of it is done.
    fn step(&self);
}

/// Progress that nobody watches.
pub struct Silent;

impl Progress for Silent {
    fn stage(&self, _: &'static str, _: usize) {}
    fn step(&self) {}
}

/// Builds the site.
///
/// The value is the site as far as it could be made, or `None` when there was not even a
/// configuration. A site whose diagnostics hold an error must not be published.
pub fn build(
    sources: &Arc<Sources>,
    options: &Options,
    progress: &dyn Progress,
) -> Outcome<Option<Site>> {
    build_into(sources, options, progress, &InMemory)
}

/// Builds the site, as [`build`] does, and hands each page to `sink` as soon as it is finished.
pub fn build_into(
    sources: &Arc<Sources>,
    options: &Options,
    progress: &dyn Progress,
    sink: &dyn Sink,
) -> Outcome<Option<Site>> {
    let mut diagnostics = check_sources::check(sources);
    let value = run(sources, options, progress, sink, &mut diagnostics);
    diagnostic::prefer_places(&codes::A11Y_IMAGE, &mut diagnostics, sources);
    diagnostic::sort(&mut diagnostics, sources);
    Outcome { value, diagnostics }
}

fn run(
    sources: &Arc<Sources>,
    options: &Options,
    progress: &dyn Progress,
    sink: &dyn Sink,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Site> {
    let mut config = take(config::parse(sources), diagnostics)?;
    if config.carnet.is_none() {
        // Zola publishes them.
        for problem in
            diagnostics.iter_mut().filter(|it| it.code.name == "source/control-character")
        {
            *problem = problem.clone().as_warning();
        }
    }
    if let Some(base_url) = &options.base_url {
        if !["https://", "http://", "/"].iter().any(|start| base_url.starts_with(start)) {
            let message = format!("{base_url:?} is no whole address");
            diagnostics.push(
                Diagnostic::about(&codes::CONFIG_INVALID, "--base-url", message)
                    .help("begin it with https://"),
            );
        }
        base_url.trim_end_matches('/').clone_into(&mut config.base_url);
    }
    config.minify_html |= options.minify;
    let config = Arc::new(config);
    diagnostics.extend(history::check(sources, &config));
    diagnostics.extend(attachments::check_texts(sources, &config));
    let languages = Arc::new(take(language::site::prepare(&config), diagnostics));
    let styles =
        Arc::new(take(citation::styles::prepare(&config, sources, &languages), diagnostics));

    let drafts = parse(sources, &config, options, progress, diagnostics);
    let base = take(knowledge::resolve(drafts, sources, &config, &languages), diagnostics);
    diagnostics.extend(check_menus::check(&base, &config));
    let base = Arc::new(base);
    let beside_texts = beside::files(&base, &config);
    let made = assets::gather(sources, &base, &config, &beside_texts, diagnostics);
    let desk = Arc::new(Desk::new(made));
    let beside_texts = Beside::of(&beside_texts, sources, &config);
    let early =
        template::content::early(sources, &config, &base, &languages, &styles, &desk, options.mode);
    let expanded =
        take(template::content::expand(early.as_ref(), sources, &config, &base), diagnostics);
    let cleaner = sanitise::cleaner(&config);
    let lexicon = Lexicon::new(&base, &config);
    let around = Surroundings {
        base: &base,
        sources,
        config: &config,
        languages: &languages,
        styles: &styles,
        expanded: &expanded,
        snippets: early.as_ref().map(|early| &early.engine as &dyn Snippets),
        cleaner: &cleaner,
        lexicon: &lexicon,
        desk: Some(&desk),
    };
    let (mut page_bodies, mut section_bodies) = render(around, progress, diagnostics);

    // A file of that name in `static/` is what somebody wants instead.
    let add = |file: String, artifact: Artifact, diagnostics: &mut Vec<Diagnostic>| {
        let own = format!("the site's own {file}");
        diagnostics.extend(beside_texts.in_place_of(&file, &own, None));
        desk.add(file, artifact);
    };
    // Templates may ask for the hash of any file that no template makes, so these come first.
    let has_code = page_bodies.iter().chain(&section_bodies).any(|body| body.has_code);
    if has_code && config.carnet.is_some() {
        add(finish::CODE_STYLE.to_owned(), assets::code_style(), diagnostics);
    }
    for (file, index) in search::indexes(&base, &config, &page_bodies, &section_bodies, diagnostics)
    {
        add(file, index, diagnostics);
    }
    let jobs = plan::jobs(&base, &config);
    if config.carnet.is_some() {
        let list = published::list(&jobs, &base, &config);
        add(published::FILE.to_owned(), list, diagnostics);
    }
    let artifacts = desk.assets();
    let texts = check_links::OfTexts::take(&mut page_bodies, &mut section_bodies, &base, &config);
    let library = || {
        template::library(
            Arc::clone(sources),
            Arc::clone(&config),
            Arc::clone(&base),
            languages,
            Arc::clone(&styles),
            page_bodies,
            section_bodies,
            Arc::clone(&desk),
            options.mode,
        )
    };
    let plan = || {
        let Outcome { value: jobs, mut diagnostics } =
            outputs::without_replaced(jobs, &artifacts, &beside_texts, &base, &config);
        diagnostics.extend(outputs::check(&jobs, &artifacts, &base, &config));
        // Looked up and never gone through, so its order is nobody's business.
        let target = |job: &Job| target_of_file(&job.file(&base, &config)).to_owned();
        let planned: HashSet<String> = jobs.iter().map(target).collect();
        Outcome { value: (jobs, planned), diagnostics }
    };
    let (library, planned) = rayon::join(library, plan);
    let (jobs, planned) = take(planned, diagnostics);
    let library = Arc::new(take(library, diagnostics));
    let engine = take(template::engine::load(&library), diagnostics)?;

    let exists = |target: &str| check_links::is_written(target, &planned, &artifacts);
    progress.stage("pages", jobs.len());
    let make = |job: &Job| {
        let page = typeset::typeset(job, &library, &engine, &cleaner);
        progress.step();
        let (finished, bytes, problems) = finish::page(page?, &config, exists);
        let artifact = sink.take(&finished.file, bytes);
        Ok((finished, artifact, problems))
    };
    // Lists, feeds and sitemaps come last and take longest: begun first, none is left when all else
    // is done.
    let finished: Vec<Result<_, Diagnostic>> =
        jobs.par_iter().rev().with_max_len(SHARE).map(make).collect();
    let mut pages = Vec::with_capacity(finished.len());
    let mut taken = Vec::with_capacity(finished.len());
    let mut problems = Vec::new();
    for one in finished.into_iter().rev() {
        match one {
            Ok((page, artifact, found)) => {
                taken.push((page.file.clone(), artifact));
                pages.push(page);
                problems.extend(found);
            }
            Err(problem) => problems.push(problem),
        }
    }
    diagnostics.extend(diagnostic::gather(problems));
    diagnostics.extend(desk.take_warnings());
    let (pictures, problems) =
        template::functions::images::make(&library, options.pictures.as_deref());
    diagnostics.extend(problems);
    drop(artifacts);
    let mut artifacts = desk.take_assets();
    // So many small values take their time to go, for which nobody need wait.
    let kept = (!options.published.is_empty()).then(|| Arc::clone(&base));
    let done = (engine, library, base);
    if options.is_last {
        std::mem::forget(done);
    } else {
        rayon::spawn(move || drop(done));
    }
    artifacts.extend(pictures);
    // Where two pages want one file, whose ids would count is nobody's guess.
    let ids_are_known = planned.len() == jobs.len();
    let known =
        check_links::Known { pages: &pages, planned: &planned, assets: &artifacts, ids_are_known };
    diagnostics.extend(check_links::check(known, &texts, &config));
    if config.link_checker.internal_level == Level::Warn {
        for problem in diagnostics.iter_mut() {
            if matches!(problem.code.name, "link/unknown-file" | "link/unknown-anchor") {
                problem.severity = Severity::Warning;
            }
        }
    }
    artifacts.extend(taken);
    if let Some(base) = kept {
        let made = published::Made { files: &artifacts, base: &base, config: &config };
        let lists = options.published.iter().filter_map(|path| sources.find(path));
        diagnostics.extend(lists.flat_map(|list| published::check(list, sources, made)));
    }
    Some(Site { artifacts, hard_links: config.hard_link_static })
}

fn take<T>(outcome: Outcome<T>, diagnostics: &mut Vec<Diagnostic>) -> T {
    diagnostics.extend(outcome.diagnostics);
    outcome.value
}

fn parse(
    sources: &Sources,
    config: &Config,
    options: &Options,
    progress: &dyn Progress,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Draft> {
    let drafts = if options.include_drafts { Drafts::Include } else { Drafts::Leave };
    let notes: Vec<SourceId> = sources
        .below("content")
        .filter(|(_, path, source)| {
            // Zola leaves out a section with its folder, though not the pages there.
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
            let is_left_out = name.starts_with("_index.") && config.ignores_content(folder);
            !is_left_out
                && path.ends_with(".md")
                && matches!(source.content, Content::Text(_))
                && !config.ignores_content(path)
        })
        .map(|(id, _, _)| id)
        .collect();
    progress.stage("notes", notes.len());
    let parsed: Vec<Outcome<Option<Draft>>> =
        notes.par_iter().map(|id| draft::parse(sources, *id, config, drafts)).collect();
    let mut drafts = Vec::with_capacity(parsed.len());
    drafts.extend(parsed.into_iter().filter_map(|outcome| take(outcome, diagnostics)));
    drafts
}

fn render(
    around: Surroundings<'_>,
    progress: &dyn Progress,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Body>, Vec<Body>) {
    let pages: Vec<PageId> = around.base.page_ids().map(|(id, _)| id).collect();
    let sections: Vec<SectionId> = around.base.section_ids().map(|(id, _)| id).collect();
    progress.stage("texts", pages.len() + sections.len());
    let step = |outcome: Outcome<Body>| {
        progress.step();
        outcome
    };
    let pages: Vec<Outcome<Body>> =
        pages.par_iter().with_max_len(SHARE).map(|id| step(markdown::page(around, *id))).collect();
    let sections: Vec<Outcome<Body>> =
        sections.par_iter().map(|id| step(markdown::section(around, *id))).collect();
    let mut problems = Vec::new();
    let mut values = |outcomes: Vec<Outcome<Body>>| -> Vec<Body> {
        outcomes.into_iter().map(|outcome| take(outcome, &mut problems)).collect()
    };
    let bodies = (values(pages), values(sections));
    diagnostics.extend(diagnostic::gather(problems));
    bodies
}
