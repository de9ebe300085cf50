//! Addresses: where each page lives, and that no two live in one place.
//!
//! A *route* begins and ends with a slash and is written in the letters that addresses allow:
//! `/notes/s-entourer/`.

use std::borrow::Cow;

use hashbrown::HashMap;

use super::{Alias, KnowledgeBase, PageFact, SectionFact, permanent};
use crate::config::{Config, Strategy};
use crate::diagnostic::{Diagnostic, codes};
use crate::draft::{PageDraft, SectionDraft};
use crate::source::{Sources, Span, Spanned};

/// The route of a page of that slug.
pub(super) fn of_page(draft: &PageDraft, slug: &str, config: &Config) -> String {
    // Of one that cannot be an address it is told; links to the page are not wrong for it.
    if let Some(path) = draft.page.path.as_ref().filter(|path| is_sound(&path.value, config)) {
        return tidy(&path.value);
    }
    join(config, &draft.place.language, &draft.place.folders, Some(slug))
}

/// The last part of a page's address, where nothing else is written.
pub(super) fn slug(draft: &PageDraft, config: &Config) -> String {
    let written = draft.page.slug.as_ref().map(|slug| config.slugify.paths.path(&slug.value));
    written
        .filter(|slug| is_sound_part(slug, config))
        .unwrap_or_else(|| config.slugify.paths.path(&draft.place.name))
}

/// The route of a section.
pub(super) fn of_section(draft: &SectionDraft, config: &Config) -> String {
    join(config, &draft.place.language, &draft.place.folders, None)
}

fn join(config: &Config, language: &str, folders: &[String], last: Option<&str>) -> String {
    let mut route = config.language_prefix(language);
    for folder in folders {
        route.push('/');
        match config.carnet {
            Some(_) => route.push_str(&config.slugify.paths.path(folder)),
            // Zola leaves the names of folders as they are.
            None => route.push_str(folder),
        }
    }
    if let Some(last) = last {
        route.push('/');
        route.push_str(last);
    }
    route.push('/');
    route
}

/// A path as somebody wrote it, as a route.
fn tidy(path: &str) -> String {
    let inner = path.trim().trim_matches('/');
    if inner.is_empty() { "/".to_owned() } else { format!("/{inner}/") }
}

/// Whether a path can stand in an address and on every disk, and in the list of redirects that
/// hosts read, where a space ends an address. Zola's sites choose their own signs, as long as
/// nothing is written anywhere else.
pub(crate) fn is_sound(path: &str, config: &Config) -> bool {
    let inner = path.trim_matches('/');
    if config.carnet.is_none() {
        return path.len() < 1_000
            && (inner.is_empty() || inner.split('/').all(|part| is_sound_part(part, config)));
    }
    let is_sign = |letter: char| {
        letter.is_control() || letter.is_whitespace() || "\\?#%:*\"<>|".contains(letter)
    };
    !path.contains(is_sign)
        && path.len() < 1_000
        && (inner.is_empty() || inner.split('/').all(|part| is_sound_part(part, config)))
}

/// Whether a part of a path is a name: not hidden, not a step up, not too long for a disk.
fn is_sound_part(part: &str, config: &Config) -> bool {
    let is_name = match config.carnet {
        Some(_) => !part.starts_with('.'),
        None => {
            !matches!(part, "." | "..")
                && !part
                    .contains(|letter: char| letter.is_control() || matches!(letter, '/' | '\\'))
        }
    };
    is_name && !part.is_empty() && part.len() < 200
}

/// What claims a route. Who that is in words, is only asked where two claim one.
#[derive(Clone, Copy)]
enum Claimant<'a> {
    Section(&'a SectionFact),
    Page(&'a PageFact),
    Taxonomy(&'a str),
    Alias(&'a Spanned<String>),
    Permanent(&'a Spanned<String>),
}

impl Claimant<'_> {
    /// Where its claim is written.
    fn place(self, sources: &Sources) -> Option<Span> {
        match self {
            Self::Section(section) => section.draft.source.map(|source| sources.first_line(source)),
            Self::Page(page) => {
                let front = &page.draft.page;
                let written = front.path.as_ref().or(front.slug.as_ref());
                Some(written.map_or_else(
                    || sources.first_line(page.draft.source),
                    |text| text.span.clone(),
                ))
            }
            Self::Taxonomy(_) => None,
            Self::Alias(text) | Self::Permanent(text) => Some(text.span.clone()),
        }
    }

    /// What it is called in a message.
    fn name(self, sources: &Sources) -> String {
        match self {
            Self::Section(section) => format!("content/{}", section.draft.place.relative),
            Self::Page(page) => format!("content/{}", page.draft.place.relative),
            Self::Taxonomy(name) => format!("the taxonomy `{name}` of config.toml"),
            Self::Alias(text) | Self::Permanent(text) => sources.get(text.span.source).path.clone(),
        }
    }
}

/// All that is claimed, looked up and never gone through, so that its order is nobody's business.
type Claims<'a> = HashMap<Cow<'a, str>, Claimant<'a>>;

/// Checks that every address is sound and claimed once; gives the aliases that are.
pub(super) fn check(
    base: &KnowledgeBase,
    sources: &Sources,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Alias> {
    let mut claims = Claims::with_capacity(base.sections.len() + base.pages.len());
    let mut written = Vec::new();
    for section in &base.sections {
        if section.draft.section.render {
            let claimant = Claimant::Section(section);
            add(&mut claims, &section.route, claimant, sources, config, diagnostics);
        }
        for alias in &section.draft.section.aliases {
            written.push((alias, section.route.as_str(), None, true));
        }
    }
    for (id, page) in base.page_ids() {
        match (&page.draft.page.path, &page.draft.page.slug) {
            (Some(path), _) if !is_sound(&path.value, config) => diagnostics.push(unsound(path)),
            (None, Some(slug))
                if !is_sound_part(&config.slugify.paths.path(&slug.value), config) =>
            {
                diagnostics.push(unsound(slug));
            }
            (None, None) if !is_sound_part(&page.slug, config) => {
                diagnostics.push(unsound(&Spanned {
                    value: page.draft.place.stem.clone(),
                    span: sources.first_line(page.draft.source),
                }));
            }
            _ => {}
        }
        if page.draft.page.render {
            let claimant = Claimant::Page(page);
            add(&mut claims, &page.route, claimant, sources, config, diagnostics);
        }
        for alias in &page.draft.page.aliases {
            written.push((alias, page.route.as_str(), Some(id), page.is_listed()));
        }
    }
    for (language, settings) in &config.languages {
        for taxonomy in settings.taxonomies.iter().filter(|taxonomy| taxonomy.render) {
            let route = config.taxonomy_route(language, taxonomy);
            let claimant = Claimant::Taxonomy(&taxonomy.name);
            add(&mut claims, route, claimant, sources, config, diagnostics);
        }
    }
    let mut aliases = Vec::new();
    for (alias, to, page, is_listed) in written {
        if !is_sound(&alias.value, config) {
            diagnostics.push(unsound(alias));
            continue;
        }
        let from = if alias.value.ends_with(".html") {
            format!("/{}", alias.value.trim_start_matches('/'))
        } else {
            tidy(&alias.value)
        };
        if config.carnet.is_some() && from.eq_ignore_ascii_case(to) {
            let message = format!("{from} is the address of this page itself, and no alias");
            let problem = Diagnostic::at(&codes::ROUTE_COLLISION, alias.span.clone(), message);
            diagnostics.push(problem.help("take it out; aliases are addresses it had before"));
            continue;
        }
        let claimant = Claimant::Alias(alias);
        if add(&mut claims, from.clone(), claimant, sources, config, diagnostics) {
            let (to, span) = (to.to_owned(), alias.span.clone());
            aliases.push(Alias { from, to, page, is_listed, span });
        }
    }
    for (id, permanent_id) in permanent::claims(base, diagnostics) {
        let page = base.page(id);
        let from = permanent::route(&permanent_id.value, page.language(), config);
        let claimant = Claimant::Permanent(permanent_id);
        if add(&mut claims, from.clone(), claimant, sources, config, diagnostics) {
            let (to, span) = (page.route.clone(), permanent_id.span.clone());
            let (page, is_listed) = (Some(id), page.is_listed());
            aliases.push(Alias { from, to, page, is_listed, span });
        }
    }
    aliases
}

fn unsound(path: &Spanned<String>) -> Diagnostic {
    Diagnostic::at(
        &codes::ROUTE_INVALID,
        path.span.clone(),
        format!("{:?} cannot be an address of this site", path.value),
    )
    .help("write a path below the site's home, such as \"/old/route/\", without `..`, `?` or `#`")
}

/// Claims a route, or reports that somebody else has it. A file that claims one twice has it once:
/// says whether it is new.
fn add<'a>(
    claims: &mut Claims<'a>,
    route: impl Into<Cow<'a, str>>,
    claimant: Claimant<'a>,
    sources: &Sources,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> bool {
    let route = route.into();
    // Two addresses that differ by their capitals are one file on many disks. A site that leaves
    // names as they are has chosen its capitals.
    let is_as_written =
        config.carnet.is_none() && matches!(config.slugify.paths, Strategy::Safe | Strategy::Off);
    let is_small = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    let key = match is_as_written || route.bytes().all(is_small) {
        true => route.clone(),
        false => Cow::Owned(route.to_lowercase()),
    };
    let Some(first) = claims.get(&key) else {
        claims.insert(key, claimant);
        return true;
    };
    let (one, other) = (first.name(sources), claimant.name(sources));
    if one == other && config.carnet.is_none() {
        return false;
    }
    let message = format!("{one} and {other} both want the address {route}");
    let help = match (claimant, *first) {
        (Claimant::Alias(alias), Claimant::Alias(_)) => {
            format!("take the alias {:?} out of one of the two", alias.value)
        }
        (Claimant::Alias(alias), _) | (_, Claimant::Alias(alias)) => {
            format!("take the alias {:?} out", alias.value)
        }
        _ => "give one of them another `slug` or `path`, or rename its file".to_owned(),
    };
    let problem = match (claimant.place(sources), first.place(sources)) {
        (Some(place), first) => {
            let problem = Diagnostic::at(&codes::ROUTE_COLLISION, place, message);
            match first {
                Some(first) => problem.note(first, "the other one is here"),
                None => problem,
            }
        }
        (None, Some(place)) => Diagnostic::at(&codes::ROUTE_COLLISION, place, message),
        (None, None) => Diagnostic::about(&codes::ROUTE_COLLISION, other, message),
    };
    diagnostics.push(problem.help(help));
    true
}
