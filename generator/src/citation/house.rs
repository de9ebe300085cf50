//! The form of the page which started this project: *Authors. (Year). Title. Site (consulté le
//! day), address.*
//!
//! It is no style of CSL: titles keep their signs as they were written, and a full stop follows
//! them whatever sign they end in.

use carnet_csl::{
    Date, DateVariable, DayPart, Font, Item, Line, NameVariable, Part, Run, Variable,
};

use super::Form;
use super::names::spoken;

/// The words of this form in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// What stands for the year of an undated work: `s. d.`
    pub no_date: String,
    /// What stands before the day of access: ` (consulté le `.
    pub before_day: String,
    /// What stands after it: `)`.
    pub after_day: String,
    /// The day: its parts, and what stands between them.
    pub day: Line,
}

/// Cites a work in that form.
#[must_use]
pub fn cite(item: &Item, words: &Words) -> Form {
    let authors: Vec<String> = item.names(NameVariable::Author).iter().map(spoken).collect();
    let year = match item.date(DateVariable::Issued) {
        Some(Date::Range { from, .. }) => from.year.to_string(),
        _ => words.no_date.clone(),
    };
    let title = item.text(Variable::Title).unwrap_or_default();
    let url = item.text(Variable::Url).unwrap_or_default();
    let site = item.text(Variable::ContainerTitle);
    let mut line = match authors.is_empty() {
        true => vec![text(title), text(&format!(". ({year})"))],
        false => {
            vec![text(&format!("{}. ({year}). ", authors.join(", "))), text(title)]
        }
    };
    line[usize::from(!authors.is_empty())].font = Font { italic: true, ..Font::default() };
    line.extend(site.map(|site| text(&format!(". {site}"))));
    let mut dated = line.clone();
    dated.push(text(&words.before_day));
    dated.extend(words.day.iter().cloned());
    dated.push(text(&words.after_day));
    for line in [&mut line, &mut dated] {
        line.push(text(", "));
        line.push(Run { part: Part::Link(url.to_owned()), font: Font::default() });
        line.push(text("."));
    }
    Form::of(line, dated)
}

pub(super) fn text(words: &str) -> Run {
    Run { part: Part::Text(words.to_owned()), font: Font::default() }
}

/// The day of access as the dates of a language are written, from the names of its months.
#[must_use]
pub fn day_of(language: &str, months: [String; 12]) -> Line {
    let month = part(DayPart::MonthName(Box::new(months)));
    let year = part(DayPart::Year { short: false });
    match language.split('-').next().unwrap_or_default() {
        "en" => vec![
            month,
            text(" "),
            part(DayPart::Day { padded: false, first: None }),
            text(", "),
            year,
        ],
        "fr" => {
            let first = Some("1er".to_owned());
            vec![part(DayPart::Day { padded: false, first }), text(" "), month, text(" "), year]
        }
        _ => vec![
            part(DayPart::Day { padded: false, first: None }),
            text(" "),
            month,
            text(" "),
            year,
        ],
    }
}

pub(super) fn part(part: DayPart) -> Run {
    Run { part: Part::Day(part), font: Font::default() }
}
