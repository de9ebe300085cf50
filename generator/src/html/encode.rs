//! From the tree to characters: the only place that writes HTML for notes.

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
    write(nodes, &mut html);
    html
}

fn write(nodes: &[Node], html: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text) => escape(text, html),
            Node::Raw(raw) | Node::Sound(raw) => html.push_str(raw),
            Node::Element(element) => write_element(element, html),
        }
    }
}

fn write_element(element: &Element, html: &mut String) {
    html.push('<');
    html.push_str(element.name);
    for (name, value) in &element.attributes {
        html.push(' ');
        html.push_str(name);
        html.push_str("=\"");
        escape_attribute(value, html);
        html.push('"');
    }
    html.push('>');
    if !VOID.contains(&element.name) {
        write(&element.children, html);
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

fn escape_attribute(text: &str, html: &mut String) {
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
