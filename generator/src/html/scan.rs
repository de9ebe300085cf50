//! The tags of a page as its template wrote it, in one pass and without a copy.
//!
//! Every page of a site passes here, so it is made for speed: text between tags is skipped, names
//! and values are parts of the page. The rules are those of the HTML standard's tokenizer
//! (<https://html.spec.whatwg.org/multipage/parsing.html#tokenization>), but for one: a script that
//! holds both `<!--` and `<script` ends at its first `</script`.

use std::ops::Range;

use memchr::{memchr, memmem};

/// A tag, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tag<'a> {
    /// `<name …>`.
    Open(Open<'a>),
    /// `</name>`.
    Close {
        /// Its name.
        name: &'a str,
        /// Where it begins, as a byte offset.
        start: usize,
    },
}

/// An opening tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it carries, in order.
    pub attributes: Vec<Attribute<'a>>,
    /// Where it stands, as byte offsets.
    pub range: Range<usize>,
}

/// An attribute. What stands in it is not decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its value, without quotes; empty when there is none.
    pub value: &'a str,
    /// Where its value stands, with its quotes.
    pub place: Range<usize>,
}

impl<'a> Open<'a> {
    /// The value of an attribute; the first of that name counts.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&'a str> {
        let found = self.attributes.iter().find(|it| it.name.eq_ignore_ascii_case(name));
        found.map(|it| it.value)
    }

    /// Whether it is an element of that name, which is written small here.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}

/// Elements whose content is text, whatever it looks like.
const TEXT_ONLY: &[&str] =
    &["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];

/// The tags of `page`, in order.
#[must_use]
pub fn tags(page: &str) -> Tags<'_> {
    Tags { page, at: 0, text_of: None, foreign: 0 }
}

/// See [`tags`].
#[derive(Clone, Debug)]
pub struct Tags<'a> {
    page: &'a str,
    at: usize,
    /// The element whose content is text, when the next thing is its content.
    text_of: Option<&'a str>,
    /// How many `<svg>` and `<math>` are open: in them no element is text only.
    foreign: usize,
}

impl<'a> Iterator for Tags<'a> {
    type Item = Tag<'a>;

    fn next(&mut self) -> Option<Tag<'a>> {
        if let Some(name) = self.text_of.take() {
            self.at = self.end_of_text(name);
        }
        let bytes = self.page.as_bytes();
        loop {
            let start = self.at + memchr(b'<', bytes.get(self.at..)?)?;
            let next = *bytes.get(start + 1)?;
            match next {
                _ if next.is_ascii_alphabetic() => {
                    let tag = self.open(start)?;
                    self.enter(&tag);
                    return Some(Tag::Open(tag));
                }
                b'/' if bytes.get(start + 2)?.is_ascii_alphabetic() => {
                    let name = self.name(start + 2);
                    // What stands in a closing tag is read like attributes, and means nothing.
                    let end = start + 2 + name.len();
                    self.at = match bytes.get(end)? {
                        b'>' => end + 1,
                        _ => self.attributes(end)?.1,
                    };
                    if is_foreign(name) {
                        self.foreign = self.foreign.saturating_sub(1);
                    }
                    return Some(Tag::Close { name, start });
                }
                b'!' if bytes[start..].starts_with(b"<!--") => {
                    self.at = end_of_comment(bytes, start);
                }
                b'!' | b'?' | b'/' => self.at = start + 1 + memchr(b'>', &bytes[start + 1..])?,
                _ => self.at = start + 1,
            }
        }
    }
}

impl<'a> Tags<'a> {
    fn open(&mut self, start: usize) -> Option<Open<'a>> {
        let name = self.name(start + 1);
        let (attributes, end) = self.attributes(start + 1 + name.len())?;
        self.at = end;
        Some(Open { name, attributes, range: start..end })
    }

    /// Notes what the content of the element is.
    fn enter(&mut self, tag: &Open<'a>) {
        let is_closed = self.page.as_bytes()[..tag.range.end].ends_with(b"/>");
        if is_foreign(tag.name) {
            self.foreign += usize::from(!is_closed);
        } else if self.foreign == 0 && TEXT_ONLY.iter().any(|name| tag.is(name)) {
            self.text_of = Some(tag.name);
        }
    }

    /// The name that begins at `start`.
    fn name(&self, start: usize) -> &'a str {
        let rest = &self.page[start..];
        let ends = |byte: u8| is_space(byte.into()) || byte == b'/' || byte == b'>';
        let end = rest.bytes().position(ends);
        &rest[..end.unwrap_or(rest.len())]
    }

    /// The attributes from `at` on, and where the tag ends; none for a tag that does not.
    fn attributes(&self, mut at: usize) -> Option<(Vec<Attribute<'a>>, usize)> {
        let bytes = self.page.as_bytes();
        let mut attributes = Vec::new();
        loop {
            let after_space = |byte: u8| is_space(byte.into()) || byte == b'/';
            while after_space(*bytes.get(at)?) {
                at += 1;
            }
            if bytes[at] == b'>' {
                return Some((attributes, at + 1));
            }
            let start = at;
            // An equals sign at its beginning is part of a name.
            at += 1;
            while !matches!(*bytes.get(at)?, b'=' | b'/' | b'>') && !is_space(bytes[at].into()) {
                at += 1;
            }
            let name = self.page.get(start..at)?;
            let mut sign = at;
            while is_space((*bytes.get(sign)?).into()) {
                sign += 1;
            }
            if bytes[sign] != b'=' {
                attributes.push(Attribute { name, value: "", place: at..at });
                continue;
            }
            at = sign + 1;
            while is_space((*bytes.get(at)?).into()) {
                at += 1;
            }
            let (value, place) = self.value(at)?;
            at = place.end;
            attributes.push(Attribute { name, value, place });
        }
    }

    /// The value that begins at `at`, and where it stands with its quotes.
    fn value(&self, at: usize) -> Option<(&'a str, Range<usize>)> {
        let bytes = self.page.as_bytes();
        match bytes[at] {
            quote @ (b'"' | b'\'') => {
                let end = at + 1 + memchr(quote, &bytes[at + 1..])?;
                Some((&self.page[at + 1..end], at..end + 1))
            }
            _ => {
                let ends = |byte: &u8| *byte == b'>' || is_space((*byte).into());
                let end = at + bytes[at..].iter().position(ends)?;
                Some((&self.page[at..end], at..end))
            }
        }
    }

    /// Where the closing tag begins that ends the text of the element `name`.
    fn end_of_text(&self, name: &str) -> usize {
        let bytes = self.page.as_bytes();
        let mut at = self.at;
        while let Some(found) = memmem::find(&bytes[at..], b"</") {
            at += found;
            let rest = &bytes[at + 2..];
            let is_name = rest.len() > name.len()
                && rest[..name.len()].eq_ignore_ascii_case(name.as_bytes())
                && (is_space(rest[name.len()].into()) || matches!(rest[name.len()], b'/' | b'>'));
            if is_name {
                return at;
            }
            at += 2;
        }
        bytes.len()
    }
}

fn is_foreign(name: &str) -> bool {
    name.eq_ignore_ascii_case("svg") || name.eq_ignore_ascii_case("math")
}

fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '\n' | '\t' | '\r' | '\u{c}')
}

/// Where the comment that begins at `start` ends.
fn end_of_comment(bytes: &[u8], start: usize) -> usize {
    let body = start + 4;
    // `<!-->` and `<!--->` are whole comments.
    for short in [&b">"[..], &b"->"[..]] {
        if bytes[body..].starts_with(short) {
            return body + short.len();
        }
    }
    let mut at = body;
    while let Some(found) = memchr(b'-', &bytes[at..]) {
        at += found;
        for end in [&b"-->"[..], &b"--!>"[..]] {
            if bytes[at..].starts_with(end) {
                return at + end.len();
            }
        }
        at += 1;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The opening tags of a page, as `name attribute=value`.
    fn opened(page: &str) -> Vec<String> {
        tags(page)
            .filter_map(|tag| match tag {
                Tag::Open(open) => Some(open),
                Tag::Close { .. } => None,
            })
            .map(|open| {
                let attributes = open.attributes.iter();
                let said = attributes.map(|it| format!(" {}={}", it.name, it.value));
                format!("{}{}", open.name, said.collect::<String>())
            })
            .collect()
    }

    #[test]
    fn values_stand_in_quotes_or_without() {
        assert_eq!(
            opened("<a href=\"x y\" b='1>2' c=d/ e><i/>"),
            ["a href=x y b=1>2 c=d/ e=", "i"]
        );
        assert_eq!(opened("<a b = \"c\"d=e f= >x"), ["a b=c d=e f="]);
        assert_eq!(
            opened("a < b <3 </ x> <?php <b> ?> <!doctype <i> html><u"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn comments_and_texts_hold_no_tags() {
        assert_eq!(opened("<!-- <b> --><!--><i><!---><u>"), ["i", "u"]);
        assert_eq!(opened("<script>a('<b>')</scripts></SCRIPT ><p>"), ["script", "p"]);
        assert_eq!(opened("<title><b></title><textarea><i></textarea>"), ["title", "textarea"]);
        assert_eq!(opened("<style>a{}"), ["style"]);
    }

    #[test]
    fn in_a_drawing_a_title_may_be_empty() {
        assert_eq!(
            opened("<svg><title/><a></svg><title><b></title>"),
            ["svg", "title", "a", "title"]
        );
    }

    #[test]
    fn a_tag_knows_where_it_stands() {
        let page = "é<a href=x>";
        let Some(Tag::Open(open)) = tags(page).next() else { panic!("there is a tag") };
        assert_eq!(&page[open.range.clone()], "<a href=x>");
        assert_eq!(&page[open.attributes[0].place.clone()], "x");
        let page = "</p>";
        assert_eq!(tags(page).next(), Some(Tag::Close { name: "p", start: 0 }));
    }
}
