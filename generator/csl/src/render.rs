//! From the elements of a style and an item to marks on a line, not yet joined.
//!
//! An element writes [`Mark`]s: text, affixes, the beginning and end of a font or of quotation
//! marks. Whether anything stays is known only behind it: a group whose variables are all empty
//! goes, with its words. Then the marks are simply cut off again. `typeset` joins what stayed.

mod dates;
mod labels;
mod names;
mod numbers;

use std::borrow::Cow;
use std::cell::Cell;

use crate::case;
use crate::item::{Date, DateVariable, Item, Variable};
use crate::line::DayPart;
use crate::locale::Locale;
use crate::style::{
    AnyVariable, Branch, Element, FontChange, Group, Look, Match, NameOptions, Position, Style,
    Test, TextCase, TextSource,
};
pub(crate) use dates::sort_figures;
pub(crate) use names::{Given, NameLimits, initials};
pub(crate) use numbers::is_numeric;

/// The most elements that one entry looks at. The longest of the bundled styles needs some
/// hundreds; a style that calls macros in macros without end is cut off.
const MOST_STEPS: usize = 20_000;

/// What is written, in order.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Mark<'a> {
    /// What an item or a term says.
    Text(Cow<'a, str>),
    /// What the style puts around it.
    Affix(Cow<'a, str>),
    /// An address.
    Link(Cow<'a, str>),
    /// A part of the reader's day.
    Day(DayPart),
    /// A font begins.
    Font(FontChange),
    /// The innermost font ends.
    EndFont,
    /// Quotation marks open.
    Quote,
    /// The innermost quotation marks close.
    EndQuote,
    /// A new line, or what looks like one, begins.
    Block,
    /// What follows is of that work, or of none.
    Item(Option<usize>),
}

/// What a place in a text knows of its work.
#[derive(Clone, Debug, Default)]
pub(crate) struct Place<'a> {
    /// The kind of locator, and what it says.
    pub(crate) locator: Option<(&'a str, &'a str)>,
    /// Where the work was cited before.
    pub(crate) position: Option<Position>,
    /// Whether it is near the last one.
    pub(crate) near_note: bool,
    /// The number of the note in which it was cited first.
    pub(crate) first_note: Option<usize>,
    /// Its number in the bibliography.
    pub(crate) number: Option<usize>,
    /// What stands behind its year: 0 for *a*.
    pub(crate) year_suffix: Option<usize>,
    /// Whether it is asked to differ from others.
    pub(crate) disambiguate: bool,
    /// How much of its names has to be shown to differ from others.
    pub(crate) limits: Option<NameLimits>,
}

/// How much an element said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Said {
    /// A variable was asked for.
    asked: bool,
    /// A variable was there.
    found: bool,
}

impl Said {
    fn nothing_found(self) -> bool {
        self.asked && !self.found
    }

    fn and(&mut self, other: Self) {
        self.asked |= other.asked;
        self.found |= other.found;
    }
}

/// Writes the marks of one entry or citation.
pub(crate) struct Writer<'a> {
    pub(crate) style: &'a Style,
    pub(crate) locale: &'a Locale,
    pub(crate) item: &'a Item,
    pub(crate) place: &'a Place<'a>,
    pub(crate) names: &'a NameOptions,
    /// Which variables in words the item has, a bit for each: styles ask hundreds of times.
    has_texts: u128,
    pub(crate) marks: Vec<Mark<'a>>,
    /// What stands in place of names that are not there, and is not said again.
    used_up: Vec<AnyVariable>,
    /// Every variable that was written.
    printed: Vec<AnyVariable>,
    /// How many elements were looked at: macros that call each other can be many from few.
    steps: usize,
    /// The elements of names around those that stand in for them.
    outer_names: Vec<&'a crate::style::Names>,
    /// Whether marks are written to sort by, not to be read.
    pub(crate) for_sorting: bool,
    /// Whether the year has its letter already.
    year_suffix_written: bool,
    /// Whether words stand where the year would.
    no_date_written: bool,
    /// Whether it made a difference that there is, or is not, a day of access.
    pub(crate) asked_for_access: Cell<bool>,
    /// The marks of the first names, or of what stands in for them.
    pub(crate) first_names: Option<(usize, usize)>,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(
        style: &'a Style,
        locale: &'a Locale,
        item: &'a Item,
        place: &'a Place<'a>,
        names: &'a NameOptions,
    ) -> Self {
        Self {
            style,
            locale,
            item,
            place,
            names,
            has_texts: texts_of(item),
            marks: Vec::with_capacity(48),
            used_up: Vec::new(),
            printed: Vec::new(),
            steps: 0,
            outer_names: Vec::new(),
            for_sorting: false,
            year_suffix_written: false,
            no_date_written: false,
            asked_for_access: Cell::new(false),
            first_names: None,
        }
    }

    /// Writes elements one behind the other, with `delimiter` between those that say something.
    pub(crate) fn elements(&mut self, elements: &'a [Element], delimiter: &'a str) -> Said {
        let mut said = Said::default();
        let mut is_first = true;
        for element in elements {
            self.steps += 1;
            if self.steps > MOST_STEPS {
                break;
            }
            let start = self.marks.len();
            if !is_first && !delimiter.is_empty() {
                self.affix(delimiter);
            }
            let written = self.marks.len();
            said.and(self.element(element, delimiter));
            match self.says_something(written) {
                true => is_first = false,
                false => self.marks.truncate(start),
            }
        }
        said
    }

    fn affix(&mut self, text: &'a str) {
        self.marks.push(Mark::Affix(Cow::Borrowed(text)));
    }

    /// Whether the marks from `start` on show anything.
    fn says_something(&self, start: usize) -> bool {
        self.marks[start..].iter().any(|mark| match mark {
            Mark::Text(text) | Mark::Link(text) | Mark::Affix(text) => !text.is_empty(),
            Mark::Day(_) => true,
            _ => false,
        })
    }

    /// Writes one element. `delimiter` is that of the elements around it: a choice is not a group, so
    /// what it chooses stands among its neighbours.
    fn element(&mut self, element: &'a Element, delimiter: &'a str) -> Said {
        match element {
            Element::Text(source, look) => self.text(source, look),
            Element::Number(variable, form, look) => self.number(*variable, *form, look),
            Element::Label(label) => self.label(label),
            Element::Date(date) => self.date(date),
            Element::Names(names) => self.names(names),
            Element::Group(group) => self.group(group),
            Element::Choose(branches) => {
                let chosen = branches.iter().find(|branch| self.holds(branch));
                chosen
                    .map_or_else(Said::default, |branch| self.elements(&branch.elements, delimiter))
            }
        }
    }

    /// A group is as much as a variable to the group around it: there when it says something.
    pub(crate) fn group(&mut self, group: &'a Group) -> Said {
        let mut inner = Said::default();
        let start = self.marks.len();
        self.look(&group.look, |writer| {
            inner = writer.elements(&group.elements, &group.delimiter);
        });
        if inner.nothing_found() {
            self.marks.truncate(start);
        }
        inner
    }

    /// Writes what `inner` writes with the look of an element around it.
    fn look(&mut self, look: &'a Look, inner: impl FnOnce(&mut Self)) {
        let start = self.marks.len();
        if matches!(
            look.display,
            Some(crate::style::Display::Block | crate::style::Display::Indent)
        ) {
            self.marks.push(Mark::Block);
        }
        if !look.prefix.is_empty() {
            self.affix(&look.prefix);
        }
        if !look.font.is_none() {
            self.marks.push(Mark::Font(look.font));
        }
        if look.quotes {
            self.marks.push(Mark::Quote);
        }
        let written = self.marks.len();
        inner(self);
        if !self.says_something(written) {
            self.marks.truncate(start);
            return;
        }
        if look.strip_periods {
            self.change(written, |text| text.replace('.', ""));
        }
        if let Some(case) = look.case {
            self.set_case(written, case);
        }
        if look.quotes {
            self.marks.push(Mark::EndQuote);
        }
        if !look.font.is_none() {
            self.marks.push(Mark::EndFont);
        }
        if !look.suffix.is_empty() {
            self.affix(&look.suffix);
        }
        if look.display == Some(crate::style::Display::Block) {
            self.marks.push(Mark::Block);
        }
    }

    fn change(&mut self, start: usize, change: impl Fn(&str) -> String) {
        for mark in &mut self.marks[start..] {
            match mark {
                Mark::Text(text) => *text = Cow::Owned(change(text)),
                Mark::Day(DayPart::MonthName(months)) => {
                    for month in months.iter_mut() {
                        *month = change(month);
                    }
                }
                _ => {}
            }
        }
    }

    fn set_case(&mut self, start: usize, case: TextCase) {
        let language = self.item.text(Variable::Language);
        // Titles are in capitals in English alone; who says nothing is taken to write as the
        // locale does.
        let is_english = match language {
            Some(language) => language.to_ascii_lowercase().starts_with("en"),
            None => self.locale.language() == "en",
        };
        if case == TextCase::Title && !is_english {
            return;
        }
        if case == TextCase::CapitalizeFirst {
            let first = self.marks[start..].iter_mut().find_map(|mark| match mark {
                Mark::Text(text) if !text.is_empty() => Some(text),
                _ => None,
            });
            if let Some(text) = first {
                *text = Cow::Owned(case::apply(case, text));
            }
            return;
        }
        self.change(start, |text| case::apply(case, text));
    }

    fn text(&mut self, source: &'a TextSource, look: &'a Look) -> Said {
        match source {
            TextSource::Macro(index) => {
                let mut said = Said::default();
                let start = self.marks.len();
                self.look(look, |writer| {
                    said = writer.elements(&writer.style.macros[*index], "");
                });
                // As citeproc-js does it: words without a fact go here too.
                if said.nothing_found() {
                    self.marks.truncate(start);
                }
                said
            }
            TextSource::Value(text) => {
                self.look(look, |writer| writer.marks.push(Mark::Text(Cow::Borrowed(text))));
                Said::default()
            }
            TextSource::Term { name, form, plural } => {
                let Some(term) = self.locale.term(name, *form) else { return Said::default() };
                let mut text =
                    Cow::Borrowed(if *plural { &term.multiple } else { &term.single }.as_str());
                // Where there is no year, the letter that tells works apart follows what stands for it.
                if name == "no date" && !self.year_suffix_written {
                    self.no_date_written = true;
                    if let Some(index) =
                        self.place.year_suffix.filter(|_| !self.style.prints_year_suffix)
                    {
                        self.year_suffix_written = true;
                        text = Cow::Owned(format!("{text}-{}", year_letter(index)));
                    }
                }
                self.look(look, |writer| writer.marks.push(Mark::Text(text)));
                Said::default()
            }
            TextSource::Variable(variable, is_short) => {
                if let Some(link) = self.doi(*variable, look) {
                    self.printed.push(AnyVariable::Text(*variable));
                    self.marks.push(link);
                    self.affix(&look.suffix);
                    return Said { asked: true, found: true };
                }
                let found = self.variable(*variable, *is_short);
                if let Some(mut mark) = found {
                    // Behind words it stands apart, unless the style sees to that.
                    let stands_apart = *variable == Variable::YearSuffix
                        && self.no_date_written
                        && !look.prefix.ends_with('-');
                    if let Mark::Text(text) = &mut mark
                        && stands_apart
                    {
                        *text = Cow::Owned(format!("-{text}"));
                    }
                    self.printed.push(AnyVariable::Text(*variable));
                    self.look(look, |writer| writer.marks.push(mark));
                    return Said { asked: true, found: true };
                }
                // A letter behind a year is no fact of the work: without one, the group stays.
                Said { asked: *variable != Variable::YearSuffix, found: false }
            }
        }
    }

    /// A DOI behind the address that resolves it: the two are one link.
    fn doi(&self, variable: Variable, look: &Look) -> Option<Mark<'a>> {
        let is_address = look.prefix.starts_with("http") && look.prefix.ends_with("doi.org/");
        if variable != Variable::Doi
            || !is_address
            || self.used_up.contains(&AnyVariable::Text(variable))
        {
            return None;
        }
        let doi = self.item.text(variable)?;
        Some(Mark::Link(Cow::Owned([&look.prefix, doi].concat())))
    }

    /// What a text element prints for a variable.
    fn variable(&mut self, variable: Variable, is_short: bool) -> Option<Mark<'a>> {
        if self.used_up.contains(&AnyVariable::Text(variable)) {
            return None;
        }
        let owned = |text: String| Some(Mark::Text(Cow::Owned(text)));
        let of_item = |variable| match self.has_texts & bit(variable) {
            0 => None,
            _ => self.item.text(variable),
        };
        match variable {
            Variable::CitationNumber => owned(self.place.number?.to_string()),
            Variable::YearSuffix => {
                let letter = year_letter(self.place.year_suffix?);
                self.year_suffix_written = true;
                owned(letter)
            }
            Variable::FirstReferenceNoteNumber => owned(self.place.first_note?.to_string()),
            Variable::Locator => {
                let (kind, text) = self.place.locator?;
                owned(if kind == "page" {
                    self.page_range(text)
                } else {
                    numbers::with_dashes(text)
                })
            }
            Variable::Page => owned(self.page_range(of_item(variable)?)),
            Variable::PageFirst => {
                let pages = of_item(Variable::PageFirst).or_else(|| of_item(Variable::Page))?;
                let first = pages.split(['-', '–', ',', '&', ' ']).next().unwrap_or(pages);
                Some(Mark::Text(Cow::Borrowed(first)))
            }
            Variable::Url => Some(Mark::Link(Cow::Borrowed(of_item(variable)?))),
            Variable::Title if is_short => {
                let text = of_item(Variable::TitleShort).or_else(|| of_item(Variable::Title))?;
                Some(Mark::Text(one_spaced(text)))
            }
            Variable::ContainerTitle if is_short => {
                let text = of_item(Variable::ContainerTitleShort)
                    .or_else(|| of_item(Variable::ContainerTitle))?;
                Some(Mark::Text(Cow::Borrowed(text)))
            }
            _ => Some(Mark::Text(one_spaced(of_item(variable)?))),
        }
    }

    fn holds(&self, branch: &Branch) -> bool {
        if branch.tests.is_empty() {
            return true;
        }
        match branch.which {
            Match::All => branch.tests.iter().all(|test| self.is(test)),
            Match::Any => branch.tests.iter().any(|test| self.is(test)),
            Match::None => !branch.tests.iter().any(|test| self.is(test)),
        }
    }

    fn is(&self, test: &Test) -> bool {
        match test {
            Test::Type(kind) => self.item.kind == *kind,
            Test::Variable(variable) => self.has(*variable),
            Test::IsNumeric(Variable::Locator) => {
                self.place.locator.is_some_and(|(_, text)| is_numeric(text))
            }
            Test::IsNumeric(Variable::CitationNumber) => self.place.number.is_some(),
            Test::IsNumeric(variable) => self.item.text(*variable).is_some_and(is_numeric),
            Test::IsUncertain(variable) => {
                matches!(self.item.date(*variable), Some(Date::Range { circa: true, .. }))
            }
            Test::Locator(kind) => self.place.locator.is_some_and(|(own, _)| own == kind),
            Test::Position(position) => self.is_at(*position),
            Test::Disambiguate => self.place.disambiguate,
            Test::Never => false,
        }
    }

    fn is_at(&self, position: Position) -> bool {
        let Some(own) = self.place.position else { return false };
        match position {
            Position::First => own == Position::First,
            Position::Subsequent => own != Position::First,
            Position::Ibid => matches!(own, Position::Ibid | Position::IbidWithLocator),
            Position::IbidWithLocator => own == Position::IbidWithLocator,
            Position::NearNote => own != Position::First && self.place.near_note,
        }
    }

    fn has(&self, variable: AnyVariable) -> bool {
        match variable {
            AnyVariable::Text(Variable::CitationNumber) => self.place.number.is_some(),
            AnyVariable::Text(Variable::YearSuffix) => self.place.year_suffix.is_some(),
            AnyVariable::Text(Variable::Locator) => self.place.locator.is_some(),
            AnyVariable::Text(Variable::FirstReferenceNoteNumber) => {
                self.place.first_note.is_some()
            }
            AnyVariable::Text(Variable::PageFirst) => self
                .item
                .text(Variable::PageFirst)
                .or_else(|| self.item.text(Variable::Page))
                .is_some(),
            AnyVariable::Text(variable) => self.has_texts & bit(variable) != 0,
            AnyVariable::Names(variable) => !self.item.names(variable).is_empty(),
            AnyVariable::Date(variable) => self.date_of(variable).is_some(),
        }
    }

    fn date_of(&self, variable: DateVariable) -> Option<&'a Date> {
        if variable == DateVariable::Accessed {
            self.asked_for_access.set(true);
        }
        self.item.date(variable)
    }
}

/// There are fewer variables than bits.
fn bit(variable: Variable) -> u128 {
    1 << (variable as u32)
}

fn texts_of(item: &Item) -> u128 {
    let present = item.texts.iter().filter(|(_, text)| !text.is_empty());
    present.fold(0, |all, (variable, _)| all | bit(*variable))
}

/// A text with one space where its author left several, and none at its ends.
fn one_spaced(text: &str) -> Cow<'_, str> {
    let trimmed = text.trim_matches([' ', '\n', '\t', '\r']);
    match trimmed.contains("  ") || trimmed.contains(['\n', '\t', '\r']) {
        true => Cow::Owned(trimmed.split_ascii_whitespace().collect::<Vec<_>>().join(" ")),
        false => Cow::Borrowed(trimmed),
    }
}

/// *a* to *z*, then *aa*.
pub(crate) fn year_letter(mut index: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'a' + u8::try_from(index % 26).unwrap_or(0)));
        if index < 26 {
            break;
        }
        index = index / 26 - 1;
    }
    letters.iter().rev().collect()
}
