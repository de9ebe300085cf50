//! Hands Zola's functions, filters and tests to the engine.
//!
//! The one file that knows both: what they do stands in [`super::functions`] and
//! [`super::filters`], and knows nothing of the engine.

use std::sync::Arc;

use tera::{Error, Kwargs, State, Tera, TeraResult};

use super::Library;
use super::filters::FILTERS;
use super::functions::{Answer, Arguments, Call, FUNCTIONS, Problem, Scope};
use super::strftime;
use super::value::Value;

/// Between what is wrong and what to do about it: the engine carries one text.
pub(super) const HELP: char = '\u{1f}';

/// Filters that the engine has by itself or that come with it, for suggestions.
pub(super) const OTHER_FILTERS: &[&str] = &[
    "abs",
    "base64_decode",
    "base64_encode",
    "capitalize",
    "date",
    "default",
    "escape",
    "escape_html",
    "escape_xml",
    "filesizeformat",
    "first",
    "float",
    "format",
    "get",
    "indent",
    "int",
    "join",
    "json_encode",
    "keys",
    "last",
    "length",
    "lower",
    "newlines_to_br",
    "nth",
    "pairs",
    "pluralize",
    "regex_replace",
    "replace",
    "reverse",
    "round",
    "safe",
    "shuffle",
    "slugify",
    "sort",
    "spaceless",
    "split",
    "str",
    "striptags",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "urlencode",
    "urlencode_strict",
    "values",
    "wordcount",
];

/// Functions that the engine has by itself or that come with it, for suggestions.
pub(super) const OTHER_FUNCTIONS: &[&str] = &["get_random", "range", "super", "throw"];

/// Every test, for suggestions.
pub(super) const TESTS: &[&str] = &[
    "after",
    "array",
    "before",
    "bool",
    "containing",
    "defined",
    "divisible_by",
    "ending_with",
    "even",
    "float",
    "integer",
    "iterable",
    "map",
    "matching",
    "none",
    "number",
    "odd",
    "starting_with",
    "string",
    "undefined",
];

/// Registers all of them.
pub(super) fn register(tera: &mut Tera, library: &Arc<Library>) {
    for (name, function) in FUNCTIONS.iter().copied() {
        let library = Arc::clone(library);
        tera.register_function(name, move |kwargs: Kwargs, state: &State<'_>| {
            call(&library, &kwargs, state, function)
        });
    }
    for (name, filter) in FILTERS.iter().copied() {
        let library = Arc::clone(library);
        tera.register_filter(
            name,
            move |given: &tera::Value, kwargs: Kwargs, state: &State<'_>| {
                let given = Value::of_engine(given.clone());
                call(&library, &kwargs, state, |call| filter(call, &given))
            },
        );
    }
    others(tera);
}

/// What the engine's own authors made for Zola.
fn others(tera: &mut Tera) {
    use tera_contrib::{
        base64, dates, filesize_format, format, json, rand, regex, slug, urlencode,
    };
    tera.register_function("get_random", rand::get_random);
    tera.register_filter("date", date);
    tera.register_filter("base64_encode", base64::b64_encode);
    tera.register_filter("base64_decode", base64::b64_decode);
    tera.register_filter("filesizeformat", filesize_format::filesize_format);
    tera.register_filter("format", format::format);
    tera.register_filter("json_encode", json::json_encode);
    tera.register_filter("shuffle", rand::shuffle);
    tera.register_filter("striptags", regex::striptags);
    tera.register_filter("spaceless", regex::spaceless);
    tera.register_filter("regex_replace", regex::RegexReplace::default());
    tera.register_filter("slugify", slug::slug);
    tera.register_filter("urlencode", urlencode::urlencode);
    tera.register_filter("urlencode_strict", urlencode::urlencode_strict);
    tera.register_test("before", dates::is_before);
    tera.register_test("after", dates::is_after);
    tera.register_test("matching", regex::Matching::default());
}

/// The engine's own filter, which also understands formats with `%` for a language.
fn date(given: &tera::Value, kwargs: Kwargs, state: &State<'_>) -> TeraResult<String> {
    let format = kwargs.get::<String>("format")?;
    let is_worded = kwargs.get::<String>("locale")?.is_some();
    let Some(format) = format.filter(|format| is_worded && format.contains('%')) else {
        return tera_contrib::dates::date(given, kwargs, state);
    };
    let pattern = strftime::pattern(&format);
    let changed = kwargs.iter().filter_map(|(name, value)| match (name.as_str(), &pattern) {
        (Some("format"), Some(pattern)) => {
            Some((name.clone(), tera::Value::from(pattern.as_str())))
        }
        // What no pattern can say is shown in no particular language, as Zola 0.23.0 does.
        (Some("locale"), None) => None,
        _ => Some((name.clone(), value.clone())),
    });
    let changed: tera::Map = changed.collect();
    tera_contrib::dates::date(given, Kwargs::new(Arc::new(changed)), state)
}

fn call(
    library: &Library,
    kwargs: &Kwargs,
    state: &State<'_>,
    function: impl FnOnce(&Call<'_>) -> Answer,
) -> TeraResult<tera::Value> {
    let arguments = kwargs
        .iter()
        .filter_map(|(name, value)| Some((name.as_str()?, Value::of_engine(value.clone()))));
    let arguments = Arguments::new(arguments);
    let scope = Variables(state);
    function(&Call { library, arguments: &arguments, scope: &scope })
        .map(Value::into_engine)
        .map_err(|problem| error(&problem))
}

fn error(problem: &Problem) -> Error {
    match &problem.help {
        Some(help) => Error::message(format!("{}{HELP}{help}", problem.message)),
        None => Error::message(&problem.message),
    }
}

/// The variables of a template, as the engine keeps them.
struct Variables<'a, 'b>(&'a State<'b>);

impl Scope for Variables<'_, '_> {
    fn variable(&self, name: &str) -> Option<Value> {
        self.0.get::<tera::Value>(name).ok().flatten().map(Value::of_engine)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_suggested_exists() {
        let mut tera = Tera::new();
        others(&mut tera);
        let text: String = OTHER_FILTERS
            .iter()
            .map(|name| format!("{{{{ x | {name} }}}}"))
            .chain(TESTS.iter().map(|name| format!("{{{{ x is {name} }}}}")))
            .chain(
                OTHER_FUNCTIONS
                    .iter()
                    .filter(|name| **name != "super")
                    .map(|name| format!("{{{{ {name}() }}}}")),
            )
            .collect();
        assert_eq!(
            tera.add_raw_template("x.html", &text).map_err(|error| error.to_string()),
            Ok(())
        );
    }
}
