//! Items from CSL-JSON, the form in which programs hand them to each other.
//!
//! Programs write it in many ways: numbers as texts, particles inside family names, dates in words.
//! All of them are understood as citeproc-js does. What no item can hold is a [`Problem`], and the
//! rest of the item is read.

use serde_json::{Map, Value};

use super::{Date, DateVariable, Day, Item, Kind, Name, NameVariable, Variable};

/// What of an item could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The key of the item under which it stands; none for the item as a whole.
    pub key: Option<String>,
    /// What is wrong: lower case, no full stop.
    pub message: String,
}

impl Problem {
    fn at(key: &str, message: impl Into<String>) -> Self {
        Self { key: Some(key.to_owned()), message: message.into() }
    }
}

/// Keys of some programs, and the variables that they mean.
const OLDER: &[(&str, Variable)] =
    &[("journalAbbreviation", Variable::ContainerTitleShort), ("shortTitle", Variable::TitleShort)];

/// Keys that say nothing of the work itself.
const PASSED_OVER: &[&str] = &["categories", "custom", "id", "system_id", "type"];

/// Reads one item. There is none when nothing says by which id it is known.
#[must_use]
pub fn read(value: &Value) -> (Option<Item>, Vec<Problem>) {
    let mut problems = Vec::new();
    let Value::Object(fields) = value else {
        let message = "an item is a table between { and }".to_owned();
        return (None, vec![Problem { key: None, message }]);
    };
    let id = fields.get("id").and_then(plain).filter(|id| !id.is_empty());
    let Some(id) = id else {
        let message = "this item has no `id`".to_owned();
        return (None, vec![Problem { key: None, message }]);
    };
    let mut item = Item::new(id, kind(fields, &mut problems));
    for (key, value) in fields {
        if !PASSED_OVER.contains(&key.as_str()) && !value.is_null() {
            field(key, value, &mut item, &mut problems);
        }
    }
    (Some(item), problems)
}

fn kind(fields: &Map<String, Value>, problems: &mut Vec<Problem>) -> Kind {
    let Some(written) = fields.get("type") else {
        problems.push(Problem { key: None, message: "this item has no `type`".to_owned() });
        return Kind::Document;
    };
    let name = plain(written).unwrap_or_default();
    Kind::of(&name).unwrap_or_else(|| {
        problems.push(Problem::at("type", format!("CSL has no type {name:?}")));
        Kind::Document
    })
}

fn field(key: &str, value: &Value, item: &mut Item, problems: &mut Vec<Problem>) {
    if let Some(of) = NameVariable::of(key) {
        let names = names(key, value, problems);
        if !names.is_empty() && item.names(of).is_empty() {
            item.names.push((of, names));
        }
        return;
    }
    if let Some(of) = DateVariable::of(key) {
        match date(value) {
            Ok(date) => item.dates.extend(date.map(|date| (of, date))),
            Err(message) => problems.push(Problem::at(key, message)),
        }
        return;
    }
    let older = || OLDER.iter().find(|(name, _)| *name == key).map(|(_, of)| *of);
    let Some(of) = Variable::of(key).or_else(older) else {
        problems.push(Problem::at(key, format!("CSL has no variable `{key}`")));
        return;
    };
    match plain(value) {
        Some(text) if text.is_empty() || item.text(of).is_some() => {}
        Some(text) => item.texts.push((of, text)),
        None => problems.push(Problem::at(key, format!("`{key}` must be a text or a number"))),
    }
}

/// A text or a number as text, without signs that nobody sees.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(visible(text)),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn visible(text: &str) -> String {
    // The end of a line is a space; spaces that do not break stay.
    let spaced = text.replace(['\n', '\r', '\t'], " ");
    spaced.trim().chars().filter(|letter| !letter.is_control()).collect()
}

fn names(key: &str, value: &Value, problems: &mut Vec<Problem>) -> Vec<Name> {
    let Value::Array(list) = value else {
        problems.push(Problem::at(key, format!("`{key}` must be a list of names")));
        return Vec::new();
    };
    let mut names = Vec::with_capacity(list.len());
    for one in list {
        match name(one) {
            Some(name) => names.push(name),
            None => problems.push(Problem::at(key, "a name has a `family` or a `literal`")),
        }
    }
    names
}

fn name(value: &Value) -> Option<Name> {
    let Value::Object(parts) = value else {
        return plain(value).filter(|text| !text.is_empty()).map(Name::whole);
    };
    let part = |key: &str| parts.get(key).and_then(plain).unwrap_or_default();
    let literal = part("literal");
    if !literal.is_empty() {
        return Some(Name::whole(literal));
    }
    let name = Name {
        family: part("family"),
        given: part("given"),
        dropping_particle: part("dropping-particle"),
        non_dropping_particle: part("non-dropping-particle"),
        suffix: part("suffix"),
        literal: String::new(),
    };
    match (name.family.is_empty(), name.given.is_empty()) {
        (true, true) => None,
        // Who has one name only is known by it.
        (true, false) => Some(Name { family: name.given, given: String::new(), ..name }),
        _ => Some(parted(name)),
    }
}

/// A name whose particles and suffix were written into its other parts, taken apart. What stands
/// between quotation marks is left as it is.
#[must_use]
pub fn parted(mut name: Name) -> Name {
    if name.dropping_particle.is_empty() && name.non_dropping_particle.is_empty() {
        let quoted = name.family.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        match quoted {
            Some(inner) => name.family = inner.to_owned(),
            None => {
                let at = particle_end(&name.family);
                name.non_dropping_particle = name.family[..at].trim_end().to_owned();
                name.family.drain(..at);
                let at = particle_start(&name.given);
                name.dropping_particle = name.given[at..].trim().to_owned();
                name.given.truncate(name.given[..at].trim_end().len());
            }
        }
    }
    if name.suffix.is_empty()
        && let Some((given, suffix)) = name.given.split_once(',')
    {
        let (given, suffix) = (given.trim().to_owned(), suffix.trim_start_matches('!').trim());
        name.suffix = suffix.to_owned();
        name.given = given;
    }
    name
}

/// Where the particles end with which a family name begins: words in small letters, up to the first
/// that begins with a capital. `d’` and `al-` are written together with what follows.
fn particle_end(family: &str) -> usize {
    let mut end = 0;
    loop {
        let rest = &family[end..];
        if !rest.starts_with(char::is_lowercase) {
            return end;
        }
        let Some(stop) = rest.find([' ', '’', '\'', '-']) else { return 0 };
        let sign = rest[stop..].chars().next().map_or(0, char::len_utf8);
        let after = &rest[stop + sign..];
        let blank = after.len() - after.trim_start().len();
        // A small name that goes on after a hyphen is a name.
        if rest[stop..].starts_with('-') && !after.starts_with(char::is_uppercase) {
            return 0;
        }
        end += stop + sign + blank;
        if end >= family.len() {
            return 0;
        }
    }
}

/// Where the particles begin with which given names end: `Alexander von`.
fn particle_start(given: &str) -> usize {
    let mut start = given.len();
    while let Some(space) = given[..start].trim_end().rfind(' ') {
        let word = given[space..start].trim();
        if !word.starts_with(char::is_lowercase) || word.contains('.') {
            break;
        }
        start = space;
    }
    start
}

/// Reads a date; none where it says nothing.
fn date(value: &Value) -> Result<Option<Date>, String> {
    let Value::Object(parts) = value else {
        let text = plain(value).ok_or("a date is a table between { and }")?;
        return Ok(written(&text));
    };
    let circa = match parts.get("circa") {
        None | Some(Value::Null | Value::Bool(false)) => false,
        Some(Value::Bool(true)) => true,
        Some(other) => plain(other).is_some_and(|it| !matches!(&*it, "" | "0" | "false")),
    };
    if let Some(found) = parts.get("date-parts").filter(|it| !it.is_null()) {
        let days = days(found)?;
        if let Some((from, to)) = days {
            let season = parts.get("season").and_then(plain).and_then(|it| season(&it));
            let from = match season {
                Some(season) if from.month == 0 => Day { month: season, ..from },
                _ => from,
            };
            return Ok(Some(Date::Range { from, to, circa }));
        }
    }
    for key in ["literal", "raw"] {
        if let Some(text) = parts.get(key).and_then(plain).filter(|text| !text.is_empty()) {
            let date = if key == "raw" { written(&text) } else { Some(Date::Words(text)) };
            return Ok(date.map(|date| match date {
                Date::Range { from, to, circa: guessed } => {
                    Date::Range { from, to, circa: circa || guessed }
                }
                date => date,
            }));
        }
    }
    Ok(None)
}

fn days(value: &Value) -> Result<Option<(Day, Option<Day>)>, String> {
    let wrong = || "`date-parts` is a list of lists of numbers: [[2023, 9, 17]]".to_owned();
    let Value::Array(list) = value else { return Err(wrong()) };
    let mut days = Vec::new();
    for day in list.iter().take(2) {
        let Value::Array(numbers) = day else { return Err(wrong()) };
        let mut read = [0_i32; 3];
        for (number, place) in numbers.iter().zip(&mut read) {
            let text = plain(number).unwrap_or_default();
            *place = match text.as_str() {
                "" => 0,
                text => text.parse().map_err(|_| wrong())?,
            };
        }
        days.extend(day_of(read)?);
    }
    let mut days = days.into_iter();
    Ok(days.next().map(|from| (from, days.next())))
}

/// The day of a year, a month and a day; none where there is no year.
fn day_of([year, month, day]: [i32; 3]) -> Result<Option<Day>, String> {
    if year == 0 {
        return Ok(None);
    }
    if year.unsigned_abs() > 999_999 {
        return Err(format!("there is no year {year}"));
    }
    let month = match u8::try_from(month) {
        Ok(month @ (0..=12 | 21..=24)) => month,
        // An older way to write seasons.
        Ok(month @ 13..=16) => month + 8,
        _ => return Err(format!("there is no month {month}")),
    };
    match u8::try_from(day) {
        Ok(day @ 0..=31) => Ok(Some(Day { year, month, day })),
        _ => Err(format!("no month has a day {day}")),
    }
}

/// The number of a season among months.
fn season(text: &str) -> Option<u8> {
    let names = [
        ["1", "21", "spring", "printemps"],
        ["2", "22", "summer", "été"],
        ["3", "23", "autumn", "automne"],
        ["4", "24", "winter", "hiver"],
    ];
    let small = text.to_lowercase();
    let small = if small == "fall" { "autumn" } else { &small };
    let found = names.iter().position(|names| names.contains(&small))?;
    u8::try_from(21 + found).ok()
}

/// A date as [EDTF] writes it, `2023-09-17`, `2023/2024`, `1850~`; in words what is none. None where
/// nothing is written.
///
/// [EDTF]: https://www.loc.gov/standards/datetime/
#[must_use]
pub fn written(text: &str) -> Option<Date> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let (first, last) = match text.split_once('/') {
        Some((first, last)) => (first, Some(last)),
        None => (text, None),
    };
    let is_open = |end: &str| matches!(end, "" | ".." | "open" | "unknown");
    let Some((from, mut circa)) = day(first) else { return Some(Date::Words(text.to_owned())) };
    let mut to = None;
    if let Some(last) = last.filter(|last| !is_open(last)) {
        let Some((day, is_guess)) = day(last) else { return Some(Date::Words(text.to_owned())) };
        (to, circa) = (Some(day), circa || is_guess);
    }
    Some(Date::Range { from, to, circa })
}

/// One day of EDTF, and whether it is a guess.
fn day(text: &str) -> Option<(Day, bool)> {
    let text = text.split(['T', ' ']).next().unwrap_or_default();
    let certain = text.trim_end_matches(['~', '?', '%']);
    let circa = certain.len() < text.len();
    let (sign, digits) = match certain.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, certain),
    };
    let mut parts = digits.split('-');
    let year = parts.next()?;
    if !(3..=6).contains(&year.len()) || !year.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let year = year.parse::<i32>().ok()?;
    // EDTF has a year 0, which is the first before Christ.
    let year = if sign < 0 { -year - 1 } else { year };
    let number = |part: Option<&str>| match part {
        None => Some(0),
        Some(part) => (part.len() <= 2).then(|| part.parse::<i32>().ok()).flatten(),
    };
    let (month, day) = (number(parts.next())?, number(parts.next())?);
    if parts.next().is_some() {
        return None;
    }
    Some((day_of([year, month, day]).ok()??, circa))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(json: &str) -> (Item, Vec<Problem>) {
        let value = serde_json::from_str(json).expect("the test writes JSON");
        let (item, problems) = read(&value);
        (item.expect("the test writes an item"), problems)
    }

    fn person(family: &str, given: &str) -> Name {
        parted(Name::person(given, family))
    }

    #[test]
    fn numbers_may_be_texts_and_texts_numbers() {
        let (item, problems) = item(
            r#"{"id": 7, "type": "article-journal", "volume": 12, "issue": "3", "title": "A\nb",
                "issued": {"date-parts": [["2020", "05"]]}, "shortTitle": "A"}"#,
        );
        assert_eq!(problems, []);
        assert_eq!((&*item.id, item.kind), ("7", Kind::ArticleJournal));
        assert_eq!(item.text(Variable::Volume), Some("12"));
        assert_eq!(item.text(Variable::Issue), Some("3"));
        assert_eq!(item.text(Variable::Title), Some("A b"));
        assert_eq!(item.text(Variable::TitleShort), Some("A"));
        assert_eq!(item.date(DateVariable::Issued), Some(&Date::day(2020, 5, 0)));
    }

    #[test]
    fn names_are_taken_apart() {
        let parts = |name: Name| {
            [
                name.given,
                name.dropping_particle,
                name.non_dropping_particle,
                name.family,
                name.suffix,
                name.literal,
            ]
        };
        for (name, expected) in [
            (person("Gogh", "Vincent van"), ["Vincent", "van", "", "Gogh", "", ""]),
            (person("van Gogh", "Vincent"), ["Vincent", "", "van", "Gogh", "", ""]),
            (person("de La Fontaine", "Jean"), ["Jean", "", "de", "La Fontaine", "", ""]),
            (person("d’Alembert", "Jean"), ["Jean", "", "d’", "Alembert", "", ""]),
            (person("al-Khwarizmi", "M."), ["M.", "", "al-", "Khwarizmi", "", ""]),
            (person("hooks", "bell"), ["bell", "", "", "hooks", "", ""]),
            (person("\"de Sales\"", "F."), ["F.", "", "", "de Sales", "", ""]),
            (person("King", "Martin Luther, Jr."), ["Martin Luther", "", "", "King", "Jr.", ""]),
            (person("Dupuis-Déri", "Francis"), ["Francis", "", "", "Dupuis-Déri", "", ""]),
        ] {
            assert_eq!(parts(name), expected.map(str::to_owned));
        }
        let (item, problems) = item(
            r#"{"id": "a", "type": "book", "author": [{"literal": "Ville de Montréal"},
                {"given": "Colette"}, {}, "X"], "editor": {}}"#,
        );
        let names = item.names(NameVariable::Author);
        assert_eq!(names[0], Name::whole("Ville de Montréal"));
        assert_eq!((names[1].family.as_str(), names.len()), ("Colette", 3));
        let told: Vec<&str> = problems.iter().map(|it| it.message.as_str()).collect();
        assert_eq!(
            told,
            ["a name has a `family` or a `literal`", "`editor` must be a list of names"]
        );
    }

    #[test]
    fn dates_are_read_as_programs_write_them() {
        let of = |json: &str| date(&serde_json::from_str(json).expect("JSON"));
        let range = |from, to, circa| Ok(Some(Date::Range { from, to, circa }));
        let day = |year, month, day| Day { year, month, day };
        assert_eq!(
            of(r#"{"date-parts": [[2020, 5, 1], [2021]], "circa": 1}"#),
            range(day(2020, 5, 1), Some(day(2021, 0, 0)), true)
        );
        assert_eq!(
            of(r#"{"date-parts": [[2020]], "season": "Fall"}"#),
            range(day(2020, 23, 0), None, false)
        );
        assert_eq!(of(r#"{"date-parts": [[-44]]}"#), range(day(-44, 0, 0), None, false));
        assert_eq!(
            of(r#"{"raw": "1850~/1860"}"#),
            range(day(1850, 0, 0), Some(day(1860, 0, 0)), true)
        );
        assert_eq!(of(r#"{"raw": "sans date"}"#), Ok(Some(Date::Words("sans date".to_owned()))));
        assert_eq!(of(r#"{"literal": "s. d."}"#), Ok(Some(Date::Words("s. d.".to_owned()))));
        assert_eq!(of(r#""2020-05-01T10:00:00Z""#), range(day(2020, 5, 1), None, false));
        assert_eq!(of(r#"{"date-parts": [[]]}"#), Ok(None));
        assert_eq!(of("{}"), Ok(None));
        assert!(of(r#"{"date-parts": [[2020, 99]]}"#).is_err());
        assert!(of(r#"{"date-parts": 2020}"#).is_err());
        assert!(of("[]").is_err());
        assert_eq!(written("2020/.."), written("2020"));
        assert_eq!(written("-0044"), Some(Date::day(-45, 0, 0)));
    }

    #[test]
    fn what_is_unknown_is_told_and_the_rest_is_read() {
        let (item, problems) = item(
            r#"{"id": "a", "type": "blog", "title": "T", "colour": "red", "volume": [1], "page": null}"#,
        );
        assert_eq!((item.kind, item.text(Variable::Title)), (Kind::Document, Some("T")));
        let told: Vec<(Option<&str>, &str)> =
            problems.iter().map(|it| (it.key.as_deref(), it.message.as_str())).collect();
        assert_eq!(
            told,
            [
                (Some("type"), "CSL has no type \"blog\""),
                (Some("colour"), "CSL has no variable `colour`"),
                (Some("volume"), "`volume` must be a text or a number"),
            ]
        );
        let without = read(&Value::Null);
        assert!(without.0.is_none() && without.1.len() == 1);
    }
}
