//! The interface's own words, in every language of the site.
//!
//! A catalogue holds the Fluent files of a theme: it is built once, says what is wrong with the
//! files (see [`MessageProblem`]), and is then read by every thread that renders a page. Plurals are
//! Fluent's, French spaces are put in by rule, so that a translator writes them plain.

mod check;
mod keys;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use icu::locale::locale;

use super::locale::Locale;
use super::numbers::digits;
use super::typography::space_text;

pub use check::{MessageProblem, MessageProblemKind};

/// A Fluent file to build a catalogue from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageFile {
    /// The language its messages are in.
    pub language: Locale,
    /// The name to report problems under, such as its path in the theme.
    pub name: String,
    /// Its text, in Fluent's syntax.
    pub source: String,
}

/// A value that a message speaks of.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    /// A text, put in as it is. A year is a text: it takes no grouping and has no plural.
    Text(String),
    /// A number, which can choose a plural and is grouped as the language does. Fluent's plural data
    /// predates the French `many` (a million): write `[1000000]` where it matters.
    Number(f64),
}

impl From<&str> for Argument {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<f64> for Argument {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<i64> for Argument {
    /// Exact up to 2⁵³, far beyond anything a page counts.
    fn from(number: i64) -> Self {
        Self::Number(number as f64)
    }
}

impl From<usize> for Argument {
    /// Exact up to 2⁵³, far beyond anything a page counts.
    fn from(number: usize) -> Self {
        Self::Number(number as f64)
    }
}

/// Messages by language and key.
#[derive(Default)]
pub struct Catalogue {
    languages: BTreeMap<String, Messages>,
}

/// The messages of one language, those of the wider languages it falls back to included.
struct Messages {
    locale: Locale,
    bundle: FluentBundle<Arc<FluentResource>>,
    /// In order, to look for a near one. An attribute is a key too, `search.placeholder`.
    keys: Vec<String>,
}

impl Catalogue {
    /// Builds a catalogue from files, several of which may be in the same language, and lists what
    /// is wrong with them, file by file in the order given. What can be read is kept: of a key
    /// written twice in a language, the first.
    #[must_use]
    pub fn build(files: &[MessageFile]) -> (Self, Vec<MessageProblem>) {
        let read: Vec<keys::Read> = files.iter().map(keys::read).collect();
        let mut languages = BTreeMap::new();
        for file in files {
            languages
                .entry(file.language.code().to_owned())
                .or_insert_with(|| Messages::of(&file.language, files, &read));
        }
        let catalogue = Self { languages };
        let problems = check::problems(files, &read, &catalogue);
        (catalogue, problems)
    }

    /// The languages that have messages, in the order of their codes.
    pub fn languages(&self) -> impl Iterator<Item = &Locale> {
        self.languages.values().map(|messages| &messages.locale)
    }

    /// Whether a message can be said in a language, or in a wider one it falls back to.
    #[must_use]
    pub fn has(&self, language: &Locale, key: &str) -> bool {
        self.messages(language).is_some_and(|messages| messages.has(key))
    }

    /// Says a message. The language falls back to a wider one (`fr-CA`, then `fr`), never to
    /// another. A key with a dot is an attribute: `search.placeholder`.
    ///
    /// The answer is plain text, to be escaped where it is put in a page.
    ///
    /// # Errors
    ///
    /// The catalogue has no such language or key, or the message needs something it was not given.
    pub fn message(
        &self,
        language: &Locale,
        key: &str,
        arguments: &[(&str, Argument)],
    ) -> Result<String, MessageError> {
        let Some(messages) = self.messages(language) else {
            return Err(MessageError::UnknownLanguage { language: language.clone() });
        };
        let arguments: FluentArgs<'_> =
            arguments.iter().map(|(name, argument)| (*name, fluent_value(argument))).collect();
        match messages.say(key, &arguments) {
            Some((said, errors)) if errors.is_empty() => Ok(said),
            Some((_, errors)) => Err(MessageError::Unresolved {
                language: language.clone(),
                key: key.to_owned(),
                reasons: errors.iter().map(reason).collect(),
            }),
            None => Err(MessageError::UnknownKey {
                language: language.clone(),
                key: key.to_owned(),
                nearest: nearest(key, &messages.keys).map(str::to_owned),
            }),
        }
    }

    fn messages(&self, language: &Locale) -> Option<&Messages> {
        language.fallbacks().find_map(|code| self.languages.get(code))
    }
}

impl fmt::Debug for Catalogue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let languages = self.languages.iter().map(|(code, messages)| (code, &messages.keys));
        formatter.debug_map().entries(languages).finish()
    }
}

impl Messages {
    /// Gathers the files of a language, then those of the wider ones: the first to hold a key wins.
    fn of(locale: &Locale, files: &[MessageFile], read: &[keys::Read]) -> Self {
        let identifier = locale.as_icu().id.to_string().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(match locale.language() {
            "en" => Some(|value, _| grouped(&locale!("en"), value)),
            "fr" => Some(|value, _| grouped(&locale!("fr"), value)),
            _ => None,
        });
        // Neither can fail in a way that matters: the bundle is new, so the only builtin is too;
        // and keys already there, which a region redefines or a file repeats, are to be passed over.
        let _ = bundle.add_builtins();
        let mut keys = Vec::new();
        for code in locale.fallbacks() {
            for (_, read) in files.iter().zip(read).filter(|(file, _)| file.language.code() == code)
            {
                let _ = bundle.add_resource(Arc::clone(&read.resource));
                keys.extend(read.definitions.iter().map(|definition| definition.key.clone()));
            }
        }
        let mut messages = Self { locale: locale.clone(), bundle, keys: Vec::new() };
        keys.retain(|key| messages.say(key, &FluentArgs::new()).is_some());
        keys.sort_unstable();
        keys.dedup();
        messages.keys = keys;
        messages
    }

    fn has(&self, key: &str) -> bool {
        self.keys.binary_search_by(|known| known.as_str().cmp(key)).is_ok()
    }

    /// The message and what could not be resolved in it, if there is such a message.
    fn say(&self, key: &str, arguments: &FluentArgs<'_>) -> Option<(String, Vec<FluentError>)> {
        let (id, attribute) = match key.split_once('.') {
            Some((id, attribute)) => (id, Some(attribute)),
            None => (key, None),
        };
        let message = self.bundle.get_message(id)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let mut errors = Vec::new();
        let said = self.bundle.format_pattern(pattern, Some(arguments), &mut errors);
        Some((space_text(&self.locale, &said, None).into_owned(), errors))
    }
}

fn fluent_value(argument: &Argument) -> FluentValue<'_> {
    match argument {
        Argument::Text(text) => text.as_str().into(),
        Argument::Number(number) => (*number).into(),
    }
}

/// Writes a number with the language's groups, unless the message asks for none
/// (`NUMBER($year, useGrouping: "false")`). Fluent writes anything else by itself.
fn grouped(locale: &icu::locale::Locale, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(number) if number.options.use_grouping => {
            Some(digits(locale, &number.as_string()))
        }
        _ => None,
    }
}

/// What Fluent says, without the name of the part of it that speaks.
fn reason(error: &FluentError) -> String {
    match error {
        FluentError::ResolverError(error) => error.to_string(),
        other => other.to_string(),
    }
}

/// The known key that a mistyped one most looks like, if any does.
fn nearest<'a>(key: &str, known: &'a [String]) -> Option<&'a str> {
    let tolerance = (key.chars().count() / 3).max(2);
    known
        .iter()
        .map(|candidate| (strsim::damerau_levenshtein(key, candidate), candidate.as_str()))
        .filter(|(distance, _)| *distance <= tolerance)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Why a message could not be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MessageError {
    /// No file is in this language, nor in a wider one.
    UnknownLanguage {
        /// The language asked for.
        language: Locale,
    },
    /// The language has no such message.
    UnknownKey {
        /// The language asked for.
        language: Locale,
        /// The key asked for.
        key: String,
        /// The key that was probably meant.
        nearest: Option<String>,
    },
    /// The message refers to an argument that was not given, or to another message that is not there.
    Unresolved {
        /// The language asked for.
        language: Locale,
        /// The key asked for.
        key: String,
        /// What Fluent could not resolve, in its words.
        reasons: Vec<String>,
    },
}

impl fmt::Display for MessageError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownLanguage { language } => {
                write!(formatter, "no message is in `{language}`")
            }
            Self::UnknownKey { language, key, nearest: None } => {
                write!(formatter, "no message `{key}` in `{language}`")
            }
            Self::UnknownKey { language, key, nearest: Some(nearest) } => {
                write!(formatter, "no message `{key}` in `{language}`; is it `{nearest}`?")
            }
            Self::Unresolved { language, key, reasons } => {
                let reasons = reasons.join("; ");
                write!(formatter, "message `{key}` in `{language}` is incomplete: {reasons}")
            }
        }
    }
}

impl std::error::Error for MessageError {}

#[cfg(test)]
mod tests;
