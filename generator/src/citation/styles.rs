//! The styles in which a site's works are cited, in each of its languages.

use std::collections::BTreeMap;
use std::sync::Arc;

use carnet_csl::{Item, Locale, Processor, Style, StyleError, bundled};

use super::house::{self, Words};
use super::{Form, format};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Outcome, codes, did_you_mean};
use crate::language::Languages;
use crate::source::{SourceId, Sources, Span, Spanned, read};

/// The name of the form of the house among the styles.
pub const HOUSE: &str = "house";

/// The styles that a site offers unless it says which.
pub const USUAL: &[&str] =
    &[HOUSE, "apa", "chicago-author-date", "chicago-notes", "mla", "iso690", "vancouver"];

/// The ending of a style of the site's own.
const ENDING: &str = ".csl";

/// The largest file that is read as a style or a locale; the longest that there are have 300 KB.
const MOST_BYTES: u64 = 2 * 1024 * 1024;

/// The styles of a site, by language, in the order in which readers are offered them.
#[derive(Clone, Debug, Default)]
pub struct Styles {
    by_language: BTreeMap<String, Vec<Way>>,
}

impl Styles {
    /// Those of a language.
    #[must_use]
    pub fn of(&self, language: &str) -> &[Way] {
        self.by_language.get(language).map_or(&[], Vec::as_slice)
    }

    /// The style of a language in which references within texts are written: the first that knows
    /// how to, for the form of the house does not; where none does, that of the APA, in the locale
    /// `named`.
    #[must_use]
    pub fn for_references(&self, language: &str, named: &str) -> Option<&Processor> {
        let own = self.of(language).iter().find_map(|way| way.maker.processor());
        own.or_else(|| bundled::processor("apa", named))
    }
}

/// A way to cite in words.
#[derive(Clone, Debug)]
pub struct Way {
    /// Its name in the configuration and in pages.
    pub id: String,
    /// What readers call it.
    pub name: String,
    maker: Maker,
}

#[derive(Clone, Debug)]
enum Maker {
    House(Words),
    Bundled(&'static Processor),
    Own(Arc<Processor>),
}

impl Maker {
    fn processor(&self) -> Option<&Processor> {
        match self {
            Self::House(_) => None,
            Self::Bundled(processor) => Some(processor),
            Self::Own(processor) => Some(processor),
        }
    }
}

impl Way {
    /// Cites a work, without a day of access and with it.
    #[must_use]
    pub fn cite(&self, item: &Item) -> Form {
        let processor = match &self.maker {
            Maker::House(words) => return house::cite(item, words),
            Maker::Bundled(processor) => *processor,
            Maker::Own(processor) => processor,
        };
        let (undated, dated) = processor.entry_on_a_day(item);
        Form::of(undated, dated)
    }
}

/// Makes the styles of a site ready: those that come with this program, and files of the site.
#[must_use]
pub fn prepare(config: &Config, sources: &Sources, languages: &Languages) -> Outcome<Styles> {
    let mut diagnostics = Vec::new();
    let Some(carnet) = &config.carnet else {
        return Outcome { value: Styles::default(), diagnostics };
    };
    let named = carnet.citation.styles.as_deref();
    let mut own: BTreeMap<&str, Option<Style>> = BTreeMap::new();
    for wanted in named.unwrap_or_default().iter().filter(|it| it.value.ends_with(ENDING)) {
        own.entry(&wanted.value).or_insert_with(|| file(wanted, sources, &mut diagnostics));
    }
    let wanted: Vec<&str> = match named {
        Some(named) => named.iter().map(|it| it.value.as_str()).collect(),
        None => USUAL.to_vec(),
    };
    let mut by_language = BTreeMap::new();
    for code in config.languages.keys() {
        let name = config.locale_of(code);
        let locale = locale(name, sources, &mut diagnostics).or_else(|| bundled::locale(name));
        let ways = wanted.iter().filter_map(|id| match (*id, own.get(id)) {
            (HOUSE, _) => Some(house(languages, code)),
            (id, Some(style)) => Some(of_file(id, style.clone()?, locale.as_ref()?)),
            (id, None) => {
                let maker = Maker::Bundled(bundled::processor(id, name)?);
                Some(Way { id: id.to_owned(), name: name_of(id, code).to_owned(), maker })
            }
        });
        by_language.insert(code.clone(), told_apart(ways.collect()));
    }
    Outcome { value: Styles { by_language }, diagnostics }
}

/// Pages find a style by its id, and two files in two folders may have one name.
fn told_apart(mut ways: Vec<Way>) -> Vec<Way> {
    for index in 1..ways.len() {
        let (before, rest) = ways.split_at_mut(index);
        let taken = |id: &str| before.iter().any(|way| way.id == id);
        let own = rest[0].id.clone();
        let mut number = 2;
        while taken(&rest[0].id) {
            rest[0].id = format!("{own}-{number}");
            number += 1;
        }
    }
    ways
}

fn house(languages: &Languages, code: &str) -> Way {
    let words = Words {
        no_date: languages.string(code, "no-date"),
        before_day: languages.string(code, "accessed-before"),
        after_day: languages.string(code, "accessed-after"),
        day: format::Words::of(languages, code).day,
    };
    let name = languages.string(code, "style-house");
    Way { id: HOUSE.to_owned(), name, maker: Maker::House(words) }
}

/// A style of the site's own, called as its authors call it.
fn of_file(path: &str, style: Style, locale: &Locale) -> Way {
    let stem = path.rsplit('/').next().unwrap_or(path).trim_end_matches(ENDING);
    let title = if style.title.is_empty() { stem } else { &style.title };
    Way {
        id: slug::slugify(stem),
        name: title.to_owned(),
        maker: Maker::Own(Arc::new(Processor::new(style, locale))),
    }
}

/// Reads a style of the site's own.
fn file(
    wanted: &Spanned<String>,
    sources: &Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Style> {
    let path = wanted.value.trim_start_matches('/');
    let Some(source) = sources.find(path) else {
        let message = format!("there is no file {path}");
        let files = sources.below("data").map(|(_, _, file)| file.path.as_str());
        let help = did_you_mean(path, files.filter(|path| path.ends_with(ENDING)))
            .unwrap_or_else(|| "put the style into data/".to_owned());
        let problem = Diagnostic::at(&codes::CITATION_STYLE, wanted.span.clone(), message);
        diagnostics.push(problem.help(help));
        return None;
    };
    let text = text_of(source, sources, diagnostics)?;
    match Style::read(&text) {
        Ok(style) => Some(style),
        Err(error) => {
            diagnostics.push(unreadable(source, error));
            None
        }
    }
}

/// The locale `data/locales-….xml` of a language, where the site has one.
fn locale(named: &str, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> Option<Locale> {
    let source = sources.find(&format!("data/locales-{named}.xml"))?;
    let text = text_of(source, sources, diagnostics)?;
    match Locale::read(&text) {
        Ok(locale) => Some(locale),
        Err(error) => {
            diagnostics.push(unreadable(source, error));
            None
        }
    }
}

fn text_of(
    source: SourceId,
    sources: &Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<String> {
    let bytes = read::bytes(&sources.get(source).content, MOST_BYTES);
    let text = bytes
        .map_err(|error| error.to_string())
        .and_then(|bytes| String::from_utf8(bytes).map_err(|_| "it is not UTF-8 text".to_owned()));
    match text {
        Ok(text) => Some(text),
        Err(error) => {
            let message = format!("the file cannot be read: {error}");
            diagnostics.push(Diagnostic::at(
                &codes::CITATION_STYLE,
                Span::new(source, 0..0),
                message,
            ));
            None
        }
    }
}

fn unreadable(source: SourceId, error: StyleError) -> Diagnostic {
    let problem =
        Diagnostic::at(&codes::CITATION_STYLE, Span::new(source, error.range), error.message);
    match error.help {
        Some(help) => problem.help(help),
        None => problem,
    }
}

/// What readers call a bundled style: names of handbooks.
fn name_of(id: &str, language: &str) -> &'static str {
    let is_french = language.starts_with("fr");
    match id {
        "apa" => "APA 7",
        "chicago-author-date" if is_french => "Chicago (auteur-date)",
        "chicago-author-date" => "Chicago (author-date)",
        "chicago-notes" if is_french => "Chicago (notes et bibliographie)",
        "chicago-notes" => "Chicago (notes and bibliography)",
        "mla" => "MLA 9",
        "iso690" => "ISO 690",
        "vancouver" => "Vancouver",
        "uqam" => "UQAM",
        _ => "",
    }
}
