//! TOML, YAML and JSON as one tree that remembers where each value was written.
//!
//! serde stops at the first mistake and forgets places. Front matter and configuration are read
//! from this tree instead ([`crate::fields`]), so that every mistake is reported, at its place.

pub(crate) mod bounds;
mod hints;

use std::ops::Range;

use indexmap::IndexMap;
use saphyr::{LoadableYamlNode, MarkedYaml, Scalar, YamlData};
use serde_json::value::RawValue;
use toml::de::{DeTable, DeValue};

use crate::source::{SourceId, Span};
use hints::Hint;

/// How a table was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Syntax {
    /// `key = value`, and JSON.
    #[default]
    Toml,
    /// `key: value`.
    Yaml,
}

impl Syntax {
    /// A sentence that shows what to write, given with `key = value`, in this syntax.
    #[must_use]
    pub fn spell(self, sentence: &str) -> String {
        match self {
            Self::Toml => sentence.to_owned(),
            Self::Yaml => sentence.replace(" = ", ": "),
        }
    }
}

/// A value with its place.
#[derive(Clone, Debug)]
pub struct Value {
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub span: Span,
}

/// The kinds of values that TOML and YAML share.
#[derive(Clone, Debug)]
pub enum Kind {
    /// YAML's `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Float(f64),
    /// A text.
    Text(String),
    /// A TOML date or date-time, as it was written.
    Datetime(String),
    /// An ordered list.
    List(Vec<Value>),
    /// A table.
    Table(Table),
}

/// Keys and values in the order they were written.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The entries.
    pub entries: Vec<Entry>,
    /// How they were written.
    pub syntax: Syntax,
}

/// One key of a table and its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// Its value.
    pub value: Value,
}

/// Why a text is no valid TOML or YAML.
#[derive(Clone, Debug)]
pub struct SyntaxError {
    /// What is wrong.
    pub message: String,
    /// Where.
    pub span: Span,
    /// What to write, when that can be told.
    pub help: Option<String>,
}

impl SyntaxError {
    fn new(hint: Hint, place: Place) -> Self {
        Self { message: hint.message, span: place.span(hint.at), help: hint.help }
    }
}

impl Table {
    /// The value of `key`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }
}

impl Value {
    /// What the value is called in a message.
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        match self.kind {
            Kind::Null => "nothing",
            Kind::Boolean(_) => "true or false",
            Kind::Integer(_) => "a whole number",
            Kind::Float(_) => "a number",
            Kind::Text(_) => "a text",
            Kind::Datetime(_) => "a date",
            Kind::List(_) => "a list",
            Kind::Table(_) => "a table",
        }
    }

    /// Whether two values say the same, wherever they stand.
    #[must_use]
    pub fn says_the_same_as(&self, other: &Value) -> bool {
        match (&self.kind, &other.kind) {
            (Kind::Null, Kind::Null) => true,
            (Kind::Boolean(one), Kind::Boolean(two)) => one == two,
            (Kind::Integer(one), Kind::Integer(two)) => one == two,
            (Kind::Float(one), Kind::Float(two)) => one.total_cmp(two).is_eq(),
            (Kind::Text(one) | Kind::Datetime(one), Kind::Text(two) | Kind::Datetime(two)) => {
                one == two
            }
            (Kind::List(one), Kind::List(two)) => {
                one.len() == two.len()
                    && one.iter().zip(two).all(|(one, two)| one.says_the_same_as(two))
            }
            (Kind::Table(one), Kind::Table(two)) => {
                one.entries.len() == two.entries.len()
                    && one.entries.iter().all(|entry| {
                        two.get(&entry.key).is_some_and(|two| entry.value.says_the_same_as(two))
                    })
            }
            _ => false,
        }
    }
}

/// Reads TOML. `text` stands at `offset` in `source`. Everything that can be read is returned
/// beside the errors.
#[must_use]
pub fn from_toml(text: &str, source: SourceId, offset: usize) -> (Table, Vec<SyntaxError>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let place = Place { source, offset };
    let mut hints: Vec<Hint> = errors
        .iter()
        .map(|error| {
            let at = error.span().unwrap_or(0..text.len());
            hints::of(Syntax::Toml, error.message().trim(), text, at)
        })
        .collect();
    hints.sort_by_key(|hint| hint.at.start);
    // What follows on the same line comes of the first mistake there.
    let line = |hint: &Hint| text.get(..hint.at.start).map(|before| before.matches('\n').count());
    hints.dedup_by_key(|hint| line(hint));
    let errors = hints.into_iter().map(|hint| SyntaxError::new(hint, place)).collect();
    (toml_table(table.get_ref(), place), errors)
}

/// Where a text stands in a source.
#[derive(Clone, Copy)]
struct Place {
    source: SourceId,
    offset: usize,
}

impl Place {
    fn span(self, range: Range<usize>) -> Span {
        Span::new(self.source, range.start + self.offset..range.end + self.offset)
    }
}

fn toml_table(table: &DeTable<'_>, place: Place) -> Table {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            key_span: place.span(key.span()),
            value: Value {
                kind: toml_kind(value.get_ref(), place),
                span: place.span(value.span()),
            },
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_span.range.start);
    Table { entries, syntax: Syntax::Toml }
}

fn toml_kind(value: &DeValue<'_>, place: Place) -> Kind {
    match value {
        DeValue::String(text) => Kind::Text(visible(text)),
        DeValue::Integer(number) => {
            i64::from_str_radix(number.as_str(), number.radix())
                // Too large for a whole number here.
                .map_or(Kind::Float(f64::INFINITY), Kind::Integer)
        }
        DeValue::Float(number) => number.as_str().parse().map_or(Kind::Null, Kind::Float),
        DeValue::Boolean(boolean) => Kind::Boolean(*boolean),
        DeValue::Datetime(datetime) => Kind::Datetime(datetime.to_string()),
        DeValue::Array(items) => Kind::List(
            items
                .iter()
                .map(|item| Value {
                    kind: toml_kind(item.get_ref(), place),
                    span: place.span(item.span()),
                })
                .collect(),
        ),
        DeValue::Table(table) => Kind::Table(toml_table(table, place)),
    }
}

/// Reads YAML, as [`from_toml`] reads TOML; a YAML text has one error at most.
#[must_use]
pub fn from_yaml(text: &str, source: SourceId, offset: usize) -> (Table, Vec<SyntaxError>) {
    let place = Place { source, offset };
    let offsets = ByteOffsets::of(text);
    let failed = |hint: Hint| (Table::default(), vec![SyntaxError::new(hint, place)]);
    let error = |message: &str, range: Range<usize>| {
        failed(Hint { message: message.to_owned(), at: range, help: None })
    };
    if let Some(line) = too_deep(text) {
        return error("this is nested too deeply", line);
    }
    match MarkedYaml::load_from_str(text) {
        Ok(documents) => match documents.first() {
            None => (Table::default(), Vec::new()),
            Some(document) => match yaml_kind(document, place, &offsets) {
                Kind::Table(table) => (table, Vec::new()),
                Kind::Null => (Table::default(), Vec::new()),
                _ => failed(hints::of(Syntax::Yaml, NO_KEYS, text, 0..text.len())),
            },
        },
        Err(problem) => {
            let at = offsets.byte(problem.marker().index());
            failed(hints::of(Syntax::Yaml, problem.info(), text, at..at))
        }
    }
}

/// What is said of YAML that is no table.
const NO_KEYS: &str = "expected `key: value` lines";

/// How deep YAML may be nested: its parser goes down by calling itself.
const DEEPEST: usize = 128;

/// The first line that is indented deeper than any front matter is.
fn too_deep(text: &str) -> Option<Range<usize>> {
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let rest = line.trim_start_matches([' ', '-', '?', ':', '\t']);
        if line.len() - rest.len() > DEEPEST {
            return Some(offset..offset + line.trim_end().len());
        }
        offset += line.len();
    }
    None
}

/// Text without the characters that nobody sees and that HTML and XML refuse.
fn visible(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t')).collect()
}

/// A text as TOML writes it, without characters that nobody sees.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            letter if letter.is_control() => {}
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

/// saphyr counts characters; spans count bytes.
struct ByteOffsets(Vec<usize>);

impl ByteOffsets {
    fn of(text: &str) -> Self {
        Self(text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect())
    }

    fn byte(&self, character: usize) -> usize {
        self.0.get(character).or(self.0.last()).copied().unwrap_or(0)
    }
}

fn yaml_kind(node: &MarkedYaml<'_>, place: Place, offsets: &ByteOffsets) -> Kind {
    match &node.data {
        YamlData::Value(Scalar::Boolean(boolean)) => Kind::Boolean(*boolean),
        YamlData::Value(Scalar::Integer(number)) => Kind::Integer(*number),
        YamlData::Value(Scalar::FloatingPoint(number)) => Kind::Float(number.into_inner()),
        YamlData::Value(Scalar::String(text)) => Kind::Text(visible(text)),
        YamlData::Representation(text, ..) => Kind::Text(text.to_string()),
        YamlData::Sequence(items) => {
            Kind::List(items.iter().map(|item| yaml_value(item, place, offsets)).collect())
        }
        YamlData::Mapping(entries) => Kind::Table(Table {
            syntax: Syntax::Yaml,
            entries: entries
                .iter()
                .map(|(key, value)| Entry {
                    key: match yaml_kind(key, place, offsets) {
                        Kind::Text(text) => text,
                        Kind::Integer(number) => number.to_string(),
                        Kind::Boolean(boolean) => boolean.to_string(),
                        _ => String::new(),
                    },
                    key_span: yaml_span(key, place, offsets),
                    value: yaml_value(value, place, offsets),
                })
                .collect(),
        }),
        YamlData::Tagged(_, node) => yaml_kind(node, place, offsets),
        YamlData::Value(Scalar::Null) | YamlData::Alias(_) | YamlData::BadValue => Kind::Null,
    }
}

fn yaml_value(node: &MarkedYaml<'_>, place: Place, offsets: &ByteOffsets) -> Value {
    Value { kind: yaml_kind(node, place, offsets), span: yaml_span(node, place, offsets) }
}

fn yaml_span(node: &MarkedYaml<'_>, place: Place, offsets: &ByteOffsets) -> Span {
    place.span(offsets.byte(node.span.start.index())..offsets.byte(node.span.end.index()))
}

/// Reads JSON. Its parser forgets places but not the pieces of text: where a piece lies in the
/// whole is where it was written. A key has the place of its value.
pub fn from_json(text: &str, source: SourceId) -> Result<Value, SyntaxError> {
    // An editor may have put a mark before it.
    let skipped = text.len() - text.trim_start_matches('\u{feff}').len();
    json_value(&text[skipped..], Place { source, offset: skipped }, &text[skipped..])
}

/// The value that `piece`, a part of `whole`, spells.
fn json_value(piece: &str, place: Place, whole: &str) -> Result<Value, SyntaxError> {
    let start = piece.as_ptr() as usize - whole.as_ptr() as usize;
    let failed = |error: &serde_json::Error| {
        let line_start = match error.line() {
            0 | 1 => 0,
            line => piece.match_indices('\n').nth(line - 2).map_or(0, |(at, _)| at + 1),
        };
        let mut at = (start + line_start + error.column().saturating_sub(1)).min(whole.len());
        while !whole.is_char_boundary(at) {
            at -= 1;
        }
        // The place is said once, as a place.
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default().to_owned();
        SyntaxError { message, span: place.span(at..at), help: None }
    };
    let inner = |raw: &RawValue| json_value(raw.get(), place, whole);
    let kind = match piece.trim_start().bytes().next() {
        Some(b'{') => {
            let entries: IndexMap<String, &RawValue> =
                serde_json::from_str(piece).map_err(|error| failed(&error))?;
            let entry = |(key, raw): (String, &RawValue)| {
                inner(raw).map(|value| Entry { key, key_span: value.span.clone(), value })
            };
            let entries: Result<Vec<Entry>, SyntaxError> = entries.into_iter().map(entry).collect();
            Kind::Table(Table { entries: entries?, syntax: Syntax::Toml })
        }
        Some(b'[') => {
            let items: Vec<&RawValue> =
                serde_json::from_str(piece).map_err(|error| failed(&error))?;
            let items: Result<Vec<Value>, SyntaxError> = items.into_iter().map(inner).collect();
            Kind::List(items?)
        }
        _ => match serde_json::from_str(piece).map_err(|error| failed(&error))? {
            serde_json::Value::Bool(boolean) => Kind::Boolean(boolean),
            serde_json::Value::Number(number) => match number.as_i64() {
                Some(whole) => Kind::Integer(whole),
                None => Kind::Float(number.as_f64().unwrap_or(f64::INFINITY)),
            },
            serde_json::Value::String(text) => Kind::Text(text),
            _ => Kind::Null,
        },
    };
    Ok(Value { kind, span: place.span(start..start + piece.len()) })
}
