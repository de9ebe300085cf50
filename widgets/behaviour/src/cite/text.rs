//! A citation as runs of text, and its plain, HTML and BibTeX forms on a given day.

use alloc::string::String;
use alloc::vec::Vec;

use super::Today;

/// What the page says of how to cite it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Citation {
    /// The citation in words.
    pub runs: Vec<Run>,
    /// The BibTeX entry; empty if the page has none.
    pub bibtex: String,
}

/// A piece of the citation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Run {
    /// Words.
    Text(String),
    /// A title, in italics.
    Title(String),
    /// The access date, between the words around it.
    Accessed {
        /// What stands before the date.
        before: String,
        /// What stands after the date.
        after: String,
    },
    /// An address that is also its own text.
    Link(String),
}

pub(super) fn plain(citation: &Citation, today: &Today) -> String {
    let mut text = String::new();
    for run in &citation.runs {
        match run {
            Run::Text(words) | Run::Title(words) | Run::Link(words) => text.push_str(words),
            Run::Accessed { before, after } => {
                text.extend([before, &*today.long, after]);
            }
        }
    }
    tidy(&text)
}

pub(super) fn html(citation: &Citation, today: &Today) -> String {
    let mut html = String::new();
    for run in &citation.runs {
        match run {
            Run::Text(words) => html.push_str(&escape(words)),
            Run::Title(title) => html.extend(["<i>", &*escape(title), "</i>"]),
            Run::Accessed { before, after } => {
                html.extend([&*escape(before), &*escape(&today.long), &*escape(after)]);
            }
            Run::Link(url) => {
                let url = escape(url.trim());
                html.extend(["<a href=\"", &*url, "\">", &*url, "</a>"]);
            }
        }
    }
    tidy(&html)
}

/// The entry with a last field `urldate`, unless it has one.
pub(super) fn bibtex(citation: &Citation, today: &Today) -> String {
    let entry = citation.bibtex.trim();
    match entry.strip_suffix('}') {
        Some(fields) if !entry.contains("urldate") => {
            let fields = fields.trim_end().trim_end_matches(',');
            [fields, ",\n  urldate = {", &*today.iso, "}\n}\n"].concat()
        }
        _ => [entry, "\n"].concat(),
    }
}

/// One space where the source of the page breaks its lines; no-break spaces are kept.
fn tidy(text: &str) -> String {
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            _ => escaped.push(character),
        }
    }
    escaped
}
