//! A work as an object of CSL-JSON.

use carnet_csl::{Date, DateVariable, DayPart, Item, Name, NameVariable, Variable};

use super::form::Readings;
use super::format::day;
use super::plain::{address, one_line};

/// Writes the object, a step to the right: it stands in a list.
pub(super) fn write(item: &Item, key: &str, form: &mut Readings) {
    form.say("  {\n");
    form.say(&format!("    \"id\": {},\n    \"type\": {}", quoted(key), quoted(item.kind.name())));
    let before_address = [
        Variable::Title,
        Variable::OriginalTitle,
        Variable::ContainerTitle,
        Variable::Publisher,
        Variable::Abstract,
        Variable::Language,
        Variable::License,
    ];
    let authors = item.names(NameVariable::Author);
    if !authors.is_empty() {
        let authors: Vec<String> = authors.iter().map(name).collect();
        form.say(&format!(",\n    \"author\": [\n{}\n    ]", authors.join(",\n")));
    }
    if let Some(Date::Range { from, .. }) = item.date(DateVariable::Issued) {
        let parts = [from.year, from.month.into(), from.day.into()];
        let known = parts.iter().take_while(|part| **part != 0);
        let parts: Vec<String> = known.map(i32::to_string).collect();
        form.say(&format!(",\n    \"issued\": {{ \"date-parts\": [[{}]] }}", parts.join(", ")));
    }
    for variable in before_address {
        if let Some(text) = item.text(variable) {
            form.say(&format!(",\n    \"{}\": {}", variable.name(), quoted(&one_line(text))));
        }
    }
    if let Some(url) = item.text(Variable::Url) {
        form.say(",\n    \"URL\": \"");
        form.name_address(&address(url));
        form.say("\"");
    }
    let parts = [
        DayPart::Year { short: false },
        DayPart::Month { padded: false },
        DayPart::Day { padded: false, first: None },
    ];
    form.say_if_dated(&day(",\n    \"accessed\": { \"date-parts\": [[", parts, ", ", "]] }"));
    form.say("\n  }");
}

fn name(name: &Name) -> String {
    let parts = [
        ("family", &name.family),
        ("given", &name.given),
        ("dropping-particle", &name.dropping_particle),
        ("non-dropping-particle", &name.non_dropping_particle),
        ("suffix", &name.suffix),
        ("literal", &name.literal),
    ];
    let known = parts.iter().filter(|(_, text)| !text.is_empty());
    let parts: Vec<String> =
        known.map(|(key, text)| format!("\"{key}\": {}", quoted(&one_line(text)))).collect();
    format!("      {{ {} }}", parts.join(", "))
}

/// A text of JSON, which is one of YAML too.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
