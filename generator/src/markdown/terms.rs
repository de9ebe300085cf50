//! The first use of each term of the lexicon in a text becomes a link to the term.

use crate::html::scan::{Tag, tags};
use crate::html::{Element, Node};
use crate::knowledge::ThingId;
use crate::knowledge::lexicon::Words;

use super::{Subject, Surroundings};

/// What holds no links of ours: links themselves, code, and what is read as a title.
const LEFT_ALONE: &[&str] = &[
    "a", "audio", "button", "code", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "pre", "samp",
    "video",
];

/// Links the first use of each term, and says which terms there are, in the order of their first
/// use. Text right at the top, which belongs to no paragraph, is left as it is.
pub(super) fn link(
    nodes: &mut [Node],
    around: Surroundings<'_>,
    subject: Subject<'_>,
) -> Vec<ThingId> {
    let Some(words) = around.lexicon.of(subject.language) else { return Vec::new() };
    let mut linker = Linker { around, subject, words, found: Vec::new(), in_raw_link: false };
    for node in nodes {
        linker.node(node);
    }
    linker.found
}

struct Linker<'a> {
    around: Surroundings<'a>,
    subject: Subject<'a>,
    words: &'a Words,
    found: Vec<ThingId>,
    /// Whether an author's own HTML has opened a link.
    in_raw_link: bool,
}

impl Linker<'_> {
    fn node(&mut self, node: &mut Node) {
        match node {
            Node::Element(element) if !LEFT_ALONE.contains(&element.name) => {
                element.children = self.children(std::mem::take(&mut element.children));
            }
            Node::Raw(html) => {
                for tag in tags(html) {
                    match tag {
                        Tag::Open(open) if open.is("a") => self.in_raw_link = true,
                        Tag::Close { name, .. } if name.eq_ignore_ascii_case("a") => {
                            self.in_raw_link = false;
                        }
                        _ => {}
                    }
                }
            }
            Node::Element(_) | Node::Text(_) | Node::Sound(_) => {}
        }
    }

    fn children(&mut self, children: Vec<Node>) -> Vec<Node> {
        let mut linked = Vec::with_capacity(children.len());
        for mut child in children {
            match child {
                Node::Text(text) if !self.in_raw_link => self.text(&text, &mut linked),
                _ => {
                    self.node(&mut child);
                    linked.push(child);
                }
            }
        }
        linked
    }

    fn text(&mut self, text: &str, linked: &mut Vec<Node>) {
        let mut written = 0;
        for (place, term) in self.words.uses(text) {
            let page = self.around.base.page(self.around.base.page_of(term, self.subject.language));
            if self.found.contains(&term) || page.route == self.subject.route {
                continue;
            }
            self.found.push(term);
            let url = format!("{}{}", self.around.config.base_url, page.route);
            let link = Element::new("a").with("class", "term").with("href", url);
            if place.start > written {
                linked.push(Node::Text(text[written..place.start].to_owned()));
            }
            linked.push(link.holding([Node::Text(text[place.clone()].to_owned())]).into());
            written = place.end;
        }
        if written < text.len() || text.is_empty() {
            linked.push(Node::Text(text[written..].to_owned()));
        }
    }
}
