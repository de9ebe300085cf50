//! XML as tables: `<a id="1"><b>x</b><b>y</b></a>` is `{ a = { "@id" = 1, b = ["x", "y"] } }`.
//!
//! Attributes have `@` before their names; the text of an element that has attributes is its
//! `#text`; what looks like a number or a truth value is one; an element that comes again makes a
//! list. An element with text and elements has its text alone. All this is how Zola reads XML.

use roxmltree::{Document, Node, ParsingOptions};

use super::{DEEPEST, Wrong};
use crate::template::value::{self, Value, list, table, text};

pub(super) fn read(data: &str) -> Result<Value, Wrong> {
    if nesting(data) > DEEPEST {
        return Err(Wrong::new("it is nested too deeply"));
    }
    // A document that defines entities could grow without end.
    let options = ParsingOptions { allow_dtd: false, ..ParsingOptions::default() };
    let document = Document::parse_with_options(data, options).map_err(|error| {
        let place = error.pos();
        let text = error.to_string();
        let message = text.split(" at ").next().unwrap_or_default().to_owned();
        Wrong { message, place: Some((place.row as usize, place.col as usize)) }
    })?;
    let root = document.root_element();
    Ok(table([(root.tag_name().name().to_owned(), of_element(&root))]))
}

/// How deep elements stand inside each other, at most: comments and the like count too.
fn nesting(data: &str) -> usize {
    let (mut now, mut deepest) = (0_usize, 0);
    for (at, _) in data.match_indices('<') {
        match data[at + 1..].chars().next() {
            Some('/') => now = now.saturating_sub(1),
            Some('!' | '?') => {}
            _ => {
                let end = data[at..].find('>').map_or(data.len(), |end| at + end);
                if !data[..end].ends_with('/') {
                    now += 1;
                    deepest = deepest.max(now);
                }
            }
        }
    }
    deepest
}

fn of_element(element: &Node<'_, '_>) -> Value {
    let attributes = element
        .attributes()
        .map(|attribute| (format!("@{}", attribute.name()), of_text(attribute.value())));
    let words = element.text().map(str::trim).filter(|words| !words.is_empty());
    if let Some(words) = words {
        if element.attributes().len() == 0 {
            return of_text(words);
        }
        return table(attributes.chain([("#text".to_owned(), of_text(words))]));
    }
    let mut entries: indexmap::IndexMap<String, Vec<Value>> =
        attributes.map(|(name, value)| (name, vec![value])).collect();
    for child in element.children().filter(Node::is_element) {
        entries.entry(child.tag_name().name().to_owned()).or_default().push(of_element(&child));
    }
    table(entries.into_iter().map(|(name, mut values)| match values.len() {
        1 => (name, values.remove(0)),
        _ => (name, list(values)),
    }))
}

fn of_text(words: &str) -> Value {
    let words = words.trim();
    if let Ok(number) = words.parse::<u64>() {
        return value::natural(number);
    }
    let looks_octal = words.starts_with('0') && !words.starts_with("0.");
    match words.parse::<f64>() {
        Ok(_) if looks_octal => return text(words),
        Ok(number) if number.is_finite() => return value::real(number),
        _ => {}
    }
    words.parse::<bool>().map_or_else(|_| text(words), value::boolean)
}
