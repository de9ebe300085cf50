//! The laid-out allies and their ties as templates see them.

use std::collections::BTreeMap;

use carnet_behaviour::layout::layout;
use carnet_contract::{Ally, Atlas, Place, Tie};

use super::things::{Made, View, organisation_word};
use super::value::{
    Value, boolean, count, list, object, optional, optional_text, real, text, whole,
};
use crate::draft::Thing;
use crate::knowledge::atlas::{AllyFact, TieFact};
use crate::knowledge::{Facts, ThingId};

/// The atlas of a language, and each ally by the thing it is.
pub(super) fn prepare(view: View<'_>, made: &Made) -> (Value, BTreeMap<ThingId, Value>) {
    let fact = &view.base.atlas;
    // The written order is the alphabetical one; it is also the order of the keyboard.
    let mut order: Vec<usize> = (0..fact.allies.len()).collect();
    order.sort_by(|one, other| view.compare(fact.allies[*one].thing, fact.allies[*other].thing));
    let mut rank = vec![0; order.len()];
    for (position, index) in order.iter().enumerate() {
        rank[*index] = position;
    }
    let allies: Vec<&AllyFact> = order.iter().map(|index| &fact.allies[*index]).collect();
    let ties: Vec<(usize, usize, &TieFact)> =
        fact.ties.iter().map(|tie| (rank[tie.from], rank[tie.to], tie)).collect();

    let drawn = Atlas {
        allies: allies
            .iter()
            .map(|ally| Ally {
                name: view.page(ally.thing).title().to_owned(),
                group: ally.milieus.first().cloned(),
            })
            .collect(),
        ties: ties.iter().map(|(from, to, _)| Tie { from: *from, to: *to }).collect(),
    };
    let placed = layout(&drawn);
    let values: Vec<Value> = allies
        .iter()
        .zip(&placed.places)
        .enumerate()
        .map(|(index, (ally, place))| one(view, made, ally, *place, &ends(index, &allies, &ties)))
        .collect();
    let by_thing = allies.iter().map(|ally| ally.thing).zip(values.iter().cloned()).collect();
    let lines = ties.iter().map(|(from, to, tie)| {
        let (one, other) = (placed.places[*from], placed.places[*to]);
        let name = |index: usize| text(view.page(allies[index].thing).title());
        let id = |index: usize| text(&view.base.thing(allies[index].thing).id);
        object([
            ("from", id(*from)),
            ("to", id(*to)),
            ("kind", tie_word(view, tie, true)),
            ("since", optional(tie.since.map(whole))),
            (
                "text",
                optional(
                    tie.text(view.language)
                        .map(|(code, words)| text(view.languages.space(code, words))),
                ),
            ),
            ("text_lang", optional(tie.text(view.language).map(|(code, _)| text(code)))),
            ("x1", real(one.x)),
            ("y1", real(one.y)),
            ("x2", real(other.x)),
            ("y2", real(other.y)),
            ("from_name", name(*from)),
            ("to_name", name(*to)),
        ])
    });
    let kinds = tally(allies.iter().map(|ally| kind_of(view, ally)))
        .into_iter()
        .map(|(kind, number)| with_count(&view.own_word("ally", kind), number));
    let tie_kinds = view.carnet.vocabulary.ties.iter().filter_map(|(id, word)| {
        let number = fact.ties.iter().filter(|tie| tie.kind == id).count();
        let label = object([("id", text(id)), ("label", view.label(word.label(view.language)))]);
        (number > 0).then(|| with_count(&label, number))
    });
    let atlas = object([
        ("width", real(placed.width)),
        ("height", real(placed.height)),
        ("count", count(allies.len())),
        ("tie_count", count(ties.len())),
        ("allies", list(values)),
        ("ties", list(lines)),
        ("kinds", list(kinds)),
        ("tie_kinds", list(tie_kinds)),
    ]);
    (atlas, by_thing)
}

/// A tie seen from one of its ends.
struct End<'a> {
    other: &'a AllyFact,
    tie: &'a TieFact,
    outgoing: bool,
}

fn ends<'a>(
    index: usize,
    allies: &[&'a AllyFact],
    ties: &[(usize, usize, &'a TieFact)],
) -> Vec<End<'a>> {
    ties.iter()
        .filter_map(|(from, to, tie)| {
            let (other, outgoing) = match (*from == index, *to == index) {
                (true, _) => (*to, true),
                (_, true) => (*from, false),
                _ => return None,
            };
            Some(End { other: allies[other], tie, outgoing })
        })
        .collect()
}

fn kind_of(view: View<'_>, ally: &AllyFact) -> &'static str {
    match &view.base.page(view.base.thing(ally.thing).original).draft.thing {
        Some(Thing::Organisation(organisation)) => organisation_word(organisation.kind),
        _ => "person",
    }
}

fn tie_word(view: View<'_>, tie: &TieFact, outgoing: bool) -> Value {
    let word = view.carnet.vocabulary.ties.get(&tie.kind);
    let label = word.map_or(tie.kind.as_str(), |word| {
        if outgoing { word.label(view.language) } else { word.reverse_label(view.language) }
    });
    object([("id", text(&tie.kind)), ("label", view.label(label))])
}

fn one(view: View<'_>, made: &Made, ally: &AllyFact, place: Place, ends: &[End<'_>]) -> Value {
    let page = view.page(ally.thing);
    let thing = view.base.thing(ally.thing);
    let words = &view.carnet.vocabulary;
    let labels = |vocabulary, ids: &[String]| list(ids.iter().map(|id| view.word(vocabulary, id)));
    let communities = match &thing.facts {
        Facts::Person(fact) => fact.communities.as_slice(),
        Facts::Organisation(fact) => fact.communities.as_slice(),
        _ => &[],
    };
    let ties = ends.iter().map(|end| {
        let other = view.page(end.other.thing);
        object([
            (
                "other",
                object([
                    ("id", text(&view.base.thing(end.other.thing).id)),
                    ("name", text(other.title())),
                    ("permalink", view.permalink(&other.route)),
                    ("kind", view.own_word("ally", kind_of(view, end.other))),
                ]),
            ),
            // The sentence always runs from the one that declared the tie.
            ("kind", tie_word(view, end.tie, true)),
            ("reverse", tie_word(view, end.tie, false)),
            ("outgoing", boolean(end.outgoing)),
            ("since", optional(end.tie.since.map(whole))),
            (
                "text",
                optional(
                    end.tie
                        .text(view.language)
                        .map(|(code, words)| text(view.languages.space(code, words))),
                ),
            ),
            ("text_lang", optional(end.tie.text(view.language).map(|(code, _)| text(code)))),
        ])
    });
    let summary = page.draft.page.description.as_ref();
    object([
        ("id", text(&thing.id)),
        ("name", text(page.title())),
        ("kind", view.own_word("ally", kind_of(view, ally))),
        ("permalink", view.permalink(&page.route)),
        ("lang", text(page.language())),
        (
            "summary",
            optional_text(summary.map(|words| view.languages.space(page.language(), words))),
        ),
        ("x", real(place.x)),
        ("y", real(place.y)),
        ("radius", real(place.radius)),
        (
            "label",
            object([
                ("x", real(place.label.x)),
                ("y", real(place.label.y)),
                ("anchor", text(place.label.anchor.name())),
            ]),
        ),
        ("challenges", labels(&words.challenges, &ally.challenges)),
        ("barriers", labels(&words.barriers, &ally.barriers)),
        ("strengths", labels(&words.strengths, &ally.strengths)),
        ("offers", labels(&words.challenges, &ally.offers)),
        ("roles", labels(&words.roles, &ally.roles)),
        ("milieus", labels(&words.milieus, &ally.milieus)),
        ("position", labels(&words.positions, &ally.position)),
        (
            "territory",
            optional(ally.territory.as_ref().map(|id| view.word(&words.territories, id))),
        ),
        ("communities", made.references(communities)),
        ("degree", count(ends.len())),
        ("ties", list(ties)),
    ])
}

fn tally(kinds: impl Iterator<Item = &'static str>) -> Vec<(&'static str, usize)> {
    let mut counts = BTreeMap::new();
    for kind in kinds {
        *counts.entry(kind).or_insert(0) += 1;
    }
    ["person", "organisation", "collective", "institution"]
        .into_iter()
        .filter_map(|kind| counts.get(kind).map(|number| (kind, *number)))
        .collect()
}

fn with_count(label: &Value, number: usize) -> Value {
    super::value::extend(label, [("count", count(number))])
}
