//! A citation as a clipboard takes it, written down from the pieces of the page.

use alloc::string::String;

use carnet_contract::cite::SMALL_CAPS;

use super::Flavour;

/// The same citation in the flavours of a clipboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    /// As plain text.
    pub plain: String,
    /// As HTML; empty where the citation is for programs.
    pub html: String,
    flavour: Flavour,
    /// Whether a space is due before the next word.
    space: bool,
}

impl Copy {
    /// Nothing yet.
    pub fn new(flavour: Flavour) -> Copy {
        Copy { plain: String::new(), html: String::new(), flavour, space: false }
    }

    /// Adds a text of the page. In words, spaces are those that a reader sees, the no-break ones
    /// too; for programs they are kept as they are.
    pub fn text(&mut self, text: &str) {
        if self.flavour == Flavour::Code {
            self.plain.push_str(text);
            return;
        }
        for letter in text.chars() {
            if letter.is_ascii_whitespace() {
                self.space = !self.plain.is_empty();
                continue;
            }
            self.settle();
            self.plain.push(letter);
            escape(letter, &mut self.html);
        }
    }

    /// Begins an element of the page, and tells how it ends. What a clipboard needs is kept: fonts
    /// and links, and neither classes nor attributes of ours.
    pub fn begin(&mut self, name: &str, class: &str, address: Option<&str>) -> &'static str {
        let (open, close) = match (name, address) {
            _ if self.flavour == Flavour::Code => return "",
            ("i", _) => ("<i>", "</i>"),
            ("b", _) => ("<b>", "</b>"),
            ("u", _) => ("<u>", "</u>"),
            ("sup", _) => ("<sup>", "</sup>"),
            ("sub", _) => ("<sub>", "</sub>"),
            ("a", Some(_)) => ("<a href=\"", "</a>"),
            _ if class == SMALL_CAPS => ("<span style=\"font-variant: small-caps\">", "</span>"),
            _ => return "",
        };
        self.settle();
        self.html.push_str(open);
        if let ("a", Some(address)) = (name, address) {
            address.chars().for_each(|letter| escape(letter, &mut self.html));
            self.html.push_str("\">");
        }
        close
    }

    /// Ends an element as `begin` said.
    pub fn end(&mut self, close: &str) {
        self.html.push_str(close);
    }

    /// Writes the space that is due.
    fn settle(&mut self) {
        if core::mem::take(&mut self.space) {
            self.plain.push(' ');
            self.html.push(' ');
        }
    }
}

fn escape(letter: char, into: &mut String) {
    match letter {
        '&' => into.push_str("&amp;"),
        '<' => into.push_str("&lt;"),
        '>' => into.push_str("&gt;"),
        '"' => into.push_str("&quot;"),
        _ => into.push(letter),
    }
}
