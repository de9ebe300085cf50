//! What is shown: editions of the site.
//!
//! An *edition* is a site without errors, with all that its files are read from. Editions are
//! numbered, and each knows in which one every file last changed; so a page that was away for a
//! while learns in one message whether it is still right.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use rayon::prelude::*;

use super::overlay::Problems;
use crate::emit;
use crate::site::{Artifact, Site};
use crate::source::{Content, SourceId, Sources};

/// What is shown at one moment.
#[derive(Clone, Debug)]
pub(super) enum Showing {
    /// The site as its sources say.
    Good(Arc<Edition>),
    /// The sources have errors; the last good edition, if there ever was one, is shown instead.
    Broken(Arc<Problems>, Option<Arc<Edition>>),
}

impl Showing {
    /// The edition whose pages are shown.
    pub(super) fn edition(&self) -> Option<&Arc<Edition>> {
        match self {
            Self::Good(edition) => Some(edition),
            Self::Broken(_, edition) => edition.as_ref(),
        }
    }

    /// What is wrong with the sources.
    pub(super) fn problems(&self) -> Option<&Arc<Problems>> {
        match self {
            Self::Good(_) => None,
            Self::Broken(problems, _) => Some(problems),
        }
    }
}

/// A site without errors.
#[derive(Debug)]
pub(super) struct Edition {
    /// Its number; later editions have greater ones.
    pub(super) number: u64,
    /// The number of the first edition of this run.
    first: u64,
    site: Site,
    sources: Arc<Sources>,
    /// The state of the files that stay on disk, by their path in the site.
    stamps: BTreeMap<String, Stamp>,
    /// The edition in which a file appeared, changed or vanished; not since the first when it is
    /// not named.
    changed: BTreeMap<String, u64>,
}

/// Tells whether a file on disk is still the same, without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
}

impl Edition {
    /// The first edition of a run. Of two runs the later must have the greater number.
    pub(super) fn first(number: u64, site: Site, sources: Arc<Sources>) -> Self {
        let stamps = stamps(&site, &sources);
        Self { number, first: number, site, sources, stamps, changed: BTreeMap::new() }
    }

    /// The edition that follows this one.
    pub(super) fn next(&self, site: Site, sources: Arc<Sources>) -> Self {
        let number = self.number + 1;
        let stamps = stamps(&site, &sources);
        let next =
            Self { number, first: self.first, site, sources, stamps, changed: BTreeMap::new() };
        let mut changed = self.changed.clone();
        changed.extend(differences(self, &next).into_iter().map(|file| (file, number)));
        Self { changed, ..next }
    }

    /// The files that are not what they were in the edition `number`, by path.
    pub(super) fn changed_since(&self, number: u64) -> Vec<&str> {
        if !(self.first..=self.number).contains(&number) {
            // A page of another run, or of no edition at all: nothing is known about it.
            return self.site.artifacts.keys().map(String::as_str).collect();
        }
        let since = self.changed.iter().filter(|(_, changed)| **changed > number);
        since.map(|(file, _)| file.as_str()).collect()
    }

    /// How many files the site has.
    pub(super) fn len(&self) -> usize {
        self.site.artifacts.len()
    }

    /// Whether the site has `file`.
    pub(super) fn contains(&self, file: &str) -> bool {
        self.site.artifacts.contains_key(file)
    }

    /// The bytes of `file`.
    ///
    /// # Errors
    /// When the site has no such file, or it was taken from the disk since.
    pub(super) fn read(&self, file: &str) -> io::Result<Vec<u8>> {
        let artifact = self.site.artifacts.get(file).ok_or(io::ErrorKind::NotFound)?;
        emit::bytes(artifact, &self.sources)
    }

    /// What the source holds that an artifact copies.
    fn content(&self, id: SourceId) -> &Content {
        &self.sources.get(id).content
    }
}

fn stamps(site: &Site, sources: &Sources) -> BTreeMap<String, Stamp> {
    let on_disk = site.artifacts.iter().filter_map(|(file, artifact)| match artifact {
        Artifact::Made(_) | Artifact::Taken { .. } => None,
        Artifact::Copied(id) => match &sources.get(*id).content {
            Content::OnDisk(disk) => Some((file.clone(), stamp(disk)?)),
            _ => None,
        },
    });
    on_disk.collect()
}

fn stamp(disk: &Path) -> Option<Stamp> {
    let data = fs::metadata(disk).ok()?;
    Some(Stamp { length: data.len(), modified: data.modified().ok() })
}

/// The files that appeared, changed or vanished.
fn differences(before: &Edition, after: &Edition) -> BTreeSet<String> {
    let vanished = before.site.artifacts.par_iter().map(|(file, _)| file);
    let vanished = vanished.filter(|file| !after.contains(file));
    let changed = after.site.artifacts.par_iter().filter(|(file, artifact)| {
        let earlier = before.site.artifacts.get(*file);
        !earlier.is_some_and(|earlier| is_same(file, (before, earlier), (after, artifact)))
    });
    vanished.chain(changed.map(|(file, _)| file)).cloned().collect()
}

fn is_same(file: &str, before: (&Edition, &Artifact), after: (&Edition, &Artifact)) -> bool {
    match (before, after) {
        ((_, Artifact::Made(one)), (_, Artifact::Made(other))) => {
            one == other || (file.ends_with(".html") && are_alike(one, other))
        }
        ((before, Artifact::Copied(one)), (after, Artifact::Copied(other))) => {
            match (before.content(*one), after.content(*other)) {
                (Content::Text(one), Content::Text(other)) => one == other,
                (Content::Bytes(one), Content::Bytes(other)) => one == other,
                (Content::OnDisk(one), Content::OnDisk(other)) => {
                    one == other && before.stamps.get(file) == after.stamps.get(file)
                }
                _ => false,
            }
        }
        _ => false,
    }
}

/// Opens the part of an address that names the content of a static file: `carnet.css?h=…`.
const FINGERPRINT: &[u8] = b"?h=";

/// How many digits follow.
const DIGITS: usize = 12;

/// Whether two pages differ in fingerprints at most. The file behind such an address is reported
/// by itself; a page that only names it in a new way need not be loaded again.
fn are_alike(mut one: &[u8], mut other: &[u8]) -> bool {
    loop {
        let same = one.iter().zip(other).take_while(|(one, other)| one == other).count();
        if same == one.len() && same == other.len() {
            return true;
        }
        // They part at `same`, which may be within the digits; those begin a little before it.
        let within = (0..DIGITS).find(|back| {
            same.checked_sub(*back).is_some_and(|start| one[..start].ends_with(FINGERPRINT))
        });
        let Some(start) = within.map(|back| same - back) else { return false };
        let digits = |text: &[u8]| {
            text.get(start..start + DIGITS)
                .is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
        };
        if !digits(one) || !digits(other) {
            return false;
        }
        one = &one[start + DIGITS..];
        other = &other[start + DIGITS..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(files: &[(&str, &str)]) -> Site {
        let artifacts = files
            .iter()
            .map(|(file, text)| ((*file).to_owned(), Artifact::Made((*text).into())))
            .collect();
        Site { artifacts, ..Site::default() }
    }

    fn sources() -> Arc<Sources> {
        Arc::new(Sources::default())
    }

    #[test]
    fn an_edition_knows_what_changed_since_any_other() {
        let first = Edition::first(
            100,
            site(&[("index.html", "a"), ("b/index.html", "b"), ("c.css", "c")]),
            sources(),
        );
        let second = first
            .next(site(&[("index.html", "A"), ("b/index.html", "b"), ("c.css", "c")]), sources());
        let third = second
            .next(site(&[("index.html", "A"), ("c.css", "C"), ("d/index.html", "d")]), sources());
        assert_eq!(third.number, 102);
        assert_eq!(second.changed_since(100), ["index.html"]);
        assert_eq!(third.changed_since(101), ["b/index.html", "c.css", "d/index.html"]);
        assert_eq!(
            third.changed_since(100),
            ["b/index.html", "c.css", "d/index.html", "index.html"]
        );
        assert_eq!(third.changed_since(102), [""; 0]);
    }

    #[test]
    fn about_a_page_of_another_run_nothing_is_known() {
        let edition = Edition::first(100, site(&[("index.html", "a")]), sources());
        assert_eq!(edition.changed_since(0), ["index.html"]);
        assert_eq!(edition.changed_since(99), ["index.html"]);
        assert_eq!(edition.changed_since(101), ["index.html"]);
    }

    #[test]
    fn copies_are_compared_by_what_they_copy() {
        let copy = |texts: &[(&str, &str)], path: &str| {
            let sources = Sources::from_texts(texts.iter().copied());
            let id = sources.find(path).expect("the test names one that is there");
            let artifacts = BTreeMap::from([("a.txt".to_owned(), Artifact::Copied(id))]);
            (Site { artifacts, ..Site::default() }, Arc::new(sources))
        };
        let (first, sources) = copy(&[("static/a.txt", "a")], "static/a.txt");
        let first = Edition::first(1, first, sources);
        // Another source before it gives the same one another id.
        let (second, sources) =
            copy(&[("content/x.md", "x"), ("static/a.txt", "a")], "static/a.txt");
        let second = first.next(second, sources);
        assert_eq!(second.changed_since(1), [""; 0]);
        let (third, sources) = copy(&[("static/a.txt", "A")], "static/a.txt");
        assert_eq!(second.next(third, sources).changed_since(2), ["a.txt"]);
    }

    #[test]
    fn a_file_on_disk_is_the_same_while_nobody_touches_it() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let disk = folder.path().join("a.png");
        fs::write(&disk, "a")?;
        let read = || {
            let path = "static/a.png".to_owned();
            let source = crate::source::Source { path, content: Content::OnDisk(disk.clone()) };
            let sources = Sources::new([source]);
            let id = sources.find("static/a.png").expect("it was put there");
            let artifacts = BTreeMap::from([("a.png".to_owned(), Artifact::Copied(id))]);
            (Site { artifacts, ..Site::default() }, Arc::new(sources))
        };
        let (site, sources) = read();
        let first = Edition::first(1, site, sources);
        let (site, sources) = read();
        let second = first.next(site, sources);
        assert_eq!(second.changed_since(1), [""; 0]);
        fs::write(&disk, "other")?;
        let (site, sources) = read();
        assert_eq!(second.next(site, sources).changed_since(1), ["a.png"]);
        Ok(())
    }

    #[test]
    fn fingerprints_do_not_make_a_page_another() {
        let page = |hash: &str, text: &str| {
            format!("<link href=\"c.css?h={hash}\"><link href=\"d.css?h=0123456789ab\">{text}")
        };
        let before = page("0123456789ab", "text");
        for (after, expected) in [
            (page("ba9876543210", "text"), true),
            (page("0123456789ac", "text"), true),
            (page("ba9876543210", "other"), false),
            (page("ba9876543210", "text and more"), false),
            (page("0123456789", "text"), false),
            (page("0123456789abc", "text"), false),
        ] {
            assert_eq!(are_alike(before.as_bytes(), after.as_bytes()), expected, "{after}");
        }
        assert!(!are_alike(b"", b"a"));
    }
}
