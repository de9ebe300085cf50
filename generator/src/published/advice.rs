//! What to do about an address that is lost: which note took its place, most likely, and what to
//! write there.

use super::{settled, shown};
use crate::config::Config;
use crate::diagnostic::nearest;
use crate::knowledge::{KnowledgeBase, permanent, routes};

/// The places of the site that may have taken another's.
pub(super) struct Places<'a> {
    all: Vec<Place<'a>>,
    base: &'a KnowledgeBase,
    config: &'a Config,
}

struct Place<'a> {
    route: &'a str,
    /// The file that is read for it; none for the pages of a taxonomy.
    file: Option<&'a str>,
}

impl<'a> Places<'a> {
    pub(super) fn new(base: &'a KnowledgeBase, config: &'a Config) -> Self {
        let pages = base
            .pages
            .iter()
            .filter(|page| page.draft.page.render)
            .map(|page| Place { route: &page.route, file: Some(&page.draft.place.relative) });
        let sections = base.sections.iter().filter(|section| section.draft.section.render);
        let sections = sections.map(|section| Place {
            route: &section.route,
            file: section.draft.source.map(|_| section.draft.place.relative.as_str()),
        });
        let taxonomies = base.taxonomies.values().flatten();
        let taxonomies = taxonomies.filter(|it| it.settings.render && !it.terms.is_empty());
        let taxonomies = taxonomies.flat_map(|taxonomy| {
            let terms = taxonomy.terms.iter().map(|term| term.route.as_str());
            terms.chain([taxonomy.route.as_str()]).map(|route| Place { route, file: None })
        });
        Self { all: pages.chain(sections).chain(taxonomies).collect(), base, config }
    }

    /// What to do about a route that is lost, and led to another at its time.
    pub(super) fn advice(&self, route: &str, led_to: Option<&str>) -> String {
        if let Some(advice) = self.of_withheld(route).or_else(|| self.of_withheld(led_to?)) {
            return advice;
        }
        let led_to = led_to.map(|to| self.through_aliases(to));
        let known = led_to.as_deref().and_then(|to| self.at(to));
        if let Some((id, language)) = permanent::read(route, self.config) {
            return self.of_permanent(route, id, language, known);
        }
        if is_file(route) {
            return format!("put it back, as static{}, or write again what made it", shown(route));
        }
        if !routes::is_sound(route, self.config) {
            return "no alias can be written for it: let the host send readers on".to_owned();
        }
        let alias = format!("write aliases = [{route:?}]");
        if let Some(Place { file: Some(file), .. }) = known {
            return format!("{alias} in content/{file}, where it led");
        }
        match self.nearest(route) {
            Some(Place { route, file: Some(file) }) => {
                format!("the nearest is {route}; if that took its place, {alias} in content/{file}")
            }
            Some(Place { route, file: None }) => {
                format!("the nearest is {route}; {alias} in the file of what took its place")
            }
            None => format!("{alias} in the file of what took its place"),
        }
    }

    /// Where the file of a route is there and is not published.
    fn of_withheld(&self, route: &str) -> Option<String> {
        let language = self.language(route);
        let prefix = self.config.language_prefix(language);
        let inner = route.strip_prefix(&prefix)?.trim_matches('/');
        let end = if prefix.is_empty() { ".md".to_owned() } else { format!(".{language}.md") };
        let files = [format!("{inner}{end}"), format!("{inner}/index{end}")];
        files.into_iter().find_map(|file| {
            let why = self.base.names.why_withheld(&file)?;
            Some(format!(
                "content/{file} is {why}: show it, or take this line out of the list \
                 if it is gone for good"
            ))
        })
    }

    fn of_permanent(
        &self,
        route: &str,
        id: &str,
        language: &str,
        led_to: Option<&Place<'_>>,
    ) -> String {
        let mut versions = self.config.languages.keys();
        let other = versions.find_map(|other| {
            let route = permanent::route(id, other, self.config);
            self.base.aliases.iter().find(|alias| alias.from == route)
        });
        if let Some(Place { file: Some(file), .. }) = other.and_then(|other| self.at(&other.to)) {
            return format!(
                "this note has no version in `{language}` any more; \
                 write aliases = [{route:?}] in content/{file}"
            );
        }
        let again = format!("write permanent_id = {id:?} again");
        match led_to {
            Some(Place { file: Some(file), .. }) => format!("{again} in content/{file}"),
            _ => format!("{again} in the file of the note that it led to"),
        }
    }

    fn through_aliases(&self, route: &str) -> String {
        let route = settled(route);
        let alias = self.base.aliases.iter().find(|alias| alias.from == route);
        alias.map_or(route, |alias| alias.to.clone())
    }

    fn at(&self, route: &str) -> Option<&Place<'a>> {
        self.all.iter().find(|place| place.route == route)
    }

    /// The place whose route is most like another: of its name, since what was moved to another
    /// folder keeps it, and in its language; else one that is written nearly so.
    fn nearest(&self, route: &str) -> Option<&Place<'a>> {
        let is_of_its_language =
            |place: &&Place<'_>| self.language(place.route) == self.language(route);
        let is_namesake =
            |place: &&Place<'_>| !name(route).is_empty() && name(place.route) == name(route);
        let namesakes = || self.all.iter().filter(is_namesake);
        if let Some(found) = namesakes().find(is_of_its_language).or_else(|| namesakes().next()) {
            return Some(found);
        }
        let inner = |route: &'a str| route.trim_matches('/');
        let candidates = self.all.iter().map(|place| inner(place.route));
        let found = nearest(route.trim_matches('/'), candidates.filter(|it| !it.is_empty()))?;
        self.all.iter().find(|place| inner(place.route) == found)
    }

    fn language(&self, route: &str) -> &str {
        let first = route.split('/').nth(1).unwrap_or_default();
        let language = self.config.languages.get_key_value(first);
        language.map_or(&self.config.default_language, |(language, _)| language)
    }
}

/// The last part of a route.
fn name(route: &str) -> &str {
    route.trim_matches('/').rsplit('/').next().unwrap_or_default()
}

/// Whether a route is that of a file which is no page.
fn is_file(route: &str) -> bool {
    !route.ends_with('/') && !route.ends_with(".html") && name(route).contains('.')
}
