//! Inclusive forms: a word, then the endings it may take, joined by one of several marks.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::Word;

/// Marks that join endings to a word and do nothing else.
const DOTS: &[char] = &['·', '•', '‧', '⋅', '∙'];

/// Marks that also join or end plain words, so that only known endings count.
const OTHERS: &[char] = &['.', '-', '‑', '(', ')', '/'];

/// Endings that no French word joined by a hyphen or a full stop is.
const ENDINGS: &[&str] = &[
    "e", "es", "ne", "nes", "trice", "trices", "rice", "rices", "euse", "euses", "ive", "ives",
    "ere", "eres", "iere", "ieres",
];

/// The feminine that no rule gives.
const IRREGULAR: &[(&str, &str, &str)] = &[("tous", "te", "toutes"), ("copain", "ine", "copine")];

pub(super) fn is_joint(character: char) -> bool {
    DOTS.contains(&character) || OTHERS.contains(&character)
}

/// The words of a chunk of letters and joints.
pub(super) fn words(chunk: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let parts = parts(chunk);
    let mut rest = &*parts;
    while let [first, after @ ..] = rest {
        let endings = endings(first.text, after);
        let known: Vec<&str> = after[..endings].iter().map(|it| it.text).collect();
        words.push(forms(first.text, &known));
        rest = &after[endings..];
    }
    words
}

/// Letters, and the mark before them.
struct Part<'a> {
    mark: char,
    text: &'a str,
}

fn parts(chunk: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut mark = ' ';
    for (index, joint) in chunk.match_indices(is_joint) {
        if index > start {
            parts.push(Part { mark, text: &chunk[start..index] });
            mark = ' ';
        }
        // "(e)s": what closes a bracket is not what opened it.
        if mark == ' ' {
            mark = joint.chars().next().unwrap_or(' ');
        }
        start = index + joint.len();
    }
    if start < chunk.len() {
        parts.push(Part { mark, text: &chunk[start..] });
    }
    parts
}

/// How many of the next parts are endings of the word.
fn endings(word: &str, after: &[Part<'_>]) -> usize {
    if word.chars().count() < 2 || word.contains(|it: char| it.is_ascii_digit()) {
        return 0;
    }
    let is_ending = |(index, part): (usize, &Part<'_>)| {
        let is_plural = matches!(part.text, "s" | "x");
        let before_plural = after.get(index + 1).is_some_and(|next| next.text == "s");
        if DOTS.contains(&part.mark) {
            part.text.len() <= 6
        } else if part.mark == '(' {
            is_plural || part.text.len() <= 5
        } else if is_plural {
            index > 0
        } else {
            ENDINGS.contains(&part.text) || (part.text.len() <= 3 && before_plural)
        }
    };
    after.iter().enumerate().take_while(|it| is_ending(*it)).count()
}

/// Every form that a word and its endings stand for.
fn forms(word: &str, endings: &[&str]) -> Word {
    let mut forms = vec![String::from(word)];
    let mut is_plural = false;
    for ending in endings {
        if matches!(*ending, "s" | "x") {
            is_plural = true;
            continue;
        }
        let singular = ending.strip_suffix('s').unwrap_or(ending);
        is_plural |= singular.len() < ending.len();
        forms.push(feminine(word, singular));
    }
    if is_plural {
        let has_plural = |form: &&String| !form.ends_with(['s', 'x']);
        let plurals: Vec<String> =
            forms.iter().filter(has_plural).map(|form| [form, "s"].concat()).collect();
        forms.extend(plurals);
    }
    forms
}

fn feminine(word: &str, ending: &str) -> String {
    let irregular =
        IRREGULAR.iter().find(|(masculine, end, _)| (*masculine, *end) == (word, ending));
    if let Some((.., feminine)) = irregular {
        return String::from(*feminine);
    }
    let kept = match (ending, word) {
        ("e", _) => word.len(),
        // direct·eur, direct·rice
        ("rice", _) if word.ends_with("teur") => word.len() - 3,
        // chercheur·se, heureux·se, actif·ve
        ("se", _) if word.ends_with(['r', 'x']) => word.len() - 1,
        ("ve", _) if word.ends_with('f') => word.len() - 1,
        // citoyen·ne, professionnel·le, but not premier·re
        ("ne" | "le" | "te" | "se" | "fe", _) if word.ends_with(&ending[..1]) => word.len(),
        // aut·eur, aut·rice: the ending takes over at its own first letter.
        _ => match ending.chars().next().and_then(|first| word.rfind(first)) {
            Some(index) => index,
            // il·elle
            None if ending.len() >= 4 => 0,
            None => word.len(),
        },
    };
    [&word[..kept], ending].concat()
}
