//! From commits to the changes of each file, through renames and merges, in one pass.
//!
//! Each commit has a *view*: which file of today lies at which path. At the newest commit every file
//! lies where it lies now; a commit that brings a file in, or moves it, changes the view of its
//! parents. Only what differs from today is kept, which is little.
//!
//! A merge that took a file from one of its parents leaves it to that parent's line alone, as
//! `git log` does (`git help log`, history simplification).

use std::collections::{BTreeMap, BTreeSet};

use gix::ObjectId;

/// One commit, as far as texts and their names go.
#[derive(Clone, Debug, Default)]
pub(super) struct Node {
    /// What differs from each of its parents; from nothing, for one without.
    pub(super) edges: Vec<Edge>,
}

/// What differs from one parent.
#[derive(Clone, Debug, Default)]
pub(super) struct Edge {
    /// The place of the parent, which is further back than its child's.
    pub(super) parent: Option<usize>,
    /// The files that the commit has otherwise, by path.
    pub(super) changes: BTreeMap<String, Change>,
    /// The files that it took away.
    pub(super) gone: Vec<String>,
}

impl Node {
    /// The place of the first parent.
    pub(super) fn first_parent(&self) -> Option<usize> {
        self.edges.first()?.parent
    }
}

/// That a file is not what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// What it is.
    pub(super) content: ObjectId,
    /// Where it was.
    pub(super) origin: Origin,
}

/// Where a file was before a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// At the same path, with another content.
    Here,
    /// Nowhere.
    Nowhere,
    /// At another path.
    Elsewhere {
        /// Which.
        path: String,
        /// Whether its content was the same.
        is_same: bool,
    },
}

/// A change of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step<'a> {
    /// The place of the commit.
    pub(super) commit: usize,
    /// Where the file lay.
    pub(super) path: &'a str,
}

/// The changes of each file of today, the newest first. `nodes` are in an order in which no parent
/// comes before its child, the newest commit first.
pub(super) fn follow<'a>(
    nodes: &'a [Node],
    today: &BTreeSet<&'a str>,
) -> BTreeMap<&'a str, Vec<Step<'a>>> {
    let mut steps: BTreeMap<&str, Vec<Step<'a>>> = BTreeMap::new();
    let mut views: Vec<Option<View<'a>>> = vec![None; nodes.len()];
    if let Some(first) = views.first_mut() {
        *first = Some(View::default());
    }
    for (place, node) in nodes.iter().enumerate() {
        let Some(view) = views[place].take() else { continue };
        let paths: BTreeSet<&'a str> =
            node.edges.iter().flat_map(|edge| edge.changes.keys().map(String::as_str)).collect();
        let mut below: Vec<View<'a>> = vec![view; node.edges.len()];
        for path in paths {
            let Some(file) = below.first().and_then(|view| view.file(path, today)) else {
                continue;
            };
            let found: Vec<Option<&Change>> =
                node.edges.iter().map(|edge| edge.changes.get(path)).collect();
            let is_taken_over = found.contains(&None);
            let is_moved_only = found.iter().flatten().any(|change| {
                node.edges.len() > 1
                    && matches!(&change.origin, Origin::Elsewhere { is_same: true, .. })
            });
            if !is_taken_over && !is_moved_only {
                steps.entry(file).or_default().push(Step { commit: place, path });
            }
            for (change, view) in found.into_iter().zip(&mut below) {
                match change.map(|change| &change.origin) {
                    // The parent from which a merge took the file.
                    None => {}
                    Some(_) if is_taken_over => view.set(path, None, today),
                    Some(Origin::Here) => {}
                    Some(Origin::Nowhere) => view.set(path, None, today),
                    Some(Origin::Elsewhere { path: old, .. }) => {
                        view.set(path, None, today);
                        view.moved.push((old, file));
                    }
                }
            }
        }
        for (edge, mut view) in node.edges.iter().zip(below) {
            // After all others, or a file that takes the place of a moved one would hide it.
            for (old, file) in std::mem::take(&mut view.moved) {
                view.set(old, Some(file), today);
            }
            let Some(parent) = edge.parent.and_then(|parent| views.get_mut(parent)) else {
                continue;
            };
            match parent {
                Some(known) => known.join(&view, today),
                None => *parent = Some(view),
            }
        }
    }
    steps
}

/// Which file of today lies at which path, where that is not the file of the same path.
#[derive(Clone, Debug, Default)]
struct View<'a> {
    others: BTreeMap<&'a str, Option<&'a str>>,
    /// Moves that are still to be made.
    moved: Vec<(&'a str, &'a str)>,
}

impl<'a> View<'a> {
    fn file(&self, path: &'a str, today: &BTreeSet<&'a str>) -> Option<&'a str> {
        self.others.get(path).copied().unwrap_or_else(|| today.get(path).copied())
    }

    fn set(&mut self, path: &'a str, file: Option<&'a str>, today: &BTreeSet<&'a str>) {
        if today.get(path).copied() == file {
            self.others.remove(path);
        } else {
            self.others.insert(path, file);
        }
    }

    /// What one of two children follows, their parent follows; of two files at one path, that of
    /// the child that comes first.
    fn join(&mut self, other: &Self, today: &BTreeSet<&'a str>) {
        let paths: BTreeSet<&'a str> =
            self.others.keys().chain(other.others.keys()).copied().collect();
        for path in paths {
            let file = self.file(path, today).or_else(|| other.file(path, today));
            self.set(path, file, today);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: u8) -> ObjectId {
        ObjectId::Sha1([number; 20])
    }

    /// A path, what it is, and where it was.
    type Given = (&'static str, u8, &'static str);

    /// A commit from lines: `parent: path content`, with `<` before where the file was, `+` for a
    /// new one and `=` after the old path when it was only moved.
    fn node(edges: &[(Option<usize>, &[Given])]) -> Node {
        let edges = edges.iter().map(|(parent, changes)| Edge {
            parent: *parent,
            changes: changes
                .iter()
                .map(|(path, content, origin)| {
                    let origin = match *origin {
                        "" => Origin::Here,
                        "+" => Origin::Nowhere,
                        old => Origin::Elsewhere {
                            path: old.trim_end_matches('=').to_owned(),
                            is_same: old.ends_with('='),
                        },
                    };
                    ((*path).to_owned(), Change { content: id(*content), origin })
                })
                .collect(),
            gone: Vec::new(),
        });
        Node { edges: edges.collect() }
    }

    fn places(nodes: &[Node], today: &[&str]) -> Vec<(String, Vec<usize>)> {
        let today: BTreeSet<&str> = today.iter().copied().collect();
        follow(nodes, &today)
            .into_iter()
            .map(|(path, steps)| (path.to_owned(), steps.iter().map(|step| step.commit).collect()))
            .collect()
    }

    fn expected(of: &[(&str, &[usize])]) -> Vec<(String, Vec<usize>)> {
        of.iter().map(|(path, places)| ((*path).to_owned(), places.to_vec())).collect()
    }

    #[test]
    fn a_file_is_followed_through_its_names() {
        let nodes = [
            node(&[(Some(1), &[("c.md", 4, "")])]),
            node(&[(Some(2), &[("c.md", 3, "b.md")])]),
            node(&[(Some(3), &[("b.md", 2, "a.md="), ("a.md", 9, "+")])]),
            node(&[(Some(4), &[("a.md", 2, "")])]),
            node(&[(None, &[("a.md", 1, "+"), ("d.md", 7, "+")])]),
        ];
        assert_eq!(
            places(&nodes, &["a.md", "c.md", "d.md"]),
            expected(&[("a.md", &[2]), ("c.md", &[0, 1, 2, 3, 4]), ("d.md", &[4])]),
        );
        // What is gone today is nobody's.
        assert_eq!(places(&nodes, &["d.md"]), expected(&[("d.md", &[4])]));
    }

    #[test]
    fn an_earlier_life_of_a_path_is_another_file() {
        let nodes = [
            node(&[(Some(1), &[("a.md", 3, "+")])]),
            node(&[(Some(2), &[])]),
            node(&[(None, &[("a.md", 1, "+")])]),
        ];
        assert_eq!(places(&nodes, &["a.md"]), expected(&[("a.md", &[0])]));
    }

    #[test]
    fn a_merge_is_no_change_of_what_it_took_from_one_side() {
        // 0 merges 1 (of today's line) and 2 (a branch), which both come from 3.
        let nodes = [
            node(&[
                (Some(1), &[("b.md", 5, ""), ("new.md", 8, "+")]),
                (Some(2), &[("a.md", 4, "")]),
            ]),
            node(&[(Some(3), &[("a.md", 4, "")])]),
            node(&[(Some(3), &[("b.md", 5, ""), ("new.md", 8, "+")])]),
            node(&[(None, &[("a.md", 1, "+"), ("b.md", 2, "+")])]),
        ];
        assert_eq!(
            places(&nodes, &["a.md", "b.md", "new.md"]),
            expected(&[("a.md", &[1, 3]), ("b.md", &[2, 3]), ("new.md", &[2])]),
        );
    }

    #[test]
    fn a_merge_that_mends_a_conflict_is_a_change() {
        let nodes = [
            node(&[(Some(1), &[("a.md", 9, "")]), (Some(2), &[("a.md", 9, "")])]),
            node(&[(Some(3), &[("a.md", 4, "")])]),
            node(&[(Some(3), &[("a.md", 5, "")])]),
            node(&[(None, &[("a.md", 1, "+")])]),
        ];
        assert_eq!(places(&nodes, &["a.md"]), expected(&[("a.md", &[0, 1, 2, 3])]));
    }

    #[test]
    fn a_branch_may_change_what_was_moved_meanwhile() {
        // 1 moved a to b; 2, on a branch, changed a; 0 merged both.
        let nodes = [
            node(&[(Some(1), &[("b.md", 5, "")]), (Some(2), &[("b.md", 5, "a.md=")])]),
            node(&[(Some(3), &[("b.md", 1, "a.md=")])]),
            node(&[(Some(3), &[("a.md", 5, "")])]),
            node(&[(None, &[("a.md", 1, "+")])]),
        ];
        assert_eq!(places(&nodes, &["b.md"]), expected(&[("b.md", &[1, 2, 3])]));
    }

    #[test]
    fn what_a_merge_threw_away_is_no_part_of_it() {
        let nodes = [
            node(&[(Some(1), &[]), (Some(2), &[("a.md", 4, "")])]),
            node(&[(Some(3), &[("a.md", 4, "")])]),
            node(&[(Some(3), &[("a.md", 5, "")])]),
            node(&[(None, &[("a.md", 1, "+")])]),
        ];
        assert_eq!(places(&nodes, &["a.md"]), expected(&[("a.md", &[1, 3])]));
    }
}
