//! Formats of dates with `%` as patterns of Unicode.
//!
//! With a language, the filter `date` wants a pattern such as `d MMMM y`. Themes were written
//! when it took `%d %B %Y` there too, and Zola 0.23 read that without complaint at first.

/// What each sign after `%` (or `%-`) is in a pattern.
const SIGNS: &[(&str, &str)] = &[
    ("A", "EEEE"),
    ("a", "EEE"),
    ("B", "MMMM"),
    ("b", "MMM"),
    ("h", "MMM"),
    ("d", "dd"),
    ("-d", "d"),
    ("e", "d"),
    ("m", "MM"),
    ("-m", "M"),
    ("Y", "y"),
    ("y", "yy"),
    ("H", "HH"),
    ("-H", "H"),
    ("I", "hh"),
    ("-I", "h"),
    ("M", "mm"),
    ("S", "ss"),
    ("p", "a"),
    ("F", "y-MM-dd"),
    ("D", "MM/dd/yy"),
    ("R", "HH:mm"),
    ("T", "HH:mm:ss"),
    ("%", "'%'"),
];

/// The pattern that shows what `format` shows; none when it has a sign that no pattern has.
#[must_use]
pub fn pattern(format: &str) -> Option<String> {
    let mut pattern = String::new();
    let mut rest = format;
    while let Some(letter) = rest.chars().next() {
        if letter == '%' {
            let after = &rest[1..];
            let length = if after.starts_with('-') { 2 } else { 1 };
            let sign = after.get(..length)?;
            let (_, part) = SIGNS.iter().find(|(known, _)| *known == sign)?;
            pattern.push_str(part);
            rest = &after[length..];
        } else {
            let end = rest.find('%').unwrap_or(rest.len());
            // Letters mean something in a pattern; between quotes they are themselves.
            let words = rest[..end].replace('\'', "''");
            if words.contains(char::is_alphabetic) {
                pattern.push_str(&format!("'{words}'"));
            } else {
                pattern.push_str(&words);
            }
            rest = &rest[end..];
        }
    }
    Some(pattern)
}

#[cfg(test)]
mod tests {
    use super::pattern;

    #[test]
    fn formats_become_patterns() {
        for (format, expected) in [
            ("%d. %B %Y", Some("dd. MMMM y")),
            ("%A %-d %B %Y à %H h %M", Some("EEEE d MMMM y' à 'HH' h 'mm")),
            ("o'clock %e", Some("'o''clock 'd")),
            ("%j", None),
            ("%", None),
            ("", Some("")),
        ] {
            assert_eq!(pattern(format).as_deref(), expected, "{format}");
        }
    }
}
