//! Files that lie beside the texts of a carnet. Like the texts they come from strangers, and like
//! them they must run nothing in the name of the site, whatever headers its host sends.
//!
//! A drawing is written anew without what runs or loads (`svg-hush`); a kind of file that is a
//! program to browsers is refused. A plain site trusts its authors, as Zola does.

use roxmltree::{Document, Node, ParsingOptions};

use crate::config::Config;
use crate::diagnostic::{Diagnostic, codes};
use crate::site::Artifact;
use crate::source::{SourceId, Sources, read};

/// The largest drawing that is read.
const LARGEST: u64 = 20 * 1024 * 1024;

/// Endings of files that browsers run, or read as pages that may.
const ACTIVE: &[&str] = &[
    "cjs", "hta", "htm", "html", "js", "mht", "mhtml", "mjs", "shtml", "svgz", "swf", "wasm",
    "xht", "xhtml", "xml", "xsl", "xslt",
];

/// Elements of drawings that run something, or hold what is no drawing.
const RUNS: &[&str] = &["script", "foreignObject", "handler", "iframe", "object", "embed"];

/// The namespace of SVG, without which browsers show no drawing.
const SVG: &str = "http://www.w3.org/2000/svg";

/// What becomes of a file that lies beside a text. One that is refused is empty.
pub(crate) fn publish(
    sources: &Sources,
    id: SourceId,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Artifact {
    let Some(carnet) = &config.carnet else { return Artifact::Copied(id) };
    let path = &sources.get(id).path;
    let name = path.trim_end_matches(['.', ' ']);
    let ending = name.rsplit_once('.').map_or(String::new(), |(_, it)| it.to_ascii_lowercase());
    if carnet.html.files.contains(&ending) {
        return Artifact::Copied(id);
    }
    if ending == "svg" {
        let safe = read::bytes(&sources.get(id).content, LARGEST)
            .map_err(|error| error.to_string())
            .and_then(|bytes| drawing(&bytes));
        let (bytes, without) = match safe {
            Ok(safe) => safe,
            Err(why) => {
                let message = format!("this drawing cannot be read: {why}");
                let problem = Diagnostic::about(&codes::ATTACHMENT_DRAWING, path, message)
                    .help("open it in a drawing program and save it again as plain SVG");
                diagnostics.push(problem);
                (Vec::new(), Vec::new())
            }
        };
        for what in without {
            let message = format!("this drawing is published without {what}");
            let problem = Diagnostic::about(&codes::ATTACHMENT_CHANGED, path, message)
                .help("take it out of the file: a drawing is no place for what runs or loads");
            diagnostics.push(problem);
        }
        return Artifact::Made(bytes);
    }
    if ACTIVE.contains(&ending.as_str()) {
        let message = format!("a file `.{ending}` beside a text could run in the name of the site");
        diagnostics.push(Diagnostic::about(&codes::ATTACHMENT_ACTIVE, path, message).help(
            format!(
                "put it into static/, whose files are the site's own, or allow the ending: \
             [carnet.html] files = [\"{ending}\"]"
            ),
        ));
        return Artifact::Made(Vec::new());
    }
    Artifact::Copied(id)
}

/// A drawing without what runs or loads, and what was taken out of it.
fn drawing(bytes: &[u8]) -> Result<(Vec<u8>, Vec<String>), String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "it is not in UTF-8".to_owned())?;
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let document =
        Document::parse_with_options(text, options).map_err(|error| error.to_string())?;
    if document.root_element().tag_name().namespace() != Some(SVG) {
        return Err(format!("its first element lacks xmlns=\"{SVG}\""));
    }
    if document.descendants().any(leads_elsewhere) {
        return Err("an animation in it changes where a link leads".to_owned());
    }
    let mut safe = Vec::with_capacity(bytes.len());
    let mut filter = svg_hush::Filter::new();
    filter.set_data_url_filter(svg_hush::data_url_filter::allow_standard_images);
    filter.filter(&mut &*bytes, &mut safe).map_err(|error| error.to_string())?;
    Ok((safe, taken_out(&document)))
}

/// Whether an element is an animation of an address, which could become one that runs.
fn leads_elsewhere(node: Node<'_, '_>) -> bool {
    let name = node.tag_name().name();
    let is_animation = name == "set" || name.starts_with("animate");
    let target = node.attribute("attributeName").unwrap_or_default().trim();
    is_animation && target.rsplit(':').next() == Some("href")
}

/// What of a drawing could run or load, in words, each kind once with its first place.
fn taken_out(document: &Document<'_>) -> Vec<String> {
    let mut found: Vec<(String, u32)> = Vec::new();
    let mut tell = |what: String, node: Node<'_, '_>| {
        if !found.iter().any(|(known, _)| *known == what) {
            found.push((what, document.text_pos_at(node.range().start).row));
        }
    };
    for node in document.descendants().filter(Node::is_element) {
        let name = node.tag_name().name();
        if RUNS.contains(&name) {
            tell(format!("<{name}>"), node);
        }
        for attribute in node.attributes() {
            let value: String =
                attribute.value().chars().filter(|it| !it.is_whitespace()).collect();
            if attribute.name().to_ascii_lowercase().starts_with("on") {
                tell(format!("`{}`", attribute.name()), node);
            } else if value.to_ascii_lowercase().starts_with("javascript:") {
                tell(format!("the address of `{}`", attribute.name()), node);
            }
        }
    }
    found.into_iter().map(|(what, line)| format!("{what} (line {line})")).collect()
}
