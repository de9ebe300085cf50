//! The languages of one site, each made ready once: its locale, its sorting, the generator's own
//! strings.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Catalogue, Collation, Locale, MessageFile, dates, locale, native_name, space_text};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Outcome, codes};
use crate::document::{Kind, Table, Value};
use crate::source::Span;

const STRINGS: &[(&str, &str)] =
    &[("fr", include_str!("strings/fr.ftl")), ("en", include_str!("strings/en.ftl"))];

/// The languages of a site.
#[derive(Debug)]
pub struct Languages {
    by_code: BTreeMap<String, Speech>,
    default: Speech,
    strings: Catalogue,
}

#[derive(Debug)]
struct Speech {
    locale: Locale,
    collation: Collation,
    months: [String; 12],
}

impl Speech {
    fn of(locale: Locale) -> Self {
        Self { collation: Collation::new(&locale), months: dates::months(&locale), locale }
    }
}

/// Makes the languages of a site ready; a code that is no language is a diagnostic.
#[must_use]
pub fn prepare(config: &Config) -> Outcome<Languages> {
    let mut diagnostics = Vec::new();
    let mut by_code = BTreeMap::new();
    for code in config.languages.keys() {
        let written = config.locale_of(code);
        match Locale::parse(written) {
            Ok(locale) => {
                by_code.insert(code.clone(), Speech::of(locale));
            }
            Err(error) => {
                // Of a code without a locale of its own it was told where the code is read.
                let Some(span) = place_of_locale(code, config) else { continue };
                let problem = Diagnostic::at(&codes::CONFIG_INVALID, span, error.to_string());
                diagnostics.push(problem.help(locale::HELP));
            }
        }
    }
    Outcome { value: Languages { by_code, default: fallback(), strings: strings() }, diagnostics }
}

/// Where the locale of a language is written.
fn place_of_locale(code: &str, config: &Config) -> Option<Span> {
    let carnet = table(config.written.get("carnet")?)?;
    table(carnet.get("locales")?)?.get(code).map(|locale| locale.span.clone())
}

fn table(value: &Value) -> Option<&Table> {
    match &value.kind {
        Kind::Table(table) => Some(table),
        _ => None,
    }
}

/// English stands in for a language whose strings nobody wrote.
fn fallback() -> Speech {
    Speech::of(Locale::parse("en").expect("`en` is a language"))
}

fn strings() -> Catalogue {
    let files: Vec<MessageFile> = STRINGS
        .iter()
        .filter_map(|(code, source)| {
            Some(MessageFile {
                language: Locale::parse(code).ok()?,
                name: format!("{code}.ftl"),
                source: (*source).to_owned(),
            })
        })
        .collect();
    Catalogue::build(&files).0
}

impl Languages {
    fn speech(&self, code: &str) -> &Speech {
        self.by_code.get(code).unwrap_or(&self.default)
    }

    /// The locale of a language of the site.
    #[must_use]
    pub fn locale(&self, code: &str) -> &Locale {
        &self.speech(code).locale
    }

    /// How a language sorts.
    #[must_use]
    pub fn collation(&self, code: &str) -> &Collation {
        &self.speech(code).collation
    }

    /// A text with the spaces that its language wants, where `previous` stands before it.
    #[must_use]
    pub fn space_after<'a>(
        &self,
        code: &str,
        text: &'a str,
        previous: Option<char>,
    ) -> Cow<'a, str> {
        space_text(self.locale(code), text, previous)
    }

    /// A whole text with the spaces that its language wants.
    #[must_use]
    pub fn space<'a>(&self, code: &str, text: &'a str) -> Cow<'a, str> {
        self.space_after(code, text, None)
    }

    /// The names of the months, as they stand in a day.
    #[must_use]
    pub fn months(&self, code: &str) -> &[String; 12] {
        &self.speech(code).months
    }

    /// A string of the generator's own; in English where nobody wrote it in the language.
    #[must_use]
    pub fn string(&self, code: &str, key: &str) -> String {
        self.strings
            .message(self.locale(code), key, &[])
            .or_else(|_| self.strings.message(&self.default.locale, key, &[]))
            .unwrap_or_else(|_| key.to_owned())
    }

    /// What speakers of the language `code` call the language `named`; its own name where nobody
    /// wrote that down.
    #[must_use]
    pub fn name_of(&self, named: &str, code: &str) -> String {
        let named = self.locale(named);
        self.strings
            .message(self.locale(code), &format!("language-{}", named.language()), &[])
            .unwrap_or_else(|_| native_name(named).to_owned())
    }
}
