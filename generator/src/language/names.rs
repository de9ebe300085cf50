//! The name of a language in that language, for the menu that leads from one to the other.
//!
//! Unicode has these names, but ICU4X 2 keeps them in its experimental crate, where each release may
//! break them. A short table of what a notebook site is likely to meet is worth more; a language
//! that is not in it is shown by its code. What others call these languages stands with the
//! generator's own strings (`strings/`).

use super::locale::Locale;

/// The name that speakers give their language, with a capital as it stands alone: `Français`.
#[must_use]
pub fn native_name(locale: &Locale) -> &str {
    match locale.language() {
        "ar" => "العربية",
        "atj" => "Atikamekw",
        "bn" => "বাংলা",
        "br" => "Brezhoneg",
        "ca" => "Català",
        "cs" => "Čeština",
        "cy" => "Cymraeg",
        "da" => "Dansk",
        "de" => "Deutsch",
        "el" => "Ελληνικά",
        "en" => "English",
        "eo" => "Esperanto",
        "es" => "Español",
        "et" => "Eesti",
        "eu" => "Euskara",
        "fa" => "فارسی",
        "fi" => "Suomi",
        "fr" => "Français",
        "ga" => "Gaeilge",
        "gl" => "Galego",
        "he" => "עברית",
        "hi" => "हिन्दी",
        "ht" => "Kreyòl ayisyen",
        "hu" => "Magyar",
        "id" => "Bahasa Indonesia",
        "is" => "Íslenska",
        "it" => "Italiano",
        "iu" => "ᐃᓄᒃᑎᑐᑦ",
        "ja" => "日本語",
        "ko" => "한국어",
        "lt" => "Lietuvių",
        "lv" => "Latviešu",
        "moe" => "Innu-aimun",
        "moh" => "Kanien’kéha",
        "nb" | "no" => "Norsk bokmål",
        "nl" => "Nederlands",
        "nn" => "Norsk nynorsk",
        "oc" => "Occitan",
        "pl" => "Polski",
        "pt" => "Português",
        "ro" => "Română",
        "ru" => "Русский",
        "sk" => "Slovenčina",
        "sl" => "Slovenščina",
        "sv" => "Svenska",
        "sw" => "Kiswahili",
        "ta" => "தமிழ்",
        "tr" => "Türkçe",
        "uk" => "Українська",
        "vi" => "Tiếng Việt",
        "wo" => "Wolof",
        "zh" => "中文",
        _ => locale.code(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::locale::LocaleError;

    #[test]
    fn a_language_by_its_own_name() -> Result<(), LocaleError> {
        for (code, expected) in [
            ("fr", "Français"),
            ("fr-CA", "Français"),
            ("en-CA", "English"),
            ("es", "Español"),
            ("tlh", "tlh"),
        ] {
            assert_eq!(native_name(&Locale::parse(code)?), expected);
        }
        Ok(())
    }
}
