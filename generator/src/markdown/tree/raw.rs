//! HTML that an author writes: its headings, which to readers are headings like any other, and how deep
//! it goes.
//!
//! Raw HTML comes in pieces, a line or a tag at a time, so a comment may begin in one piece and
//! end in another.

use crate::html::scan::{Tag, tags};

/// Whether a comment was open at the end of the last piece.
#[derive(Debug, Default)]
pub(super) struct Comments {
    is_open: bool,
}

impl Comments {
    /// Where headings open in the next piece of raw HTML, and their levels.
    pub(super) fn headings(&mut self, html: &str) -> Vec<(usize, u8)> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(rest) = html.get(at..).filter(|rest| !rest.is_empty()) {
            let sign = if self.is_open { "-->" } else { "<" };
            let Some(next) = rest.find(sign) else { break };
            at += next;
            if self.is_open || html[at..].starts_with("<!--") {
                self.is_open = !self.is_open;
                at += "-->".len();
                continue;
            }
            found.extend(level(&html[at..]).map(|level| (at, level)));
            at += sign.len();
        }
        found
    }
}

/// The level of the heading that opens here: `<h5>`, `<H5 class="…">`.
fn level(html: &str) -> Option<u8> {
    match html.as_bytes() {
        [b'<', b'h' | b'H', digit @ b'1'..=b'6', after, ..]
            if !after.is_ascii_alphanumeric() && *after != b'-' =>
        {
            Some(digit - b'0')
        }
        _ => None,
    }
}

/// Elements that hold nothing, or end by themselves where the next begins.
const NEVER_DEEP: &[&str] = &[
    "area", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "option", "p", "param",
    "rp", "rt", "source", "td", "th", "tr", "track", "wbr",
];

/// How many elements are open after a piece of raw HTML, when `open` were before it.
pub(super) fn depth(html: &str, open: usize) -> usize {
    let is_deep = |name: &str| !NEVER_DEEP.iter().any(|other| name.eq_ignore_ascii_case(other));
    tags(html).fold(open, |open, tag| match tag {
        Tag::Open(tag) if is_deep(tag.name) => open + 1,
        Tag::Close { name, .. } if is_deep(name) => open.saturating_sub(1),
        Tag::Open(_) | Tag::Close { .. } => open,
    })
}
