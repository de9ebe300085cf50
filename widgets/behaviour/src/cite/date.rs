//! The reader's day, in figures and in words.

use alloc::string::String;

/// The reader's day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Today {
    /// As `YYYY-MM-DD`.
    pub iso: String,
    /// In the words of the page's language.
    pub long: String,
}

/// A date as `YYYY-MM-DD`, from its figures.
pub fn iso_date(year: u32, month: u32, day: u32) -> String {
    let figures = [(year, 1000), (year, 100), (year, 10), (year, 1)];
    let mut iso: String = figures.map(digit).into_iter().collect();
    for part in [month, day] {
        iso.push('-');
        iso.extend([(part, 10), (part, 1)].map(digit));
    }
    iso
}

/// A long date as the language writes it, from the browser's own words for it.
///
/// `Intl.DateTimeFormat` writes "1 juillet 2024"; French wants "1er".
pub fn long_date(language: &str, words: &str) -> String {
    let french = language.split('-').next().is_some_and(|it| it.eq_ignore_ascii_case("fr"));
    let after_one = words.strip_prefix('1').filter(|rest| rest.starts_with([' ', '\u{a0}']));
    match after_one {
        Some(rest) if french => ["1er", rest].concat(),
        _ => String::from(words),
    }
}

fn digit((number, place): (u32, u32)) -> char {
    char::from_digit(number / place % 10, 10).unwrap_or('0')
}
