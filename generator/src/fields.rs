//! Typed reading of a [`Table`]: each field is taken once, each mistake is reported at its place.
//!
//! ```text
//! let mut fields = Fields::new(table, whole, &FRONT_MATTER, &mut diagnostics);
//! let title = fields.required_text("title");
//! let draft = fields.boolean("draft").unwrap_or(false);
//! fields.finish();            // whatever was not taken is an unknown key
//! ```

use crate::diagnostic::{Code, Diagnostic, codes, did_you_mean};
use crate::document::{Entry, Kind, Syntax, Table, Value, quoted};
use crate::source::{Span, Spanned};

/// The codes under which the mistakes of one kind of table are reported.
#[derive(Debug)]
pub struct Codes {
    /// A key that nobody took.
    pub unknown: &'static Code,
    /// A key that must be there and is not.
    pub missing: &'static Code,
    /// A value of the wrong type, or one that makes no sense.
    pub invalid: &'static Code,
}

/// Codes of a note's front matter.
pub static FRONT_MATTER: Codes = Codes {
    unknown: &codes::FRONT_MATTER_UNKNOWN_KEY,
    missing: &codes::FRONT_MATTER_MISSING_KEY,
    invalid: &codes::FRONT_MATTER_INVALID,
};

/// Codes of the configuration.
pub static CONFIG: Codes = Codes {
    unknown: &codes::CONFIG_UNKNOWN_KEY,
    missing: &codes::CONFIG_MISSING_KEY,
    invalid: &codes::CONFIG_INVALID,
};

/// Codes of tables in which Zola leaves alone what it does not know.
pub static CONFIG_KIND: Codes = Codes {
    unknown: &codes::CONFIG_IGNORED_KEY,
    missing: &codes::CONFIG_MISSING_KEY,
    invalid: &codes::CONFIG_INVALID,
};

/// Codes of a section's front matter in a site that is no carnet.
pub static FRONT_MATTER_KIND: Codes = Codes {
    unknown: &codes::FRONT_MATTER_IGNORED_KEY,
    missing: &codes::FRONT_MATTER_MISSING_KEY,
    invalid: &codes::FRONT_MATTER_INVALID,
};

/// A table that is being read.
pub struct Fields<'a> {
    entries: Vec<Entry>,
    whole: Span,
    known: Vec<&'static str>,
    /// Keys that were there, whatever became of their values.
    seen: Vec<&'static str>,
    codes: &'static Codes,
    syntax: Syntax,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'a> Fields<'a> {
    /// Starts to read `table`, which stands at `whole`.
    pub fn new(
        table: Table,
        whole: Span,
        codes: &'static Codes,
        diagnostics: &'a mut Vec<Diagnostic>,
    ) -> Self {
        Self {
            entries: table.entries,
            whole,
            known: Vec::new(),
            seen: Vec::new(),
            codes,
            syntax: table.syntax,
            diagnostics,
        }
    }

    /// Reports a mistake that the caller found in a value. Where the help shows what to write, it
    /// is given in TOML, and shown in the syntax of the table.
    pub fn invalid(&mut self, span: Span, message: impl Into<String>, help: Option<String>) {
        let mut diagnostic = Diagnostic::at(self.codes.invalid, span, message);
        diagnostic.help = help.map(|help| self.syntax.spell(&help));
        self.diagnostics.push(diagnostic);
    }

    /// Where the table stands.
    #[must_use]
    pub fn whole(&self) -> &Span {
        &self.whole
    }

    /// Where diagnostics go.
    pub fn diagnostics(&mut self) -> &mut Vec<Diagnostic> {
        self.diagnostics
    }

    /// Takes the entry of `key` as it is.
    pub fn entry(&mut self, key: &'static str) -> Option<Entry> {
        self.known.push(key);
        self.old_entry(key)
    }

    /// Takes the entry of a key that nobody is told of: it is understood, and no longer written.
    pub fn old_entry(&mut self, key: &'static str) -> Option<Entry> {
        let index = self.entries.iter().position(|entry| entry.key == key)?;
        self.seen.push(key);
        Some(self.entries.remove(index))
    }

    /// Gives back an entry, to be taken under its key; one that is there already stays.
    pub fn put_back(&mut self, entry: Entry) {
        if !self.entries.iter().any(|other| other.key == entry.key) {
            self.entries.push(entry);
        }
    }

    /// Takes the value of `key` as it is. YAML's `key:` without a value says nothing.
    pub fn value(&mut self, key: &'static str) -> Option<Value> {
        let value = self.entry(key)?.value;
        if matches!(value.kind, Kind::Null) {
            self.seen.retain(|seen| *seen != key);
            return None;
        }
        Some(value)
    }

    fn wrong_type(&mut self, key: &str, value: &Value, expected: &str) {
        self.invalid(
            value.span.clone(),
            format!("`{key}` is {}, but {expected} was expected", value.type_name()),
            None,
        );
    }

    /// Reports an item of the list `key` that is none of what the list holds.
    fn wrong_item(&mut self, key: &str, item: &Value, expected: &str, help: Option<String>) {
        let what = item.type_name();
        let message = format!("an item of `{key}` is {what}, but {expected} was expected");
        self.invalid(item.span.clone(), message, help);
    }

    /// Takes a text.
    pub fn text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let value = self.value(key)?;
        match value.kind {
            Kind::Text(text) => Some(Spanned { value: text, span: value.span }),
            _ => {
                self.wrong_type(key, &value, "a text between quotes");
                None
            }
        }
    }

    /// Takes a text that must be there and not be empty. Stands in for it with an empty one when
    /// it is not, so that reading can go on.
    pub fn required_text(&mut self, key: &'static str, help: &str) -> Spanned<String> {
        let is_said = |entry: &Entry| entry.key == key && !matches!(entry.value.kind, Kind::Null);
        let present = self.seen.contains(&key) || self.entries.iter().any(is_said);
        match self.text(key) {
            Some(text) if !text.value.trim().is_empty() => text,
            Some(text) => {
                self.invalid(text.span.clone(), format!("`{key}` is empty"), Some(help.to_owned()));
                text
            }
            None => {
                if !present {
                    self.diagnostics.push(
                        Diagnostic::at(
                            self.codes.missing,
                            self.whole.clone(),
                            format!("`{key}` is missing"),
                        )
                        .help(self.syntax.spell(help)),
                    );
                }
                Spanned { value: String::new(), span: self.whole.clone() }
            }
        }
    }

    /// Takes a text that becomes a part of addresses, such as `page`: nothing that could lead
    /// elsewhere.
    pub fn path_part(&mut self, key: &'static str) -> Option<String> {
        let text = self.text(key)?;
        let is_part = !text.value.is_empty()
            && !text.value.starts_with('.')
            && text.value.chars().all(|letter| letter.is_alphanumeric() || "-_.".contains(letter));
        if is_part {
            return Some(text.value);
        }
        let message = format!("`{key}` cannot be {:?}", text.value);
        let help = "write one part of an address: letters, digits, hyphens".to_owned();
        self.invalid(text.span, message, Some(help));
        None
    }

    /// Takes a text that becomes parts of addresses, such as `posts/page`, or none of them.
    pub fn parts(&mut self, key: &'static str) -> Option<String> {
        let text = self.text(key)?;
        let parts = text.value.trim_matches('/');
        let is_part = |part: &str| {
            !part.is_empty()
                && !part.starts_with('.')
                && !part.chars().any(|letter| letter.is_control() || "\\?#".contains(letter))
        };
        if parts.is_empty() || parts.split('/').all(is_part) {
            return Some(parts.to_owned());
        }
        let message = format!("`{key}` cannot be {:?}", text.value);
        let help = "write parts of an address: letters, digits, hyphens".to_owned();
        self.invalid(text.span, message, Some(help));
        None
    }

    /// Takes a `true` or `false`.
    pub fn boolean(&mut self, key: &'static str) -> Option<bool> {
        let value = self.value(key)?;
        if let Kind::Boolean(boolean) = value.kind {
            return Some(boolean);
        }
        // `draft = "false"` must never be read as anything: it is refused.
        let message = format!("`{key}` is {}, but true or false was expected", value.type_name());
        self.invalid(value.span, message, Some(format!("write {key} = true or {key} = false")));
        None
    }

    /// Takes a whole number.
    pub fn integer(&mut self, key: &'static str) -> Option<i64> {
        let value = self.value(key)?;
        if let Kind::Integer(number) = value.kind {
            return Some(number);
        }
        self.wrong_type(key, &value, "a whole number");
        None
    }

    /// Takes a whole number that is not negative.
    pub fn count(&mut self, key: &'static str) -> Option<usize> {
        let value = self.value(key)?;
        if let Kind::Integer(number) = value.kind
            && let Ok(number) = usize::try_from(number)
        {
            return Some(number);
        }
        self.wrong_type(key, &value, "a number from 0 up");
        None
    }

    /// Takes a number.
    pub fn number(&mut self, key: &'static str) -> Option<f64> {
        let value = self.value(key)?;
        match value.kind {
            Kind::Float(number) => Some(number),
            #[expect(clippy::cast_precision_loss, reason = "degrees and weights are small")]
            Kind::Integer(number) => Some(number as f64),
            _ => {
                self.wrong_type(key, &value, "a number");
                None
            }
        }
    }

    /// Takes a list as it is.
    pub fn list(&mut self, key: &'static str) -> Vec<Value> {
        self.list_of(key, |text| text)
    }

    /// The same; `item` shows what an item looks like of which only the text is there.
    fn list_of(&mut self, key: &'static str, item: impl FnOnce(String) -> String) -> Vec<Value> {
        match self.value(key) {
            None => Vec::new(),
            Some(Value { kind: Kind::List(items), .. }) => items,
            Some(value) => {
                let what = value.type_name();
                let message = format!("`{key}` is {what}, but a list between [ and ] was expected");
                let help = match &value.kind {
                    Kind::Text(text) => Some(format!("write {key} = [{}]", item(quoted(text)))),
                    _ => None,
                };
                self.invalid(value.span, message, help);
                Vec::new()
            }
        }
    }

    /// Takes a list of texts.
    pub fn texts(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        let mut texts = Vec::new();
        for item in self.list(key) {
            match item.kind {
                Kind::Text(text) => texts.push(Spanned { value: text, span: item.span }),
                _ => self.wrong_item(key, &item, "a text between quotes", None),
            }
        }
        texts
    }

    /// Takes a list of texts, or one text for a list of one.
    pub fn text_or_texts(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        let Some(entry) = self.entry(key) else { return Vec::new() };
        let is_one = matches!(entry.value.kind, Kind::Text(_));
        self.put_back(entry);
        if is_one { self.text(key).into_iter().collect() } else { self.texts(key) }
    }

    /// Takes a table.
    pub fn table(&mut self, key: &'static str) -> Option<(Table, Span)> {
        let value = self.value(key)?;
        match value.kind {
            Kind::Table(table) => Some((table, value.span)),
            _ => {
                self.wrong_type(key, &value, "a table");
                None
            }
        }
    }

    /// Takes a list of tables, in each of which stands a text `first`.
    pub fn tables(&mut self, key: &'static str, first: &str) -> Vec<(Table, Span)> {
        let shown = |text: String| format!("{{ {first} = {text} }}");
        let mut tables = Vec::new();
        for item in self.list_of(key, shown) {
            match item.kind {
                Kind::Table(table) => tables.push((table, item.span)),
                Kind::Text(ref text) => {
                    let help = format!("write {}", shown(quoted(text)));
                    self.wrong_item(key, &item, "a table", Some(help));
                }
                _ => self.wrong_item(key, &item, "a table", None),
            }
        }
        tables
    }

    /// Takes a text that must be one of `choices`.
    pub fn choice<T: Copy>(&mut self, key: &'static str, choices: &[(&str, T)]) -> Option<T> {
        let text = self.text(key)?;
        if let Some((_, chosen)) = choices.iter().find(|(name, _)| *name == text.value) {
            return Some(*chosen);
        }
        let names: Vec<String> = choices.iter().map(|(name, _)| format!("\"{name}\"")).collect();
        let suggestion =
            did_you_mean(&text.value.to_lowercase(), choices.iter().map(|(name, _)| *name));
        let help = match suggestion {
            Some(suggestion) => suggestion,
            None => format!("write one of {}", names.join(", ")),
        };
        self.invalid(text.span, format!("`{key}` cannot be {:?}", text.value), Some(help));
        None
    }

    /// Takes a list whose items are texts or tables; a text `x` means the table `{ id = "x" }`.
    pub fn ids_or_tables(&mut self, key: &'static str) -> Vec<IdOrTable> {
        let mut items = Vec::new();
        for item in self.list(key) {
            match item.kind {
                Kind::Text(text) => {
                    items.push(IdOrTable::Id(Spanned { value: text, span: item.span }));
                }
                Kind::Table(table) => items.push(IdOrTable::Table(table, item.span)),
                _ => self.wrong_item(key, &item, "an id between quotes or a table", None),
            }
        }
        items
    }

    /// Takes everything that is left, as it is.
    pub fn rest(&mut self) -> Vec<Entry> {
        std::mem::take(&mut self.entries)
    }

    /// Reports every key that was not taken.
    pub fn finish(self) {
        self.finish_knowing(|_| None);
    }

    /// The same; `place_of` says where a key belongs that stands in the wrong place.
    pub fn finish_knowing(self, place_of: impl Fn(&Entry) -> Option<String>) {
        let known = || {
            let mut known = self.known.clone();
            known.sort_unstable();
            format!("known keys are: {}", known.join(", "))
        };
        for entry in &self.entries {
            let help = place_of(entry)
                .map(|help| self.syntax.spell(&help))
                .or_else(|| did_you_mean(&entry.key, self.known.iter().copied()))
                .unwrap_or_else(known);
            self.diagnostics.push(
                Diagnostic::at(
                    self.codes.unknown,
                    entry.key_span.clone(),
                    format!("unknown key `{}`", entry.key),
                )
                .help(help),
            );
        }
    }
}

/// An item of a list that may be written short.
#[derive(Clone, Debug)]
pub enum IdOrTable {
    /// Just an id.
    Id(Spanned<String>),
    /// A table that holds an id and more.
    Table(Table, Span),
}
