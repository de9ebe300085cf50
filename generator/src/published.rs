//! Published addresses: the list of them that every build of a carnet writes, and the check that
//! none of a former list is lost.
//!
//! The list has one route a line, in order. A route that leads on is followed by a space and the
//! route it leads to: an alias, or the permanent address of a note. What is unlisted is not in it,
//! nor are the later parts of lists, which come and go. The check reads this list, any other list
//! of addresses, and sitemaps, so that it is of use to a plain site as well.

mod address;
mod advice;
mod read;

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::{HashMap, HashSet};

use crate::config::Config;
use crate::diagnostic::{Diagnostic, codes};
use crate::finish::links::{encoded, file_of, target_of, target_of_file};
use crate::knowledge::{KnowledgeBase, permanent};
use crate::plan::{Job, Pager};
use crate::site::Artifact;
use crate::source::{Content, SourceId, Sources, Span};
use address::Home;
use advice::Places;

/// The name of the list, below the output folder.
pub const FILE: &str = "routes.txt";

/// How many lost routes of one list are reported each. Whoever loses more has given the list of
/// another site, or has moved a whole folder, and learns it from these.
const MOST: usize = 1_000;

/// How many letters of a route a message shows.
const LONGEST: usize = 200;

/// The list of what a carnet publishes.
#[must_use]
pub fn list(jobs: &[Job], base: &KnowledgeBase, config: &Config) -> Artifact {
    let is_first = |pager: &Option<Pager>| pager.as_ref().is_none_or(|pager| pager.index == 1);
    let is_public = |job: &&Job| match job {
        Job::Page(id) => base.page(*id).is_listed(),
        Job::Section(_, pager) | Job::Term { pager, .. } => is_first(pager),
        Job::Taxonomy { .. } | Job::Feed { .. } => true,
        // Where an alias leads and whether it is listed, its own list tells. The rest are no
        // addresses that a reader keeps.
        Job::Note(..)
        | Job::Citation(..)
        | Job::Bibliography(..)
        | Job::Alias { .. }
        | Job::Sitemap { .. }
        | Job::SitemapIndex(_)
        | Job::Robots
        | Job::NotFound(_) => false,
    };
    let made = jobs.iter().filter(is_public).map(|job| {
        let file = job.file(base, config);
        format!("/{}", target_of_file(&file))
    });
    let sent_on = base
        .sections
        .iter()
        .filter(|section| section.draft.section.redirect_to.is_some())
        .map(|section| section.route.clone());
    let aliases = base.aliases.iter().filter(|alias| alias.is_listed);
    let lines: BTreeSet<String> = made
        .chain(sent_on)
        .map(|route| encoded(&route))
        .chain(aliases.map(|alias| format!("{} {}", encoded(&alias.from), encoded(&alias.to))))
        .collect();
    let text: String = lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect();
    Artifact::Made(text.into_bytes())
}

/// An address as a list has it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Published {
    address: String,
    /// Where it led on to.
    to: Option<String>,
    span: Span,
}

/// Where aliases lead.
type LeadsTo<'a> = HashMap<&'a str, &'a str>;

/// What a build made, to be compared with a list.
#[derive(Clone, Copy, Debug)]
pub struct Made<'a> {
    /// Its files.
    pub files: &'a BTreeMap<String, Artifact>,
    /// What it was made from.
    pub base: &'a KnowledgeBase,
    /// How.
    pub config: &'a Config,
}

/// Reports every address of the list `source` at which nothing is any more, and every permanent
/// address that leads to another note than it did.
#[must_use]
pub fn check(source: SourceId, sources: &Sources, made: Made<'_>) -> Vec<Diagnostic> {
    if matches!(sources.get(source).content, Content::Unreadable(_)) {
        // That is told already.
        return Vec::new();
    }
    let list = match read::read(source, sources) {
        Ok(list) => list,
        Err(problem) => return vec![problem],
    };
    let home = Home::of(&made.config.base_url);
    let places = Places::new(made.base, made.config);
    let mut diagnostics = Vec::new();
    let mut elsewhere: Vec<&Span> = Vec::new();
    let mut lost: Vec<(String, &Published)> = Vec::new();
    // Looked up and never gone through, so their order is nobody's business.
    let mut known = HashSet::new();
    let leads_to: LeadsTo<'_> =
        made.base.aliases.iter().map(|alias| (alias.from.as_str(), alias.to.as_str())).collect();
    for published in &list {
        let routes = home.routes(&published.address);
        let Some(first) = routes.first() else {
            elsewhere.push(&published.span);
            continue;
        };
        let route = routes.iter().find(|route| made.has(route));
        let settled = settled(route.unwrap_or(first));
        if !known.insert(settled.clone()) {
            continue;
        }
        if route.is_none() {
            if !made.is_part_of_a_list(&settled) {
                lost.push((settled, published));
            }
            continue;
        }
        let led_to = published.to.as_ref().and_then(|to| home.routes(to).into_iter().next());
        let other = led_to.and_then(|before| made.other_note(&settled, &before, &leads_to));
        if let Some((before, now)) = other {
            let message = format!("{settled} led to {before}, and leads to {now} now");
            let help = "a permanent id is never given to another note: make a new one for it";
            diagnostics.push(
                Diagnostic::at(&codes::ROUTE_REUSED, published.span.clone(), message).help(help),
            );
        }
    }
    diagnostics.extend(too_many(&lost));
    diagnostics.extend(lost.iter().take(MOST).map(|(route, published)| {
        let led_to = published.to.as_ref().and_then(|to| home.routes(to).into_iter().next());
        Diagnostic::at(
            &codes::ROUTE_LOST,
            published.span.clone(),
            format!("nothing is at {} any more", shown(route)),
        )
        .help(places.advice(route, led_to.as_deref()))
    }));
    diagnostics.extend(foreign(&elsewhere, list.len(), made.config));
    diagnostics
}

/// A route in the one form that all that lead there share.
fn settled(route: &str) -> String {
    format!("/{}", target_of(&encoded(route)))
}

/// A route as a message can hold it: not for ever, and with nothing in it that a terminal obeys.
fn shown(route: &str) -> String {
    let mut shown = String::new();
    for letter in route.chars().take(LONGEST) {
        match letter.is_control() {
            true => shown.extend(letter.escape_default()),
            false => shown.push(letter),
        }
    }
    if route.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}

impl Made<'_> {
    /// Whether a host sends something at a route; it adds a slash that is missing.
    fn has(&self, route: &str) -> bool {
        let target = route.trim_start_matches('/');
        self.files.contains_key(&*file_of(target))
            || !target.is_empty() && self.files.contains_key(&*file_of(&format!("{target}/")))
    }

    /// The note that a permanent address led to and the one that it leads to now, where both are
    /// there and differ.
    fn other_note(
        &self,
        route: &str,
        before: &str,
        leads_to: &LeadsTo<'_>,
    ) -> Option<(String, String)> {
        permanent::read(route, self.config)?;
        let now = *leads_to.get(route)?;
        let before = settled(before);
        let is_at = leads_to.get(before.as_str()).copied().unwrap_or(&before);
        (is_at != now && self.has(&before)).then(|| (before.clone(), now.to_owned()))
    }

    /// Whether a route is one of a later part of a list that is still there: how many parts a list
    /// has follows from what is in it.
    fn is_part_of_a_list(&self, route: &str) -> bool {
        let Some((folder, number)) = route.trim_end_matches('/').rsplit_once('/') else {
            return false;
        };
        if number.is_empty() || !number.bytes().all(|digit| digit.is_ascii_digit()) {
            return false;
        }
        let is_its = |list: &str, path: &str, by: usize| {
            by > 0 && Pager::folder(list, path).trim_end_matches('/') == folder
        };
        let of_section = self.base.sections.iter().any(|section| {
            let front = &section.draft.section;
            front.render && is_its(&section.route, &front.paginate_path, front.paginate_by)
        });
        let mut taxonomies = self.base.taxonomies.values().flatten();
        of_section
            || taxonomies.any(|taxonomy| {
                let settings = &taxonomy.settings;
                let (path, by) = (settings.paginate_path(), settings.paginate_by);
                taxonomy.terms.iter().any(|term| is_its(&term.route, path, by))
            })
    }
}

/// What is said of those that are not reported each.
fn too_many(lost: &[(String, &Published)]) -> Option<Diagnostic> {
    let (route, published) = lost.get(MOST)?;
    let route = shown(route);
    let message = match lost.len() - MOST {
        1 => format!("nothing is at {route} any more"),
        more => format!("nothing is at {route} any more, nor at {} other addresses", more - 1),
    };
    let help = "if this list is of another site, give that of this one; mend the first ones";
    Some(Diagnostic::at(&codes::ROUTE_LOST, published.span.clone(), message).help(help))
}

/// What is said of addresses that are none of the site's: a list in which all are is of no use.
fn foreign(elsewhere: &[&Span], all: usize, config: &Config) -> Option<Diagnostic> {
    let first = (*elsewhere.first()?).clone();
    let help = match config.base_url.contains("://") {
        true => format!("the site is at {}; name another with --base-url", config.base_url),
        false => "name the address of the site with --base-url".to_owned(),
    };
    let problem = if elsewhere.len() == all {
        Diagnostic::at(&codes::ROUTE_LIST, first, "no address in this list is one of the site")
    } else {
        let message = match elsewhere.len() {
            1 => "this is no address of the site".to_owned(),
            2 => "this and another are no addresses of the site".to_owned(),
            count => format!("this and {} others are no addresses of the site", count - 1),
        };
        Diagnostic::at(&codes::ROUTE_FOREIGN, first, message)
    };
    Some(problem.help(help))
}
