//! An index for elasticlunr: which words stand how often on which pages, as a tree of letters,
//! and the pages themselves.
//!
//! The crate `elasticlunr-rs` knows the words of each language. Its own index is a map of maps,
//! filled by one thread; here words are counted in parallel, sorted once and written straight
//! into the same JSON.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

use elasticlunr::lang::{self, Language};
use elasticlunr::pipeline::Pipeline;
use icu::segmenter::WordSegmenter;
use icu::segmenter::options::WordBreakInvariantOptions;
use rayon::prelude::*;

use super::Entry;
use crate::config::search::Search;

/// Codes for which the crate has another name.
const OTHER_NAMES: &[(&str, &str)] = &[("nl", "du"), ("nb", "no"), ("nn", "no")];

/// How many pages one thread counts at a time.
const CHUNK: usize = 256;

/// Whether the words of a language are brought to their stems.
pub(super) fn knows(code: &str) -> bool {
    language(code).is_some()
}

/// A code without its region.
fn base(code: &str) -> String {
    code.split(['-', '_']).next().unwrap_or(code).to_ascii_lowercase()
}

/// The words of a text that has no spaces between them.
fn words(text: &str) -> Vec<String> {
    let segmenter = WordSegmenter::new_auto(WordBreakInvariantOptions::default());
    let mut start = 0;
    let mut words = Vec::new();
    for (end, kind) in segmenter.segment_str(text).iter_with_word_type() {
        if kind.is_word_like() {
            words.push(text[start..end].to_lowercase());
        }
        start = end;
    }
    words
}

fn language(code: &str) -> Option<Box<dyn Language>> {
    let code = base(code);
    let other = OTHER_NAMES.iter().find(|(name, _)| *name == code);
    lang::from_code(other.map_or(code.as_str(), |(_, name)| name))
}

/// Languages that are written without spaces. Their words are found by a dictionary, as the search
/// of a reader's browser does not do: it finds what is typed as one word, or as words with spaces.
const WITHOUT_SPACES: &[&str] = &["ja", "km", "lo", "my", "th", "yue", "zh"];

/// A language of which only its words are known.
struct Unknown(String);

impl Language for Unknown {
    fn name(&self) -> String {
        self.0.clone()
    }

    fn code(&self) -> String {
        self.0.clone()
    }

    fn tokenize(&self, text: &str) -> Vec<String> {
        if WITHOUT_SPACES.contains(&base(&self.0).as_str()) {
            return words(text);
        }
        lang::tokenize_whitespace(text)
            .iter()
            .map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_owned())
            .filter(|word| !word.is_empty())
            .collect()
    }

    fn make_pipeline(&self) -> Pipeline {
        // A function that the browser's side does not know would be an error there.
        Pipeline { queue: Vec::new() }
    }
}

/// What is indexed of a page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Title,
    Description,
    Date,
    Path,
    Body,
}

impl Field {
    fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Description => "description",
            Self::Date => "date",
            Self::Path => "path",
            Self::Body => "body",
        }
    }

    fn text<'a>(self, entry: &'a Entry<'_>) -> &'a str {
        match self {
            Self::Title => entry.item.title,
            Self::Description => entry.item.description,
            Self::Date => entry.item.date.as_deref().unwrap_or_default(),
            Self::Path => entry.item.path,
            Self::Body => &entry.body,
        }
    }
}

/// The fields of an index, in the order in which they are read.
fn fields(search: &Search) -> Vec<Field> {
    [
        (Field::Title, search.include_title),
        (Field::Description, search.include_description),
        (Field::Date, search.include_date),
        (Field::Path, search.include_path),
        (Field::Body, search.include_content),
    ]
    .into_iter()
    .filter_map(|(field, is_included)| is_included.then_some(field))
    .collect()
}

/// A word on a page: which word, which page, how often.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Posting {
    word: u32,
    page: u32,
    count: u32,
}

/// The words of some pages.
struct Counted {
    words: Vec<String>,
    /// By field.
    postings: Vec<Vec<Posting>>,
    /// How many words each page has, by page and field.
    lengths: Vec<Vec<usize>>,
}

/// Adds the index to `start`.
pub(super) fn write(
    code: &str,
    search: &Search,
    mut entries: Vec<Entry<'_>>,
    start: String,
) -> String {
    entries.sort_by(|one, other| one.item.url.cmp(&other.item.url));
    entries.dedup_by(|one, other| one.item.url == other.item.url);
    let fields = fields(search);
    let counted: Vec<Counted> = entries
        .par_chunks(CHUNK)
        .enumerate()
        .map(|(index, chunk)| count(code, &fields, chunk, index * CHUNK))
        .collect();
    let lengths: Vec<&Vec<usize>> = counted.iter().flat_map(|part| &part.lengths).collect();
    let urls: Vec<String> = entries.iter().map(|entry| json(&entry.item.url)).collect();

    let mut words: Vec<&str> =
        counted.iter().flat_map(|part| part.words.iter().map(String::as_str)).collect();
    words.par_sort_unstable();
    words.dedup();

    let named = language_of(code);
    let pipeline: Vec<String> =
        named.make_pipeline().queue.iter().map(|function| json(&function.name())).collect();
    let names: Vec<String> = fields.iter().map(|field| json(field.name())).collect();
    let mut out = start;
    let _ = write!(
        out,
        r#"{{"fields":[{}],"pipeline":[{}],"ref":"id","version":{},"index":{{"#,
        names.join(","),
        pipeline.join(","),
        json(elasticlunr::ELASTICLUNR_VERSION),
    );
    let by_name: BTreeMap<&str, usize> =
        fields.iter().enumerate().map(|(index, field)| (field.name(), index)).collect();
    for (number, (name, field)) in by_name.iter().enumerate() {
        let comma = if number == 0 { "" } else { "," };
        let _ = write!(out, r#"{comma}"{name}":{{"root":"#);
        tree(&mut out, &words, &merged(&counted, &words, *field), &urls);
        out.push('}');
    }
    out.push_str(r#"},"documentStore":{"save":true,"docs":{"#);
    for (index, (entry, url)) in entries.iter().zip(&urls).enumerate() {
        let mut texts: BTreeMap<&str, &str> =
            fields.iter().map(|field| (field.name(), field.text(entry))).collect();
        texts.insert("id", &entry.item.url);
        let comma = if index == 0 { "" } else { "," };
        let _ = write!(out, "{comma}{url}:{}", json(&texts));
    }
    out.push_str(r#"},"docInfo":{"#);
    for (index, (lengths, url)) in lengths.iter().zip(&urls).enumerate() {
        let lengths: BTreeMap<&str, usize> =
            by_name.iter().map(|(name, field)| (*name, lengths[*field])).collect();
        let comma = if index == 0 { "" } else { "," };
        // Without a field there is nothing to tell.
        if !lengths.is_empty() {
            let _ = write!(out, "{comma}{url}:{}", json(&lengths));
        }
    }
    let _ = write!(out, r#"}},"length":{}}},"lang":{}}}"#, entries.len(), json(&named.name()));
    out
}

fn json(value: &(impl serde::Serialize + ?Sized)) -> String {
    serde_json::to_string(value).expect("texts and numbers can be written as JSON")
}

fn language_of(code: &str) -> Box<dyn Language> {
    language(code).unwrap_or_else(|| Box::new(Unknown(code.to_owned())))
}

/// Counts the words of some pages, of which the first is page number `first`.
fn count(code: &str, fields: &[Field], entries: &[Entry<'_>], first: usize) -> Counted {
    let language = language_of(code);
    let pipeline = language.make_pipeline();
    let mut stems: HashMap<String, Option<u32>> = HashMap::new();
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut words: Vec<String> = Vec::new();
    let mut postings = vec![Vec::new(); fields.len()];
    let mut all_lengths = Vec::with_capacity(entries.len());
    for (page, entry) in (first..).zip(entries) {
        let page = u32::try_from(page).unwrap_or(u32::MAX);
        let mut lengths = vec![0; fields.len()];
        for (index, field) in fields.iter().enumerate() {
            let text = field.text(entry);
            let tokens = if *field == Field::Path { parts(text) } else { language.tokenize(text) };
            let mut found: Vec<u32> = Vec::new();
            for token in tokens {
                let stem = match stems.get(&token) {
                    Some(stem) => *stem,
                    None => {
                        let stem = pipeline.run(vec![token.clone()]).pop().map(|stem| {
                            *numbers.entry(stem).or_insert_with_key(|stem| {
                                words.push(stem.clone());
                                u32::try_from(words.len() - 1).unwrap_or(u32::MAX)
                            })
                        });
                        stems.insert(token, stem);
                        stem
                    }
                };
                found.extend(stem);
            }
            lengths[index] = found.len();
            found.sort_unstable();
            for same in found.chunk_by(|one, other| one == other) {
                let word = same[0];
                if !words[word as usize].is_empty() {
                    let count = u32::try_from(same.len()).unwrap_or(u32::MAX);
                    postings[index].push(Posting { word, page, count });
                }
            }
        }
        all_lengths.push(lengths);
    }
    Counted { words, postings, lengths: all_lengths }
}

/// The words of an address.
fn parts(path: &str) -> Vec<String> {
    path.split(|letter: char| letter.is_whitespace() || letter == '-' || letter == '/')
        .filter(|part| !part.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// The postings of a field, with the numbers that words have among all of them.
fn merged(counted: &[Counted], words: &[&str], field: usize) -> Vec<Posting> {
    let mut all: Vec<Posting> = counted
        .par_iter()
        .flat_map_iter(|part| {
            let numbers: Vec<u32> = part
                .words
                .iter()
                .map(|word| {
                    let number = words.binary_search(&word.as_str()).unwrap_or_default();
                    u32::try_from(number).unwrap_or(u32::MAX)
                })
                .collect();
            let postings = part.postings[field].iter();
            let renumbered: Vec<Posting> = postings
                .map(|posting| Posting { word: numbers[posting.word as usize], ..*posting })
                .collect();
            renumbered
        })
        .collect();
    all.par_sort_unstable();
    all
}

/// Writes the words as a tree of letters. Words come in order, so one pass opens and closes the
/// letters; it is no recursion, since a word may be as long as its author likes.
fn tree(out: &mut String, words: &[&str], postings: &[Posting], urls: &[String]) {
    const EMPTY: &str = r#"{"docs":{},"df":0"#;
    out.push_str(EMPTY);
    let mut open: Vec<char> = Vec::new();
    for same in postings.chunk_by(|one, other| one.word == other.word) {
        let word: Vec<char> = words[same[0].word as usize].chars().collect();
        let shared = open.iter().zip(&word).take_while(|(one, other)| one == other).count();
        for _ in shared..open.len() {
            out.push('}');
        }
        open.truncate(shared);
        for (depth, letter) in word.iter().enumerate().skip(shared) {
            out.push(',');
            out.push_str(&json(letter));
            out.push(':');
            if depth + 1 < word.len() {
                out.push_str(EMPTY);
            }
            open.push(*letter);
        }
        out.push_str(r#"{"docs":{"#);
        for (index, posting) in same.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            out.push_str(&urls[posting.page as usize]);
            out.push_str(r#":{"tf":"#);
            out.push_str(&json(&f64::from(posting.count).sqrt()));
            out.push('}');
        }
        let _ = write!(out, r#"}},"df":{}"#, same.len());
    }
    for _ in 0..=open.len() {
        out.push('}');
    }
}

#[cfg(test)]
mod tests;
