//! Dates, and the reader's day.

use std::borrow::Cow;

use super::numbers::ordinal;
use super::{Mark, Said, Writer, year_letter};
use crate::item::{Date, DateVariable, Day};
use crate::line::DayPart;
use crate::style::{
    AnyVariable, DateElement, DateForm, DatePart, DateParts, Look, PartForm, PartName, TermForm,
};

/// A part of a format, as the style and the locale say together.
#[derive(Clone, Copy)]
struct Format<'a> {
    name: PartName,
    form: PartForm,
    range_delimiter: &'a str,
    look: &'a Look,
    strip_periods: bool,
    /// Whether it stands beside a month in words.
    in_words: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn date(&mut self, element: &'a DateElement) -> Said {
        let nothing = Said { asked: true, found: false };
        if self.used_up.contains(&AnyVariable::Date(element.variable)) {
            return nothing;
        }
        let Some(date) = self.date_of(element.variable) else { return nothing };
        let before = self.marks.len();
        self.printed.push(AnyVariable::Date(element.variable));
        match date {
            Date::Words(words) => {
                self.look(&element.look, |writer| {
                    writer.marks.push(Mark::Text(Cow::Borrowed(words)));
                });
            }
            Date::Range { .. } | Date::Reader if self.for_sorting => {
                self.sortable(date, element);
            }
            Date::Range { from, to, .. } => {
                let (formats, delimiter) = self.formats(element);
                self.look(&element.look, |writer| {
                    writer.range(*from, *to, &formats, delimiter, element.variable);
                });
            }
            Date::Reader => {
                let (formats, delimiter) = self.formats(element);
                self.look(&element.look, |writer| {
                    let mut is_first = true;
                    for format in &formats {
                        if !is_first && !delimiter.is_empty() {
                            writer.affix(delimiter);
                        }
                        is_first = false;
                        let part = writer.reader_part(*format);
                        writer.part_look(*format, |writer| writer.marks.push(Mark::Day(part)));
                    }
                });
            }
        }
        Said { asked: true, found: self.marks.len() > before }
    }

    /// A date as it is sorted by: in figures, the greater part first.
    fn sortable(&mut self, date: &'a Date, element: &'a DateElement) {
        let Date::Range { from, to, .. } = date else { return };
        let parts = |day: Day| {
            let (month, of_day) = match element.only {
                DateParts::Year => (0, 0),
                DateParts::YearMonth => (day.month, 0),
                DateParts::YearMonthDay => (day.month, day.day),
            };
            let has = |name| {
                element.localized.is_some() || element.parts.iter().any(|it| it.name == name)
            };
            let month = if has(PartName::Month) { month } else { 0 };
            let of_day = if has(PartName::Day) { of_day } else { 0 };
            sort_figures(Day { month, day: of_day, ..day })
        };
        let end = to.map(parts).unwrap_or_default();
        self.marks.push(Mark::Text(Cow::Owned([parts(*from), end].concat())));
    }

    /// The parts to print, in order, and what stands between them.
    fn formats(&self, element: &'a DateElement) -> (Vec<Format<'a>>, &'a str) {
        let default_form = |name| match name {
            PartName::Month => PartForm::Long,
            _ => PartForm::Numeric,
        };
        let of = |part: &'a DatePart| Format {
            name: part.name,
            form: part.form.unwrap_or_else(|| default_form(part.name)),
            range_delimiter: part.range_delimiter.as_deref().unwrap_or("–"),
            look: &part.look,
            strip_periods: part.look.strip_periods,
            in_words: false,
        };
        let Some(form) = element.localized else {
            return (in_words(element.parts.iter().map(of).collect()), &element.delimiter);
        };
        let Some(format) = self.locale.date(form) else { return (Vec::new(), "") };
        let wanted = |name: PartName| match element.only {
            DateParts::Year => name == PartName::Year,
            DateParts::YearMonth => name != PartName::Day,
            DateParts::YearMonthDay => true,
        };
        let parts = format.parts.iter().filter(|part| wanted(part.name)).map(|part| {
            // The style may say otherwise how a part is written, but not what stands around it.
            let own = element.parts.iter().find(|own| own.name == part.name);
            let mut format = of(part);
            if let Some(own) = own {
                format.form = own.form.unwrap_or(format.form);
                format.strip_periods |= own.look.strip_periods;
                if let Some(delimiter) = &own.range_delimiter {
                    format.range_delimiter = delimiter;
                }
            }
            if form == DateForm::Numeric
                && part.form.is_none()
                && own.and_then(|it| it.form).is_none()
            {
                format.form = PartForm::Numeric;
            }
            format
        });
        (in_words(parts.collect()), &format.delimiter)
    }

    fn range(
        &mut self,
        from: Day,
        to: Option<Day>,
        formats: &[Format<'a>],
        delimiter: &'a str,
        variable: DateVariable,
    ) {
        let Some(to) = to.filter(|to| *to != from) else {
            return self.one(from, formats, delimiter, variable);
        };
        // The greatest part in which the two differ is written twice, with those below it; what is
        // greater stands once.
        let value = |day: Day, name| match name {
            PartName::Year => day.year,
            PartName::Month => i32::from(day.month),
            PartName::Day => i32::from(day.day),
        };
        let differs = [PartName::Year, PartName::Month, PartName::Day].into_iter().find(|name| {
            value(from, *name) != value(to, *name) && formats.iter().any(|it| it.name == *name)
        });
        let Some(differs) = differs else { return self.one(from, formats, delimiter, variable) };
        let is_shared = |format: &Format<'a>| format.name < differs;
        let own: Vec<Format<'a>> = formats.iter().filter(|it| !is_shared(it)).copied().collect();
        let first_own = formats.iter().position(|it| !is_shared(it)).unwrap_or(0);
        let last_own = formats.iter().rposition(|it| !is_shared(it)).unwrap_or(0);
        let dash = own.iter().find(|it| it.name == differs).map_or("–", |it| it.range_delimiter);
        self.one(from, &formats[..first_own], delimiter, variable);
        if first_own > 0 && !delimiter.is_empty() {
            self.affix(delimiter);
        }
        self.one(from, &own, delimiter, variable);
        // What stands behind the first date is not said before the dash.
        if let Some(Mark::Affix(_)) = self.marks.last() {
            self.marks.pop();
        }
        self.marks.push(Mark::Text(Cow::Borrowed(dash)));
        self.one(to, &own, delimiter, variable);
        if last_own + 1 < formats.len() && !delimiter.is_empty() {
            self.affix(delimiter);
        }
        self.one(from, &formats[last_own + 1..], delimiter, variable);
    }

    fn one(
        &mut self,
        day: Day,
        formats: &[Format<'a>],
        delimiter: &'a str,
        variable: DateVariable,
    ) {
        let mut is_first = true;
        for format in formats {
            let Some(text) = self.part(day, *format, variable) else { continue };
            if !is_first && !delimiter.is_empty() {
                self.affix(delimiter);
            }
            is_first = false;
            self.part_look(*format, |writer| writer.marks.push(Mark::Text(text)));
        }
    }

    fn part_look(&mut self, format: Format<'a>, inner: impl FnOnce(&mut Self)) {
        let start = self.marks.len();
        self.look(format.look, inner);
        if format.strip_periods && !format.look.strip_periods {
            self.change(start, |text| text.replace('.', ""));
        }
    }

    fn part(
        &mut self,
        day: Day,
        format: Format<'a>,
        variable: DateVariable,
    ) -> Option<Cow<'a, str>> {
        let figures = |value: u8, padded: bool| match padded {
            true => format!("{value:02}"),
            false => value.to_string(),
        };
        match format.name {
            // The end of a range that goes on.
            PartName::Year if day.year == 0 => None,
            PartName::Year => {
                let era = match day.year {
                    ..0 => self.locale.word("bc", TermForm::Long),
                    0..500 => self.locale.word("ad", TermForm::Long),
                    500.. => "",
                };
                let year = day.year.unsigned_abs();
                let mut text = match format.form {
                    PartForm::Short => format!("{:02}", year % 100),
                    _ => year.to_string(),
                };
                if era.starts_with(char::is_alphabetic) && self.locale.language() != "en" {
                    text.push('\u{a0}');
                }
                text.push_str(era);
                // The letter that tells works of one year apart follows the first year written,
                // unless the style has a place of its own for it.
                let takes_letter = variable == DateVariable::Issued
                    && !self.year_suffix_written
                    && !self.for_sorting
                    && !self.has_own_suffix();
                if let Some(index) = self.place.year_suffix.filter(|_| takes_letter) {
                    self.year_suffix_written = true;
                    text.push_str(&year_letter(index));
                }
                Some(Cow::Owned(text))
            }
            PartName::Month if day.month == 0 => None,
            PartName::Month if day.month > 12 => {
                let season =
                    (1..=4).contains(&day.month.checked_sub(20)?).then_some(day.month - 20)?;
                let name = format!("season-{season:02}");
                Some(Cow::Borrowed(self.locale.word(&name, TermForm::Long)))
            }
            PartName::Month => Some(match format.form {
                PartForm::Numeric | PartForm::Ordinal => Cow::Owned(day.month.to_string()),
                PartForm::LeadingZeros => Cow::Owned(figures(day.month, true)),
                PartForm::Long => Cow::Borrowed(self.month(day.month, TermForm::Long)),
                PartForm::Short => Cow::Borrowed(self.month(day.month, TermForm::Short)),
            }),
            PartName::Day if day.day == 0 => None,
            PartName::Day => Some(Cow::Owned(match format.form {
                PartForm::LeadingZeros => figures(day.day, true),
                PartForm::Ordinal if day.day == 1 || !self.is_first_only() => {
                    ordinal(u32::from(day.day), self.month_gender(day.month), self.locale)
                }
                _ if day.day == 1 && format.in_words && self.locale.language() == "fr" => {
                    FRENCH_FIRST.to_owned()
                }
                _ => day.day.to_string(),
            })),
        }
    }

    /// Whether the style prints the letter of a year itself, somewhere.
    fn has_own_suffix(&self) -> bool {
        self.style.prints_year_suffix
    }

    fn is_first_only(&self) -> bool {
        self.locale.options.ordinals_on_first_day_only == Some(true)
    }

    fn month(&self, month: u8, form: TermForm) -> &'a str {
        let locale = self.locale;
        locale.word(MONTHS[usize::from(month.clamp(1, 12)) - 1], form)
    }

    fn month_gender(&self, month: u8) -> Option<crate::locale::Gender> {
        let name = MONTHS[usize::from(month.clamp(1, 12)) - 1];
        self.locale.term(name, TermForm::Long).and_then(|term| term.gender)
    }

    /// A part of the reader's day, as the widget is to write it.
    fn reader_part(&self, format: Format<'a>) -> DayPart {
        let padded = format.form == PartForm::LeadingZeros;
        match (format.name, format.form) {
            (PartName::Year, form) => DayPart::Year { short: form == PartForm::Short },
            (PartName::Month, PartForm::Long) => self.month_names(TermForm::Long),
            (PartName::Month, PartForm::Short) => self.month_names(TermForm::Short),
            (PartName::Month, _) => DayPart::Month { padded },
            (PartName::Day, PartForm::Ordinal) => {
                DayPart::Day { padded, first: Some(ordinal(1, self.month_gender(1), self.locale)) }
            }
            (PartName::Day, _) => {
                let is_french = format.in_words && !padded && self.locale.language() == "fr";
                DayPart::Day { padded, first: is_french.then(|| FRENCH_FIRST.to_owned()) }
            }
        }
    }

    fn month_names(&self, form: TermForm) -> DayPart {
        DayPart::MonthName(Box::new(std::array::from_fn(|index| {
            self.locale.word(MONTHS[index], form).to_owned()
        })))
    }
}

/// French says *1er juillet*, whatever the style says of figures; its locales leave that out.
const FRENCH_FIRST: &str = "1er";

/// Notes of each part whether the month is in words.
fn in_words(mut formats: Vec<Format<'_>>) -> Vec<Format<'_>> {
    let in_words = formats.iter().any(|it| {
        it.name == PartName::Month && matches!(it.form, PartForm::Long | PartForm::Short)
    });
    for format in &mut formats {
        format.in_words = in_words;
    }
    formats
}

pub(crate) const MONTHS: [&str; 12] = [
    "month-01", "month-02", "month-03", "month-04", "month-05", "month-06", "month-07", "month-08",
    "month-09", "month-10", "month-11", "month-12",
];

/// A day as it is sorted by: years before Christ come first.
pub(crate) fn sort_figures(day: Day) -> String {
    let year = i64::from(day.year) + 5_000_000_000;
    format!("{year:010}{:02}{:02}", day.month, day.day)
}
