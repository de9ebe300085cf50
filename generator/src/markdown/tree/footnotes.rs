//! Footnotes: numbers in the text, and a section at its end that leads back.

use super::{Builder, FootnoteUse};
use crate::html::{Element, Node};

impl Builder<'_> {
    pub(super) fn reference(&mut self, label: &str) {
        let next = self.footnotes.len() + 1;
        let used = self.footnotes.entry(label.to_owned()).or_default();
        if used.number == 0 {
            used.number = next;
        }
        used.references += 1;
        let used = *used;
        // Two labels may have one slug; numbers are surely different.
        let slug = used.number;
        let link = Element::new("a")
            .with("href", format!("#fn-{slug}"))
            .with("id", format!("fr-{slug}-{}", used.references))
            .with("role", "doc-noteref")
            .holding([Node::Text(used.number.to_string())]);
        self.push(Element::new("sup").with("class", "footnote-reference").holding([link.into()]));
    }

    /// The footnotes that the text refers to, in the order of its references.
    pub(super) fn footnotes_section(&mut self) -> Option<Element> {
        let mut used: Vec<(String, FootnoteUse)> =
            self.footnotes.iter().map(|(label, used)| (label.clone(), *used)).collect();
        used.sort_by_key(|(_, used)| used.number);
        let mut items = Vec::new();
        for (label, used) in used {
            let found = self.definitions.iter().position(|(defined, _)| *defined == label);
            let Some(index) = found else { continue };
            let (_, mut children) = self.definitions.swap_remove(index);
            let slug = used.number;
            for reference in 1..=used.references {
                let back = Element::new("a")
                    .with("href", format!("#fr-{slug}-{reference}"))
                    .with("role", "doc-backlink")
                    .with("aria-label", self.string("footnote-back"))
                    .holding([Node::Text("↩".to_owned())]);
                append_inline(&mut children, back);
            }
            let id = format!("fn-{slug}");
            items.push(Element::new("li").with("id", id).holding(children).into());
        }
        // A note that nothing refers to may refer to others, which lead back to it.
        for (_, children) in std::mem::take(&mut self.definitions) {
            items.push(Element::new("li").holding(children).into());
        }
        if items.is_empty() {
            return None;
        }
        let list = Element::new("ol").holding(items);
        let section = Element::new("section")
            .with("class", "footnotes")
            .with("role", "doc-endnotes")
            .with("aria-label", self.string("footnotes"));
        Some(section.holding([list.into()]))
    }
}

/// Puts an inline element at the end of the last paragraph.
fn append_inline(children: &mut Vec<Node>, element: Element) {
    let space = Node::Text("\u{a0}".to_owned());
    match children.last_mut() {
        Some(Node::Element(last)) if last.name == "p" => {
            last.children.extend([space, element.into()]);
        }
        _ => children.extend([space, element.into()]),
    }
}
