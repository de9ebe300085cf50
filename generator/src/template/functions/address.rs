//! Addresses: `get_url`, `get_taxonomy_url`.

use super::lookup::find_term;
use super::{Answer, Call, MOST_COMPARED, Problem, Question, files, hash};
use crate::config::Config;
use crate::diagnostic::did_you_mean;
use crate::knowledge::Target;
use crate::template::Library;
use crate::template::value::{optional, safe, text};

/// `get_url(path, lang, trailing_slash, cachebust)`: the whole address of a content file
/// (`@/a.md`) or of anything else below the site's home.
pub(super) fn get_url(call: &Call<'_>) -> Answer {
    let path = call.arguments.required("path")?;
    let trailing_slash = call.arguments.boolean("trailing_slash", false)?;
    let cachebust = call.arguments.boolean("cachebust", false)?;
    let config = &call.library.config;
    if let Some(content) = path.strip_prefix("@/") {
        return of_content(call, content);
    }
    let path = match call.arguments.text("lang") {
        Some(language) => in_language(&path, &language, config)?,
        None => path,
    };
    let mut url = format!("{}/{}", config.base_url, path.trim_start_matches('/'));
    // As Zola has it: an address ends in a slash when that is asked for, and in none when it is
    // not. A carnet keeps the slash that was written: that is where its pages are.
    if !trailing_slash && config.carnet.is_some() {
    } else if url.ends_with("//") {
        url.pop();
    } else if !trailing_slash {
        url.truncate(url.strip_suffix('/').map_or(url.len(), str::len));
    } else if !url.ends_with('/') && !url.contains('#') && !is_feed(&path, config) {
        url.push('/');
    }
    if cachebust {
        url = format!("{url}?h={}", fingerprint(call.library, &path)?);
    }
    Ok(safe(url))
}

fn is_feed(path: &str, config: &Config) -> bool {
    let default = config.language(&config.default_language);
    default.feed_filenames.iter().any(|name| path.ends_with(name.as_str()))
}

/// The address of the page or section of a file, in the language asked for.
fn of_content(call: &Call<'_>, content: &str) -> Answer {
    let library = call.library;
    let language = call.language();
    let known = check_language(&language, &library.config);
    let (file, anchor) = content
        .split_once('#')
        .map_or((content, String::new()), |(file, anchor)| (file, format!("#{anchor}")));
    let file = localised(library, file, &language);
    let Some(target) = library.base.paths.get(&file) else {
        known?;
        return Err(no_file(library, "file", &file));
    };
    let route = match target {
        Target::Page(id) => &library.base.page(*id).route,
        Target::Section(id) => &library.base.section(*id).route,
    };
    Ok(safe(format!("{}{route}{anchor}", library.config.base_url)))
}

fn check_language(language: &str, config: &Config) -> Result<(), Problem> {
    if config.languages.contains_key(language) {
        return Ok(());
    }
    let names: Vec<&str> = config.languages.keys().map(String::as_str).collect();
    Err(Problem::new(format!("the site has no language `{language}`"))
        .help(format!("its languages are: {}", names.join(", "))))
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

/// `path` below the folder of `language`, unless it is there already.
fn in_language(path: &str, language: &str, config: &Config) -> Result<String, Problem> {
    check_language(language, config)?;
    let inner = path.trim_start_matches('/');
    let first = inner.split('/').next().unwrap_or_default();
    if language == config.default_language || first == language {
        return Ok(path.to_owned());
    }
    // The home of a language keeps its slash in Zola, where `fr//` loses one of two.
    let rest = if path == "/" && config.carnet.is_none() { path } else { inner };
    Ok(format!("{language}/{rest}"))
}

/// The beginning of a file's hash, so that its address changes when it does.
fn fingerprint(library: &Library, path: &str) -> Result<String, Problem> {
    let question = Question::Fingerprint { path: path.to_owned() };
    let answer = library.desk.memory.recall(question, || {
        let found = files::required(library, path)?;
        let hash = hash::hex(&hash::sha256(&files::bytes(library, &found)?));
        Ok(text(&hash[..20]))
    })?;
    Ok(answer.to_string())
}

/// `get_taxonomy_url(kind, term, lang, required)`: the whole address of a term's page.
pub(super) fn get_taxonomy_url(call: &Call<'_>) -> Answer {
    // `name` is what older themes say.
    let term = match call.arguments.text("term").or_else(|| call.arguments.text("name")) {
        Some(term) => term,
        None => call.arguments.required("term")?,
    };
    let url = |route: &str| safe(format!("{}{route}", call.library.config.base_url));
    Ok(optional(find_term(call, &term)?.map(|(term, _)| url(&term.route))))
}

/// That `path` is no file of `content/`, with the nearest one that is.
pub(super) fn no_file(library: &Library, what: &'static str, path: &str) -> Problem {
    let known = library.base.paths.keys().map(String::as_str);
    let problem = Problem::new(format!("there is no {what} `{path}` in content/"));
    if let Some(rest) = path.strip_prefix("@/") {
        return problem.help(format!("leave out the `@/`: `{rest}`"));
    }
    // A file of the same name elsewhere is a better guess than one that is spelt alike.
    let name = path.rsplit('/').next().unwrap_or(path);
    let same_name = || {
        let mut same = library
            .base
            .paths
            .keys()
            .filter(|known| name != "_index.md" && known.rsplit('/').next() == Some(name));
        same.next().map(|near| format!("did you mean `{near}`?"))
    };
    let is_small = library.base.paths.len() <= MOST_COMPARED;
    let find = || {
        let near = if is_small { did_you_mean(path, known) } else { None };
        near.or_else(same_name)
    };
    problem.perhaps(library.desk.memory.suggest(what, path, find))
}
