//! The configuration as Zola's templates know it: `config`, and the settings of a taxonomy.
//!
//! Zola shows a part of what is written, with its defaults filled in. Much of it is for templates
//! alone, so it is taken from what was written rather than from what the stages made of it.

use crate::Mode;
use crate::config::{Config, Taxonomy};
use crate::diagnostic::{Diagnostic, codes, did_you_mean};
use crate::document::{self, Kind, Table};
use crate::language::Languages;
use crate::source::Sources;
use crate::template::code;
use crate::template::value::{
    Value, boolean, count, list, merge, none, object, of_table, optional, optional_text, table,
    text, texts,
};

/// A taxonomy's settings.
#[must_use]
pub fn taxonomy(settings: &Taxonomy) -> Value {
    let by = settings.paginate_by;
    object([
        ("name", text(&settings.name)),
        ("slug", text(&settings.slug)),
        ("paginate_by", optional((by > 0).then(|| count(by)))),
        ("paginate_path", optional_text(settings.paginate_path.as_ref())),
        ("render", boolean(settings.render)),
        ("feed", boolean(settings.feed)),
    ])
}

/// The configuration as templates of a language see it, with `extra` laid over the theme's.
#[must_use]
pub fn config(
    config: &Config,
    languages: &Languages,
    language: &str,
    theme_extra: &Value,
    mode: Mode,
) -> Value {
    let default = config.language(&config.default_language);
    // A carnet in a language that has no title of its own has that of its default language.
    let spaced = |words: Option<&String>, in_default: Option<&String>| {
        optional(match config.carnet {
            Some(_) => words.or(in_default).map(|words| text(languages.space(language, words))),
            None => words.map(text),
        })
    };
    let settings = config.language(language);
    let others = config.languages.keys().filter(|code| *code != language);
    let is_default = language == config.default_language;
    let below = (!is_default).then(|| below(&config.written, &["languages", language])).flatten();
    let own = below.unwrap_or(&config.written);
    object([
        ("base_url", text(base_url(config))),
        (
            "mode",
            text(match mode {
                Mode::Build => "build",
                Mode::Serve => "serve",
                Mode::Check => "check",
            }),
        ),
        ("title", spaced(settings.title.as_ref(), default.title.as_ref())),
        ("description", spaced(settings.description.as_ref(), default.description.as_ref())),
        ("languages", table(others.map(|code| (code.clone(), other_language(config, code))))),
        ("default_language", text(&config.default_language)),
        ("generate_feed", boolean(settings.generate_feeds)),
        ("generate_feeds", boolean(settings.generate_feeds)),
        // Zola has this no more, and themes that still ask for it link to nothing.
        ("feed_filename", optional_text(settings.feed_filenames.first())),
        ("feed_filenames", texts(&settings.feed_filenames)),
        ("taxonomies", list(settings.taxonomies.iter().map(taxonomy))),
        ("author", optional_text(config.author.as_ref())),
        ("build_search_index", boolean(is_true(own, "build_search_index"))),
        ("extra", merge(theme_extra, &of_table(&config.extra))),
        ("markdown", markdown(config)),
        ("search", object([("index_format", text(settings.search.index_format.name()))])),
        ("generate_sitemap", boolean(config.generate_sitemap)),
        ("generate_robots_txt", boolean(config.generate_robots_txt)),
        (
            "exclude_paginated_pages_in_sitemap",
            text(word(&config.written, "exclude_paginated_pages_in_sitemap").unwrap_or("none")),
        ),
    ])
}

/// The address as it was written, with its slash at the end if it has one, unless another one
/// was asked for.
pub fn base_url(config: &Config) -> &str {
    let written = word(&config.written, "base_url").unwrap_or_default();
    let is_the_same = written.trim_end_matches('/') == config.base_url;
    if is_the_same && config.carnet.is_none() { written } else { &config.base_url }
}

/// The `[extra]` of the theme's `theme.toml`; also reports a theme that is not there.
#[must_use]
pub fn theme_extra(sources: &Sources, config: &Config, diagnostics: &mut Vec<Diagnostic>) -> Value {
    let nothing = of_table(&Table::default());
    let Some(theme) = &config.theme else { return nothing };
    let folder = format!("themes/{}", theme.value);
    if sources.below(&folder).next().is_none() {
        let names = sources.below("themes").filter_map(|(_, path, _)| path.split('/').next());
        let help = did_you_mean(&theme.value, names).unwrap_or_else(|| {
            format!("put the theme into {folder}/, or write theme = \"carnet\"")
        });
        diagnostics.push(
            Diagnostic::at(
                &codes::THEME_MISSING,
                theme.span.clone(),
                format!("there is no theme `{}`", theme.value),
            )
            .help(help),
        );
        return nothing;
    }
    let Some(source) = sources.find(&format!("{folder}/theme.toml")) else { return nothing };
    let (table, errors) = document::from_toml(sources.text(source), source, 0);
    for error in errors {
        diagnostics.push(Diagnostic::at(&codes::CONFIG_SYNTAX, error.span, error.message));
    }
    match table.get("extra").map(|value| &value.kind) {
        Some(Kind::Table(extra)) => of_table(extra),
        _ => nothing,
    }
}

/// What pages of other languages may know of one.
fn other_language(config: &Config, code: &str) -> Value {
    let settings = config.language(code);
    let is_default = code == config.default_language;
    let empty = Table::default();
    let own = match below(&config.written, &["languages", code]) {
        Some(own) => own,
        None if is_default => &config.written,
        None => &empty,
    };
    let search = over(
        &object([
            ("include_title", boolean(true)),
            ("include_content", boolean(true)),
            ("truncate_content_length", none()),
            ("include_description", boolean(false)),
            ("include_date", boolean(false)),
            ("include_path", boolean(false)),
            ("index_format", text("elasticlunr_javascript")),
        ]),
        below(own, &["search"]),
    );
    object([
        ("title", optional_text(settings.title.as_ref())),
        ("description", optional_text(settings.description.as_ref())),
        ("generate_feeds", boolean(settings.generate_feeds)),
        ("feed_filenames", texts(&settings.feed_filenames)),
        ("taxonomies", list(settings.taxonomies.iter().map(taxonomy))),
        ("build_search_index", boolean(is_true(own, "build_search_index"))),
        ("search", search),
        (
            "translations",
            table(settings.translations.iter().map(|(key, words)| (key.clone(), text(words)))),
        ),
    ])
}

/// `[markdown]` with Zola's defaults.
fn markdown(config: &Config) -> Value {
    let own = below(&config.written, &["markdown"]);
    let defaults = object([
        ("highlighting", none()),
        ("render_emoji", boolean(false)),
        ("external_links_class", none()),
        ("external_links_target_blank", boolean(false)),
        ("external_links_no_follow", boolean(false)),
        ("external_links_no_referrer", boolean(false)),
        ("external_links_external", boolean(true)),
        ("smart_punctuation", boolean(false)),
        ("definition_list", boolean(false)),
        ("bottom_footnotes", boolean(false)),
        ("lazy_async_image", boolean(false)),
        ("insert_anchor_links", text("none")),
        ("github_alerts", boolean(false)),
    ]);
    let whole = over(&defaults, own);
    super::extend(&whole, [("highlighting", code::highlighting(&config.markdown))])
}

/// What was written, over the defaults.
fn over(defaults: &Value, written: Option<&Table>) -> Value {
    written.map_or_else(|| defaults.clone(), |written| merge(defaults, &of_table(written)))
}

/// The table at `path`.
fn below<'a>(table: &'a Table, path: &[&str]) -> Option<&'a Table> {
    path.iter().try_fold(table, |table, key| match table.get(key).map(|value| &value.kind) {
        Some(Kind::Table(inner)) => Some(inner),
        _ => None,
    })
}

fn word<'a>(table: &'a Table, key: &str) -> Option<&'a str> {
    match table.get(key).map(|value| &value.kind) {
        Some(Kind::Text(text)) => Some(text),
        _ => None,
    }
}

fn is_true(table: &Table, key: &str) -> bool {
    matches!(table.get(key).map(|value| &value.kind), Some(Kind::Boolean(true)))
}
