//! In which order works are cited and listed.

use std::cmp::Ordering;

use crate::item::{Date, Item, Variable};
use crate::processor::Processor;
use crate::render::{Place, Writer, sort_figures};
use crate::style::{AnyVariable, SortBy, SortKey};
use crate::typeset::{plain, typeset};

/// How two texts of a language are sorted.
pub type Collate<'a> = &'a (dyn Fn(&str, &str) -> Ordering + Sync);

/// What a work is sorted by, key by key; nothing where it does not say that.
pub(crate) fn keys_of(
    processor: &Processor,
    keys: &[SortKey],
    item: &Item,
    number: usize,
) -> Vec<Option<String>> {
    let of = |key: &SortKey| {
        let value = match &key.by {
            SortBy::Variable(AnyVariable::Text(Variable::CitationNumber)) => {
                Some(format!("{number:09}"))
            }
            SortBy::Variable(AnyVariable::Text(variable)) => {
                item.text(*variable).map(str::to_owned)
            }
            SortBy::Variable(AnyVariable::Date(variable)) => match item.date(*variable)? {
                Date::Range { from, .. } => Some(sort_figures(*from)),
                Date::Words(words) => Some(words.clone()),
                Date::Reader => None,
            },
            SortBy::Variable(AnyVariable::Names(variable)) => {
                let names = item
                    .names(*variable)
                    .iter()
                    .map(|name| [name.family.as_str(), &name.literal, " ", &name.given].concat());
                Some(names.collect::<Vec<_>>().join(", "))
            }
            SortBy::Macro(index) => {
                let place = Place::default();
                let names = key.names.within(&processor.bibliography_names);
                let (style, locale) = (&processor.style, &processor.locale);
                let mut writer = Writer::new(style, locale, item, &place, &names);
                writer.for_sorting = true;
                writer.elements(&style.macros[*index], "");
                Some(plain(&typeset(&writer.marks, locale)))
            }
        };
        value.filter(|value| !value.is_empty())
    };
    keys.iter().map(of).collect()
}

/// Which of two works comes first. What says nothing comes last, in either direction.
pub(crate) fn compare(
    keys: &[SortKey],
    one: &[Option<String>],
    other: &[Option<String>],
    collate: Collate<'_>,
) -> Ordering {
    for (key, (one, other)) in keys.iter().zip(one.iter().zip(other)) {
        let order = match (one, other) {
            (Some(one), Some(other)) => {
                let order = collate(one, other);
                if key.descending { order.reverse() } else { order }
            }
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        };
        if order != Ordering::Equal {
            return order;
        }
    }
    Ordering::Equal
}
