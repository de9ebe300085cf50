//! People and organisations, as BibTeX and BibLaTeX write them.

use carnet_csl::Name;

use super::tex::{braced, split, text};

/// What stands for those that a list leaves out.
const OTHERS: &str = "et al.";

/// What becomes of the *de* in *Musset, Alfred de*.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Particles {
    /// It goes when the family name stands alone, as BibLaTeX has it.
    Drop,
    /// It stays: `options = {useprefix=true}`.
    Keep,
}

/// Reads a list of names.
pub(super) fn read(tex: &str, particles: Particles) -> Vec<Name> {
    let names = split(tex, "and").into_iter().filter(|name| !name.is_empty());
    names.map(|name| one(name, particles)).collect()
}

fn one(tex: &str, particles: Particles) -> Name {
    if let Some(whole) = braced(tex) {
        return Name::whole(text(whole));
    }
    if tex.eq_ignore_ascii_case("others") {
        return Name::whole(OTHERS);
    }
    let parts = split(tex, ",");
    if parts.iter().all(|part| part.contains('=')) {
        return extended(&parts, particles);
    }
    match parts.as_slice() {
        [whole] => {
            let words = words(whole);
            let Some((_, before)) = words.split_last() else { return Name::default() };
            let small = |word: &&str| is_small(word);
            let given = before.iter().position(small).unwrap_or(before.len());
            let last = before.iter().rposition(small).map_or(given, |at| at + 1);
            name(&words[last..], &words[given..last], &words[..given], "", particles)
        }
        [family, given] => two(family, given, "", particles),
        [family, suffix, given @ ..] => two(family, &given.join(", "), suffix, particles),
        [] => Name::default(),
    }
}

/// `von Last, First`.
fn two(family: &str, given: &str, suffix: &str, particles: Particles) -> Name {
    let family = words(family);
    let before = family.len().saturating_sub(1);
    let end = family[..before].iter().rposition(|word| is_small(word)).map_or(0, |at| at + 1);
    // Words before the first small one belong to the family.
    let start = if family.first().is_some_and(|word| is_small(word)) { end } else { 0 };
    name(&family[start..], &family[..start], &words(given), suffix, particles)
}

/// `family=Roy, given=Anne, prefix=de`.
fn extended(parts: &[&str], particles: Particles) -> Name {
    let part = |key: &str| {
        let found = parts.iter().filter_map(|part| part.split_once('='));
        found.filter(|(name, _)| name.trim() == key).map(|(_, value)| value.trim()).next()
    };
    let particles = match part("useprefix") {
        Some("true") => Particles::Keep,
        Some(_) => Particles::Drop,
        None => particles,
    };
    let of = |key: &str| part(key).into_iter().collect::<Vec<&str>>();
    let suffix = part("suffix").unwrap_or_default();
    name(&of("family"), &of("prefix"), &of("given"), suffix, particles)
}

fn name(
    family: &[&str],
    particle: &[&str],
    given: &[&str],
    suffix: &str,
    particles: Particles,
) -> Name {
    let joined = |words: &[&str]| text(&words.join(" "));
    let (dropping, staying) = match particles {
        Particles::Drop => (joined(particle), String::new()),
        Particles::Keep => (String::new(), joined(particle)),
    };
    let name = Name {
        family: joined(family),
        given: joined(given),
        dropping_particle: dropping,
        non_dropping_particle: staying,
        suffix: text(suffix),
        literal: String::new(),
    };
    match name.family.is_empty() {
        true => Name { family: name.given, given: String::new(), ..name },
        false => name,
    }
}

fn words(tex: &str) -> Vec<&str> {
    let spaced = split(tex, " ").into_iter().flat_map(|word| split(word, "~"));
    let lines = spaced.flat_map(|word| split(word, "\n"));
    lines.filter(|word| !word.is_empty()).collect()
}

/// Whether a word begins with a small letter, which makes it a particle. What stands between braces
/// is none, but for an accent.
fn is_small(word: &str) -> bool {
    let is_group = word.starts_with('{') && !word.starts_with("{\\");
    !is_group && text(word).chars().next().is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_in_every_form() {
        for (tex, expected) in [
            ("Lemay, Anne", ["Anne", "", "Lemay", "", ""]),
            ("Anne Lemay", ["Anne", "", "Lemay", "", ""]),
            ("Alfred de Musset", ["Alfred", "de", "Musset", "", ""]),
            ("de Musset, Alfred", ["Alfred", "de", "Musset", "", ""]),
            (
                "Charles Louis Xavier Joseph de la Vall{\\'e}e Poussin",
                ["Charles Louis Xavier Joseph", "de la", "Vallée Poussin", "", ""],
            ),
            ("King, Jr., Martin Luther", ["Martin Luther", "", "King", "Jr.", ""]),
            ("{Ville de Montréal}", ["", "", "", "", "Ville de Montréal"]),
            ("UNESCO", ["", "", "UNESCO", "", ""]),
            ("Jean~Paul {de Gaulle}", ["Jean Paul", "", "de Gaulle", "", ""]),
            ("family=Sales, given=Fran\\c{c}ois, prefix=de", ["François", "de", "Sales", "", ""]),
            ("bell hooks", ["", "bell", "hooks", "", ""]),
            ("hooks, bell", ["bell", "", "hooks", "", ""]),
            ("others", ["", "", "", "", "et al."]),
            ("Dupont,", ["", "", "Dupont", "", ""]),
        ] {
            let name = one(tex, Particles::Drop);
            let parts =
                [name.given, name.dropping_particle, name.family, name.suffix, name.literal];
            assert_eq!(parts, expected.map(str::to_owned), "{tex}");
        }
        let kept = one("Vincent van Gogh", Particles::Keep);
        assert_eq!((&*kept.non_dropping_particle, &*kept.dropping_particle), ("van", ""));
        assert_eq!(read("A, B and {C and D} and", Particles::Drop).len(), 2);
    }
}
