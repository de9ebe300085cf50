//! Code with colours.
//!
//! In a carnet, by classes that say what a word is (`hl-keyword`), with one style sheet for a
//! light and a dark ground. In a plain site as Zola does it: colours of a theme, written into the
//! page or as numbered classes (`z-3`) with a style sheet for each theme.
//!
//! Grammars and themes are loaded when the first block of code needs them, once for all threads.

mod grammars;
mod loops;
mod names;
mod paint;
mod sheet;
mod textmate;
mod themes;

use std::fmt;
use std::sync::{Arc, OnceLock};

use syntect::highlighting::Theme;
use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::util::LinesWithEndings;

use crate::config::highlighting::{DataPosition, Highlighting, Style, Unknown};
use crate::diagnostic::{Diagnostic, Outcome, codes};
use crate::source::{Sources, Span};
use grammars::Grammars;
use paint::{Painter, escape};
use themes::Chosen;

/// The prefix of the classes of a carnet.
const STYLE: ClassStyle = ClassStyle::SpacedPrefixed { prefix: "hl-" };

/// The style sheet that gives the classes of a carnet their colours, light and dark.
pub const STYLE_SHEET: &str = include_str!("highlight/highlight.css");

/// What a language without colours is called.
const PLAIN: &str = "plain";

/// Code longer than this, or with a line wider than this, is data: nobody reads its colours, and
/// grammars take their time with it.
const LONGEST: usize = 200_000;
const WIDEST: usize = 2_000;

/// The names of the themes of a site that names none.
const USUAL: (&str, &str) = ("github-light", "github-dark");

/// A theme that is known.
type Known = Arc<Theme>;

/// Gives code its colours.
#[derive(Clone, Default)]
pub struct Highlighter {
    inner: Arc<Inner>,
}

#[derive(Default)]
struct Inner {
    settings: Highlighting,
    grammars: Grammars,
    chosen: Chosen,
    painter: OnceLock<Painter>,
}

impl fmt::Debug for Highlighter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Highlighter").field(&self.inner.settings).finish()
    }
}

/// Reads what the configuration names; nothing is loaded that the program itself carries.
#[must_use]
pub fn prepare(settings: Highlighting, sources: &Sources) -> Outcome<Highlighter> {
    let mut diagnostics = Vec::new();
    let grammars = Grammars::read(&settings.extra_grammars, sources, &mut diagnostics);
    let extra = themes::read(&settings.extra_themes, sources, &mut diagnostics);
    let chosen = Chosen::new(settings.themes.as_ref(), &extra, &mut diagnostics);
    let inner = Inner { settings, grammars, chosen, painter: OnceLock::new() };
    Outcome { value: Highlighter { inner: Arc::new(inner) }, diagnostics }
}

impl Highlighter {
    /// The code of a carnet as HTML with classes; `None` when no grammar knows `language`, or the
    /// code defeats it.
    #[must_use]
    pub fn classes(&self, code: &str, language: &str) -> Option<String> {
        if is_data(code) {
            return None;
        }
        let (syntax, set) = self.inner.grammars.find(language)?;
        let mut html = ClassedHTMLGenerator::new_with_class_style(syntax, set, STYLE);
        for line in LinesWithEndings::from(code) {
            html.parse_html_for_line_which_includes_newline(line).ok()?;
        }
        Some(html.finalize())
    }

    /// The lines of a block of code of a plain site as HTML, without colours where no grammar
    /// knows the language.
    #[must_use]
    pub fn lines(&self, code: &str, language: Option<&str>) -> Vec<String> {
        let coloured = language
            .filter(|_| !is_data(code))
            .and_then(|language| self.inner.grammars.find(language))
            .and_then(|(syntax, set)| self.painter().lines(code, syntax, set));
        coloured.unwrap_or_else(|| {
            let line = |line: &str| {
                let mut html = String::with_capacity(line.len());
                escape(line, &mut html);
                html
            };
            code.lines().map(line).collect()
        })
    }

    /// What `data-lang` calls a language in a plain site.
    #[must_use]
    pub fn name(&self, language: Option<&str>) -> String {
        let Some(language) = language else { return PLAIN.to_owned() };
        if let Some(added) = self.inner.grammars.added(language) {
            return added.name.clone();
        }
        match names::canonical(language) {
            Some(name) => name.to_owned(),
            None if self.inner.grammars.find(language).is_some() => language.to_lowercase(),
            None => PLAIN.to_owned(),
        }
    }

    /// What the configuration wants said of a language that no grammar knows.
    #[must_use]
    pub fn complaint(&self, language: &str, span: Span) -> Option<Diagnostic> {
        let code = match self.inner.settings.unknown {
            Unknown::Silent => return None,
            // Zola may know it: a site that was made for it is built.
            Unknown::Refuse
                if self.inner.grammars.has_unread || names::canonical(language).is_some() =>
            {
                &codes::CODE_LANGUAGE
            }
            Unknown::Refuse => &codes::CODE_LANGUAGE_REQUIRED,
            Unknown::Warn => &codes::CODE_LANGUAGE,
        };
        if grammars::is_plain(language) || self.inner.grammars.find(language).is_some() {
            return None;
        }
        let problem =
            Diagnostic::at(code, span, format!("no grammar knows the language `{language}`"));
        Some(match self.inner.grammars.nearest(language) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => {
                problem.help("the code is shown without colours; `plain` says that it has none")
            }
        })
    }

    /// The attributes of `<pre>` in a plain site, with a space before them.
    #[must_use]
    pub fn block(&self) -> &str {
        &self.painter().block
    }

    /// The class that a marked line has beside `giallo-l`, with a space before it; and its other
    /// attributes, the same.
    #[must_use]
    pub fn marked(&self) -> (&str, &str) {
        (&self.painter().marked_class, &self.painter().marked_style)
    }

    /// The attributes of a line's number beside its class, with a space before them.
    #[must_use]
    pub fn number(&self) -> &str {
        &self.painter().number
    }

    /// Where the `data-` attributes of a block stand.
    #[must_use]
    pub fn data_position(&self) -> DataPosition {
        self.inner.settings.data_attr_position
    }

    /// The style sheets that a plain site's theme may link to: names and texts. There are none
    /// where colours stand in the pages.
    #[must_use]
    pub fn style_sheets(&self) -> Vec<(&'static str, String)> {
        if self.inner.settings.style == Style::Inline {
            return Vec::new();
        }
        let sheets = &self.painter().sheets;
        let names: &[&str] = match sheets.len() {
            1 => &["giallo.css"],
            _ => &["giallo-light.css", "giallo-dark.css"],
        };
        names.iter().copied().zip(sheets.iter().map(sheet::Sheet::css)).collect()
    }

    fn painter(&self) -> &Painter {
        let inner = &self.inner;
        inner.painter.get_or_init(|| Painter::new(inner.chosen.themes(), inner.settings.style))
    }
}

fn is_data(code: &str) -> bool {
    code.len() > LONGEST || code.lines().any(|line| line.len() > WIDEST)
}

#[cfg(test)]
mod tests;
