//! Links within the site, checked once all pages are known: each must lead to a file that is
//! written, and to an id that is on it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use hashbrown::{HashMap, HashSet};
use rayon::prelude::*;

use crate::config::Config;
use crate::diagnostic::{self, Code, Diagnostic, codes};
use crate::finish::links::{Link, Place, file_of, target_of, target_of_file};
use crate::finish::{Finished, Ids};
use crate::knowledge::KnowledgeBase;
use crate::markdown::Body;
use crate::site::Artifact;
use crate::source::{Span, Spanned};

/// The files of the output, as links see them.
#[derive(Clone, Copy)]
pub(crate) struct Known<'a> {
    /// The pages.
    pub(crate) pages: &'a [Finished],
    /// Targets of the pages that are planned, also of those that could not be made.
    pub(crate) planned: &'a HashSet<String>,
    /// All other files.
    pub(crate) assets: &'a BTreeMap<String, Artifact>,
    /// Whether each file has one page.
    pub(crate) ids_are_known: bool,
}

/// Whether something is written at a target: a page that is planned, or another file.
pub(crate) fn is_written(
    target: &str,
    planned: &HashSet<String>,
    assets: &BTreeMap<String, Artifact>,
) -> bool {
    // Most are pages, for which no name of a file need be made.
    planned.contains(target) || assets.contains_key(&*file_of(target))
}

/// How many dead links are looked at for what was meant: it takes a look at every page.
const SUGGESTED: usize = 50;

/// What the texts link to, taken from their bodies before these become values of templates.
pub(crate) struct OfTexts {
    /// Each link, and whether Zola checks it.
    links: Vec<(Spanned<String>, bool)>,
    /// The places in texts that some link leads to: target and id. What the texts of a Zola site
    /// hold counts, whether or not its templates show it.
    places: HashSet<(String, String)>,
}

impl OfTexts {
    /// Takes the links of all bodies.
    pub(crate) fn take(
        page_bodies: &mut [Body],
        section_bodies: &mut [Body],
        base: &KnowledgeBase,
        config: &Config,
    ) -> Self {
        let mut links = Vec::new();
        for body in page_bodies.iter_mut().chain(section_bodies.iter_mut()) {
            links.extend(body.links.drain(..).map(|link| (link, true)));
            links.extend(body.addresses.drain(..).map(|link| (link, false)));
        }
        let mut places = HashSet::new();
        if config.carnet.is_none() && links.iter().any(|(link, _)| link.value.contains('#')) {
            let pages = base.pages.iter().map(|page| &page.route).zip(page_bodies);
            let sections = base.sections.iter().map(|section| &section.route).zip(section_bodies);
            // Looked up and never gone through, so their order is nobody's business.
            let texts: HashMap<Cow<'_, str>, &mut Body> =
                pages.chain(sections).map(|(route, body)| (target_of(route), body)).collect();
            let root = Place::of("index.html", config);
            let anchored = links.par_iter().filter(|(link, _)| link.value.contains('#'));
            let wanted: BTreeSet<(String, String)> = anchored
                .filter_map(|(link, _)| root.inside(&link.value))
                .map(|link| (link.target.into_owned(), link.anchor.into_owned()))
                .collect();
            let wanted: Vec<(String, String)> = wanted.into_iter().collect();
            // Each text is looked through once, however many links lead into it.
            let by_target: Vec<&[(String, String)]> =
                wanted.chunk_by(|(one, _), (other, _)| one == other).collect();
            let found = by_target.into_par_iter().flat_map_iter(|wanted| {
                let body = texts.get(wanted[0].0.as_str());
                let anchors = body.map(|body| body.anchors()).unwrap_or_default();
                wanted.iter().filter(move |(_, anchor)| anchors.contains(anchor.as_str())).cloned()
            });
            places = found.collect();
        }
        Self { links, places }
    }
}

/// Checks all links. One of a text is reported where it was written, one of a template by its
/// page. In a plain site only what Zola checks is an error; the rest must not stop a site that was
/// made for it.
pub(crate) fn check(known: Known<'_>, texts: &OfTexts, config: &Config) -> Vec<Diagnostic> {
    let is_plain = config.carnet.is_none();
    let root = Place::of("index.html", config);
    // Looked up and never gone through, so their order is nobody's business.
    let ids: HashMap<&str, &Ids> =
        known.pages.iter().map(|page| (target_of_file(&page.file), &page.ids)).collect();
    // Browsers know where the top is.
    let is_top = |anchor: &str| anchor.is_empty() || anchor.eq_ignore_ascii_case("top");
    // As sets only of those pages that some link leads into: each is asked many times, or never.
    let targets = known.pages.iter().flat_map(|page| &page.targets);
    let led_into =
        targets.filter(|(_, anchor)| !anchor.is_empty()).map(|(target, _)| target.as_str());
    let of_texts: Vec<(Link, &Spanned<String>, bool)> = texts
        .links
        .par_iter()
        .filter_map(|(written, is_checked)| {
            Some((root.inside(&written.value)?, written, *is_checked))
        })
        .collect();
    let anchored = of_texts.iter().map(|(link, ..)| link).filter(|link| !link.anchor.is_empty());
    let led_into = led_into.chain(anchored.map(|link| &*link.target));
    let sets: HashMap<&str, HashSet<&str>> = led_into
        .filter_map(|target| Some((target, ids.get(target)?)))
        .collect::<HashMap<&str, &&Ids>>()
        .into_iter()
        .map(|(target, ids)| (target, ids.iter().collect()))
        .collect();
    let has = |target: &str, id: &str| sets.get(target).is_some_and(|ids| ids.contains(id));
    let problem = |target: &str, anchor: &str| match ids.get(target) {
        None if is_written(target, known.planned, known.assets) => None,
        None => Some(&codes::LINK_DEAD),
        Some(_) if is_top(anchor) || !known.ids_are_known => None,
        Some(_) if has(target, anchor) => None,
        Some(_) if texts.places.contains(&(target.to_owned(), anchor.to_owned())) => None,
        Some(_) => Some(&codes::LINK_UNKNOWN_ANCHOR),
    };

    let of_texts: Vec<(&Code, &Link, Span, bool)> = of_texts
        .par_iter()
        .filter_map(|(link, Spanned { value, span }, is_checked_by_zola)| {
            let code = problem(&link.target, &link.anchor)?;
            let is_skipped = is_plain && config.link_checker.skips(value);
            (!is_skipped).then(|| (code, link, span.clone(), *is_checked_by_zola))
        })
        .collect();
    let of_pages: Vec<(&Code, &Finished, &(String, String))> = known
        .pages
        .par_iter()
        .flat_map_iter(|page| page.targets.iter().map(move |target| (page, target)))
        .filter_map(|(page, target)| Some((problem(&target.0, &target.1)?, page, target)))
        .collect();

    let mut diagnostics = Vec::new();
    let mut reported = BTreeSet::new();
    let targets: Vec<&str> = known.pages.iter().map(|page| target_of_file(&page.file)).collect();
    for (code, link, span, is_checked_by_zola) in of_texts {
        let near = (diagnostics.len() < SUGGESTED).then_some(targets.as_slice());
        let ids = ids.get(&*link.target).copied();
        // Zola takes `#Top` for `#top`; browsers do not.
        let is_case =
            ids.is_some_and(|ids| ids.iter().any(|id| id.eq_ignore_ascii_case(&link.anchor)));
        let problem = dead(code, link, span, ids, near);
        let is_error =
            !is_plain || is_checked_by_zola && *code == codes::LINK_UNKNOWN_ANCHOR && !is_case;
        diagnostics.push(if is_error { problem } else { problem.as_warning() });
        reported.insert((link.target.to_string(), link.anchor.to_string()));
    }
    for (code, page, (target, anchor)) in of_pages {
        if !reported.insert((target.clone(), anchor.clone())) {
            continue;
        }
        let file = file_of(target);
        let hash = if anchor.is_empty() { String::new() } else { format!("#{anchor}") };
        let problem = Diagnostic::about(
            code,
            &page.made_from,
            format!("the page {} links to {file}{hash}, where nothing is", page.file),
        )
        .help(if page.made_from.starts_with("the alias ") {
            "the address is `redirect_to` in the front matter of that section; mend it there"
        } else {
            "the link comes from a template; mend it there"
        });
        diagnostics.push(if is_plain { problem.as_warning() } else { problem });
    }
    diagnostics
}

/// A dead link of a text. `ids` are those of the page it leads to, if there is one; `targets` are
/// searched for what was meant.
fn dead(
    code: &'static Code,
    link: &Link,
    span: Span,
    ids: Option<&Ids>,
    targets: Option<&[&str]>,
) -> Diagnostic {
    if let Some(ids) = ids {
        let message =
            format!("the page {} has no heading `{}`", file_of(&link.target), link.anchor);
        let problem = Diagnostic::at(code, span, message);
        return match diagnostic::did_you_mean(&link.anchor, ids.iter()) {
            Some(help) => problem.help(help),
            None => problem.help("a heading's id is its text in small letters, with hyphens"),
        };
    }
    let route = &*link.target;
    let problem = Diagnostic::at(code, span, format!("nothing is at /{route}"));
    match diagnostic::nearest(route, targets.unwrap_or_default().iter().copied()) {
        Some(near) => problem.help(format!("did you mean `/{near}`?")),
        None if route.rsplit('/').next().is_some_and(|name| name.contains('.')) => {
            problem.help("put the file beside the text that shows it, or below static/")
        }
        None => problem.help("link to a content file with @/….md instead"),
    }
}
