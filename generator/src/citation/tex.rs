//! Texts and names as BibTeX and TeX read them.

use carnet_csl::Name;

use super::names::{joined, spoken};
use super::plain::one_line;

/// A text, with the signs that TeX takes for its own written otherwise.
#[must_use]
pub fn text(text: &str) -> String {
    let text = one_line(text);
    // BibTeX counts braces, also those that TeX is told to show.
    let [open, close] = match has_pairs(&text) {
        true => ["\\{", "\\}"],
        false => ["\\textbraceleft{}", "\\textbraceright{}"],
    };
    let mut escaped = String::new();
    for letter in text.chars() {
        // Two of them are one other sign to TeX: a dash, a quotation mark.
        if matches!(letter, '-' | '\'' | '`') && escaped.ends_with(letter) {
            escaped.push_str("{}");
        }
        match letter {
            '&' | '%' | '$' | '#' | '_' => escaped.extend(['\\', letter]),
            '{' => escaped.push_str(open),
            '}' => escaped.push_str(close),
            '\\' => escaped.push_str("\\textbackslash{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// Whether every brace that opens is closed, and none before.
fn has_pairs(text: &str) -> bool {
    let depth = text.chars().try_fold(0_u32, |depth, letter| match letter {
        '{' => Some(depth + 1),
        '}' => depth.checked_sub(1),
        _ => Some(depth),
    });
    depth == Some(0)
}

/// A name: `de la Fontaine, Jean`, `King, Jr., Martin Luther`, `{Ligue des droits}`.
///
/// BibTeX finds particles by their small first letters, and names by commas and the word `and`. So
/// what would be taken for one of them is in braces, and so is a name of one part.
#[must_use]
pub fn name(name: &Name) -> String {
    if !name.literal.is_empty() || name.family.is_empty() || name.given.is_empty() {
        return format!("{{{}}}", text(&spoken(name)));
    }
    let particles = joined(&[&name.dropping_particle, &name.non_dropping_particle]);
    let is_apart = !particles.is_empty() && !particles.ends_with(['’', '\'']);
    let family = match particles.is_empty() || is_apart {
        true => name.family.clone(),
        false => joined(&[&particles, &name.family]),
    };
    let family = guarded(&family, hides_a_particle(&family));
    // One that begins with a capital is no particle to BibTeX, and stays with the family name.
    let family = match is_apart {
        true => format!("{} {family}", guarded(&particles, false)),
        false => family,
    };
    let given = guarded(&name.given, false);
    match name.suffix.is_empty() {
        true => format!("{family}, {given}"),
        false => format!("{family}, {}, {given}", guarded(&name.suffix, false)),
    }
}

/// A part of a name, in braces where it must be.
fn guarded(part: &str, must_be: bool) -> String {
    let is_parted =
        part.contains(',') || part.split_whitespace().any(|word| word.eq_ignore_ascii_case("and"));
    match must_be || is_parted {
        true => format!("{{{}}}", text(part)),
        false => text(part),
    }
}

/// Whether BibTeX or biber would take a part of a family name for a particle.
fn hides_a_particle(family: &str) -> bool {
    family.split_whitespace().any(|word| {
        word.chars().find(|letter| letter.is_alphabetic()).is_some_and(char::is_lowercase)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_tex_are_written_otherwise() {
        assert_eq!(text("100 % à_nous #1 & 2 $"), "100 \\% à\\_nous \\#1 \\& 2 \\$");
        assert_eq!(text("a\\b~c^d"), "a\\textbackslash{}b\\textasciitilde{}c\\textasciicircum{}d");
        assert_eq!(text("a -- b---c ''"), "a -{}- b-{}-{}-c '{}'");
        assert_eq!(text("{a} {b {c}}"), "\\{a\\} \\{b \\{c\\}\\}");
        assert_eq!(text("}a{ {"), "\\textbraceright{}a\\textbraceleft{} \\textbraceleft{}");
    }

    #[test]
    fn names_have_the_parts_that_bibtex_knows() {
        let person = |given: &str, particle: &str, family: &str, suffix: &str| Name {
            non_dropping_particle: particle.to_owned(),
            suffix: suffix.to_owned(),
            ..Name::person(given, family)
        };
        for (parts, expected) in [
            (person("Jeanne", "", "Tremblay", ""), "Tremblay, Jeanne"),
            (person("Vincent", "van", "Gogh", ""), "van Gogh, Vincent"),
            (person("Jean", "d’", "Ormesson", ""), "{d’Ormesson}, Jean"),
            (person("Ursula", "", "Le Guin", ""), "Le Guin, Ursula"),
            (person("Juana", "", "de la Cruz", ""), "{de la Cruz}, Juana"),
            (person("José", "", "Castillo y Ortega", ""), "{Castillo y Ortega}, José"),
            (person("bell", "", "hooks", ""), "{hooks}, bell"),
            (person("Martin Luther", "", "King", "Jr."), "King, Jr., Martin Luther"),
            (person("", "", "Platon", ""), "{Platon}"),
            (person("A and B", "", "C", ""), "C, {A and B}"),
            (Name::whole("Eau, air et forêt"), "{Eau, air et forêt}"),
        ] {
            assert_eq!(name(&parts), expected);
        }
    }
}
