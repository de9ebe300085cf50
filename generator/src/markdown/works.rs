//! The works that one text refers to: found in its Markdown, looked up among its files of
//! references, and formatted.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use carnet_csl::{Item, Variable};

use super::cited::{self, Citation, Form};
use super::{Subject, Surroundings, options};
use crate::diagnostic::{Diagnostic, codes};
use crate::knowledge::references::Known;
use crate::references::Searches;
use crate::references::format::{self, Cite, Cluster, Document};

/// The works of one text.
#[derive(Debug, Default)]
pub(super) struct Works {
    /// The citations that name works which are there, in the order of the text.
    pub(super) citations: Vec<Citation>,
    /// The works, in the order in which they are first named.
    pub(super) works: Vec<Work>,
    /// What the style makes of them: a citation for each of the others.
    pub(super) document: Document,
}

/// One work of a text.
#[derive(Debug)]
pub(super) struct Work {
    /// What is known of it.
    pub(super) item: Arc<Item>,
    /// By what addresses name it.
    pub(super) anchor: String,
}

impl Work {
    /// Where it can be read, or read about.
    pub(super) fn url(&self) -> Option<String> {
        let url = self.item.text(Variable::Url).filter(|url| is_safe(url)).map(str::to_owned);
        let doi = self.item.text(Variable::Doi).map(|doi| match doi.contains("://") {
            true => doi.to_owned(),
            false => format!("https://doi.org/{doi}"),
        });
        doi.filter(|url| is_safe(url)).or(url)
    }
}

/// Whether an address may be linked: those of works come from elsewhere.
pub(super) fn is_safe(url: &str) -> bool {
    let start =
        |scheme: &str| url.get(..scheme.len()).is_some_and(|it| it.eq_ignore_ascii_case(scheme));
    (start("https://") || start("http://")) && !url.contains(|sign: char| sign.is_control())
}

impl Works {
    /// Those of a text. What it names and nobody has is told.
    pub(super) fn of(
        around: Surroundings<'_>,
        subject: Subject<'_>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let written = cited::find(subject.text.markdown, options(around.config));
        if written.is_empty() {
            return Self::default();
        }
        let known = around.base.references.of(subject.source);
        let mut reader = Reader { around, subject, known, searches: Searches::default() };
        if known.files().next().is_none() {
            let first = written.iter().find(|citation| citation.form == Form::Apart);
            diagnostics.extend(first.map(|citation| reader.no_file(citation)));
            return Self::default();
        }
        let written = written.into_iter().filter_map(|it| reader.known(it, diagnostics)).collect();
        Self::formatted(written, known, around, subject.language)
    }

    fn formatted(
        citations: Vec<Citation>,
        known: Known<'_>,
        around: Surroundings<'_>,
        language: &str,
    ) -> Self {
        let mut works: Vec<Work> = Vec::new();
        let mut anchors = BTreeMap::new();
        let mut place = |key: &str| {
            let item = &known.get(key)?.item;
            let found = works.iter().position(|work| Arc::ptr_eq(&work.item, item));
            Some(found.unwrap_or_else(|| {
                let anchor = anchor(&item.id, &mut anchors);
                works.push(Work { item: Arc::clone(item), anchor });
                works.len() - 1
            }))
        };
        let mut clusters = Vec::with_capacity(citations.len());
        for citation in &citations {
            let cites = citation.parts.iter().filter_map(|part| {
                Some(Cite {
                    work: place(&part.key)?,
                    locator: part.locator.as_ref().map(|(label, value)| (*label, value.as_str())),
                    prefix: &part.prefix,
                    suffix: &part.suffix,
                    is_author_left_out: part.is_author_left_out,
                })
            });
            let cites = cites.collect();
            clusters.push(Cluster { cites, is_in_text: citation.form == Form::InText });
        }
        let items: Vec<&Item> = works.iter().map(|work| &*work.item).collect();
        let named = around.config.locale_of(language);
        let document = match around.styles.for_references(language, named) {
            Some(processor) => {
                let collation = around.languages.collation(language);
                format::document(&items, &clusters, processor, collation)
            }
            None => Document::default(),
        };
        Self { citations, works, document }
    }

    /// The ids that these works take, in the list and where the text names them.
    pub(super) fn ids(&self) -> impl Iterator<Item = String> {
        let mut times: BTreeMap<usize, usize> = BTreeMap::new();
        let quoted = self.document.citations.iter().flat_map(|it| it.text.iter().chain(&it.note));
        let places = quoted.filter_map(move |quoted| {
            let first = *quoted.works.first()?;
            let times = times.entry(first).or_default();
            *times += 1;
            Some(place(&self.works.get(first)?.anchor, *times))
        });
        self.works.iter().map(|work| id(&work.anchor)).chain(places)
    }
}

/// The id of a work in the list at the foot of a text.
pub(super) fn id(anchor: &str) -> String {
    format!("bib-{anchor}")
}

/// The id of the place that names a work for that time.
pub(super) fn place(anchor: &str, times: usize) -> String {
    format!("ref-{anchor}-{times}")
}

/// What addresses can hold of a key, and no other key of the text has.
fn anchor(key: &str, taken: &mut BTreeMap<String, usize>) -> String {
    let plain = |letter: char| match letter {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '_' | '-' => letter,
        _ => '-',
    };
    let plain: String = key.chars().map(plain).collect();
    let times = taken.entry(plain.clone()).or_default();
    *times += 1;
    // A full stop is in no plain key.
    if *times == 1 { plain } else { format!("{plain}.{times}") }
}

struct Reader<'a> {
    around: Surroundings<'a>,
    subject: Subject<'a>,
    known: Known<'a>,
    searches: Searches,
}

impl<'a> Reader<'a> {
    fn nearest(&mut self, key: &str) -> Option<&'a str> {
        self.searches.make(|| self.known.nearest(key))
    }

    /// A citation with the works of it that are there; none when there are none.
    fn known(
        &mut self,
        mut citation: Citation,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Citation> {
        let known = self.known;
        let is_there = |key: &str| known.get(key).is_some();
        // A word after `@` may be anything where it stands alone.
        if citation.form == Form::InText && !is_there(&citation.parts.first()?.key) {
            let part = citation.parts.first()?;
            let near = self.nearest(&part.key);
            diagnostics.extend(
                near.map(|near| self.unknown(&part.key, &part.place, Some(near)).as_warning()),
            );
            return None;
        }
        citation.parts.retain(|part| {
            let is_there = is_there(&part.key);
            if !is_there {
                let near = self.nearest(&part.key);
                diagnostics.push(self.unknown(&part.key, &part.place, near));
            }
            is_there
        });
        (!citation.parts.is_empty()).then_some(citation)
    }

    fn unknown(&self, key: &str, place: &Range<usize>, near: Option<&str>) -> Diagnostic {
        let span = self.subject.text.span(place);
        let paths: Vec<&str> =
            self.known.files().map(|file| &*self.around.sources.get(file).path).collect();
        let files = paths.join(", ");
        let problem = Diagnostic::at(
            &codes::REFERENCE_UNKNOWN,
            span,
            format!("there is no work `{key}` among the references"),
        );
        match near {
            Some(near) => problem
                .help(format!("did you mean `{}`?", spelled(near)))
                .remark(format!("references are read from {files}")),
            None => problem.help(format!("add it to {files}, or write \\@ for a sign")),
        }
    }

    fn no_file(&self, citation: &Citation) -> Diagnostic {
        let span = self.subject.text.span(&citation.place);
        let message = "this reads as a reference to a work, and no file of references is named";
        Diagnostic::at(&codes::REFERENCE_NO_FILE, span, message).help(
            "name it in the front matter: references = \"sources.bib\"; \
             write \\[@ if the signs are meant to be read",
        )
    }
}

/// A key as it is written after `@`.
fn spelled(key: &str) -> String {
    if cited::is_key(key) { format!("@{key}") } else { format!("@{{{key}}}") }
}
