//! Days, as BibTeX (`year`, `month`, `day`) and BibLaTeX (`date`) write them.

use carnet_csl::Date;
use carnet_csl::item::{Day, json};

use super::Fields;
use super::tex::text;

const MONTHS: [[&str; 3]; 12] = [
    ["jan", "january", "janvier"],
    ["feb", "february", "février"],
    ["mar", "march", "mars"],
    ["apr", "april", "avril"],
    ["may", "may", "mai"],
    ["jun", "june", "juin"],
    ["jul", "july", "juillet"],
    ["aug", "august", "août"],
    ["sep", "september", "septembre"],
    ["oct", "october", "octobre"],
    ["nov", "november", "novembre"],
    ["dec", "december", "décembre"],
];

/// The number of a month by its name, its first letters or its number.
#[must_use]
pub(super) fn month(written: &str) -> Option<u8> {
    let name = written.trim().trim_end_matches('.').to_lowercase();
    let named = || MONTHS.iter().position(|names| names.contains(&name.as_str()));
    let number = name.parse::<u8>().ok().filter(|number| (1..=12).contains(number));
    number.or_else(|| u8::try_from(named()? + 1).ok())
}

/// The day of `date`, or of `year`, `month` and `day`, whose names all begin with `prefix`.
#[must_use]
pub(super) fn read(fields: &Fields, prefix: &str) -> Option<Date> {
    let field = |name: &str| fields.get(&format!("{prefix}{name}")).map(|it| text(&it.value));
    if let Some(date) = field("date") {
        return json::written(&date);
    }
    let year = field("year")?;
    match json::written(&year) {
        Some(Date::Range { from, to: None, circa }) if from.month == 0 => {
            let (month, day) = field("month").map_or((0, 0), |it| month_and_day(&it));
            let day = field("day").and_then(|it| it.trim().parse().ok()).unwrap_or(day);
            let day = if (1..=31).contains(&day) { day } else { 0 };
            Some(Date::Range { from: Day { month, day, ..from }, to: None, circa })
        }
        other => other,
    }
}

/// `10 January`, `January 10` or `January`.
fn month_and_day(written: &str) -> (u8, u8) {
    if let Some(month) = month(written) {
        return (month, 0);
    }
    let words = || written.split([' ', '\u{a0}', '-', ',']).filter(|word| !word.is_empty());
    let named = words().filter(|word| word.parse::<u8>().is_err()).find_map(month);
    let day = words().find_map(|word| word.parse().ok()).unwrap_or(0);
    named.map_or((0, 0), |month| (month, day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Content, Source, Sources, Span, Spanned};

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        let source = Source { path: "x".to_owned(), content: Content::Text("".into()) };
        let id = Sources::new([source]).find("x").expect("it is there");
        let span = Span::new(id, 0..0);
        let one = |(name, value): &(&str, &str)| {
            ((*name).to_owned(), Spanned { value: (*value).to_owned(), span: span.clone() })
        };
        pairs.iter().map(one).collect()
    }

    #[test]
    fn days_are_read_in_every_form() {
        for (pairs, expected) in [
            (&[("date", "2020-05-01")][..], Some(Date::day(2020, 5, 1))),
            (&[("year", "2020"), ("month", "mar")], Some(Date::day(2020, 3, 0))),
            (&[("year", "2020"), ("month", "12"), ("day", "3")], Some(Date::day(2020, 12, 3))),
            (&[("year", "2020"), ("month", "10~janvier")], Some(Date::day(2020, 1, 10))),
            (&[("year", "2020"), ("month", "spring")], Some(Date::day(2020, 0, 0))),
            (&[("year", "sous presse")], Some(Date::Words("sous presse".to_owned()))),
            (&[("month", "mar")], None),
            (&[], None),
        ] {
            assert_eq!(read(&fields(pairs), ""), expected, "{pairs:?}");
        }
        assert_eq!(read(&fields(&[("urldate", "2021-02-03")]), "url"), Some(Date::day(2021, 2, 3)));
    }
}
