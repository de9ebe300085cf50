//! What templates for Zola 0.22 and older say, and how it is said now.

use crate::diagnostic::Place;

/// What to do with a whole template in the older language.
pub(super) const OLD_SYNTAX: &str = "this template is for Zola 0.22 or older: macros are components now, `{% component name(argument) %}`, called as `{{ <name argument={value} /> }}` and never imported";

/// Names that are gone, and what stands in for them.
const GONE: &[(&str, &str, &str)] = &[
    ("filter", "as_str", "it is called `str` now"),
    ("filter", "concat", "write `[...one, ...other]`, or `[...list, item]`"),
    ("filter", "filter", "write `[item for item in list if item.key == value]`"),
    ("filter", "linebreaksbr", "it is called `newlines_to_br` now"),
    ("filter", "map", "write `[item.key for item in list]`"),
    ("filter", "slice", "write `list[1:3]`"),
    ("filter", "trim_end_matches", "write `trim_end(pat=\"…\")`"),
    ("filter", "trim_start_matches", "write `trim_start(pat=\"…\")`"),
    ("test", "divisibleby", "it is called `divisible_by` now: `is divisible_by(divisor=2)`"),
    ("test", "object", "it is called `map` now"),
    (
        "function",
        "get_env",
        "it is gone from Zola: pages do not depend on the machine; put the value under [extra] in config.toml",
    ),
    ("function", "get_file_hash", "it is called `get_hash` now"),
];

/// What stands in for the function, filter or test `name`.
pub(super) fn advice(what: &str, name: &str) -> Option<&'static str> {
    let same = |(kind, gone, _): &&(&str, &str, &str)| *kind == what && *gone == name;
    GONE.iter().find(same).map(|(_, _, advice)| *advice)
}

/// Whether a template cannot be read because it calls a macro there, as in `list::item(…)`.
pub(super) fn calls_macro(text: &str, place: &Place) -> bool {
    let Place::Text(span) = place else { return false };
    text.get(span.range.start..).is_some_and(|rest| rest.starts_with("::"))
}

/// Whether a template is written in the older language.
pub(super) fn has_macros(text: &str) -> bool {
    text.match_indices("{%").any(|(at, _)| {
        let rest = text[at + 2..].trim_start_matches('-').trim_start();
        rest.starts_with("macro ") || rest.starts_with("import ")
    }) || text.contains("self::")
}
