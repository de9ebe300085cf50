//! Texts of a carnet that are not called `.md`: nobody reads them as texts, so they would be
//! published as they are, front matter included, private ones too.

use mime_guess::mime;
use rayon::prelude::*;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, codes};
use crate::draft::front_matter;
use crate::knowledge::leftovers;
use crate::source::{Content, Source, Sources, read};

/// How much of a file is looked at: front matter begins at its beginning.
const LOOKED_AT: u64 = 1024;

/// Endings that mean Markdown, in small letters.
const ENDINGS: &[&str] = &["md", "markdown", "mdown", "mkd"];

/// Tells of each file below `content/` that is a text by its name or its first lines and is not
/// called `.md`.
pub(crate) fn check(sources: &Sources, config: &Config) -> Vec<Diagnostic> {
    if config.carnet.is_none() {
        return Vec::new();
    }
    let files: Vec<(&str, &Source)> = sources
        .below("content")
        .filter(|(_, path, _)| !path.ends_with(".md") && !leftovers::is_one(path))
        .filter(|(_, path, _)| !config.ignores_content(path))
        .map(|(_, path, source)| (path, source))
        .collect();
    files.into_par_iter().filter_map(|(path, source)| problem(path, source)).collect()
}

fn problem(path: &str, source: &Source) -> Option<Diagnostic> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let (ending, is_markdown) = match ending.to_ascii_lowercase() {
        small if ENDINGS.contains(&small.as_str()) => (format!(".{ending}"), true),
        small => (small, false),
    };
    let message = if is_markdown {
        format!("a text whose name ends in `{ending}` is not read as one")
    } else if begins_with_front_matter(&ending, &source.content) {
        "this file begins with front matter, and would be published as it is".to_owned()
    } else {
        return None;
    };
    let stem = stem.strip_suffix(".md").unwrap_or(stem);
    let help = format!("rename it `{stem}.md` if it is a text of the site, or move it elsewhere");
    Some(Diagnostic::about(&codes::ATTACHMENT_TEXT, &source.path, message).help(help))
}

/// Whether a file begins like a text of a carnet. Data in YAML begins so too, and pictures, sound
/// and film need not be opened.
fn begins_with_front_matter(ending: &str, content: &Content) -> bool {
    let is_kind =
        |kind: mime::Mime| [mime::IMAGE, mime::AUDIO, mime::VIDEO].contains(&kind.type_());
    let is_other = mime_guess::from_ext(ending).into_iter().any(is_kind);
    if is_other || matches!(ending, "yaml" | "yml") {
        return false;
    }
    // One that cannot be read is told of elsewhere.
    let Ok(bytes) = read::beginning(content, LOOKED_AT) else { return false };
    front_matter::is_begun(String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}'))
}
