//! The functions that templates may call: Zola's, and `t` for interface strings.

use std::sync::Arc;

use jiff::Timestamp;
use tera::{Error, Kwargs, State, Tera, TeraResult};

use super::value::{Value, list, object, text};
use super::{Library, zola};
use crate::diagnostic::nearest;
use crate::knowledge::Target;
use crate::language::Argument;
use crate::source::Content;

/// Registers all functions.
pub(super) fn register(tera: &mut Tera, library: &Arc<Library>) {
    let with = |function: fn(&Library, &Kwargs, &State<'_>) -> TeraResult<Value>| {
        let library = Arc::clone(library);
        move |kwargs: Kwargs, state: &State<'_>| function(&library, &kwargs, state)
    };
    tera.register_function("get_url", with(get_url));
    tera.register_function("get_page", with(get_page));
    tera.register_function("get_section", with(get_section));
    tera.register_function("get_taxonomy_url", with(get_taxonomy_url));
    tera.register_function("get_taxonomy", with(get_taxonomy));
    tera.register_function("trans", with(trans));
    tera.register_function("t", with(message));
    let begun = Timestamp::now();
    tera.register_function("now", move |kwargs: Kwargs, _: &State<'_>| now(begun, &kwargs));
    tera.register_function("get_random", tera_contrib::rand::get_random);
}

/// When the build began, in RFC 3339 or as seconds since 1970. It makes a page differ from one build
/// to the next, which is for its theme to want.
fn now(begun: Timestamp, kwargs: &Kwargs) -> TeraResult<Value> {
    // Every time is in UTC, so `utc` changes nothing; it is what Zola's templates pass.
    let _ = kwargs.get::<bool>("utc")?;
    if kwargs.get::<bool>("timestamp")?.unwrap_or(false) {
        return Ok(Value::from(begun.as_second()));
    }
    Ok(text(begun.to_string()))
}

/// The language that a function works in: its argument, else that of the page.
fn language(library: &Library, kwargs: &Kwargs, state: &State<'_>) -> TeraResult<String> {
    if let Some(language) = kwargs.get::<String>("lang")? {
        return Ok(language);
    }
    let language = state.get::<String>("lang")?;
    Ok(language.unwrap_or_else(|| library.config.default_language.clone()))
}

/// `x.md` in `language`: `x.en.md` when that is not the default one.
fn localised(library: &Library, path: &str, language: &str) -> String {
    let suffix = format!(".{language}.md");
    if language == library.config.default_language || path.ends_with(&suffix) {
        return path.to_owned();
    }
    match path.strip_suffix(".md") {
        Some(stem) => format!("{stem}{suffix}"),
        None => path.to_owned(),
    }
}

fn get_url(library: &Library, kwargs: &Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let path = kwargs.must_get::<String>("path")?;
    let trailing_slash = kwargs.get::<bool>("trailing_slash")?.unwrap_or(false);
    let config = &library.config;
    if let Some(content) = path.strip_prefix("@/") {
        let language = language(library, kwargs, state)?;
        let (file, anchor) = content
            .split_once('#')
            .map_or((content, String::new()), |(file, anchor)| (file, format!("#{anchor}")));
        let file = localised(library, file, &language);
        let target =
            library.base.paths.get(&file).ok_or_else(|| missing(library, "file", &file))?;
        let route = match target {
            Target::Page(id) => &library.base.page(*id).route,
            Target::Section(id) => &library.base.section(*id).route,
        };
        return Ok(text(format!("{}{route}{anchor}", config.base_url)).mark_safe());
    }
    let prefix = match kwargs.get::<String>("lang")? {
        Some(language) => config.language_prefix(&language),
        None => String::new(),
    };
    let mut url = format!("{}{prefix}/{}", config.base_url, path.trim_start_matches('/'));
    let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    if trailing_slash && !is_file && !url.ends_with('/') {
        url.push('/');
    }
    if kwargs.get::<bool>("cachebust")?.unwrap_or(false) {
        url = format!("{url}?h={}", fingerprint(library, &path)?);
    }
    Ok(text(url).mark_safe())
}

/// A short hash of a static file, so that its address changes when it does.
fn fingerprint(library: &Library, path: &str) -> TeraResult<String> {
    let path = path.trim_start_matches('/');
    let theme = library.config.theme.as_ref().map(|theme| format!("themes/{}/", theme.value));
    let own = [format!("static/{path}"), format!("content/{path}"), format!("sass/{path}")];
    let themed = theme.iter().map(|theme| format!("{theme}static/{path}"));
    let sassy = theme.iter().map(|theme| format!("{theme}sass/{}", path.replace(".css", ".scss")));
    let source = own
        .into_iter()
        .chain(themed)
        .chain(sassy)
        .find_map(|path| library.sources.find(&path))
        .ok_or_else(|| Error::message(format!("there is no file `{path}` in static/")))?;
    let hash = match &library.sources.get(source).content {
        Content::Text(text) => blake3::hash(text.as_bytes()),
        Content::Bytes(bytes) => blake3::hash(bytes),
        Content::OnDisk(disk) => crate::source::read::hash(disk).map_err(|error| {
            Error::message(format!("the file `{path}` cannot be read: {error}"))
        })?,
        Content::NotUtf8 { .. } | Content::Unreadable(_) => {
            return Err(Error::message(format!("the file `{path}` cannot be read")));
        }
    };
    Ok(hash.to_hex().chars().take(12).collect())
}

fn missing(library: &Library, what: &str, path: &str) -> Error {
    let known = library.base.paths.keys().map(String::as_str);
    let hint =
        nearest(path, known).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    Error::message(format!("there is no {what} `{path}` in content/{hint}"))
}

fn look_up(
    library: &Library,
    kwargs: &Kwargs,
    state: &State<'_>,
    what: &str,
    pick: fn(&Library, Target) -> Option<Value>,
) -> TeraResult<Value> {
    let path = kwargs.must_get::<String>("path")?;
    let language = language(library, kwargs, state)?;
    let target = library.base.paths.get(&localised(library, &path, &language));
    match target.and_then(|target| pick(library, *target)) {
        Some(value) => Ok(value),
        None if kwargs.get::<bool>("allow_missing")?.unwrap_or(false) => Ok(Value::none()),
        None if target.is_some() && library.pages.sections.is_empty() => Err(Error::message(
            format!("no text is rendered yet, so a text cannot look at `{path}`; get_url can"),
        )),
        None => Err(missing(library, what, &path)),
    }
}

fn get_page(library: &Library, kwargs: &Kwargs, state: &State<'_>) -> TeraResult<Value> {
    look_up(library, kwargs, state, "page", |library, target| match target {
        Target::Page(id) => library.pages.pages.get(id.0 as usize).cloned(),
        Target::Section(_) => None,
    })
}

fn get_section(library: &Library, kwargs: &Kwargs, state: &State<'_>) -> TeraResult<Value> {
    look_up(library, kwargs, state, "section", |library, target| match target {
        Target::Section(id) => library.pages.sections.get(id.0 as usize).cloned(),
        Target::Page(_) => None,
    })
}

fn get_taxonomy_url(library: &Library, kwargs: &Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let kind = kwargs.must_get::<String>("kind")?;
    let term = match kwargs.get::<String>("term")? {
        Some(term) => term,
        None => kwargs.must_get::<String>("name")?,
    };
    let language = language(library, kwargs, state)?;
    let slug = library.config.slugify.taxonomies.path(&term);
    let found = library
        .base
        .taxonomies
        .get(&language)
        .and_then(|all| all.iter().find(|taxonomy| taxonomy.settings.name == kind))
        .and_then(|taxonomy| taxonomy.terms.iter().find(|term| term.slug == slug));
    match found {
        Some(term) => Ok(text(format!("{}{}", library.config.base_url, term.route)).mark_safe()),
        None if !kwargs.get::<bool>("required")?.unwrap_or(true) => Ok(Value::none()),
        None => Err(Error::message(format!("no page has the term `{term}` of `{kind}`"))),
    }
}

fn get_taxonomy(library: &Library, kwargs: &Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let kind = kwargs.must_get::<String>("kind")?;
    let language = language(library, kwargs, state)?;
    let found = library
        .base
        .taxonomies
        .get(&language)
        .and_then(|all| all.iter().find(|taxonomy| taxonomy.settings.name == kind));
    match found {
        Some(taxonomy) => Ok(object([
            ("kind", zola::taxonomy(&taxonomy.settings)),
            ("lang", text(&language)),
            ("permalink", text(format!("{}{}", library.config.base_url, taxonomy.route))),
            (
                "items",
                list(
                    taxonomy
                        .terms
                        .iter()
                        .map(|term| zola::term(&library.config, term, &library.pages)),
                ),
            ),
        ])),
        None if !kwargs.get::<bool>("required")?.unwrap_or(true) => Ok(Value::none()),
        None => Err(Error::message(format!("the site has no taxonomy `{kind}`"))),
    }
}

fn trans(library: &Library, kwargs: &Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let key = kwargs.must_get::<String>("key")?;
    let language = language(library, kwargs, state)?;
    let strings = library.config.languages.get(&language).map(|settings| &settings.translations);
    strings.and_then(|strings| strings.get(&key)).map(text).ok_or_else(|| {
        Error::message(format!("there is no translation `{key}` for `{language}` in config.toml"))
    })
}

/// `t(key="notes-count", count=3)`: an interface string in the language of the page.
fn message(library: &Library, kwargs: &Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let key = kwargs.must_get::<String>("key")?;
    let language = language(library, kwargs, state)?;
    let arguments: Vec<(&str, Argument)> = kwargs
        .iter()
        .filter_map(|(name, value)| Some((name.as_str()?, value)))
        .filter(|(name, _)| !matches!(*name, "key" | "lang"))
        .map(|(name, value)| (name, argument(value)))
        .collect();
    library.message(&language, &key, &arguments).map(text).map_err(Error::message)
}

fn argument(value: &Value) -> Argument {
    match value.as_f64().or_else(|| value.as_i64().map(|number| number as f64)) {
        Some(number) => Argument::Number(number),
        None => Argument::Text(value.to_string()),
    }
}
