//! From facts and bodies to pages: the template engine, its values, functions and filters.
//!
//! Zola's words live here and nowhere else.

pub mod atlas;
mod code;
pub mod content;
pub mod engine;
pub mod errors;
pub mod filters;
pub mod functions;
pub mod register;
mod snippets;
pub mod strftime;
pub mod things;
pub mod value;
pub mod zola;

use std::sync::Arc;

use crate::Mode;
use crate::citation::Styles;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Outcome, codes};
use crate::knowledge::KnowledgeBase;
use crate::language::{Argument, Catalogue, Languages, Locale, MessageFile, MessageProblemKind};
use crate::markdown::Body;
use crate::source::{Content, Sources, Span};
use value::Value;

/// Everything that templates may show, made once and shared by all pages.
#[derive(Debug)]
pub struct Library {
    /// The inputs.
    pub sources: Arc<Sources>,
    /// The configuration.
    pub config: Arc<Config>,
    /// All facts.
    pub base: Arc<KnowledgeBase>,
    /// The site's languages.
    pub languages: Arc<Languages>,
    /// The styles in which works are cited.
    pub styles: Arc<Styles>,
    /// The interface strings of theme and site.
    pub messages: Catalogue,
    /// Pages and sections.
    pub pages: zola::Pages,
    /// For each language, in the order of the configuration: `config`, and the carnet model.
    pub by_language: Vec<(String, LanguageValues)>,
    /// What functions remember.
    pub desk: Arc<functions::Desk>,
}

/// The values that depend on a language only.
#[derive(Clone, Debug)]
pub struct LanguageValues {
    /// Zola's `config`.
    pub config: Value,
    /// The things of the carnet model.
    pub things: things::Things,
}

impl Library {
    /// The values of a language.
    #[must_use]
    pub fn of(&self, language: &str) -> &LanguageValues {
        let found = self.by_language.iter().find(|(code, _)| code == language);
        // Every language of the configuration has its values, and pages have no other.
        &found.unwrap_or(&self.by_language[0]).1
    }

    /// An interface string.
    pub(crate) fn message(
        &self,
        language: &str,
        key: &str,
        arguments: &[(&str, Argument)],
    ) -> Result<String, String> {
        let locale = self.languages.locale(language);
        self.messages.message(locale, key, arguments).map_err(|error| error.to_string())
    }
}

/// Makes the values that templates see.
#[expect(
    clippy::too_many_arguments,
    reason = "everything that a template can show comes together here"
)]
#[must_use]
pub fn library(
    sources: Arc<Sources>,
    config: Arc<Config>,
    base: Arc<KnowledgeBase>,
    languages: Arc<Languages>,
    styles: Arc<Styles>,
    page_bodies: Vec<Body>,
    section_bodies: Vec<Body>,
    desk: Arc<functions::Desk>,
    mode: Mode,
) -> Outcome<Library> {
    let mut diagnostics = Vec::new();
    let messages = messages(&sources, &config, &mut diagnostics);
    let theme_extra = zola::settings::theme_extra(&sources, &config, &mut diagnostics);
    let pages = zola::prepare(&base, &config, &languages, page_bodies, section_bodies);
    let by_language = config
        .languages
        .keys()
        .map(|code| {
            let values = LanguageValues {
                config: zola::settings::config(&config, &languages, code, &theme_extra, mode),
                things: things::prepare(&base, &config, &languages, &styles, code),
            };
            (code.clone(), values)
        })
        .collect();
    let value =
        Library { sources, config, base, languages, styles, messages, pages, by_language, desk };
    Outcome { value, diagnostics }
}

/// Reads the interface strings: the site's own, and the theme's for all others.
fn messages(sources: &Sources, config: &Config, diagnostics: &mut Vec<Diagnostic>) -> Catalogue {
    let theme = config.theme.as_ref().map(|theme| format!("themes/{}/i18n", theme.value));
    let mut files = Vec::new();
    // The first file that words a string wins.
    for folder in ["i18n".to_owned()].into_iter().chain(theme) {
        for (_, name, source) in sources.below(&folder) {
            let Content::Text(text) = &source.content else { continue };
            let Some(code) = name.strip_suffix(".ftl") else { continue };
            match Locale::parse(code) {
                Ok(language) => files.push(MessageFile {
                    language,
                    name: source.path.clone(),
                    source: text.to_string(),
                }),
                Err(error) => diagnostics.push(
                    Diagnostic::about(&codes::MESSAGE_SYNTAX, &source.path, error.to_string())
                        .help("a file of strings is named after its language, as in fr.ftl"),
                ),
            }
        }
    }
    let (catalogue, problems) = Catalogue::build(&files);
    for problem in problems {
        let code = match &problem.kind {
            MessageProblemKind::Syntax { .. } => &codes::MESSAGE_SYNTAX,
            // A site may word a string of its theme anew; that is what its own folder is for.
            MessageProblemKind::Duplicate { first_file, .. } if *first_file != problem.file => {
                continue;
            }
            MessageProblemKind::Duplicate { .. } => &codes::MESSAGE_SYNTAX,
            MessageProblemKind::Missing { .. } => &codes::MESSAGE_MISSING,
        };
        let message = problem.to_string();
        diagnostics.push(match sources.find(&problem.file) {
            Some(source) => Diagnostic::at(code, Span::new(source, problem.range), message),
            None => Diagnostic::about(code, problem.file, message),
        });
    }
    catalogue
}
