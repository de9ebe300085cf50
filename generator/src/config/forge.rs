//! The forge where the sources of the site are kept, and its pages on which people take part.
//!
//! GitHub and Forgejo (from Gitea, pull request 16556) fill a new file from the address, under
//! `filename` and `value`. GitLab takes its name alone, under `file_name` (its editor ignores
//! `content`, GitLab's issue 594214); Bitbucket takes nothing.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::fields::{CONFIG, Fields};
use crate::source::Spanned;

/// The software of a forge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForgeKind {
    /// GitHub, also of an enterprise.
    GitHub,
    /// GitLab.
    GitLab,
    /// Forgejo, which Codeberg runs, or Gitea.
    Forgejo,
    /// Bitbucket Cloud.
    Bitbucket,
}

/// What a configuration calls them.
const KINDS: &[(&str, ForgeKind)] = &[
    ("github", ForgeKind::GitHub),
    ("gitlab", ForgeKind::GitLab),
    ("forgejo", ForgeKind::Forgejo),
    ("gitea", ForgeKind::Forgejo),
    ("bitbucket", ForgeKind::Bitbucket),
];

/// Hosts whose software everybody knows.
const HOSTS: &[(&str, ForgeKind)] = &[
    ("github.com", ForgeKind::GitHub),
    ("gitlab.com", ForgeKind::GitLab),
    ("framagit.org", ForgeKind::GitLab),
    ("codeberg.org", ForgeKind::Forgejo),
    ("bitbucket.org", ForgeKind::Bitbucket),
];

/// Addresses that are longer are cut or refused by some servers on the way.
const LONGEST: usize = 8_000;

/// What need not be encoded in a path.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.');

/// What need not be encoded in a value.
const VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.');

/// A repository on a forge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forge {
    kind: ForgeKind,
    /// Its address, without a slash at its end.
    repository: String,
    branch: String,
    /// The folder of the site within it, with a slash at its end; empty for all of it.
    folder: String,
}

/// A page of the forge where a new file is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Its address.
    pub url: String,
    /// Whether the text of the file is there already; else it is to be pasted.
    pub is_filled: bool,
}

impl Forge {
    /// The editor of the file at `path` below the folder of the site.
    #[must_use]
    pub fn edit(&self, path: &str) -> String {
        let Self { repository, .. } = self;
        let (branch, path) = (encode(&self.branch, PATH), self.path(path));
        match self.kind {
            ForgeKind::GitHub => format!("{repository}/edit/{branch}/{path}"),
            ForgeKind::GitLab => format!("{repository}/-/edit/{branch}/{path}"),
            ForgeKind::Forgejo => format!("{repository}/_edit/{branch}/{path}"),
            ForgeKind::Bitbucket => format!("{repository}/src/{branch}/{path}?mode=edit"),
        }
    }

    /// The editor of a new file at `path`, filled with `text` as far as the forge can.
    #[must_use]
    pub fn new_file(&self, path: &str, text: &str) -> NewFile {
        let Self { repository, .. } = self;
        let branch = encode(&self.branch, PATH);
        let name = encode(&format!("{}{path}", self.folder), VALUE);
        let empty = |url: String| NewFile { url, is_filled: false };
        let named = match self.kind {
            ForgeKind::GitHub => format!("{repository}/new/{branch}?filename={name}"),
            ForgeKind::Forgejo => format!("{repository}/_new/{branch}/?filename={name}"),
            ForgeKind::GitLab => {
                return empty(format!("{repository}/-/new/{branch}?file_name={name}"));
            }
            ForgeKind::Bitbucket => {
                let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
                let folder = self.path(folder);
                return empty(format!("{repository}/create-file/{branch}/{folder}"));
            }
        };
        let filled = format!("{named}&value={}", encode(text, VALUE));
        if filled.len() > LONGEST {
            return empty(named);
        }
        NewFile { url: filled, is_filled: true }
    }

    /// The page of one commit.
    #[must_use]
    pub fn commit(&self, id: &str) -> String {
        let Self { repository, .. } = self;
        match self.kind {
            ForgeKind::GitHub | ForgeKind::Forgejo => format!("{repository}/commit/{id}"),
            ForgeKind::GitLab => format!("{repository}/-/commit/{id}"),
            ForgeKind::Bitbucket => format!("{repository}/commits/{id}"),
        }
    }

    /// The list of all changes of the file at `path` below the folder of the site.
    #[must_use]
    pub fn changes(&self, path: &str) -> String {
        let Self { repository, .. } = self;
        let (branch, path) = (encode(&self.branch, PATH), self.path(path));
        match self.kind {
            ForgeKind::GitHub => format!("{repository}/commits/{branch}/{path}"),
            ForgeKind::GitLab => format!("{repository}/-/commits/{branch}/{path}"),
            ForgeKind::Forgejo => format!("{repository}/commits/branch/{branch}/{path}"),
            ForgeKind::Bitbucket => format!("{repository}/history-node/{branch}/{path}"),
        }
    }

    fn path(&self, path: &str) -> String {
        encode(&format!("{}{path}", self.folder), PATH)
    }
}

fn encode(text: &str, set: &'static AsciiSet) -> String {
    utf8_percent_encode(text, set).to_string()
}

/// Reads the table `forge`, for a repository at that address. Where the host is a well-known one,
/// nothing need be said.
pub(super) fn read(fields: &mut Fields<'_>, repository: Option<&Spanned<String>>) -> Option<Forge> {
    let table = fields.table("forge");
    let Some(repository) = repository else {
        if let Some((_, span)) = table {
            let help = "write repository = \"https://…\" in [carnet]";
            fields.invalid(span, "a forge without a repository", Some(help.to_owned()));
        }
        return None;
    };
    let is_whole = ["https://", "http://"].iter().any(|start| repository.value.starts_with(start));
    if !is_whole {
        let message = format!("`repository` is no address: {:?}", repository.value);
        fields.invalid(repository.span.clone(), message, Some("begin it with https://".to_owned()));
        return None;
    }
    let address = repository.value.trim_end_matches('/').trim_end_matches(".git");
    let host = address.split('/').nth(2).unwrap_or_default();
    let known = HOSTS.iter().find(|(name, _)| *name == host).map(|(_, kind)| *kind);
    // One that is written and wrong is reported once.
    let (is_open, kind, branch, folder) = match table {
        None => (false, None, None, None),
        Some((table, span)) => {
            let mut inner = Fields::new(table, span, &CONFIG, fields.diagnostics());
            let written = inner.entry("kind");
            let is_open = written.is_none();
            written.into_iter().for_each(|entry| inner.put_back(entry));
            let kind = inner.choice("kind", KINDS);
            let (branch, folder) = (inner.text("branch"), inner.parts("folder"));
            inner.finish();
            (is_open, kind, branch, folder)
        }
    };
    let Some(kind) = kind.or(known) else {
        if is_open {
            let message = format!("what software the forge {host} runs is not known");
            let help = "write kind = \"github\", \"gitlab\", \"forgejo\" or \"bitbucket\" in [carnet.forge]";
            fields.invalid(repository.span.clone(), message, Some(help.to_owned()));
        }
        return None;
    };
    let folder = folder.filter(|folder| !folder.is_empty());
    Some(Forge {
        kind,
        repository: address.to_owned(),
        branch: branch.map_or_else(|| "main".to_owned(), |branch| branch.value),
        folder: folder.map(|folder| format!("{folder}/")).unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forge(kind: ForgeKind) -> Forge {
        Forge {
            kind,
            repository: "https://forge.example/a/b".to_owned(),
            branch: "main".to_owned(),
            folder: "site/".to_owned(),
        }
    }

    #[test]
    fn files_are_edited_and_made_where_each_forge_does_it() {
        for (kind, edit, new) in [
            (
                ForgeKind::GitHub,
                "/edit/main/site/content/notes/%C3%A9.md",
                "/new/main?filename=site%2Fcontent%2Fnotes%2F%C3%A9.md&value=%2B%2B%2B%0Aa%20%26%20b",
            ),
            (
                ForgeKind::GitLab,
                "/-/edit/main/site/content/notes/%C3%A9.md",
                "/-/new/main?file_name=site%2Fcontent%2Fnotes%2F%C3%A9.md",
            ),
            (
                ForgeKind::Forgejo,
                "/_edit/main/site/content/notes/%C3%A9.md",
                "/_new/main/?filename=site%2Fcontent%2Fnotes%2F%C3%A9.md&value=%2B%2B%2B%0Aa%20%26%20b",
            ),
            (
                ForgeKind::Bitbucket,
                "/src/main/site/content/notes/%C3%A9.md?mode=edit",
                "/create-file/main/site/content/notes",
            ),
        ] {
            let forge = forge(kind);
            let path = "content/notes/é.md";
            assert_eq!(forge.edit(path), format!("https://forge.example/a/b{edit}"));
            let file = forge.new_file(path, "+++\na & b");
            assert_eq!(file.url, format!("https://forge.example/a/b{new}"));
            assert_eq!(file.is_filled, matches!(kind, ForgeKind::GitHub | ForgeKind::Forgejo));
        }
    }

    #[test]
    fn a_text_that_is_too_long_for_an_address_is_left_out() {
        let file = forge(ForgeKind::GitHub).new_file("content/notes/a.md", &"é".repeat(2_000));
        assert!(!file.is_filled && file.url.len() < 100, "{file:?}");
    }
}
