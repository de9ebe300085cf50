//! Numbers in digits, grouped and pointed as the language does: `12 345,6`, `12,345.6`.
//!
//! Fluent's Rust runtime writes numbers bare, so the messages come through here too. In French the
//! groups are always kept apart by U+202F, as the typographic rules of this module have it; Unicode
//! says U+00A0 for Canada.

use icu::decimal::DecimalFormatter;
use icu::decimal::input::Decimal;

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
    use crate::language::locale::{Locale, LocaleError};

    #[test]
    fn numbers_in_digits() -> Result<(), LocaleError> {
        for (code, plain, expected) in [
            ("fr", "0", "0"),
            ("fr", "999", "999"),
            ("fr", "12345.5", "12\u{202f}345,5"),
            ("fr-CA", "1234567", "1\u{202f}234\u{202f}567"),
            ("en-CA", "1234567.25", "1,234,567.25"),
            ("en", "-4", "-4"),
            ("en", "inf", "inf"),
        ] {
            let locale = Locale::parse(code)?;
            assert_eq!(digits(locale.as_icu(), plain), expected, "{plain} in {code}");
        }
        Ok(())
    }
}
