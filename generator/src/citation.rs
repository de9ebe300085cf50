//! How to cite a text: the words around its title, and a BibTeX entry.
//!
//! The form is that of the page which started this project: *Authors. (Year). Title. Publisher
//! (consulté le day), address.* The day is the reader's, so it is left out here and put in by the
//! widget; without a script the citation is right without it.

use crate::moment::Moment;

/// Somebody to be named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// A person whose name has two parts.
    Person {
        /// Given name.
        given: String,
        /// Family name.
        family: String,
    },
    /// An organisation, or a name nobody took apart.
    Whole(String),
}

impl Name {
    /// As it is spoken: `Jeanne Tremblay`.
    #[must_use]
    pub fn spoken(&self) -> String {
        match self {
            Self::Person { given, family } => format!("{given} {family}"),
            Self::Whole(name) => name.clone(),
        }
    }

    /// As catalogues file it: `Tremblay, Jeanne`; an organisation ends in a comma, by which
    /// Zotero knows that it has no given name.
    #[must_use]
    pub fn filed(&self) -> String {
        match self {
            Self::Person { given, family } => format!("{family}, {given}"),
            Self::Whole(name) => format!("{name},"),
        }
    }

    fn bibtex(&self) -> String {
        match self {
            Self::Person { given, family } => format!("{}, {}", tex(family), tex(given)),
            Self::Whole(name) => format!("{{{}}}", tex(name)),
        }
    }
}

/// What is cited.
#[derive(Clone, Debug)]
pub struct Work<'a> {
    /// Its id, for the BibTeX key; two versions of one text have two.
    pub id: String,
    /// Who wrote it.
    pub authors: Vec<Name>,
    /// Its title.
    pub title: &'a str,
    /// When it was published.
    pub date: Option<&'a Moment>,
    /// Who publishes it.
    pub publisher: &'a str,
    /// Its address.
    pub url: &'a str,
    /// Its language, as BibLaTeX's `langid` names it, when it has a name there.
    pub language: &'a str,
}

/// A citation in pieces: `before`, the title, `after`, then the address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Authors and year.
    pub before: String,
    /// Publisher.
    pub after: String,
    /// The BibTeX entry, without the day of access.
    pub bibtex: String,
}

/// Cites a work. `no_date` is what stands for the year of an undated one.
#[must_use]
pub fn cite(work: &Work<'_>, no_date: &str) -> Citation {
    let authors: Vec<String> = work.authors.iter().map(Name::spoken).collect();
    let year = work.date.map_or_else(|| no_date.to_owned(), |date| date.year().to_string());
    let before = if authors.is_empty() {
        String::new()
    } else {
        format!("{}. ({year}). ", authors.join(", "))
    };
    // A title that ends in a mark of its own takes no full stop behind it.
    let stop = if work.title.ends_with(['.', '?', '!', '…']) { "" } else { "." };
    let after = if authors.is_empty() {
        format!("{stop} ({year}). {}", work.publisher)
    } else {
        format!("{stop} {}", work.publisher)
    };
    Citation { before, after, bibtex: bibtex(work) }
}

fn bibtex(work: &Work<'_>) -> String {
    let first = work.authors.first().map_or("", |name| match name {
        Name::Person { family, .. } => family.as_str(),
        Name::Whole(name) => name.as_str(),
    });
    let year = work.date.map(|date| date.year().to_string());
    let key: Vec<String> =
        [slug::slugify(first), year.clone().unwrap_or_default(), work.id.clone()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
    let authors: Vec<String> = work.authors.iter().map(Name::bibtex).collect();
    let langid = match work.language.split('-').next() {
        Some("fr") => Some("french"),
        Some("en") => Some("english"),
        _ => None,
    };
    let fields = [
        ("author", (!authors.is_empty()).then(|| authors.join(" and "))),
        ("title", Some(format!("{{{}}}", tex(work.title)))),
        ("year", year),
        ("date", work.date.map(|date| date.iso.chars().take(10).collect())),
        ("organization", Some(tex(work.publisher))),
        ("url", Some(work.url.to_owned())),
        ("langid", langid.map(str::to_owned)),
    ];
    let mut entry = format!("@online{{{},\n", key.join("-"));
    for (name, value) in fields {
        if let Some(value) = value {
            entry.push_str(&format!("  {name} = {{{value}}},\n"));
        }
    }
    entry.push('}');
    entry
}

/// Text for BibTeX: the signs that TeX reads otherwise, escaped; spaces that do not break, plain.
fn tex(text: &str) -> String {
    let mut escaped = String::new();
    for letter in text.chars() {
        match letter {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            '\\' => escaped.push_str("\\textbackslash{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '\u{a0}' | '\u{202f}' => escaped.push(' '),
            _ => escaped.push(letter),
        }
    }
    escaped
}
