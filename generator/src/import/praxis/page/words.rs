//! The words of the platform: labels, icons, dates, counts.

use jiff::civil::{Date, Time};

use crate::moment::Moment;

/// What the fields of a page are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Related,
    Carnets,
    Authors,
    Contact,
    Community,
    Discuss,
    Published,
    Modified,
    History,
    Visibility,
    Cite,
    /// Buttons.
    Copy,
}

/// Labels, in small letters.
const LABELS: &[(&str, Label)] = &[
    ("note(s) liée(s)", Label::Related),
    ("notes liées", Label::Related),
    ("note liée", Label::Related),
    ("carnet(s) relié(s)", Label::Carnets),
    ("carnets reliés", Label::Carnets),
    ("carnet relié", Label::Carnets),
    ("auteur·trice(s) de note", Label::Authors),
    ("auteur·trice(s) de la note", Label::Authors),
    ("auteur·trice(s)", Label::Authors),
    ("auteur·trice·s de la note", Label::Authors),
    ("contacter les auteur·trice(s)", Label::Contact),
    ("contacter l'auteur·trice", Label::Contact),
    ("communauté liée", Label::Community),
    ("communautés liées", Label::Community),
    ("communauté(s) liée(s)", Label::Community),
    ("discuter de la note", Label::Discuss),
    ("publication", Label::Published),
    ("modification", Label::Modified),
    ("historique des modifications", Label::History),
    ("visibilité", Label::Visibility),
    ("pour citer cette note", Label::Cite),
    ("copier", Label::Copy),
    ("partager", Label::Copy),
];

/// Names of icons, which are words in a page that was saved as text; long ones first.
const ICONS: &[&str] = &[
    "visibility_off",
    "content_copy",
    "chat_bubble",
    "lock_open",
    "file_copy",
    "visibility",
    "calendar_month",
    "calendar_today",
    "padding",
    "history",
    "person",
    "groups",
    "public",
    "schedule",
    "bookmark",
    "folder",
    "people",
    "update",
    "group",
    "event",
    "forum",
    "share",
    "chat",
    "edit",
    "lock",
    "link",
    "note",
    "book",
];

/// Months, as they are written and without accents.
const MONTHS: &[&str] = &[
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
];

/// In small letters, with one sort of apostrophe, dot and space.
fn folded(text: &str) -> String {
    let letter = |letter: char| match letter {
        '’' => '\'',
        '•' | '.' | '‧' => '·',
        '\u{a0}' | '\u{202f}' => ' ',
        letter => letter,
    };
    text.chars().map(letter).flat_map(char::to_lowercase).collect()
}

/// The label that a line is or begins with, and what follows it on the line.
pub(super) fn label(line: &str) -> Option<(Label, &str)> {
    let line = line.trim();
    let bare = without_icon(line);
    [bare, line].into_iter().find_map(|line| {
        let exact = folded(line.trim_end_matches([' ', ':', '\u{a0}', '\u{202f}']));
        if let Some((_, label)) = LABELS.iter().find(|(text, _)| *text == exact) {
            return Some((*label, ""));
        }
        LABELS.iter().find_map(|(text, label)| {
            let end = line.char_indices().nth(text.chars().count())?.0;
            let (start, rest) = line.split_at(end);
            let value = rest.trim_start_matches([' ', ':', '\u{a0}', '\u{202f}']);
            let follows = rest.trim_start().starts_with(':')
                || (value.starts_with(|letter: char| letter.is_ascii_digit())
                    && matches!(label, Label::Published | Label::Modified));
            (folded(start) == *text && follows && !value.is_empty()).then_some((*label, value))
        })
    })
}

/// A line without the name of the icon that it begins with.
pub(super) fn without_icon(line: &str) -> &str {
    let line = line.trim();
    for icon in ICONS {
        let Some(rest) = line.strip_prefix(icon) else { continue };
        let value = rest.trim_start();
        // `note` is a word, too; an icon stands before a label, a count or a capital.
        let is_icon = value.is_empty()
            || value.starts_with(|letter: char| letter.is_uppercase() || letter.is_ascii_digit())
            || visibility(value).is_some();
        // `public` and `visibility` may be the value itself.
        if is_icon && !(value.is_empty() && *icon == "public") {
            return value;
        }
    }
    line
}

/// `10 notes`.
pub(super) fn count(line: &str) -> Option<u64> {
    let line = folded(without_icon(line));
    let (number, word) = line.split_once(' ')?;
    matches!(word.trim(), "note" | "notes" | "note(s)").then(|| number.parse().ok())?
}

/// Who put the note in the carnet, and when: `Intégré par …, le …`.
pub(super) fn integrated(line: &str) -> Option<(&str, Option<&str>)> {
    let line = without_icon(line);
    let rest = ["Intégrée par ", "Intégré par ", "Intégré·e par ", "Intégré(e) par "]
        .iter()
        .find_map(|start| line.strip_prefix(start))?;
    Some(match rest.rsplit_once(", le ").or_else(|| rest.rsplit_once(" le ")) {
        Some((name, date)) => (name.trim(), Some(date.trim())),
        None => (rest.trim(), None),
    })
}

/// Names in a row.
pub(super) fn names(line: &str) -> impl Iterator<Item = &str> {
    let parts = line.split([',', ';', '·']).flat_map(|part| part.split(" et "));
    parts.map(str::trim).filter(|name| name.chars().any(char::is_alphabetic))
}

/// Whether a paragraph says where the note comes from.
pub(super) fn is_notice(paragraph: &str) -> bool {
    let start = folded(paragraph);
    start.starts_with("cette note ") || start.starts_with("note issue ")
}

/// What of a citation names the authors: what stands before the year.
pub(super) fn cited_authors(citation: &str) -> Option<&str> {
    let mut from = 0;
    loop {
        let at = from + citation[from..].find(" (")?;
        let inside = citation[at + 2..].split_once(')').map_or("", |(inside, _)| inside);
        if inside.len() == 4 && inside.bytes().all(|digit| digit.is_ascii_digit()) {
            return Some(citation[..at].trim_end_matches('.'));
        }
        from = at + 2;
    }
}

/// The address at the end of a citation.
pub(super) fn address(citation: &str) -> Option<&str> {
    let start = citation.rfind("https://").or_else(|| citation.rfind("http://"))?;
    let url = citation[start..].split_whitespace().next()?;
    Some(url.trim_end_matches(['.', ',', ')', '>']))
}

/// What carnet calls a visibility of the platform.
pub(super) fn visibility(word: &str) -> Option<&'static str> {
    match folded(word.trim()).as_str() {
        "public" | "publique" => Some("public"),
        "non répertorié" | "non répertoriée" | "non listé" | "non listée" => Some("unlisted"),
        "privé" | "privée" | "brouillon" | "communauté" | "membres" => Some("private"),
        _ => None,
    }
}

/// A date as the platform writes it, perhaps with a time: `3 juillet 2024 16:17`.
pub(super) fn moment(text: &str) -> Option<Moment> {
    let text = text.trim().trim_end_matches('.');
    if let Some(moment) = Moment::parse(text) {
        return Some(moment);
    }
    let folded = folded(text).replace(['à', ',', '\''], " ");
    let mut words = folded.split_whitespace().filter(|word| *word != "le").peekable();
    let day = words.next()?;
    let day: i8 = day.trim_end_matches("er").parse().ok()?;
    let name = slug::slugify(words.next()?);
    let month = MONTHS.iter().position(|month| *month == name)?;
    let month = i8::try_from(month + 1).ok()?;
    let year: i16 = words.next()?.parse().ok()?;
    let date = Date::new(year, month, day).ok()?;
    // `16:17`, `16 h 17`, `16h17`, `16h`.
    let clock: String = words.collect();
    if clock.is_empty() {
        return Moment::parse(&date.to_string());
    }
    let mut parts = clock.split([':', 'h']).map(|part| match part {
        "" => Some(0),
        digits => digits.parse::<i8>().ok(),
    });
    let (hour, minute) = (parts.next()??, parts.next().unwrap_or(Some(0))?);
    let second = parts.next().unwrap_or(Some(0))?;
    let time = Time::new(hour, minute, second, 0).ok()?;
    Moment::parse(&date.to_datetime(time).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_found_behind_their_icons() {
        for (line, found) in [
            ("note Note(s) liée(s)", Some((Label::Related, ""))),
            ("forumContacter les auteur·trice(s)", Some((Label::Contact, ""))),
            ("shareCopier", Some((Label::Copy, ""))),
            ("Publication", Some((Label::Published, ""))),
            ("Publication17 mai 2020", Some((Label::Published, "17 mai 2020"))),
            ("Visibilité : public", Some((Label::Visibility, "public"))),
            ("Publication d’un livre", None),
            ("une note", None),
            ("", None),
        ] {
            assert_eq!(label(line), found, "{line}");
        }
    }

    #[test]
    fn dates_of_the_platform_are_read() {
        for (text, iso) in [
            ("3 juillet 2024 16:17", Some("2024-07-03T16:17:00")),
            ("1er août 2023", Some("2023-08-01")),
            ("le 29 février 2024 à 9 h 05", Some("2024-02-29T09:05:00")),
            ("2024-01-29", Some("2024-01-29")),
            ("30 février 2024", None),
            ("3 juillet 2024 25:00", None),
            ("hier", None),
        ] {
            let moment = moment(text).map(|moment| moment.iso);
            assert_eq!(moment.as_deref(), iso, "{text}");
        }
    }

    #[test]
    fn citations_name_authors_and_address() {
        let citation = "Ana Roy, Luc Dé. (2023). Titre (bis). Praxis, https://a.example/n/x/.";
        assert_eq!(cited_authors(citation), Some("Ana Roy, Luc Dé"));
        assert_eq!(address(citation), Some("https://a.example/n/x/"));
        let citation = "Comité (forêt). (2024). Titre. Passerelles.";
        assert_eq!(cited_authors(citation), Some("Comité (forêt)"));
        assert_eq!(cited_authors("rien (é"), None);
    }

    #[test]
    fn counts_and_visibilities() {
        assert_eq!(count("file_copy 10 notes"), Some(10));
        assert_eq!(count("10 rues"), None);
        assert_eq!(visibility(without_icon("lock_open public")), Some("public"));
        assert_eq!(visibility(without_icon("public")), Some("public"));
        assert_eq!(visibility("visible"), None);
    }
}
