//! Code with colours, by classes that a style sheet gives meaning to.

use std::sync::LazyLock;

use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// The prefix of the classes.
const STYLE: ClassStyle = ClassStyle::SpacedPrefixed { prefix: "hl-" };

/// The style sheet that gives the classes their colours, light and dark.
pub const STYLE_SHEET: &str = include_str!("highlight.css");

/// Code longer than this, or with a line wider than this, is data: nobody reads its colours, and
/// grammars take their time with it.
const LONGEST: usize = 200_000;
const WIDEST: usize = 2_000;

/// `code` as HTML with classes; `None` when no grammar knows `language`, or the code defeats it.
#[must_use]
pub fn highlight(code: &str, language: &str) -> Option<String> {
    let is_data = code.len() > LONGEST || code.lines().any(|line| line.len() > WIDEST);
    if is_data {
        return None;
    }
    let syntax = SYNTAXES.find_syntax_by_token(language)?;
    let mut html = ClassedHTMLGenerator::new_with_class_style(syntax, &SYNTAXES, STYLE);
    for line in LinesWithEndings::from(code) {
        html.parse_html_for_line_which_includes_newline(line).ok()?;
    }
    Some(html.finalize())
}
