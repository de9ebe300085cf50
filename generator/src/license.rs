//! Licences by their SPDX id: the name readers see and the page that explains it.

use crate::diagnostic::nearest;
use crate::fields::Fields;

/// A licence as pages show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct License {
    /// SPDX id, `CC-BY-SA-4.0`.
    pub id: String,
    /// Name, `CC BY-SA 4.0`.
    pub name: String,
    /// Where it is explained, in `language` when there is such a page.
    pub url: String,
    /// The address by which programs know it, the same in every language.
    pub uri: String,
}

/// The licence of an SPDX id. Creative Commons' own pages for theirs, SPDX's for all others.
#[must_use]
pub fn of(id: &str, language: &str) -> License {
    let public_domain = match id {
        "CC0-1.0" => Some(("CC0 1.0", "zero")),
        "CC-PDM-1.0" => Some(("Public Domain Mark 1.0", "mark")),
        _ => None,
    };
    let (name, page) = if let Some((name, page)) = public_domain {
        (name.to_owned(), format!("publicdomain/{page}/1.0"))
    } else if let Some(Terms { terms, version, place }) = terms(id) {
        let name = ["CC", terms, version].into_iter().chain(place).collect::<Vec<_>>().join(" ");
        let parts = [terms, version].into_iter().chain(place).collect::<Vec<_>>().join("/");
        (name, format!("licenses/{}", parts.to_lowercase()))
    } else {
        let uri = format!("https://spdx.org/licenses/{id}");
        return License { id: id.to_owned(), name: id.to_owned(), url: format!("{uri}.html"), uri };
    };
    let uri = format!("https://creativecommons.org/{page}/");
    License { id: id.to_owned(), name, url: format!("{uri}deed.{language}"), uri }
}

/// What the id of a Creative Commons licence says: `BY-NC`, `3.0`, and perhaps `IGO` or a country.
struct Terms<'a> {
    terms: &'a str,
    version: &'a str,
    place: Option<&'a str>,
}

fn terms(id: &str) -> Option<Terms<'_>> {
    let rest = id.strip_prefix("CC-")?;
    let is_version = |part: &str| part.starts_with(|first: char| first.is_ascii_digit());
    let (before, last) = rest.rsplit_once('-')?;
    if is_version(last) {
        return Some(Terms { terms: before, version: last, place: None });
    }
    let (terms, version) = before.rsplit_once('-')?;
    is_version(version).then_some(Terms { terms, version, place: Some(last) })
}

/// Takes the key `license`: one id of the SPDX list, for readers are led to the page of that
/// licence. An expression of several has no such page.
pub(crate) fn read(fields: &mut Fields<'_>) -> Option<String> {
    let license = fields.text("license")?;
    if is_known(&license.value) {
        return Some(license.value);
    }
    let message = format!("there is no licence {:?} in the SPDX list", license.value);
    let help = match meant(&license.value) {
        Some(id) => format!("did you mean `{id}`?"),
        None => "write one id of https://spdx.org/licenses/, such as license = \"CC-BY-SA-4.0\""
            .to_owned(),
    };
    fields.invalid(license.span, message, Some(help));
    None
}

/// All ids that there are.
fn ids() -> impl Iterator<Item = &'static str> {
    spdx::identifiers::LICENSES.iter().map(|license| license.name)
}

fn is_known(id: &str) -> bool {
    // The crate takes `MIT+` too.
    spdx::license_id(id).is_some_and(|license| license.name == id) && id != "NOASSERTION"
}

/// The id that was meant by one that differs in capitals or spaces, lacks its version (then its
/// last one), or is nearly right.
fn meant(id: &str) -> Option<&'static str> {
    let small = id.trim().to_lowercase().replace([' ', '_'], "-");
    let version = |known: &str| {
        let known = known.to_lowercase();
        let rest = known.strip_prefix(&small)?.strip_prefix('-')?;
        rest.split('.').map(|part| part.parse::<u32>().ok()).collect::<Option<Vec<u32>>>()
    };
    let same = ids().find(|known| known.to_lowercase() == small);
    let last = || ids().filter(|known| version(known).is_some()).max_by_key(|known| version(known));
    same.or_else(last).or_else(|| nearest(id, ids()))
}

#[cfg(test)]
mod tests {
    use super::{meant, of};

    #[test]
    fn creative_commons_explains_its_licences_itself() {
        let at = "https://creativecommons.org";
        for (id, name, url) in [
            ("CC-BY-SA-4.0", "CC BY-SA 4.0", format!("{at}/licenses/by-sa/4.0/deed.fr")),
            ("CC-BY-3.0-IGO", "CC BY 3.0 IGO", format!("{at}/licenses/by/3.0/igo/deed.fr")),
            (
                "CC-BY-NC-SA-2.0-FR",
                "CC BY-NC-SA 2.0 FR",
                format!("{at}/licenses/by-nc-sa/2.0/fr/deed.fr"),
            ),
            ("CC0-1.0", "CC0 1.0", format!("{at}/publicdomain/zero/1.0/deed.fr")),
            ("CC-PDM-1.0", "Public Domain Mark 1.0", format!("{at}/publicdomain/mark/1.0/deed.fr")),
            ("CC-PDDC", "CC-PDDC", "https://spdx.org/licenses/CC-PDDC.html".to_owned()),
            ("MIT", "MIT", "https://spdx.org/licenses/MIT.html".to_owned()),
        ] {
            let license = of(id, "fr");
            assert_eq!((license.name.as_str(), license.url), (name, url), "{id}");
        }
        assert_eq!(of("CC-BY-SA-4.0", "fr").uri, format!("{at}/licenses/by-sa/4.0/"));
        assert_eq!(of("MIT", "fr").uri, "https://spdx.org/licenses/MIT");
    }

    #[test]
    fn what_was_meant_is_found() {
        for (written, expected) in [
            ("CC-BY-SA", Some("CC-BY-SA-4.0")),
            ("CC BY-SA 4.0", Some("CC-BY-SA-4.0")),
            ("cc0-1.0", Some("CC0-1.0")),
            ("CC0", Some("CC0-1.0")),
            ("CC-BY-SA-40", Some("CC-BY-SA-4.0")),
            ("tous droits réservés", None),
        ] {
            assert_eq!(meant(written), expected, "{written}");
        }
    }
}
