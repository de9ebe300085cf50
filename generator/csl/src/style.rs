//! A style: what its file says, with macros found and names of variables understood.

pub(crate) mod read;

use std::ops::Range;

use crate::item::{DateVariable, Kind, NameVariable, Variable};
use crate::locale::{DateFormat, Options as LocaleOptions, Terms};

/// A style of the Citation Style Language.
#[derive(Clone, Debug)]
pub struct Style {
    /// What its authors call it.
    pub title: String,
    /// The locale it is written for, where it says so.
    pub default_locale: Option<String>,
    /// Whether its citations are notes at the foot of the page.
    pub is_note: bool,
    /// Whether it numbers what is cited.
    pub is_numeric: bool,
    /// Whether it prints the letter that tells works of one year apart at a place of its own.
    pub(crate) prints_year_suffix: bool,
    pub(crate) settings: Settings,
    pub(crate) locales: Vec<LocaleOverride>,
    pub(crate) macros: Vec<Vec<Element>>,
    pub(crate) citation: Citation,
    pub(crate) bibliography: Option<Bibliography>,
}

/// Why a file is no style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StyleError {
    /// Where in the file, in bytes.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

/// What holds for the whole style.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    pub(crate) page_range: Option<PageRange>,
    pub(crate) demote: Demote,
    pub(crate) initialize_with_hyphen: bool,
    pub(crate) names: NameOptions,
}

/// How the last page of a range is shortened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PageRange {
    Chicago15,
    Chicago16,
    Expanded,
    Minimal,
    MinimalTwo,
}

/// When a particle that stays with the family name goes behind it nevertheless.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Demote {
    Never,
    SortOnly,
    #[default]
    DisplayAndSort,
}

/// What a style says otherwise than the locale.
#[derive(Clone, Debug)]
pub(crate) struct LocaleOverride {
    pub(crate) language: Option<String>,
    pub(crate) terms: Terms,
    pub(crate) dates: Vec<DateFormat>,
    pub(crate) options: LocaleOptions,
}

/// How citations are made.
#[derive(Clone, Debug, Default)]
pub(crate) struct Citation {
    pub(crate) layout: Group,
    pub(crate) sort: Vec<SortKey>,
    pub(crate) names: NameOptions,
    pub(crate) disambiguate_names: bool,
    pub(crate) disambiguate_given: bool,
    pub(crate) given_rule: GivenRule,
    pub(crate) disambiguate_year: bool,
    pub(crate) collapse: Option<Collapse>,
    pub(crate) year_suffix_delimiter: Option<String>,
    pub(crate) after_collapse: Option<String>,
    pub(crate) cite_group_delimiter: Option<String>,
    pub(crate) near_note_distance: usize,
}

/// Which given names are shown to tell people of one family name apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum GivenRule {
    /// Those of citations that would read the same.
    #[default]
    ByCite,
    /// Those of all.
    AllNames,
    /// Those of the first of each citation.
    PrimaryName,
}

/// What citations beside each other are drawn together by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Collapse {
    CitationNumber,
    Year,
    YearSuffix,
    YearSuffixRanged,
}

/// How a bibliography is made.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bibliography {
    pub(crate) layout: Group,
    pub(crate) sort: Vec<SortKey>,
    pub(crate) names: NameOptions,
    /// Whether its first field, a number, stands apart.
    pub(crate) second_field_align: bool,
    pub(crate) author_substitute: Option<String>,
}

/// What works are sorted by.
#[derive(Clone, Debug)]
pub(crate) struct SortKey {
    pub(crate) by: SortBy,
    pub(crate) descending: bool,
    pub(crate) names: NameOptions,
}

#[derive(Clone, Debug)]
pub(crate) enum SortBy {
    Variable(AnyVariable),
    Macro(usize),
}

/// A variable of any sort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AnyVariable {
    Text(Variable),
    Names(NameVariable),
    Date(DateVariable),
}

impl AnyVariable {
    pub(crate) fn of(name: &str) -> Option<Self> {
        Variable::of(name)
            .map(Self::Text)
            .or_else(|| NameVariable::of(name).map(Self::Names))
            .or_else(|| DateVariable::of(name).map(Self::Date))
    }
}

/// One element of a layout.
#[derive(Clone, Debug)]
pub(crate) enum Element {
    Text(TextSource, Look),
    Number(Variable, NumberForm, Look),
    Label(Label),
    Date(Box<DateElement>),
    Names(Box<Names>),
    Group(Group),
    Choose(Vec<Branch>),
}

/// Elements one behind the other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Group {
    pub(crate) elements: Vec<Element>,
    pub(crate) delimiter: String,
    pub(crate) look: Look,
}

/// What a text element prints.
#[derive(Clone, Debug)]
pub(crate) enum TextSource {
    /// A variable; whether its short form.
    Variable(Variable, bool),
    Macro(usize),
    Term {
        name: String,
        form: TermForm,
        plural: bool,
    },
    Value(String),
}

/// Forms of a term.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum TermForm {
    #[default]
    Long,
    Short,
    Symbol,
    Verb,
    VerbShort,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum NumberForm {
    #[default]
    Numeric,
    Ordinal,
    LongOrdinal,
    Roman,
}

/// A term that names what a variable is.
#[derive(Clone, Debug)]
pub(crate) struct Label {
    pub(crate) variable: Option<Variable>,
    pub(crate) form: TermForm,
    pub(crate) plural: Plural,
    pub(crate) look: Look,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Plural {
    #[default]
    Contextual,
    Always,
    Never,
}

/// A date.
#[derive(Clone, Debug)]
pub(crate) struct DateElement {
    pub(crate) variable: DateVariable,
    /// The format of the locale to use, if any.
    pub(crate) localized: Option<DateForm>,
    /// Of the format of the locale, the parts to print.
    pub(crate) only: DateParts,
    pub(crate) parts: Vec<DatePart>,
    pub(crate) delimiter: String,
    pub(crate) look: Look,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DateForm {
    Numeric,
    Text,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum DateParts {
    Year,
    YearMonth,
    #[default]
    YearMonthDay,
}

/// A part of a date.
#[derive(Clone, Debug)]
pub(crate) struct DatePart {
    pub(crate) name: PartName,
    pub(crate) form: Option<PartForm>,
    pub(crate) range_delimiter: Option<String>,
    pub(crate) look: Look,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum PartName {
    Year,
    Month,
    Day,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PartForm {
    Numeric,
    LeadingZeros,
    Ordinal,
    Long,
    Short,
}

/// Names, with what surrounds them.
#[derive(Clone, Debug)]
pub(crate) struct Names {
    pub(crate) variables: Vec<NameVariable>,
    pub(crate) name: Option<NameElement>,
    pub(crate) et_al: Option<(String, Look)>,
    pub(crate) label: Option<Label>,
    /// Whether the label stands before the names.
    pub(crate) label_first: bool,
    pub(crate) substitute: Vec<Element>,
    pub(crate) delimiter: Option<String>,
    pub(crate) look: Look,
}

/// How each name is written.
#[derive(Clone, Debug, Default)]
pub(crate) struct NameElement {
    pub(crate) options: NameOptions,
    pub(crate) family: Look,
    pub(crate) given: Look,
    pub(crate) look: Look,
}

/// What names inherit from citation, bibliography and style, unless they say it themselves.
#[derive(Clone, Debug, Default)]
pub(crate) struct NameOptions {
    pub(crate) and: Option<And>,
    pub(crate) delimiter: Option<String>,
    pub(crate) names_delimiter: Option<String>,
    pub(crate) before_last: Option<Precedes>,
    pub(crate) before_et_al: Option<Precedes>,
    pub(crate) et_al_min: Option<usize>,
    pub(crate) et_al_first: Option<usize>,
    pub(crate) et_al_subsequent_min: Option<usize>,
    pub(crate) et_al_subsequent_first: Option<usize>,
    pub(crate) et_al_last: Option<bool>,
    pub(crate) form: Option<NameForm>,
    pub(crate) initialize: Option<bool>,
    pub(crate) initialize_with: Option<String>,
    pub(crate) sort_order: Option<SortOrder>,
    pub(crate) sort_separator: Option<String>,
}

impl NameOptions {
    /// These, and what `outer` says where these say nothing.
    pub(crate) fn within(&self, outer: &Self) -> Self {
        let text =
            |own: &Option<String>, other: &Option<String>| own.as_ref().or(other.as_ref()).cloned();
        Self {
            and: self.and.or(outer.and),
            delimiter: text(&self.delimiter, &outer.delimiter),
            names_delimiter: text(&self.names_delimiter, &outer.names_delimiter),
            before_last: self.before_last.or(outer.before_last),
            before_et_al: self.before_et_al.or(outer.before_et_al),
            et_al_min: self.et_al_min.or(outer.et_al_min),
            et_al_first: self.et_al_first.or(outer.et_al_first),
            et_al_subsequent_min: self.et_al_subsequent_min.or(outer.et_al_subsequent_min),
            et_al_subsequent_first: self.et_al_subsequent_first.or(outer.et_al_subsequent_first),
            et_al_last: self.et_al_last.or(outer.et_al_last),
            form: self.form.or(outer.form),
            initialize: self.initialize.or(outer.initialize),
            initialize_with: text(&self.initialize_with, &outer.initialize_with),
            sort_order: self.sort_order.or(outer.sort_order),
            sort_separator: text(&self.sort_separator, &outer.sort_separator),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum And {
    Text,
    Symbol,
}

/// When a delimiter stands before the last name, or before *et al.*
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Precedes {
    #[default]
    Contextual,
    AfterInvertedName,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum NameForm {
    #[default]
    Long,
    Short,
    Count,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SortOrder {
    First,
    All,
}

/// One branch of a choice; no tests for the last.
#[derive(Clone, Debug)]
pub(crate) struct Branch {
    pub(crate) tests: Vec<Test>,
    pub(crate) which: Match,
    pub(crate) elements: Vec<Element>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Match {
    #[default]
    All,
    Any,
    None,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Test {
    Disambiguate,
    IsNumeric(Variable),
    IsUncertain(DateVariable),
    Locator(String),
    Position(Position),
    Type(Kind),
    Variable(AnyVariable),
    /// A name that is none of the specification: never true.
    Never,
}

/// Where a work was cited before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Position {
    First,
    Subsequent,
    Ibid,
    IbidWithLocator,
    NearNote,
}

/// Fonts, affixes and changes of the text within.
#[derive(Clone, Debug, Default)]
pub(crate) struct Look {
    pub(crate) prefix: String,
    pub(crate) suffix: String,
    pub(crate) font: FontChange,
    pub(crate) case: Option<TextCase>,
    pub(crate) quotes: bool,
    pub(crate) strip_periods: bool,
    /// Whether it begins a block of its own: what stands before it is another line.
    pub(crate) display: Option<Display>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Display {
    Block,
    LeftMargin,
    RightInline,
    Indent,
}

/// What of a font an element sets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct FontChange {
    pub(crate) italic: Option<bool>,
    pub(crate) bold: Option<bool>,
    pub(crate) small_caps: Option<bool>,
    pub(crate) underline: Option<bool>,
    pub(crate) position: Option<crate::line::Position>,
}

impl FontChange {
    pub(crate) fn is_none(self) -> bool {
        self == Self::default()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TextCase {
    Lowercase,
    Uppercase,
    CapitalizeFirst,
    CapitalizeAll,
    Sentence,
    Title,
}
