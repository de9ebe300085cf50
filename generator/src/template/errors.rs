//! Errors of the template engine as our own diagnostics.

use tera::{Error, ErrorKind, ReportError};

use crate::diagnostic::{Code, Diagnostic, codes, did_you_mean};
use crate::source::{Sources, Span};

/// Turns what the engine says of templates that it cannot load into diagnostics, one a mistake.
#[must_use]
pub fn diagnose_loading(error: &Error, sources: &Sources, theme: Option<&str>) -> Vec<Diagnostic> {
    // Unknown names come all together, as one text of drawn reports.
    let text = match error.kind() {
        ErrorKind::Msg(text) => text.as_str(),
        _ => "",
    };
    let reports: Vec<Diagnostic> =
        text.split("error: ").filter_map(|report| drawn(report, sources, theme)).collect();
    if reports.is_empty() { vec![diagnose(error, sources, theme, None)] } else { reports }
}

/// Reads a report that the engine drew: a message, `--> file:line:column`, and the place
/// underlined with `^`.
fn drawn(report: &str, sources: &Sources, theme: Option<&str>) -> Option<Diagnostic> {
    let (message, rest) = report.split_once('\n')?;
    let place = rest.lines().next()?.trim_start().strip_prefix("--> ")?;
    let mut parts = place.rsplitn(3, ':');
    let column: usize = parts.next()?.parse().ok()?;
    let line: usize = parts.next()?.parse().ok()?;
    let source = sources.find(&file_of(parts.next()?, sources, theme)?)?;
    let text = sources.text(source);
    let before: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let start = text[before..].char_indices().nth(column - 1).map_or(before, |(at, _)| before + at);
    let width = rest.lines().find(|line| line.contains('^'))?.matches('^').count();
    let span = Span::new(source, start..start + width);
    Some(Diagnostic::at(&codes::TEMPLATE_SYNTAX, span, first_lower(message)))
}

/// Turns an engine's error into a diagnostic. `theme` is the theme's name, `page` what was being
/// made.
#[must_use]
pub fn diagnose(
    error: &Error,
    sources: &Sources,
    theme: Option<&str>,
    page: Option<&str>,
) -> Diagnostic {
    let code = if page.is_some() { &codes::TEMPLATE_RENDER } else { &codes::TEMPLATE_SYNTAX };
    let mut problem = match error.kind() {
        ErrorKind::SyntaxError(report) => located(&codes::TEMPLATE_SYNTAX, report, sources, theme),
        ErrorKind::RenderingError(report) => located(code, report, sources, theme),
        ErrorKind::TemplateNotFound(name) => Diagnostic::about(
            &codes::TEMPLATE_MISSING,
            format!("templates/{name}"),
            format!("there is no template `{name}`"),
        ),
        ErrorKind::MissingParent { current, parent } => Diagnostic::about(
            &codes::TEMPLATE_MISSING,
            file_of(current, sources, theme).unwrap_or_else(|| current.clone()),
            format!("`{current}` extends `{parent}`, which does not exist"),
        ),
        _ => Diagnostic::about(
            code,
            theme.map_or_else(
                || "templates".to_owned(),
                |theme| format!("themes/{theme}/templates"),
            ),
            error.to_string(),
        ),
    };
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        problem = problem.remark(inner.to_string());
        cause = inner.source();
    }
    if let Some(page) = page {
        problem = problem.remark(format!("while making {page}"));
    }
    problem
}

/// The source that holds the template `name`.
fn file_of(name: &str, sources: &Sources, theme: Option<&str>) -> Option<String> {
    let own = format!("templates/{name}");
    let themed = theme.map(|theme| format!("themes/{theme}/templates/{name}"));
    let whole = format!("themes/{name}");
    [Some(own), themed, Some(whole)].into_iter().flatten().find(|path| sources.contains(path))
}

fn located(
    code: &'static Code,
    report: &ReportError,
    sources: &Sources,
    theme: Option<&str>,
) -> Diagnostic {
    let path = file_of(report.filename(), sources, theme);
    let (message, help) = split_fields(&first_lower(report.message()));
    let source = path.and_then(|path| sources.find(&path));
    let mut problem = match source {
        Some(source) => {
            let range = report.span().range.clone();
            Diagnostic::at(code, Span::new(source, range), message)
        }
        None => Diagnostic::about(code, report.filename().to_owned(), message),
    };
    problem.help = help;
    problem
}

/// The engine lists the fields that there are; the one that was meant comes first.
fn split_fields(message: &str) -> (String, Option<String>) {
    let Some((what, fields)) = message.split_once(". Available fields: ") else {
        return (message.to_owned(), None);
    };
    let wrong = what.split('`').nth(1).unwrap_or_default();
    let near = did_you_mean(wrong, fields.split(", "));
    let listed = format!("its fields are: {fields}");
    let help = near.map_or_else(|| listed.clone(), |near| format!("{near} {listed}"));
    (what.to_owned(), Some(help))
}

fn first_lower(message: &str) -> String {
    let mut letters = message.trim_end_matches('.').chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => String::new(),
    }
}
