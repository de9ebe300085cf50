//! The place in a work that a citation names: `p. 12-14`, `chap. 3`, `§ 2`.

/// What a number may be a number of: as CSL calls it, and as texts write it in French and English.
/// A full stop may follow each.
const LABELS: &[(&str, &[&str])] = &[
    ("act", &["act", "acte", "actes", "acts"]),
    ("appendix", &["ann", "annexe", "annexes", "app", "appendice", "appendices", "appendix"]),
    ("article-locator", &["art", "arts", "article", "articles"]),
    ("book", &["bk", "bks", "book", "books", "liv", "livre", "livres"]),
    ("chapter", &["ch", "chap", "chaps", "chapitre", "chapitres", "chapter", "chapters"]),
    ("column", &["col", "cols", "colonne", "colonnes", "column", "columns"]),
    ("equation", &["eq", "equation", "equations", "éq", "équation", "équations"]),
    ("figure", &["fig", "figs", "figure", "figures"]),
    ("folio", &["f°", "fol", "folio", "folios", "fols", "fo"]),
    ("issue", &["n°", "nº", "no", "nos", "nᵒ", "num", "numéro", "numéros", "n°s", "number"]),
    ("line", &["l", "ligne", "lignes", "line", "lines", "ll"]),
    ("note", &["n", "nn", "note", "notes"]),
    ("opus", &["op", "opus"]),
    ("page", &["p", "page", "pages", "pp"]),
    (
        "paragraph",
        &[
            "al",
            "alinéa",
            "par",
            "para",
            "paragraph",
            "paragraphe",
            "paragraphes",
            "paragraphs",
            "paras",
            "¶",
            "¶¶",
        ],
    ),
    ("part", &["part", "partie", "parties", "parts", "pt", "pts"]),
    ("rule", &["r", "rule", "rules", "règle", "règles"]),
    ("scene", &["sc", "scene", "scenes", "scène", "scènes"]),
    ("section", &["sec", "secs", "sect", "section", "sections", "§", "§§"]),
    ("sub-verbo", &["s.v", "s.vv", "sub verbo"]),
    ("supplement", &["suppl", "supplement", "supplément"]),
    ("table", &["tab", "table", "tableau", "tableaux", "tables", "tabl"]),
    ("timestamp", &["min", "timestamp"]),
    ("title-locator", &["tit", "title", "titre"]),
    ("verse", &["v", "verse", "verses", "verset", "versets", "vers", "vv"]),
    ("volume", &["t", "tome", "tomes", "vol", "vols", "volume", "volumes"]),
];

/// What a number without a word before it is a number of.
const UNNAMED: &str = "page";

/// Takes the place in the work from what follows a key, and gives the rest.
#[must_use]
pub(super) fn read(text: &str) -> (Option<(&'static str, String)>, String) {
    let start = text.trim_start_matches(is_space);
    let inner = start.strip_prefix(',').map_or(start, |rest| rest.trim_start_matches(is_space));
    // Braces say what belongs to it: `{p. 12 and the next}`.
    if let Some((braced, rest)) = inner.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
        let (label, value) = label(braced).unwrap_or((UNNAMED, braced));
        let value = value.trim().to_owned();
        return ((!value.is_empty()).then_some((label, value)), rest.trim().to_owned());
    }
    let (label, rest) = label(inner).unwrap_or((UNNAMED, inner));
    let end = value_end(rest);
    // A word alone names no place: `[@a, note]`.
    if end == 0 || rest.len() == inner.len() && !rest.starts_with(|it: char| it.is_ascii_digit()) {
        return (None, text.trim().to_owned());
    }
    (Some((label, rest[..end].trim_end().to_owned())), rest[end..].trim().to_owned())
}

fn is_space(letter: char) -> bool {
    letter.is_whitespace()
}

/// The label with which a text begins, and what follows it.
fn label(text: &str) -> Option<(&'static str, &str)> {
    let words = LABELS.iter().flat_map(|(label, words)| words.iter().map(|word| (*label, *word)));
    let fits = |word: &str| {
        let rest = without_word(text, word)?;
        let rest = rest.strip_prefix('.').unwrap_or(rest);
        let is_sign = word.ends_with(|last: char| !last.is_alphabetic());
        let ends = rest.starts_with(is_space)
            || rest.starts_with(|next: char| next.is_ascii_digit())
            || is_sign && !rest.is_empty();
        ends.then_some(text.len() - rest.len())
    };
    let found = words.filter_map(|(label, word)| Some((fits(word)?, label)));
    let (end, label) = found.max_by_key(|(end, _)| *end)?;
    Some((label, text[end..].trim_start_matches(is_space)))
}

/// What follows a word, which is in small letters, at the head of a text; none where the text
/// begins otherwise.
fn without_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let mut letters = text.chars();
    for wanted in word.chars() {
        let mut small = letters.next()?.to_lowercase();
        if small.next() != Some(wanted) || small.next().is_some() {
            return None;
        }
    }
    Some(letters.as_str())
}

/// Where the numbers end with which a text begins.
fn value_end(text: &str) -> usize {
    let mut end = 0;
    loop {
        let length = number_end(&text[end..]);
        if length == 0 {
            // What joins two numbers is none.
            return text[..end].trim_end_matches([' ', '\u{a0}', ',', '&', '-', '–', '—']).len();
        }
        end += length;
        let rest = &text[end..];
        let joint = JOINTS.iter().find(|joint| {
            let after = rest.strip_prefix(**joint);
            after.is_some_and(|after| number_end(after) > 0)
        });
        let Some(joint) = joint else { return end };
        end += joint.len();
    }
}

/// What may stand between two numbers of one place.
const JOINTS: &[&str] =
    &["-", "–", "—", "--", " - ", " – ", ", ", ",", " et ", " and ", " & ", "\u{a0}et ", " à "];

/// Where the number ends with which a text begins: `12`, `A3`, `12r`, `1:30`, `iv`.
fn number_end(text: &str) -> usize {
    let is_of_number = |it: char| it.is_alphanumeric() || matches!(it, ':' | '°' | '*');
    let mut end = text.find(|it: char| !is_of_number(it)).unwrap_or(text.len());
    // `3.2` is one number, `3.` ends a sentence.
    while text[end..].starts_with('.')
        && text[end + 1..].starts_with(|it: char| it.is_ascii_digit())
    {
        let rest = &text[end + 1..];
        end += 1 + rest.find(|it: char| !is_of_number(it)).unwrap_or(rest.len());
    }
    let word = text[..end].trim_end_matches(':');
    let is_roman = word.chars().all(|letter| "ivxlcdmIVXLCDM".contains(letter));
    let has_digit = word.contains(|letter: char| letter.is_ascii_digit());
    if !word.is_empty() && (has_digit || is_roman) { word.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_in_french_and_english() {
        for (text, locator, suffix) in [
            (", p. 12", Some(("page", "12")), ""),
            (", pp. 12-14, passim", Some(("page", "12-14")), ", passim"),
            (", p.\u{a0}12–14 et 20", Some(("page", "12–14 et 20")), ""),
            (" chap. IV", Some(("chapter", "IV")), ""),
            (", vol. 2, p. 3", Some(("volume", "2")), ", p. 3"),
            (", n° 5", Some(("issue", "5")), ""),
            (", §3.2", Some(("section", "3.2")), ""),
            (", art. 12.", Some(("article-locator", "12")), "."),
            (", fol. 12r", Some(("folio", "12r")), ""),
            (", note 3", Some(("note", "3")), ""),
            (", 33-35, 38", Some(("page", "33-35, 38")), ""),
            (", note", None, ", note"),
            (", page", None, ", page"),
            (" et passim", None, "et passim"),
            (", {p. 12 et suiv.} sauf", Some(("page", "12 et suiv.")), "sauf"),
            (", {}", None, ""),
            (", fig. 1 et 2", Some(("figure", "1 et 2")), ""),
            (", Pages 3", Some(("page", "3")), ""),
            (", par exemple", None, ", par exemple"),
            (", p. 12, 3 fois", Some(("page", "12, 3")), "fois"),
            ("", None, ""),
            (", İ 3", None, ", İ 3"),
        ] {
            let expected = locator.map(|(label, value)| (label, value.to_owned()));
            assert_eq!(read(text), (expected, suffix.to_owned()), "{text}");
        }
    }
}
