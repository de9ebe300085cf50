//! From Markdown's events to the tree of a body, in the carnet model. A site without `[carnet]` has
//! a writer of its own.
//!
//! One pass: each opening tag pushes a [`Frame`], each closing tag turns its frame into a node.
//! Whatever needs the place of a mistake (links, images, headings) is checked here, where events
//! still know where they were written.

mod authored;
mod elements;
mod footnotes;
mod media;
mod raw;
mod unfinished;
mod works;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{
    Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, LinkType, Parser, Tag,
};

use super::cited::{Piece, Pieces};
use super::links::{self, Link};
use super::works::Works;
use super::{Heading, Reference, Subject, Surroundings, options};
use crate::diagnostic::{Diagnostic, codes};
use crate::html::{Element, Node};
use crate::source::{Span, Spanned};
use authored::Authored;
use elements::cell;
use media::paragraphs;
use raw::Comments;

/// How many tags may be open at once. Browsers and screen readers give up long before.
const DEEPEST: usize = 100;

/// The same for HTML that an author wrote, where some are never closed.
const DEEPEST_RAW: usize = 1000;

/// A body before it is written.
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
    /// How many of the nodes stand before `<!-- more -->`.
    pub(super) more: Option<usize>,
    pub(super) headings: Vec<Heading>,
    pub(super) links: Vec<Spanned<String>>,
    pub(super) has_code: bool,
    /// The list of the works that the text refers to.
    pub(super) bibliography: Option<Element>,
    pub(super) references: Vec<Reference>,
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
    Html,
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
    anchors: BTreeSet<String>,
    links: Vec<Spanned<String>>,
    has_code: bool,
    /// Whether a picture stands further up.
    has_picture: bool,
    /// Last letter written in the current block: spacing depends on what stands before.
    previous: Option<char>,
    /// Numbers of footnotes by label, in the order in which the text refers to them.
    footnotes: BTreeMap<String, FootnoteUse>,
    definitions: Vec<(String, Vec<Node>)>,
    alignments: Vec<Alignment>,
    column: usize,
    is_head: bool,
    last_level: u8,
    is_too_deep: bool,
    /// Ids that headings further down were given by their author: no other may take them.
    reserved: BTreeSet<String>,
    /// How often each heading's id was wanted.
    wanted: BTreeMap<String, usize>,
    comments: Comments,
    /// How many elements of the author's own HTML are open.
    raw_depth: usize,
    /// The block of HTML that is being read.
    authored: Authored,
    /// The element of the author's HTML that is open in this paragraph and left out as a whole.
    left_out: Option<String>,
    /// What of the author's HTML is told to be taken out.
    taken_out: BTreeSet<String>,
    /// How often each label of a table was used.
    tables: BTreeMap<String, usize>,
    /// The works that the text refers to.
    works: Works,
    /// How often a place was named after each work.
    times: BTreeMap<String, usize>,
    /// The places that refer to each work.
    uses: BTreeMap<usize, Vec<String>>,
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
    let works = Works::of(around, subject, diagnostics);
    let mut builder = Builder {
        around,
        subject,
        diagnostics,
        stack: vec![Frame { tag: OpenTag::Transparent, children: Vec::new(), start: 0 }],
        more: None,
        headings: Vec::new(),
        anchors: works.ids().collect(),
        links: Vec::new(),
        has_code: false,
        has_picture: false,
        previous: None,
        footnotes: BTreeMap::new(),
        definitions: Vec::new(),
        alignments: Vec::new(),
        column: 0,
        is_head: false,
        last_level: 1,
        is_too_deep: false,
        reserved: given_ids(subject.text.markdown, around),
        wanted: BTreeMap::new(),
        comments: Comments::default(),
        raw_depth: 0,
        authored: Authored::default(),
        left_out: None,
        taken_out: BTreeSet::new(),
        tables: BTreeMap::new(),
        works,
        times: BTreeMap::new(),
        uses: BTreeMap::new(),
    };
    let parser = Parser::new_ext(subject.text.markdown, options(around.config));
    let citations = std::mem::take(&mut builder.works.citations);
    for (piece, range) in Pieces::new(parser.into_offset_iter(), &citations) {
        match piece {
            Piece::Event(event) => builder.event(event, range),
            Piece::Citation(index) => builder.citation(index),
        }
    }
    builder.finish()
}

impl<'a> Builder<'a> {
    fn span(&self, range: &Range<usize>) -> Span {
        self.subject.text.span(range)
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
            Event::Text(text) => {
                self.tell_of_signs(&range);
                self.text(&text);
            }
            Event::Code(code) => {
                self.previous = code.chars().last();
                self.push(Element::new("code").holding([Node::Text(code.to_string())]));
            }
            Event::Html(html) => {
                self.authored.push(&html, range.start);
                self.html(&html, &range);
            }
            Event::InlineHtml(html) => {
                let mut authored = Authored::default();
                authored.push(&html, range.start);
                self.tell_of(&authored);
                self.html(&html, &range);
            }
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
                self.push(Node::Text(text.to_string()));
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
            let language = link.as_ref().and_then(|link| link.language.clone());
            match language {
                Some(language) => {
                    let spaced = self.around.languages.space(&language, &title).into_owned();
                    self.previous = spaced.chars().last().or(self.previous);
                    self.push(Node::Text(spaced));
                }
                None => self.push_text(&title),
            }
        } else if in_code {
            self.push(Node::Text(text.to_owned()));
        } else {
            self.push_text(text);
        }
    }

    /// Text for reading, with the spaces its language wants.
    fn push_text(&mut self, text: &str) {
        let text = &*self.around.config.markdown.emoji(text);
        let languages = self.around.languages;
        let spaced = languages.space_after(self.subject.language, text, self.previous).into_owned();
        self.previous = spaced.chars().last().or(self.previous);
        self.push(Node::Text(spaced));
    }

    fn html(&mut self, html: &CowStr<'_>, range: &Range<usize>) {
        let inner = html.trim().strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
        if inner.is_some_and(|inner| inner.trim().eq_ignore_ascii_case("more")) {
            if self.more.is_none() {
                self.more = Some(self.stack[0].children.len());
                self.push(Element::new("span").with("id", "continue-reading"));
            }
            return;
        }
        self.raw_depth = raw::depth(html, self.raw_depth);
        if self.raw_depth > DEEPEST_RAW {
            self.report_depth(range);
            return;
        }
        for (at, level) in self.comments.headings(html) {
            let tag = range.start + at..range.start + at + "<h0".len();
            self.check_level(level, &tag, |level| format!("<h{level}>"));
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

    fn open(&mut self, tag: Tag<'_>, range: &Range<usize>) {
        let open = match tag {
            Tag::Paragraph => {
                (self.previous, self.left_out) = (None, None);
                OpenTag::Plain("p")
            }
            Tag::Heading { level, id, classes, .. } => {
                self.previous = None;
                let level = level as u8;
                self.check_level(level, range, |level| "#".repeat(level));
                if !classes.is_empty() && !self.around.cleaner.is_widened("class") {
                    self.taken_out("`class`", range, authored::PASSES_FOR_THE_PAGE);
                }
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
            Tag::HtmlBlock => {
                self.left_out = None;
                OpenTag::Html
            }
            Tag::MetadataBlock(_) => OpenTag::Transparent,
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
        let open = if self.stack.len() < DEEPEST {
            open
        } else {
            self.report_depth(range);
            OpenTag::Transparent
        };
        self.stack.push(Frame { tag: open, children: Vec::new(), start: range.start });
    }

    /// Once: everything that stands deeper would only repeat it.
    fn report_depth(&mut self, range: &Range<usize>) {
        if !self.is_too_deep {
            self.is_too_deep = true;
            let problem = Diagnostic::at(
                &codes::TEXT_TOO_DEEP,
                self.span(range),
                "this stands too deep inside other lists, quotes, elements or the like",
            )
            .help("take some of the signs before it out");
            self.diagnostics.push(problem);
        }
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
        let is_address = matches!(link_type, LinkType::Email)
            || url.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("mailto:"));
        if is_address {
            self.diagnostics.push(links::exposes_address(&span));
        }
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

    fn check_level(
        &mut self,
        level: u8,
        range: &Range<usize>,
        write: impl FnOnce(usize) -> String,
    ) {
        if level == 1 {
            let message = "this heading is a second title of the page";
            let problem = Diagnostic::at(&codes::A11Y_TITLE, self.span(range), message);
            self.diagnostics.push(problem.help(format!("begin it with {}", write(2))));
        } else if level > self.last_level + 1 {
            let problem = Diagnostic::at(
                &codes::A11Y_HEADING,
                self.span(range),
                format!("a heading of level {level} follows one of level {}", self.last_level),
            )
            .help(format!(
                "begin it with {}; the title of the page is level 1",
                write(usize::from(self.last_level) + 1)
            ));
            self.diagnostics.push(problem);
        }
        self.last_level = level;
    }

    fn close(&mut self, range: &Range<usize>) {
        let Some(frame) = self.stack.pop() else { return };
        let Frame { tag, children, start } = frame;
        let whole = start..range.end;
        if matches!(tag, OpenTag::Html) {
            let authored = std::mem::take(&mut self.authored);
            self.tell_of(&authored);
        }
        match tag {
            OpenTag::Transparent | OpenTag::Html => {
                for child in children {
                    self.push(child);
                }
            }
            OpenTag::Plain("p") => {
                for block in paragraphs(children) {
                    self.push(block);
                }
            }
            OpenTag::Plain(name) => self.push(Element::new(name).holding(children)),
            OpenTag::Heading { level, id, classes } => self.heading(level, id, &classes, children),
            OpenTag::Alert(kind) => self.alert(kind, children),
            OpenTag::Code { language } => self.code(language, &children, &whole),
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
                self.definitions.push((label, children));
            }
            OpenTag::Link { link, title, .. } => self.link(link, &title, children, &whole),
            OpenTag::Image { url, title } => self.image(&url, &title, &children, &whole),
        }
    }

    fn finish(mut self) -> Tree {
        let notes = self.footnotes_section();
        if let Some(notes) = notes {
            self.push(notes);
        }
        let (bibliography, references) = self.bibliography();
        let nodes = self.stack.swap_remove(0).children;
        Tree {
            bibliography,
            references,
            nodes,
            more: self.more,
            headings: self.headings,
            links: self.links,
            has_code: self.has_code,
        }
    }
}

/// The ids that headings of a text were given by their author, `## Heading {#id}`.
fn given_ids(text: &str, around: Surroundings<'_>) -> BTreeSet<String> {
    // Most texts give none, and need no second reading.
    if !text.contains('#') || !text.contains('{') {
        return BTreeSet::new();
    }
    Parser::new_ext(text, options(around.config))
        .filter_map(|event| match event {
            Event::Start(Tag::Heading { id, .. }) => id.map(|id| id.to_string()),
            _ => None,
        })
        .collect()
}
