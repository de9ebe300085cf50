//! The key by which a bibliography knows a work: letters of ASCII, digits, hyphens and `_`.
//!
//! It is read by people, so it says who and when: `tremblay-2023-marche-des-seuils`. What makes it
//! one of a kind on the site is the id at its end.

use carnet_csl::{Date, DateVariable, Item, NameVariable};

/// The key of an item, from its first author, its year and its id.
#[must_use]
pub fn of(item: &Item) -> String {
    let author = item.names(NameVariable::Author).first();
    let author = author.map_or("", |name| match name.literal.is_empty() {
        true => name.family.as_str(),
        false => name.literal.as_str(),
    });
    let year = match item.date(DateVariable::Issued) {
        Some(Date::Range { from, .. }) => from.year.to_string(),
        _ => String::new(),
    };
    let parts = [slug::slugify(author), year, item.id.clone()];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("-")
}

/// An id as a part of a key. One that has other signs is told from those that look like it by a
/// number made from it.
#[must_use]
pub fn part(id: &str) -> String {
    let slug = slug::slugify(id);
    if slug == id {
        return slug;
    }
    // FNV-1a: short, and the same on every machine and in every version.
    let mix = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    let hash = id.bytes().fold(0x811c_9dc5, mix);
    format!("{slug}-{hash:08x}")
}

#[cfg(test)]
mod tests {
    use carnet_csl::{Kind, Name};

    use super::*;

    #[test]
    fn keys_are_plain_and_differ() {
        let key = |id: &str, author: Name| {
            let names = vec![(NameVariable::Author, vec![author])];
            let dates = vec![(DateVariable::Issued, Date::day(2023, 9, 17))];
            of(&Item { names, dates, ..Item::new(part(id), Kind::Webpage) })
        };
        assert_eq!(key("marche", Name::person("Zoé", "Lévesque")), "levesque-2023-marche");
        assert_eq!(key("a", Name::whole("Ateliers & Cie")), "ateliers-cie-2023-a");
        assert_eq!(of(&Item::new("a", Kind::Webpage)), "a");
        assert_eq!(part("ete"), "ete");
        assert_eq!(part("été"), "ete-ffb58817");
        assert!(key("川", Name::whole("東京")).is_ascii());
    }
}
