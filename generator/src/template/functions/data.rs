//! Data for templates: `load_data`, and the formats it reads.
//!
//! What a file says becomes one value, read once a build. Files may come from anywhere, so none
//! of the readers goes down without end, and none grows beyond what it was given.

mod bibtex;
mod json;
mod table;
mod xml;
mod yaml;

use super::{Answer, Call, Problem, Question, files};
use crate::diagnostic::{Diagnostic, codes, did_you_mean};
use crate::source::{Content, Span};
use crate::template::Library;
use crate::template::value::{self, Value, text};

/// How deep data may be nested: some readers go down by calling themselves.
const DEEPEST: usize = 100;

/// From a text to a value, or what is wrong and in which line.
type Reader = fn(&str) -> Result<Value, Wrong>;

/// Why a text is not in its format.
struct Wrong {
    message: String,
    /// Line and column, from 1.
    place: Option<(usize, usize)>,
}

impl Wrong {
    fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), place: None }
    }

    fn at(message: impl Into<String>, text: &str, offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Self { message: message.into(), place: Some((line, column)) }
    }
}

const FORMATS: &[(&str, Reader)] = &[
    ("toml", table::toml),
    ("json", json::read),
    ("csv", table::csv),
    ("bibtex", bibtex::read),
    ("yaml", yaml::read),
    ("yml", yaml::read),
    ("xml", xml::read),
    ("plain", plain),
];

/// Arguments that say how to ask a server.
const OF_REQUESTS: &[&str] = &["method", "body", "content_type", "headers"];

/// `load_data(path | literal, format, required=true)`: what a file or a text says.
pub(super) fn load_data(call: &Call<'_>) -> Answer {
    let arguments = call.arguments;
    let is_required = arguments.boolean("required", true)?;
    let format = arguments.text("format").map(|name| reader(&name)).transpose()?;
    let given = (arguments.text("path"), arguments.text("url"), arguments.text("literal"));
    match given {
        (Some(path), None, None) => match files::search(call.library, &path) {
            Ok(Some(found)) => of_file(call, &found, format),
            Ok(None) if is_required => Err(files::missing(call.library, &path)),
            Err(problem) if is_required => Err(problem),
            _ => Ok(value::none()),
        },
        (None, Some(url), None) if is_required => Err(from_network(&url)),
        (None, Some(url), None) => {
            call.library.desk.warn(&url, || without(call.library, &url));
            Ok(value::none())
        }
        (None, None, Some(literal)) => {
            let (name, read) = format.unwrap_or(("plain", plain));
            read(&literal).map_err(|wrong| problem("the literal", name, &wrong))
        }
        _ if !is_required => Ok(value::none()),
        _ => {
            let requests = arguments.iter().any(|(name, _)| OF_REQUESTS.contains(&name));
            let problem = Problem::new("`load_data` needs one of `path` and `literal`");
            Err(if requests { problem.help(format!("{DOWNLOAD}: {NO_NETWORK}")) } else { problem })
        }
    }
}

/// One that asked would be another one tomorrow, and none without it.
const NO_NETWORK: &str = "a build reads no network";

const DOWNLOAD: &str = "download the file into the site, such as data/, and name it with `path`";

fn from_network(url: &str) -> Problem {
    Problem::new(format!("`{url}` is not loaded: {NO_NETWORK}")).help(DOWNLOAD)
}

/// A template that can do without gets nothing. The warning stands where the address is written, if
/// one can tell.
fn without(library: &Library, url: &str) -> Diagnostic {
    let sources = &library.sources;
    let written = sources.iter().find_map(|(id, source)| match &source.content {
        Content::Text(text) if !url.is_empty() => {
            text.find(url).map(|at| Span::new(id, at..at + url.len()))
        }
        _ => None,
    });
    let Problem { message, help } = from_network(url);
    let problem = match written {
        Some(span) => Diagnostic::at(&codes::TEMPLATE_NETWORK, span, message),
        None => Diagnostic::about(&codes::TEMPLATE_NETWORK, "templates", message),
    };
    problem.remark("the template gets nothing, as it allows by required=false").perhaps(help)
}

fn of_file(
    call: &Call<'_>,
    found: &files::Found,
    format: Option<(&'static str, Reader)>,
) -> Answer {
    let ending = found.path.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    let by_name = || FORMATS.iter().copied().find(|(name, _)| *name == ending);
    let (name, read) = format.or_else(by_name).unwrap_or(("plain", plain));
    let question = Question::Data { format: name, path: found.path.clone() };
    call.library.desk.memory.recall(question, || {
        let text = files::text(call.library, found)?;
        read(&text).map_err(|wrong| problem(&format!("`{}`", found.path), name, &wrong))
    })
}

fn problem(what: &str, format: &str, wrong: &Wrong) -> Problem {
    let place = match wrong.place {
        Some((line, column)) => format!(" (line {line}, column {column})"),
        None => String::new(),
    };
    let message = wrong.message.trim().trim_end_matches('.');
    Problem::new(format!("{what} cannot be read as {format}{place}: {message}"))
}

fn reader(name: &str) -> Result<(&'static str, Reader), Problem> {
    let lower = name.to_lowercase();
    FORMATS.iter().copied().find(|(known, _)| *known == lower).ok_or_else(|| {
        let names = FORMATS.iter().map(|(name, _)| *name);
        let help = did_you_mean(&lower, names.clone())
            .unwrap_or_else(|| format!("it is one of: {}", names.collect::<Vec<_>>().join(", ")));
        Problem::new(format!("`load_data` knows no format `{name}`")).help(help)
    })
}

#[expect(clippy::unnecessary_wraps, reason = "one reader among others")]
fn plain(data: &str) -> Result<Value, Wrong> {
    Ok(text(data))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One text of each format, to be broken in every way.
    const SAMPLES: &[&str] = &[
        "a = 1\n[b]\nc = [1, 2.5, true, 2024-01-29]\n",
        "{\"a\": [1, -2, 2.5, null, \"é\"], \"b\": {}}",
        "a,b\n1,\"x, y\"\n",
        "@article{key, title = {A {T}itle}, year = 2024 # \"x\"}\n@comment{c}\n@string{s = \"t\"}",
        "a: &x [1, two]\nb: *x\nc: |\n  text\n",
        "<a b=\"1\"><c>é</c><c/>&amp;<!-- x --></a>",
        "plain",
    ];

    #[test]
    fn no_reader_panics_or_goes_down_without_end() {
        // A sequence that is the same every time, and long enough to be of all sorts.
        let mut state = 1_u64;
        let mut next = |bound: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 33) as usize % bound.max(1)
        };
        let signs: Vec<char> = "{}[]<>&*\"'=:,#@%!-|\\/\n\t 0e.é\u{feff}".chars().collect();
        for round in 0..6_000 {
            let mut letters: Vec<char> = SAMPLES[round % SAMPLES.len()].chars().collect();
            for _ in 0..=next(6) {
                let at = next(letters.len() + 1);
                match next(3) {
                    0 => letters.insert(at, signs[next(signs.len())]),
                    1 if at < letters.len() => {
                        letters.remove(at);
                    }
                    _ => letters.truncate(at),
                }
            }
            let text: String = letters.into_iter().collect();
            for (_, read) in FORMATS {
                let _ = read(&text);
            }
        }
        for sign in ["{", "[", "<a>", "(", "\"", "- ", "&a ", "a: ", "@a{"] {
            let text = sign.repeat(20_000);
            for (_, read) in FORMATS {
                let _ = read(&text);
            }
        }
    }
}
