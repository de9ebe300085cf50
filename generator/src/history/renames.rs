//! Which of the files that went and those that came in one commit are the same note.
//!
//! As git does it: first files whose content is the same, then those of which at least half is,
//! counted in lines (`git help diffcore`). Of several the one of the same name is taken, else the
//! one most like it.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use gix::ObjectId;

use super::trees::Difference;

/// How many pairs of files are compared line by line at most; git's own limit is 1000 × 1000.
const MOST_PAIRS: usize = 40_000;

/// Where each file that came was before, by its place among the differences.
pub(super) fn find(
    differences: &[Difference],
    read: impl Fn(ObjectId) -> Option<Vec<u8>>,
) -> BTreeMap<usize, usize> {
    let mut gone: Vec<(usize, ObjectId)> = Vec::new();
    let mut come: Vec<(usize, ObjectId)> = Vec::new();
    for (index, difference) in differences.iter().enumerate() {
        match (difference.before, difference.after) {
            (Some(before), None) => gone.push((index, before)),
            (None, Some(after)) => come.push((index, after)),
            _ => {}
        }
    }
    let mut pairs = BTreeMap::new();
    if gone.is_empty() || come.is_empty() {
        return pairs;
    }
    let name = |index: usize| differences[index].path.rsplit('/').next().unwrap_or_default();

    let mut same: BTreeMap<ObjectId, Vec<usize>> = BTreeMap::new();
    for (index, id) in &gone {
        same.entry(*id).or_default().push(*index);
    }
    come.retain(|(index, id)| {
        let Some(candidates) = same.get_mut(id) else { return true };
        let named = candidates.iter().position(|other| name(*other) == name(*index));
        if candidates.is_empty() {
            return true;
        }
        pairs.insert(*index, candidates.remove(named.unwrap_or(0)));
        false
    });
    gone.retain(|(index, _)| !pairs.values().any(|taken| taken == index));
    if gone.len() * come.len() > MOST_PAIRS {
        return pairs;
    }

    let lines = |files: &[(usize, ObjectId)]| -> Vec<(usize, Lines)> {
        files.iter().filter_map(|(index, id)| Some((*index, Lines::of(&read(*id)?)))).collect()
    };
    let (gone, come) = (lines(&gone), lines(&come));
    let mut likely: Vec<(bool, usize, usize, usize)> = Vec::new();
    for (new, after) in &come {
        for (old, before) in &gone {
            let likeness = before.likeness(after);
            if likeness >= 500 {
                likely.push((name(*new) == name(*old), likeness, *new, *old));
            }
        }
    }
    likely.sort_by(|one, other| (other.0, other.1).cmp(&(one.0, one.1)).then(one.cmp(other)));
    let mut taken = Vec::new();
    for (_, _, new, old) in likely {
        if !pairs.contains_key(&new) && !taken.contains(&old) {
            taken.push(old);
            pairs.insert(new, old);
        }
    }
    pairs
}

/// The lines of a text, each with how often it stands there.
struct Lines {
    counts: HashMap<u64, usize>,
    total: usize,
}

impl Lines {
    fn of(bytes: &[u8]) -> Self {
        let mut counts = HashMap::new();
        let mut total = 0;
        for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            let mut hasher = DefaultHasher::new();
            line.hash(&mut hasher);
            *counts.entry(hasher.finish()).or_default() += line.len();
            total += line.len();
        }
        Self { counts, total }
    }

    /// How much of the longer text is in both, in thousandths.
    fn likeness(&self, other: &Self) -> usize {
        let longest = self.total.max(other.total);
        if longest == 0 {
            return 0;
        }
        let common = self
            .counts
            .iter()
            .map(|(line, count)| other.counts.get(line).map_or(0, |there| *count.min(there)));
        common.sum::<usize>() * 1000 / longest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: &[&str] =
        &["", "one\ntwo\nthree\nfour\n", "one\ntwo\nthree\nfive\n", "quite\nanother\ntext\n"];

    fn found(differences: &[(&str, u8, u8)]) -> Vec<(String, String)> {
        let id = |number: u8| (number > 0).then_some(ObjectId::Sha1([number; 20]));
        let differences: Vec<Difference> = differences
            .iter()
            .map(|(path, before, after)| Difference {
                path: (*path).to_owned(),
                before: id(*before),
                after: id(*after),
            })
            .collect();
        let read =
            |id: ObjectId| Some(TEXTS.get(usize::from(id.as_slice()[0]))?.as_bytes().to_vec());
        let path = |index: usize| differences[index].path.clone();
        find(&differences, read).into_iter().map(|(new, old)| (path(old), path(new))).collect()
    }

    fn pair(old: &str, new: &str) -> (String, String) {
        (old.to_owned(), new.to_owned())
    }

    #[test]
    fn what_is_the_same_or_nearly_is_found() {
        assert_eq!(found(&[("a.md", 1, 0), ("b.md", 0, 1)]), [pair("a.md", "b.md")]);
        assert_eq!(found(&[("a.md", 1, 0), ("b.md", 0, 2)]), [pair("a.md", "b.md")]);
        assert_eq!(found(&[("a.md", 1, 0), ("b.md", 0, 3)]), []);
        assert_eq!(found(&[("a.md", 1, 2)]), []);
    }

    #[test]
    fn of_several_the_one_of_the_same_name_is_taken() {
        let moved = [("a/x.md", 1, 0), ("a/y.md", 1, 0), ("b/x.md", 0, 1), ("b/y.md", 0, 1)];
        assert_eq!(found(&moved), [pair("a/x.md", "b/x.md"), pair("a/y.md", "b/y.md")]);
        let changed = [("a/x.md", 1, 0), ("a/y.md", 1, 0), ("b/y.md", 0, 2)];
        assert_eq!(found(&changed), [pair("a/y.md", "b/y.md")]);
    }
}
