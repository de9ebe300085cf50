//! HTML as a tree, until the last step.
//!
//! Markdown becomes [`Node`]s; only [`encode`] writes characters, so nothing can forget to escape.

pub mod encode;
pub mod mark;
pub mod scan;

/// A piece of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// An element with its content.
    Element(Element),
    /// Text, not yet escaped.
    Text(String),
    /// HTML as a note's author wrote it; it is sanitised before anyone sees it.
    Raw(String),
    /// HTML that this program made and that is known to be sound, such as highlighted code.
    Sound(String),
}

/// An element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// Its name, in lower case.
    pub name: &'static str,
    /// Its attributes, in the order they are written.
    pub attributes: Vec<(&'static str, String)>,
    /// Its content.
    pub children: Vec<Node>,
}

impl Element {
    /// An element without attributes and content.
    #[must_use]
    pub fn new(name: &'static str) -> Self {
        Self { name, attributes: Vec::new(), children: Vec::new() }
    }

    /// Adds an attribute.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// Adds an attribute when there is a value for it.
    #[must_use]
    pub fn with_some(self, name: &'static str, value: Option<impl Into<String>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Adds content.
    #[must_use]
    pub fn holding(mut self, children: impl IntoIterator<Item = Node>) -> Self {
        self.children.extend(children);
        self
    }
}

impl From<Element> for Node {
    fn from(element: Element) -> Self {
        Self::Element(element)
    }
}

/// The text of some nodes, without markup.
#[must_use]
pub fn text_of(nodes: &[Node]) -> String {
    let mut text = String::new();
    collect_text(nodes, &mut text);
    text
}

fn collect_text(nodes: &[Node], text: &mut String) {
    for node in nodes {
        match node {
            Node::Element(element) => {
                collect_text(&element.children, text);
                if encode::is_block(element.name) {
                    text.push('\n');
                }
            }
            Node::Text(part) => text.push_str(part),
            Node::Raw(_) | Node::Sound(_) => {}
        }
    }
}

/// Nodes without the references to footnotes, which stand somewhere else, and without the links
/// of references to works, whose words stay.
#[must_use]
pub fn without_references(nodes: &[Node]) -> Vec<Node> {
    let mut without = Vec::with_capacity(nodes.len());
    for node in nodes {
        let Node::Element(element) = node else {
            without.push(node.clone());
            continue;
        };
        let children = || without_references(&element.children);
        let class = element.attributes.iter().find(|(name, _)| *name == "class");
        match class.map(|(_, class)| class.as_str()) {
            Some("footnote-reference") => {}
            Some("reference") => without.extend(children()),
            _ => without.push(Element { children: children(), ..element.clone() }.into()),
        }
    }
    without
}

/// Whether some node holds HTML that an author wrote.
#[must_use]
pub fn has_raw(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| match node {
        Node::Raw(_) => true,
        Node::Element(element) => has_raw(&element.children),
        Node::Text(_) | Node::Sound(_) => false,
    })
}
