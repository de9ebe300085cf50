//! References to works: links in the sentences, notes in styles that have them, and the list of
//! works at the foot of the text, which leads back.

use carnet_csl::line::Position;
use carnet_csl::{Line, Part, Run};

use super::{Builder, OpenTag};
use crate::html::encode::encode;
use crate::html::{Element, Node};
use crate::markdown::works::{id, is_safe, place};
use crate::markdown::{Heading, Reference};
use crate::references::format::Quoted;

/// The level of the list's heading: the title of the page is level 1, and the list is no part of
/// what stands before it.
const LEVEL: u8 = 2;

impl Builder<'_> {
    /// Writes the citation of that index.
    pub(super) fn citation(&mut self, index: usize) {
        let Some(citation) = self.works.document.citations.get(index).cloned() else { return };
        for quoted in &citation.text {
            let nodes = self.quoted(quoted);
            self.push_all(nodes);
        }
        if citation.note.is_empty() {
            return;
        }
        let mut note = Vec::new();
        for quoted in &citation.note {
            note.extend(self.quoted(quoted));
        }
        // A note has no notes.
        if self.stack.iter().any(|frame| matches!(frame.tag, OpenTag::Footnote { .. })) {
            return self.push_all(note);
        }
        self.close_up();
        // No label of an author's holds this sign.
        let label = format!("\u{1}{index}");
        self.reference(&label);
        self.definitions.push((label, vec![Element::new("p").holding(note).into()]));
    }

    fn push_all(&mut self, nodes: Vec<Node>) {
        for node in nodes {
            self.push(node);
        }
    }

    /// Takes the space before a note away.
    fn close_up(&mut self) {
        if let Some(Node::Text(text)) =
            self.stack.last_mut().and_then(|frame| frame.children.last_mut())
        {
            text.truncate(text.trim_end().len());
        }
    }

    /// A part of a citation, as a link to the work that it is about.
    fn quoted(&mut self, quoted: &Quoted) -> Vec<Node> {
        let Some(first) = quoted.works.first().and_then(|work| self.works.works.get(*work)) else {
            return self.line(&quoted.line);
        };
        let anchor = first.anchor.clone();
        let times = self.times.entry(anchor.clone()).or_default();
        *times += 1;
        let place = place(&anchor, *times);
        for work in &quoted.works {
            self.uses.entry(*work).or_default().push(place.clone());
        }
        // A link holds no other: what follows an address stands outside.
        let is_link = |run: &Run| matches!(run.part, Part::Link(_));
        let inner = quoted.line.iter().position(is_link).unwrap_or(quoted.line.len());
        let (inner, rest) = quoted.line.split_at(inner);
        let is_listed = !self.works.document.bibliography.is_empty();
        let link = match is_listed {
            true => Element::new("a")
                .with("class", REFERENCE)
                .with("href", format!("#{}", id(&anchor)))
                .with("role", "doc-biblioref"),
            false => Element::new("span").with("class", REFERENCE),
        };
        let words = self.line(inner);
        let mut nodes = vec![link.with("id", place).holding(words).into()];
        nodes.extend(self.line(rest));
        nodes
    }

    /// A line of the style as nodes, with the spaces that its language wants.
    fn line(&mut self, line: &[Run]) -> Vec<Node> {
        let mut nodes = Vec::new();
        for run in line {
            let inner: Node = match &run.part {
                Part::Text(text) => {
                    let language = self.subject.language;
                    let languages = self.around.languages;
                    let spaced = languages.space_after(language, text, self.previous).into_owned();
                    self.previous = spaced.chars().last().or(self.previous);
                    Node::Text(spaced)
                }
                Part::Link(url) if is_safe(url) => {
                    let settings = &self.around.config.markdown;
                    let mut link = Element::new("a")
                        .with_some("class", settings.external_links_class.clone())
                        .with_some("rel", settings.relations());
                    if settings.external_links_target_blank {
                        link = link.with("target", "_blank");
                    }
                    self.previous = url.chars().last();
                    link.with("href", url.clone()).holding([Node::Text(url.clone())]).into()
                }
                Part::Link(url) => Node::Text(url.clone()),
                // Nobody consults a work on the day on which this page is read.
                Part::Day(_) => continue,
            };
            nodes.push(
                fonts(run)
                    .into_iter()
                    .rev()
                    .fold(inner, |inner, outer| outer.holding([inner]).into()),
            );
        }
        nodes
    }

    /// The list of the works, and what templates see of it.
    pub(super) fn bibliography(&mut self) -> (Option<Element>, Vec<Reference>) {
        let entries = std::mem::take(&mut self.works.document.bibliography);
        let mut items = Vec::with_capacity(entries.len());
        let mut references = Vec::with_capacity(entries.len());
        for (index, line) in &entries {
            self.previous = None;
            let mut nodes = self.entry(line);
            let Some(work) = self.works.works.get(*index) else { continue };
            references.push(Reference {
                id: work.item.id.clone(),
                html: encode(&nodes),
                url: work.url(),
            });
            let anchor = id(&work.anchor);
            let uses = self.uses.get(index).cloned().unwrap_or_default();
            nodes.extend(self.ways_back(&uses));
            items.push(Element::new("li").with("id", anchor).holding(nodes).into());
        }
        if items.is_empty() {
            return (None, references);
        }
        let title = self.string("bibliography");
        let anchor = self.unique(&slug::slugify(&title));
        let heading = Element::new("h2").with("id", anchor.clone());
        let section = Element::new("section")
            .with("class", "bibliography")
            .with("role", "doc-bibliography")
            .with("aria-labelledby", anchor.clone())
            .holding([heading.holding([Node::Text(title.clone())]).into()])
            .holding([Element::new("ul").holding(items).into()]);
        self.headings.push(Heading { level: LEVEL, id: anchor, title, children: Vec::new() });
        (Some(section), references)
    }

    fn entry(&mut self, line: &Line) -> Vec<Node> {
        self.line(line)
    }

    /// Links to where the text names a work.
    fn ways_back(&self, uses: &[String]) -> Vec<Node> {
        let back = self.string("footnote-back");
        let mut nodes = Vec::with_capacity(2 * uses.len());
        for (number, place) in (1..).zip(uses) {
            let (label, sign) = match uses.len() {
                1 => (back.clone(), "↩".to_owned()),
                _ => (format!("{back}, {number}"), format!("↩\u{a0}{number}")),
            };
            nodes.push(Node::Text(if number == 1 { "\u{a0}" } else { " " }.to_owned()));
            let link = Element::new("a")
                .with("href", format!("#{place}"))
                .with("role", "doc-backlink")
                .with("aria-label", label)
                .holding([Node::Text(sign)]);
            nodes.push(link.into());
        }
        nodes
    }
}

/// The class of what refers to a work.
const REFERENCE: &str = "reference";

/// The elements that a run stands in, the outermost first.
fn fonts(run: &Run) -> Vec<Element> {
    let font = run.font;
    let plain = |is: bool, name: &'static str| is.then(|| Element::new(name));
    let elements = [
        plain(font.bold, "b"),
        plain(font.italic, "i"),
        plain(font.underline, "u"),
        font.small_caps.then(|| Element::new("span").with("class", "small-caps")),
        match font.position {
            Position::Baseline => None,
            Position::Superscript => Some(Element::new("sup")),
            Position::Subscript => Some(Element::new("sub")),
        },
    ];
    elements.into_iter().flatten().collect()
}
