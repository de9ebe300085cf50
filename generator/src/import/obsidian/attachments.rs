//! Files of a vault that are no notes: what they are called in the site, and which are copied.

use std::collections::{BTreeMap, BTreeSet};

use crate::attachments::{Trust, clean, trust_in};
use crate::diagnostic::{Diagnostic, codes};
use crate::import::names::{first_free, slug_of};
use crate::import::{NewContent, is_text};
use crate::source::{Content, SourceId};

use super::text::Uses;
use super::vault::Index;
use super::{ATTACHMENTS, Vault};

/// Endings of files that only Obsidian opens.
const OWN_FORMATS: &[&str] = &["canvas", "base"];

/// A file that is no note.
#[derive(Clone, Debug)]
pub(super) struct Attachment {
    source: SourceId,
    /// Its path in the vault.
    pub(super) path: String,
    /// Its name below the folder of attachments.
    pub(super) name: String,
    /// What is written, where that is another than its bytes.
    anew: Option<Vec<u8>>,
    /// Whether the site has it, or another file of the vault has its bytes and is copied.
    is_there: bool,
}

/// Names all attachments: of two with the same bytes there is one, and of two with one name the
/// second has another.
pub(super) fn placed(vault: &Vault<'_>, report: &mut Vec<Diagnostic>) -> Vec<Attachment> {
    let hashes: BTreeMap<SourceId, [u8; 32]> =
        vault.hashes.iter().map(|(id, hash)| (*id, *hash.as_bytes())).collect();
    let there: BTreeMap<String, [u8; 32]> =
        vault.there.iter().map(|(name, hash)| (name.to_lowercase(), *hash.as_bytes())).collect();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut by_hash: BTreeMap<[u8; 32], (String, String)> = BTreeMap::new();
    let mut placed = Vec::new();
    for (source, file) in vault.sources.iter().filter(|(_, file)| !is_text(&file.content)) {
        let path = file.path.clone();
        let base = path.rsplit('/').next().unwrap_or_default();
        let (stem, ending) = base.rsplit_once('.').unwrap_or((base, ""));
        let ending = slug::slugify(ending);
        if OWN_FORMATS.contains(&ending.as_str()) {
            let message = "only Obsidian opens this file, and it was not imported";
            report.push(Diagnostic::about(&codes::IMPORT_LEFT_OUT, path, message));
            continue;
        }
        let anew = match made_safe(&path, &file.content, report) {
            Safe::AsItIs => None,
            Safe::Anew(bytes) => Some(bytes),
            Safe::Never => continue,
        };
        let hash = match &anew {
            Some(bytes) => Some(*blake3::hash(bytes).as_bytes()),
            None => hashes.get(&source).copied(),
        };
        if let Some((name, first)) = hash.and_then(|hash| by_hash.get(&hash)) {
            let message = format!("this is the file `{first}` again, and is copied once");
            report.push(Diagnostic::about(&codes::IMPORT_CHANGED, path.clone(), message));
            placed.push(Attachment { source, path, name: name.clone(), anew, is_there: true });
            continue;
        }
        let wanted = slug_of(stem);
        let dotted = |stem: &str| match ending.as_str() {
            "" => stem.to_owned(),
            ending => format!("{stem}.{ending}"),
        };
        let is_same = |name: &str| hash.is_some_and(|hash| there.get(name) == Some(&hash));
        let stem = first_free(&wanted, |stem| {
            let name = dotted(stem);
            !taken.contains(&name) && (!there.contains_key(&name) || is_same(&name))
        });
        let name = dotted(&stem);
        if stem != wanted {
            let other = dotted(&wanted);
            let message = format!("another file is called `{other}`; this one is `{name}`");
            report.push(Diagnostic::about(&codes::IMPORT_RENAMED, path.clone(), message));
        }
        taken.insert(name.clone());
        if let Some(hash) = hash {
            by_hash.insert(hash, (name.clone(), path.clone()));
        }
        let is_there = is_same(&name);
        placed.push(Attachment { source, path, name, anew, is_there });
    }
    placed
}

/// What of a file may come into `static/`, whose files are published as they are.
enum Safe {
    AsItIs,
    Anew(Vec<u8>),
    Never,
}

/// Makes a file as harmless as one beside a text must be: a vault holds what was clipped from
/// anywhere.
fn made_safe(path: &str, content: &Content, report: &mut Vec<Diagnostic>) -> Safe {
    let mut left_out = |message: String| {
        report.push(
            Diagnostic::about(&codes::IMPORT_LEFT_OUT, path, message)
                .help(format!("look at it, and put it into {ATTACHMENTS}/ if it is your own")),
        );
        Safe::Never
    };
    match trust_in(path, content) {
        Trust::Whole => Safe::AsItIs,
        Trust::NoneAsItRuns | Trust::NoneAsAPage => {
            left_out("this file could run in the name of the site, and was not imported".to_owned())
        }
        Trust::Cleaned => match clean(content) {
            Err(why) => left_out(format!("this drawing was not imported: {why}")),
            Ok((bytes, without)) => {
                report.extend(without.into_iter().map(|what| {
                    let message = format!("this drawing was imported without {what}");
                    Diagnostic::about(&codes::IMPORT_CHANGED, path, message)
                }));
                Safe::Anew(bytes)
            }
        },
    }
}

/// Puts the attachments among the new files, but for those that only private notes show: whatever
/// lies in `static/` is public.
pub(super) fn copied(
    index: &Index,
    uses: &Uses,
    files: &mut BTreeMap<String, NewContent>,
    report: &mut Vec<Diagnostic>,
) {
    let names = |numbers: &BTreeSet<usize>| -> BTreeSet<&str> {
        numbers.iter().map(|number| index.attachments[*number].name.as_str()).collect()
    };
    let (public, private) = (names(&uses.shown), names(&uses.hidden));
    for Attachment { source, path, name, anew, is_there } in &index.attachments {
        if *is_there {
            continue;
        }
        match (public.contains(name.as_str()), private.contains(name.as_str())) {
            (true, _) => {}
            (false, true) => {
                let message = "only private notes show this file, so it was not copied";
                report.push(Diagnostic::about(&codes::IMPORT_LEFT_OUT, path, message));
                continue;
            }
            (false, false) => {
                let message = "no note shows this file; it was copied all the same";
                report.push(
                    Diagnostic::about(&codes::IMPORT_GUESSED, path, message)
                        .help(format!("delete {ATTACHMENTS}/{name} if nobody should see it")),
                );
            }
        }
        let content = match anew {
            Some(bytes) => NewContent::Bytes(bytes.clone()),
            None => NewContent::CopyOf(*source),
        };
        files.insert(format!("{ATTACHMENTS}/{name}"), content);
    }
}
