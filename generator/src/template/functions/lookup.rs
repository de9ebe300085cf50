//! Other pages, sections and taxonomies: `get_page`, `get_section`, `get_taxonomy`,
//! `get_taxonomy_term`.
//!
//! All of them hand out the values that were made once for the whole site.

use super::address::no_file;
use super::{Answer, Call, Problem};
use crate::diagnostic::did_you_mean;
use crate::knowledge::taxonomies::TermFact;
use crate::knowledge::{KnowledgeBase, Target, TaxonomyFact};
use crate::template::value::{Value, none};
use crate::template::zola::TaxonomyValues;

/// `get_page(path, lang, allow_missing)`.
pub(super) fn get_page(call: &Call<'_>) -> Answer {
    let pages = &call.library.pages.pages;
    look_up(call, "page", |base, target, language| match target {
        Target::Page(id) => {
            let versions = &base.page(id).translations;
            let all = versions.iter().chain([&id]);
            let found = all.copied().find(|id| base.page(*id).language() == language);
            Some(found.map(|id| pages.get(id.0 as usize).cloned()))
        }
        Target::Section(_) => None,
    })
}

/// `get_section(path, lang, allow_missing)`. `metadata_only`, which older themes pass, changes
/// nothing: every value is made once anyway.
pub(super) fn get_section(call: &Call<'_>) -> Answer {
    let sections = &call.library.pages.sections;
    look_up(call, "section", |base, target, language| match target {
        Target::Section(id) => {
            let versions = &base.section(id).translations;
            let all = versions.iter().chain([&id]);
            let found = all.copied().find(|id| base.section(*id).language() == language);
            Some(found.map(|id| sections.get(id.0 as usize).cloned()))
        }
        Target::Page(_) => None,
    })
}

/// Finds what a path names, in whichever language it is written, in the language asked for.
/// `pick` gives `None` for what is of another sort, `Some(None)` for what is not translated, and
/// `Some(Some(None))` while texts are rendered and nothing has a value yet.
fn look_up(
    call: &Call<'_>,
    what: &'static str,
    pick: impl Fn(&KnowledgeBase, Target, &str) -> Option<Option<Option<Value>>>,
) -> Answer {
    let path = call.arguments.required("path")?;
    // To Zola `./x.md` is the file `x.md`.
    let path = path.strip_prefix("./").map_or(path.clone(), str::to_owned).replace("/./", "/");
    let may_be_missing = call.arguments.boolean("allow_missing", false)?;
    let language = call.language();
    let base = &call.library.base;
    let default = &call.library.config.default_language;
    // A page may be written in another language alone: `x.md` then names `x.fr.md` too.
    let written = base.paths.get(&path).copied().or_else(|| {
        let stem = path.strip_suffix(".md").filter(|_| language != *default)?;
        base.paths.get(&format!("{stem}.{language}.md")).copied()
    });
    let found = written.and_then(|target| pick(base, target, &language));
    match found {
        Some(Some(Some(value))) => Ok(value),
        _ if may_be_missing => Ok(none()),
        Some(None) => Err(Problem::new(format!("the {what} `{path}` has no `{language}` version"))
            .help("write it, or pass allow_missing=true")),
        Some(Some(None)) => Err(too_early(&path).help("get_url can")),
        None => Err(no_file(call.library, what, &path)),
    }
}

/// A text is rendered before any page is known in full.
fn too_early(what: &str) -> Problem {
    Problem::new(format!("no text is rendered yet, so a text cannot look at `{what}`"))
}

/// `get_taxonomy(kind, lang, required)`.
pub(super) fn get_taxonomy(call: &Call<'_>) -> Answer {
    match find_taxonomy(call)? {
        Some((_, Some(values))) => Ok(values.value.clone()),
        Some((taxonomy, None)) => not_yet(call, &taxonomy.settings.name),
        None => Ok(none()),
    }
}

/// `get_taxonomy_term(kind, term, lang, required)`.
pub(super) fn get_taxonomy_term(call: &Call<'_>) -> Answer {
    let term = call.arguments.required("term")?;
    match find_term(call, &term)? {
        Some((_, Some(value))) => Ok(value.clone()),
        Some((fact, None)) => not_yet(call, &fact.name),
        None => Ok(none()),
    }
}

fn not_yet(call: &Call<'_>, what: &str) -> Answer {
    if call.arguments.boolean("required", true)? {
        return Err(too_early(what).help("get_taxonomy_url can"));
    }
    Ok(none())
}

type FoundTaxonomy<'a> = (&'a TaxonomyFact, Option<&'a TaxonomyValues>);

/// The taxonomy `kind` in the language of the call; none when it need not be there.
fn find_taxonomy<'a>(call: &Call<'a>) -> Result<Option<FoundTaxonomy<'a>>, Problem> {
    let kind = call.arguments.required("kind")?;
    let is_required = call.arguments.boolean("required", true)?;
    let language = call.language();
    let library = call.library;
    let all = library.base.taxonomies.get(&language).map_or(&[][..], Vec::as_slice);
    let values = library.pages.taxonomies.get(&language);
    let is_meant = |fact: &TaxonomyFact| fact.settings.name == kind || fact.settings.slug == kind;
    match all.iter().position(is_meant) {
        Some(index) => Ok(Some((&all[index], values.and_then(|values| values.get(index))))),
        None if !is_required => Ok(None),
        None => {
            let names = all.iter().map(|taxonomy| taxonomy.settings.name.as_str());
            let help = did_you_mean(&kind, names).unwrap_or_else(|| {
                "name it in `taxonomies` of config.toml, or pass required=false".to_owned()
            });
            Err(Problem::new(format!("the site has no taxonomy `{kind}` in `{language}`"))
                .help(help))
        }
    }
}

/// The term of a taxonomy, by its name or what it is called in addresses.
pub(super) fn find_term<'a>(
    call: &Call<'a>,
    term: &str,
) -> Result<Option<(&'a TermFact, Option<&'a Value>)>, Problem> {
    let Some((taxonomy, values)) = find_taxonomy(call)? else { return Ok(None) };
    let all = &taxonomy.terms;
    match taxonomy.find(term) {
        Some(index) => Ok(Some((&all[index], values.and_then(|it| it.terms.get(index))))),
        None if !call.arguments.boolean("required", true)? => Ok(None),
        None => {
            let kind = &taxonomy.settings.name;
            let names = all.iter().map(|term| term.name.as_str());
            Err(Problem::new(format!("no page has the term `{term}` of `{kind}`"))
                .perhaps(did_you_mean(term, names)))
        }
    }
}
