//! What all targets share: a small site around the text, and what must hold of its pages.

use std::sync::Arc;

use carnet::diagnostic::Diagnostic;
use carnet::diagnostic::report::{self, Style};
use carnet::import::{Imported, NewContent};
use carnet::site::{Artifact, Site};
use carnet::source::Sources;
use carnet::{Options, Silent, build};
use scraper::Html;

/// A carnet in two languages, so that front matter has something to name.
pub const CARNET: &str = "base_url = \"https://carnet.example\"\ntitle = \"Été\"\n\
    default_language = \"fr\"\ngenerate_feeds = true\ntaxonomies = [{ name = \"tags\" }]\n\
    [languages.en]\n[carnet]\nlicense = \"CC0-1.0\"\n";

/// A site as Zola makes them, with all that Markdown can be asked for.
pub const PLAIN: &str = "base_url = \"https://c.example\"\n[markdown]\nrender_emoji = true\n\
    bottom_footnotes = true\nsmart_punctuation = true\ndefinition_list = true\n\
    github_alerts = true\ninsert_anchor_links = \"heading\"\n";

/// The text of what a fuzzer made up. What is no UTF-8 never gets past the reading of files.
#[must_use]
pub fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

/// The files of the carnet, with these.
#[must_use]
pub fn carnet_with(files: &[(&str, &str)]) -> Option<Site> {
    let own = [("config.toml", CARNET), ("content/notes/b.md", "+++\ntitle = \"B\"\n+++\n")];
    site(&[&own, files].concat())
}

/// What was imported, as a site that can be built.
#[must_use]
pub fn carnet_of(imported: &Imported) -> Option<Site> {
    let files: Vec<(&str, &str)> = imported
        .files
        .iter()
        .filter_map(|(path, content)| match content {
            NewContent::Text(text) => Some((path.as_str(), text.as_str())),
            NewContent::Bytes(_) | NewContent::CopyOf(_) => None,
        })
        .collect();
    carnet_with(&files)
}

/// Builds, draws every report, and gives the site. It is an error that nobody is told of when there
/// is none.
pub fn site(files: &[(&str, &str)]) -> Option<Site> {
    let sources = Arc::new(Sources::from_texts(files.iter().copied()));
    let outcome = build(&sources, &Options::default(), &Silent);
    let _ = report::human(&outcome.diagnostics, &sources, Style::Plain);
    let _ = report::json(&outcome.diagnostics, &sources);
    let _ = report::short(&outcome.diagnostics, &sources);
    let is_told = outcome.diagnostics.iter().any(Diagnostic::is_error);
    assert!(outcome.value.is_some() || is_told, "there is no site, and nobody is told why");
    outcome.value
}

/// Elements that a text can bring into no page of a carnet.
const NEVER: &[&str] = &[
    "animate", "applet", "base", "embed", "foreignobject", "form", "frame", "iframe", "math",
    "mglyph", "noscript", "object", "portal", "set", "style", "svg", "template", "use", "xmp",
];

/// Reads every page as a browser does, and looks for what runs.
pub fn is_harmless(site: &Site) {
    for (path, artifact) in &site.artifacts {
        let Artifact::Made(bytes) = artifact else { continue };
        if !path.ends_with(".html") {
            continue;
        }
        let page = String::from_utf8_lossy(bytes);
        for node in Html::parse_document(&page).tree.nodes() {
            let Some(element) = node.value().as_element() else { continue };
            let name = element.name().to_ascii_lowercase();
            assert!(!NEVER.contains(&name.as_str()), "{path} holds <{name}>");
            if name == "script" && element.attr("type") != Some("application/ld+json") {
                let source = element.attr("src").unwrap_or_default();
                assert!(source.contains("widgets/") && !node.has_children(), "{path} runs a script");
            }
            for (key, value) in element.attrs() {
                assert!(!key.to_ascii_lowercase().starts_with("on"), "{path} holds {key}");
                let squeezed: String =
                    value.chars().filter(|it| !it.is_whitespace() && !it.is_control()).collect();
                let squeezed = squeezed.to_ascii_lowercase();
                let is_address = ["href", "src", "action", "formaction", "poster", "data", "srcset"]
                    .contains(&key.to_ascii_lowercase().as_str());
                let runs = ["javascript:", "vbscript:", "data:text", "data:application"]
                    .iter()
                    .any(|scheme| squeezed.starts_with(scheme));
                assert!(!(is_address && runs), "{path} leads to {value}");
                assert!(key != "style" && key != "srcdoc", "{path} holds {key}");
            }
        }
    }
}
