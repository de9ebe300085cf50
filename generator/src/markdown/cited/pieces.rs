//! Markdown's events with each citation as one piece.

use std::iter::Peekable;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event};

use super::Citation;

/// An event of Markdown, or a citation.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Piece<'a> {
    /// An event; texts that follow each other are one.
    Event(Event<'a>),
    /// The citation of that index.
    Citation(usize),
}

/// Events and citations in the order of the text.
pub(crate) struct Pieces<'a, I: Iterator> {
    events: Peekable<I>,
    citations: &'a [Citation],
    next: usize,
    /// What of a text follows a citation.
    rest: Option<(CowStr<'a>, Range<usize>)>,
}

impl<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> Pieces<'a, I> {
    /// The pieces of the text that `citations` were found in.
    pub(crate) fn new(events: I, citations: &'a [Citation]) -> Self {
        Self { events: events.peekable(), citations, next: 0, rest: None }
    }

    /// The next part of a text up to the next citation.
    fn part(&mut self) -> Option<(CowStr<'a>, Range<usize>)> {
        let (text, range) = match self.rest.take() {
            Some(rest) => rest,
            None => match self.events.next_if(|(event, _)| matches!(event, Event::Text(_)))? {
                (Event::Text(text), range) => (text, range),
                _ => return None,
            },
        };
        let place = self.citations.get(self.next).map(|citation| &citation.place);
        let Some(place) = place.filter(|place| place.start < range.end) else {
            return Some((text, range));
        };
        // A text that is not as it was written is never cut: citations hold the whole of it.
        let at = place.start.saturating_sub(range.start).min(text.len());
        if !text.is_char_boundary(at) {
            return Some((text, range));
        }
        let before = CowStr::from(text[..at].to_owned());
        self.rest = Some((CowStr::from(text[at..].to_owned()), range.start + at..range.end));
        (at > 0).then_some((before, range.start..range.start + at))
    }

    /// Takes the citation that begins here, if one does, and leaves out what it holds.
    fn citation(&mut self) -> Option<(Piece<'a>, Range<usize>)> {
        let place = self.citations.get(self.next)?.place.clone();
        // It begins with a sign, which is text: what opens there too holds it.
        let start = match (&self.rest, self.events.peek()) {
            (Some((_, range)), _) | (None, Some((Event::Text(_), range))) => range.start,
            _ => return None,
        };
        if start < place.start {
            return None;
        }
        let mut open = 0_usize;
        while let Some((event, range)) = self.within(place.end, open) {
            match event {
                Event::Start(_) => open += 1,
                Event::End(_) => open -= 1,
                Event::Text(text) if range.end > place.end => {
                    let cut = place.end.saturating_sub(range.start).min(text.len());
                    if text.is_char_boundary(cut) {
                        let left = CowStr::from(text[cut..].to_owned());
                        self.rest = Some((left, place.end..range.end));
                    }
                    break;
                }
                _ => {}
            }
        }
        let index = self.next;
        self.next += 1;
        Some((Piece::Citation(index), place))
    }

    /// The next event that a citation holds which ends at `end` and in which so many elements are
    /// open.
    fn within(&mut self, end: usize, open: usize) -> Option<(Event<'a>, Range<usize>)> {
        if let Some((text, range)) = self.rest.take_if(|(_, range)| range.start < end) {
            return Some((Event::Text(text), range));
        }
        if self.rest.is_some() {
            return None;
        }
        self.events.next_if(|(event, range)| match event {
            Event::End(_) => open > 0,
            _ => range.start < end,
        })
    }
}

impl<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> Iterator for Pieces<'a, I> {
    type Item = (Piece<'a>, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(citation) = self.citation() {
            return Some(citation);
        }
        let Some((text, mut range)) = self.part() else {
            return self.events.next().map(|(event, range)| (Piece::Event(event), range));
        };
        // Most texts are one event, and stay where they are.
        let mut joined: Option<String> = None;
        while self.rest.is_none()
            && let Some((more, place)) = self.part()
        {
            // One that begins with a citation is cut there.
            joined.get_or_insert_with(|| text.to_string()).push_str(&more);
            range.end = place.end;
        }
        Some((Piece::Event(Event::Text(joined.map_or(text, CowStr::from))), range))
    }
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Options, Parser, TextMergeWithOffset};

    use super::*;
    use crate::markdown::cited::find;

    fn shown(markdown: &str) -> String {
        let citations = find(markdown, Options::empty());
        let events = Parser::new_ext(markdown, Options::empty()).into_offset_iter();
        let mut shown = String::new();
        for (piece, range) in Pieces::new(events, &citations) {
            match piece {
                Piece::Citation(index) => {
                    assert_eq!(range, citations[index].place);
                    shown.push_str(&format!("‹{}›", &markdown[range]));
                }
                Piece::Event(Event::Text(text)) => shown.push_str(&format!("({text})")),
                Piece::Event(Event::Start(_)) => shown.push('<'),
                Piece::Event(Event::End(_)) => shown.push('>'),
                Piece::Event(_) => shown.push('|'),
            }
        }
        shown
    }

    #[test]
    fn each_citation_is_one_piece() {
        for (markdown, expected) in [
            ("un [@a] deux", "<(un )‹[@a]›( deux)>"),
            ("[@a][@b]", "<‹[@a]›‹[@b]›>"),
            ("[@a, *p*. 3] x", "<‹[@a, *p*. 3]›( x)>"),
            ("[@a,\np. 3]\nfin", "<‹[@a,\np. 3]›|(fin)>"),
            ("*[@a]*", "<<‹[@a]›>>"),
            ("**x @a** y", "<<(x )‹@a›>( y)>"),
            ("- @a [p. 2]\n- b", "<<‹@a [p. 2]›><(b)>>"),
            ("&amp; @a &amp; \\* fin", "<(& )‹@a›( & * fin)>"),
            ("@a", "<‹@a›>"),
            ("rien", "<(rien)>"),
            ("> [@a]\n>\n> b", "<<‹[@a]›><(b)>>"),
        ] {
            assert_eq!(shown(markdown), expected, "{markdown}");
        }
    }

    #[test]
    fn many_texts_in_a_row_are_joined_in_one_go() {
        let (times, word) = (100_000, "x".repeat(98));
        let markdown = format!("\\*{word}").repeat(times);
        let begun = std::time::Instant::now();
        assert_eq!(shown(&markdown).len(), "<()>".len() + times * 99);
        // A second or two; a minute, were all copied for each.
        assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
    }

    #[test]
    fn without_citations_the_events_are_merged_as_ever() {
        let markdown = "a [b] *c* &amp; d\n\n- e\\*f\n- `g`";
        let events = || Parser::new_ext(markdown, Options::empty()).into_offset_iter();
        let merged: Vec<_> = TextMergeWithOffset::new(events()).collect();
        let pieces: Vec<_> = Pieces::new(events(), &[])
            .map(|(piece, range)| match piece {
                Piece::Event(event) => (event, range),
                Piece::Citation(_) => panic!("there are none"),
            })
            .collect();
        assert_eq!(pieces, merged);
    }
}
