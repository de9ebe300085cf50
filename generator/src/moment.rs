//! A point in time as notes write it: a date, or a date with a time and perhaps an offset.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::fmt::temporal::Pieces;
use jiff::tz::TimeZone;

/// A date or date-time, kept as its author wrote it and comparable with others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// ISO 8601, as written: `2023-09-17`, `2024-07-03T16:17:00-04:00`.
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
        let iso = text.trim().replacen(' ', "T", 1);
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
