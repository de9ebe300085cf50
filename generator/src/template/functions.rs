//! The functions that templates may call: Zola's, and `t` for interface strings.
//!
//! Each is a plain function from its arguments to a value. No engine is named here or in the
//! files below: [`super::register`] hands the table to the engine there is, and another engine,
//! or another dialect of its language, would take the same table.

pub mod address;
pub mod data;
pub mod files;
pub mod hash;
pub mod images;
pub mod lookup;
pub mod strings;
pub mod time;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, PoisonError, RwLock};

use jiff::Timestamp;

use super::Library;
use super::value::{self, Value};
use crate::diagnostic::{Diagnostic, nearest};
use crate::site::Artifact;

/// Every function and what templates call it by.
pub const FUNCTIONS: &[(&str, Function)] = &[
    ("get_url", address::get_url),
    ("get_taxonomy_url", address::get_taxonomy_url),
    ("get_page", lookup::get_page),
    ("get_section", lookup::get_section),
    ("get_taxonomy", lookup::get_taxonomy),
    ("get_taxonomy_term", lookup::get_taxonomy_term),
    ("load_data", data::load_data),
    ("get_hash", hash::get_hash),
    ("resize_image", images::resize_image),
    ("get_image_metadata", images::get_image_metadata),
    ("trans", strings::trans),
    ("t", strings::message),
    ("language_name", strings::language_name),
    ("text_direction", strings::text_direction),
    ("now", time::now),
];

/// A function that templates may call.
pub type Function = fn(&Call<'_>) -> Answer;

/// What came of a call.
pub type Answer = Result<Value, Problem>;

/// Why a call failed, in words for the author of the template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Problem {
    /// A problem with nothing to advise.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None }
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says what to do, if there is something to say.
    #[must_use]
    pub fn perhaps(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }
}

/// The variables of the template that calls.
pub trait Scope {
    /// The value of a variable; none when it is not defined.
    fn variable(&self, name: &str) -> Option<Value>;
}

/// One call, with all that a function may look at.
#[derive(Clone, Copy)]
pub struct Call<'a> {
    /// The site.
    pub library: &'a Library,
    /// What the template passes.
    pub arguments: &'a Arguments<'a>,
    /// What the template sees.
    pub scope: &'a dyn Scope,
}

impl Call<'_> {
    /// The language that a function works in: its argument, else that of the page.
    #[must_use]
    pub fn language(&self) -> String {
        self.arguments
            .text("lang")
            .or_else(|| self.scope.variable("lang").as_ref().and_then(value::display))
            .unwrap_or_else(|| self.library.config.default_language.clone())
    }
}

/// The named arguments of a call.
#[derive(Clone, Debug, Default)]
pub struct Arguments<'a> {
    entries: Vec<(&'a str, Value)>,
}

impl<'a> Arguments<'a> {
    /// Gathers them.
    pub fn new(entries: impl IntoIterator<Item = (&'a str, Value)>) -> Self {
        Self { entries: entries.into_iter().collect() }
    }

    /// Every argument with its name.
    pub fn iter(&self) -> impl Iterator<Item = (&'a str, &Value)> {
        self.entries.iter().map(|(name, value)| (*name, value))
    }

    /// An argument as it is; none when it is absent or `none` itself.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&Value> {
        let found = self.entries.iter().find(|(key, _)| *key == name);
        found.map(|(_, value)| value).filter(|value| !value::is_nothing(value))
    }

    /// An argument as a text; a number is as good.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        self.value(name).and_then(value::display)
    }

    /// An argument that has no default. One that is passed and says nothing, such as a key that
    /// the configuration lacks, is empty, as in Zola.
    ///
    /// # Errors
    /// When it is not passed.
    pub fn required(&self, name: &str) -> Result<String, Problem> {
        match self.text(name) {
            Some(text) => Ok(text),
            None if self.entries.iter().any(|(key, _)| *key == name) => Ok(String::new()),
            None => Err(missing(name).perhaps(self.misspelt(name))),
        }
    }

    /// What may have been meant by an argument that is missing.
    fn misspelt(&self, name: &str) -> Option<String> {
        let near = nearest(name, self.entries.iter().map(|(key, _)| *key))?;
        Some(format!("did you mean `{name}=` where `{near}=` is written?"))
    }

    /// `true` or `false`.
    ///
    /// # Errors
    /// When the argument is something else.
    pub fn boolean(&self, name: &str, default: bool) -> Result<bool, Problem> {
        let Some(value) = self.value(name) else { return Ok(default) };
        value::as_boolean(value).ok_or_else(|| wrong(name, "true or false", value))
    }

    /// A whole number within the bounds of `T`.
    ///
    /// # Errors
    /// When the argument is something else.
    pub fn number<T: TryFrom<i64>>(&self, name: &str) -> Result<Option<T>, Problem> {
        let Some(value) = self.value(name) else { return Ok(None) };
        value::as_whole(value)
            .and_then(|number| T::try_from(number).ok())
            .map(Some)
            .ok_or_else(|| wrong(name, "a whole number that is not out of bounds", value))
    }
}

fn missing(name: &str) -> Problem {
    Problem::new(format!("the argument `{name}` is missing"))
}

fn wrong(name: &str, expected: &str, value: &Value) -> Problem {
    let shown = value::display(value).unwrap_or_else(|| "nothing".to_owned());
    Problem::new(format!("the argument `{name}` must be {expected}, not `{shown}`"))
}

/// What functions look at and remember during a build, whichever templates call them.
#[derive(Debug)]
pub struct Desk {
    assets: RwLock<Arc<BTreeMap<String, Artifact>>>,
    /// What was found in files.
    pub memory: Memory,
    /// What was given to templates that can do without it, and should be known.
    warnings: RwLock<BTreeMap<String, Diagnostic>>,
    /// The pictures that were asked for.
    pub images: images::Requests,
    /// When the build began.
    pub begun: Timestamp,
}

impl Desk {
    /// One that knows the files of the output that no template makes.
    #[must_use]
    pub fn new(assets: BTreeMap<String, Artifact>) -> Self {
        Self {
            assets: RwLock::new(Arc::new(assets)),
            memory: Memory::default(),
            warnings: RwLock::default(),
            images: images::Requests::default(),
            begun: Timestamp::now(),
        }
    }

    /// The files of the output that no template makes, as far as they are known.
    #[must_use]
    pub fn assets(&self) -> Arc<BTreeMap<String, Artifact>> {
        Arc::clone(&self.assets.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// One more of these files, unless there is one of its name.
    pub fn add(&self, path: impl Into<String>, file: Artifact) {
        let mut assets = self.assets.write().unwrap_or_else(PoisonError::into_inner);
        Arc::make_mut(&mut assets).entry(path.into()).or_insert(file);
    }

    /// Tells something once, however many templates come upon it: `about` says what it is about.
    pub fn warn(&self, about: &str, warning: impl FnOnce() -> Diagnostic) {
        let mut warnings = self.warnings.write().unwrap_or_else(PoisonError::into_inner);
        warnings.entry(about.to_owned()).or_insert_with(warning);
    }

    /// All that was told.
    #[must_use]
    pub fn take_warnings(&self) -> Vec<Diagnostic> {
        let mut warnings = self.warnings.write().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *warnings).into_values().collect()
    }

    /// All these files, for the site.
    #[must_use]
    pub fn take_assets(&self) -> BTreeMap<String, Artifact> {
        let mut assets = self.assets.write().unwrap_or_else(PoisonError::into_inner);
        Arc::unwrap_or_clone(std::mem::take(&mut *assets))
    }
}

/// How many names a name that nothing has is compared with: that takes its time, and pages may
/// fail by the thousand.
const MOST_COMPARED: usize = 5_000;

/// What has an answer that does not change within a build and is dear to find: it is in a file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Question {
    /// The beginning of a file's hash, for its address.
    Fingerprint { path: String },
    /// A file's hash, as a template asks for it.
    Hash { kind: u16, is_base64: bool, path: String },
    /// What a file of data says.
    Data { format: &'static str, path: String },
    /// What a picture says of itself.
    Picture { path: String },
    /// A picture in another size.
    Resized {
        path: String,
        operation: images::Operation,
        format: String,
        quality: Option<u8>,
        speed: Option<u8>,
    },
}

/// Answers to questions, and suggestions.
#[derive(Debug, Default)]
pub struct Memory {
    answers: RwLock<HashMap<Question, Value>>,
    suggestions: RwLock<HashMap<(&'static str, String), Option<String>>>,
}

impl Memory {
    /// The answer that is kept, or a new one. Two threads may both find it; they find the same.
    ///
    /// # Errors
    /// When there is none yet and `find` fails.
    fn recall(&self, question: Question, find: impl FnOnce() -> Answer) -> Answer {
        if let Ok(answers) = self.answers.read()
            && let Some(answer) = answers.get(&question)
        {
            return Ok(answer.clone());
        }
        let answer = find()?;
        if let Ok(mut answers) = self.answers.write() {
            answers.insert(question, answer.clone());
        }
        Ok(answer)
    }

    /// The suggestion for a name that nothing of its sort has, found once: the same mistake comes
    /// up on every page that a template makes, and a large site has many names.
    fn suggest(
        &self,
        sort: &'static str,
        name: &str,
        find: impl FnOnce() -> Option<String>,
    ) -> Option<String> {
        let key = (sort, name.to_owned());
        if let Ok(suggestions) = self.suggestions.read()
            && let Some(suggestion) = suggestions.get(&key)
        {
            return suggestion.clone();
        }
        let suggestion = find();
        if let Ok(mut suggestions) = self.suggestions.write() {
            suggestions.insert(key, suggestion.clone());
        }
        suggestion
    }
}
