//! Ids and file names made from titles that people wrote: accents, spaces, signs and all.

use std::collections::{BTreeMap, BTreeSet};

use super::ThingKind;

/// How long an id may be: some disks have no room for more than 255 bytes, and addresses are read.
const LONGEST: usize = 80;

/// Names that a folder of notes keeps for itself.
const RESERVED: &[&str] = &["index"];

/// The id that a title makes: small letters, digits and hyphens. A title without any is a `note`.
#[must_use]
pub fn slug_of(title: &str) -> String {
    // Otherwise “n° 4” would be `ndeg-4`.
    let slug = dated_last(&shortened(&slug::slugify(title.replace(['°', 'º'], " "))));
    if slug.is_empty() {
        return ThingKind::Note.name().to_owned();
    }
    if RESERVED.contains(&slug.as_str()) { format!("{slug}-1") } else { slug }
}

/// The first of `wanted`, `wanted-2`, `wanted-3` … that is free.
pub(super) fn first_free(wanted: &str, is_free: impl Fn(&str) -> bool) -> String {
    let mut id = wanted.to_owned();
    let mut number = 2;
    while !is_free(&id) {
        id = format!("{wanted}-{number}");
        number += 1;
    }
    id
}

/// Names that are given one after the other, each once. Many may want one name, so where the last
/// search ended is remembered.
#[derive(Debug, Default)]
pub(super) struct Given {
    names: BTreeSet<String>,
    next: BTreeMap<String, usize>,
}

impl Given {
    /// Whether somebody has the name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Gives `wanted`, or the first of `wanted-2`, `wanted-3` … that nobody has.
    pub(super) fn give(&mut self, wanted: &str) -> String {
        let mut name = wanted.to_owned();
        let next = self.next.entry(wanted.to_owned()).or_insert(2);
        while !self.names.insert(name.clone()) {
            name = format!("{wanted}-{next}");
            *next += 1;
        }
        name
    }
}

/// At most [`LONGEST`] letters, and whole words where there is more than one.
fn shortened(slug: &str) -> String {
    let Some(start) = slug.get(..LONGEST).filter(|_| slug.len() > LONGEST) else {
        return slug.to_owned();
    };
    if slug[LONGEST..].starts_with('-') {
        return start.to_owned();
    }
    start.rsplit_once('-').map_or(start, |(words, _)| words).to_owned()
}

/// `2024-01-29-name` as `name-2024-01-29`: a date at the start of a file name is not part of the
/// id, so two of one name would be one thing.
fn dated_last(slug: &str) -> String {
    let is_date = slug.len() > 11
        && slug.bytes().take(11).enumerate().all(|(at, byte)| match at {
            4 | 7 | 10 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if is_date { format!("{}-{}", &slug[11..], &slug[..10]) } else { slug.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_title_makes_an_id() {
        for (title, id) in [
            ("L’été, à plusieurs !", "l-ete-a-plusieurs"),
            ("2024-01-29 Réunion", "reunion-2024-01-29"),
            ("2024-01-29", "2024-01-29"),
            ("Index", "index-1"),
            ("", "note"),
            ("…", "note"),
            ("x.en", "x-en"),
            ("Cahier n°4", "cahier-n-4"),
        ] {
            assert_eq!(slug_of(title), id, "{title}");
        }
        let long = slug_of(&"mot ".repeat(100));
        assert!(long.len() <= LONGEST && long.ends_with("-mot"), "{long}");
        assert_eq!(slug_of(&"a".repeat(300)).len(), LONGEST);
        assert!(slug_of(&"🎉".repeat(300)).len() <= LONGEST);
    }

    #[test]
    fn names_are_given_once() {
        let mut given = Given::default();
        let names = ["x", "x-2", "x", "x", "y"].map(|wanted| given.give(wanted));
        assert_eq!(names, ["x", "x-2", "x-3", "x-4", "y"]);
        assert!(given.has("x-4") && !given.has("x-5"));
    }

    #[test]
    fn the_next_free_name_is_found() {
        assert_eq!(first_free("x", |id| id != "x" && id != "x-2"), "x-3");
    }
}
