//! The notes that a note has to do with, each of them once, as templates see them.

use indexmap::IndexMap;

use super::{Made, View};
use crate::draft::ThingKind;
use crate::knowledge::ThingId;
use crate::knowledge::things::{NoteFact, Related};
use crate::template::value::{Value, list, object, text};

/// What one note is to another.
#[derive(Default)]
struct Tie<'a> {
    relations: Vec<Value>,
    sentences: Option<&'a Value>,
}

/// The notes, in the order in which they were met.
#[derive(Default)]
struct Ties<'a>(IndexMap<ThingId, Tie<'a>>);

impl<'a> Ties<'a> {
    fn add(&mut self, note: ThingId, relation: Value) -> &mut Tie<'a> {
        let tie = self.0.entry(note).or_default();
        tie.relations.push(relation);
        tie
    }
}

impl View<'_> {
    /// The declared relations of a note, in both directions.
    pub(super) fn related(&self, fact: &NoteFact, made: &Made) -> Value {
        list(fact.related.iter().map(|related| {
            let relation = self.relation(related);
            object([("note", made.reference(related.note)), ("relation", relation)])
        }))
    }

    /// The same with adaptations and with the notes whose texts name this one: each note once, with
    /// everything that it is to this one.
    pub(super) fn related_notes(
        &self,
        fact: &NoteFact,
        cited_in: &[(ThingId, Value)],
        made: &Made,
    ) -> Value {
        let mut ties = Ties::default();
        if let Some(note) = fact.adapts {
            ties.add(note, self.own_word("relation", "adapts"));
        }
        for note in &fact.adaptations {
            ties.add(*note, self.own_word("relation", "adaptation"));
        }
        for related in &fact.related {
            ties.add(related.note, self.relation(related));
        }
        for (from, sentences) in cited_in {
            if self.base.thing(*from).kind == ThingKind::Note {
                let tie = ties.add(*from, self.own_word("relation", "backlink"));
                tie.sentences = Some(sentences);
            }
        }
        list(ties.0.into_iter().map(|(note, tie)| {
            let sentences = tie.sentences.cloned().unwrap_or_else(|| list([]));
            object([
                ("note", made.reference(note)),
                ("relations", list(tie.relations)),
                ("sentences", sentences),
            ])
        }))
    }

    /// What a declared relation is called from this end.
    fn relation(&self, related: &Related) -> Value {
        let word = self.carnet.vocabulary.relations.get(&related.relation);
        let label = word.map_or(related.relation.as_str(), |word| {
            if related.reverse {
                word.reverse_label(self.language)
            } else {
                word.label(self.language)
            }
        });
        object([("id", text(&related.relation)), ("label", self.label(label))])
    }
}
