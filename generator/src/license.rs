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
}

/// The licence of an SPDX id. Creative Commons' own pages for theirs, SPDX's for all others.
#[must_use]
pub fn of(id: &str, language: &str) -> License {
    let creative = id.strip_prefix("CC-").and_then(|rest| rest.rsplit_once('-'));
    let (name, url) = match creative {
        Some((terms, version)) => (
            format!("CC {terms} {version}"),
            format!(
                "https://creativecommons.org/licenses/{}/{version}/deed.{language}",
                terms.to_lowercase()
            ),
        ),
        None if id == "CC0-1.0" => (
            "CC0 1.0".to_owned(),
            format!("https://creativecommons.org/publicdomain/zero/1.0/deed.{language}"),
        ),
        None => (id.to_owned(), format!("https://spdx.org/licenses/{id}.html")),
    };
    License { id: id.to_owned(), name, url }
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
    use super::meant;

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
