//! What each closing tag of Markdown becomes.

use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind};

use super::Builder;
use crate::config::AnchorLinks;
use crate::diagnostic::{Diagnostic, codes};
use crate::html::{Element, Node, text_of};
use crate::markdown::Heading;
use crate::markdown::links::Link;
use crate::markdown::plain::opening_link;
use crate::source::{SourceId, read};

impl Builder<'_> {
    pub(super) fn heading(
        &mut self,
        level: u8,
        id: Option<String>,
        classes: &[String],
        children: Vec<Node>,
    ) {
        let title = text_of(&children).trim().to_owned();
        let id = match id {
            // The first heading that was given it has it.
            Some(given) if self.reserved.remove(&given) && self.anchors.insert(given.clone()) => {
                given
            }
            Some(given) => self.unique(&given),
            None => self.unique(&slug::slugify(&title)),
        };
        let name = ["h1", "h2", "h3", "h4", "h5", "h6"][usize::from(level.clamp(1, 6)) - 1];
        let may_have = !classes.is_empty() && self.around.cleaner.is_widened("class");
        let class = may_have.then(|| classes.join(" "));
        self.headings.push(Heading { level, id: id.clone(), title, children: Vec::new() });
        let children = self.anchored(&id, level, children);
        self.push(Element::new(name).with("id", id).with_some("class", class).holding(children));
    }

    /// The content of a heading with its link to itself, where its section wants one.
    fn anchored(&mut self, id: &str, level: u8, mut children: Vec<Node>) -> Vec<Node> {
        let place = self.subject.anchors;
        let (AnchorLinks::Left | AnchorLinks::Right | AnchorLinks::Heading, Some(snippets)) =
            (place, self.around.snippets)
        else {
            return children;
        };
        let (language, page) = (self.subject.language, self.subject.relative);
        let anchor = match snippets.anchor_link(id, level, language, page) {
            Ok(anchor) => anchor,
            Err(problem) => {
                self.diagnostics.push(problem);
                return children;
            }
        };
        // A template is the site's own, unlike what notes hold.
        match place {
            AnchorLinks::Left => children.insert(0, Node::Sound(anchor)),
            AnchorLinks::Right => children.push(Node::Sound(anchor)),
            AnchorLinks::Heading => {
                if let Some(tag) = opening_link(&anchor) {
                    children.insert(0, Node::Sound(anchor[tag].to_owned()));
                    children.push(Node::Sound("</a>".to_owned()));
                }
            }
            AnchorLinks::None => {}
        }
        children
    }

    /// An id that no other heading of the page has: `x`, `x-1`, `x-2` …
    pub(super) fn unique(&mut self, wanted: &str) -> String {
        let wanted = if wanted.is_empty() { "section" } else { wanted };
        let mut id = wanted.to_owned();
        while self.reserved.contains(&id) || !self.anchors.insert(id.clone()) {
            let number = self.wanted.entry(wanted.to_owned()).or_default();
            *number += 1;
            id = format!("{wanted}-{number}");
        }
        id
    }

    pub(super) fn alert(&mut self, kind: BlockQuoteKind, children: Vec<Node>) {
        let (class, key) = match kind {
            BlockQuoteKind::Note => ("note", "alert-note"),
            BlockQuoteKind::Tip => ("tip", "alert-tip"),
            BlockQuoteKind::Important => ("important", "alert-important"),
            BlockQuoteKind::Warning => ("warning", "alert-warning"),
            BlockQuoteKind::Caution => ("caution", "alert-caution"),
        };
        let title =
            Element::new("p").with("class", "alert-title").holding([Node::Text(self.string(key))]);
        let alert = Element::new("div")
            .with("class", format!("alert alert-{class}"))
            .with("role", "note")
            .holding([title.into()])
            .holding(children);
        self.push(alert);
    }

    pub(super) fn code(
        &mut self,
        language: Option<String>,
        children: &[Node],
        whole: &Range<usize>,
    ) {
        let text = text_of(children);
        let settings = &self.around.config.markdown;
        let coloured = language
            .as_deref()
            .filter(|_| settings.highlight)
            .and_then(|language| settings.highlighter.classes(&text, language));
        if let Some(language) =
            language.as_deref().filter(|_| settings.highlight && coloured.is_none())
        {
            let problem = settings.highlighter.complaint(language, self.span(whole));
            self.diagnostics.extend(problem);
        }
        self.has_code |= coloured.is_some();
        let inner = coloured.map_or(Node::Text(text), Node::Sound);
        let code = Element::new("code").with_some("data-lang", language.clone()).holding([inner]);
        // It may be wider than the screen: the keyboard must be able to scroll it, and what takes
        // the focus has a name.
        let pre = Element::new("pre")
            .with_some("data-lang", language)
            .with("tabindex", "0")
            .with("role", "group")
            .with("aria-label", self.string("code"))
            .holding([code.into()]);
        self.push(pre);
    }

    pub(super) fn table(&mut self, children: Vec<Node>) {
        let mut children = children.into_iter();
        let head = children.next();
        let rows: Vec<Node> = children.collect();
        let mut table = Element::new("table").holding(head);
        if !rows.is_empty() {
            table = table.holding([Element::new("tbody").holding(rows).into()]);
        }
        let label = self.table_label();
        // Wider than a phone: a named region that the keyboard can scroll.
        let region = Element::new("section")
            .with("class", "table-frame")
            .with("aria-label", label)
            .with("tabindex", "0")
            .holding([table.into()]);
        self.push(region);
    }

    /// A table is named after the heading above it.
    fn table_label(&mut self) -> String {
        let table = self.string("table");
        let label = match self.headings.last() {
            Some(heading) => format!("{table} – {}", heading.title),
            None => table,
        };
        // Two regions of one page must not have one name.
        let number = self.tables.entry(label.clone()).or_default();
        *number += 1;
        if *number == 1 { label } else { format!("{label} ({number})") }
    }

    pub(super) fn link(
        &mut self,
        link: Option<Link>,
        title: &str,
        children: Vec<Node>,
        whole: &Range<usize>,
    ) {
        let Some(link) = link else {
            // It was reported; its text stays.
            for child in children {
                self.push(child);
            }
            return;
        };
        if !has_content(&children) {
            let problem =
                Diagnostic::at(&codes::A11Y_LINK, self.span(whole), "this link has no text")
                    .help("write between the square brackets where it leads");
            self.diagnostics.push(problem);
        }
        let settings = &self.around.config.markdown;
        let mut element = Element::new("a");
        if link.is_external {
            element = element.with_some("class", settings.external_links_class.clone());
            element = element.with_some("rel", settings.relations());
            if settings.external_links_target_blank {
                element = element.with("target", "_blank");
            }
        } else if let Some(kind) = link.kind {
            element = element.with("class", format!("to-{}", kind.name()));
        }
        let title = (!title.is_empty()).then_some(title);
        element = element.with("href", link.url).with_some("title", title);
        if let Some(language) = &link.language {
            element = element.with("hreflang", language.clone());
            // Only a title that was not written by the text's author is in the other language.
            if link.title.as_deref() == Some(text_of(&children).as_str()) {
                element = element.with("lang", language.clone());
            }
        }
        let facts = link.file.filter(|_| !text_of(&children).trim().is_empty());
        let facts = facts.and_then(|source| self.file_facts(source));
        self.push(element.holding(children).holding(facts.into_iter().flatten()));
    }

    /// What a reader should know of a file before opening it: `(PDF, 1,2 Mo)`.
    fn file_facts(&self, source: SourceId) -> Option<[Node; 2]> {
        let source = self.around.sources.get(source);
        let (_, ending) = source.path.rsplit_once('.')?;
        let size = self.around.languages.size(self.subject.language, read::size(&source.content)?);
        let facts = format!("({}, {size})", ending.to_uppercase());
        let facts = Element::new("span").with("class", "file").holding([Node::Text(facts)]);
        Some([Node::Text(" ".to_owned()), facts.into()])
    }
}

fn has_content(children: &[Node]) -> bool {
    children.iter().any(|child| match child {
        Node::Text(text) => !text.trim().is_empty(),
        Node::Raw(_) | Node::Sound(_) => true,
        Node::Element(element) if element.name == "img" => element
            .attributes
            .iter()
            .any(|(name, value)| *name == "alt" && !value.trim().is_empty()),
        Node::Element(element) => has_content(&element.children),
    })
}

pub(super) fn cell(is_head: bool, alignment: Alignment, children: Vec<Node>) -> Element {
    let class = match alignment {
        Alignment::None => None,
        Alignment::Left => Some("align-left"),
        Alignment::Center => Some("align-center"),
        Alignment::Right => Some("align-right"),
    };
    let element = if is_head && has_content(&children) {
        Element::new("th").with("scope", "col")
    } else {
        Element::new("td")
    };
    element.with_some("class", class).holding(children)
}
