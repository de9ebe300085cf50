//! The Markdown of one page, and where each part of it was written.
//!
//! Most texts are rendered as they stand in their file. In a plain Zola site a text may hold
//! templates, which run first: what they make stands nowhere, so a place in it is told as the
//! lines of the file that made it.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::source::{SourceId, Sources, Span};

/// Markdown that templates made of the text of a file.
#[derive(Clone, Debug)]
pub struct Expanded {
    markdown: String,
    pieces: Vec<Piece>,
}

/// A run of lines, and the part of the file that it comes from.
#[derive(Clone, Debug)]
struct Piece {
    made: Range<usize>,
    written: Range<usize>,
    is_verbatim: bool,
}

impl Expanded {
    /// Compares `markdown` with what stands at `body` of the file `text`, line by line.
    #[must_use]
    pub fn new(text: &str, body: &Range<usize>, markdown: String) -> Self {
        let written: Vec<&str> = text[body.clone()].split_inclusive('\n').collect();
        let made: Vec<&str> = markdown.split_inclusive('\n').collect();
        let written_at = offsets(&written, body.start);
        let made_at = offsets(&made, 0);
        let pieces = capture_diff_slices(Algorithm::Patience, &written, &made)
            .into_iter()
            .map(|op| {
                let (old, new) = (op.old_range(), op.new_range());
                Piece {
                    made: made_at[new.start]..made_at[new.end],
                    written: written_at[old.start]..written_at[old.end],
                    is_verbatim: matches!(op, DiffOp::Equal { .. }),
                }
            })
            .collect();
        Self { markdown, pieces }
    }
}

/// Where each line begins, and where the last one ends.
fn offsets(lines: &[&str], start: usize) -> Vec<usize> {
    let ends = lines.iter().scan(start, |at, line| {
        *at += line.len();
        Some(*at)
    });
    std::iter::once(start).chain(ends).collect()
}

/// The Markdown of one page.
#[derive(Clone, Copy)]
pub struct Text<'a> {
    /// What is rendered.
    pub markdown: &'a str,
    source: SourceId,
    start: usize,
    pieces: &'a [Piece],
}

impl<'a> Text<'a> {
    /// A text as it stands at `body` of its file.
    #[must_use]
    pub fn written(sources: &'a Sources, source: SourceId, body: &Range<usize>) -> Self {
        let markdown = &sources.text(source)[body.clone()];
        Self { markdown, source, start: body.start, pieces: &[] }
    }

    /// A text that templates made of the file `source`.
    #[must_use]
    pub fn expanded(expanded: &'a Expanded, source: SourceId) -> Self {
        Self { markdown: &expanded.markdown, source, start: 0, pieces: &expanded.pieces }
    }

    /// Where a range of the Markdown was written.
    #[must_use]
    pub fn span(&self, range: &Range<usize>) -> Span {
        if self.pieces.is_empty() {
            return Span::new(self.source, range.start + self.start..range.end + self.start);
        }
        let last = range.end.saturating_sub(1).max(range.start);
        let (first, last) = (self.piece(range.start), self.piece(last));
        let start = match first {
            Some(piece) if piece.is_verbatim => {
                piece.written.start + range.start - piece.made.start
            }
            Some(piece) => piece.written.start,
            None => self.pieces[0].written.start,
        };
        let end = match last {
            Some(piece) if piece.is_verbatim => piece.written.start + range.end - piece.made.start,
            Some(piece) => piece.written.end,
            None => start,
        };
        Span::new(self.source, start..end.max(start))
    }

    fn piece(&self, at: usize) -> Option<&Piece> {
        self.pieces.iter().find(|piece| piece.made.contains(&at))
    }
}
