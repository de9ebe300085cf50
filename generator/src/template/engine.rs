//! The template engine with the site's templates, its theme's and the built-in ones.
//!
//! A name is looked for in the site's own `templates/`, then in the theme's, then among the
//! built-in ones, so that a site can replace any template of its theme.

mod outside;

use std::borrow::Cow;
use std::sync::Arc;

use tera::{ErrorKind, Tera};

use super::errors::{Templates, diagnose, diagnose_loading, diagnose_outside, diagnose_text};
use super::value::Context;
use super::{Library, register};
use crate::diagnostic::{Diagnostic, Outcome, did_you_mean};
use crate::source::{Content, Sources, Span};

/// Templates that every site has.
const BUILT_IN: &[(&str, &str)] = &[
    ("404.html", include_str!("builtin/404.html")),
    ("atom.xml", include_str!("builtin/atom.xml")),
    ("rss.xml", include_str!("builtin/rss.xml")),
    ("sitemap.xml", include_str!("builtin/sitemap.xml")),
    ("split_sitemap_index.xml", include_str!("builtin/split_sitemap_index.xml")),
    ("robots.txt", include_str!("builtin/robots.txt")),
    ("anchor-link.html", include_str!("builtin/anchor-link.html")),
    ("summary-cutoff.html", include_str!("builtin/summary-cutoff.html")),
    ("alias.html", include_str!("builtin/alias.html")),
    ("index.html", include_str!("builtin/plain.html")),
    ("section.html", include_str!("builtin/plain.html")),
    ("page.html", include_str!("builtin/plain.html")),
];

/// Those that a site without `[carnet]` has in their place: the same facts as Zola's.
const OF_ZOLA: &[(&str, &str)] = &[
    ("404.html", include_str!("builtin/zola/404.html")),
    ("atom.xml", include_str!("builtin/zola/atom.xml")),
    ("rss.xml", include_str!("builtin/zola/rss.xml")),
    ("robots.txt", include_str!("builtin/zola/robots.txt")),
    ("redirect.html", include_str!("builtin/zola/redirect.html")),
];

/// The template of pages that send on, in a site without `[carnet]`.
pub const REDIRECT: &str = "carnet-built-in/redirect.html";

const BUILT_IN_PREFIX: &str = "carnet-built-in/";

/// Nearly all pages are smaller, and made without moving what is there to a larger place.
const USUAL_SIZE: usize = 16 * 1024;

const ENDINGS: &[&str] = &[".html", ".xml", ".md", ".txt", ".json", ".ics"];

/// The engine, ready to make pages.
pub struct Engine {
    tera: Tera,
    sources: Arc<Sources>,
    theme: Option<String>,
}

/// Loads all templates. There is no engine when one of them cannot be read.
#[must_use]
pub fn load(library: &Arc<Library>) -> Outcome<Option<Engine>> {
    let sources = Arc::clone(&library.sources);
    let theme = library.config.theme.as_ref().map(|theme| theme.value.clone());
    let mut tera = Tera::new();
    let mut prefixes: Vec<String> = theme.iter().map(|name| format!("{name}/templates/")).collect();
    prefixes.push(BUILT_IN_PREFIX.to_owned());
    let mut diagnostics = Vec::new();
    let known = Templates { sources: &sources, theme: theme.as_deref(), text: None };
    if let Err(error) = tera.set_fallback_prefixes(prefixes) {
        diagnostics.extend(diagnose_loading(&error, known));
    }
    register::register(&mut tera, library);
    let of_zola = if library.config.carnet.is_none() { OF_ZOLA } else { &[] };
    let is_replaced = |name: &str| of_zola.iter().any(|(other, _)| *other == name);
    let mut templates: Vec<(String, Cow<'_, str>)> = BUILT_IN
        .iter()
        .filter(|(name, _)| !is_replaced(name))
        .chain(of_zola)
        .map(|(name, text)| (format!("{BUILT_IN_PREFIX}{name}"), Cow::Borrowed(*text)))
        .collect();
    for (name, folder) in theme
        .iter()
        .map(|theme| (format!("{theme}/templates/"), format!("themes/{theme}/templates")))
        .chain([(String::new(), "templates".to_owned())])
    {
        let files = sources.below(&folder).map(|(id, path, _)| (id, path.to_owned()));
        for (id, path) in files.collect::<Vec<_>>() {
            if matches!(sources.get(id).content, Content::Text(_))
                && ENDINGS.iter().any(|ending| path.ends_with(ending))
            {
                templates.push((format!("{name}{path}"), Cow::Borrowed(sources.text(id))));
            }
        }
    }
    let mut loaded = tera.add_raw_templates(templates.iter().map(|(name, text)| (name, text)));
    if is_syntax(&loaded) {
        // The engine stops at the first template that it cannot read; their author wants to know
        // of them all.
        for (name, text) in &mut templates {
            let Some(error) = outside::syntax_error(name, text) else { continue };
            let rest = outside::without_outside(name, text);
            match rest.filter(|_| library.config.carnet.is_none()) {
                Some((kept, errors)) => {
                    diagnostics.extend(errors.iter().map(|error| diagnose_outside(error, known)));
                    *text = Cow::Owned(kept);
                }
                None => diagnostics.extend(diagnose_loading(&error, known)),
            }
        }
        if !diagnostics.iter().any(Diagnostic::is_error) {
            loaded = tera.add_raw_templates(templates.iter().map(|(name, text)| (name, text)));
        }
    }
    if let Err(error) = &loaded
        && !is_syntax(&loaded)
    {
        diagnostics.extend(diagnose_loading(error, known));
    }
    let value =
        loaded.is_ok().then(|| Engine { tera, sources: Arc::clone(&library.sources), theme });
    Outcome { value, diagnostics }
}

fn is_syntax(loaded: &tera::TeraResult<()>) -> bool {
    matches!(loaded, Err(error) if matches!(error.kind(), ErrorKind::SyntaxError(_)))
}

impl Engine {
    /// Whether there is a template `name`.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.tera.contains_template(name)
    }

    /// Whether the site or its theme has a template `name` of its own.
    #[must_use]
    pub fn has_own(&self, name: &str) -> bool {
        let themed = self
            .theme
            .as_ref()
            .is_some_and(|theme| self.tera.contains_template(&format!("{theme}/templates/{name}")));
        themed || self.sources.contains(&format!("templates/{name}"))
    }

    /// The template nearest in name, for a suggestion.
    #[must_use]
    pub fn nearest(&self, name: &str) -> Option<String> {
        let prefix = self.theme.as_ref().map(|theme| format!("{theme}/templates/"));
        let names = self.tera.get_template_names().map(|known| {
            let themed = prefix.as_ref().and_then(|prefix| known.strip_prefix(prefix.as_str()));
            themed.or_else(|| known.strip_prefix(BUILT_IN_PREFIX)).unwrap_or(known)
        });
        did_you_mean(name, names)
    }

    fn templates(&self) -> Templates<'_> {
        Templates { sources: &self.sources, theme: self.theme.as_deref(), text: None }
    }

    /// Makes the bytes of one page. `page` says which, for the diagnostic.
    ///
    /// # Errors
    /// When the template fails.
    pub fn render(&self, name: &str, context: Context, page: &str) -> Result<Vec<u8>, Diagnostic> {
        let mut made = Vec::with_capacity(USUAL_SIZE);
        self.tera
            .render_to(name, &context.into_engine(), &mut made)
            .map_err(|error| diagnose(&error, self.templates(), Some(name), Some(page)))?;
        Ok(made)
    }

    /// Runs the templates in a text, which stands at `body` of its file.
    ///
    /// # Errors
    /// When one of them fails.
    pub fn expand(
        &self,
        text: &str,
        context: Context,
        body: &Span,
    ) -> Result<String, Vec<Diagnostic>> {
        // What a template makes here is Markdown, and is not escaped.
        let autoescape = false;
        self.tera.render_str(text, &context.into_engine(), autoescape).map_err(|error| {
            diagnose_text(&error, Templates { text: Some(body), ..self.templates() })
        })
    }
}
