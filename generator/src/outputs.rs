//! That no two things are written to one file, and none where another needs a folder.
//!
//! Routes that pages want are compared in [`crate::knowledge::routes`]; here they meet the files
//! that lie in `static/` and those that the site always has.

use std::collections::BTreeMap;

use hashbrown::HashMap;
use rayon::prelude::*;

use crate::beside::Beside;
use crate::citation::Cited;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Outcome, codes};
use crate::emit::OWN;
use crate::knowledge::KnowledgeBase;
use crate::plan::Job;
use crate::site::Artifact;
use crate::source::Span;

/// Who wants a file.
#[derive(Clone)]
struct Owner {
    name: String,
    span: Option<Span>,
    /// Whether its route was compared with those of all others of its sort already.
    has_route: bool,
}

/// Leaves out what the site writes itself when somebody put a file of that name into `static/`, and
/// reports a file of that name beside a text.
/// Where the site is no carnet, any page: Zola copies such files last, over what is there.
#[must_use]
pub fn without_replaced(
    jobs: Vec<Job>,
    assets: &BTreeMap<String, Artifact>,
    beside_texts: &Beside<'_>,
    base: &KnowledgeBase,
    config: &Config,
) -> Outcome<Vec<Job>> {
    let mut diagnostics = Vec::new();
    let value = jobs
        .into_iter()
        .filter(|job| {
            let file = job.file(base, config);
            if !assets.contains_key(&file) {
                return true;
            }
            let Owner { name, span, .. } = owner(job, &file, base);
            if let Some(problem) = beside_texts.in_place_of(&file, &name, span) {
                diagnostics.push(problem);
                return false;
            }
            if is_of_the_site(job) {
                return false;
            }
            if config.carnet.is_none() {
                let owner = owner(job, &file, base);
                let message = format!("the file {file} is written in place of {}", owner.name);
                let problem = match owner.span {
                    Some(span) => Diagnostic::at(&codes::ROUTE_REPLACED, span, message),
                    None => Diagnostic::about(&codes::ROUTE_REPLACED, file, message),
                };
                diagnostics.push(problem.help("give one of them another address or name"));
            }
            config.carnet.is_some()
        })
        .collect();
    Outcome { value, diagnostics }
}

fn is_of_the_site(job: &Job) -> bool {
    matches!(
        job,
        Job::Note(..)
            | Job::Citation(..)
            | Job::Bibliography(..)
            | Job::Feed { .. }
            | Job::Sitemap { .. }
            | Job::SitemapIndex(_)
            | Job::Robots
            | Job::NotFound(_)
    )
}

/// Reports every file that two things want, and every file that stands where a folder must be.
#[must_use]
pub fn check(
    jobs: &[Job],
    assets: &BTreeMap<String, Artifact>,
    base: &KnowledgeBase,
    config: &Config,
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let files: Vec<String> = jobs.par_iter().map(|job| job.file(base, config)).collect();
    // Looked up and never gone through, so its order is nobody's business.
    let mut claims: HashMap<&str, Claim<'_>> = HashMap::with_capacity(files.len());
    claims.extend(assets.keys().map(|file| (file.as_str(), Claim::Asset)));
    for (job, file) in jobs.iter().zip(&files) {
        if let Some(first) = claims.get(file.as_str()) {
            let (first, owner) = (first.owner(file, base), owner(job, file, base));
            if !(first.has_route && owner.has_route) {
                let message =
                    format!("{} and {} would both be written to {file}", first.name, owner.name);
                diagnostics.push(collision(message, &first, &owner, file));
            }
        } else {
            claims.insert(file, Claim::Job(job));
        }
    }
    let is_first = |job: &Job, file: &str| matches!(claims.get(file), Some(Claim::Job(first)) if std::ptr::eq(*first, job));
    // The files beside a page need no folder but that of the page, of which it is told.
    let is_beside =
        |job: &Job| matches!(job, Job::Note(..) | Job::Citation(..) | Job::Bibliography(..));
    let of_jobs = jobs.iter().zip(&files).filter(|(job, file)| is_first(job, file));
    let of_jobs = of_jobs.filter(|(job, _)| !is_beside(job));
    let all = assets.keys().map(|file| (file, Claim::Asset));
    for (file, claim) in all.chain(of_jobs.map(|(job, file)| (file, Claim::Job(job)))) {
        if file.starts_with(OWN) {
            let owner = claim.owner(file, base);
            let message = format!("{} has a name that carnet keeps for itself", owner.name);
            diagnostics.push(collision(message, &owner, &owner, file));
        }
        for (slash, _) in file.match_indices('/') {
            if let Some(first) = claims.get(&file[..slash]) {
                let (first, owner) = (first.owner(&file[..slash], base), claim.owner(file, base));
                let message =
                    format!("{} needs a folder where {} is to be written", owner.name, first.name);
                diagnostics.push(collision(message, &first, &owner, file));
            }
        }
    }
    diagnostics
}

/// What wants a file. Who that is, is only asked where two do.
#[derive(Clone, Copy)]
enum Claim<'a> {
    Asset,
    Job(&'a Job),
}

impl Claim<'_> {
    fn owner(self, file: &str, base: &KnowledgeBase) -> Owner {
        match self {
            Self::Asset => Owner { name: format!("the file {file}"), span: None, has_route: false },
            Self::Job(job) => owner(job, file, base),
        }
    }
}

fn collision(message: String, one: &Owner, other: &Owner, file: &str) -> Diagnostic {
    let problem = match other.span.as_ref().or(one.span.as_ref()) {
        Some(span) => Diagnostic::at(&codes::ROUTE_COLLISION, span.clone(), message),
        None => Diagnostic::about(&codes::ROUTE_COLLISION, file, message),
    };
    problem.help("give one of them another address or name")
}

fn owner(job: &Job, file: &str, base: &KnowledgeBase) -> Owner {
    let of_content = |relative: &str, span: Option<Span>| Owner {
        name: format!("content/{relative}"),
        span,
        has_route: true,
    };
    match job {
        Job::Page(id) => {
            let draft = &base.page(*id).draft;
            let written = draft.page.path.as_ref().or(draft.page.slug.as_ref());
            let span = written.map_or_else(|| draft.front_matter.clone(), |text| text.span.clone());
            of_content(&draft.place.relative, Some(span))
        }
        // Where two want it, so do their pages, of which that is told.
        Job::Note(id, _)
        | Job::Citation(Cited::Page(id), _)
        | Job::Bibliography(Cited::Page(id), _) => {
            of_content(&base.page(*id).draft.place.relative, None)
        }
        Job::Section(id, pager) => {
            let draft = &base.section(*id).draft;
            let span = draft.source.map(|source| Span::new(source, 0..0));
            let is_first = pager.as_ref().is_none_or(|pager| pager.index == 1);
            Owner { has_route: is_first, ..of_content(&draft.place.relative, span) }
        }
        Job::Alias { from, span, .. } => {
            Owner { name: format!("the alias {from}"), span: span.clone(), has_route: true }
        }
        Job::Taxonomy { .. } => {
            Owner { name: format!("the taxonomy page {file}"), span: None, has_route: true }
        }
        Job::Term { .. } => {
            Owner { name: format!("the taxonomy page {file}"), span: None, has_route: false }
        }
        Job::Citation(Cited::Site(_), _)
        | Job::Bibliography(Cited::Site(_), _)
        | Job::Feed { .. }
        | Job::Sitemap { .. }
        | Job::SitemapIndex(_)
        | Job::Robots
        | Job::NotFound(_) => {
            Owner { name: format!("the site's own {file}"), span: None, has_route: false }
        }
    }
}
