//! From Markdown's events to the tree of a body.
//!
//! One pass: each opening tag pushes a [`Frame`], each closing tag turns its frame into a node.
//! Whatever needs the place of a mistake (links, images, headings) is checked here, where events
//! still know where they were written.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{
    Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Parser, Tag,
    TextMergeWithOffset,
};

use super::links::{self, Link};
use super::{Heading, Subject, Surroundings, highlight, options};
use crate::diagnostic::{Diagnostic, codes};
use crate::html::{Element, Node, text_of};
use crate::source::{Span, Spanned};

/// A body before it is written.
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
    /// How many of the nodes stand before `<!-- more -->`.
    pub(super) more: Option<usize>,
    pub(super) headings: Vec<Heading>,
    pub(super) anchors: Vec<String>,
    pub(super) links: Vec<Spanned<String>>,
    pub(super) has_code: bool,
}

/// An element that is still open.
struct Frame {
    tag: OpenTag,
    children: Vec<Node>,
    start: usize,
}

/// What the closing tag will need to know.
enum OpenTag {
    Plain(&'static str),
    /// The outermost frame, and frames whose own tag leaves no trace.
    Transparent,
    Heading {
        level: u8,
        id: Option<String>,
        classes: Vec<String>,
    },
    Alert(BlockQuoteKind),
    Code {
        language: Option<String>,
    },
    List {
        start: Option<u64>,
    },
    Table,
    Head,
    Row,
    Cell {
        is_head: bool,
        alignment: Alignment,
    },
    Footnote {
        label: String,
    },
    Link {
        link: Option<Link>,
        title: String,
        is_bare_wiki: bool,
    },
    Image {
        url: String,
        title: String,
    },
}

struct Builder<'a> {
    around: Surroundings<'a>,
    subject: Subject<'a>,
    diagnostics: &'a mut Vec<Diagnostic>,
    stack: Vec<Frame>,
    more: Option<usize>,
    headings: Vec<Heading>,
    anchors: Vec<String>,
    links: Vec<Spanned<String>>,
    has_code: bool,
    /// Last letter written in the current block: spacing depends on what stands before.
    previous: Option<char>,
    /// Numbers of footnotes by label, in the order in which the text refers to them.
    footnotes: BTreeMap<String, FootnoteUse>,
    definitions: Vec<(String, Vec<Node>)>,
    alignments: Vec<Alignment>,
    column: usize,
    is_head: bool,
    last_level: u8,
}

#[derive(Clone, Copy, Default)]
struct FootnoteUse {
    number: usize,
    references: usize,
}

/// Builds the tree of a text.
pub(super) fn build(
    around: Surroundings<'_>,
    subject: Subject<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Tree {
    let text = &around.sources.text(subject.source)[subject.body.0..subject.body.1];
    let mut builder = Builder {
        around,
        subject,
        diagnostics,
        stack: vec![Frame { tag: OpenTag::Transparent, children: Vec::new(), start: 0 }],
        more: None,
        headings: Vec::new(),
        anchors: Vec::new(),
        links: Vec::new(),
        has_code: false,
        previous: None,
        footnotes: BTreeMap::new(),
        definitions: Vec::new(),
        alignments: Vec::new(),
        column: 0,
        is_head: false,
        last_level: 1,
    };
    let parser = Parser::new_ext(text, options(around.config));
    for (event, range) in TextMergeWithOffset::new(parser.into_offset_iter()) {
        builder.event(event, range);
    }
    builder.finish()
}

impl<'a> Builder<'a> {
    fn span(&self, range: &Range<usize>) -> Span {
        let offset = self.subject.body.0;
        Span::new(self.subject.source, range.start + offset..range.end + offset)
    }

    fn is_carnet(&self) -> bool {
        self.around.config.carnet.is_some()
    }

    /// A string of the generator's own, in the language of the text.
    fn string(&self, key: &str) -> String {
        self.around.languages.string(self.subject.language, key)
    }

    fn push(&mut self, node: impl Into<Node>) {
        // The outermost frame is never closed by an event, so there is always one.
        if let Some(frame) = self.stack.last_mut() {
            frame.children.push(node.into());
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.open(tag, &range),
            Event::End(_) => self.close(&range),
            Event::Text(text) => self.text(&text),
            Event::Code(code) => {
                self.previous = code.chars().last();
                self.push(Element::new("code").holding([Node::Text(code.to_string())]));
            }
            Event::Html(html) | Event::InlineHtml(html) => self.html(&html),
            Event::SoftBreak => {
                self.previous = Some(' ');
                self.push(Node::Text("\n".to_owned()));
            }
            Event::HardBreak => {
                self.previous = Some(' ');
                self.push(Element::new("br"));
            }
            Event::Rule => self.push(Element::new("hr")),
            Event::TaskListMarker(done) => self.task(done),
            Event::FootnoteReference(label) => self.reference(&label),
            Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.push(Node::Text(text.to_string()))
            }
        }
    }

    fn text(&mut self, text: &str) {
        let in_code = self.stack.iter().any(|frame| matches!(frame.tag, OpenTag::Code { .. }));
        if let Some(Frame { tag: OpenTag::Link { link, is_bare_wiki: true, .. }, .. }) =
            self.stack.last()
        {
            // `[[id]]` reads as the title of what it names.
            let title = link.as_ref().and_then(|link| link.title.clone());
            let title = title.filter(|title| !title.is_empty()).unwrap_or_else(|| text.to_owned());
            self.push_text(&title);
        } else if in_code {
            self.push(Node::Text(text.to_owned()));
        } else {
            self.push_text(text);
        }
    }

    /// Text for reading, with the spaces its language wants.
    fn push_text(&mut self, text: &str) {
        let spaced = if self.is_carnet() {
            self.around
                .languages
                .space_after(self.subject.language, text, self.previous)
                .into_owned()
        } else {
            text.to_owned()
        };
        self.previous = spaced.chars().last().or(self.previous);
        self.push(Node::Text(spaced));
    }

    fn html(&mut self, html: &CowStr<'_>) {
        let inner = html.trim().strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
        if inner.is_some_and(|inner| inner.trim().eq_ignore_ascii_case("more")) {
            if self.more.is_none() {
                self.more = Some(self.stack[0].children.len());
                self.push(Element::new("span").with("id", "continue-reading"));
            }
            return;
        }
        self.push(Node::Raw(html.to_string()));
    }

    fn task(&mut self, done: bool) {
        let (key, sign) = if done { ("task-done", "☑") } else { ("task-open", "☐") };
        // Not a checkbox: nobody can tick it, and a dead control says it could be.
        let sign = Element::new("span")
            .with("class", "task")
            .with("role", "img")
            .with("aria-label", self.string(key))
            .holding([Node::Text(sign.to_owned())]);
        self.push(sign);
        self.push(Node::Text(" ".to_owned()));
    }

    fn reference(&mut self, label: &str) {
        let next = self.footnotes.len() + 1;
        let used = self.footnotes.entry(label.to_owned()).or_default();
        if used.number == 0 {
            used.number = next;
        }
        used.references += 1;
        let used = *used;
        let slug = slug::slugify(label);
        let link = Element::new("a")
            .with("href", format!("#fn-{slug}"))
            .with("id", format!("fr-{slug}-{}", used.references))
            .with("role", "doc-noteref")
            .holding([Node::Text(used.number.to_string())]);
        self.push(Element::new("sup").with("class", "footnote-reference").holding([link.into()]));
    }

    fn open(&mut self, tag: Tag<'_>, range: &Range<usize>) {
        let open = match tag {
            Tag::Paragraph => {
                self.previous = None;
                OpenTag::Plain("p")
            }
            Tag::Heading { level, id, classes, .. } => {
                self.previous = None;
                let level = level_number(level);
                self.check_level(level, range);
                OpenTag::Heading {
                    level,
                    id: id.map(|id| id.to_string()),
                    classes: classes.iter().map(ToString::to_string).collect(),
                }
            }
            Tag::BlockQuote(Some(kind)) => OpenTag::Alert(kind),
            Tag::BlockQuote(None) => OpenTag::Plain("blockquote"),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                let language = info.split([',', ' ']).next().unwrap_or_default();
                OpenTag::Code { language: (!language.is_empty()).then(|| language.to_owned()) }
            }
            Tag::CodeBlock(CodeBlockKind::Indented) => OpenTag::Code { language: None },
            Tag::HtmlBlock | Tag::MetadataBlock(_) => OpenTag::Transparent,
            Tag::List(start) => OpenTag::List { start },
            Tag::Item => {
                self.previous = None;
                OpenTag::Plain("li")
            }
            Tag::FootnoteDefinition(label) => OpenTag::Footnote { label: label.to_string() },
            Tag::DefinitionList => OpenTag::Plain("dl"),
            Tag::DefinitionListTitle => {
                self.previous = None;
                OpenTag::Plain("dt")
            }
            Tag::DefinitionListDefinition => {
                self.previous = None;
                OpenTag::Plain("dd")
            }
            Tag::Table(alignments) => {
                self.alignments = alignments;
                OpenTag::Table
            }
            Tag::TableHead => {
                (self.is_head, self.column) = (true, 0);
                OpenTag::Head
            }
            Tag::TableRow => {
                (self.is_head, self.column) = (false, 0);
                OpenTag::Row
            }
            Tag::TableCell => {
                self.previous = None;
                let alignment =
                    self.alignments.get(self.column).copied().unwrap_or(Alignment::None);
                self.column += 1;
                OpenTag::Cell { is_head: self.is_head, alignment }
            }
            Tag::Emphasis => OpenTag::Plain("em"),
            Tag::Strong => OpenTag::Plain("strong"),
            Tag::Strikethrough => OpenTag::Plain("del"),
            Tag::Superscript => OpenTag::Plain("sup"),
            Tag::Subscript => OpenTag::Plain("sub"),
            Tag::Link { link_type, dest_url, title, .. } => {
                self.open_link(link_type, &dest_url, &title, range)
            }
            Tag::Image { dest_url, title, .. } => {
                OpenTag::Image { url: dest_url.to_string(), title: title.to_string() }
            }
        };
        self.stack.push(Frame { tag: open, children: Vec::new(), start: range.start });
    }

    fn open_link(
        &mut self,
        link_type: LinkType,
        url: &str,
        title: &str,
        range: &Range<usize>,
    ) -> OpenTag {
        let span = self.span(range);
        let (around, subject) = (self.around, self.subject);
        let (link, is_bare_wiki) = match link_type {
            LinkType::WikiLink { has_pothole } => {
                (links::wiki(around, subject, url, &span, self.diagnostics), !has_pothole)
            }
            LinkType::Email => (
                Some(Link { url: format!("mailto:{url}"), is_external: true, ..Link::default() }),
                false,
            ),
            _ => (links::link(around, subject, url, &span, self.diagnostics), false),
        };
        if let Some(link) = link.as_ref().filter(|link| !link.is_external) {
            self.links.push(Spanned { value: link.url.clone(), span });
        }
        OpenTag::Link { link, title: title.to_owned(), is_bare_wiki }
    }

    fn check_level(&mut self, level: u8, range: &Range<usize>) {
        if self.is_carnet() && level > self.last_level + 1 {
            let problem = Diagnostic::at(
                &codes::A11Y_HEADING,
                self.span(range),
                format!("a heading of level {level} follows one of level {}", self.last_level),
            )
            .help(format!(
                "begin it with {}; the title of the page is level 1",
                "#".repeat(usize::from(self.last_level) + 1)
            ));
            self.diagnostics.push(problem);
        }
        self.last_level = level;
    }

    fn close(&mut self, range: &Range<usize>) {
        let Some(frame) = self.stack.pop() else { return };
        let Frame { tag, children, start } = frame;
        let whole = start..range.end;
        match tag {
            OpenTag::Transparent => {
                for child in children {
                    self.push(child);
                }
            }
            OpenTag::Plain("p") => self.push(figure_or_paragraph(children)),
            OpenTag::Plain(name) => self.push(Element::new(name).holding(children)),
            OpenTag::Heading { level, id, classes } => self.heading(level, id, &classes, children),
            OpenTag::Alert(kind) => self.alert(kind, children),
            OpenTag::Code { language } => self.code(language, &children),
            OpenTag::List { start: None } => self.push(Element::new("ul").holding(children)),
            OpenTag::List { start: Some(start) } => {
                let start = (start != 1).then(|| start.to_string());
                self.push(Element::new("ol").with_some("start", start).holding(children));
            }
            OpenTag::Table => self.table(children),
            OpenTag::Head => {
                let row = Element::new("tr").holding(children);
                self.push(Element::new("thead").holding([row.into()]));
            }
            OpenTag::Row => self.push(Element::new("tr").holding(children)),
            OpenTag::Cell { is_head, alignment } => self.push(cell(is_head, alignment, children)),
            OpenTag::Footnote { label } => {
                if self.is_carnet() {
                    self.definitions.push((label, children));
                } else {
                    let id = format!("fn-{}", slug::slugify(&label));
                    let note =
                        Element::new("div").with("class", "footnote-definition").with("id", id);
                    self.push(note.holding(children));
                }
            }
            OpenTag::Link { link, title, .. } => self.link(link, &title, children, &whole),
            OpenTag::Image { url, title } => self.image(&url, &title, &children, &whole),
        }
    }

    fn heading(&mut self, level: u8, id: Option<String>, classes: &[String], children: Vec<Node>) {
        let title = text_of(&children).trim().to_owned();
        let wanted = id.unwrap_or_else(|| slug::slugify(&title));
        let id = self.unique(&wanted);
        let name = ["h1", "h2", "h3", "h4", "h5", "h6"][usize::from(level.clamp(1, 6)) - 1];
        let class = (!classes.is_empty()).then(|| classes.join(" "));
        self.headings.push(Heading { level, id: id.clone(), title, children: Vec::new() });
        self.push(Element::new(name).with("id", id).with_some("class", class).holding(children));
    }

    /// An id that no other heading of the page has: `x`, `x-1`, `x-2` …
    fn unique(&mut self, wanted: &str) -> String {
        let wanted = if wanted.is_empty() { "section" } else { wanted };
        let mut id = wanted.to_owned();
        let mut number = 0;
        while self.anchors.contains(&id) {
            number += 1;
            id = format!("{wanted}-{number}");
        }
        self.anchors.push(id.clone());
        id
    }

    fn alert(&mut self, kind: BlockQuoteKind, children: Vec<Node>) {
        let (class, key) = match kind {
            BlockQuoteKind::Note => ("note", "alert-note"),
            BlockQuoteKind::Tip => ("tip", "alert-tip"),
            BlockQuoteKind::Important => ("important", "alert-important"),
            BlockQuoteKind::Warning => ("warning", "alert-warning"),
            BlockQuoteKind::Caution => ("caution", "alert-caution"),
        };
        if !self.is_carnet() {
            let class = format!("markdown-alert-{class}");
            self.push(Element::new("blockquote").with("class", class).holding(children));
            return;
        }
        let title =
            Element::new("p").with("class", "alert-title").holding([Node::Text(self.string(key))]);
        let alert = Element::new("div")
            .with("class", format!("alert alert-{class}"))
            .with("role", "note")
            .holding([title.into()])
            .holding(children);
        self.push(alert);
    }

    fn code(&mut self, language: Option<String>, children: &[Node]) {
        let text = text_of(children);
        let coloured = language
            .as_deref()
            .filter(|_| self.around.config.markdown.highlight)
            .and_then(|language| highlight::highlight(&text, language));
        self.has_code |= coloured.is_some();
        let inner = coloured.map_or(Node::Text(text), Node::Sound);
        let code = Element::new("code").with_some("data-lang", language.clone()).holding([inner]);
        // It may be wider than the screen: the keyboard must be able to scroll it.
        let pre = Element::new("pre")
            .with_some("data-lang", language)
            .with("tabindex", "0")
            .holding([code.into()]);
        self.push(pre);
    }

    fn table(&mut self, children: Vec<Node>) {
        let mut children = children.into_iter();
        let head = children.next();
        let rows: Vec<Node> = children.collect();
        let mut table = Element::new("table").holding(head);
        if !rows.is_empty() {
            table = table.holding([Element::new("tbody").holding(rows).into()]);
        }
        if !self.is_carnet() {
            self.push(table);
            return;
        }
        // Wider than a phone: a named region that the keyboard can scroll.
        let region = Element::new("section")
            .with("class", "table-frame")
            .with("aria-label", self.table_label())
            .with("tabindex", "0")
            .holding([table.into()]);
        self.push(region);
    }

    /// A table is named after the heading above it.
    fn table_label(&self) -> String {
        let table = self.string("table");
        match self.headings.last() {
            Some(heading) => format!("{table} – {}", heading.title),
            None => table,
        }
    }

    fn link(&mut self, link: Option<Link>, title: &str, children: Vec<Node>, whole: &Range<usize>) {
        let Some(link) = link else {
            // It was reported; its text stays.
            for child in children {
                self.push(child);
            }
            return;
        };
        if self.is_carnet() && !has_content(&children) {
            let problem =
                Diagnostic::at(&codes::A11Y_LINK, self.span(whole), "this link has no text")
                    .help("write between the square brackets where it leads");
            self.diagnostics.push(problem);
        }
        let settings = &self.around.config.markdown;
        let mut element = Element::new("a");
        if link.is_external {
            element = element.with_some("class", settings.external_links_class.clone());
            let mut relations = Vec::new();
            if settings.external_links_target_blank {
                relations.push("noopener");
            }
            if settings.external_links_no_follow {
                relations.push("nofollow");
            }
            if settings.external_links_no_referrer {
                relations.push("noreferrer");
            }
            relations.push("external");
            element = element.with("rel", relations.join(" "));
            if settings.external_links_target_blank {
                element = element.with("target", "_blank");
            }
        } else if let Some(kind) = link.kind.filter(|_| self.is_carnet()) {
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
        self.push(element.holding(children));
    }

    fn image(&mut self, url: &str, title: &str, children: &[Node], whole: &Range<usize>) {
        let span = self.span(whole);
        let alternative = text_of(children);
        if self.is_carnet() && alternative.trim().is_empty() {
            self.diagnostics.push(
                Diagnostic::at(
                    &codes::A11Y_IMAGE,
                    span.clone(),
                    "this image has no alternative text",
                )
                .help("say between the square brackets what the image shows: ![…](image.svg)"),
            );
        }
        let url = links::image(self.around, self.subject, url, &span, self.diagnostics);
        let title = self.around.languages.space(self.subject.language, title);
        let mut image = Element::new("img")
            .with("src", url.unwrap_or_default())
            .with("alt", alternative)
            .with_some("title", (!title.is_empty()).then_some(title.as_ref()));
        if self.is_carnet() || self.around.config.markdown.lazy_async_image {
            image = image.with("loading", "lazy").with("decoding", "async");
        }
        self.push(image);
    }

    fn finish(mut self) -> Tree {
        let notes = self.footnotes_section();
        if let Some(notes) = notes {
            self.push(notes);
        }
        let nodes = self.stack.swap_remove(0).children;
        for used in self.footnotes.keys() {
            self.anchors.push(format!("fn-{}", slug::slugify(used)));
        }
        Tree {
            nodes,
            more: self.more,
            headings: self.headings,
            anchors: self.anchors,
            links: self.links,
            has_code: self.has_code,
        }
    }

    /// The footnotes that the text refers to, in the order of its references.
    fn footnotes_section(&mut self) -> Option<Element> {
        let mut used: Vec<(String, FootnoteUse)> =
            self.footnotes.iter().map(|(label, used)| (label.clone(), *used)).collect();
        used.sort_by_key(|(_, used)| used.number);
        let mut items = Vec::new();
        for (label, used) in used {
            let index = self.definitions.iter().position(|(defined, _)| *defined == label)?;
            let (_, mut children) = self.definitions.swap_remove(index);
            let slug = slug::slugify(&label);
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

/// A paragraph that is nothing but an image with a title is a figure with a caption.
fn figure_or_paragraph(mut children: Vec<Node>) -> Element {
    if let [Node::Element(image)] = children.as_mut_slice()
        && image.name == "img"
        && let Some(index) = image.attributes.iter().position(|(name, _)| *name == "title")
    {
        let (_, caption) = image.attributes.remove(index);
        let caption = Element::new("figcaption").holding([Node::Text(caption)]);
        return Element::new("figure").holding(children).holding([caption.into()]);
    }
    Element::new("p").holding(children)
}

fn cell(is_head: bool, alignment: Alignment, children: Vec<Node>) -> Element {
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

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
