//! The lines of a page, and which of its white space a reader sees.
//!
//! White space is one space between words and beside inline elements, where it stands first:
//! `a <b>b</b>`, `a<b> b</b>` and `a<b>b</b>` are three things, `a <b> b</b>` is the first of
//! them. Beside a block, and at a line break, there is none. A space at the edge of a line is
//! written as [`SPACE`].

/// A space at the edge of a text.
pub(crate) const SPACE: char = '␣';

const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "optgroup",
    "option",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
];

/// Inline elements that can be seen without a text.
const PICTURES: &[&str] = &[
    "audio", "button", "canvas", "embed", "iframe", "img", "input", "math", "meter", "object",
    "progress", "select", "svg", "textarea", "video",
];

#[derive(Default)]
pub(crate) struct Flow {
    lines: Vec<String>,
    edge: Edge,
    /// Whether every element is a block, as in XML.
    are_all_blocks: bool,
}

/// What comes before the next text.
#[derive(Default)]
enum Edge {
    /// The edge of a block, where no space is seen.
    #[default]
    Block,
    /// A letter or a picture.
    Seen,
    /// The space that ends the line of this number, seen if something follows in the same block.
    Space(usize),
}

impl Flow {
    pub(crate) fn of_xml() -> Self {
        Self { are_all_blocks: true, ..Self::default() }
    }

    /// A tag of the element `name`.
    pub(crate) fn tag(&mut self, name: &str, line: Option<String>) {
        if self.are_all_blocks || BLOCKS.contains(&name) {
            self.end_block();
        } else if PICTURES.contains(&name) {
            self.edge = Edge::Seen;
        }
        self.lines.extend(line);
    }

    pub(crate) fn text(&mut self, text: &str) {
        let is_space = |letter: char| letter.is_ascii_whitespace();
        let words = single_spaces(text);
        let mut line = String::new();
        if text.starts_with(is_space) && matches!(self.edge, Edge::Seen) {
            line.push(SPACE);
        }
        line.push_str(&words);
        if !words.is_empty() && text.ends_with(is_space) {
            line.push(SPACE);
        }
        if line.is_empty() {
            return;
        }
        self.edge = if line.ends_with(SPACE) { Edge::Space(self.lines.len()) } else { Edge::Seen };
        self.lines.push(line);
    }

    /// A text each of whose spaces counts.
    pub(crate) fn code(&mut self, text: &str) {
        self.edge = Edge::Seen;
        self.unseen(text);
    }

    /// A text that stands nowhere on the page, such as a script.
    pub(crate) fn unseen(&mut self, text: &str) {
        self.lines.extend(text.split('\n').map(str::to_owned));
    }

    pub(crate) fn lines(mut self) -> Vec<String> {
        self.end_block();
        self.lines
    }

    fn end_block(&mut self) {
        if let Edge::Space(at) = std::mem::take(&mut self.edge) {
            self.lines[at].pop();
            if self.lines[at].is_empty() {
                self.lines.remove(at);
            }
        }
    }
}

pub(crate) fn single_spaces(text: &str) -> String {
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}
