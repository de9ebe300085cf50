//! The styles and locales that come with the crate; see `styles/README.md` for whose they are.

use std::sync::OnceLock;

use crate::{Locale, Processor, Style};

/// A style by its name, with the files that say it in French and in the other languages.
struct Row {
    id: &'static str,
    french: &'static str,
    other: &'static str,
    made: [OnceLock<Option<Processor>>; 4],
}

macro_rules! rows {
    ($($id:literal: $french:literal, $other:literal;)*) => {
        static ROWS: [Row; 7] = [$(Row {
            id: $id,
            french: include_str!(concat!("../styles/", $french, ".csl")),
            other: include_str!(concat!("../styles/", $other, ".csl")),
            made: [const { OnceLock::new() }; 4],
        },)*];
    };
}

rows! {
    "apa": "universite-de-montreal-apa", "apa";
    "chicago-author-date": "chicago-author-date-fr", "chicago-author-date";
    "chicago-notes": "chicago-notes-bibliography-fr", "chicago-notes-bibliography";
    "mla": "modern-language-association", "modern-language-association";
    "iso690": "iso690-author-date-fr-no-abstract", "iso690-author-date-en";
    "vancouver": "nlm-citation-sequence", "nlm-citation-sequence";
    "uqam": "universite-du-quebec-a-montreal", "universite-du-quebec-a-montreal";
}

/// The locales, and the languages and regions that they are taken for.
const LOCALES: [(&str, &str); 4] = [
    ("fr-CA", include_str!("../locales/locales-fr-CA.xml")),
    ("fr-FR", include_str!("../locales/locales-fr-FR.xml")),
    ("en-US", include_str!("../locales/locales-en-US.xml")),
    ("en-GB", include_str!("../locales/locales-en-GB.xml")),
];

/// The names of all styles, in the order in which readers are offered them.
pub fn names() -> impl Iterator<Item = &'static str> {
    ROWS.iter().map(|row| row.id)
}

/// The bundled locale for a language: its own region's, else that of the language (French as it is
/// written in Canada), else English.
#[must_use]
pub fn locale_name(language: &str) -> &'static str {
    LOCALES[place(language)].0
}

fn place(language: &str) -> usize {
    let is = |name: &str| language.eq_ignore_ascii_case(name);
    let short = language.split(['-', '_']).next().unwrap_or_default();
    match short {
        // Outside Canada French is written as in France, unless nothing is said.
        "fr" if is("fr") || is("fr-CA") => 0,
        "fr" => 1,
        "en" if is("en") || is("en-US") || is("en-CA") => 2,
        "en" => 3,
        _ => 2,
    }
}

/// A bundled locale, read anew.
#[must_use]
pub fn locale(language: &str) -> Option<Locale> {
    Locale::read(LOCALES[place(language)].1).ok()
}

/// A bundled style in a language, made once; none where there is no such style.
#[must_use]
pub fn processor(id: &str, language: &str) -> Option<&'static Processor> {
    let row = ROWS.iter().find(|row| row.id == id)?;
    let place = place(language);
    let made = row.made[place].get_or_init(|| {
        let text = if place < 2 { row.french } else { row.other };
        Some(Processor::new(Style::read(text).ok()?, &locale(language)?))
    });
    made.as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_style_is_read_in_every_locale() {
        for id in names() {
            for (language, _) in LOCALES {
                assert!(processor(id, language).is_some(), "{id} in {language}");
            }
        }
    }

    #[test]
    fn languages_have_the_nearest_locale() {
        for (language, expect) in [
            ("fr", "fr-CA"),
            ("fr-CA", "fr-CA"),
            ("fr-BE", "fr-FR"),
            ("en", "en-US"),
            ("en-CA", "en-US"),
            ("en-IE", "en-GB"),
            ("es", "en-US"),
        ] {
            assert_eq!(locale_name(language), expect, "{language}");
        }
    }
}
