//! Files that lie beside the texts of a carnet. Like the texts they come from strangers, and like
//! them they must run nothing in the name of the site, whatever headers its host sends.
//!
//! A drawing is written anew without what runs or loads; a kind of file that is a program to
//! browsers or to servers is refused, and so is one of no known kind that browsers could take for
//! a page. A plain site trusts its authors, as Zola does.

mod drawing;
mod orders;
mod texts;

use mime_guess::mime;
pub(crate) use orders::is_order;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, codes};
use crate::knowledge::KnowledgeBase;
use crate::site::Artifact;
use crate::source::{Content, SourceId, Sources, read};
pub(crate) use texts::check as check_texts;

/// The largest drawing that is read.
const LARGEST: u64 = 20 * 1024 * 1024;

/// How much of a file browsers look at to guess what it is.
const LOOKED_AT: u64 = 1024;

/// Endings of files that browsers run or servers do, beside those whose type says so.
const ACTIVE: &[&str] = &[
    "ashx", "asp", "aspx", "cfm", "cgi", "cjs", "fcgi", "hta", "htc", "jsp", "jspx", "mht",
    "mhtml", "php", "php3", "php4", "php5", "php7", "php8", "phar", "pht", "phtml", "shtm",
    "shtml", "stm", "svgz", "swf", "xht", "xsl",
];

/// What becomes, at `file` of the output, of a file that lies beside a text. One that is refused is
/// empty.
pub(crate) fn publish(
    sources: &Sources,
    (id, file): (SourceId, &str),
    (base, config): (&KnowledgeBase, &Config),
    diagnostics: &mut Vec<Diagnostic>,
) -> Artifact {
    let Some(carnet) = &config.carnet else { return Artifact::Copied(id) };
    let source = sources.get(id);
    let path = &source.path;
    if base.hides_source(id, sources, config) {
        let message = "this is a symbolic link to a file that is not published";
        let problem = Diagnostic::about(&codes::ID_PRIVATE, path, message);
        diagnostics.push(problem.help("take it out, or change the other file"));
        return Artifact::Made(Vec::new());
    }
    if is_order(file) {
        let message = format!("hosts read {file} as orders for the whole site");
        let problem = Diagnostic::about(&codes::ATTACHMENT_ORDER, path, message);
        diagnostics.push(problem.help("put it into static/, whose files are the site's own"));
        return Artifact::Made(Vec::new());
    }
    let (ending, _) = kind(path);
    if carnet.html.files.contains(&ending) {
        return Artifact::Copied(id);
    }
    let allow = format!("allow the ending: [carnet.html] files = [\"{ending}\"]");
    let (message, help) = match trust_in(path, &source.content) {
        Trust::Whole => return Artifact::Copied(id),
        Trust::Cleaned => {
            return Artifact::Made(cleaned(path, &source.content, diagnostics).unwrap_or_default());
        }
        Trust::NoneAsItRuns => (
            format!("a file `.{ending}` beside a text could run in the name of the site"),
            format!("put it into static/, whose files are the site's own, or {allow}"),
        ),
        Trust::NoneAsAPage => (
            "a browser could take this file for a web page, and run it in the name of the site"
                .to_owned(),
            match ending.is_empty() {
                true => "give its name an ending that says what it is, such as `.txt`".to_owned(),
                false => format!("give its name an ending that all servers know, or {allow}"),
            },
        ),
    };
    diagnostics.push(Diagnostic::about(&codes::ATTACHMENT_ACTIVE, path, message).help(help));
    Artifact::Made(Vec::new())
}

/// How far a file of strangers can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trust {
    /// It may be published as it is.
    Whole,
    /// It is a drawing, and may be once it is written anew ([`clean`]).
    Cleaned,
    /// Browsers or servers run such files.
    NoneAsItRuns,
    /// Browsers could take it for a page.
    NoneAsAPage,
}

/// How far a file can be trusted, by its name and how it begins.
pub(crate) fn trust_in(path: &str, content: &Content) -> Trust {
    match kind(path).1 {
        Kind::Drawing => Trust::Cleaned,
        Kind::Active => Trust::NoneAsItRuns,
        Kind::Unknown if begins_like_a_page(content) => Trust::NoneAsAPage,
        Kind::Unknown | Kind::Harmless => Trust::Whole,
    }
}

/// A drawing without what runs or loads, and what was taken out of it, in words.
///
/// # Errors
/// When it cannot be made harmless; the error says why.
pub(crate) fn clean(content: &Content) -> Result<(Vec<u8>, Vec<String>), String> {
    let bytes = read::bytes(content, LARGEST).map_err(|error| error.to_string())?;
    drawing::clean(&bytes)
}

/// What a file is to those who open it.
enum Kind {
    Drawing,
    Active,
    Harmless,
    Unknown,
}

/// The ending that says what a file is, in small letters, and what that is. Servers pass over
/// endings that they do not know: `page.html.fr` is a page.
fn kind(path: &str) -> (String, Kind) {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    let endings: Vec<&str> = name.split('.').skip(1).map(str::trim).collect();
    let known = endings.iter().rev().find_map(|ending| Some((*ending, kind_of(ending)?)));
    let ending = known.as_ref().map(|(ending, _)| *ending);
    let ending = ending.or(endings.last().copied()).unwrap_or_default().to_owned();
    (ending, known.map_or(Kind::Unknown, |(_, kind)| kind))
}

fn kind_of(ending: &str) -> Option<Kind> {
    if ending == "svg" {
        return Some(Kind::Drawing);
    }
    if ACTIVE.contains(&ending) {
        return Some(Kind::Active);
    }
    let guess = mime_guess::from_ext(ending);
    let runs = |it: mime::Mime| {
        let name = it.subtype();
        // Whatever is XML can hold a script of the namespace of XHTML.
        it.suffix() == Some(mime::XML)
            || [mime::XML, mime::HTML, mime::JAVASCRIPT].contains(&name)
            || matches!(name.as_str(), "ecmascript" | "x-javascript" | "wasm")
    };
    match guess.is_empty() {
        true => None,
        false if guess.into_iter().any(runs) => Some(Kind::Active),
        false => Some(Kind::Harmless),
    }
}

/// Whether browsers that must guess would take a file for a page. One that cannot be read is told
/// of elsewhere.
fn begins_like_a_page(content: &Content) -> bool {
    let Ok(bytes) = read::beginning(content, LOOKED_AT) else { return false };
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let first = bytes.iter().find(|byte| !matches!(byte, b'\t' | b'\n' | 0x0c | b'\r' | b' '));
    first == Some(&b'<')
}

/// A drawing without what runs or loads; what was taken out is told.
fn cleaned(path: &str, content: &Content, diagnostics: &mut Vec<Diagnostic>) -> Option<Vec<u8>> {
    match clean(content) {
        Ok((bytes, without)) => {
            diagnostics.extend(without.into_iter().map(|what| {
                let message = format!("this drawing is published without {what}");
                Diagnostic::about(&codes::ATTACHMENT_CHANGED, path, message)
                    .help("take it out of the file: a drawing is no place for what runs or loads")
            }));
            Some(bytes)
        }
        Err(why) => {
            let message = format!("this drawing cannot be published: {why}");
            let problem = Diagnostic::about(&codes::ATTACHMENT_DRAWING, path, message)
                .help("open it in a drawing program and save it again as plain SVG");
            diagnostics.push(problem);
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, kind};

    #[test]
    fn the_last_ending_that_is_known_says_what_a_file_is() {
        let is = |path| match kind(path).1 {
            Kind::Drawing => "drawing",
            Kind::Active => "active",
            Kind::Harmless => "harmless",
            Kind::Unknown => "unknown",
        };
        for (path, expected) in [
            ("content/a/plan.SVG", "drawing"),
            ("content/a/plan.svg.", "drawing"),
            ("content/a.b/x", "unknown"),
            ("content/a/x.HTML", "active"),
            ("content/a/x.html.fr", "active"),
            ("content/a/x.html.png", "harmless"),
            ("content/a/x.mjs", "active"),
            ("content/a/x.xml", "active"),
            ("content/a/x.xsl", "active"),
            ("content/a/x.rss", "active"),
            ("content/a/x.gpx", "active"),
            ("content/a/x.kml", "active"),
            ("content/a/x.php.zzz", "active"),
            ("content/a/x.wasm", "active"),
            ("content/a/x.txt", "harmless"),
            ("content/a/x.csv", "harmless"),
            ("content/a/x.pdf", "harmless"),
            ("content/a/x.vtt", "harmless"),
            ("content/a/x.json", "harmless"),
            ("content/a/x.mp4", "harmless"),
            ("content/a/x.docx", "harmless"),
            ("content/a/x.odt", "harmless"),
            ("content/a/x.bib", "unknown"),
        ] {
            assert_eq!(is(path), expected, "{path}");
        }
    }
}
