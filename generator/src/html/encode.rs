//! From the tree to characters: the only place that writes HTML for notes.

use super::mark::Mark;
use super::scan::{Tag, tags};
use super::{Element, Node};

const VOID: &[&str] = &["br", "hr", "img", "input", "track"];

/// Elements after which a line break makes the page's source readable.
const BLOCKS: &[&str] = &[
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "table",
    "thead",
    "tbody",
    "tr",
    "pre",
    "figure",
    "section",
    "aside",
    "hr",
    "dl",
    "dt",
    "dd",
    "div",
];

/// JSON as it may stand in a `<script>`: nothing in it ends the script.
#[must_use]
pub fn in_script(json: &str) -> String {
    json.replace('<', "\\u003c")
}

/// Whether an element stands apart from the text before and after it.
#[must_use]
pub fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

/// Writes nodes as HTML.
#[must_use]
pub fn encode(nodes: &[Node]) -> String {
    let mut html = String::new();
    write(nodes, None, &mut html);
    html
}

/// Writes nodes as HTML, with the values marked that are not their author's: what is to be cleaned.
#[must_use]
pub fn encode_marked(nodes: &[Node], mark: Mark) -> String {
    let mut html = String::new();
    write(nodes, Some(mark), &mut html);
    html
}

fn write(nodes: &[Node], mark: Option<Mark>, html: &mut String) {
    for node in nodes {
        match (node, mark) {
            (Node::Text(text), _) => escape(text, html),
            (Node::Sound(sound), Some(mark)) => write_marked(sound, mark, html),
            (Node::Raw(ready), _) | (Node::Sound(ready), None) => html.push_str(ready),
            (Node::Element(element), _) => write_element(element, mark, html),
        }
    }
}

/// Writes HTML that is known to be sound, and marks the values in it.
fn write_marked(sound: &str, mark: Mark, html: &mut String) {
    let mut written = 0;
    for tag in tags(sound) {
        let Tag::Open(tag) = tag else { continue };
        for attribute in tag.attributes.iter().filter(|it| mark.belongs_to(it.name)) {
            let has_quotes = attribute.place.len() > attribute.value.len();
            let start = attribute.place.start + usize::from(has_quotes);
            if !attribute.place.is_empty() {
                html.push_str(&sound[written..start]);
                html.push_str(mark.sign());
                written = start;
            }
        }
    }
    html.push_str(&sound[written..]);
}

fn write_element(element: &Element, mark: Option<Mark>, html: &mut String) {
    html.push('<');
    html.push_str(element.name);
    for (name, value) in &element.attributes {
        html.push(' ');
        html.push_str(name);
        html.push_str("=\"");
        if let Some(mark) = mark.filter(|mark| mark.belongs_to(name)) {
            html.push_str(mark.sign());
        }
        escape_attribute(value, html);
        html.push('"');
    }
    html.push('>');
    if !VOID.contains(&element.name) {
        write(&element.children, mark, html);
        html.push_str("</");
        html.push_str(element.name);
        html.push('>');
    }
    if is_block(element.name) {
        html.push('\n');
    }
}

/// Escapes text between tags.
pub fn escape(text: &str, html: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            _ => html.push(letter),
        }
    }
}

/// Escapes the value of an attribute between double quotes.
pub fn escape_attribute(text: &str, html: &mut String) {
    for letter in text.chars() {
        match letter {
            '"' => html.push_str("&quot;"),
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            _ => html.push(letter),
        }
    }
}
