//! Dates in words.
//!
//! A date is shown as its author wrote it: the offset is kept and never turned into the time zone
//! of whoever builds the site, which would make the pages depend on the machine. The words are
//! Unicode's; only the French `1er`, which Unicode's data leaves out, is ours, and the no-break
//! space that keeps a day with its month.

use icu::datetime::{DateTimeFormatter, fieldsets, input};
use jiff::civil;

use super::locale::Locale;
use super::typography::NO_BREAK_SPACE;
use crate::moment::Moment;

/// A day in words: `17 septembre 2023`, `1er juillet 2024`, `September 17, 2023`.
#[must_use]
pub fn long_date(locale: &Locale, date: civil::Date) -> String {
    let written = icu_date(date).and_then(|iso| {
        let fields = fieldsets::YMD::long();
        let words = DateTimeFormatter::try_new(locale.as_icu().into(), fields).ok()?;
        Some(words.format(&iso).to_string())
    });
    match written {
        Some(text) => with_day_kept(&with_first_of_month(locale, date, text)),
        None => date.to_string(),
    }
}

/// A day and a time in words: `3 juillet 2024 à 16 h 17` in `fr-CA`, `July 3, 2024 at 4:17 p.m.`
/// in `en-CA` (with the narrow no-break space that Unicode puts before `p.m.`).
#[must_use]
pub fn long_date_time(locale: &Locale, moment: civil::DateTime) -> String {
    let written = icu_date(moment.date()).and_then(|date| {
        let time = icu_time(moment.time())?;
        let fields = fieldsets::YMD::long().with_time_hm();
        let words = DateTimeFormatter::try_new(locale.as_icu().into(), fields).ok()?;
        Some(words.format(&input::DateTime { date, time }).to_string())
    });
    match written {
        Some(text) => {
            let text = with_plain_hour(locale, &text);
            with_day_kept(&with_first_of_month(locale, moment.date(), text))
        }
        None => moment.to_string(),
    }
}

/// The names of the months: `janvier`, `July`.
#[must_use]
pub fn months(locale: &Locale) -> [String; 12] {
    let names = DateTimeFormatter::try_new(locale.as_icu().into(), fieldsets::M::long()).ok();
    std::array::from_fn(|index| {
        let month = i8::try_from(index + 1).unwrap_or(1);
        let name = names.as_ref().zip(icu_date(civil::date(2024, month, 1)));
        name.map_or_else(|| month.to_string(), |(names, day)| names.format(&day).to_string())
    })
}

/// A moment in words, with its time only if one was written.
#[must_use]
pub fn long_moment(locale: &Locale, moment: &Moment) -> String {
    match moment.time {
        Some(time) => long_date_time(locale, moment.date.to_datetime(time)),
        None => long_date(locale, moment.date),
    }
}

/// French says `9 h 20`, without a zero before the hour, and keeps the three together; Unicode's
/// data has `09 h 20`.
fn with_plain_hour(locale: &Locale, text: &str) -> String {
    if !locale.is_french() {
        return text.to_owned();
    }
    text.replace(" à 0", " à ").replace(" h ", "\u{a0}h\u{a0}")
}

/// The first day of a month is an ordinal in French, and the only one that is.
fn with_first_of_month(locale: &Locale, date: civil::Date, text: String) -> String {
    if !locale.is_french() || date.day() != 1 {
        return text;
    }
    match text.strip_prefix("1 ") {
        Some(rest) => format!("1er {rest}"),
        None => text,
    }
}

/// A number of one or two digits is not parted from its word: no line ends between `17` and
/// `septembre`, `July` and `3`, `à` and `16 h 17`. The year may go to the next line.
fn with_day_kept(text: &str) -> String {
    let is_short =
        |word: &str| matches!(word.chars().take_while(char::is_ascii_digit).count(), 1..=2);
    let mut kept = String::with_capacity(text.len() + 4);
    let mut previous = "";
    for word in text.split(' ') {
        let belongs = is_short(word) || is_short(previous) && !previous.ends_with(',');
        match (kept.is_empty(), belongs) {
            (true, _) => {}
            (_, true) => kept.push(NO_BREAK_SPACE),
            (_, false) => kept.push(' '),
        }
        kept.push_str(word);
        previous = word;
    }
    kept
}

fn icu_date(date: civil::Date) -> Option<input::Date<icu::calendar::Iso>> {
    let month = u8::try_from(date.month()).ok()?;
    let day = u8::try_from(date.day()).ok()?;
    input::Date::try_new_iso(date.year().into(), month, day).ok()
}

fn icu_time(time: civil::Time) -> Option<input::Time> {
    let hour = u8::try_from(time.hour()).ok()?;
    let minute = u8::try_from(time.minute()).ok()?;
    let second = u8::try_from(time.second()).ok()?;
    input::Time::try_new(hour, minute, second, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    type Outcome = Result<(), Box<dyn std::error::Error>>;

    fn words(code: &str, text: &str) -> Result<String, Box<dyn std::error::Error>> {
        Ok(long_moment(&Locale::parse(code)?, &Moment::parse(text).ok_or("no date")?))
    }

    #[test]
    fn months_have_names() -> Outcome {
        let months = |code| Locale::parse(code).map(|locale| months(&locale));
        assert_eq!(months("fr-CA")?[..2], ["janvier", "février"]);
        assert_eq!(months("en")?[7..9], ["August", "September"]);
        Ok(())
    }

    #[test]
    fn days_in_words() -> Outcome {
        for (code, text, expected) in [
            ("fr-CA", "2023-09-17", "17\u{a0}septembre 2023"),
            ("fr", "2023-09-17", "17\u{a0}septembre 2023"),
            ("fr-CA", "2024-07-01", "1er\u{a0}juillet 2024"),
            ("fr", "2024-07-01", "1er\u{a0}juillet 2024"),
            ("fr", "2024-07-11", "11\u{a0}juillet 2024"),
            ("fr", "2024-07-21", "21\u{a0}juillet 2024"),
            ("fr", "2024-02-29", "29\u{a0}février 2024"),
            ("en-CA", "2023-09-17", "September\u{a0}17, 2023"),
            ("en", "2024-07-01", "July\u{a0}1, 2024"),
            ("en-GB", "2024-07-01", "1\u{a0}July 2024"),
            ("es", "2024-07-01", "1\u{a0}de julio de 2024"),
        ] {
            assert_eq!(words(code, text)?, expected, "{text} in {code}");
        }
        Ok(())
    }

    #[test]
    fn times_in_words() -> Outcome {
        for (code, text, expected) in [
            ("fr-CA", "2024-07-03T16:17:00-04:00", "3\u{a0}juillet 2024 à\u{a0}16\u{a0}h\u{a0}17"),
            ("fr-CA", "2024-07-03 09:05", "3\u{a0}juillet 2024 à\u{a0}9\u{a0}h\u{a0}05"),
            ("fr-CA", "2024-07-01T00:00:00Z", "1er\u{a0}juillet 2024 à\u{a0}0\u{a0}h\u{a0}00"),
            ("fr", "2024-07-03T16:17:00-04:00", "3\u{a0}juillet 2024 à\u{a0}16:17"),
            ("en-CA", "2024-07-03T16:17:00-04:00", "July\u{a0}3, 2024 at\u{a0}4:17\u{202f}p.m."),
            ("en", "2024-07-03T16:17:00-04:00", "July\u{a0}3, 2024 at\u{a0}4:17\u{202f}PM"),
        ] {
            assert_eq!(words(code, text)?, expected, "{text} in {code}");
        }
        Ok(())
    }

    #[test]
    fn the_offset_is_kept_and_never_applied() -> Outcome {
        for offset in ["-04:00", "+05:30", "Z", ""] {
            let text = format!("2024-07-03T23:59:00{offset}");
            let moment = Moment::parse(&text).ok_or("no date")?;
            assert_eq!(moment.iso, text);
            let french = Locale::parse("fr-CA")?;
            assert_eq!(
                long_moment(&french, &moment),
                "3\u{a0}juillet 2024 à\u{a0}23\u{a0}h\u{a0}59"
            );
            assert_eq!(long_date(&french, moment.date), "3\u{a0}juillet 2024");
        }
        Ok(())
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in ["", "hier", "2024-13-01", "2023-02-29", "17/09/2023", "2024-07"] {
            assert_eq!(Moment::parse(text), None, "{text}");
        }
    }
}
