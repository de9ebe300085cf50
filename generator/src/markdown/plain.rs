//! Markdown of a site without `[carnet]`: the HTML that Zola's themes are written for.
//!
//! The events of the text are written by pulldown-cmark's own writer, as in Zola. What Zola has
//! another way for is changed between the two: headings, links, images, code, footnotes at the
//! end, and where the summary ends.

mod addresses;
mod code;
mod footnotes;
mod headings;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Parser, Tag, TagEnd, html};
use pulldown_cmark_escape::{escape_href, escape_html};

use super::{Heading, Subject, Surroundings, options};
use crate::diagnostic::Diagnostic;
use crate::knowledge::Target;
use crate::source::{Span, Spanned};
use code::Fence;
use footnotes::Footnotes;
pub(super) use headings::opening_link;

/// Where the rest of a text begins, for links from its summary.
const CONTINUE: &str = "<span id=\"continue-reading\"></span>";

/// A text as HTML, and what was met on the way.
pub(super) struct Rendered {
    pub(super) html: String,
    pub(super) summary: Option<String>,
    /// The headings, one after the other.
    pub(super) headings: Vec<Heading>,
    /// Links whose anchors Zola checks.
    pub(super) links: Vec<Spanned<String>>,
    /// Addresses within the site that Zola does not check.
    pub(super) addresses: Vec<Spanned<String>>,
    /// What is named by its file.
    pub(super) mentions: Vec<Target>,
}

/// What is written: an event of Markdown, or what stands in its place.
enum Piece<'a> {
    Event(Event<'a>),
    /// The opening tag of a link, which ends as any link does.
    Link(String),
}

/// Something whose content is gathered before it is written.
struct Open<'a> {
    kind: Kind,
    pieces: Vec<Piece<'a>>,
}

enum Kind {
    Heading { level: u8, id: Option<String>, classes: Vec<String> },
    Image { url: String, title: String },
    Code(Fence, Range<usize>),
    Footnote { label: String },
}

struct Writer<'a> {
    around: Surroundings<'a>,
    subject: Subject<'a>,
    diagnostics: &'a mut Vec<Diagnostic>,
    written: Vec<Piece<'a>>,
    open: Vec<Open<'a>>,
    /// How many pieces stand before `<!-- more -->`.
    more: Option<usize>,
    footnotes: Footnotes<'a>,
    headings: Vec<Heading>,
    ids: BTreeSet<String>,
    /// The last number that was put behind each id.
    numbers: BTreeMap<String, usize>,
    links: Vec<Spanned<String>>,
    addresses: Vec<Spanned<String>>,
    mentions: Vec<Target>,
}

/// Renders a text.
pub(super) fn render<'a>(
    around: Surroundings<'a>,
    subject: Subject<'a>,
    diagnostics: &'a mut Vec<Diagnostic>,
) -> Rendered {
    let markdown = subject.text.markdown;
    let mut writer = Writer {
        around,
        subject,
        diagnostics,
        // There is a piece for so many bytes of usual texts.
        written: Vec::with_capacity(markdown.len() / 8),
        open: Vec::new(),
        more: None,
        footnotes: Footnotes::default(),
        headings: Vec::new(),
        ids: BTreeSet::new(),
        numbers: BTreeMap::new(),
        links: Vec::new(),
        addresses: Vec::new(),
        mentions: Vec::new(),
    };
    let events = Parser::new_ext(markdown, options(around.config)).into_offset_iter();
    // What an author wrote is not taken by a heading that comes before it. Without braces nobody
    // wrote an id, and events need not be gathered first.
    if markdown.contains('{') {
        let events: Vec<(Event<'a>, Range<usize>)> = events.collect();
        writer.ids = events.iter().filter_map(|(event, _)| written_id(event)).collect();
        events.into_iter().for_each(|(event, range)| writer.event(event, &range));
    } else {
        events.for_each(|(event, range)| writer.event(event, &range));
    }
    writer.finish()
}

/// The id that the author gave a heading.
fn written_id(event: &Event<'_>) -> Option<String> {
    match event {
        Event::Start(Tag::Heading { id, .. }) => id.as_ref().map(ToString::to_string),
        _ => None,
    }
}

impl<'a> Writer<'a> {
    fn span(&self, range: &Range<usize>) -> Span {
        self.subject.text.span(range)
    }

    fn push(&mut self, piece: Piece<'a>) {
        match self.open.last_mut() {
            Some(open) => open.pieces.push(piece),
            None => self.written.push(piece),
        }
    }

    fn push_html(&mut self, html: impl Into<CowStr<'a>>) {
        self.push(Piece::Event(Event::Html(html.into())));
    }

    fn extend(&mut self, pieces: Vec<Piece<'a>>) {
        for piece in pieces {
            self.push(piece);
        }
    }

    fn event(&mut self, event: Event<'a>, range: &Range<usize>) {
        let markdown = &self.around.config.markdown;
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                self.begin(Kind::Code(Fence::of(&kind), range.clone()));
            }
            Event::Start(Tag::Heading { level, id, classes, .. }) => self.begin(Kind::Heading {
                level: level as u8,
                id: id.map(|id| id.to_string()),
                classes: classes.iter().map(ToString::to_string).collect(),
            }),
            Event::Start(Tag::Image { dest_url, title, .. }) => {
                let url = self.image_address(&dest_url, range);
                self.begin(Kind::Image { url, title: title.to_string() });
            }
            Event::Start(Tag::FootnoteDefinition(label)) if markdown.bottom_footnotes => {
                self.begin(Kind::Footnote { label: label.to_string() });
            }
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                self.link(link_type, dest_url, title, id, range);
            }
            Event::End(TagEnd::CodeBlock | TagEnd::Heading(_) | TagEnd::Image) => self.end(),
            Event::End(TagEnd::FootnoteDefinition) if markdown.bottom_footnotes => self.end(),
            Event::FootnoteReference(label) if markdown.bottom_footnotes => {
                let reference = self.footnotes.reference(&label);
                self.push_html(reference);
            }
            Event::Text(text) if markdown.render_emoji && !self.is_in_code() => {
                let text = markdown.emoji(&text).into_owned();
                self.push(Piece::Event(Event::Text(text.into())));
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                if self.more.is_none() && is_more(&html) {
                    self.more = Some(self.written.len());
                    self.push_html(CONTINUE);
                } else {
                    self.push_html(html);
                }
            }
            event => self.push(Piece::Event(event)),
        }
    }

    fn is_in_code(&self) -> bool {
        matches!(self.open.last(), Some(Open { kind: Kind::Code(..), .. }))
    }

    fn begin(&mut self, kind: Kind) {
        self.open.push(Open { kind, pieces: Vec::new() });
    }

    fn end(&mut self) {
        let Some(Open { kind, pieces }) = self.open.pop() else { return };
        match kind {
            Kind::Heading { level, id, classes } => self.heading(level, id, &classes, pieces),
            Kind::Image { url, title } => self.image(&url, &title, &pieces),
            Kind::Code(fence, range) => {
                let code = text_of(&pieces, "");
                let config = self.around.config;
                if let Some(language) = fence.language().filter(|_| config.markdown.highlight) {
                    let span = self.span(&range);
                    let problem = config.markdown.highlighter.complaint(language, span);
                    self.diagnostics.extend(problem);
                }
                self.push_html(fence.render(&code, config));
            }
            Kind::Footnote { label } => self.footnotes.define(label, pieces),
        }
    }

    fn link(
        &mut self,
        link_type: LinkType,
        written: CowStr<'a>,
        title: CowStr<'a>,
        id: CowStr<'a>,
        range: &Range<usize>,
    ) {
        let markdown = &self.around.config.markdown;
        let relations = markdown.relations();
        let is_changed = relations.is_some() || markdown.external_links_class.is_some();
        if is_external(&written) && link_type != LinkType::Email && is_changed {
            let mut tag = "<a".to_owned();
            let mut attribute = |name: &str, value: Option<String>| {
                if let Some(value) = value {
                    tag.push_str(&format!(" {name}=\"{value}\""));
                }
            };
            attribute("class", markdown.external_links_class.as_deref().map(escaped));
            attribute("rel", relations);
            let is_blank = markdown.external_links_target_blank;
            attribute("target", is_blank.then(|| "_blank".to_owned()));
            attribute("title", (!title.is_empty()).then(|| escaped(&title)));
            attribute("href", Some(escaped_address(&written)));
            tag.push('>');
            self.note_external(&written, range);
            self.push(Piece::Link(tag));
        } else {
            let address = self.address(link_type, written, range);
            self.push(Piece::Event(Event::Start(Tag::Link {
                link_type,
                dest_url: address,
                title,
                id,
            })));
        }
    }

    fn image(&mut self, url: &str, title: &str, pieces: &[Piece<'a>]) {
        // A line that ends inside the text parts two words.
        let alternative = escaped(&text_of(pieces, " "));
        let mut tag = format!("<img src=\"{}\" alt=\"{alternative}\"", escaped_address(url));
        if !title.is_empty() {
            tag.push_str(&format!(" title=\"{}\"", escaped(title)));
        }
        if self.around.config.markdown.lazy_async_image {
            tag.push_str(" loading=\"lazy\" decoding=\"async\"");
        }
        tag.push_str(" />");
        self.push_html(tag);
    }

    fn finish(mut self) -> Rendered {
        // Nothing is open any more: each opening event has its closing one.
        let notes = std::mem::take(&mut self.footnotes).section();
        self.extend(notes);
        let summary = self.more.map(|end| self.summary(end));
        let mut html = String::with_capacity(self.subject.text.markdown.len() * 3 / 2);
        html::push_html(&mut html, self.written.into_iter().map(Piece::event));
        Rendered {
            html,
            summary,
            headings: self.headings,
            links: self.links,
            addresses: self.addresses,
            mentions: self.mentions,
        }
    }

    /// What stands before `<!-- more -->`, with the tags closed that are open there.
    fn summary(&mut self, end: usize) -> String {
        let pieces = &self.written[..end];
        let mut open: Vec<TagEnd> = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Event(Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock)) => {}
                Piece::Event(Event::Start(tag)) => open.push(tag.to_end()),
                Piece::Link(_) => open.push(TagEnd::Link),
                Piece::Event(Event::End(_)) => {
                    open.pop();
                }
                Piece::Event(_) => {}
            }
        }
        let mut summary = String::new();
        let events = pieces.iter().map(|piece| match piece {
            Piece::Event(event) => event.clone(),
            Piece::Link(tag) => Event::InlineHtml(tag.clone().into()),
        });
        html::push_html(&mut summary, events);
        summary = footnotes::without_references(&summary);
        summary.truncate(summary.trim_end().len());
        if !open.is_empty() {
            summary.push_str(&self.cutoff(&summary));
            html::push_html(&mut summary, open.into_iter().rev().map(Event::End));
        }
        summary
    }

    /// The sign that a text goes on.
    fn cutoff(&mut self, summary: &str) -> String {
        let Some(snippets) = self.around.snippets else { return String::new() };
        match snippets.summary_cutoff(summary, self.subject.language, self.subject.relative) {
            Ok(html) => html,
            Err(problem) => {
                self.diagnostics.push(problem);
                String::new()
            }
        }
    }
}

impl<'a> Piece<'a> {
    fn event(self) -> Event<'a> {
        match self {
            Self::Event(event) => event,
            Self::Link(html) => Event::InlineHtml(html.into()),
        }
    }
}

/// The text of some pieces without markup; `gap` is what the end of a line between two words
/// becomes.
fn text_of(pieces: &[Piece<'_>], gap: &str) -> String {
    let mut text = String::new();
    let mut is_broken = false;
    for piece in pieces {
        match piece {
            Piece::Event(Event::Text(part) | Event::Code(part)) => {
                if std::mem::take(&mut is_broken) {
                    text.push_str(gap);
                }
                text.push_str(part);
            }
            Piece::Event(Event::SoftBreak | Event::HardBreak) => is_broken = !text.is_empty(),
            _ => {}
        }
    }
    text
}

/// Whether `html` holds the comment that ends the summary.
fn is_more(html: &str) -> bool {
    html.match_indices("<!--").any(|(start, opening)| {
        let inner = html[start + opening.len()..].trim_start();
        inner.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("more"))
            && inner[4..].trim_start().starts_with("-->")
    })
}

/// Whether an address is read as leaving the site, whichever site it names.
fn is_external(url: &str) -> bool {
    url.starts_with("http:") || url.starts_with("https:")
}

/// Text as an attribute holds it.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    // Writing to a string does not fail.
    let _ = escape_html(&mut escaped, text);
    escaped
}

/// An address as an attribute holds it.
fn escaped_address(url: &str) -> String {
    let mut escaped = String::with_capacity(url.len());
    // Writing to a string does not fail.
    let _ = escape_href(&mut escaped, url);
    escaped
}
