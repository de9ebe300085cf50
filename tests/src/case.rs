//! A *case*: a few files in, some artifacts and diagnostics out, as one stretch of a text file.
//!
//! The format is described in `tests/README.md`. A file of cases is taken apart and put together
//! again without loss, so that `UPDATE=1` changes expectations and nothing else.

use carnet::source::{Content, Source};

/// The configuration of a case that brings none. `config.toml +` is put where the line of dots is.
const DEFAULT_CONFIG: [&str; 2] = [
    "base_url = \"https://carnet.example\"\ntitle = \"Essai\"\ndefault_language = \"fr\"\n",
    "[languages.en]\n[carnet]\n",
];

/// The configuration of a case that says `config: plain`: a Zola site, not a carnet.
const PLAIN_CONFIG: [&str; 2] = ["base_url = \"https://plain.example\"\ntitle = \"Plain\"\n", ""];

/// A file of cases.
#[derive(Clone, Debug)]
pub(crate) struct Suite {
    /// `area/feature`.
    pub(crate) name: String,
    /// What the file says before its first case.
    pub(crate) preface: String,
    /// Its cases.
    pub(crate) cases: Vec<Case>,
}

/// One case.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    /// The behaviour, in words.
    pub(crate) title: String,
    /// Remarks and settings: the lines before the first file.
    pub(crate) header: String,
    /// Files and expectations, in the order they are written.
    pub(crate) sections: Vec<Section>,
}

/// A named stretch of a case.
#[derive(Clone, Debug)]
pub(crate) struct Section {
    /// What stands between the dashes.
    pub(crate) name: String,
    /// The lines below.
    pub(crate) text: String,
}

/// What a case expects of the artifacts that a section names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Expectation {
    /// The whole text.
    Whole(String),
    /// Pieces that occur one after the other, and pieces that do not occur.
    Pieces {
        /// In this order.
        contains: Vec<String>,
        /// Nowhere.
        absent: Vec<String>,
    },
    /// The file is not written.
    NoFile,
}

impl Suite {
    /// Takes a file apart.
    ///
    /// # Errors
    /// When the text is not in the format.
    pub(crate) fn parse(name: &str, text: &str) -> Result<Self, String> {
        let mut suite =
            Self { name: name.to_owned(), preface: String::new(), cases: Vec::<Case>::new() };
        for line in text.lines() {
            let heading = line.strip_prefix("== ");
            let section = line.strip_prefix("-- ").and_then(|rest| rest.strip_suffix(" --"));
            match (heading, section, suite.cases.last_mut()) {
                (Some(title), ..) => suite.cases.push(Case {
                    title: title.trim().to_owned(),
                    header: String::new(),
                    sections: Vec::new(),
                }),
                (None, Some(name), None) => return Err(format!("`{name}` stands before any case")),
                (None, Some(name), Some(case)) => case
                    .sections
                    .push(Section { name: name.trim().to_owned(), text: String::new() }),
                (None, None, None) => push_line(&mut suite.preface, line),
                (None, None, Some(case)) => match case.sections.last_mut() {
                    Some(section) => push_line(&mut section.text, line),
                    None => push_line(&mut case.header, line),
                },
            }
        }
        // The empty line between two cases belongs to neither.
        for case in &mut suite.cases {
            let last = case.sections.last_mut().map_or(&mut case.header, |last| &mut last.text);
            let kept = last.trim_end_matches('\n').len();
            last.truncate(kept);
            if !last.is_empty() {
                last.push('\n');
            }
        }
        for case in &suite.cases {
            case.validate().map_err(|problem| format!("{}: {problem}", case.title))?;
        }
        Ok(suite)
    }

    /// Puts the file together again.
    pub(crate) fn write(&self) -> String {
        let mut text = self.preface.clone();
        for (index, case) in self.cases.iter().enumerate() {
            if index > 0 {
                text.push('\n');
            }
            text.push_str(&format!("== {}\n{}", case.title, case.header));
            for section in &case.sections {
                text.push_str(&format!("-- {} --\n{}", section.name, section.text));
            }
        }
        text
    }
}

fn push_line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

/// Settings that a header may hold.
const SETTINGS: &[&str] = &["fixme", "config", "base_url", "drafts"];

/// Where the files of a site lie.
const INPUTS: &[&str] =
    &["content/", "templates/", "static/", "sass/", "i18n/", "themes/", "data/", "extra/"];

/// Lists of addresses that a case must not lose.
const PUBLISHED: &[&str] = &["published.txt", "published.xml"];

impl Case {
    /// The lists of addresses that it must not lose.
    pub(crate) fn published(&self) -> Vec<String> {
        let names = self.sections.iter().map(|section| path_of(&section.name));
        names.filter(|name| PUBLISHED.contains(name)).map(str::to_owned).collect()
    }

    /// The value of a setting, `key: value` on a line of its own.
    pub(crate) fn setting(&self, key: &str) -> Option<&str> {
        self.settings().find(|(name, _)| *name == key).map(|(_, value)| value)
    }

    fn settings(&self) -> impl Iterator<Item = (&str, &str)> {
        self.header
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
            .map(|line| line.split_once(':').unwrap_or((line, "")))
            .map(|(key, value)| (key.trim(), value.trim()))
    }

    fn validate(&self) -> Result<(), String> {
        if let Some((key, _)) = self.settings().find(|(key, _)| !SETTINGS.contains(key)) {
            return Err(format!("`{key}` is no setting; remarks begin with #"));
        }
        for section in &self.sections {
            let name = section.name.as_str();
            let is_known = matches!(name, "diagnostics" | "report")
                || PUBLISHED.contains(&path_of(name))
                || name == "public"
                || name.starts_with("public/")
                || matches!(path_of(name), "config.toml" | "zola.toml" | "config.toml +")
                || INPUTS.iter().any(|folder| name.starts_with(folder));
            if !is_known {
                return Err(format!("`{name}` is neither a file of a site nor an expectation"));
            }
        }
        Ok(())
    }

    /// The expectation called `report`: the problems as people see them.
    pub(crate) fn report(&self) -> Option<Expectation> {
        let section = self.sections.iter().find(|section| section.name == "report");
        section.map(|section| expectation(&section.text))
    }

    /// The expectation called `diagnostics`; none stands for no diagnostics at all.
    pub(crate) fn diagnostics(&self) -> Expectation {
        let section = self.sections.iter().find(|section| section.name == "diagnostics");
        section.map_or(Expectation::Whole(String::new()), |section| expectation(&section.text))
    }

    /// What is expected of artifacts: their names below `public/` (empty for the list of them
    /// all), and the expectation.
    pub(crate) fn artifacts(&self) -> impl Iterator<Item = (&str, Expectation)> {
        self.sections.iter().filter_map(|section| {
            let rest = section.name.strip_prefix("public")?;
            Some((rest.trim_start_matches('/'), expectation(&section.text)))
        })
    }

    /// The files that go in, as `source::read` would bring them: with the theme that every
    /// program carries.
    pub(crate) fn sources(&self) -> Vec<Source> {
        let mut files = carnet::source::read::built_in_theme();
        let addition = self.sections.iter().find(|section| section.name == "config.toml +");
        let addition = addition.map_or("", |section| section.text.as_str());
        let parts = match self.setting("config") {
            Some("none") => None,
            Some("plain") => Some(PLAIN_CONFIG),
            _ => Some(DEFAULT_CONFIG),
        };
        if let Some([before, after]) = parts {
            files.push(source("config.toml", &format!("{before}{addition}{after}"), None));
        }
        for section in &self.sections {
            let is_input = !section.name.ends_with(" +")
                && !matches!(section.name.as_str(), "diagnostics" | "report")
                && section.name != "public"
                && !section.name.starts_with("public/");
            if is_input {
                let remark =
                    section.name.split_once(" (").and_then(|(_, remark)| remark.strip_suffix(')'));
                files.push(source(path_of(&section.name), &section.text, remark));
            }
        }
        files
    }
}

/// The path in `content/x.md (not utf-8)`.
fn path_of(name: &str) -> &str {
    name.split_once(" (").map_or(name, |(path, _)| path)
}

/// The endings of files that some stage may read as texts.
const READ: &[&str] = &[
    ".bib", ".ftl", ".html", ".ics", ".json", ".md", ".sass", ".scss", ".toml", ".txt", ".xml",
    ".yaml",
];

/// One file of a case. The remark in brackets says what is wrong with it.
fn source(path: &str, text: &str, remark: Option<&str>) -> Source {
    // A character that nobody sees has a sign that everybody does.
    let text = &text.replace('␇', "\u{7}");
    let is_copied = path.split('/').any(|part| part == "static")
        || !READ.iter().any(|ending| path.ends_with(ending));
    let content = match remark {
        // The first `�` of the case stands for the wrong byte.
        Some("not utf-8") => Content::NotUtf8 {
            text: text.as_str().into(),
            valid_up_to: text.find('\u{fffd}').unwrap_or(text.len()),
        },
        Some("hex") => Content::Bytes(unhex(text).into()),
        Some(remark) if remark.starts_with("unreadable: ") => {
            Content::Unreadable(remark["unreadable: ".len()..].to_owned())
        }
        _ if is_copied => Content::Bytes(text.as_bytes().into()),
        _ => Content::Text(text.as_str().into()),
    };
    Source { path: path.to_owned(), content }
}

/// The bytes that pairs of hexadecimal digits stand for; anything between them is space.
pub(crate) fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> =
        text.chars().filter_map(|digit| digit.to_digit(16)).map(|digit| digit as u8).collect();
    digits.chunks_exact(2).map(|pair| pair[0] * 16 + pair[1]).collect()
}

fn expectation(text: &str) -> Expectation {
    let first = text.lines().next().unwrap_or_default();
    match first {
        "no such file" => return Expectation::NoFile,
        "contains:" | "absent:" => {}
        _ => return Expectation::Whole(text.to_owned()),
    }
    let (mut contains, mut absent) = (Vec::new(), Vec::new());
    let mut is_absent = false;
    for line in text.lines() {
        match line {
            "contains:" => is_absent = false,
            "absent:" => is_absent = true,
            _ if line.trim().is_empty() => {}
            _ if is_absent => absent.push(line.trim().to_owned()),
            _ => contains.push(line.trim().to_owned()),
        }
    }
    Expectation::Pieces { contains, absent }
}
