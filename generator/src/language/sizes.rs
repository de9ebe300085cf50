//! How large a file is, as readers say it: `1,2 Mo`, `340 kB`.

use super::Languages;
use super::numbers::digits;

/// From one unit to the next. Units of a thousand: that is what the prefixes say, and what stores
/// and systems show.
const STEP: u64 = 1000;

/// The units, by their message.
const UNITS: &[&str] = &["size-bytes", "size-kilo", "size-mega", "size-giga"];

impl Languages {
    /// A number of bytes in the largest unit of which there is one, with one decimal below ten.
    #[must_use]
    pub fn size(&self, code: &str, bytes: u64) -> String {
        // In tenths of a unit, without fractions: every machine rounds them alike.
        let mut tenths = bytes.saturating_mul(10);
        let mut unit = 0;
        while tenths >= STEP * 10 - 5 && unit + 1 < UNITS.len() {
            tenths = (tenths + STEP / 2) / STEP;
            unit += 1;
        }
        let plain = if tenths >= 100 || tenths.is_multiple_of(10) {
            ((tenths + 5) / 10).to_string()
        } else {
            format!("{}.{}", tenths / 10, tenths % 10)
        };
        let number = digits(self.locale(code).as_icu(), &plain);
        format!("{number}\u{a0}{}", self.string(code, UNITS[unit]))
    }
}

#[cfg(test)]
mod tests {
    use crate::config;
    use crate::language::site;
    use crate::source::Sources;

    #[test]
    fn sizes_as_readers_say_them() {
        let text = "base_url = '/'\ndefault_language = 'fr'\n[languages.en]\n";
        let sources = Sources::from_texts([("config.toml", text)]);
        let config = config::parse(&sources).value.expect("it can be read");
        let languages = site::prepare(&config).value;
        for (bytes, french, english) in [
            (0, "0\u{a0}o", "0\u{a0}B"),
            (512, "512\u{a0}o", "512\u{a0}B"),
            (999, "999\u{a0}o", "999\u{a0}B"),
            (1_000, "1\u{a0}ko", "1\u{a0}kB"),
            (1_240_000, "1,2\u{a0}Mo", "1.2\u{a0}MB"),
            (9_960, "10\u{a0}ko", "10\u{a0}kB"),
            (12_345, "12\u{a0}ko", "12\u{a0}kB"),
            (999_960, "1\u{a0}Mo", "1\u{a0}MB"),
            (2_500_000_000_000, "2\u{202f}500\u{a0}Go", "2,500\u{a0}GB"),
        ] {
            assert_eq!(languages.size("fr", bytes), french, "{bytes}");
            assert_eq!(languages.size("en", bytes), english, "{bytes}");
        }
    }
}
