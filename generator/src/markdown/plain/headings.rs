//! Headings: ids that no other heading has, and links to themselves.

use std::ops::Range;

use pulldown_cmark::Event;

use super::{Piece, Writer, escaped, text_of};
use crate::config::AnchorLinks;
use crate::markdown::Heading;

impl<'a> Writer<'a> {
    pub(super) fn heading(
        &mut self,
        level: u8,
        id: Option<String>,
        classes: &[String],
        pieces: Vec<Piece<'a>>,
    ) {
        let id = id.unwrap_or_else(|| {
            let wanted = self.around.config.slugify.anchors.anchor(&text_of(&pieces, ""));
            self.free(&wanted)
        });
        let title = text_of(&pieces, " ");
        let mut opening = format!("<h{level} id=\"{}\"", escaped(&id));
        if !classes.is_empty() {
            opening.push_str(&format!(" class=\"{}\"", escaped(&classes.join(" "))));
        }
        opening.push('>');
        self.push_html(opening);
        let place = self.subject.anchors;
        let anchor = if place == AnchorLinks::None { None } else { self.anchor(&id, level) };
        match (place, anchor) {
            (AnchorLinks::Left, Some(anchor)) => {
                self.push_html(anchor);
                self.extend(pieces);
            }
            (AnchorLinks::Right, Some(anchor)) => {
                self.extend(pieces);
                self.push_html(anchor);
            }
            (AnchorLinks::Heading, Some(anchor)) => match opening_link(&anchor) {
                Some(tag) => {
                    self.push_html(anchor[tag].to_owned());
                    self.extend(pieces);
                    self.push(Piece::Event(Event::Html("</a>".into())));
                }
                None => self.extend(pieces),
            },
            (_, None) | (AnchorLinks::None, _) => self.extend(pieces),
        }
        self.push_html(format!("</h{level}>\n"));
        self.headings.push(Heading { level, id, title, children: Vec::new() });
    }

    fn anchor(&mut self, id: &str, level: u8) -> Option<String> {
        let (language, page) = (self.subject.language, self.subject.relative);
        match self.around.snippets?.anchor_link(id, level, language, page) {
            Ok(html) => Some(html),
            Err(problem) => {
                self.diagnostics.push(problem);
                None
            }
        }
    }

    /// `wanted`, or `wanted-1`, `wanted-2` … when a heading has it already.
    fn free(&mut self, wanted: &str) -> String {
        let mut id = wanted.to_owned();
        while !self.ids.insert(id.clone()) {
            let number = self.numbers.entry(wanted.to_owned()).or_default();
            *number += 1;
            id = format!("{wanted}-{number}");
        }
        id
    }
}

/// Where the opening tag of the first link is.
pub(in crate::markdown) fn opening_link(html: &str) -> Option<Range<usize>> {
    let is_end_of_name =
        |rest: &str| rest.starts_with(|letter: char| letter == '>' || letter.is_whitespace());
    let (start, opening) =
        html.match_indices("<a").find(|(start, _)| is_end_of_name(&html[start + 2..]))?;
    let end = start + opening.len() + html[start + opening.len()..].find('>')? + 1;
    html[end..].contains("</a").then_some(start..end)
}
