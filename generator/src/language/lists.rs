//! Names joined in a sentence: `A, B et C`.
//!
//! Where the comma and the conjunction go is the language's business (English has its serial comma,
//! Spanish its `e`), so it is asked of Unicode rather than written in templates.

use icu::list::ListFormatter;
use icu::list::options::{ListFormatterOptions, ListLength};

use super::locale::Locale;

/// Joins names by the language's “and”: `A, B et C`, `A, B, and C`.
#[must_use]
pub fn join_and<T: AsRef<str>>(locale: &Locale, names: &[T]) -> String {
    let options = ListFormatterOptions::default().with_length(ListLength::Wide);
    let names = names.iter().map(AsRef::as_ref);
    match ListFormatter::try_new_and(locale.as_icu().into(), options) {
        Ok(list) => list.format(names).to_string(),
        Err(_) => names.collect::<Vec<&str>>().join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::locale::LocaleError;

    #[test]
    fn names_joined() -> Result<(), LocaleError> {
        let cases: [(&str, &[&str], &str); 8] = [
            ("fr", &[], ""),
            ("fr", &["Ada"], "Ada"),
            ("fr", &["Ada", "Inès"], "Ada et Inès"),
            ("fr-CA", &["Ada", "Bo", "Inès"], "Ada, Bo et Inès"),
            ("en", &["Ada", "Bo", "Inès"], "Ada, Bo, and Inès"),
            ("en-CA", &["Ada", "Bo", "Inès"], "Ada, Bo and Inès"),
            ("es", &["Ada", "Inès"], "Ada e Inès"),
            ("fr", &["A", "B", "C", "D"], "A, B, C et D"),
        ];
        for (code, names, expected) in cases {
            assert_eq!(join_and(&Locale::parse(code)?, names), expected, "in {code}");
        }
        Ok(())
    }
}
