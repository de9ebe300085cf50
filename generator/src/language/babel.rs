//! What babel and BibLaTeX call languages.

/// Codes of languages with their names, where babel has them and biblatex has their words.
const NAMES: &[(&str, &str)] = &[
    ("ca", "catalan"),
    ("cs", "czech"),
    ("da", "danish"),
    ("de", "ngerman"),
    ("el", "greek"),
    ("en", "english"),
    ("en-AU", "australian"),
    ("en-CA", "canadian"),
    ("en-GB", "british"),
    ("en-NZ", "newzealand"),
    ("en-US", "american"),
    ("es", "spanish"),
    ("et", "estonian"),
    ("fi", "finnish"),
    ("fr", "french"),
    ("fr-CA", "canadien"),
    ("gl", "galician"),
    ("hu", "hungarian"),
    ("is", "icelandic"),
    ("it", "italian"),
    ("lt", "lithuanian"),
    ("lv", "latvian"),
    ("nb", "norsk"),
    ("nl", "dutch"),
    ("nn", "nynorsk"),
    ("pl", "polish"),
    ("pt", "portuguese"),
    ("pt-BR", "brazilian"),
    ("ro", "romanian"),
    ("ru", "russian"),
    ("sk", "slovak"),
    ("sl", "slovene"),
    ("sv", "swedish"),
    ("tr", "turkish"),
    ("uk", "ukrainian"),
];

/// Other names that files of references have.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("de", "german"),
    ("de-AT", "austrian"),
    ("de-AT", "naustrian"),
    ("en-GB", "ukenglish"),
    ("en-US", "usenglish"),
    ("fr", "francais"),
    ("fr-CA", "acadian"),
    ("la", "latin"),
    ("no", "norwegian"),
    ("pt-BR", "brazil"),
];

/// The name by which a bibliography can be asked for in a language.
#[must_use]
pub fn name(code: &str) -> Option<&'static str> {
    NAMES.iter().find(|(known, _)| *known == code).map(|(_, name)| *name)
}

/// The code of a language by any of its names, in small letters.
#[must_use]
pub fn code(name: &str) -> Option<&'static str> {
    NAMES.iter().chain(OTHER_NAMES).find(|(_, known)| *known == name).map(|(code, _)| *code)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_name_is_read_as_the_language_that_it_is_written_for() {
        for (of, called) in NAMES {
            assert_eq!((name(of), code(called)), (Some(*called), Some(*of)));
        }
        assert_eq!(code("francais"), Some("fr"));
        assert_eq!((name("la"), code("latin")), (None, Some("la")));
    }

    #[test]
    fn each_name_stands_there_once() {
        let names: BTreeSet<&str> = NAMES.iter().chain(OTHER_NAMES).map(|(_, it)| *it).collect();
        assert_eq!(names.len(), NAMES.len() + OTHER_NAMES.len());
    }
}
