//! The other files that a text names: wiki links `[[id]]`, Zola's `@/path.md`, and `other.md`
//! beside it; each with the sentence around it.
//!
//! They are read before any text is rendered, because backlinks are facts that every page may
//! show, and no text may depend on another rendered text.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use super::sentences::{Block, Placed, Sentence, Words};
use crate::config::Config;
use crate::knowledge::paths;
use crate::markdown;
use crate::markdown::cited::{self, Citation, Form, Piece, Pieces};
use crate::source::{SourceId, Span, Spanned};

/// What a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// `[[target]]`: an id, or a folder and an id.
    Wiki(Spanned<String>),
    /// `@/target`, or `target` beside the file: a path below `content/`, perhaps with an anchor.
    File(Spanned<String>),
}

/// One mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// What is named.
    pub named: Named,
    /// The sentence in which it is.
    pub sentence: Sentence,
}

/// Finds the mentions in `text[body]` of the content file `relative`.
#[must_use]
pub fn read(
    text: &str,
    body: Range<usize>,
    source: SourceId,
    relative: &str,
    config: &Config,
) -> Vec<Mention> {
    // Without things that refer to each other, they are noted when the text is rendered.
    if config.carnet.is_none() {
        return Vec::new();
    }
    let mut reader = Reader::default();
    let written = &text[body.clone()];
    let citations = cited::find(written, markdown::options(config));
    let events = Parser::new_ext(written, markdown::options(config)).into_offset_iter();
    for (piece, range) in Pieces::new(events, &citations) {
        let event = match piece {
            Piece::Event(event) => event,
            Piece::Citation(index) => {
                reader.citation(&citations[index]);
                continue;
            }
        };
        let span = || Span::new(source, range.start + body.start..range.end + body.start);
        match event {
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                let (named, instead) = if let LinkType::WikiLink { has_pothole } = link_type {
                    let value = wiki_target(&dest_url).to_owned();
                    let instead = (!has_pothole).then(|| Words::TitleOf(value.clone()));
                    (Some(Named::Wiki(Spanned { value, span: span() })), instead)
                } else {
                    let path = paths::meant_by(&dest_url, relative);
                    (path.map(|value| Named::File(Spanned { value, span: span() })), None)
                };
                reader.open = Some(Open { start: reader.text.len(), named, instead });
            }
            Event::End(TagEnd::Link) => reader.close(),
            Event::Start(Tag::Image { .. }) => reader.images += 1,
            Event::End(TagEnd::Image) => reader.images = reader.images.saturating_sub(1),
            Event::Start(
                Tag::Emphasis
                | Tag::Strong
                | Tag::Strikethrough
                | Tag::Superscript
                | Tag::Subscript,
            )
            | Event::End(
                TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Superscript
                | TagEnd::Subscript,
            ) => {}
            Event::Start(_) | Event::End(_) | Event::Rule => reader.end_block(),
            Event::Text(words) => reader.push(&config.markdown.emoji(&words)),
            Event::Code(words) | Event::InlineMath(words) | Event::DisplayMath(words) => {
                reader.push(&words);
            }
            Event::SoftBreak | Event::HardBreak => reader.push(" "),
            Event::Html(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }
    reader.end_block();
    reader.mentions
}

/// A link that is not closed yet.
struct Open {
    start: usize,
    named: Option<Named>,
    instead: Option<Words>,
}

/// What was read of the block that is open, and the mentions of those before.
#[derive(Default)]
struct Reader {
    text: String,
    open: Option<Open>,
    /// How many images are open: their words are no part of the sentence, but of a link around
    /// them.
    images: usize,
    links: Vec<Placed>,
    /// What is named in this block, with the index of its link.
    named: Vec<(usize, Named)>,
    sentences: usize,
    mentions: Vec<Mention>,
}

impl Reader {
    fn push(&mut self, words: &str) {
        if self.images == 0 || self.open.is_some() {
            self.text.push_str(words);
        }
    }

    fn close(&mut self) {
        let Some(Open { start, named, instead }) = self.open.take() else { return };
        self.named.extend(named.map(|named| (self.links.len(), named)));
        self.links.push(Placed { place: start..self.text.len(), instead });
    }

    /// What a page that quotes the sentence has no list for is left out; authors that are a part of
    /// the sentence stay.
    fn citation(&mut self, citation: &Citation) {
        let first = citation.parts.first().filter(|part| !part.is_author_left_out);
        match (citation.form, first) {
            (Form::InText, Some(part)) => {
                let start = self.text.len();
                self.push(&part.key);
                let place = start..self.text.len();
                let instead = Some(Words::AuthorsOf(part.key.clone()));
                self.links.push(Placed { place, instead });
            }
            _ => self.text.truncate(self.text.trim_end().len()),
        }
    }

    fn end_block(&mut self) {
        if !self.named.is_empty() {
            let block = Block::new(&self.text, &self.links);
            for (link, named) in self.named.drain(..) {
                let sentence = block.around(&self.links[link], self.sentences);
                self.mentions.push(Mention { named, sentence });
            }
            self.sentences += block.len();
        }
        self.text.clear();
        self.links.clear();
    }
}

/// The target of a wiki link. In a table its bar must be written `\\|`, whose first sign stays.
#[must_use]
pub fn wiki_target(written: &str) -> &str {
    written.trim_end_matches('\\')
}
