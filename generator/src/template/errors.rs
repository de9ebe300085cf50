//! Errors of the template engine as our own diagnostics.
//!
//! The engine knows templates by name and draws what it has to say; here a name becomes a file
//! of the site, the chain of calls becomes notes, and what was misspelt gets a suggestion.

mod old;
mod open;

use tera::{Error, ErrorKind, ReportError};

use super::filters::FILTERS;
use super::functions::FUNCTIONS;
use super::register::{HELP, OTHER_FILTERS, OTHER_FUNCTIONS, TESTS};
use crate::diagnostic::{Code, Diagnostic, Place, codes, did_you_mean};
use crate::source::{Content, SourceId, Sources, Span};

/// The templates of a site, as errors need them: which file has which name.
#[derive(Clone, Copy, Debug)]
pub struct Templates<'a> {
    /// The inputs.
    pub sources: &'a Sources,
    /// The theme's name.
    pub theme: Option<&'a str>,
    /// Where the text stands that is a template itself, if it is one that runs.
    pub text: Option<&'a Span>,
}

/// The name that the engine gives to a template that has none: a text.
const TEXT: &str = "__tera_one_off";

impl<'a> Templates<'a> {
    /// The file that holds the template `name`: the site's own, or the theme's.
    fn file(self, name: &str) -> Option<SourceId> {
        if let (TEXT, Some(text)) = (name, self.text) {
            return Some(text.source);
        }
        let own = format!("templates/{name}");
        let themed = self.theme.map(|theme| format!("themes/{theme}/templates/{name}"));
        let whole = format!("themes/{name}");
        [Some(own), themed, Some(whole)]
            .into_iter()
            .flatten()
            .find_map(|path| self.sources.find(&path))
    }

    /// The byte of its file at which a template begins.
    fn begin(self, name: &str) -> usize {
        self.text.filter(|_| name == TEXT).map_or(0, |text| text.range.start)
    }

    /// Every template that is a text, with its name below its folder.
    fn all(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let folder = self.theme.map(|theme| format!("themes/{theme}/templates/"));
        self.sources.iter().filter_map(move |(id, source)| {
            let path = source.path.as_str();
            let themed = folder.as_ref().and_then(|folder| path.strip_prefix(folder.as_str()));
            let name = path.strip_prefix("templates/").or(themed)?;
            matches!(source.content, Content::Text(_)).then(|| (name, self.sources.text(id)))
        })
    }

    /// The names of all components.
    fn components(self) -> Vec<&'a str> {
        let in_text = |text: &'a str| {
            text.match_indices("component ").filter_map(move |(at, word)| {
                let before = text[..at].trim_end_matches('-').trim_end();
                let name = text[at + word.len()..].trim_start();
                let end = name.find(['(', ' ', '%', '\n']).unwrap_or(name.len());
                before.trim_end_matches('-').ends_with("{%").then_some(&name[..end])
            })
        };
        self.all().flat_map(|(_, text)| in_text(text)).collect()
    }

    /// Where `line`, `column` (from 1) and `width` letters of a template are.
    fn span(self, name: &str, line: usize, column: usize, width: usize) -> Option<Span> {
        let source = self.file(name)?;
        let text = self.sources.text(source);
        let begin = self.begin(name);
        let lines = text.get(begin..)?.split_inclusive('\n').take(line.checked_sub(1)?);
        let before = begin + lines.map(str::len).sum::<usize>();
        let rest = text.get(before..)?;
        let mut letters = rest.char_indices().map(|(at, _)| before + at).chain([text.len()]);
        let start = letters.nth(column.checked_sub(1)?)?;
        let end = letters.nth(width.max(1) - 1).unwrap_or(text.len());
        Some(Span::new(source, start..end))
    }

    /// Where a template says which other it extends.
    fn extension(self, name: &str) -> Option<(Span, &'a str)> {
        let source = self.file(name)?;
        let text = self.sources.text(source);
        text.match_indices("extends").find_map(|(at, word)| {
            let opens = text[..at].trim_end().trim_end_matches('-').ends_with("{%");
            let rest = text[at + word.len()..].trim_start();
            let quote = rest.chars().next().filter(|quote| opens && "\"'`".contains(*quote))?;
            let parent = rest[1..].split(quote).next()?;
            let start = text.len() - rest.len();
            Some((Span::new(source, start..start + parent.len() + 2), parent))
        })
    }

    /// A diagnostic of a template as a whole.
    fn about(self, code: &'static Code, name: &str, message: String) -> Diagnostic {
        match self.file(name) {
            Some(source) => Diagnostic::about(code, &self.sources.get(source).path, message),
            None => Diagnostic::about(code, format!("templates/{name}"), message),
        }
    }
}

/// Turns what the engine says of templates that it cannot load into diagnostics, one a mistake.
#[must_use]
pub fn diagnose_loading(error: &Error, templates: Templates<'_>) -> Vec<Diagnostic> {
    match error.kind() {
        // Unknown names come all together, as one text of drawn reports.
        ErrorKind::Msg(text) => {
            let reports: Vec<Diagnostic> = text
                .split("error: ")
                .filter_map(|report| drawn(report, templates))
                .map(|(span, message)| unknown(span, message, templates))
                .collect();
            if reports.is_empty() { vec![defined_twice(text, templates)] } else { reports }
        }
        ErrorKind::MissingParent { current, parent } => {
            let message = format!("`{current}` extends `{parent}`, which does not exist");
            let problem = match templates.extension(current) {
                Some((span, _)) => Diagnostic::at(&codes::TEMPLATE_MISSING, span, message),
                None => templates.about(&codes::TEMPLATE_MISSING, current, message),
            };
            let names = templates.all().map(|(name, _)| name);
            vec![problem.perhaps(did_you_mean(parent, names))]
        }
        ErrorKind::CircularExtend { tpl, .. } => {
            let message = format!("`{tpl}` extends itself, by way of those it extends");
            vec![match templates.extension(tpl) {
                Some((span, _)) => Diagnostic::at(&codes::TEMPLATE_SYNTAX, span, message),
                None => templates.about(&codes::TEMPLATE_SYNTAX, tpl, message),
            }]
        }
        ErrorKind::CircularInclude { tpl, include_chain } => {
            let message = format!("`{tpl}` includes itself: {}", include_chain.join(" → "));
            vec![templates.about(&codes::TEMPLATE_SYNTAX, tpl, message)]
        }
        _ => vec![diagnose(error, templates, None, None)],
    }
}

/// Turns what the engine says of the templates in a text into diagnostics.
#[must_use]
pub fn diagnose_text(error: &Error, templates: Templates<'_>) -> Vec<Diagnostic> {
    let Some(text) = templates.text else { return diagnose_loading(error, templates) };
    let page = format!("the text of {}", templates.sources.get(text.source).path);
    let mut problems = match error.kind() {
        ErrorKind::Msg(_) => diagnose_loading(error, templates),
        ErrorKind::SyntaxError(_) => vec![diagnose(error, templates, Some(TEXT), None)],
        _ => vec![diagnose(error, templates, Some(TEXT), Some(&page))],
    };
    for problem in &mut problems {
        let is_here = matches!(&problem.place, Place::Text(span) if span.source == text.source);
        let is_unreadable = problem.code == &codes::TEMPLATE_SYNTAX;
        let is_shortcode = problem.message.starts_with("unknown function");
        if is_here && (is_unreadable || is_shortcode) {
            let mend = how_to_mend(&problem.message);
            problem.help = Some(match problem.help.take() {
                // Who shows what a template looks like has left nothing open.
                Some(help) if is_unreadable => format!("{help}; {mend}"),
                Some(help) => help,
                None => mend.to_owned(),
            });
        }
    }
    problems
}

fn how_to_mend(message: &str) -> &'static str {
    if message.starts_with("unknown function") {
        "the shortcodes of older Zolas are components now, and called as {{ <name key=\"value\" /> }}"
    } else if message.starts_with("closing comment tag") {
        "in a text with {{ }} or {% %}, `{#` opens a comment: write {% raw %}{#…}{% endraw %}, or \
         name the file in skip_content_templating"
    } else {
        "in a text, {{ }} and {% %} are templates; to show such signs, write {% raw %}…{% endraw %} \
         around them, or name the file in skip_content_templating"
    }
}

/// Reads a report that the engine drew: a message, `--> file:line:column`, and the place
/// underlined with `^`.
fn drawn(report: &str, templates: Templates<'_>) -> Option<(Span, String)> {
    let (message, rest) = report.split_once('\n')?;
    let place = rest.lines().next()?.trim_start().strip_prefix("--> ")?;
    Some((place_of(place, rest, templates)?, first_lower(message)))
}

/// The place that `file:line:column` and the drawing below it show.
fn place_of(place: &str, drawing: &str, templates: Templates<'_>) -> Option<Span> {
    let mut parts = place.rsplitn(3, ':');
    let column = parts.next()?.parse().ok()?;
    let line = parts.next()?.parse().ok()?;
    let underline = drawing.lines().find(|line| line.trim_end().ends_with('^'))?;
    templates.span(parts.next()?, line, column, underline.matches('^').count())
}

/// A name that a template uses and nobody has, with the nearest that there is.
fn unknown(span: Span, message: String, templates: Templates<'_>) -> Diagnostic {
    let mut words = message.split(' ');
    let what = words.nth(1).unwrap_or_default().to_owned();
    let name = message.split('`').nth(1).unwrap_or_default().to_owned();
    if !message.starts_with("unknown ") {
        return Diagnostic::at(&codes::TEMPLATE_SYNTAX, span, message);
    }
    let own = |table: &[&'static str], more: &[&'static str]| [table, more].concat();
    let functions: Vec<&str> = FUNCTIONS.iter().map(|(name, _)| *name).collect();
    let filters: Vec<&str> = FILTERS.iter().map(|(name, _)| *name).collect();
    let names: Vec<&str> = match what.as_str() {
        "function" => own(&functions, OTHER_FUNCTIONS),
        "filter" => own(&filters, OTHER_FILTERS),
        "test" => TESTS.to_vec(),
        "component" => templates.components(),
        _ => templates.all().map(|(name, _)| name).collect(),
    };
    let help = old::advice(&what, &name)
        .map(str::to_owned)
        .or_else(|| did_you_mean(&name, names.iter().copied()));
    let help = help.or_else(|| match what.as_str() {
        "component" if templates.all().any(|(_, text)| old::has_macros(text)) => {
            Some(old::OLD_SYNTAX.to_owned())
        }
        "template" => Some(format!("write templates/{name}")),
        _ => None,
    });
    Diagnostic::at(&codes::TEMPLATE_UNKNOWN, span, message).perhaps(help)
}

/// ``Component `x` is defined in both `a.html` and `b.html` ``, and whatever else the engine says.
fn defined_twice(text: &str, templates: Templates<'_>) -> Diagnostic {
    let names: Vec<&str> = text.split('`').skip(1).step_by(2).collect();
    let place = |file: &str, name: &str| {
        let source = templates.file(file)?;
        let text = templates.sources.text(source);
        let at = text.find(&format!("component {name}"))? + "component ".len();
        Some(Span::new(source, at..at + name.len()))
    };
    if let [name, one, other] = names.as_slice()
        && let (Some(one), Some(other)) = (place(one, name), place(other, name))
    {
        let message = format!("the component `{name}` is defined twice");
        return Diagnostic::at(&codes::TEMPLATE_SYNTAX, other, message)
            .note(one, "it is defined here first")
            .help("give one of them another name");
    }
    let folder = match templates.theme {
        Some(theme) => format!("themes/{theme}/templates"),
        None => "templates".to_owned(),
    };
    Diagnostic::about(&codes::TEMPLATE_SYNTAX, folder, first_lower(text))
}

/// That something stands outside of all blocks of a template that extends another.
#[must_use]
pub fn diagnose_outside(error: &Error, templates: Templates<'_>) -> Diagnostic {
    let mut problem = diagnose(error, templates, None, None);
    problem.code = &codes::TEMPLATE_OUTSIDE;
    problem.severity = codes::TEMPLATE_OUTSIDE.severity;
    problem.message = "this is outside of all blocks, and no page shows it".to_owned();
    if let Place::Text(span) = &mut problem.place {
        // It begins with the end of the line before.
        let range = span.range.start..span.range.end;
        let part = templates.sources.text(span.source).get(range).unwrap_or_default();
        span.range.start += part.len() - part.trim_start().len();
    }
    problem.help("put it into a block of the template that is extended, or take it out")
}

/// Turns an engine's error into a diagnostic. `template` is what was to be filled in, `page` what
/// was being made.
#[must_use]
pub fn diagnose(
    error: &Error,
    templates: Templates<'_>,
    template: Option<&str>,
    page: Option<&str>,
) -> Diagnostic {
    let code = if page.is_some() { &codes::TEMPLATE_RENDER } else { &codes::TEMPLATE_SYNTAX };
    let mut problem = match error.kind() {
        ErrorKind::SyntaxError(report) => {
            let problem = located(&codes::TEMPLATE_SYNTAX, report, templates);
            let text = templates.file(report.filename()).map(|id| templates.sources.text(id));
            match text {
                Some(text) if old::has_macros(text) || old::calls_macro(text, &problem.place) => {
                    problem.help(old::OLD_SYNTAX)
                }
                Some(text) => open::explain(problem, text, templates.begin(report.filename())),
                None => problem,
            }
        }
        ErrorKind::RenderingError(report) => {
            let problem = located(code, report, templates);
            chain(problem, error, report.filename(), templates, template)
        }
        ErrorKind::TemplateNotFound(name) => {
            let names = templates.all().map(|(name, _)| name);
            let message = format!("there is no template `{name}`");
            templates
                .about(&codes::TEMPLATE_MISSING, name, message)
                .perhaps(did_you_mean(name, names))
        }
        _ => templates.about(code, template.unwrap_or(""), first_lower(&error.to_string())),
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

/// Says how the template came to the place: who called what it stands in, and which template was
/// to be filled in when it is another that extends it.
fn chain(
    mut problem: Diagnostic,
    error: &Error,
    file: &str,
    templates: Templates<'_>,
    template: Option<&str>,
) -> Diagnostic {
    let text = error.to_string();
    let mut outermost = file.to_owned();
    for block in text.split("\n\nnote: called from ").skip(1) {
        let place = block.lines().next().unwrap_or_default();
        if let Some(span) = place_of(place, block, templates) {
            problem = problem.note(span, "called from here");
        }
        if let Some(name) = place.rsplitn(3, ':').nth(2) {
            name.clone_into(&mut outermost);
        }
    }
    // Twenty is more than any theme has, and ends a circle.
    let mut current = template.map(str::to_owned);
    let mut steps = Vec::new();
    while let Some(name) = current.take() {
        let is_there = templates.file(&name) == templates.file(&outermost);
        if is_there || steps.len() > 20 {
            break;
        }
        let Some((span, parent)) = templates.extension(&name) else { break };
        steps.push(span);
        current = Some(parent.to_owned());
    }
    for span in steps.into_iter().rev() {
        problem = problem.note(span, "extended from here");
    }
    problem
}

fn located(code: &'static Code, report: &ReportError, templates: Templates<'_>) -> Diagnostic {
    let (message, help) = split_help(&first_lower(report.message()));
    let problem = match templates.file(report.filename()) {
        Some(source) => {
            let (range, begin) = (&report.span().range, templates.begin(report.filename()));
            Diagnostic::at(code, Span::new(source, range.start + begin..range.end + begin), message)
        }
        None => Diagnostic::about(code, report.filename().to_owned(), message),
    };
    problem.perhaps(help)
}

/// What is wrong, and what to do about it. The engine lists the fields or variables that there
/// are; the one that was meant comes first.
fn split_help(message: &str) -> (String, Option<String>) {
    if let Some((message, help)) = message.split_once(HELP) {
        return (message.to_owned(), Some(help.to_owned()));
    }
    if let Some(types) = message.strip_prefix("invalid type for the value, expected `") {
        let mut names = types.split('`').step_by(2).map(type_name);
        let (expected, given) =
            (names.next().unwrap_or_default(), names.next().unwrap_or_default());
        return (format!("{expected} is expected here, not {given}"), None);
    }
    let wrong = message.split('`').nth(1).unwrap_or_default();
    for (separator, listed) in
        [(". Available fields: ", "its fields are"), (". Available variables: ", "there are")]
    {
        let Some((what, names)) = message.split_once(separator) else { continue };
        let near = did_you_mean(wrong, names.split(", "));
        let listed = format!("{listed}: {names}");
        let is_variable = listed.starts_with("there");
        let help = match near {
            Some(near) => format!("{near} {listed}"),
            // What a page has and a section has not is the commonest of mistakes.
            None if is_variable => {
                format!(
                    "where it may be missing, write `{wrong}?.…` or `{{% if {wrong} %}}`; {listed}"
                )
            }
            None => listed,
        };
        return (what.to_owned(), Some(help));
    }
    (message.to_owned(), None)
}

/// What an author calls a type that the engine names as Rust does.
fn type_name(name: &str) -> &str {
    match name {
        "&[Value]" | "Vec<Value>" | "array" => "a list",
        "&str" | "String" | "string" => "a text",
        "Map" | "map" | "map/struct" => "a table",
        "Number" | "f64" | "float" => "a number",
        "bool" => "true or false",
        "none" | "undefined" => "nothing",
        "u8" | "u16" | "u32" | "u64" | "u128" | "usize" | "i8" | "i16" | "i32" | "i64" | "i128"
        | "isize" => "a whole number",
        other => other,
    }
}

fn first_lower(message: &str) -> String {
    let mut letters = message.trim_end_matches('.').chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => String::new(),
    }
}
