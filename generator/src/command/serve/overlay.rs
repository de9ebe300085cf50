//! Problems as HTML: for the overlay that the browser lays over the last good page, and for the
//! page that stands in while there is no good one yet.

use std::slice;

use crate::diagnostic::report::{self, Style};
use crate::diagnostic::{Diagnostic, Place};
use crate::html::encode::encode;
use crate::html::{Element, Node};
use crate::source::Sources;

/// How many errors are listed; the terminal has them all.
const LISTED: usize = 20;

/// Where the styles of the overlay and of the pages made here are served.
pub(super) const STYLE: &str = "/__carnet/live.css";

/// The errors for which the site is not shown as its sources say.
#[derive(Debug)]
pub(super) struct Problems {
    /// “2 errors, 1 warning”.
    pub(super) summary: String,
    /// The title of the list: “The site has 2 errors”.
    pub(super) title: String,
    /// The list.
    pub(super) html: String,
}

impl Problems {
    /// The errors among `diagnostics`.
    pub(super) fn of(diagnostics: &[Diagnostic], sources: &Sources) -> Self {
        let errors: Vec<Diagnostic> =
            diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).cloned().collect();
        let items = errors.iter().take(LISTED).map(|error| item(error, sources));
        let mut nodes: Vec<Node> = vec![Element::new("ol").holding(items).into()];
        let more = errors.len().saturating_sub(LISTED);
        if more > 0 {
            nodes.push(sentence("more", format!("The terminal lists {more} more.")));
        }
        Self {
            summary: report::summary(diagnostics),
            title: match errors.len() {
                // Without a configuration there may be no site, and no error either.
                0 => "The site cannot be built".to_owned(),
                _ => format!("The site has {}", report::summary(&errors)),
            },
            html: encode(&nodes),
        }
    }

    /// carnet itself stumbled.
    pub(super) fn of_a_crash() -> Self {
        let what = "carnet met something that it was not written for. This is its fault, not yours; \
                    the terminal says more. The next change is built as usual.";
        Self {
            summary: "carnet itself failed".to_owned(),
            title: "carnet itself failed".to_owned(),
            html: encode(&[sentence("help", what)]),
        }
    }

    /// The page that stands for every page while there is no good site.
    pub(super) fn page(&self) -> String {
        let list = Element::new("div")
            .with("data-carnet-problems", "")
            .holding([Node::Sound(self.html.clone())]);
        page(
            &self.title,
            [sentence("about", "The pages are shown as soon as this is mended."), list.into()],
        )
    }
}

/// A page that says that nothing is at `path`, for sites that have none of their own.
pub(super) fn not_found(path: &str) -> String {
    page("404", [sentence("about", format!("Nothing is at {path}"))])
}

fn page(title: &str, content: impl IntoIterator<Item = Node>) -> String {
    let heading = |name| Element::new(name).holding([Node::Text(title.to_owned())]);
    let main = Element::new("main").holding([heading("h1").into()]).holding(content);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n{title}\n\
         <link rel=\"stylesheet\" href=\"{STYLE}\">\n</head>\n<body>\n{main}\n</body>\n</html>\n",
        title = encode(&[heading("title").into()]),
        main = encode(&[main.into()]),
    )
}

/// One error: what is wrong, where, what to do, and how it looks there.
fn item(error: &Diagnostic, sources: &Sources) -> Node {
    let position = report::Positions::new(sources).of(&error.place);
    let place = match (position.line, position.column) {
        (Some(line), Some(column)) => format!("{}:{line}:{column}", position.path),
        _ => position.path,
    };
    let code = |text: String| Node::from(Element::new("code").holding([Node::Text(text)]));
    let mut item = Element::new("li").holding([
        Element::new("h2").holding([Node::Text(error.message.clone())]).into(),
        Element::new("p")
            .with("class", "place")
            .holding([code(place), Node::Text(" ".to_owned()), code(error.code.name.to_owned())])
            .into(),
    ]);
    if let Some(help) = &error.help {
        item = item.holding([sentence("help", format!("Help: {help}"))]);
    }
    if matches!(error.place, Place::Text(_)) {
        let excerpt = Element::new("pre")
            // A long line is scrolled, by keyboard too.
            .with("tabindex", "0")
            .with("role", "group")
            .with("aria-label", "Excerpt of the source")
            .holding([Node::Text(excerpt(error, sources))]);
        item = item.holding([excerpt.into()]);
    }
    item.into()
}

fn sentence(class: &str, text: impl Into<String>) -> Node {
    Element::new("p").with("class", class).holding([Node::Text(text.into())]).into()
}

/// The source with the place marked, as the terminal shows it; without the message and the place
/// above it and the advice below, which are written in words already.
fn excerpt(error: &Diagnostic, sources: &Sources) -> String {
    let report = report::human(slice::from_ref(error), sources, Style::Plain);
    let summary = report::summary(slice::from_ref(error));
    let picture = report.strip_suffix(&summary).unwrap_or(&report).trim_end();
    let lines: Vec<&str> = picture
        .lines()
        .skip(2)
        .take_while(|line| !line.trim_start().starts_with("= help"))
        .collect();
    let picture = lines.join("\n");
    picture.trim_end_matches(['|', ' ', '\n']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::codes;
    use crate::source::Span;

    fn sources() -> Sources {
        Sources::from_texts([("content/a.md", "one\n<script>alert(1)</script>\nthree\n")])
    }

    fn error(sources: &Sources) -> Diagnostic {
        let id = sources.find("content/a.md").expect("it is there");
        Diagnostic::at(&codes::LINK_DEAD, Span::new(id, 4..12), "no <b>such</b> \"thing\" & more")
            .help("write </pre> instead")
    }

    #[test]
    fn nothing_an_author_writes_becomes_markup() {
        let sources = sources();
        let html = Problems::of(&[error(&sources)], &sources).html;
        assert!(
            html.contains("<h2>no &lt;b&gt;such&lt;/b&gt; \"thing\" &amp; more</h2>"),
            "{html}"
        );
        assert!(html.contains("write &lt;/pre&gt; instead"), "{html}");
        assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{html}");
        assert!(!html.contains("<script>") && !html.contains("<b>"), "{html}");
    }

    #[test]
    fn nothing_that_is_asked_for_becomes_markup() {
        let html = not_found("/<script>alert(1)</script>");
        assert!(html.contains("/&lt;script&gt;alert(1)&lt;/script&gt;"), "{html}");
    }

    #[test]
    fn an_error_is_named_with_its_place_and_shown_once() {
        let sources = sources();
        let problems = Problems::of(&[error(&sources)], &sources);
        assert_eq!(problems.title, "The site has 1 error");
        assert!(problems.html.contains("<code>content/a.md:2:1</code> <code>link/dead</code>"));
        assert_eq!(problems.html.matches("such").count(), 1, "{}", problems.html);
        assert_eq!(problems.html.matches("instead").count(), 1, "{}", problems.html);
        assert!(problems.html.contains("^^^^^^^^</pre>"), "{}", problems.html);
    }

    #[test]
    fn a_file_as_a_whole_has_no_excerpt() {
        let error = Diagnostic::about(&codes::SOURCE_UNREADABLE, "content/a.md", "gone");
        let html = Problems::of(&[error], &Sources::default()).html;
        assert!(html.contains("<code>content/a.md</code>"), "{html}");
        assert!(!html.contains("<pre"), "{html}");
    }

    #[test]
    fn warnings_are_counted_and_not_listed() {
        let sources = sources();
        let warning = Diagnostic::about(&codes::CONFIG_OLD_KEY, "config.toml", "old");
        let problems = Problems::of(&[error(&sources), warning], &sources);
        assert_eq!(problems.summary, "1 error, 1 warning");
        assert_eq!(problems.title, "The site has 1 error");
        assert_eq!(problems.html.matches("<li>").count(), 1);
    }

    #[test]
    fn a_long_list_is_cut() {
        let sources = sources();
        let problems = Problems::of(&vec![error(&sources); LISTED + 3], &sources);
        assert_eq!(problems.html.matches("<li>").count(), LISTED);
        assert!(problems.html.contains("The terminal lists 3 more."));
    }
}
