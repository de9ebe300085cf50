//! What tells works apart that would be cited in the same words: more names, given names, a letter
//! behind the year.
//!
//! Source: "Disambiguation" in the specification of CSL: names are added first, then given names,
//! then what the style has for it, and a letter behind the year at last.

use std::collections::BTreeMap;

use crate::item::{Item, Name, NameVariable};
use crate::processor::Processor;
use crate::render::{Given, NameLimits, Place, Writer, initials};
use crate::style::{GivenRule, Position};
use crate::typeset::{plain, typeset};

/// What each work needs, in the order of the works.
#[derive(Clone, Debug, Default)]
pub(crate) struct Distinction {
    pub(crate) limits: NameLimits,
    pub(crate) disambiguate: bool,
    pub(crate) year_suffix: Option<usize>,
}

/// Tells works apart. `order` is that of the bibliography, in which letters are given.
pub(crate) fn distinguish(
    processor: &Processor,
    items: &[&Item],
    order: &[usize],
) -> Vec<Distinction> {
    let citation = &processor.style.citation;
    let mut found: Vec<Distinction> = vec![Distinction::default(); items.len()];
    // Numbers always differ.
    if processor.style.is_numeric {
        return found;
    }
    if citation.disambiguate_given && citation.given_rule != GivenRule::ByCite {
        same_families(processor, items, &mut found);
    }
    let groups = |found: &[Distinction]| {
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, item) in items.iter().enumerate() {
            groups.entry(words(processor, item, &found[index])).or_default().push(index);
        }
        groups.into_values().filter(|group| group.len() > 1).collect::<Vec<_>>()
    };
    if citation.disambiguate_names {
        for group in groups(&found) {
            // What does not differ by then does not by names.
            let Some(first) = first_difference(items, &group) else { continue };
            for shown in first + 1..=(first + MOST_TRIED) {
                let mut tried = found.clone();
                for index in &group {
                    tried[*index].limits.shown = shown;
                }
                if differ(processor, items, &group, &tried) {
                    found = tried;
                    break;
                }
            }
        }
    }
    if citation.disambiguate_given {
        for group in groups(&found) {
            for level in [Given::Initials, Given::Full] {
                let mut tried = found.clone();
                for index in &group {
                    let count = authors(items[*index]).len();
                    tried[*index].limits.given = vec![level; count];
                }
                if differ(processor, items, &group, &tried) {
                    found = tried;
                    break;
                }
            }
        }
    }
    for group in groups(&found) {
        let mut tried = found.clone();
        for index in &group {
            tried[*index].disambiguate = true;
        }
        if differ(processor, items, &group, &tried) {
            found = tried;
        }
    }
    if citation.disambiguate_year {
        for group in groups(&found) {
            let in_order = order.iter().filter(|index| group.contains(index));
            for (letter, index) in in_order.enumerate() {
                found[*index].year_suffix = Some(letter);
            }
        }
    }
    found
}

/// How many more names than the first that differs are tried.
const MOST_TRIED: usize = 8;

/// The place of the first author in whom two works of a group differ.
fn first_difference(items: &[&Item], group: &[usize]) -> Option<usize> {
    let (first, others) = group.split_first()?;
    let one = authors(items[*first]);
    let differs = |other: &usize| {
        let other = authors(items[*other]);
        let same = one.iter().zip(other).take_while(|(one, other)| one == other).count();
        (same < one.len().max(other.len())).then_some(same)
    };
    others.iter().filter_map(differs).min()
}

fn authors(item: &Item) -> &[Name] {
    let names = item.names(NameVariable::Author);
    if names.is_empty() { item.names(NameVariable::Editor) } else { names }
}

/// Shows given names wherever another person has the same family name.
fn same_families(processor: &Processor, items: &[&Item], found: &mut [Distinction]) {
    let mut families: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for name in items.iter().flat_map(|item| authors(item)).filter(|name| name.literal.is_empty()) {
        let given = families.entry(&name.family).or_default();
        if !given.contains(&name.given.as_str()) {
            given.push(&name.given);
        }
    }
    let is_primary_only = processor.style.citation.given_rule == GivenRule::PrimaryName;
    for (index, item) in items.iter().enumerate() {
        let levels = authors(item).iter().enumerate().map(|(place, name)| {
            let others = families.get(name.family.as_str()).map_or(&[][..], Vec::as_slice);
            if others.len() < 2 || is_primary_only && place > 0 {
                return Given::Nothing;
            }
            let short = |given: &str| initials(given, ".", true, true);
            let own = short(&name.given);
            let clashes = others.iter().filter(|other| short(other) == own).count() > 1;
            if clashes { Given::Full } else { Given::Initials }
        });
        found[index].limits.given = levels.collect();
    }
}

/// Whether the works of a group are cited in words of their own.
fn differ(processor: &Processor, items: &[&Item], group: &[usize], tried: &[Distinction]) -> bool {
    let mut seen: Vec<String> =
        group.iter().map(|index| words(processor, items[*index], &tried[*index])).collect();
    let count = seen.len();
    seen.sort_unstable();
    seen.dedup();
    seen.len() == count
}

/// How a work is cited, without what depends on the place.
fn words(processor: &Processor, item: &Item, distinction: &Distinction) -> String {
    let place = Place {
        position: Some(Position::First),
        limits: Some(distinction.limits.clone()),
        disambiguate: distinction.disambiguate,
        ..Place::default()
    };
    let (style, locale) = (&processor.style, &processor.locale);
    let mut writer = Writer::new(style, locale, item, &place, &processor.citation_names);
    writer.elements(&style.citation.layout.elements, "");
    plain(&typeset(&writer.marks, locale))
}
