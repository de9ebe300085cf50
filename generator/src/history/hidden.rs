//! Which versions of texts nobody could read when they were committed: what they said themselves,
//! and what stood around them, the sections above and the file that a translation translates.
//!
//! What was hidden is carried from each commit to its children, like the texts. It is little, and
//! most commits change none of it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use gix::ObjectId;

use super::follow::{Node, Step};
use crate::config::Config;
use crate::draft::place::{self, Key};
use crate::draft::{ContentPlace, Role};

/// The steps that readers may know of, as far back as there is none between that they may not.
/// `contents` are those that hide what they are in.
pub(super) fn public<'a>(
    steps: BTreeMap<&'a str, Vec<Step<'a>>>,
    nodes: &'a [Node],
    contents: &HashSet<ObjectId>,
    config: &Config,
) -> Vec<(&'a str, Vec<Step<'a>>)> {
    let mut judge = Judge { config, places: HashMap::new(), versions: BTreeMap::new() };
    for path in steps.keys().copied() {
        if let Some((key, rank)) = judge.place(path).map(|it| (it.key(), it.rank(config))) {
            judge.versions.entry(key).or_default().push((rank, path));
        }
    }
    let mut at: BTreeMap<usize, Vec<(&str, &str)>> = BTreeMap::new();
    for (file, steps) in &steps {
        for step in steps {
            at.entry(step.commit).or_default().push((file, step.path));
        }
    }
    let mut children = vec![0usize; nodes.len()];
    for parent in nodes.iter().filter_map(Node::first_parent) {
        children[parent] += 1;
    }
    let mut closed: BTreeSet<(&str, usize)> = BTreeSet::new();
    let mut states: HashMap<usize, Hidden<'a>> = HashMap::new();
    for (commit, node) in nodes.iter().enumerate().rev() {
        let mut state = match node.first_parent() {
            None => Hidden::default(),
            Some(parent) => {
                children[parent] -= 1;
                let last = children[parent] == 0;
                let state =
                    if last { states.remove(&parent) } else { states.get(&parent).cloned() };
                state.unwrap_or_default()
            }
        };
        if let Some(edge) = node.edges.first() {
            for path in &edge.gone {
                judge.open(&mut state, path);
            }
            for (path, change) in &edge.changes {
                match contents.contains(&change.content) {
                    true => judge.close(&mut state, path),
                    false => judge.open(&mut state, path),
                }
            }
        }
        for (file, path) in at.remove(&commit).unwrap_or_default() {
            if judge.hides(&state, file, (commit, path), &steps) {
                closed.insert((file, commit));
            }
        }
        if children[commit] > 0 {
            states.insert(commit, state);
        }
    }
    let open = steps.into_iter().map(|(file, mut steps)| {
        let first = steps.iter().position(|step| closed.contains(&(file, step.commit)));
        steps.truncate(first.unwrap_or(steps.len()));
        (file, steps)
    });
    open.collect()
}

/// The texts that hide something at one commit.
#[derive(Clone, Debug, Default)]
struct Hidden<'a> {
    paths: BTreeSet<&'a str>,
    /// Those that may have translations: what they are a version of, and which.
    versions: BTreeSet<(Key, usize, &'a str)>,
}

struct Judge<'a, 'c> {
    config: &'c Config,
    /// What paths say, read once; none where that is not clear.
    places: HashMap<&'a str, Option<ContentPlace>>,
    /// The files of today by what they are versions of.
    versions: BTreeMap<Key, Vec<(usize, &'a str)>>,
}

impl<'a> Judge<'a, '_> {
    fn place(&mut self, path: &'a str) -> Option<&ContentPlace> {
        let config = self.config;
        self.places.entry(path).or_insert_with(|| place::read(path, config)).as_ref()
    }

    fn close(&mut self, state: &mut Hidden<'a>, path: &'a str) {
        if !state.paths.insert(path) {
            return;
        }
        let config = self.config;
        if let Some(place) = self.place(path).filter(|place| place.role != Role::Section) {
            state.versions.insert((place.key(), place.rank(config), path));
        }
    }

    fn open(&mut self, state: &mut Hidden<'a>, path: &'a str) {
        if !state.paths.remove(path) {
            return;
        }
        let config = self.config;
        if let Some(place) = self.place(path) {
            state.versions.remove(&(place.key(), place.rank(config), path));
        }
    }

    /// Whether nobody could read what `file` was at a commit, where it lay at a path. What cannot be
    /// told is not taken for public.
    fn hides(
        &mut self,
        state: &Hidden<'a>,
        file: &str,
        (commit, path): (usize, &'a str),
        steps: &BTreeMap<&'a str, Vec<Step<'a>>>,
    ) -> bool {
        if state.paths.is_empty() {
            return false;
        }
        if state.paths.contains(path) {
            return true;
        }
        let config = self.config;
        let Some(place) = self.place(path).cloned() else { return true };
        if state.is_closed(&place, config) {
            return true;
        }
        let (key, rank) = (place.key(), place.rank(config));
        if rank == 0 {
            return false;
        }
        let start = (key.clone(), 0, "");
        if state.versions.range(start..(key.clone(), rank, "")).next().is_some() {
            return true;
        }
        // A version before this one may have lain elsewhere, in a section that was closed.
        let others = self.versions.get(&key).cloned().unwrap_or_default();
        let others = others.into_iter().filter(|(other, it)| *other < rank && *it != file);
        let lay = |other: &str| {
            let steps = steps.get(other)?;
            steps.iter().find(|step| step.commit >= commit).map(|step| step.path)
        };
        let paths: Vec<&str> = others.filter_map(|(_, other)| lay(other)).collect();
        paths
            .into_iter()
            .any(|path| self.place(path).is_none_or(|place| state.is_closed(place, config)))
    }
}

impl Hidden<'_> {
    /// Whether a section above a text is hidden, in the language of the text or of the site.
    fn is_closed(&self, place: &ContentPlace, config: &Config) -> bool {
        let languages = [place.language.as_str(), config.default_language.as_str()];
        (0..=place.folders.len()).any(|depth| {
            let folder: String =
                place.folders[..depth].iter().flat_map(|folder| [folder.as_str(), "/"]).collect();
            let is_hidden = |path: String| self.paths.contains(path.as_str());
            is_hidden(format!("{folder}_index.md"))
                || languages.iter().any(|it| is_hidden(format!("{folder}_index.{it}.md")))
        })
    }
}
