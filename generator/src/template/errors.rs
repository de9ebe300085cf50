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
    let reports = drawn(text, sources, |name| Some((file_of(name, sources, theme)?, 0)));
    if reports.is_empty() { vec![diagnose(error, sources, theme, None)] } else { reports }
}

/// Turns what the engine says of the templates in a text into diagnostics. `body` is where the text
/// stands.
#[must_use]
pub fn diagnose_text(
    error: &Error,
    sources: &Sources,
    theme: Option<&str>,
    body: &Span,
) -> Vec<Diagnostic> {
    let path = &sources.get(body.source).path;
    let mut problems = match error.kind() {
        ErrorKind::Msg(text) => drawn(text, sources, |name| match name {
            TEXT => Some((path.clone(), body.range.start)),
            _ => Some((file_of(name, sources, theme)?, 0)),
        }),
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report)
            if report.filename() == TEXT =>
        {
            let range = report.span().range.clone();
            let start = body.range.start;
            let span = Span::new(body.source, range.start + start..range.end + start);
            let (message, help) = split_fields(&first_lower(report.message()));
            let code = match error.kind() {
                ErrorKind::SyntaxError(_) => &codes::TEMPLATE_SYNTAX,
                _ => &codes::TEMPLATE_RENDER,
            };
            let mut problem = Diagnostic::at(code, span, message);
            problem.help = help;
            vec![with_causes(problem, error)]
        }
        _ => Vec::new(),
    };
    if problems.is_empty() {
        problems.push(diagnose(error, sources, theme, Some(&format!("the text of {path}"))));
    }
    for problem in problems.iter_mut().filter(|it| it.code == &codes::TEMPLATE_SYNTAX) {
        problem.help.get_or_insert_with(|| how_to_mend(&problem.message).to_owned());
    }
    problems
}

fn how_to_mend(message: &str) -> &'static str {
    if message.starts_with("unknown function") {
        "the shortcodes of older Zolas are components now, and called as {{ <name key=\"value\" /> }}"
    } else {
        "in a text, {{ }} and {% %} are templates; to show such signs, write {% raw %}…{% endraw %} \
         around them, or name the file in skip_content_templating"
    }
}

/// The name that the engine gives to a template that has none.
const TEXT: &str = "__tera_one_off";

/// Reads the reports that the engine drew: a message, `--> file:line:column`, and the place
/// underlined with `^`. `find` knows where a file is, and at which byte of it a template begins.
fn drawn(
    text: &str,
    sources: &Sources,
    find: impl Fn(&str) -> Option<(String, usize)>,
) -> Vec<Diagnostic> {
    let read = |report: &str| {
        let (message, rest) = report.split_once('\n')?;
        let place = rest.lines().next()?.trim_start().strip_prefix("--> ")?;
        let mut parts = place.rsplitn(3, ':');
        let column: usize = parts.next()?.parse().ok()?;
        let line: usize = parts.next()?.parse().ok()?;
        let (path, begin) = find(parts.next()?)?;
        let source = sources.find(&path)?;
        let text = &sources.text(source)[begin..];
        let before: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
        let letters = text[before..].char_indices();
        let start = letters.map(|(at, _)| before + at).nth(column - 1).unwrap_or(before) + begin;
        let width = rest.lines().find(|line| line.contains('^'))?.matches('^').count();
        let span = Span::new(source, start..start + width);
        Some(Diagnostic::at(&codes::TEMPLATE_SYNTAX, span, first_lower(message)))
    };
    text.split("error: ").filter_map(read).collect()
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
    problem = with_causes(problem, error);
    if let Some(page) = page {
        problem = problem.remark(format!("while making {page}"));
    }
    problem
}

fn with_causes(mut problem: Diagnostic, error: &Error) -> Diagnostic {
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        problem = problem.remark(inner.to_string());
        cause = inner.source();
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
