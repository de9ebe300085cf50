//! Words in the language of a page: Zola's `trans` and `text_direction`, carnet's `t` and
//! `language_name`.

use unic_langid::{CharacterDirection, LanguageIdentifier};

use super::{Answer, Call, Problem};
use crate::diagnostic::did_you_mean;
use crate::language::Argument;
use crate::template::value::{self, Value, text};

/// `trans(key, lang)`: a string of `translations` in config.toml.
pub(super) fn trans(call: &Call<'_>) -> Answer {
    let key = call.arguments.required("key")?;
    let language = call.language();
    let Some(settings) = call.library.config.languages.get(&language) else {
        return Err(Problem::new(format!("the site has no language `{language}`")));
    };
    settings.translations.get(&key).map(text).ok_or_else(|| {
        let known = settings.translations.keys().map(String::as_str);
        let help = did_you_mean(&key, known).unwrap_or_else(|| {
            let is_default = language == call.library.config.default_language;
            let table = if is_default {
                "[translations]".to_owned()
            } else {
                format!("[languages.{language}.translations]")
            };
            format!("add it under {table} in config.toml")
        });
        Problem::new(format!("there is no translation `{key}` for `{language}` in config.toml"))
            .help(help)
    })
}

/// `t(key="notes-count", count=3)`: an interface string in the language of the page.
pub(super) fn message(call: &Call<'_>) -> Answer {
    let key = call.arguments.required("key")?;
    let language = call.language();
    let arguments: Vec<(&str, Argument)> = call
        .arguments
        .iter()
        .filter(|(name, _)| !matches!(*name, "key" | "lang"))
        .map(|(name, value)| (name, argument(value)))
        .collect();
    call.library.message(&language, &key, &arguments).map(text).map_err(Problem::new)
}

fn argument(given: &Value) -> Argument {
    match value::as_number(given) {
        Some(number) => Argument::Number(number),
        None => Argument::Text(given.to_string()),
    }
}

/// `language_name(of, lang)`: a language of the site as readers of the page call it.
pub(super) fn language_name(call: &Call<'_>) -> Answer {
    let named = call.arguments.required("of")?;
    Ok(text(call.library.languages.name_of(&named, &call.language())))
}

/// `text_direction(lang)`: `ltr` or `rtl`, for the attribute `dir`.
pub(super) fn text_direction(call: &Call<'_>) -> Answer {
    let language = call.language();
    let identifier: LanguageIdentifier = language.parse().map_err(|_| {
        Problem::new(format!("`{language}` is no name of a language"))
            .help("write it as in `fr` or `pt-BR`")
    })?;
    Ok(text(match identifier.character_direction() {
        CharacterDirection::RTL => "rtl",
        // HTML has no word for what runs from top to bottom.
        CharacterDirection::LTR | CharacterDirection::TTB => "ltr",
    }))
}
