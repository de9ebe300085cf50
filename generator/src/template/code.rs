//! What templates know of the colours of code.

use super::value::{Value, boolean, list, none, object, optional_text, text};
use crate::config::Markdown;
use crate::config::highlighting::{DataPosition, Style, Themes, Unknown};
use crate::source::Spanned;

/// `config.markdown.highlighting`, by which themes know which style sheets there are.
pub(super) fn highlighting(markdown: &Markdown) -> Value {
    if !markdown.highlight {
        return none();
    }
    let settings = &markdown.highlighting;
    let (single, light, dark) = match &settings.themes {
        Some(Themes::Single(theme)) => (Some(&theme.value), None, None),
        Some(Themes::Dual { light, dark }) => (None, Some(&light.value), Some(&dark.value)),
        None => (None, None, None),
    };
    let position = match settings.data_attr_position {
        DataPosition::Pre => "Pre",
        DataPosition::Code => "Code",
        DataPosition::Both => "Both",
        DataPosition::Nowhere => "None",
    };
    let names = |files: &[Spanned<String>]| list(files.iter().map(|file| text(&file.value)));
    object([
        ("error_on_missing_language", boolean(settings.unknown == Unknown::Refuse)),
        ("style", text(if settings.style == Style::Class { "class" } else { "inline" })),
        ("theme", optional_text(single)),
        ("light_theme", optional_text(light)),
        ("dark_theme", optional_text(dark)),
        ("extra_grammars", names(&settings.extra_grammars)),
        ("extra_themes", names(&settings.extra_themes)),
        ("data_attr_position", text(position)),
    ])
}
