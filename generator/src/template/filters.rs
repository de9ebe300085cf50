//! The filters that templates may use beside the engine's own.

use std::collections::BTreeMap;
use std::sync::Arc;

use pulldown_cmark::{Event, Parser, Tag, TagEnd, html};
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use super::Library;
use super::value::{list, table};
use crate::language::dates;
use crate::markdown::{self, Surroundings};
use crate::moment::Moment;

/// Registers all filters and tests.
pub(super) fn register(tera: &mut Tera, library: &Arc<Library>) {
    use tera_contrib::{
        base64, dates as contrib, filesize_format, format, json, rand, regex, slug, urlencode,
    };
    tera.register_filter("date", contrib::date);
    tera.register_test("before", contrib::is_before);
    tera.register_test("after", contrib::is_after);
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
    tera.register_test("matching", regex::Matching::default());
    tera.register_filter("group_by", group_by);

    let shared = Arc::clone(library);
    tera.register_filter("markdown", move |text: &str, kwargs: Kwargs, state: &State<'_>| {
        render_markdown(&shared, text, &kwargs, state)
    });
    let shared = Arc::clone(library);
    tera.register_filter("long_date", move |text: &str, kwargs: Kwargs, state: &State<'_>| {
        let moment = moment(text)?;
        let locale = shared.languages.locale(&language(&shared, &kwargs, state)?).clone();
        Ok::<String, Error>(dates::long_date(&locale, moment.date))
    });
    let shared = Arc::clone(library);
    tera.register_filter("long_date_time", move |text: &str, kwargs: Kwargs, state: &State<'_>| {
        let moment = moment(text)?;
        let locale = shared.languages.locale(&language(&shared, &kwargs, state)?).clone();
        Ok::<String, Error>(dates::long_moment(&locale, &moment))
    });
    let shared = Arc::clone(library);
    tera.register_filter("spaced", move |text: &str, kwargs: Kwargs, state: &State<'_>| {
        let language = language(&shared, &kwargs, state)?;
        Ok::<String, Error>(shared.languages.space(&language, text).into_owned())
    });
    tera.register_filter("rfc3339", |text: &str, _: Kwargs, _: &State<'_>| {
        moment(text).map(|moment| moment.rfc3339())
    });
}

fn language(library: &Library, kwargs: &Kwargs, state: &State<'_>) -> TeraResult<String> {
    let given = kwargs.get::<String>("lang")?;
    let here = if given.is_some() { given } else { state.get::<String>("lang")? };
    Ok(here.unwrap_or_else(|| library.config.default_language.clone()))
}

fn moment(text: &str) -> TeraResult<Moment> {
    Moment::parse(text).ok_or_else(|| Error::message(format!("{text:?} is no date")))
}

/// Markdown inside a value; `inline=true` leaves out the paragraph around a single one.
fn render_markdown(
    library: &Library,
    text: &str,
    kwargs: &Kwargs,
    state: &State<'_>,
) -> TeraResult<String> {
    let inline = kwargs.get::<bool>("inline")?.unwrap_or(false);
    if library.config.carnet.is_none() {
        return plain_markdown(library, text, inline, state);
    }
    let events = Parser::new_ext(text, markdown::options(&library.config)).filter(|event| {
        let is_paragraph =
            matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph));
        !(inline && is_paragraph)
    });
    let mut rendered = String::new();
    html::push_html(&mut rendered, events);
    Ok(markdown::sanitise::clean(&rendered))
}

/// The same as Zola does it: links lead where those of the page's own text would.
fn plain_markdown(
    library: &Library,
    text: &str,
    inline: bool,
    state: &State<'_>,
) -> TeraResult<String> {
    let config = &library.config;
    let page = state.get::<Value>("page")?;
    let page = if page.is_some() { page } else { state.get::<Value>("section")? };
    let field = |name: &str| {
        let value = page.as_ref().and_then(|page| page.get_from_path(name));
        value.and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
    };
    let language = state.get::<String>("lang")?.unwrap_or_else(|| config.default_language.clone());
    let permalink = field("permalink");
    let route = permalink.strip_prefix(config.base_url.as_str()).unwrap_or_default();
    let around = Surroundings {
        base: &library.base,
        sources: &library.sources,
        config,
        languages: &library.languages,
        expanded: &BTreeMap::new(),
        snippets: None,
    };
    let rendered = markdown::fragment(around, text, (&language, route, &field("relative_path")))
        .map_err(|problem| Error::message(problem.message))?;
    if !inline {
        return Ok(rendered);
    }
    // The paragraph around a single one goes.
    Ok(rendered.trim_start_matches("<p>").trim_end_matches("</p>\n").to_owned())
}

/// Groups by the value of an attribute, groups in the order in which they first occur. The
/// engine's own filter gives them in an order that changes from one build to the next.
#[expect(clippy::needless_pass_by_value, reason = "the engine hands filters their arguments")]
fn group_by(items: Vec<Value>, kwargs: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let attribute = kwargs.must_get::<String>("attribute")?;
    let mut groups: indexmap::IndexMap<String, Vec<Value>> = indexmap::IndexMap::new();
    for item in items {
        let Some(value) = item.get_from_path(&attribute) else {
            return Err(Error::message(format!("an item has no `{attribute}` to group by")));
        };
        if value.is_none() {
            continue;
        }
        groups.entry(value.to_string()).or_default().push(item);
    }
    Ok(table(groups.into_iter().map(|(key, items)| (key, list(items)))))
}
