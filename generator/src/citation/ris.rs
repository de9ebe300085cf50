//! A work as lines of RIS: a tag of two letters, two spaces, a hyphen, a space, what it says.

use carnet_csl::{Date, DateVariable, DayPart, Item, NameVariable, Variable};

use super::form::Readings;
use super::format::day;
use super::names::{joined, parts, without_commas};
use super::plain::{address, one_line};

/// Writes the lines. RIS knows no way to write a sign otherwise, so a text stays on its line and a
/// name has no commas of its own.
pub(super) fn write(item: &Item, key: &str, form: &mut Readings) {
    let mut line = |tag: &str, text: &str| {
        if !text.is_empty() {
            form.say(&format!("{tag}  - {text}\n"));
        }
    };
    let text = |variable| one_line(item.text(variable).unwrap_or_default());
    line("TY", "ELEC");
    line("ID", key);
    line("TI", &text(Variable::Title));
    for name in item.names(NameVariable::Author) {
        let [family, given, suffix] = parts(name).map(|part| without_commas(&one_line(&part)));
        // A suffix is the third part, so it needs a second.
        let parts = match given.is_empty() {
            true => vec![joined(&[&family, &suffix])],
            false => vec![family, given, suffix],
        };
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        line("AU", &parts.join(", "));
    }
    if let Some(Date::Range { from, .. }) = item.date(DateVariable::Issued) {
        // Some programs read the one and some the other.
        line("PY", &format!("{:04}", from.year));
        let part = |number: u8| if number == 0 { String::new() } else { format!("{number:02}") };
        line("DA", &format!("{:04}/{}/{}/", from.year, part(from.month), part(from.day)));
    }
    line("T2", &text(Variable::ContainerTitle));
    line("PB", &text(Variable::Publisher));
    line("OP", &text(Variable::OriginalTitle));
    line("AB", &text(Variable::Abstract));
    line("LA", &text(Variable::Language));
    line("CR", &text(Variable::License));
    if let Some(url) = item.text(Variable::Url) {
        form.say("UR  - ");
        form.name_address(&address(url));
        form.say("\n");
    }
    let parts = [
        DayPart::Year { short: false },
        DayPart::Month { padded: true },
        DayPart::Day { padded: true, first: None },
    ];
    form.say_if_dated(&day("Y2  - ", parts, "/", "/\n"));
    form.say("ER  - ");
}
