//! Licences by their SPDX id: the name readers see and the page that explains it.

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
