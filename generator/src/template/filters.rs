//! The filters that templates may use beside the engine's own: Zola's, and carnet's for dates and
//! spaces.
//!
//! Like the functions ([`super::functions`]) they are plain, and name no engine.

use std::collections::BTreeMap;

use num_format::ToFormattedString;
use pulldown_cmark::{Event, Parser, Tag, TagEnd, html};

use super::functions::{Answer, Call, Problem};
use super::value::{self, Value};
use crate::knowledge::lexicon::Lexicon;
use crate::language::{Locale, dates};
use crate::markdown::{self, Surroundings, sanitise};
use crate::moment::Moment;

/// A filter: what it is called with, and what it is applied to.
pub type Filter = fn(&Call<'_>, &Value) -> Answer;

/// Every filter and what templates call it by.
pub const FILTERS: &[(&str, Filter)] = &[
    ("group_by", group_by),
    ("markdown", render_markdown),
    ("num_format", num_format),
    ("long_date", long_date),
    ("long_date_time", long_date_time),
    ("spaced", spaced),
    ("rfc3339", rfc3339),
];

fn words(given: &Value) -> Result<String, Problem> {
    value::as_text(given)
        .map(str::to_owned)
        .ok_or_else(|| Problem::new(format!("a text is expected here, not `{given}`")))
}

fn moment(given: &Value) -> Result<Moment, Problem> {
    let text = words(given)?;
    Moment::parse(&text).ok_or_else(|| Problem::new(format!("{text:?} is no date")))
}

fn locale<'a>(call: &Call<'a>) -> &'a Locale {
    call.library.languages.locale(&call.language())
}

fn long_date(call: &Call<'_>, given: &Value) -> Answer {
    Ok(value::text(dates::long_date(locale(call), moment(given)?.date)))
}

fn long_date_time(call: &Call<'_>, given: &Value) -> Answer {
    Ok(value::text(dates::long_moment(locale(call), &moment(given)?)))
}

fn spaced(call: &Call<'_>, given: &Value) -> Answer {
    Ok(value::text(call.library.languages.space(&call.language(), &words(given)?)))
}

fn rfc3339(_: &Call<'_>, given: &Value) -> Answer {
    Ok(value::text(moment(given)?.rfc3339()))
}

/// `12345 | num_format(locale="fr")`: digits in groups, as the locale has them.
fn num_format(call: &Call<'_>, given: &Value) -> Answer {
    let Some(number) = value::as_whole(given) else {
        return Err(Problem::new(format!("a whole number is expected here, not `{given}`")));
    };
    let name = call.arguments.text("locale");
    let name = name.as_deref().unwrap_or(&call.library.config.default_language);
    let locale = num_format::Locale::from_name(name).map_err(|_| {
        Problem::new(format!("there is no locale `{name}`")).help("write it as in `fr` or `pt-PT`")
    })?;
    Ok(value::text(number.to_formatted_string(&locale)))
}

/// Markdown inside a value; `inline=true` leaves out the paragraph around a single one.
fn render_markdown(call: &Call<'_>, given: &Value) -> Answer {
    let library = call.library;
    let text = &words(given)?;
    let inline = call.arguments.boolean("inline", false)?;
    if library.config.carnet.is_none() {
        return plain_markdown(call, text, inline);
    }
    let events = Parser::new_ext(text, markdown::options(&library.config)).filter(|event| {
        let is_paragraph =
            matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph));
        !(inline && is_paragraph)
    });
    let mut rendered = String::new();
    html::push_html(&mut rendered, events);
    Ok(value::text(sanitise::strict().clean(&rendered)))
}

/// The same as Zola does it: links lead where those of the page's own text would.
fn plain_markdown(call: &Call<'_>, text: &str, inline: bool) -> Answer {
    let library = call.library;
    let config = &library.config;
    let page = call.scope.variable("page").or_else(|| call.scope.variable("section"));
    let field = |name: &str| {
        let value = page.as_ref().and_then(|page| value::entry(page, name));
        value.as_ref().and_then(value::as_text).map(str::to_owned).unwrap_or_default()
    };
    let permalink = field("permalink");
    let route = permalink.strip_prefix(config.base_url.as_str()).unwrap_or_default();
    let around = Surroundings {
        base: &library.base,
        sources: &library.sources,
        config,
        languages: &library.languages,
        styles: &library.styles,
        expanded: &BTreeMap::new(),
        snippets: None,
        cleaner: sanitise::strict(),
        lexicon: &Lexicon::default(),
        desk: None,
    };
    let language = call.language();
    let rendered = markdown::fragment(around, text, (&language, route, &field("relative_path")))
        .map_err(|problem| Problem::new(problem.message))?;
    if !inline {
        return Ok(value::text(rendered));
    }
    // The paragraph around a single one goes.
    Ok(value::text(rendered.trim_start_matches("<p>").trim_end_matches("</p>\n")))
}

/// Groups by the value of an attribute, groups in the order in which they first occur. The
/// engine's own filter gives them in an order that changes from one build to the next.
fn group_by(call: &Call<'_>, given: &Value) -> Answer {
    let attribute = call.arguments.required("attribute")?;
    let Some(items) = value::items(given) else {
        return Err(Problem::new(format!("a list is expected here, not `{given}`")));
    };
    value::group(items, |item| match value::at_path(item, &attribute) {
        None => Err(Problem::new(format!("an item has no `{attribute}` to group by"))),
        Some(key) => Ok((!value::is_nothing(&key)).then_some(key)),
    })
}
