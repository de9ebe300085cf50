//! Permanent addresses of notes: short, given once, and leading to a note wherever it moves.
//!
//! `/n/k3f9/` leads to the note whose `permanent_id` is `k3f9`, `/en/n/k3f9/` to its version in
//! English.

use std::collections::BTreeMap;

use super::{KnowledgeBase, PageFact, PageId};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, codes};
use crate::draft::Thing;
use crate::source::Spanned;

/// The folder of all permanent addresses in a language.
fn folder(language: &str, config: &Config) -> String {
    format!("{}/n/", config.language_prefix(language))
}

/// The permanent address of the version of a note in `language`.
#[must_use]
pub fn route(id: &str, language: &str, config: &Config) -> String {
    format!("{}{id}/", folder(language, config))
}

/// The permanent id and the language in `route`; none where it is no permanent address.
#[must_use]
pub fn read<'a>(route: &'a str, config: &'a Config) -> Option<(&'a str, &'a str)> {
    config.languages.keys().find_map(|language| {
        let id = route.strip_prefix(&folder(language, config))?.strip_suffix('/')?;
        (!id.is_empty() && !id.contains('/')).then_some((id, language.as_str()))
    })
}

/// The permanent id of a page: that of its note, which the original declares.
#[must_use]
pub fn of<'a>(page: &'a PageFact, base: &'a KnowledgeBase) -> Option<&'a Spanned<String>> {
    declared(page.translations.first().map_or(page, |original| base.page(*original)))
}

fn declared(page: &PageFact) -> Option<&Spanned<String>> {
    match &page.draft.thing {
        Some(Thing::Note(note)) => note.permanent_id.as_ref(),
        _ => None,
    }
}

/// Every page that has a permanent address, with its permanent id. Where two notes have one id,
/// the first has it.
pub(super) fn claims<'a>(
    base: &'a KnowledgeBase,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(PageId, &'a Spanned<String>)> {
    let mut claims = Vec::new();
    let mut known: BTreeMap<String, &Spanned<String>> = BTreeMap::new();
    for (id, page) in base.page_ids() {
        let is_original = page.translations.first().is_none_or(|original| *original == id);
        let Some(permanent) = of(page, base) else {
            let first = page.translations.first().map(|first| base.page(*first).language());
            let is_translation = first.is_some_and(|first| first != page.language());
            // Two files of one note in one language are told of elsewhere.
            if let Some(lost) = declared(page).filter(|_| is_translation) {
                let message = "a translation has no permanent id of its own";
                let problem = Diagnostic::at(&codes::NOTE_PERMANENT, lost.span.clone(), message);
                diagnostics.push(problem.help("write it in the file that this one translates"));
            }
            continue;
        };
        // Some disks do not tell capitals from small letters.
        let first = *known.entry(permanent.value.to_lowercase()).or_insert(permanent);
        if first.span != permanent.span {
            if is_original {
                let message = format!("two notes have the permanent id `{}`", permanent.value);
                diagnostics.push(
                    Diagnostic::at(&codes::NOTE_PERMANENT, permanent.span.clone(), message)
                        .note(first.span.clone(), "the other one")
                        .help("leave it to the note that had it first, and give this one another"),
                );
            }
            continue;
        }
        // Where two files are one version of the note, which is told elsewhere, the first is it.
        let mut versions = page.translations.iter().map(|version| (base.page(*version), version));
        let version = versions.find(|(version, _)| version.language() == page.language());
        if page.draft.page.render && version.is_none_or(|(_, version)| *version == id) {
            claims.push((id, permanent));
        }
    }
    claims
}
