//! Raw HTML between Markdown, without what a page does not show.
//!
//! It comes in pieces, and what begins in one may end in another: then the Markdown between them is
//! hidden too, as it is on the page.

use std::ops::Range;

use crate::html::scan::{Tag, tags};
use crate::markdown::sanitise::Clean;

/// What is open at the end of the last piece.
#[derive(Debug, Default)]
pub(super) struct Raw {
    /// What ends it, and where in the text it begins.
    open: Option<(String, usize)>,
    /// Whether a tag of this piece has no end: as browsers read it, none begins after that.
    has_open_tag: bool,
}

/// A piece of raw HTML that may be published.
pub(super) struct Cleaned {
    /// What is left of it.
    pub(super) text: String,
    /// The Markdown before it that was hidden.
    pub(super) hidden: Option<(Range<usize>, String)>,
}

/// Elements whose content is no text for readers.
const UNREAD: &[&str] = &["script", "style"];

/// Elements that stand in a table only. Alone they would not be read as elements at all.
const TABLE: &[&str] = &["caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td"];

impl Raw {
    /// Cleans a piece that stands at `start` of the text.
    pub(super) fn clean(&mut self, piece: &str, start: usize, cleaner: &dyn Clean) -> Cleaned {
        self.has_open_tag = false;
        let mut text = String::new();
        let mut hidden = None;
        let mut at = 0;
        while at < piece.len() {
            let rest = &piece[at..];
            if let Some((end, from)) = &self.open {
                let Some(closes) = find(rest, end) else { break };
                let after = closes + end.len();
                // A closing tag may hold blanks.
                let after = if end == "-->" { after } else { past(rest, after, '>') };
                if *from < start {
                    hidden = Some((*from..start, String::new()));
                }
                self.open = None;
                at += after;
                continue;
            }
            let Some(next) = rest.find('<') else {
                text.push_str(rest);
                break;
            };
            text.push_str(&rest[..next]);
            at += next;
            at += self.sign(&piece[at..], start + at, cleaner, &mut text);
        }
        Cleaned { text, hidden }
    }

    /// What is hidden at the end of a text of `length` bytes.
    pub(super) fn rest(&self, length: usize) -> Option<(Range<usize>, String)> {
        let (_, from) = self.open.as_ref()?;
        Some((*from..length, String::new()))
    }

    /// Reads what begins with `<` here, and tells how long it is.
    fn sign(&mut self, rest: &str, place: usize, cleaner: &dyn Clean, text: &mut String) -> usize {
        if let Some(inner) = rest.strip_prefix("<!--") {
            // `<!-->` is a whole comment.
            if inner.starts_with('>') || inner.starts_with("->") {
                return past(rest, 0, '>');
            }
            self.open = Some(("-->".to_owned(), place));
            return "<!--".len();
        }
        if rest.starts_with("<!") || rest.starts_with("<?") {
            return past(rest, 0, '>');
        }
        let name = rest[1..].strip_prefix('/').unwrap_or(&rest[1..]);
        let is_tag = name.starts_with(|first: char| first.is_ascii_alphabetic());
        // Looked for where one begins, and once to the end: strangers may write thousands.
        let is_tag = is_tag && !self.has_open_tag;
        let tag = if is_tag { tags(rest).next() } else { None };
        self.has_open_tag |= is_tag && tag.is_none();
        match tag {
            Some(Tag::Open(open)) => {
                let name = open.name.to_ascii_lowercase();
                if UNREAD.contains(&name.as_str()) {
                    self.open = Some((format!("</{name}"), place));
                } else {
                    text.push_str(&opening(&rest[open.range.clone()], &name, cleaner));
                }
                open.range.end
            }
            Some(Tag::Close { name, .. }) => {
                let name = name.to_ascii_lowercase();
                if !opening(&format!("<{name}>"), &name, cleaner).is_empty() {
                    text.push_str(&format!("</{name}>"));
                }
                past(rest, 0, '>')
            }
            // A tag that does not end here, or a sign.
            None => {
                text.push_str("&lt;");
                1
            }
        }
    }
}

/// An opening tag with the attributes that may stay; nothing when it may not.
fn opening(tag: &str, name: &str, cleaner: &dyn Clean) -> String {
    if TABLE.contains(&name) {
        return format!("<{name}>");
    }
    let cleaned = cleaner.clean(tag);
    let end = format!("</{name}>");
    cleaned.strip_suffix(&end).map_or(cleaned.clone(), str::to_owned)
}

/// Where `sign` stands in `text`, in small letters or capitals.
fn find(text: &str, sign: &str) -> Option<usize> {
    let (text, sign) = (text.as_bytes(), sign.as_bytes());
    text.windows(sign.len()).position(|part| part.eq_ignore_ascii_case(sign))
}

/// The place after the next `sign`, or the end.
fn past(text: &str, from: usize, sign: char) -> usize {
    text[from..].find(sign).map_or(text.len(), |at| from + at + sign.len_utf8())
}
