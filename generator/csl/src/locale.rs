//! The words of a language: terms, forms of dates, quotation marks.

use std::collections::HashMap;

use roxmltree::{Document, Node};

use crate::style::read::date_parts;
use crate::style::{DateForm, DatePart, Style, StyleError, TermForm};

/// A locale of the Citation Style Language, and what a style says otherwise.
#[derive(Clone, Debug, Default)]
pub struct Locale {
    /// Its name: `fr-CA`.
    pub name: String,
    pub(crate) terms: Terms,
    pub(crate) dates: Vec<DateFormat>,
    pub(crate) options: Options,
}

/// Terms by name and form.
pub(crate) type Terms = HashMap<String, Vec<Term>>;

/// One form of a term.
#[derive(Clone, Debug)]
pub(crate) struct Term {
    pub(crate) form: TermForm,
    pub(crate) single: String,
    pub(crate) multiple: String,
    /// The grammatical gender of what the term names.
    pub(crate) gender: Option<Gender>,
    /// The gender for which this form of an ordinal stands.
    pub(crate) gender_form: Option<Gender>,
    /// How much of a number has to be equal for this ordinal.
    pub(crate) matches: OrdinalMatch,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gender {
    Masculine,
    Feminine,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum OrdinalMatch {
    #[default]
    LastDigit,
    LastTwoDigits,
    WholeNumber,
}

/// How a date is written.
#[derive(Clone, Debug)]
pub(crate) struct DateFormat {
    pub(crate) form: DateForm,
    pub(crate) delimiter: String,
    pub(crate) parts: Vec<DatePart>,
}

#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Options {
    pub(crate) punctuation_in_quote: Option<bool>,
    pub(crate) ordinals_on_first_day_only: Option<bool>,
}

impl Locale {
    /// Reads a `locales-*.xml` file.
    ///
    /// # Errors
    ///
    /// The file is no XML, or no locale.
    pub fn read(xml: &str) -> Result<Self, StyleError> {
        let wrong = |message: String| StyleError { range: 0..0, message, help: None };
        let document =
            Document::parse(xml).map_err(|error| wrong(format!("the file is no XML: {error}")))?;
        let root = document.root_element();
        if root.tag_name().name() != "locale" {
            return Err(wrong(
                "the file is no locale: its first element is not `locale`".to_owned(),
            ));
        }
        Ok(Self {
            name: language(root).unwrap_or_default(),
            terms: terms(root),
            dates: dates(root),
            options: options(root),
        })
    }

    /// The language, without the region.
    #[must_use]
    pub fn language(&self) -> &str {
        self.name.split('-').next().unwrap_or_default()
    }

    /// This locale with what a style says otherwise: in no language first, then in the language,
    /// then in the language as it is in the region.
    #[must_use]
    pub(crate) fn with(&self, style: &Style) -> Self {
        let mut locale = self.clone();
        let rounds = [None, Some(self.language()), Some(self.name.as_str())];
        let mut done: Vec<Option<&str>> = Vec::new();
        for round in rounds {
            if done.contains(&round) {
                continue;
            }
            done.push(round);
            for other in style.locales.iter().filter(|other| other.language.as_deref() == round) {
                locale.take(other.terms.clone(), &other.dates, other.options);
            }
        }
        locale
    }

    fn take(&mut self, terms: Terms, dates: &[DateFormat], options: Options) {
        let mut named: Vec<(String, Vec<Term>)> = terms.into_iter().collect();
        named.sort_by(|(one, _), (other, _)| one.cmp(other));
        // Ordinals are one system: a style that says one says all.
        if named.iter().any(|(name, _)| name.starts_with("ordinal")) {
            self.terms.retain(|name, _| !name.starts_with("ordinal"));
        }
        for (name, forms) in named {
            let own = self.terms.entry(name).or_default();
            for form in forms {
                own.retain(|it| it.form != form.form || it.gender_form != form.gender_form);
                own.push(form);
            }
        }
        for format in dates {
            self.dates.retain(|it| it.form != format.form);
            self.dates.push(format.clone());
        }
        self.options = Options {
            punctuation_in_quote: options
                .punctuation_in_quote
                .or(self.options.punctuation_in_quote),
            ordinals_on_first_day_only: options
                .ordinals_on_first_day_only
                .or(self.options.ordinals_on_first_day_only),
        };
    }

    /// A term, in the nearest form that there is.
    pub(crate) fn term(&self, name: &str, form: TermForm) -> Option<&Term> {
        let forms = self.terms.get(name)?;
        let next = |form| match form {
            TermForm::VerbShort => Some(TermForm::Verb),
            TermForm::Symbol => Some(TermForm::Short),
            TermForm::Verb | TermForm::Short => Some(TermForm::Long),
            TermForm::Long => None,
        };
        let mut form = Some(form);
        while let Some(wanted) = form {
            if let Some(found) = forms.iter().find(|it| it.form == wanted) {
                return Some(found);
            }
            form = next(wanted);
        }
        None
    }

    /// What a term says; nothing where there is no such term.
    pub(crate) fn word(&self, name: &str, form: TermForm) -> &str {
        self.term(name, form).map_or("", |term| &term.single)
    }

    /// The ending of an ordinal: its number must match as far as the term wants.
    pub(crate) fn ordinal(&self, number: u32, gender: Option<Gender>) -> &str {
        let candidates = [
            (OrdinalMatch::WholeNumber, number),
            (OrdinalMatch::LastTwoDigits, number % 100),
            (OrdinalMatch::LastDigit, number % 10),
        ];
        for (matches, digits) in candidates {
            if number >= 100 && matches == OrdinalMatch::WholeNumber {
                continue;
            }
            let name = format!("ordinal-{digits:02}");
            let Some(forms) = self.terms.get(&name) else { continue };
            let fits = |it: &&Term| match matches {
                OrdinalMatch::WholeNumber => true,
                // 11 to 19 are asked for by two digits, 1 to 9 by the last.
                OrdinalMatch::LastTwoDigits => {
                    it.matches == OrdinalMatch::LastTwoDigits
                        || digits >= 10 && it.matches != OrdinalMatch::WholeNumber
                }
                OrdinalMatch::LastDigit => it.matches == OrdinalMatch::LastDigit,
            };
            let of_gender =
                forms.iter().filter(fits).find(|it| it.gender_form == gender && gender.is_some());
            let neutral = forms.iter().filter(fits).find(|it| it.gender_form.is_none());
            let any = forms.iter().find(fits).filter(|_| gender.is_none());
            if let Some(found) = of_gender.or(neutral).or(any) {
                return &found.single;
            }
        }
        self.word("ordinal", TermForm::Long)
    }

    pub(crate) fn date(&self, form: DateForm) -> Option<&DateFormat> {
        self.dates.iter().find(|it| it.form == form)
    }
}

/// The language that an element says it is in.
pub(crate) fn language(node: Node<'_, '_>) -> Option<String> {
    let xml = "http://www.w3.org/XML/1998/namespace";
    node.attribute((xml, "lang")).map(str::to_owned)
}

pub(crate) fn form(name: Option<&str>) -> TermForm {
    match name {
        Some("short") => TermForm::Short,
        Some("symbol") => TermForm::Symbol,
        Some("verb") => TermForm::Verb,
        Some("verb-short") => TermForm::VerbShort,
        _ => TermForm::Long,
    }
}

pub(crate) fn terms(node: Node<'_, '_>) -> Terms {
    let mut terms = Terms::new();
    let elements = node.children().filter(|it| it.tag_name().name() == "terms");
    for term in elements.flat_map(|it| it.children()).filter(|it| it.tag_name().name() == "term") {
        let Some(name) = term.attribute("name") else { continue };
        let inner = |of: &str| {
            let found = term.children().find(|it| it.tag_name().name() == of);
            found.map(|it| it.text().unwrap_or_default().to_owned())
        };
        let text = term.text().unwrap_or_default();
        let gender = |of: Option<&str>| match of {
            Some("masculine") => Some(Gender::Masculine),
            Some("feminine") => Some(Gender::Feminine),
            _ => None,
        };
        terms.entry(name.to_owned()).or_default().push(Term {
            form: form(term.attribute("form")),
            single: inner("single").unwrap_or_else(|| text.to_owned()),
            multiple: inner("multiple").unwrap_or_else(|| text.to_owned()),
            gender: gender(term.attribute("gender")),
            gender_form: gender(term.attribute("gender-form")),
            matches: match term.attribute("match") {
                Some("whole-number") => OrdinalMatch::WholeNumber,
                Some("last-two-digits") => OrdinalMatch::LastTwoDigits,
                _ => OrdinalMatch::LastDigit,
            },
        });
    }
    terms
}

pub(crate) fn dates(node: Node<'_, '_>) -> Vec<DateFormat> {
    let dates = node.children().filter(|it| it.tag_name().name() == "date");
    dates
        .map(|date| DateFormat {
            form: match date.attribute("form") {
                Some("numeric") => DateForm::Numeric,
                _ => DateForm::Text,
            },
            delimiter: date.attribute("delimiter").unwrap_or_default().to_owned(),
            parts: date_parts(date),
        })
        .collect()
}

pub(crate) fn options(node: Node<'_, '_>) -> Options {
    let found = node.children().find(|it| it.tag_name().name() == "style-options");
    let is = |name: &str| found.and_then(|it| it.attribute(name)).map(|it| it == "true");
    Options {
        punctuation_in_quote: is("punctuation-in-quote"),
        ordinals_on_first_day_only: is("limit-day-ordinals-to-day-1"),
    }
}
