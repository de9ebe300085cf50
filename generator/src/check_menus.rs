//! That what the menus of the built-in theme name is there: it leaves out the rest, which a language
//! may lack.

use crate::config::Config;
use crate::diagnostic::{Diagnostic, codes, did_you_mean};
use crate::document::{Kind, Value};
use crate::knowledge::KnowledgeBase;

/// The theme that has these menus.
const THEME: &str = "carnet";

/// The keys of `[extra]` that are lists of content paths.
const MENUS: &[&str] = &["nav", "footer"];

/// Tells of each path in a menu at which no text lies. A text that is withheld is left out on
/// purpose.
pub(crate) fn check(base: &KnowledgeBase, config: &Config) -> Vec<Diagnostic> {
    if config.theme.as_ref().is_none_or(|theme| theme.value != THEME) {
        return Vec::new();
    }
    let menus = MENUS.iter().filter_map(|menu| match &config.extra.get(menu)?.kind {
        Kind::List(items) => Some(items),
        _ => None,
    });
    menus.flatten().filter_map(|item| problem(item, base)).collect()
}

fn problem(item: &Value, base: &KnowledgeBase) -> Option<Diagnostic> {
    let Kind::Text(path) = &item.kind else { return None };
    if base.paths.contains_key(path) || base.names.why_withheld(path).is_some() {
        return None;
    }
    let message = format!("there is no page or section content/{path}");
    let help = did_you_mean(path, base.paths.keys().map(String::as_str))
        .unwrap_or_else(|| "write a path below content/, such as \"notes/_index.md\"".to_owned());
    Some(Diagnostic::at(&codes::CONFIG_MENU, item.span.clone(), message).help(help))
}
