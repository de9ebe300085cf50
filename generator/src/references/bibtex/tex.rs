//! The text that a value of BibTeX stands for: accents and signs of TeX as letters, markup left out.
//!
//! What a command stands for that is not known here is what stands between its braces.

use icu::normalizer::properties::CanonicalCompositionBorrowed;

/// How deep accents may stand on accents.
const DEEPEST: usize = 4;

/// Commands that put an accent on the letter after them.
const ACCENTS: &[(&str, char)] = &[
    ("`", '\u{300}'),
    ("'", '\u{301}'),
    ("´", '\u{301}'),
    ("^", '\u{302}'),
    ("~", '\u{303}'),
    ("=", '\u{304}'),
    ("u", '\u{306}'),
    (".", '\u{307}'),
    ("\"", '\u{308}'),
    ("r", '\u{30a}'),
    ("H", '\u{30b}'),
    ("v", '\u{30c}'),
    ("d", '\u{323}'),
    ("c", '\u{327}'),
    ("k", '\u{328}'),
    ("b", '\u{331}'),
];

/// Commands that stand for letters and signs.
const SIGNS: &[(&str, &str)] = &[
    ("AA", "Å"),
    ("AE", "Æ"),
    ("DH", "Ð"),
    ("DJ", "Đ"),
    ("L", "Ł"),
    ("LaTeX", "LaTeX"),
    ("NG", "Ŋ"),
    ("O", "Ø"),
    ("OE", "Œ"),
    ("P", "¶"),
    ("S", "§"),
    ("SS", "ẞ"),
    ("TH", "Þ"),
    ("TeX", "TeX"),
    ("aa", "å"),
    ("ae", "æ"),
    ("copyright", "©"),
    ("dag", "†"),
    ("dh", "ð"),
    ("dj", "đ"),
    ("dots", "…"),
    ("euro", "€"),
    ("fg", " »"),
    ("guillemotleft", "«"),
    ("guillemotright", "»"),
    ("i", "ı"),
    ("j", "ȷ"),
    ("l", "ł"),
    ("ldots", "…"),
    ("ng", "ŋ"),
    ("o", "ø"),
    ("oe", "œ"),
    ("og", "« "),
    ("pounds", "£"),
    ("ss", "ß"),
    ("textasciitilde", "~"),
    ("textbackslash", "\\"),
    ("textellipsis", "…"),
    ("textemdash", "—"),
    ("textendash", "–"),
    ("textquoteleft", "‘"),
    ("textquoteright", "’"),
    ("textregistered", "®"),
    ("texttrademark", "™"),
    ("textunderscore", "_"),
    ("th", "þ"),
    (" ", " "),
    ("\n", " "),
    ("\\", " "),
    (",", "\u{202f}"),
];

/// Commands whose first argument is no text.
const FIRST_LEFT_OUT: &[&str] = &["href", "textcolor", "foreignlanguage"];

/// Reads a value as text.
#[must_use]
pub(super) fn text(tex: &str) -> String {
    let mut text = String::with_capacity(tex.len());
    decode(tex, &mut text, 0);
    // A space that breaks no line stays, and so do those around it.
    let mut joined = String::with_capacity(text.len());
    for word in text.split([' ', '\n', '\r', '\t']).filter(|word| !word.is_empty()) {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.extend(word.chars().filter(|letter| !letter.is_control()));
    }
    joined
}

/// Reads a value that is no text, such as an address: only signs that TeX must not see are escaped.
#[must_use]
pub(super) fn verbatim(tex: &str) -> String {
    let mut text = String::with_capacity(tex.len());
    let mut letters = tex.trim().chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' if letters.peek().is_some_and(|next| !next.is_alphanumeric()) => {}
            '{' | '}' => {}
            _ if letter.is_whitespace() || letter.is_control() => {}
            _ => text.push(letter),
        }
    }
    text
}

fn decode(tex: &str, text: &mut String, depth: usize) {
    let mut rest = tex;
    while let Some(letter) = rest.chars().next() {
        let after = &rest[letter.len_utf8()..];
        rest = match letter {
            '\\' => command(after, text, depth),
            '{' | '}' | '$' => after,
            '~' => {
                text.push('\u{a0}');
                after
            }
            '-' if after.starts_with("--") => {
                text.push('—');
                &after[2..]
            }
            '-' if after.starts_with('-') => {
                text.push('–');
                &after[1..]
            }
            '`' if after.starts_with('`') => {
                text.push('“');
                &after[1..]
            }
            '\'' if after.starts_with('\'') => {
                text.push('”');
                &after[1..]
            }
            _ => {
                text.push(letter);
                after
            }
        };
    }
}

/// Reads what follows a backslash, and gives what is left.
fn command<'a>(rest: &'a str, text: &mut String, depth: usize) -> &'a str {
    let Some(first) = rest.chars().next() else { return rest };
    let is_word = first.is_ascii_alphabetic();
    let length = match is_word {
        true => rest.find(|it: char| !it.is_ascii_alphabetic()).unwrap_or(rest.len()),
        false => first.len_utf8(),
    };
    let (name, after) = rest.split_at(length);
    // A word ends at a space, which is no part of the text.
    let blank = after.len() - after.trim_start_matches([' ', '\n', '\r', '\t']).len();
    let argument = if is_word { &after[blank..] } else { after };
    let accent = ACCENTS.iter().find(|(of, _)| *of == name);
    // `\b` and the like are accents only before a letter.
    if let Some((_, accent)) = accent
        && depth < DEEPEST
    {
        let (on, left) = token(argument);
        let mut letters = String::new();
        decode(on, &mut letters, depth + 1);
        text.push_str(&accented(&letters, *accent));
        return left;
    }
    if let Some((_, sign)) = SIGNS.iter().find(|(of, _)| *of == name) {
        text.push_str(sign);
        return argument.strip_prefix("{}").unwrap_or(argument);
    }
    if !is_word {
        // `\&`, `\%` and so on; `\-` and `\/` say where a word may be parted.
        if !matches!(first, '-' | '/') {
            text.push(first);
        }
        return after;
    }
    if FIRST_LEFT_OUT.contains(&name) && argument.starts_with('{') {
        return token(argument).1;
    }
    argument
}

/// The first group between braces or the first letter, and what is left.
fn token(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    let Some(first) = text.chars().next() else { return ("", "") };
    if first == '{' {
        let end = group_end(text);
        let inner = text[1..end].strip_suffix('}').unwrap_or(&text[1..end]);
        return (inner, &text[end..]);
    }
    if first == '\\' {
        let word = text[1..].find(|it: char| !it.is_ascii_alphabetic()).unwrap_or(text.len() - 1);
        let length = match word {
            0 => text[1..].chars().next().map_or(0, char::len_utf8),
            word => word,
        };
        return text.split_at(1 + length);
    }
    text.split_at(first.len_utf8())
}

/// Where the group ends that begins with the first byte.
fn group_end(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'{' => depth += 1,
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    text.len()
}

/// A letter with an accent.
fn accented(letters: &str, accent: char) -> String {
    let mut rest = letters.chars();
    let Some(first) = rest.next() else { return String::new() };
    let first = match first {
        'ı' => 'i',
        'ȷ' => 'j',
        first => first,
    };
    match CanonicalCompositionBorrowed::new().compose(first, accent) {
        Some(letter) => std::iter::once(letter).chain(rest).collect(),
        None => [first, accent].into_iter().chain(rest).collect(),
    }
}

/// The parts of a value that stand outside of braces between `separator`s: words such as `and`
/// stand between spaces, signs anywhere.
pub(super) fn split<'a>(tex: &'a str, separator: &str) -> Vec<&'a str> {
    let is_word = separator.starts_with(char::is_alphabetic);
    let bytes = tex.as_bytes();
    let is_space =
        |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_none_or(u8::is_ascii_whitespace);
    let mut parts = Vec::new();
    let (mut depth, mut start, mut at) = (0_usize, 0, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            _ => {
                let end = at + separator.len();
                let found = bytes.get(at..end);
                let is_here = found.is_some_and(|it| it.eq_ignore_ascii_case(separator.as_bytes()));
                let is_free = || is_space(at.checked_sub(1)) && is_space(Some(end));
                if is_here && (!is_word || is_free()) {
                    parts.push(&tex[start..at]);
                    start = end;
                    at = end;
                    continue;
                }
            }
        }
        at += 1;
    }
    parts.push(&tex[start..]);
    parts.into_iter().map(str::trim).collect()
}

/// What stands inside the braces that hold a whole value; none where there are none.
pub(super) fn braced(tex: &str) -> Option<&str> {
    let tex = tex.trim();
    let is_whole = tex.starts_with('{') && group_end(tex) == tex.len();
    is_whole.then(|| tex[1..].strip_suffix('}')).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tex_is_read_as_text() {
        for (tex, expected) in [
            ("L'\\'ecole des {F}emmes", "L'école des Femmes"),
            ("{\\'E}tudes fran\\c{c}aises", "Études françaises"),
            ("\\'{\\i}ndice \\\"{u}ber \\^\\i", "índice über î"),
            ("C\\oe{}ur, {\\OE}uvre, \\ae sop", "Cœur, Œuvre, æsop"),
            ("R\\&D 100\\% \\$5 a\\_b \\#1", "R&D 100% $5 a_b #1"),
            ("pp.~12--14 --- fin", "pp.\u{a0}12–14 — fin"),
            ("``Un mot'' \\emph{fort} \\textbf{{gras}}", "“Un mot” fort gras"),
            ("\\href{https://a.example}{ici}", "ici"),
            ("$x^2$ {\\em a}", "x^2 a"),
            ("\\unknown{inner} \\", "inner"),
            ("a\n  b\t c", "a b c"),
            ("{{{{a}}}}", "a"),
            ("\\og mot \\fg{}", "« mot »"),
            ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ] {
            assert_eq!(text(tex), expected, "{tex}");
        }
        assert_eq!(verbatim(" https://a.example/x\\_y\\%20{z} "), "https://a.example/x_y%20z");
    }

    #[test]
    fn values_are_split_outside_of_braces() {
        let names = split("Roy, Anne and {Land and Sea} AND others", "and");
        assert_eq!(names, ["Roy, Anne", "{Land and Sea}", "others"]);
        assert_eq!(split("a, {b, c}, d", ","), ["a", "{b, c}", "d"]);
        assert_eq!(split("Andersen, H. C.", "and"), ["Andersen, H. C."]);
        assert_eq!(split("{\\", "and"), ["{\\"]);
        assert_eq!(braced("{Ville de Montréal}"), Some("Ville de Montréal"));
        assert_eq!(braced("{A} and {B}"), None);
        assert_eq!(braced("{"), None);
    }

    #[test]
    fn deep_nesting_is_read_in_time() {
        let deep = "\\'{".repeat(100_000);
        assert!(text(&deep).len() < deep.len());
        assert_eq!(text(&"{".repeat(1_000_000)), "");
    }
}
