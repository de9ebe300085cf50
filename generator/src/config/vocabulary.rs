//! The words that notes and allies may use, with their labels in each language.
//!
//! A site writes its own below `[carnet.vocabulary]`; a table it does not write is taken from the
//! defaults that stand beside this file.

use indexmap::IndexMap;

use crate::diagnostic::{Diagnostic, codes, did_you_mean};
use crate::document::{self, Kind, Table};
use crate::fields::{CONFIG, Fields};
use crate::source::{SourceId, Sources, Span, Spanned};

/// The vocabularies of a site that writes none.
const DEFAULTS: &str = include_str!("vocabulary.toml");

/// All vocabularies of a site.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// Kinds of notes.
    pub kinds: Words,
    /// Relations between notes, with a label for each direction.
    pub relations: Words,
    /// What allies live.
    pub challenges: Words,
    /// What holds them back.
    pub barriers: Words,
    /// What they bring.
    pub strengths: Words,
    /// The parts they play.
    pub roles: Words,
    /// The worlds they come from.
    pub milieus: Words,
    /// How free they are to speak, decide and act.
    pub positions: Words,
    /// Kinds of ties between allies, with a label for each direction.
    pub ties: Words,
    /// Where they are.
    pub territories: Words,
}

/// One vocabulary: its words by id, in the site's order.
#[derive(Clone, Debug, Default)]
pub struct Words(IndexMap<String, Word>);

/// One word.
#[derive(Clone, Debug, Default)]
pub struct Word {
    /// Label by language.
    pub labels: IndexMap<String, String>,
    /// Label by language, read from the other end; the same as `labels` when nothing is written.
    pub reverse: IndexMap<String, String>,
    /// Degrees east and north, of a territory.
    pub coordinates: Option<(f64, f64)>,
}

impl Word {
    /// The label in `language`, else in the first language it has.
    #[must_use]
    pub fn label(&self, language: &str) -> &str {
        pick(&self.labels, language)
    }

    /// The label seen from the other end of a relation.
    #[must_use]
    pub fn reverse_label(&self, language: &str) -> &str {
        if self.reverse.is_empty() { self.label(language) } else { pick(&self.reverse, language) }
    }
}

fn pick<'a>(labels: &'a IndexMap<String, String>, language: &str) -> &'a str {
    labels.get(language).or_else(|| labels.values().next()).map_or("", String::as_str)
}

impl Words {
    /// Whether `id` is a word of this vocabulary.
    #[must_use]
    pub fn contains(&self, id: &str) -> bool {
        self.0.contains_key(id)
    }

    /// The word of `id`.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Word> {
        self.0.get(id)
    }

    /// The label of `id` in `language`; the id itself when there is no such word.
    #[must_use]
    pub fn label<'a>(&'a self, id: &'a str, language: &str) -> &'a str {
        self.0.get(id).map_or(id, |word| word.label(language))
    }

    /// Ids and words, in the site's order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Word)> {
        self.0.iter().map(|(id, word)| (id.as_str(), word))
    }

    /// Where `id` stands in the site's order.
    #[must_use]
    pub fn position(&self, id: &str) -> usize {
        self.0.get_index_of(id).unwrap_or(usize::MAX)
    }

    /// The diagnostic for a word that is not in this vocabulary, called `name` in config.toml.
    #[must_use]
    pub fn unknown(&self, word: &Spanned<String>, name: &str) -> Diagnostic {
        let help =
            did_you_mean(&word.value, self.0.keys().map(String::as_str)).unwrap_or_else(|| {
                let known: Vec<&str> = self.0.keys().map(String::as_str).take(12).collect();
                format!(
                    "add it under [carnet.vocabulary.{name}] in config.toml, or use one of: {}",
                    known.join(", ")
                )
            });
        Diagnostic::at(
            &codes::VOCABULARY_UNKNOWN,
            word.span.clone(),
            format!("`{}` is not among the {name} of this site", word.value),
        )
        .help(help)
    }
}

/// Reads the site's vocabularies over the defaults. Words of the site have a label in each of its
/// `languages`.
pub fn read(
    site: Option<(Table, Span)>,
    languages: &[String],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vocabulary {
    let mut vocabulary = defaults();
    if let Some((table, span)) = site {
        let mut fields = Fields::new(table, span, &CONFIG, diagnostics);
        overlay(&mut vocabulary, languages, &mut fields);
        fields.finish();
    }
    vocabulary
}

fn defaults() -> Vocabulary {
    let sources = Sources::from_texts([("vocabulary.toml", DEFAULTS)]);
    let mut vocabulary = Vocabulary::default();
    let Some(source) = sources.find("vocabulary.toml") else { return vocabulary };
    let mut diagnostics = Vec::new();
    read_defaults(&mut vocabulary, source, &mut diagnostics);
    debug_assert!(diagnostics.is_empty(), "the defaults are right: {diagnostics:?}");
    vocabulary
}

fn read_defaults(vocabulary: &mut Vocabulary, source: SourceId, diagnostics: &mut Vec<Diagnostic>) {
    let (table, _) = document::from_toml(DEFAULTS, source, 0);
    let mut fields = Fields::new(table, Span::new(source, 0..0), &CONFIG, diagnostics);
    overlay(vocabulary, &[], &mut fields);
    fields.finish();
}

fn overlay(vocabulary: &mut Vocabulary, languages: &[String], fields: &mut Fields<'_>) {
    let tables: [(&'static str, &mut Words); 10] = [
        ("kinds", &mut vocabulary.kinds),
        ("relations", &mut vocabulary.relations),
        ("challenges", &mut vocabulary.challenges),
        ("barriers", &mut vocabulary.barriers),
        ("strengths", &mut vocabulary.strengths),
        ("roles", &mut vocabulary.roles),
        ("milieus", &mut vocabulary.milieus),
        ("positions", &mut vocabulary.positions),
        ("ties", &mut vocabulary.ties),
        ("territories", &mut vocabulary.territories),
    ];
    for (name, words) in tables {
        if let Some((table, _)) = fields.table(name) {
            *words = read_words(table, languages, fields);
        }
    }
}

fn read_words(table: Table, languages: &[String], fields: &mut Fields<'_>) -> Words {
    let mut words = IndexMap::new();
    for entry in table.entries {
        let span = entry.value.span.clone();
        let word = match entry.value.kind {
            Kind::Table(table) => {
                let mut inner = Fields::new(table, span, &CONFIG, fields.diagnostics());
                let word = read_word(&mut inner);
                inner.finish();
                word
            }
            Kind::Text(label) => {
                Word { labels: [(String::new(), label)].into_iter().collect(), ..Word::default() }
            }
            _ => {
                fields.invalid(
                    span,
                    format!("the labels of `{}` must be a table", entry.key),
                    Some("write { fr = \"…\", en = \"…\" }".to_owned()),
                );
                continue;
            }
        };
        report_missing_labels(&entry.key, &entry.key_span, &word, languages, fields);
        words.insert(entry.key, word);
    }
    Words(words)
}

/// A reader should not meet words of another language.
fn report_missing_labels(
    id: &str,
    span: &Span,
    word: &Word,
    languages: &[String],
    fields: &mut Fields<'_>,
) {
    let missing = |labels: &IndexMap<String, String>| -> Vec<String> {
        // One label for all languages is a choice.
        let is_for_all = labels.contains_key("");
        let without = |code: &&String| !is_for_all && !labels.contains_key(code.as_str());
        languages.iter().filter(without).map(|code| format!("`{code}`")).collect()
    };
    let reverse = if word.reverse.is_empty() { Vec::new() } else { missing(&word.reverse) };
    for (what, missing) in [("label", missing(&word.labels)), ("reverse label", reverse)] {
        if !missing.is_empty() {
            let message = format!("`{id}` has no {what} in {}", missing.join(", "));
            let problem = Diagnostic::at(&codes::VOCABULARY_LABEL, span.clone(), message)
                .help("write one for each language of the site");
            fields.diagnostics().push(problem);
        }
    }
}

fn read_word(fields: &mut Fields<'_>) -> Word {
    let coordinates = fields.number("lon").zip(fields.number("lat"));
    let reverse = fields.table("reverse").map(|(table, _)| labels(table.entries, fields));
    let rest = fields.rest();
    let labels = labels(rest, fields);
    Word { labels, reverse: reverse.unwrap_or_default(), coordinates }
}

/// Whatever key is left in a word is a language.
fn labels(entries: Vec<document::Entry>, fields: &mut Fields<'_>) -> IndexMap<String, String> {
    let mut labels = IndexMap::new();
    for entry in entries {
        match entry.value.kind {
            Kind::Text(label) => {
                labels.insert(entry.key, label);
            }
            _ => fields.invalid(
                entry.value.span,
                format!("the label `{}` must be a text", entry.key),
                None,
            ),
        }
    }
    labels
}
