//! A point in time as notes write it: a date, or a date with a time and perhaps an offset.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::fmt::temporal::Pieces;
use jiff::tz::TimeZone;

/// A date or date-time, kept as its author wrote it and comparable with others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// ISO 8601, as written: `2023-09-17`, `2024-07-03T16:17:00-04:00`, but for a fraction of
    /// a second that ends in zeros.
    pub iso: String,
    /// The day, in the author's own time zone.
    pub date: Date,
    /// The time on the author's clock, if one was written.
    pub time: Option<Time>,
    /// Seconds since 1970 in UTC, for sorting; a date without a time counts as its midnight.
    pub seconds: i64,
}

impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Moment {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.seconds, &self.iso).cmp(&(other.seconds, &other.iso))
    }
}

impl Moment {
    /// Reads `2023-09-17`, `2024-07-03T16:17:00`, `2024-07-03 16:17:00-04:00` and the like.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let iso = without_last_zeros(text.trim().replacen(' ', "T", 1));
        if let Ok(timestamp) = iso.parse::<Timestamp>() {
            let local = Pieces::parse(&iso).ok()?;
            let (date, time) = (local.date(), local.time());
            return Some(Self { date, time, seconds: timestamp.as_second(), iso });
        }
        let local = Pieces::parse(&iso).ok()?;
        let (date, time) = (local.date(), local.time());
        let moment = date.to_datetime(time.unwrap_or(Time::midnight()));
        let seconds = TimeZone::UTC.to_timestamp(moment).ok()?.as_second();
        Some(Self { date, time, seconds, iso })
    }

    /// Reads what [`Moment::parse`] reads, and the dates that YAML knows beside them: `2024-1-9`,
    /// `2001-12-14 21:59:43.10 -5`.
    #[must_use]
    pub fn parse_loosely(text: &str) -> Option<Self> {
        Self::parse(text).or_else(|| Self::parse(&tidied(text)?))
    }

    /// The year, as lists and filters show it.
    #[must_use]
    pub fn year(&self) -> i16 {
        self.date.year()
    }

    /// RFC 3339 with a time and an offset, as feeds and sitemaps want it.
    #[must_use]
    pub fn rfc3339(&self) -> String {
        match (self.iso.len(), self.iso.parse::<Timestamp>()) {
            (10, _) => format!("{}T00:00:00Z", self.iso),
            (_, Ok(_)) => self.iso.clone(),
            (_, Err(_)) => format!("{}Z", self.iso),
        }
    }
}

/// A date without the zeros at the end of its fraction of a second, as Zola writes it.
fn without_last_zeros(mut iso: String) -> String {
    let Some(point) = iso.find('.') else { return iso };
    let digits = iso[point + 1..].bytes().take_while(u8::is_ascii_digit).count();
    let end = point + 1 + digits;
    let kept = iso[..end].trim_end_matches('0').trim_end_matches('.').len();
    iso.replace_range(kept..end, "");
    iso
}

/// A date of YAML as RFC 3339 writes it.
fn tidied(text: &str) -> Option<String> {
    let text = text.trim().trim_matches('"');
    let number = |digits: &str, most: usize| {
        let is_number = !digits.is_empty() && digits.len() <= most;
        (is_number && digits.bytes().all(|digit| digit.is_ascii_digit()))
            .then(|| digits.parse::<u16>().ok())?
    };
    let (date, time) = match text.find(['T', 't', ' ', '\t']) {
        Some(at) => (&text[..at], text[at + 1..].trim()),
        None => (text, ""),
    };
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    let (year, month, day) = (number(year, 4)?, number(month, 2)?, number(day, 2)?);
    let date = format!("{year:04}-{month:02}-{day:02}");
    if time.is_empty() {
        return Some(format!("{date}T00:00:00Z"));
    }
    let clock = time.find(|letter: char| !letter.is_ascii_digit() && !":.".contains(letter));
    let (clock, offset) = time.split_at(clock.unwrap_or(time.len()));
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    let mut parts = clock.split(':');
    let (hour, minute, second) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let (hour, minute, second) = (number(hour, 2)?, number(minute, 2)?, number(second, 2)?);
    let fraction = match fraction.trim_end_matches('0') {
        "" => String::new(),
        digits if digits.len() <= 9 && digits.bytes().all(|digit| digit.is_ascii_digit()) => {
            format!(".{digits}")
        }
        _ => return None,
    };
    let offset = match offset.trim() {
        "" | "Z" => "Z".to_owned(),
        offset => {
            let sign = offset.chars().next().filter(|sign| "+-".contains(*sign))?;
            let (hours, minutes) = offset[1..].split_once(':').unwrap_or((&offset[1..], "0"));
            match (number(hours, 2)?, number(minutes, 2)?) {
                (0, 0) => "Z".to_owned(),
                (hours, minutes) => format!("{sign}{hours:02}:{minutes:02}"),
            }
        }
    };
    Some(format!("{date}T{hour:02}:{minute:02}:{second:02}{fraction}{offset}"))
}

#[cfg(test)]
mod tests {
    use super::Moment;

    #[test]
    fn dates_of_yaml_are_read() {
        for (text, iso) in [
            ("2024-01-29", "2024-01-29"),
            ("2024-1-9", "2024-01-09T00:00:00Z"),
            ("2001-12-14 21:59:43.10 -5", "2001-12-14T21:59:43.1-05:00"),
            ("2001-12-15 2:59:43.10", "2001-12-15T02:59:43.1Z"),
            ("2001-12-14 1:02:03 +0", "2001-12-14T01:02:03Z"),
        ] {
            let moment = Moment::parse_loosely(text).map(|moment| moment.iso);
            assert_eq!(moment.as_deref(), Some(iso), "{text}");
        }
        for text in ["", "2024", "24-1-9", "2024-1-9x", "2024-13-01", "10:00:00", "2024-1-9 1:2"] {
            assert_eq!(Moment::parse_loosely(text), None, "{text}");
        }
    }
}
