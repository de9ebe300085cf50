//! Names as they are spoken, and as catalogues file them.

use carnet_csl::Name;

/// What stands for a comma within a part of a name where a comma parts names: a sign that looks
/// like it, since neither RIS nor the readers of `dc.creator` know a way to keep one.
const LIKE_A_COMMA: char = '\u{201a}';

/// As it is spoken: `Jeanne Tremblay`, `Jean d’Ormesson`, `Martin Luther King Jr.`
#[must_use]
pub fn spoken(name: &Name) -> String {
    let Name { family, given, dropping_particle, non_dropping_particle, suffix, literal } = name;
    joined(&[given, dropping_particle, non_dropping_particle, family, suffix, literal])
}

/// As catalogues file it, and Zotero reads it: `Tremblay, Jeanne`, `Musset, Alfred de`,
/// `van Gogh, Vincent`, `King Jr., Martin Luther`. Who has one name, or is an organisation, ends in
/// a comma, by which Zotero knows that there is no given name.
#[must_use]
pub fn filed(name: &Name) -> String {
    let [family, given, suffix] = parts(name);
    // Zotero looks at what stands before the first comma and before the second, and no further.
    [without_commas(&joined(&[&family, &suffix])), without_commas(&given)]
        .join(", ")
        .trim_end()
        .to_owned()
}

/// The family name with what stays with it, the given names with what goes with them, and the
/// suffix. Who has one name has it as a family name.
#[must_use]
pub fn parts(name: &Name) -> [String; 3] {
    if !name.literal.is_empty() {
        return [name.literal.clone(), String::new(), String::new()];
    }
    let family = joined(&[&name.non_dropping_particle, &name.family]);
    let given = joined(&[&name.given, &name.dropping_particle]);
    match family.is_empty() {
        true => [given, String::new(), name.suffix.clone()],
        false => [family, given, name.suffix.clone()],
    }
}

/// A part of a name for those who take a comma for its end.
#[must_use]
pub fn without_commas(part: &str) -> String {
    part.replace(',', &LIKE_A_COMMA.to_string())
}

/// Parts with spaces between them; none after an apostrophe or a hyphen, as in
/// `d’Ormesson` and `al-Khwarizmi`.
#[must_use]
pub fn joined(parts: &[&String]) -> String {
    let mut all = String::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        if !all.is_empty() && !all.ends_with(['’', '\'', '-']) {
            all.push(' ');
        }
        all.push_str(part);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(parts: [&str; 5]) -> Name {
        let [given, dropping, kept, family, suffix] = parts.map(str::to_owned);
        Name {
            dropping_particle: dropping,
            non_dropping_particle: kept,
            suffix,
            ..Name::person(given, family)
        }
    }

    #[test]
    fn names_are_spoken_and_filed() {
        for (parts, said, put) in [
            (["Jeanne", "", "", "Tremblay", ""], "Jeanne Tremblay", "Tremblay, Jeanne"),
            (["Alfred", "de", "", "Musset", ""], "Alfred de Musset", "Musset, Alfred de"),
            (["Vincent", "", "van", "Gogh", ""], "Vincent van Gogh", "van Gogh, Vincent"),
            (["Jean", "d’", "", "Ormesson", ""], "Jean d’Ormesson", "Ormesson, Jean d’"),
            (["Jean", "", "d’", "Ormesson", ""], "Jean d’Ormesson", "d’Ormesson, Jean"),
            (["Jean", "de", "La", "Fontaine", ""], "Jean de La Fontaine", "La Fontaine, Jean de"),
            (
                ["Martin Luther", "", "", "King", "Jr."],
                "Martin Luther King Jr.",
                "King Jr., Martin Luther",
            ),
            (["", "", "", "Platon", ""], "Platon", "Platon,"),
            (["Platon", "", "", "", ""], "Platon", "Platon,"),
        ] {
            assert_eq!(
                (spoken(&name(parts)), filed(&name(parts))),
                (said.to_owned(), put.to_owned())
            );
        }
        let organisation = Name::whole("Eau, air et forêt");
        assert_eq!(spoken(&organisation), "Eau, air et forêt");
        assert_eq!(filed(&organisation), "Eau‚ air et forêt,");
    }
}
