//! One citation, in words or in a format for programs, with what depends on the reader's day.
//!
//! A page is built long before it is read, so it holds a citation as it is right without a day of
//! access, and beside it, hidden, what stands in its place once the widget knows the day. The
//! widget needs to know nothing of styles and formats for that.

use carnet_contract::cite as attribute;
use carnet_csl::line::Position;
use carnet_csl::{DayPart, Font, Line, Part};

use crate::html::encode::{escape, escape_attribute};

/// A citation in one style or format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// What it says whatever the day, before what differs.
    before: Line,
    /// What stands where no day of access is known.
    undated: Line,
    /// What stands there when it is.
    dated: Line,
    /// What it says whatever the day, after what differs.
    after: Line,
}

impl Form {
    /// The form that reads `undated` without a day of access and `dated` with it.
    #[must_use]
    pub fn of(mut undated: Line, mut dated: Line) -> Self {
        let mut after = Vec::new();
        let before = common(&mut undated, &mut dated);
        undated.reverse();
        dated.reverse();
        after.extend(common(&mut undated, &mut dated).into_iter().rev());
        undated.reverse();
        dated.reverse();
        Self { before, undated, dated, after }
    }
}

/// Takes the runs with which both lines begin.
fn common(one: &mut Line, other: &mut Line) -> Line {
    let count = one.iter().zip(other.iter()).take_while(|(one, other)| one == other).count();
    other.drain(..count);
    one.drain(..count).collect()
}

impl Form {
    /// As HTML, with the attributes by which the widget fills in the day.
    #[must_use]
    pub fn html(&self) -> String {
        let mut html = String::new();
        write(&self.before, &mut html);
        write_if(&self.undated, attribute::UNDATED, "", &mut html);
        write_if(&self.dated, attribute::DATED, " hidden", &mut html);
        write(&self.after, &mut html);
        html
    }

    /// As text without a day of access.
    #[must_use]
    pub fn text(&self) -> String {
        let runs = self.before.iter().chain(&self.undated).chain(&self.after);
        let words = runs.filter_map(|run| match &run.part {
            Part::Text(text) | Part::Link(text) => Some(text.as_str()),
            Part::Day(_) => None,
        });
        words.collect()
    }
}

fn write_if(line: &Line, name: &str, hidden: &str, html: &mut String) {
    if !line.is_empty() {
        html.extend(["<span ", name, hidden, ">"]);
        write(line, html);
        html.push_str("</span>");
    }
}

fn write(line: &Line, html: &mut String) {
    for run in line {
        let tags = tags(run.font);
        html.extend(tags.iter().map(|(open, _)| *open));
        match &run.part {
            Part::Text(text) => escape(text, html),
            Part::Link(url) => {
                html.push_str("<a href=\"");
                escape_attribute(url, html);
                html.extend(["\" ", attribute::ADDRESS, ">"]);
                escape(url, html);
                html.push_str("</a>");
            }
            Part::Day(part) => write_day(part, html),
        }
        html.extend(tags.iter().rev().map(|(_, close)| *close));
    }
}

fn tags(font: Font) -> Vec<(&'static str, &'static str)> {
    let position = match font.position {
        Position::Baseline => None,
        Position::Superscript => Some(("<sup>", "</sup>")),
        Position::Subscript => Some(("<sub>", "</sub>")),
    };
    let all = [
        font.bold.then_some(("<b>", "</b>")),
        font.italic.then_some(("<i>", "</i>")),
        font.underline.then_some(("<u>", "</u>")),
        // HTML has no element for them, and a style would not survive the clipboard.
        font.small_caps.then_some(("<span class=\"small-caps\">", "</span>")),
        position,
    ];
    all.into_iter().flatten().collect()
}

/// An empty element for a part of the day. What it says is the contract with the widget.
fn write_day(part: &DayPart, html: &mut String) {
    let (form, more) = match part {
        DayPart::Day { padded: true, .. } => ("dd", None),
        DayPart::Day { first: None, .. } => ("d", None),
        DayPart::Day { first: Some(first), .. } => ("d", Some((attribute::FIRST, first.clone()))),
        DayPart::Month { padded: true } => ("mm", None),
        DayPart::Month { padded: false } => ("m", None),
        DayPart::MonthName(names) => ("month", Some((attribute::MONTHS, names.join("|")))),
        DayPart::Year { short: true } => ("yy", None),
        DayPart::Year { short: false } => ("yyyy", None),
    };
    html.extend(["<span ", attribute::DAY, "=\"", form, "\""]);
    if let Some((name, value)) = more {
        html.extend([" ", name, "=\""]);
        escape_attribute(&value, html);
        html.push('"');
    }
    html.push_str("></span>");
}
