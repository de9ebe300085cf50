//! The formats in which programs take a citation: which there are, and their files.

use carnet_csl::{Item, Line, Run};

use super::form::{Form, Readings};
use super::{bibtex, cff, csl_json, house, key, ris};
use crate::language::Languages;

/// A format for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// BibTeX, as its styles of 1988 read it.
    Bibtex,
    /// BibTeX with the fields of the package biblatex.
    Biblatex,
    /// Lines with a tag of two letters, which every program for references reads.
    Ris,
    /// JSON with the words of the Citation Style Language.
    CslJson,
    /// YAML for repositories of data and programs; only of what holds more than one text.
    Cff,
}

/// What a program is told in words, in the language of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// What stands before the day of access: `Consulté le `.
    pub accessed: String,
    /// The day: its parts, and what stands between them.
    pub day: Line,
    /// What is asked of whoever uses the work.
    pub message: String,
}

impl Words {
    /// The words of a language of the site.
    #[must_use]
    pub fn of(languages: &Languages, language: &str) -> Self {
        Self {
            accessed: languages.string(language, "accessed"),
            day: house::day_of(language, languages.months(language).clone()),
            message: languages.string(language, "cite-message"),
        }
    }
}

impl Format {
    /// Every format.
    pub const ALL: &[Self] = &[Self::Bibtex, Self::Biblatex, Self::Ris, Self::CslJson, Self::Cff];

    /// Its name in the configuration, and in the attributes of a page.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Bibtex => "bibtex",
            Self::Biblatex => "biblatex",
            Self::Ris => "ris",
            Self::CslJson => "csl-json",
            Self::Cff => "cff",
        }
    }

    /// What readers call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Bibtex => "BibTeX",
            Self::Biblatex => "BibLaTeX",
            Self::Ris => "RIS",
            Self::CslJson => "CSL-JSON",
            Self::Cff => "CITATION.cff",
        }
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Bibtex | Self::Biblatex => "application/x-bibtex",
            Self::Ris => "application/x-research-info-systems",
            Self::CslJson => "application/vnd.citationstyles.csl+json",
            Self::Cff => "application/yaml",
        }
    }

    /// The name of its file, beside the page of what is cited.
    #[must_use]
    pub fn file(self) -> &'static str {
        match self {
            Self::Bibtex => "citation.bib",
            Self::Biblatex => "citation.biblatex.bib",
            Self::Ris => "citation.ris",
            Self::CslJson => "citation.json",
            Self::Cff => "CITATION.cff",
        }
    }

    /// The name of the file with every note of a carnet or of the site; none where one format says
    /// less than another that the same programs read.
    #[must_use]
    pub fn bibliography(self) -> Option<&'static str> {
        match self {
            Self::Biblatex => Some("bibliography.bib"),
            Self::Ris => Some("bibliography.ris"),
            Self::CslJson => Some("bibliography.json"),
            Self::Bibtex | Self::Cff => None,
        }
    }

    /// A citation.
    #[must_use]
    pub fn form(self, item: &Item, words: &Words) -> Form {
        let mut form = Readings::default();
        match self {
            Self::Bibtex => bibtex::write(item, &key::of(item), words, &mut form),
            Self::Biblatex => bibtex::write_biblatex(item, &key::of(item), &mut form),
            Self::Ris => ris::write(item, &key::of(item), &mut form),
            Self::CslJson => {
                form.say("[\n");
                csl_json::write(item, &key::of(item), &mut form);
                form.say("\n]");
            }
            Self::Cff => cff::write(item, words, &mut form),
        }
        form.form()
    }

    /// The file with a citation, without a day of access.
    #[must_use]
    pub fn text(self, item: &Item, words: &Words) -> String {
        self.form(item, words).text() + "\n"
    }

    /// The file with many.
    #[must_use]
    pub fn texts<'a>(self, items: impl Iterator<Item = &'a Item>) -> String {
        if self != Self::CslJson {
            let texts = items.map(|item| self.text(item, &Words::default()));
            return texts.collect::<Vec<_>>().join("\n");
        }
        let entries = items.map(|item| {
            let mut form = Readings::default();
            csl_json::write(item, &key::of(item), &mut form);
            form.form().text()
        });
        format!("[\n{}\n]\n", entries.collect::<Vec<_>>().join(",\n"))
    }
}

/// A day of access in figures, its parts between `before`, two `between` and `after`.
pub(super) fn day(
    before: &str,
    parts: [carnet_csl::DayPart; 3],
    between: &str,
    after: &str,
) -> Vec<Run> {
    let text = |words: &str| house::text(words);
    let [one, two, three] = parts.map(house::part);
    vec![text(before), one, text(between), two, text(between), three, text(after)]
}
