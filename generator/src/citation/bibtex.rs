//! A work as an entry of BibTeX, in two dialects.
//!
//! The styles of 1988 know of no addresses and no days: these are written where such styles show
//! something, `howpublished` and `note`. The package biblatex has fields for both.

use carnet_csl::{Date, DateVariable, DayPart, Item, NameVariable, Variable};

use super::form::Readings;
use super::format::{Words, day};
use super::house;
use super::plain::address;
use super::tex;
use crate::language::babel;

/// The months, as every style of BibTeX defines them.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Writes the entry for styles of any age.
pub(super) fn write(item: &Item, key: &str, words: &Words, form: &mut Readings) {
    let mut entry = Entry::begin("misc", key, form);
    entry.names_and_title(item);
    if let Some(Date::Range { from, .. }) = item.date(DateVariable::Issued) {
        entry.field("year", &from.year.to_string());
        if let Some(month) = usize::from(from.month).checked_sub(1).and_then(|it| MONTHS.get(it)) {
            entry.form.say(&format!("  month = {month},\n"));
        }
        if from.day > 0 {
            entry.field("day", &from.day.to_string());
        }
    }
    if let Some(url) = item.text(Variable::Url) {
        entry.form.say("  howpublished = {\\url{");
        entry.form.name_address(&address(url));
        entry.form.say("}},\n");
    }
    let mut note = vec![house::text(&format!("  note = {{{}", tex::text(&words.accessed)))];
    note.push(house::text(" "));
    note.extend(words.day.iter().cloned());
    note.push(house::text("},\n"));
    entry.form.say_if_dated(&note);
    // Zotero reads the name of a site there.
    entry.text("journal", item.text(Variable::ContainerTitle));
    entry.text("publisher", item.text(Variable::Publisher));
    entry.text("language", item.text(Variable::Language));
    entry.rest(item);
}

/// Writes the entry for biblatex.
pub(super) fn write_biblatex(item: &Item, key: &str, form: &mut Readings) {
    let mut entry = Entry::begin("online", key, form);
    entry.names_and_title(item);
    entry.text("titleaddon", item.text(Variable::ContainerTitle));
    if let Some(Date::Range { from, .. }) = item.date(DateVariable::Issued) {
        let parts =
            [format!("{:04}", from.year), format!("{:02}", from.month), format!("{:02}", from.day)];
        let known = 1 + usize::from(from.month > 0) + usize::from(from.month > 0 && from.day > 0);
        entry.field("date", &parts[..known].join("-"));
    }
    if let Some(url) = item.text(Variable::Url) {
        entry.form.say("  url = {");
        entry.form.name_address(&address(url));
        entry.form.say("},\n");
    }
    let parts = [
        DayPart::Year { short: false },
        DayPart::Month { padded: true },
        DayPart::Day { padded: true, first: None },
    ];
    entry.form.say_if_dated(&day("  urldate = {", parts, "-", "},\n"));
    entry.text("organization", item.text(Variable::Publisher));
    if let Some(code) = item.text(Variable::Language) {
        match babel::name(code) {
            Some(name) => entry.field("langid", name),
            None => entry.field("language", &tex::text(code)),
        }
    }
    // Says of the whole entry that particles belong to the family names.
    let keeps =
        item.names(NameVariable::Author).iter().any(|it| !it.non_dropping_particle.is_empty());
    if keeps {
        entry.field("options", "useprefix=true");
    }
    entry.rest(item);
}

/// An entry while it is written.
struct Entry<'a> {
    form: &'a mut Readings,
}

impl<'a> Entry<'a> {
    fn begin(kind: &str, key: &str, form: &'a mut Readings) -> Self {
        form.say(&format!("@{kind}{{{key},\n"));
        Self { form }
    }

    /// A field whose value is in the words of TeX already.
    fn field(&mut self, name: &str, value: &str) {
        self.form.say(&format!("  {name} = {{{value}}},\n"));
    }

    fn text(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.field(name, &tex::text(text));
        }
    }

    fn names_and_title(&mut self, item: &Item) {
        let authors: Vec<String> = item.names(NameVariable::Author).iter().map(tex::name).collect();
        if !authors.is_empty() {
            self.field("author", &authors.join(" and "));
        }
        // Within braces of its own, so that no style takes its capitals away.
        if let Some(title) = item.text(Variable::Title) {
            self.field("title", &format!("{{{}}}", tex::text(title)));
        }
    }

    fn rest(mut self, item: &Item) {
        self.text("origtitle", item.text(Variable::OriginalTitle));
        self.text("abstract", item.text(Variable::Abstract));
        self.text("copyright", item.text(Variable::License));
        self.form.say("}");
    }
}
