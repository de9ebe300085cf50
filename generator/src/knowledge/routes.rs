//! Addresses: where each page lives, and that no two live in one place.
//!
//! A *route* begins and ends with a slash and is written in the letters that addresses allow:
//! `/notes/s-entourer/`.

use hashbrown::HashMap;

use super::{Alias, KnowledgeBase};
use crate::config::{Config, Strategy};
use crate::diagnostic::{Diagnostic, codes};
use crate::draft::{PageDraft, SectionDraft};
use crate::source::{Sources, Span, Spanned};

/// The route of a page of that slug.
pub(super) fn of_page(draft: &PageDraft, slug: &str, config: &Config) -> String {
    if let Some(path) = &draft.page.path {
        return tidy(&path.value);
    }
    join(config, &draft.place.language, &draft.place.folders, Some(slug))
}

/// The last part of a page's address, where nothing else is written.
pub(super) fn slug(draft: &PageDraft, config: &Config) -> String {
    let written = draft.page.slug.as_ref().map_or(&draft.place.name, |slug| &slug.value);
    config.slugify.paths.path(written)
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
fn is_sound(path: &str, config: &Config) -> bool {
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

/// Where something that claims a route is written.
#[derive(Clone)]
struct Claim {
    place: Option<Span>,
    file: String,
}

/// Checks that every address is sound and claimed once, and notes the aliases.
pub(super) fn check(
    base: &mut KnowledgeBase,
    sources: &Sources,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) {
    // Looked up and never gone through, so their order is nobody's business.
    let mut claims: HashMap<String, Claim> =
        HashMap::with_capacity(base.sections.len() + base.pages.len());
    let mut aliases = Vec::new();
    for section in &base.sections {
        let claim = Claim {
            place: section.draft.source.map(|source| sources.first_line(source)),
            file: format!("content/{}", section.draft.place.relative),
        };
        if section.draft.section.render {
            add(&mut claims, &section.route, claim, config, diagnostics);
        }
        for alias in &section.draft.section.aliases {
            aliases.push((alias.clone(), section.route.clone(), None, true));
        }
    }
    for (id, page) in base.page_ids() {
        let source = page.draft.source;
        let written = page.draft.page.path.as_ref().or(page.draft.page.slug.as_ref());
        match (&page.draft.page.path, &page.draft.page.slug) {
            (Some(path), _) if !is_sound(&path.value, config) => diagnostics.push(unsound(path)),
            (None, Some(slug)) if !is_sound_part(&page.slug, config) => {
                diagnostics.push(unsound(slug));
            }
            (None, None) if !is_sound_part(&page.slug, config) => {
                diagnostics.push(unsound(&Spanned {
                    value: page.draft.place.stem.clone(),
                    span: sources.first_line(source),
                }));
            }
            _ => {}
        }
        let claim = Claim {
            place: Some(
                written.map_or_else(|| sources.first_line(source), |text| text.span.clone()),
            ),
            file: format!("content/{}", page.draft.place.relative),
        };
        if page.draft.page.render {
            add(&mut claims, &page.route, claim, config, diagnostics);
        }
        for alias in &page.draft.page.aliases {
            aliases.push((alias.clone(), page.route.clone(), Some(id), page.is_listed()));
        }
    }
    for (language, settings) in &config.languages {
        for taxonomy in settings.taxonomies.iter().filter(|taxonomy| taxonomy.render) {
            let route = config.taxonomy_route(language, taxonomy);
            let claim = Claim {
                place: None,
                file: format!("the taxonomy `{}` of config.toml", taxonomy.name),
            };
            add(&mut claims, &route, claim, config, diagnostics);
        }
    }
    for (alias, to, page, is_listed) in aliases {
        if !is_sound(&alias.value, config) {
            diagnostics.push(unsound(&alias));
            continue;
        }
        let file = sources.get(alias.span.source).path.clone();
        let from = if alias.value.ends_with(".html") {
            format!("/{}", alias.value.trim_start_matches('/'))
        } else {
            tidy(&alias.value)
        };
        let span = alias.span.clone();
        let claim = Claim { place: Some(alias.span), file };
        if add(&mut claims, &from, claim, config, diagnostics) {
            base.aliases.push(Alias { from, to, page, is_listed, span });
        }
    }
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
fn add(
    claims: &mut HashMap<String, Claim>,
    route: &str,
    claim: Claim,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> bool {
    // Two addresses that differ by their capitals are one file on many disks. A site that leaves
    // names as they are has chosen its capitals.
    let key = match (&config.carnet, config.slugify.paths) {
        (None, Strategy::Safe | Strategy::Off) => route.to_owned(),
        _ => route.to_lowercase(),
    };
    let Some(first) = claims.get(&key) else {
        claims.insert(key, claim);
        return true;
    };
    if first.file == claim.file && config.carnet.is_none() {
        return false;
    }
    let message = format!("{} and {} both want the address {route}", first.file, claim.file);
    let help = "give one of them another `slug` or `path`, or rename its file";
    let problem = match (&claim.place, &first.place) {
        (Some(place), other) => {
            let problem = Diagnostic::at(&codes::ROUTE_COLLISION, place.clone(), message);
            match other {
                Some(other) => problem.note(other.clone(), "the other one is here"),
                None => problem,
            }
        }
        (None, Some(place)) => Diagnostic::at(&codes::ROUTE_COLLISION, place.clone(), message),
        (None, None) => Diagnostic::about(&codes::ROUTE_COLLISION, claim.file.clone(), message),
    };
    diagnostics.push(problem.help(help));
    true
}
