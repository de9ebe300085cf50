//! Headings that a text writes as HTML: to readers they are headings like any other.
//!
//! Raw HTML comes in pieces, a line or a tag at a time, so a comment may begin in one piece and
//! end in another.

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
