//! Other pages, sections and taxonomies: `get_page`, `get_section`, `get_taxonomy`,
//! `get_taxonomy_term`.
//!
//! All of them hand out the values that were made once for the whole site.

use super::address::no_file;
use super::{Answer, Call, Problem};
use crate::diagnostic::did_you_mean;
use crate::knowledge::taxonomies::TermFact;
use crate::knowledge::{KnowledgeBase, Target};
use crate::template::value::{Value, optional};
use crate::template::zola::TaxonomyValues;

/// `get_page(path, lang, allow_missing)`.
pub(super) fn get_page(call: &Call<'_>) -> Answer {
    let pages = &call.library.pages.pages;
    look_up(call, "page", |base, target, language| match target {
        Target::Page(id) => {
            let versions = &base.page(id).translations;
            let all = versions.iter().chain([&id]);
            let found = all.copied().find(|id| base.page(*id).language() == language);
            Some(found.map(|id| pages[id.0 as usize].clone()))
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
            Some(found.map(|id| sections[id.0 as usize].clone()))
        }
        Target::Page(_) => None,
    })
}

/// Finds what a path names, in whichever language it is written, in the language asked for.
/// `pick` gives `None` for what is of another sort, and `Some(None)` for what is not translated.
fn look_up(
    call: &Call<'_>,
    what: &str,
    pick: impl Fn(&KnowledgeBase, Target, &str) -> Option<Option<Value>>,
) -> Answer {
    let path = call.arguments.required("path")?;
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
        Some(Some(value)) => Ok(value),
        _ if may_be_missing => Ok(optional(None)),
        Some(None) => Err(Problem::new(format!("the {what} `{path}` has no `{language}` version"))
            .help("write it, or pass allow_missing=true")),
        None => Err(no_file(call.library, what, &path)),
    }
}

/// `get_taxonomy(kind, lang, required)`.
pub(super) fn get_taxonomy(call: &Call<'_>) -> Answer {
    let found = find_taxonomy(call)?;
    Ok(optional(found.map(|(_, values)| values.value.clone())))
}

/// `get_taxonomy_term(kind, term, lang, required)`.
pub(super) fn get_taxonomy_term(call: &Call<'_>) -> Answer {
    let term = call.arguments.required("term")?;
    Ok(optional(find_term(call, &term)?.map(|(_, value)| value.clone())))
}

/// The taxonomy `kind` in the language of the call; none when it need not be there.
fn find_taxonomy<'a>(
    call: &Call<'a>,
) -> Result<Option<(&'a crate::knowledge::TaxonomyFact, &'a TaxonomyValues)>, Problem> {
    let kind = call.arguments.required("kind")?;
    let is_required = call.arguments.boolean("required", true)?;
    let language = call.language();
    let library = call.library;
    let all = library.base.taxonomies.get(&language).map_or(&[][..], Vec::as_slice);
    let values = library.pages.taxonomies.get(&language).map_or(&[][..], Vec::as_slice);
    let found = all
        .iter()
        .zip(values)
        .find(|(taxonomy, _)| taxonomy.settings.name == kind || taxonomy.settings.slug == kind);
    if found.is_none() && is_required {
        let names = all.iter().map(|taxonomy| taxonomy.settings.name.as_str());
        let help = did_you_mean(&kind, names).unwrap_or_else(|| {
            "name it in `taxonomies` of config.toml, or pass required=false".to_owned()
        });
        return Err(
            Problem::new(format!("the site has no taxonomy `{kind}` in `{language}`")).help(help)
        );
    }
    Ok(found)
}

/// The term of a taxonomy, by its name or what it is called in addresses.
pub(super) fn find_term<'a>(
    call: &Call<'a>,
    term: &str,
) -> Result<Option<(&'a TermFact, &'a Value)>, Problem> {
    let Some((taxonomy, values)) = find_taxonomy(call)? else { return Ok(None) };
    let slug = slug::slugify(term);
    let mut all = taxonomy.terms.iter().zip(&values.terms);
    // A name may be spelt otherwise than in the page that was read first, and names that keep
    // their letters in addresses are not slugs.
    let found = all
        .clone()
        .find(|(known, _)| known.name == term || known.slug == term)
        .or_else(|| all.find(|(known, _)| slug::slugify(&known.name) == slug));
    if found.is_none() && call.arguments.boolean("required", true)? {
        let kind = &taxonomy.settings.name;
        let names = taxonomy.terms.iter().map(|term| term.name.as_str());
        return Err(Problem::new(format!("no page has the term `{term}` of `{kind}`"))
            .perhaps(did_you_mean(term, names)));
    }
    Ok(found)
}
