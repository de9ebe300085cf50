//! A language of the site, read once from its configuration.
//!
//! The rest of the generator passes this value around instead of a string, so that a misspelt code
//! is reported where it was written and nowhere else has to wonder whether it parses.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// What to do about a code that [`Locale::parse`] refuses.
pub const HELP: &str = "a language is a code such as \"fr\", \"en\" or \"fr-CA\"";

/// A language, with its region when the site says one: `fr`, `en`, `fr-CA`.
///
/// The region decides the conventions. A bare `fr` gets what Unicode holds for French at large
/// (`à 16:17`); the Canadian ones (`à 16 h 17`, accents compared from the end of the word) apply
/// only when the site's configuration says `fr-CA`. The typographic spaces are the same for both.
///
/// Equality and order are those of the canonical code, so a `Locale` can key a `BTreeMap`; a clone
/// shares what was read.
#[derive(Clone, Debug)]
pub struct Locale {
    code: Arc<str>,
    icu: Arc<icu::locale::Locale>,
}

impl Locale {
    /// Reads a BCP 47 language code such as `fr`, `en` or `fr-CA`, in any case.
    ///
    /// # Errors
    ///
    /// The code is not well formed (`français`, `fr_CA`), or names no language (empty, `und`).
    pub fn parse(code: &str) -> Result<Self, LocaleError> {
        let refused = || LocaleError { code: code.to_owned() };
        let icu: icu::locale::Locale = code.parse().map_err(|_| refused())?;
        if icu.id.language.is_unknown() {
            return Err(refused());
        }
        Ok(Self { code: icu.to_string().into(), icu: Arc::new(icu) })
    }

    /// The canonical code, as an HTML `lang` attribute wants it: `fr-CA`.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The language without its region: `fr` for `fr-CA`.
    #[must_use]
    pub fn language(&self) -> &str {
        self.icu.id.language.as_str()
    }

    /// Whether the text is French, whatever the region.
    #[must_use]
    pub fn is_french(&self) -> bool {
        self.language() == "fr"
    }

    /// The language and the region where most speak it, as Open Graph writes them: `fr_CA`.
    #[must_use]
    pub fn with_region(&self) -> String {
        let mut whole = self.icu.id.clone();
        icu::locale::LocaleExpander::new_common().maximize(&mut whole);
        match whole.region {
            Some(region) => format!("{}_{region}", whole.language),
            None => whole.language.to_string(),
        }
    }

    /// The same language as ICU4X knows it.
    #[must_use]
    pub fn as_icu(&self) -> &icu::locale::Locale {
        &self.icu
    }

    /// The codes to try in turn for something that may be said only for a wider language:
    /// `fr-CA`, then `fr`.
    pub fn fallbacks(&self) -> impl Iterator<Item = &str> {
        std::iter::successors(Some(self.code()), |code| {
            code.rsplit_once('-').map(|(wider, _)| wider)
        })
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.code)
    }
}

impl PartialEq for Locale {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Locale {}

impl PartialOrd for Locale {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Locale {
    fn cmp(&self, other: &Self) -> Ordering {
        self.code.cmp(&other.code)
    }
}

impl Hash for Locale {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.code.hash(state);
    }
}

/// A language code that names no language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocaleError {
    /// The code as it was written.
    pub code: String,
}

impl fmt::Display for LocaleError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = &self.code;
        write!(formatter, "`{code}` is not a language code such as `fr`, `en` or `fr-CA`")
    }
}

impl std::error::Error for LocaleError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_made_canonical() -> Result<(), LocaleError> {
        assert_eq!(Locale::parse("FR-ca")?.code(), "fr-CA");
        assert_eq!(Locale::parse("en")?.to_string(), "en");
        assert_eq!(Locale::parse("fr-CA")?.language(), "fr");
        assert!(Locale::parse("fr-CA")?.is_french());
        assert!(!Locale::parse("frr")?.is_french());
        assert_eq!(Locale::parse("FR")?, Locale::parse("fr")?);
        Ok(())
    }

    #[test]
    fn a_language_has_a_region() -> Result<(), LocaleError> {
        for (code, region) in [("fr-CA", "fr_CA"), ("fr", "fr_FR"), ("en", "en_US"), ("atj", "atj")]
        {
            assert_eq!(Locale::parse(code)?.with_region(), region);
        }
        Ok(())
    }

    #[test]
    fn what_names_no_language_is_refused() {
        for code in ["", "und", "fr_CA", "français", "x", " fr"] {
            let refused = Locale::parse(code);
            assert_eq!(refused, Err(LocaleError { code: code.to_owned() }));
        }
    }

    #[test]
    fn a_region_falls_back_to_its_language() -> Result<(), LocaleError> {
        let locale = Locale::parse("zh-Hant-TW")?;
        let codes: Vec<&str> = locale.fallbacks().collect();
        assert_eq!(codes, ["zh-Hant-TW", "zh-Hant", "zh"]);
        Ok(())
    }
}
