//! Reads the git repository that a site lies in. Nothing of the machine's own settings counts, no
//! program is started, and nothing is written.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use gix::bstr::{BStr, ByteSlice};
use gix::objs::{CommitRef, FindExt};
use gix::odb::pack::Find;
use gix::open::Options;
use gix::sec::trust::Mapping;
use gix::traverse::commit::topo::{Builder, Sorting};
use gix::{ObjectId, Repository, ThreadSafeRepository, discover};
use jiff::Timestamp;
use jiff::tz::Offset;
use rayon::prelude::*;

use super::follow::{Change, Edge, Node, Origin, Step, follow};
use super::{Changes, Commit, Gap, History, hidden, public, renames, trees};
use crate::config::Config;
use crate::moment::Moment;

/// The folder whose files have a history.
const FOLDER: &str = "content";

/// Commits that changed form alone, listed as GitHub, GitLab and Forgejo read it.
const PASSED_OVER: &str = ".git-blame-ignore-revs";

/// How far ahead of ours somebody's clock may be, in seconds.
const AHEAD: i64 = 24 * 60 * 60;

/// How many trees each processor keeps: the tree of a commit is also its child's other.
const KEPT: usize = 16;

/// How many commits one processor takes at a time. They follow each other, so that it finds what it
/// has just read.
const SHARE: usize = 256;

/// Longer names and messages are cut.
const LONGEST_NAME: usize = 100;
const LONGEST_SUBJECT: usize = 200;

type Failure = String;

/// Reads the history of the site at `root`, whose languages `config` says; `known` is what was read
/// before, which is given back where nothing was committed since. What cannot be read is a [`Gap`].
#[must_use]
pub fn read(root: &Path, config: &Config, known: Option<&Arc<History>>) -> Arc<History> {
    let missing = |gap| Arc::new(History { gap: Some(gap), ..History::default() });
    let Ok((repository, prefix)) = open(root) else { return missing(Gap::NoRepository) };
    let local = repository.to_thread_local();
    let head = match local.head() {
        // One without commits has nothing to tell.
        Ok(head) if head.is_unborn() => return Arc::default(),
        Ok(_) => local.head_id(),
        Err(error) => Err(error),
    };
    let head = match head {
        Ok(head) => head,
        Err(error) => return missing(Gap::Unreadable(error.to_string())),
    };
    let name = head.to_string();
    if let Some(known) = known.filter(|known| known.head.as_ref() == Some(&name)) {
        return Arc::clone(known);
    }
    match local.is_shallow() {
        Ok(false) => {}
        Ok(true) => return missing(Gap::Shallow),
        Err(error) => return missing(Gap::Unreadable(error.to_string())),
    }
    match changes(&repository, head.detach(), &prefix, config) {
        Ok(changes) => Arc::new(History { changes, head: Some(name), gap: None }),
        Err(why) => missing(Gap::Unreadable(why)),
    }
}

/// The repository around a folder, and the path of the folder in it, as its parts.
fn open(root: &Path) -> Result<(ThreadSafeRepository, Vec<String>), Failure> {
    let root = root.canonicalize().map_err(text)?;
    let trust = Mapping { full: Options::isolated(), reduced: Options::isolated() };
    let settings = discover::upwards::Options { dot_git_only: true, ..Default::default() };
    let repository = ThreadSafeRepository::discover_opts(&root, settings, trust).map_err(text)?;
    let top = repository.to_thread_local().workdir().map(Path::canonicalize);
    let top = top.and_then(Result::ok).ok_or("it has no work tree")?;
    let below = root.strip_prefix(&top).map_err(text)?;
    let parts = below.iter().map(|part| part.to_str().map(str::to_owned));
    Ok((repository, parts.collect::<Option<_>>().ok_or("its path is not UTF-8")?))
}

fn text(error: impl std::fmt::Display) -> Failure {
    error.to_string()
}

/// A commit, read.
struct Read {
    commit: Arc<Commit>,
    /// Whether the date is its own. Anybody may write any, and one that cannot be counts for nothing.
    is_dated: bool,
    folder: Option<ObjectId>,
    parents: Vec<ObjectId>,
}

/// The changes of each file of the newest commit.
fn changes(
    repository: &ThreadSafeRepository,
    head: ObjectId,
    prefix: &[String],
    config: &Config,
) -> Result<BTreeMap<String, Changes>, Failure> {
    let local = repository.to_thread_local();
    let graph = local.commit_graph_if_enabled().ok().flatten();
    let walk = Builder::new(&local.objects)
        .with_tips([head])
        .sorting(Sorting::DateOrder)
        .with_commit_graph(graph)
        .build()
        .map_err(text)?;
    let ids: Vec<ObjectId> =
        walk.map(|info| Ok(info.map_err(text)?.id)).collect::<Result<_, Failure>>()?;
    let names = mailmap(&local);
    let passed_over = passed_over(&local);

    let hand = || Hand::new(repository);
    let latest = Timestamp::now().as_second().saturating_add(AHEAD);
    let mut read: Vec<Read> = ids
        .par_chunks(SHARE)
        .map_init(hand, |hand, ids| {
            let commit = |id: &ObjectId| hand.commit(*id, prefix, &names, latest);
            ids.iter().map(commit).collect::<Result<Vec<_>, _>>()
        })
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .flatten()
        .collect();
    let places: HashMap<ObjectId, usize> =
        ids.iter().enumerate().map(|(place, id)| (*id, place)).collect();
    date_from_parents(&mut read, &places);
    let nodes: Vec<Node> = read
        .par_chunks(SHARE)
        .map_init(hand, |hand, share| hand.nodes(share, &read, &places))
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .flatten()
        .collect();

    let folder = read.first().and_then(|head| head.folder);
    let today = hand().difference(None, folder)?;
    let today: BTreeSet<&str> = today.iter().map(|file| file.path.as_str()).collect();
    let hiding: HashSet<ObjectId> = nodes
        .par_chunks(SHARE)
        .map_init(hand, |hand, share| hand.hiding(share))
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .flatten()
        .collect();
    let steps = hidden::public(follow(&nodes, &today), &nodes, &hiding, config);
    let told = steps.into_iter().map(|(path, steps)| {
        let commits = steps.iter().map(|step: &Step<'_>| &read[step.commit].commit);
        let is_told = |commit: &&Arc<Commit>| !passed_over.contains(&commit.id);
        let changes: Changes = commits.filter(is_told).cloned().collect();
        (format!("{FOLDER}/{path}"), changes)
    });
    Ok(told.filter(|(_, changes)| !changes.is_empty()).collect())
}

/// One processor's way to what the repository holds.
struct Hand {
    repository: Repository,
    /// The trees that were read last, the last one at the end.
    trees: RefCell<VecDeque<(ObjectId, Rc<Vec<u8>>)>>,
}

impl Hand {
    fn new(repository: &ThreadSafeRepository) -> Self {
        Self { repository: repository.to_thread_local(), trees: RefCell::default() }
    }

    fn bytes(&self, id: ObjectId) -> Result<Vec<u8>, Failure> {
        self.bytes_into(id, Vec::new())
    }

    /// The bytes of an object, in a buffer that may be there already.
    fn bytes_into(&self, id: ObjectId, mut buffer: Vec<u8>) -> Result<Vec<u8>, Failure> {
        self.repository.objects.find(&id, &mut buffer).map_err(text)?;
        Ok(buffer)
    }

    fn tree(&self, id: ObjectId) -> Result<Rc<Vec<u8>>, Failure> {
        let mut trees = self.trees.borrow_mut();
        if let Some((_, bytes)) = trees.iter().rev().find(|(one, _)| *one == id) {
            return Ok(Rc::clone(bytes));
        }
        // A folder of many notes has a large tree: one that goes gives its place to the next.
        let gone = if trees.len() < KEPT { None } else { trees.pop_front() };
        let buffer = gone.and_then(|(_, bytes)| Rc::try_unwrap(bytes).ok()).unwrap_or_default();
        let bytes = Rc::new(self.bytes_into(id, buffer)?);
        trees.push_back((id, Rc::clone(&bytes)));
        Ok(bytes)
    }

    /// The contents that commits bring and that nobody may read.
    fn hiding(&self, nodes: &[Node]) -> Result<Vec<ObjectId>, Failure> {
        let edges = nodes.iter().filter_map(|node| node.edges.first());
        let contents: BTreeSet<ObjectId> =
            edges.flat_map(|edge| edge.changes.values().map(|change| change.content)).collect();
        let mut hiding = Vec::new();
        for content in contents {
            if !public::is_public(&self.bytes(content)?) {
                hiding.push(content);
            }
        }
        Ok(hiding)
    }

    fn difference(
        &self,
        before: Option<ObjectId>,
        after: Option<ObjectId>,
    ) -> Result<Vec<trees::Difference>, Failure> {
        trees::compare(before, after, &|id| self.tree(id))
    }

    /// Whether the first of two trees lies behind the second in the pack that holds both.
    fn lies_behind(&self, one: ObjectId, other: ObjectId) -> bool {
        let mut objects = self.repository.objects.clone();
        // Where an object lies can be asked of a handle of this kind alone.
        objects.ignore_replacements = true;
        objects.prevent_pack_unload();
        let at = |id: ObjectId| objects.location_by_oid(&id, &mut Vec::new()).ok().flatten();
        match (at(one), at(other)) {
            (Some(one), Some(other)) => {
                one.pack_id == other.pack_id && one.pack_offset > other.pack_offset
            }
            _ => false,
        }
    }

    fn commit(
        &self,
        id: ObjectId,
        prefix: &[String],
        names: &gix::mailmap::Snapshot,
        latest: i64,
    ) -> Result<Read, Failure> {
        let bytes = self.bytes(id)?;
        let commit = CommitRef::from_bytes(&bytes, id.kind()).map_err(text)?;
        let mut folder = Some(commit.tree());
        for part in prefix.iter().map(String::as_str).chain([FOLDER]) {
            folder = folder.map(|tree| self.entry(tree, part)).transpose()?.flatten();
        }
        let time = time(&commit, latest);
        Ok(Read {
            commit: Arc::new(told(id, &commit, time.unwrap_or_default(), names)),
            is_dated: time.is_some(),
            folder,
            parents: commit.parents().collect(),
        })
    }

    /// The folder of that name in a tree.
    fn entry(&self, tree: ObjectId, name: &str) -> Result<Option<ObjectId>, Failure> {
        let bytes = self.tree(tree)?;
        let mut entries = gix::objs::TreeRefIter::from_bytes(&bytes, tree.kind()).flatten();
        let found = entries.find(|entry| entry.filename == name && entry.mode.is_tree());
        Ok(found.map(|entry| entry.oid.to_owned()))
    }

    /// What differs in each of these commits from each of its parents.
    ///
    /// A pack holds most trees as what differs from one that lies before them. Read as they lie, each
    /// finds that one just read; the other way round, it is put together from up to fifty others.
    fn nodes(
        &self,
        share: &[Read],
        all: &[Read],
        places: &HashMap<ObjectId, usize>,
    ) -> Result<Vec<Node>, Failure> {
        let node = |one| self.node(one, all, places);
        let mut folders = share.iter().filter_map(|one| one.folder);
        let (first, last) = (folders.next(), folders.next_back());
        if first.zip(last).is_some_and(|(first, last)| self.lies_behind(first, last)) {
            let mut nodes: Vec<Node> = share.iter().rev().map(node).collect::<Result<_, _>>()?;
            nodes.reverse();
            return Ok(nodes);
        }
        share.iter().map(node).collect()
    }

    /// What differs in a commit from each of its parents.
    fn node(
        &self,
        one: &Read,
        all: &[Read],
        places: &HashMap<ObjectId, usize>,
    ) -> Result<Node, Failure> {
        let parents = one.parents.iter().map(|id| places.get(id).copied());
        let parents: Vec<Option<usize>> =
            if one.parents.is_empty() { vec![None] } else { parents.collect() };
        let edges = parents.into_iter().map(|parent| {
            let before = parent.and_then(|parent| all.get(parent)).and_then(|parent| parent.folder);
            let differences = self.difference(before, one.folder)?;
            let gone = differences.iter().filter(|difference| difference.after.is_none());
            let gone = gone.map(|difference| difference.path.clone()).collect();
            Ok(Edge { parent, changes: self.changes(&differences), gone })
        });
        Ok(Node { edges: edges.collect::<Result<_, Failure>>()? })
    }

    fn changes(&self, differences: &[trees::Difference]) -> BTreeMap<String, Change> {
        let moved = renames::find(differences, |id| self.bytes(id).ok());
        let changed = differences.iter().enumerate().filter_map(|(place, difference)| {
            let content = difference.after?;
            let origin = match (difference.before, moved.get(&place)) {
                (Some(_), _) => Origin::Here,
                (None, None) => Origin::Nowhere,
                (None, Some(old)) => {
                    let old = &differences[*old];
                    Origin::Elsewhere {
                        path: old.path.clone(),
                        is_same: old.before == Some(content),
                    }
                }
            };
            Some((difference.path.clone(), Change { content, origin }))
        });
        changed.collect()
    }
}

/// When a commit was made: as its author says, but not after it was committed, nor after `latest`.
/// None where neither date can be.
fn time(commit: &CommitRef<'_>, latest: i64) -> Option<gix::date::Time> {
    let can_be = |time: &gix::date::Time| (0..=latest).contains(&time.seconds);
    let by_author = commit.author().ok().and_then(|it| it.time().ok()).filter(can_be);
    let by_committer = commit.committer().ok().and_then(|it| it.time().ok()).filter(can_be);
    match (by_author, by_committer) {
        (Some(author), Some(committer)) if author.seconds > committer.seconds => Some(committer),
        (author, committer) => author.or(committer),
    }
}

/// Gives the commits without a date of their own the newest of their parents', and the first ones the
/// oldest there is.
fn date_from_parents(read: &mut [Read], places: &HashMap<ObjectId, usize>) {
    let dated = read.iter().filter(|one| one.is_dated).map(|one| &one.commit.on);
    let oldest = dated.min_by_key(|on| on.seconds).cloned();
    for place in (0..read.len()).rev() {
        if read[place].is_dated {
            continue;
        }
        let parents = read[place].parents.iter().filter_map(|id| read.get(*places.get(id)?));
        let newest = parents.map(|parent| &parent.commit.on).max_by_key(|on| on.seconds);
        if let Some(on) = newest.or(oldest.as_ref()).cloned() {
            Arc::make_mut(&mut read[place].commit).on = on;
        }
    }
}

/// What is told of a commit.
fn told(
    id: ObjectId,
    commit: &CommitRef<'_>,
    time: gix::date::Time,
    names: &gix::mailmap::Snapshot,
) -> Commit {
    let author = commit.author().ok();
    let known = author.map(|author| names.resolve_cow(author));
    let name = known.as_ref().map(|known| line(known.name.as_ref(), LONGEST_NAME));
    let address = |bytes: &BStr| bytes.to_str_lossy().trim().to_lowercase();
    let email = known.as_ref().map(|known| address(known.email.as_ref())).unwrap_or_default();
    let written = author.map(|author| [line(author.name, LONGEST_NAME), address(author.email)]);
    let is_other = |alias: &String| Some(alias) != name.as_ref() && *alias != email;
    Commit {
        id: id.to_string(),
        aliases: written.into_iter().flatten().filter(is_other).collect(),
        author: name.filter(|name| !name.is_empty() && !name.contains('@')),
        email,
        on: moment(time),
        subject: line(commit.message().title, LONGEST_SUBJECT),
    }
}

fn moment(time: gix::date::Time) -> Moment {
    let timestamp = Timestamp::from_second(time.seconds).unwrap_or(Timestamp::UNIX_EPOCH);
    let offset = Offset::from_seconds(time.offset).unwrap_or(Offset::UTC);
    let iso = timestamp.display_with_offset(offset).to_string();
    let local = offset.to_datetime(timestamp);
    Moment { iso, date: local.date(), time: Some(local.time()), seconds: timestamp.as_second() }
}

/// One line of what somebody wrote, without signs that nobody sees, which could turn the text around
/// them.
fn line(bytes: &BStr, longest: usize) -> String {
    let is_seen = |letter: &char| !matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    let text: String = bytes.to_str_lossy().chars().filter(is_seen).collect();
    let words = text.split(|letter: char| letter.is_whitespace() || letter.is_control());
    let text = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text,
    }
}

/// The names that `.mailmap` of the newest commit gives.
fn mailmap(repository: &Repository) -> gix::mailmap::Snapshot {
    let bytes = file_of_head(repository, ".mailmap");
    gix::mailmap::Snapshot::from_bytes(&bytes.unwrap_or_default())
}

fn passed_over(repository: &Repository) -> BTreeSet<String> {
    let bytes = file_of_head(repository, PASSED_OVER).unwrap_or_default();
    let lines = bytes.lines().map(|line| line.to_str_lossy());
    lines.map(|line| line.split('#').next().unwrap_or_default().trim().to_lowercase()).collect()
}

fn file_of_head(repository: &Repository, name: &str) -> Option<Vec<u8>> {
    let tree = repository.head_tree().ok()?;
    let entry = tree.iter().filter_map(Result::ok).find(|entry| entry.filename() == name)?;
    let is_file = entry.mode().is_blob();
    is_file.then(|| entry.object().ok().map(|object| object.data.clone()))?
}
