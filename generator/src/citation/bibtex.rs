//! A work as an entry of BibTeX.

use carnet_csl::{Date, DateVariable, Font, Item, Line, Name, NameVariable, Part, Run, Variable};

use super::Form;

/// The entry. Its key is made from the first author, the year and the id.
#[must_use]
pub fn entry(item: &Item) -> Form {
    let authors = item.names(NameVariable::Author);
    let first = authors.first().map_or("", |name| match name.literal.is_empty() {
        true => name.family.as_str(),
        false => name.literal.as_str(),
    });
    let (year, date) = match item.date(DateVariable::Issued) {
        Some(Date::Range { from, .. }) => (
            Some(from.year.to_string()),
            Some(format!("{:04}-{:02}-{:02}", from.year, from.month, from.day)),
        ),
        _ => (None, None),
    };
    let key: Vec<String> =
        [slug::slugify(first), year.clone().unwrap_or_default(), item.id.clone()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
    let names: Vec<String> = authors.iter().map(name).collect();
    let fields = [
        ("author", (!names.is_empty()).then(|| names.join(" and "))),
        ("title", item.text(Variable::Title).map(|title| format!("{{{}}}", tex(title)))),
        ("year", year),
        ("date", date),
        ("organization", item.text(Variable::ContainerTitle).map(tex)),
        ("url", item.text(Variable::Url).map(str::to_owned)),
    ];
    let mut entry = format!("@online{{{},\n", key.join("-"));
    for (name, value) in fields {
        if let Some(value) = value {
            entry.push_str(&format!("  {name} = {{{value}}},\n"));
        }
    }
    entry.push('}');
    let line: Line = vec![Run { part: Part::Text(entry), font: Font::default() }];
    Form::of(line.clone(), line)
}

fn name(name: &Name) -> String {
    match name.literal.is_empty() {
        true => format!("{}, {}", tex(&name.family), tex(&name.given)),
        false => format!("{{{}}}", tex(&name.literal)),
    }
}

/// Text for BibTeX: the signs that TeX reads otherwise, escaped; spaces that do not break, plain.
fn tex(text: &str) -> String {
    let mut escaped = String::new();
    for letter in text.chars() {
        match letter {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            '\\' => escaped.push_str("\\textbackslash{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '\u{a0}' | '\u{202f}' => escaped.push(' '),
            _ => escaped.push(letter),
        }
    }
    escaped
}
