//! Numbers in digits, grouped and pointed as the language does: `12 345,6`, `12,345.6`.
//!
//! Fluent's Rust runtime writes numbers bare, so the messages come through here too. In French the
//! groups are always kept apart by U+202F, as the typographic rules of this module have it; Unicode
//! says U+00A0 for Canada.

use icu::decimal::DecimalFormatter;
use icu::decimal::input::Decimal;

use super::locale::Locale;

/// A number in digits. One that is not finite is written as Rust does.
#[must_use]
pub fn number(locale: &Locale, value: f64) -> String {
    digits(locale.as_icu(), &value.to_string())
}

/// Groups and points a number already in plain digits (`-1234.50`); anything else is left as it is.
pub(super) fn digits(locale: &icu::locale::Locale, plain: &str) -> String {
    let written = plain.parse::<Decimal>().ok().and_then(|decimal| {
        let formatter = DecimalFormatter::try_new(locale.into(), Default::default()).ok()?;
        Some(formatter.format(&decimal).to_string())
    });
    match written {
        Some(text) if locale.id.language.as_str() == "fr" => text.replace('\u{a0}', "\u{202f}"),
        Some(text) => text,
        None => plain.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::locale::LocaleError;

    #[test]
    fn numbers_in_digits() -> Result<(), LocaleError> {
        for (code, value, expected) in [
            ("fr", 0.0, "0"),
            ("fr", 999.0, "999"),
            ("fr", 12345.5, "12\u{202f}345,5"),
            ("fr-CA", 1_234_567.0, "1\u{202f}234\u{202f}567"),
            ("en-CA", 1_234_567.25, "1,234,567.25"),
            ("en", -4.0, "-4"),
            ("en", f64::INFINITY, "inf"),
        ] {
            assert_eq!(number(&Locale::parse(code)?, value), expected, "{value} in {code}");
        }
        Ok(())
    }
}
