//! Footnotes at the end of the text, with ways back: `bottom_footnotes`. Without that key the
//! writer leaves each where it was written.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, TagEnd};

use super::{Piece, escaped};

/// The footnotes of a text.
#[derive(Default)]
pub(super) struct Footnotes<'a> {
    uses: BTreeMap<String, Use>,
    definitions: Vec<(String, Vec<Piece<'a>>)>,
}

#[derive(Clone, Copy, Default)]
struct Use {
    /// Its number, in the order in which the text refers to them.
    number: usize,
    /// How often the text refers to it.
    times: usize,
}

impl<'a> Footnotes<'a> {
    /// One more reference to a footnote.
    pub(super) fn reference(&mut self, label: &str) -> String {
        let next = self.uses.len() + 1;
        let used = self.uses.entry(label.to_owned()).or_insert(Use { number: next, times: 0 });
        used.times += 1;
        let (label, Use { number, times }) = (escaped(label), *used);
        format!(
            "<sup class=\"footnote-reference\" id=\"fr-{label}-{times}\">\
             <a href=\"#fn-{label}\">[{number}]</a></sup>"
        )
    }

    /// What a footnote says.
    pub(super) fn define(&mut self, label: String, pieces: Vec<Piece<'a>>) {
        self.definitions.push((label, pieces));
    }

    /// All that the text refers to, by number.
    pub(super) fn section(self) -> Vec<Piece<'a>> {
        let Self { uses, definitions } = self;
        let mut used: Vec<(Use, String, Vec<Piece<'a>>)> = definitions
            .into_iter()
            .filter_map(|(label, pieces)| uses.get(&label).map(|used| (*used, label, pieces)))
            .collect();
        if used.is_empty() {
            return Vec::new();
        }
        used.sort_by_key(|(used, _, _)| used.number);
        let mut section =
            vec![html("<section class=\"footnotes\">\n<ol class=\"footnotes-list\">\n".to_owned())];
        for (Use { times, .. }, label, mut pieces) in used {
            let label = escaped(&label);
            let back: String = (1..=times)
                .map(|time| {
                    let sign = if time == 1 { "↩".to_owned() } else { format!("↩{time}") };
                    format!(" <a href=\"#fr-{label}-{time}\">{sign}</a>")
                })
                .collect();
            // At the end of its last paragraph, if it has one.
            let end = pieces
                .iter()
                .rposition(|piece| matches!(piece, Piece::Event(Event::End(TagEnd::Paragraph))));
            let end = end.unwrap_or(pieces.len());
            pieces.insert(end, Piece::Event(Event::InlineHtml(back.into())));
            section.push(html(format!("<li id=\"fn-{label}\">")));
            section.extend(pieces);
            section.push(html("</li>\n".to_owned()));
        }
        section.push(html("</ol>\n</section>\n".to_owned()));
        section
    }
}

/// A summary without its references: the footnotes stand elsewhere.
pub(super) fn without_references(html: &str) -> String {
    const END: &str = "</a></sup>";
    let mut rest = html;
    let mut kept = String::with_capacity(html.len());
    while let Some(start) = rest.find("<sup class=\"footnote-reference\"") {
        let Some(length) = rest[start..].find(END) else { break };
        kept.push_str(&rest[..start]);
        rest = &rest[start + length + END.len()..];
    }
    kept.push_str(rest);
    kept
}

fn html<'a>(text: String) -> Piece<'a> {
    Piece::Event(Event::Html(text.into()))
}
