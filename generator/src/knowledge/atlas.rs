//! The allies of a site and the ties between them, resolved.
//!
//! Only public people and organisations with an `[ally]` table are on the map. Laying them out is
//! the job of `carnet-behaviour`, so that generator and browser agree.

use std::collections::BTreeMap;

use super::ids::Ids;
use super::{KnowledgeBase, PageId, ThingId};
use crate::config::{Config, Vocabulary, Words};
use crate::diagnostic::{Diagnostic, codes};
use crate::draft::thing::{Ally, Tie};
use crate::draft::{Thing, ThingKind};
use crate::source::Spanned;

/// All allies, by kind and id, and all ties.
#[derive(Clone, Debug, Default)]
pub struct AtlasFact {
    /// The allies.
    pub allies: Vec<AllyFact>,
    /// The ties, in the order of the allies that declare them.
    pub ties: Vec<TieFact>,
}

/// One ally. Words are ids of the site's vocabularies.
#[derive(Clone, Debug)]
pub struct AllyFact {
    /// The person or organisation.
    pub thing: ThingId,
    /// What they live.
    pub challenges: Vec<String>,
    /// What holds them back.
    pub barriers: Vec<String>,
    /// What they bring.
    pub strengths: Vec<String>,
    /// Challenges they can help with.
    pub offers: Vec<String>,
    /// Parts they play.
    pub roles: Vec<String>,
    /// Worlds they come from.
    pub milieus: Vec<String>,
    /// Where they are.
    pub territory: Option<String>,
    /// How free they are.
    pub position: Vec<String>,
}

/// A tie between two allies, as indices into [`AtlasFact::allies`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TieFact {
    /// The ally that declares it.
    pub from: usize,
    /// The other ally.
    pub to: usize,
    /// Its kind, a word of the site.
    pub kind: String,
    /// Since which year.
    pub since: Option<i64>,
    /// A sentence about it in each language that has one.
    pub texts: BTreeMap<String, String>,
}

impl TieFact {
    /// The sentence in `language`, else in one that it has; with the language it is in.
    #[must_use]
    pub fn text(&self, language: &str) -> Option<(&str, &str)> {
        let found = self.texts.get_key_value(language).or_else(|| self.texts.iter().next());
        found.map(|(language, text)| (language.as_str(), text.as_str()))
    }
}

/// The sentence of a tie in each language: translations of the file may word it anew.
fn texts(base: &KnowledgeBase, thing: ThingId, tie: &Tie) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    for (language, page) in &base.thing(thing).pages {
        let is_original = *page == base.thing(thing).original;
        let same = match table(base, *page) {
            _ if is_original => Some(tie),
            Some(ally) => ally
                .ties
                .iter()
                .find(|other| other.to.value == tie.to.value && other.kind.value == tie.kind.value),
            None => None,
        };
        if let Some(text) = same.and_then(|tie| tie.text.clone()) {
            texts.insert(language.clone(), text);
        }
    }
    texts
}

/// The `[ally]` table of a thing, if it has one.
#[must_use]
pub fn declared(base: &KnowledgeBase, thing: ThingId) -> Option<&Ally> {
    table(base, base.thing(thing).original)
}

fn table(base: &KnowledgeBase, page: PageId) -> Option<&Ally> {
    match &base.page(page).draft.thing {
        Some(Thing::Person(person)) => person.ally.as_ref(),
        Some(Thing::Organisation(organisation)) => organisation.ally.as_ref(),
        _ => None,
    }
}

/// Resolves what allies declare.
pub(super) fn resolve(
    base: &KnowledgeBase,
    ids: &Ids,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> AtlasFact {
    let Some(carnet) = &config.carnet else { return AtlasFact::default() };
    let mut atlas = AtlasFact::default();
    let mut declarations = Vec::new();
    for (thing, _) in base.thing_ids() {
        let Some(ally) = declared(base, thing) else { continue };
        let fact = words(thing, ally, &carnet.vocabulary, diagnostics);
        // An unlisted ally is on no map, and its mistakes are reported like any other's.
        if base.is_listed(thing) {
            atlas.allies.push(fact);
        }
        declarations.push((thing, ally));
    }
    let index: BTreeMap<ThingId, usize> =
        atlas.allies.iter().enumerate().map(|(index, ally)| (ally.thing, index)).collect();
    for (thing, ally) in declarations {
        for tie in &ally.ties {
            let is_missing = tie.kind.value.is_empty();
            if !is_missing && !carnet.vocabulary.ties.contains(&tie.kind.value) {
                diagnostics.push(carnet.vocabulary.ties.unknown(&tie.kind, "ties"));
            }
            let Some(to) =
                ids.find(&tie.to, &[ThingKind::Person, ThingKind::Organisation], diagnostics)
            else {
                continue;
            };
            if to == thing {
                diagnostics.push(
                    Diagnostic::at(
                        &codes::ALLY_TIE_TO_SELF,
                        tie.to.span.clone(),
                        "this ally has a tie to itself",
                    )
                    .help("name another ally"),
                );
                continue;
            }
            if declared(base, to).is_none() {
                let file = &base.page(base.thing(to).original).draft;
                diagnostics.push(
                    Diagnostic::at(
                        &codes::ALLY_TIE_TO_NOBODY,
                        tie.to.span.clone(),
                        format!("`{}` is no ally", tie.to.value),
                    )
                    .note(file.front_matter.clone(), "there is no [ally] table here")
                    .help("add one, or name somebody who has one"),
                );
                continue;
            }
            // A tie with somebody unlisted is true, and shown to nobody.
            let (Some(from), Some(to)) = (index.get(&thing), index.get(&to)) else { continue };
            atlas.ties.push(TieFact {
                from: *from,
                to: *to,
                kind: tie.kind.value.clone(),
                since: tie.since,
                texts: texts(base, thing, tie),
            });
        }
    }
    atlas
}

fn words(
    thing: ThingId,
    ally: &Ally,
    vocabulary: &Vocabulary,
    diagnostics: &mut Vec<Diagnostic>,
) -> AllyFact {
    let mut checked = |written: &[Spanned<String>], words: &Words, name: &str| {
        let mut known = Vec::new();
        for word in written {
            if words.contains(&word.value) {
                known.push(word.value.clone());
            } else {
                diagnostics.push(words.unknown(word, name));
            }
        }
        known.sort_by_key(|word| words.position(word));
        known.dedup();
        known
    };
    let territory: Vec<Spanned<String>> = ally.territory.iter().cloned().collect();
    AllyFact {
        thing,
        challenges: checked(&ally.challenges, &vocabulary.challenges, "challenges"),
        barriers: checked(&ally.barriers, &vocabulary.barriers, "barriers"),
        strengths: checked(&ally.strengths, &vocabulary.strengths, "strengths"),
        offers: checked(&ally.offers, &vocabulary.challenges, "challenges"),
        roles: checked(&ally.roles, &vocabulary.roles, "roles"),
        milieus: checked(&ally.milieus, &vocabulary.milieus, "milieus"),
        position: checked(&ally.position, &vocabulary.positions, "positions"),
        territory: checked(&territory, &vocabulary.territories, "territories").pop(),
    }
}
