//! The text of a page as Markdown that may be published: what its author wrote, without what only
//! authors see, and with whole addresses.
//!
//! Left out are comments, also those that hide Markdown between two pieces of raw HTML; link
//! definitions that no link uses, a way to write comments; and what sanitising takes out of the
//! page too. Links to things and files of the site become addresses, and references to works their
//! citations: another program knows neither.

mod raw;
mod works;

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Parser, Tag, TagEnd};

use super::{Subject, Surroundings, links, options, subject};
use crate::knowledge::PageId;
use raw::Raw;

/// The text of a page.
#[must_use]
pub fn text(around: Surroundings<'_>, id: PageId) -> String {
    let subject = subject(around, id);
    let markdown = subject.text.markdown;
    let mut reader = Reader {
        around,
        subject,
        markdown,
        edits: Vec::new(),
        covered: Vec::new(),
        definitions: BTreeSet::new(),
        raw: Raw::default(),
        block: None,
    };
    let mut events = Parser::new_ext(markdown, options(around.config)).into_offset_iter();
    while let Some((event, range)) = events.next() {
        if let Event::Start(Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. }) =
            &event
            && matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut)
            && let Some(definition) = events.reference_definitions().get(id)
        {
            let place = definition.span.clone();
            reader.definition(&event, place);
        }
        reader.event(event, range);
    }
    let (citations, foot) = works::written(around, subject);
    reader.edits.extend(citations);
    let text = reader.finish();
    if foot.is_empty() { text } else { format!("{text}\n{foot}") }
}

struct Reader<'a> {
    around: Surroundings<'a>,
    subject: Subject<'a>,
    markdown: &'a str,
    /// What is written in place of parts of the text.
    edits: Vec<(Range<usize>, String)>,
    /// The parts of the text that make something of the page.
    covered: Vec<Range<usize>>,
    /// Where the definitions stand that links use: start and end.
    definitions: BTreeSet<(usize, usize)>,
    raw: Raw,
    /// The lines of the block of raw HTML that is open.
    block: Option<Vec<Range<usize>>>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        let is_container = matches!(
            &event,
            Event::Start(
                Tag::BlockQuote(_)
                    | Tag::List(_)
                    | Tag::Item
                    | Tag::FootnoteDefinition(_)
                    | Tag::DefinitionList
                    | Tag::DefinitionListDefinition
            ) | Event::End(_)
        );
        if !is_container {
            self.covered.push(range.clone());
        }
        match event {
            Event::Start(Tag::HtmlBlock) => self.block = Some(Vec::new()),
            Event::End(TagEnd::HtmlBlock) => {
                for range in self.block.take().unwrap_or_default() {
                    self.html(range);
                }
            }
            Event::Html(_) | Event::InlineHtml(_) => match &mut self.block {
                // Lines that follow each other are one: a tag may go over several.
                Some(lines) => match lines.last_mut() {
                    Some(last) if last.end == range.start => last.end = range.end,
                    _ => lines.push(range),
                },
                None => self.html(range),
            },
            Event::Start(Tag::Link {
                link_type: LinkType::WikiLink { has_pothole },
                dest_url,
                ..
            }) => {
                self.wiki(&dest_url, has_pothole, range);
            }
            Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, .. }) => {
                let url = self.address(&dest_url, &range);
                self.replace_address(range, "](", &dest_url, url);
            }
            Event::Start(Tag::Image { link_type: LinkType::Inline, dest_url, .. }) => {
                let url = self.file(&dest_url, &range);
                self.replace_address(range, "](", &dest_url, url);
            }
            _ => {}
        }
    }

    fn html(&mut self, range: Range<usize>) {
        let cleaned =
            self.raw.clean(&self.markdown[range.clone()], range.start, self.around.cleaner);
        self.edits.extend(cleaned.hidden);
        self.edits.push((range, cleaned.text));
    }

    /// `[[id|words]]` as a link that every program understands.
    fn wiki(&mut self, target: &CowStr<'_>, has_words: bool, range: Range<usize>) {
        let span = self.subject.text.span(&range);
        let found = links::wiki(self.around, self.subject, target, &span, &mut Vec::new());
        let written = &self.markdown[range.clone()];
        let (Some(link), Some(inner)) = (found, written.strip_suffix("]]")) else { return };
        let url = bracketed(&link.url);
        match inner.find('|').filter(|_| has_words) {
            Some(bar) => {
                self.edits.push((range.start..range.start + bar + 1, "[".to_owned()));
                self.edits.push((range.end - 2..range.end, format!("]({url})")));
            }
            None => {
                let title = link.title.unwrap_or_default().replace('[', "\\[").replace(']', "\\]");
                self.edits.push((range, format!("[{title}]({url})")));
            }
        }
    }

    /// A definition that a link uses.
    fn definition(&mut self, event: &Event<'_>, place: Range<usize>) {
        if !self.definitions.insert((place.start, place.end)) {
            return;
        }
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                let url = self.address(dest_url, &place);
                self.replace_address(place, "]:", dest_url, url);
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                let url = self.file(dest_url, &place);
                self.replace_address(place, "]:", dest_url, url);
            }
            _ => {}
        }
    }

    fn address(&self, url: &str, range: &Range<usize>) -> Option<String> {
        let span = self.subject.text.span(range);
        links::link(self.around, self.subject, url, &span, &mut Vec::new()).map(|link| link.url)
    }

    fn file(&self, url: &str, range: &Range<usize>) -> Option<String> {
        let span = self.subject.text.span(range);
        links::image(self.around, self.subject, url, &span, &mut Vec::new()).map(|file| file.url)
    }

    /// Writes another address where `written` stands after `before`.
    fn replace_address(
        &mut self,
        range: Range<usize>,
        before: &str,
        written: &str,
        url: Option<String>,
    ) {
        let Some(url) = url.filter(|url| url != written) else { return };
        let text = &self.markdown[range.clone()];
        let is_there =
            |at: &usize| text[*at..].trim_start().trim_start_matches('<').starts_with(written);
        let after = text.match_indices(before).map(|(at, _)| at + before.len()).filter(is_there);
        // The words of a link come before its address, its title after.
        let Some(at) = after.last() else { return };
        let blank = text[at..].len() - text[at..].trim_start().len();
        let is_bracketed = text[at + blank..].starts_with('<');
        let start = range.start + at + blank;
        let end = start + written.len() + if is_bracketed { 2 } else { 0 };
        self.edits.push((start..end.min(range.end), bracketed(&url)));
    }

    fn finish(mut self) -> String {
        self.edits.extend(self.raw.rest(self.markdown.len()));
        let unused = self.unused_definitions();
        self.edits.extend(unused);
        // What holds another edit comes before it, and takes its place.
        self.edits.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
        let mut made = String::with_capacity(self.markdown.len());
        let mut copied = 0;
        for (range, text) in &self.edits {
            if range.start < copied {
                // What is hidden may begin inside a piece of HTML.
                copied = copied.max(range.end);
                continue;
            }
            made.push_str(&self.markdown[copied..range.start]);
            made.push_str(text);
            copied = range.end;
        }
        made.push_str(&self.markdown[copied..]);
        format!("{}\n", made.trim())
    }

    /// The lines that make nothing of the page and define what no link uses.
    fn unused_definitions(&mut self) -> Vec<(Range<usize>, String)> {
        self.covered.sort_by_key(|range| (range.start, range.end));
        let used = self.definitions.iter().map(|(start, end)| *start..*end);
        let mut known: Vec<Range<usize>> = self.covered.drain(..).chain(used).collect();
        known.sort_by_key(|range| (range.start, range.end));
        let mut unused = Vec::new();
        let mut at = 0;
        let end = self.markdown.len();
        for range in known.into_iter().chain(std::iter::once(end..end)) {
            if range.start > at {
                definitions_in(self.markdown, at..range.start, &mut unused);
            }
            at = at.max(range.end);
        }
        unused
    }
}

/// The definitions in a part of the text that holds nothing else but blank lines and the marks of
/// lists, quotations and footnotes.
fn definitions_in(text: &str, gap: Range<usize>, found: &mut Vec<(Range<usize>, String)>) {
    let mut start = gap.start;
    let mut is_open = false;
    for line in text[gap].split_inclusive('\n') {
        let words = line.trim();
        let begins_block = words.starts_with(['>', '-', '*', '+', '[', ':'])
            || words.starts_with(|first: char| first.is_ascii_digit());
        is_open = is_open && !words.is_empty() && !begins_block;
        let opens = line.find('[').filter(|at| !is_open && !is_mark(line[*at..].trim_end()));
        let from = if is_open { Some(0) } else { opens };
        if let Some(from) = from {
            found.push((start + from..start + line.trim_end().len(), String::new()));
            is_open = true;
        }
        start += line.len();
    }
}

/// Whether what begins with a bracket is a mark and no definition: of a footnote, `[^1]:`, or of a
/// notice, `[!TIP]`.
fn is_mark(written: &str) -> bool {
    written.starts_with("[^") || written.starts_with("[!") && written.ends_with(']')
}

/// An address as Markdown writes it between round brackets.
fn bracketed(url: &str) -> String {
    match url.contains([' ', '(', ')', '<', '>']) {
        true => format!("<{}>", url.replace('<', "%3C").replace('>', "%3E")),
        false => url.to_owned(),
    }
}
