//! One citation, in words or in a format for programs, with what depends on the reader's day.
//!
//! A page is built long before it is read, so it holds a citation as it is right without a day of
//! access, and beside it, hidden, what stands in its place once the widget knows the day. The
//! widget needs to know nothing of styles and formats for that.

use carnet_contract::cite as attribute;
use carnet_csl::line::Position;
use carnet_csl::{DayPart, Font, Line, Part, Run};

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
    /// The form that reads `undated` without a day of access and `dated` with it. What both say
    /// is kept once.
    #[must_use]
    pub fn of(mut undated: Line, mut dated: Line) -> Self {
        let before = common_start(&mut undated, &mut dated);
        let after = common_end(&mut undated, &mut dated);
        Self { before, undated, dated, after }
    }
}

/// Takes the runs with which both lines begin, and of a text in which they differ what both say.
fn common_start(one: &mut Line, other: &mut Line) -> Line {
    let count = one.iter().zip(other.iter()).take_while(|(one, other)| one == other).count();
    other.drain(..count);
    let mut common: Line = one.drain(..count).collect();
    if let Some((this, that, font)) = texts(one.first_mut(), other.first_mut()) {
        let pairs = this.char_indices().zip(that.chars());
        let same = pairs.take_while(|((_, one), other)| one == other);
        let ends = same.map(|((at, letter), _)| at + letter.len_utf8());
        let end = ends.filter(|at| may_part(this, *at) && may_part(that, *at)).last().unwrap_or(0);
        let rest = this.split_off(end);
        common.push(text(std::mem::replace(this, rest), font));
        that.drain(..end);
    }
    for line in [one, other, &mut common] {
        line.retain(|run| run.part != Part::Text(String::new()));
    }
    common
}

/// Takes the runs with which both lines end, and of a text in which they differ what both say.
fn common_end(one: &mut Line, other: &mut Line) -> Line {
    let pairs = one.iter().rev().zip(other.iter().rev());
    let count = pairs.take_while(|(one, other)| one == other).count();
    other.truncate(other.len() - count);
    let mut common = one.split_off(one.len() - count);
    if let Some((this, that, font)) = texts(one.last_mut(), other.last_mut()) {
        let pairs = this.chars().rev().zip(that.chars().rev());
        let same = pairs.take_while(|(one, other)| one == other);
        let lengths = same.scan(0, |length, (letter, _)| {
            *length += letter.len_utf8();
            Some(*length)
        });
        let may_part = |length: &usize| {
            may_part(this, this.len() - length) && may_part(that, that.len() - length)
        };
        let length = lengths.filter(may_part).last().unwrap_or(0);
        common.insert(0, text(this.split_off(this.len() - length), font));
        that.truncate(that.len() - length);
    }
    for line in [one, other, &mut common] {
        line.retain(|run| run.part != Part::Text(String::new()));
    }
    common
}

/// Both as texts in one font.
fn texts<'a>(
    one: Option<&'a mut Run>,
    other: Option<&'a mut Run>,
) -> Option<(&'a mut String, &'a mut String, Font)> {
    match (one?, other?) {
        (Run { part: Part::Text(one), font }, Run { part: Part::Text(other), font: same })
            if font == same =>
        {
            Some((one, other, *font))
        }
        _ => None,
    }
}

fn text(words: String, font: Font) -> Run {
    Run { part: Part::Text(words), font }
}

/// Whether a text may be parted at a byte: not within a word or a number.
fn may_part(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    let is_word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    !(is_word(before.chars().next_back()) && is_word(after.chars().next()))
}

/// The two readings of a form, while it is written.
#[derive(Debug, Default)]
pub struct Readings {
    undated: Line,
    dated: Line,
}

impl Readings {
    /// Says the same in both.
    pub fn say(&mut self, words: &str) {
        for line in [&mut self.undated, &mut self.dated] {
            append(line, words);
        }
    }

    /// Names the address of the work in both.
    pub fn name_address(&mut self, url: &str) {
        for line in [&mut self.undated, &mut self.dated] {
            line.push(Run { part: Part::Link(url.to_owned()), font: Font::default() });
        }
    }

    /// Says something only where a day of access is known: words, and parts of the day.
    pub fn say_if_dated(&mut self, runs: &[Run]) {
        for run in runs {
            match &run.part {
                Part::Text(words) => append(&mut self.dated, words),
                _ => self.dated.push(run.clone()),
            }
        }
    }

    /// The form.
    #[must_use]
    pub fn form(self) -> Form {
        Form::of(self.undated, self.dated)
    }
}

fn append(line: &mut Line, words: &str) {
    match line.last_mut() {
        Some(Run { part: Part::Text(text), .. }) => text.push_str(words),
        _ => line.push(text(words.to_owned(), Font::default())),
    }
}

/// How the address of a work is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Address {
    /// As a link to it.
    Link,
    /// As text: a link within a file for programs would be copied with it.
    Text,
}

impl Form {
    /// As HTML, with the attributes by which the widget fills in the day.
    #[must_use]
    pub fn html(&self) -> String {
        self.written(Address::Link)
    }

    /// As the HTML of a file for programs, in which nothing is a link.
    #[must_use]
    pub fn html_of_format(&self) -> String {
        self.written(Address::Text)
    }

    fn written(&self, address: Address) -> String {
        let mut html = String::new();
        write(&self.before, address, &mut html);
        write_if(&self.undated, (attribute::UNDATED, ""), address, &mut html);
        write_if(&self.dated, (attribute::DATED, " hidden"), address, &mut html);
        write(&self.after, address, &mut html);
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

fn write_if(line: &Line, (name, hidden): (&str, &str), address: Address, html: &mut String) {
    if !line.is_empty() {
        html.extend(["<span ", name, hidden, ">"]);
        write(line, address, html);
        html.push_str("</span>");
    }
}

fn write(line: &Line, address: Address, html: &mut String) {
    for run in line {
        let tags = tags(run.font);
        html.extend(tags.iter().map(|(open, _)| *open));
        match &run.part {
            Part::Text(text) => escape(text, html),
            Part::Link(url) if address == Address::Text => {
                html.extend(["<span ", attribute::ADDRESS, ">"]);
                escape(url, html);
                html.push_str("</span>");
            }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn line(texts: &[&str]) -> Line {
        texts.iter().map(|words| text((*words).to_owned(), Font::default())).collect()
    }

    #[test]
    fn what_both_readings_say_is_kept_once() {
        let form =
            Form::of(line(&["Titre. Site, https"]), line(&["Titre. Site (consulté), https"]));
        assert_eq!(form.before, line(&["Titre. Site"]));
        assert_eq!((form.undated, form.dated), (line(&[]), line(&[" (consulté)"])));
        assert_eq!(form.after, line(&[", https"]));
    }

    #[test]
    fn no_word_is_parted() {
        let form = Form::of(line(&["Consulter 2024."]), line(&["Consulté 1924."]));
        assert_eq!(form.before, line(&[]));
        assert_eq!(
            (form.undated, form.dated),
            (line(&["Consulter 2024"]), line(&["Consulté 1924"]))
        );
        assert_eq!(form.after, line(&["."]));
    }

    #[test]
    fn fonts_are_kept_apart() {
        let italic = Font { italic: true, ..Font::default() };
        let form = Form::of(line(&["a b"]), vec![text("a c".to_owned(), italic)]);
        assert_eq!((form.before, form.after), (line(&[]), line(&[])));
    }

    #[test]
    fn a_reading_that_repeats_itself_loses_nothing() {
        for (undated, dated) in [("aa", "aaa"), (". .", ". . ."), ("", "x"), ("é-", "é-é-")] {
            let form = Form::of(line(&[undated]), line(&[dated]));
            let said = |middle: &Line| {
                let runs = form.before.iter().chain(middle).chain(&form.after);
                runs.map(|run| match &run.part {
                    Part::Text(words) => words.as_str(),
                    _ => "",
                })
                .collect::<String>()
            };
            assert_eq!(
                (said(&form.undated), said(&form.dated)),
                (undated.to_owned(), dated.to_owned())
            );
        }
    }
}
