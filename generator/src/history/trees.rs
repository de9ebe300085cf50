//! What differs between two folders of a repository.

use std::rc::Rc;

use gix::ObjectId;
use gix::bstr::ByteSlice;
use gix::hash::Kind;
use gix::objs::TreeRefIter;
use gix::objs::tree::{EntryKind, EntryRef};

/// How deep folders may lie in each other. Nobody's notes lie deeper, and a stranger's may.
const DEEPEST: usize = 64;

/// How many folders of two trees are compared, and how many texts are told of, before the rest is
/// passed over. A tree of a few bytes can name itself, in effect, a million times; no site has as many.
const MOST_FOLDERS: usize = 100_000;
const MOST_TEXTS: usize = 500_000;

/// A text that is not the same in two commits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Difference {
    /// Its path below the folder that was asked about.
    pub(super) path: String,
    /// What it was; none where it was not.
    pub(super) before: Option<ObjectId>,
    /// What it is; none where it is no more.
    pub(super) after: Option<ObjectId>,
}

/// Collects the Markdown files that differ between the trees `before` and `after`; where these hold
/// more than any site does, the first ones.
///
/// # Errors
/// What `read`, which gives the bytes of a tree, says.
pub(super) fn compare<E>(
    before: Option<ObjectId>,
    after: Option<ObjectId>,
    read: &impl Fn(ObjectId) -> Result<Rc<Vec<u8>>, E>,
) -> Result<Vec<Difference>, E> {
    let mut comparison = Comparison { read, folders: 0, found: Vec::new() };
    comparison.below("", before, after, DEEPEST)?;
    Ok(comparison.found)
}

struct Comparison<'a, R> {
    read: &'a R,
    /// How many folders were compared.
    folders: usize,
    found: Vec<Difference>,
}

impl<E, R: Fn(ObjectId) -> Result<Rc<Vec<u8>>, E>> Comparison<'_, R> {
    fn below(
        &mut self,
        folder: &str,
        before: Option<ObjectId>,
        after: Option<ObjectId>,
        depth: usize,
    ) -> Result<(), E> {
        if before == after || depth == 0 || self.folders == MOST_FOLDERS {
            return Ok(());
        }
        self.folders += 1;
        let kind = before.or(after).map_or(Kind::Sha1, |id| id.kind());
        let bytes = |id: Option<ObjectId>| id.map_or_else(|| Ok(Rc::default()), self.read);
        let (before, after) = (bytes(before)?, bytes(after)?);
        for (one, other) in pairs(&before, &after, kind) {
            let Some(name) = one.or(other).map(|entry| entry.filename.to_string()) else {
                continue;
            };
            let path = format!("{folder}{name}");
            let folders = [one, other].map(|entry| of_kind(entry, EntryKind::Tree));
            if folders.iter().any(Option::is_some) {
                let [before, after] = folders;
                self.below(&format!("{path}/"), before, after, depth - 1)?;
            }
            // A link is no text, whatever it is called.
            let is_text = |entry| {
                of_kind(entry, EntryKind::Blob).or(of_kind(entry, EntryKind::BlobExecutable))
            };
            let (before, after) = (is_text(one), is_text(other));
            if before != after && name.ends_with(".md") && self.found.len() < MOST_TEXTS {
                self.found.push(Difference { path, before, after });
            }
        }
        Ok(())
    }
}

fn of_kind(entry: Option<EntryRef<'_>>, kind: EntryKind) -> Option<ObjectId> {
    entry.filter(|entry| entry.mode.kind() == kind).map(|entry| entry.oid.to_owned())
}

/// The entries in which two trees differ, in their order. What is the same at the start and between
/// two differences is passed over by comparing bytes: a folder may hold thousands of notes, and a
/// commit changes few.
fn pairs<'a>(
    mut before: &'a [u8],
    mut after: &'a [u8],
    kind: Kind,
) -> Vec<(Option<EntryRef<'a>>, Option<EntryRef<'a>>)> {
    let mut pairs = Vec::new();
    loop {
        let same = whole_entries(before, same_bytes(before, after), kind);
        (before, after) = (&before[same..], &after[same..]);
        let (one, other) = (first(before, kind), first(after, kind));
        let (has_one, has_other) = match (one, other) {
            (None, None) => return pairs,
            (Some((one, _)), Some((other, _))) => (one <= other, other <= one),
            (one, other) => (one.is_some(), other.is_some()),
        };
        let (one, other) = (one.filter(|_| has_one), other.filter(|_| has_other));
        pairs.push((one.map(|(entry, _)| entry), other.map(|(entry, _)| entry)));
        before = &before[one.map_or(0, |(_, length)| length)..];
        after = &after[other.map_or(0, |(_, length)| length)..];
    }
}

/// The first entry of a tree, and how many bytes it takes.
fn first(tree: &[u8], kind: Kind) -> Option<(EntryRef<'_>, usize)> {
    let mut entries = TreeRefIter::from_bytes(tree, kind);
    let entry = entries.next()?.ok()?;
    Some((entry, entries.offset_to_next_entry(tree)))
}

/// With how many bytes both begin.
fn same_bytes(one: &[u8], other: &[u8]) -> usize {
    const BLOCK: usize = 256;
    let blocks = one.chunks_exact(BLOCK).zip(other.chunks_exact(BLOCK));
    let same = BLOCK * blocks.take_while(|(one, other)| one == other).count();
    let rest = one[same..].iter().zip(&other[same..]);
    same + rest.take_while(|(one, other)| one == other).count()
}

/// How many of the first `length` bytes of a tree are whole entries: each is a mode, a name, a zero
/// and the bytes of an id.
fn whole_entries(tree: &[u8], length: usize, kind: Kind) -> usize {
    let mut whole = 0;
    while let Some(zero) = tree[whole..length].find_byte(0) {
        let end = whole + zero + 1 + kind.len_in_bytes();
        if end > length {
            break;
        }
        whole = end;
    }
    whole
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::convert::Infallible;

    use super::*;

    fn id(number: u8) -> ObjectId {
        ObjectId::Sha1([number; 20])
    }

    fn tree(entries: &[(&str, &str, u8)]) -> Vec<u8> {
        let mut bytes = Vec::new();
        for (mode, name, number) in entries {
            bytes.extend_from_slice(format!("{mode} {name}\0").as_bytes());
            bytes.extend_from_slice(id(*number).as_slice());
        }
        bytes
    }

    fn compared(
        trees: &BTreeMap<ObjectId, Vec<u8>>,
        before: Option<u8>,
        after: Option<u8>,
    ) -> String {
        let read = |id: ObjectId| {
            Ok::<_, Infallible>(Rc::new(trees.get(&id).cloned().unwrap_or_default()))
        };
        let found = match compare(before.map(id), after.map(id), &read) {
            Ok(found) => found,
            Err(never) => match never {},
        };
        let number =
            |id: Option<ObjectId>| id.map_or("-".to_owned(), |id| id.as_slice()[0].to_string());
        let lines = found
            .iter()
            .map(|it| format!("{} {}>{}", it.path, number(it.before), number(it.after)));
        lines.collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn files_that_differ_are_found_in_every_folder() {
        let trees = BTreeMap::from([
            (
                id(1),
                tree(&[
                    ("100644", "a.md", 10),
                    ("100644", "b.md", 11),
                    ("40000", "c", 2),
                    ("100644", "d.png", 12),
                    ("120000", "e.md", 13),
                ]),
            ),
            (id(2), tree(&[("100644", "x.md", 20), ("100644", "y.md", 21)])),
            (
                id(3),
                tree(&[
                    ("100644", "a.md", 10),
                    ("100755", "b.md", 14),
                    ("40000", "c", 4),
                    ("100644", "d.png", 15),
                    ("120000", "e.md", 16),
                    ("100644", "f.md", 17),
                ]),
            ),
            (id(4), tree(&[("100644", "y.md", 21), ("100644", "z.md", 22)])),
            (id(5), tree(&[("100644", "c.md", 1), ("100644", "c", 30)])),
        ]);
        assert_eq!(
            compared(&trees, Some(1), Some(3)),
            "b.md 11>14, c/x.md 20>-, c/z.md ->22, f.md ->17",
        );
        assert_eq!(compared(&trees, None, Some(2)), "x.md ->20, y.md ->21");
        assert_eq!(compared(&trees, Some(2), None), "x.md 20>-, y.md 21>-");
        assert_eq!(compared(&trees, Some(1), Some(1)), "");
        assert_eq!(compared(&trees, None, Some(5)), "c.md ->1");
    }

    #[test]
    fn bytes_that_are_no_tree_are_no_difference() {
        let trees =
            BTreeMap::from([(id(1), b"100644".to_vec()), (id(2), b"100644 a.md\0short".to_vec())]);
        assert_eq!(compared(&trees, Some(1), Some(2)), "");
    }

    #[test]
    fn folders_that_hold_each_other_many_times_come_to_an_end() {
        let names: Vec<String> = (0..10).map(|number| number.to_string()).collect();
        let level = |number: u8| -> Vec<(&str, &str, u8)> {
            names.iter().map(|name| ("40000", name.as_str(), number)).collect()
        };
        let mut trees = BTreeMap::from([(id(0), tree(&[("100644", "a.md", 200)]))]);
        trees.extend((1..20).map(|number| (id(number), tree(&level(number - 1)))));
        let read = |id: ObjectId| Ok::<_, Infallible>(Rc::new(trees[&id].clone()));
        let Ok(found) = compare(None, Some(id(19)), &read);
        assert!(found.len() < MOST_FOLDERS);
    }

    #[test]
    fn long_folders_that_differ_in_the_middle() {
        let names: Vec<String> = (0..2_000).map(|number| format!("note-{number:04}.md")).collect();
        let mut entries: Vec<(&str, &str, u8)> =
            names.iter().map(|name| ("100644", name.as_str(), 1)).collect();
        let before = tree(&entries);
        entries[700].2 = 2;
        entries.remove(1_500);
        let trees = BTreeMap::from([(id(1), before), (id(2), tree(&entries))]);
        assert_eq!(compared(&trees, Some(1), Some(2)), "note-0700.md 1>2, note-1500.md 1>-");
    }
}
