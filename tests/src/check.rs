//! The one entry point of the suite: a case goes in, what differs from its expectations comes out.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use carnet::diagnostic::report::{self, Style};
use carnet::source::Sources;
use carnet::{Options, Silent, build, emit};

use crate::case::{Case, Expectation};
use crate::diff;

/// What a case came to, in the form in which expectations are written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Actual {
    /// The short report.
    pub(crate) diagnostics: String,
    /// The report as people see it.
    pub(crate) report: String,
    /// Every artifact as text, by path.
    pub(crate) artifacts: BTreeMap<String, String>,
}

/// Builds the site of a case and says what is not as expected; nothing when all is.
pub(crate) fn check(case: &Case) -> Vec<String> {
    let actual = match run(case) {
        Ok(actual) => actual,
        Err(panic) => return vec![format!("the generator panicked: {panic}")],
    };
    let mut problems = Vec::new();
    match case.report() {
        Some(expected) => compare("report", &expected, Some(&actual.report), &mut problems),
        None => {
            compare("diagnostics", &case.diagnostics(), Some(&actual.diagnostics), &mut problems);
        }
    }
    for (name, expectation) in case.artifacts() {
        match name {
            "" => compare("public", &expectation, Some(&actual.listing()), &mut problems),
            "**" => {
                for (path, text) in &actual.artifacts {
                    compare(path, &expectation, Some(text), &mut problems);
                }
            }
            _ => {
                let text = actual.artifacts.get(name).map(String::as_str);
                compare(name, &expectation, text, &mut problems);
                if text.is_none() && expectation != Expectation::NoFile {
                    problems.push(format!("the files are:\n{}", actual.listing()));
                }
            }
        }
    }
    problems
}

/// Builds the site of a case.
///
/// # Errors
/// The message of a panic: a case may go wrong, the generator may not.
pub(crate) fn run(case: &Case) -> Result<Actual, String> {
    let sources = Arc::new(Sources::new(case.sources()));
    let options = Options {
        base_url: case.setting("base_url").map(str::to_owned),
        published: case.published(),
        include_drafts: case.setting("drafts").is_some(),
        ..Options::default()
    };
    let built = AssertUnwindSafe(|| {
        let outcome = build(&sources, &options, &Silent);
        // The other forms of the report must be able to draw whatever came out, too.
        let _ = report::human(&outcome.diagnostics, &sources, Style::Plain);
        let _ = report::json(&outcome.diagnostics, &sources);
        outcome
    });
    let outcome = catch_unwind(built).map_err(|panic| message(&*panic))?;
    let site = outcome.value.unwrap_or_default();
    let mut artifacts = BTreeMap::new();
    let names: Vec<(String, String)> = site
        .artifacts
        .keys()
        .filter_map(|path| Some((path.clone(), without_hash(path)?)))
        .collect();
    for (path, artifact) in &site.artifacts {
        let bytes = emit::bytes(artifact, &sources)
            .map_err(|error| format!("the artifact {path} has no bytes: {error}"))?;
        let text = visible(&String::from_utf8_lossy(&bytes), &names);
        artifacts.insert(without_hash(path).unwrap_or_else(|| path.clone()), text);
    }
    Ok(Actual {
        diagnostics: visible(&report::short(&outcome.diagnostics, &sources), &[]),
        report: visible(&report::human(&outcome.diagnostics, &sources, Style::Plain), &[]),
        artifacts,
    })
}

/// What a panic said.
pub(crate) fn message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or(panic.downcast_ref::<&str>().copied()).unwrap_or("without a word").to_owned()
}

/// `widgets/loader.1a2b.js` as `widgets/loader.HASH.js`: expectations outlive a new widget.
pub(crate) fn without_hash(path: &str) -> Option<String> {
    let name = path.strip_prefix("widgets/")?;
    let mut parts: Vec<&str> = name.split('.').collect();
    *parts.get_mut(1)? = "HASH";
    Some(format!("widgets/{}", parts.join(".")))
}

/// The text with its invisible spaces shown, and without the hashes of widgets.
pub(crate) fn visible(text: &str, names: &[(String, String)]) -> String {
    let mut text = text.replace('\u{a0}', "⍽").replace('\u{202f}', "⎵");
    for (path, name) in names {
        text = text.replace(path, name);
    }
    text
}

impl Actual {
    /// The paths of all artifacts but the widgets', one a line.
    pub(crate) fn listing(&self) -> String {
        let paths = self.artifacts.keys().filter(|path| !path.starts_with("widgets/"));
        paths.map(|path| format!("{path}\n")).collect()
    }

    /// The text that the section `name` is about.
    pub(crate) fn of(&self, name: &str) -> Option<String> {
        match name {
            "diagnostics" => Some(self.diagnostics.clone()),
            "report" => Some(self.report.clone()),
            "public" => Some(self.listing()),
            _ => self.artifacts.get(name.strip_prefix("public/")?).cloned(),
        }
    }
}

fn compare(
    name: &str,
    expectation: &Expectation,
    actual: Option<&str>,
    problems: &mut Vec<String>,
) {
    match (expectation, actual) {
        (Expectation::NoFile, None) => {}
        (Expectation::NoFile, Some(text)) => {
            problems.push(format!("{name} should not be written, and holds:\n{}", indented(text)));
        }
        (_, None) => problems.push(format!("{name} is not written")),
        (Expectation::Whole(expected), Some(text)) => {
            if expected.trim_end() != text.trim_end() {
                let difference = diff::lines(expected.trim_end(), text.trim_end());
                problems.push(format!("{name} differs (- expected, + came):\n{difference}"));
            }
        }
        (Expectation::Pieces { contains, absent }, Some(text)) => {
            let mut from = 0;
            for piece in contains {
                match text[from..].find(piece.as_str()) {
                    Some(at) => from += at + piece.len(),
                    None => {
                        let how = if text.contains(piece.as_str()) { " in this order" } else { "" };
                        problems.push(format!(
                            "{name} lacks{how}:\n  - {piece}\n{name} is:\n{}",
                            indented(text)
                        ));
                        return;
                    }
                }
            }
            for piece in absent.iter().filter(|piece| text.contains(piece.as_str())) {
                problems.push(format!(
                    "{name} holds what it must not:\n  + {piece}\n{name} is:\n{}",
                    indented(text)
                ));
            }
        }
    }
}

fn indented(text: &str) -> String {
    text.lines().take(120).map(|line| format!("    {line}\n")).collect()
}
