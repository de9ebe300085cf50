//! Writing the output: what must never be lost, and what must never be touched.
//!
//! The codes `emit/…` come from here and from no build, so the cases of the suite cannot hold
//! them; [`CODES`] tells the tidy test that they are exercised.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime};

use carnet::diagnostic::Diagnostic;
use carnet::emit::{Foreign, Output, Written, check_folder, check_own_folder, write};
use carnet::site::{Artifact, Sink, Site};
use carnet::source::{Content, Source, Sources};
use libtest_mimic::{Completion, Failed, Trial};

use crate::house::{Verdict, below, ensure};

/// The codes that the tests of this file exercise.
pub(crate) const CODES: &[&str] = &["emit/foreign-files", "emit/unsafe-folder", "emit/write"];

type Test = (&'static str, fn(&Path) -> Verdict);

const TESTS: &[Test] = &[
    ("every file is written, and nothing that waited is left", every_file_is_written),
    ("files of others are named, and nothing is written", foreign_files_are_refused),
    ("files of others are deleted when that is asked for", foreign_files_are_deleted),
    ("a hidden folder at the top is nobody's business", hidden_folders_are_left_alone),
    ("files that did not change are not touched", unchanged_files_keep_their_time),
    ("copies share their bytes with their sources when that is asked for", hard_links),
    ("files that vanished are removed, with their empty folders", vanished_files_are_removed),
    ("a file may become a folder, and a folder a file", files_and_folders_change_places),
    ("a file that cannot be copied leaves the last good site", a_failed_copy_changes_nothing),
    ("a failure half way deletes nothing, and the next build mends it", a_failure_half_way),
    ("a hidden folder is not deleted for a file of its name", hidden_folders_are_not_replaced),
    ("an output folder that is a file is refused", a_file_is_no_folder),
    ("an output folder below a file is refused", nothing_is_below_a_file),
    ("an output folder over the site or its sources is refused", unsafe_folders_are_refused),
    ("an unsafe folder is recognised through a link", unsafe_folders_are_seen_through_links),
    ("a link in place of the site's own output folder is refused", own_folders_are_no_links),
    ("the list of files names no address", the_list_names_no_address),
    ("hidden files of others are not written over", hidden_files_are_not_written_over),
    ("a site that is given up leaves nothing, not even a folder", nothing_is_left_of_a_site),
    ("what a killed build left goes, what a running one holds stays", what_is_left_goes),
];

pub(crate) fn trials() -> Vec<Trial> {
    let mut trials: Vec<Trial> = TESTS
        .iter()
        .map(|(name, test)| {
            Trial::test(format!("emit: {name}"), || {
                let folder = tempfile::tempdir()?;
                test(folder.path())
            })
        })
        .collect();
    trials.push(Trial::ignorable_test("emit: a full disk leaves the last good site", full_disk));
    trials
}

fn site(files: &[(&str, &str)]) -> Site {
    let made = |(path, text): &(&str, &str)| {
        ((*path).to_owned(), Artifact::Made(text.as_bytes().to_vec()))
    };
    Site { artifacts: files.iter().map(made).collect(), ..Site::default() }
}

/// Writes a site that must be writable.
fn put(site: &Site, folder: &Path) -> Result<Written, Failed> {
    write(site, &Sources::default(), folder, Foreign::Refuse).map_err(|problem| said(&problem))
}

fn said(problem: &Diagnostic) -> Failed {
    format!("{}: {}", problem.code.name, problem.message).into()
}

/// Everything below a folder, hidden or not.
fn snapshot(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    collect(folder, folder, &mut all);
    all
}

fn collect(root: &Path, folder: &Path, all: &mut BTreeMap<String, Vec<u8>>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            // A folder that is empty counts, too.
            all.insert(format!("{}/", below(root, &path)), Vec::new());
            collect(root, &path, all);
        } else {
            all.insert(below(root, &path), fs::read(&path).unwrap_or_default());
        }
    }
}

/// The site's own files below `folder`: without the list that carnet keeps for itself.
fn visible(folder: &Path) -> Vec<String> {
    let is_visible = |path: &String| !path.starts_with('.');
    snapshot(folder).into_keys().filter(is_visible).collect()
}

fn expect_code(result: &Result<Written, Diagnostic>, code: &str) -> Verdict {
    match result {
        Ok(_) => Err(format!("{code} was expected, and everything was written").into()),
        Err(problem) => {
            ensure(problem.code.name == code, format!("{code} was expected, not {problem:?}"))
        }
    }
}

fn every_file_is_written(folder: &Path) -> Verdict {
    let out = folder.join("public");
    let written = put(&site(&[("index.html", "home"), ("a/b/c.html", "c")]), &out)?;
    ensure(written == Written { files: 2, changed: 2, removed: 0 }, format!("{written:?}"))?;
    let all = snapshot(&out);
    ensure(all.get("a/b/c.html").is_some_and(|bytes| bytes == b"c"), "a/b/c.html is not there")?;
    let waiting: Vec<&String> = all.keys().filter(|path| path.contains("staging")).collect();
    ensure(waiting.is_empty(), format!("{waiting:?} still waits"))
}

fn hard_links(folder: &Path) -> Verdict {
    let disk = folder.join("photo.jpg");
    fs::write(&disk, "photo")?;
    let content = Content::OnDisk(disk.clone());
    let path = "static/photo.jpg".to_owned();
    let sources = Sources::new([Source { path: path.clone(), content }]);
    let id = sources.find(&path).ok_or("the photo is no source")?;
    let artifacts: BTreeMap<_, _> = [("photo.jpg".to_owned(), Artifact::Copied(id))].into();
    let out = folder.join("public");
    for hard_links in [false, true] {
        let site = Site { artifacts: artifacts.clone(), hard_links };
        fs::remove_dir_all(&out).or_else(|_| fs::create_dir(&out))?;
        write(&site, &sources, &out, Foreign::Refuse).map_err(|problem| said(&problem))?;
        // What is written into the source shows in the copy where they are one file.
        fs::write(&disk, if hard_links { "both" } else { "source" })?;
        let copy = fs::read_to_string(out.join("photo.jpg"))?;
        let expected = if hard_links { "both" } else { "photo" };
        ensure(copy == expected, format!("{hard_links}: {copy}"))?;
        fs::write(&disk, "photo")?;
    }
    Ok(())
}

fn foreign_files_are_refused(folder: &Path) -> Verdict {
    fs::write(folder.join("thesis.odt"), "ten years")?;
    let before = snapshot(folder);
    let result =
        write(&site(&[("index.html", "home")]), &Sources::default(), folder, Foreign::Refuse);
    expect_code(&result, "emit/foreign-files")?;
    let named = result.is_err_and(|problem| problem.message.contains("thesis.odt"));
    ensure(named, "the message does not name the file")?;
    ensure(snapshot(folder) == before, "something was written all the same")
}

fn foreign_files_are_deleted(folder: &Path) -> Verdict {
    fs::write(folder.join("old.html"), "old")?;
    let site = site(&[("index.html", "home")]);
    write(&site, &Sources::default(), folder, Foreign::Delete).map_err(|problem| said(&problem))?;
    ensure(visible(folder) == ["index.html"], format!("{:?}", visible(folder)))
}

fn hidden_folders_are_left_alone(folder: &Path) -> Verdict {
    fs::create_dir(folder.join(".git"))?;
    fs::write(folder.join(".git/config"), "x")?;
    put(&site(&[("index.html", "home")]), folder)?;
    put(&site(&[("other.html", "home")]), folder)?;
    ensure(fs::read(folder.join(".git/config"))? == b"x", ".git was touched")
}

fn unchanged_files_keep_their_time(folder: &Path) -> Verdict {
    put(&site(&[("same.html", "same"), ("other.html", "one")]), folder)?;
    let past = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for name in ["same.html", "other.html"] {
        fs::File::options().write(true).open(folder.join(name))?.set_modified(past)?;
    }
    let written = put(&site(&[("same.html", "same"), ("other.html", "two")]), folder)?;
    ensure(written == Written { files: 2, changed: 1, removed: 0 }, format!("{written:?}"))?;
    let time = |name: &str| fs::metadata(folder.join(name)).and_then(|data| data.modified());
    ensure(time("same.html")? == past, "the file that did not change was written anew")?;
    ensure(time("other.html")? != past, "the file that changed was not written")?;
    ensure(fs::read(folder.join("other.html"))? == b"two", "the file that changed is the old one")
}

fn vanished_files_are_removed(folder: &Path) -> Verdict {
    put(&site(&[("index.html", "home"), ("a/b/c.html", "c"), ("a/d.html", "d")]), folder)?;
    let written = put(&site(&[("index.html", "home"), ("a/d.html", "d")]), folder)?;
    ensure(written.removed == 1, format!("{written:?}"))?;
    let left = visible(folder);
    ensure(left == ["a/", "a/d.html", "index.html"], format!("{left:?} is left"))
}

fn files_and_folders_change_places(folder: &Path) -> Verdict {
    put(&site(&[("a", "file"), ("b/c.html", "c")]), folder)?;
    put(&site(&[("a/index.html", "page"), ("b", "file")]), folder)?;
    let there = visible(folder);
    ensure(there == ["a/", "a/index.html", "b"], format!("{there:?}"))
}

fn a_failed_copy_changes_nothing(folder: &Path) -> Verdict {
    let out = folder.join("public");
    put(&site(&[("index.html", "good"), ("gone.html", "good")]), &out)?;
    let before = snapshot(&out);
    // A film that was there when the site was read and is not when it is written.
    let film = folder.join("film.webm");
    let sources = Sources::new([Source {
        path: "static/film.webm".to_owned(),
        content: Content::OnDisk(film),
    }]);
    let mut next = site(&[("index.html", "next"), ("new.html", "next")]);
    let id = sources.find("static/film.webm").ok_or("the source is not there")?;
    next.artifacts.insert("film.webm".to_owned(), Artifact::Copied(id));
    let result = write(&next, &sources, &out, Foreign::Refuse);
    expect_code(&result, "emit/write")?;
    ensure(snapshot(&out) == before, "the last good site was touched")
}

fn a_failure_half_way(folder: &Path) -> Verdict {
    let first = site(&[("gone.html", "good"), ("index.html", "good")]);
    put(&first, folder)?;
    // Nobody's business, until the site wants a folder of its name. Only then does it fail, after
    // what sorts before it has taken its place.
    fs::write(folder.join(".other"), "mine")?;
    let next = site(&[("-new.html", "next"), (".other/x", "next"), ("index.html", "next")]);
    let result = write(&next, &Sources::default(), folder, Foreign::Refuse);
    expect_code(&result, "emit/write")?;
    let problem = result.err().ok_or("it was written")?;
    let said = format!("{:?}", (&problem.help, &problem.notes));
    ensure(said.contains("build again"), format!("what is to be done is not said: {said}"))?;
    ensure(!said.contains("as they were"), format!("nothing is said to have changed: {said}"))?;
    ensure(fs::read(folder.join(".other"))? == b"mine", "the file of others was touched")?;
    let left = visible(folder);
    ensure(left.contains(&"gone.html".to_owned()), format!("gone.html is gone: {left:?}"))?;
    fs::remove_file(folder.join(".other"))?;
    put(&next, folder)?;
    let left = visible(folder);
    ensure(left == ["-new.html", "index.html"], format!("{left:?}"))
}

fn hidden_folders_are_not_replaced(folder: &Path) -> Verdict {
    fs::create_dir(folder.join(".git"))?;
    fs::write(folder.join(".git/config"), "x")?;
    for (foreign, code) in
        [(Foreign::Refuse, "emit/foreign-files"), (Foreign::Delete, "emit/write")]
    {
        let result = write(&site(&[(".git", "x")]), &Sources::default(), folder, foreign);
        expect_code(&result, code)?;
    }
    ensure(fs::read(folder.join(".git/config"))? == b"x", ".git was touched")
}

fn a_file_is_no_folder(folder: &Path) -> Verdict {
    let out = folder.join("public");
    fs::write(&out, "mine")?;
    let checked = check_folder(&out, &folder.join("site")).map(|()| Written::default());
    expect_code(&checked, "emit/write")?;
    let result =
        write(&site(&[("index.html", "home")]), &Sources::default(), &out, Foreign::Refuse);
    expect_code(&result, "emit/write")?;
    ensure(fs::read(&out)? == b"mine", "the file was touched")
}

fn nothing_is_below_a_file(folder: &Path) -> Verdict {
    fs::write(folder.join("file"), "mine")?;
    let out = folder.join("file/public");
    let result =
        write(&site(&[("index.html", "home")]), &Sources::default(), &out, Foreign::Refuse);
    expect_code(&result, "emit/write")?;
    ensure(fs::read(folder.join("file"))? == b"mine", "the file was touched")
}

fn unsafe_folders_are_refused(folder: &Path) -> Verdict {
    let root = folder.join("site");
    fs::create_dir_all(root.join("content/notes"))?;
    for bad in ["", "..", "content", "content/notes", "static/out", "themes", "./content/../"] {
        let checked = check_folder(&root.join(bad), &root).map(|()| Written::default());
        expect_code(&checked, "emit/unsafe-folder").map_err(|failed| {
            format!("{bad:?}: {}", failed.message().unwrap_or_default().to_owned())
        })?;
    }
    for good in ["public", "out/put", "../elsewhere", "contents"] {
        check_folder(&root.join(good), &root).map_err(|problem| said(&problem))?;
    }
    Ok(())
}

#[cfg(unix)]
fn own_folders_are_no_links(folder: &Path) -> Verdict {
    let (root, outside) = (folder.join("site"), folder.join("outside"));
    fs::create_dir_all(&outside)?;
    fs::create_dir_all(root.join("out"))?;
    std::os::unix::fs::symlink(&outside, root.join("public"))?;
    for path in ["public", "public/below"] {
        let checked = check_own_folder(&root.join(path), &root).map(|()| Written::default());
        expect_code(&checked, "emit/unsafe-folder")?;
    }
    let own = ["out", "new/below"].map(|path| check_own_folder(&root.join(path), &root));
    ensure(own.iter().all(Result::is_ok), format!("{own:?}"))
}

#[cfg(not(unix))]
fn own_folders_are_no_links(_: &Path) -> Verdict {
    Ok(())
}

#[cfg(unix)]
fn unsafe_folders_are_seen_through_links(folder: &Path) -> Verdict {
    let root = folder.join("site");
    fs::create_dir_all(root.join("content"))?;
    std::os::unix::fs::symlink(root.join("content"), folder.join("out"))?;
    let checked = check_folder(&folder.join("out"), &root).map(|()| Written::default());
    expect_code(&checked, "emit/unsafe-folder")
}

#[cfg(not(unix))]
fn unsafe_folders_are_seen_through_links(_: &Path) -> Verdict {
    Ok(())
}

fn the_list_names_no_address(folder: &Path) -> Verdict {
    put(&site(&[("notes/unlisted-9c1e/index.html", "x")]), folder)?;
    for (path, bytes) in snapshot(folder) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        ensure(!text.contains("unlisted-9c1e"), format!("{path} names the page"))?;
    }
    Ok(())
}

/// A disk of 64 KiB, for as long as this lives.
struct SmallDisk<'a>(&'a Path);

impl<'a> SmallDisk<'a> {
    /// Only root may make one.
    fn mount(at: &'a Path) -> Option<Self> {
        let made = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=64k", "tmpfs"])
            .arg(at)
            .output()
            .is_ok_and(|output| output.status.success());
        made.then_some(Self(at))
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0).output();
    }
}

fn full_disk() -> Result<Completion, Failed> {
    let folder = tempfile::tempdir()?;
    let Some(disk) = SmallDisk::mount(folder.path()) else {
        return Ok(Completion::ignored_with("no disk could be mounted; run as root on Linux"));
    };
    let out = disk.0.join("public");
    put(&site(&[("index.html", "good"), ("gone.html", "good")]), &out)?;
    let before = snapshot(&out);
    let large = "x".repeat(40_000);
    let next = site(&[("a.html", &large), ("b.html", &large), ("index.html", "next")]);
    let result = write(&next, &Sources::default(), &out, Foreign::Refuse);
    expect_code(&result, "emit/write")?;
    let helps = result.is_err_and(|problem| problem.help.is_some_and(|help| help.contains("full")));
    ensure(helps, "the message does not say that the disk is full")?;
    ensure(snapshot(&out) == before, "the last good site was touched")?;
    Ok(Completion::Completed)
}

fn nothing_is_left_of_a_site(folder: &Path) -> Verdict {
    let output = folder.join("a/b");
    let open = || Output::open(&output, Foreign::Refuse).map_err(|problem| said(&problem));
    let page = |waiting: &Output| waiting.take("x/index.html", b"page".to_vec());
    let waiting = open()?;
    page(&waiting);
    ensure(output.exists(), "pages wait in the output folder")?;
    drop(waiting);
    ensure(!folder.join("a").exists(), "the folders are gone again")?;

    put(&site(&[("index.html", "home")]), &output)?;
    let before = snapshot(&output);
    let waiting = open()?;
    page(&waiting);
    drop(waiting);
    ensure(snapshot(&output) == before, "the last site is as it was")?;

    let waiting = open()?;
    let mut next = site(&[("index.html", "home")]);
    next.artifacts.insert("x/index.html".to_owned(), page(&waiting));
    let written = waiting.finish(&next, &Sources::default()).map_err(|problem| said(&problem))?;
    ensure(written == Written { files: 2, changed: 1, removed: 0 }, format!("{written:?}"))?;
    let page = fs::read_to_string(output.join("x/index.html"))?;
    ensure(page == "page", page)
}

fn what_is_left_goes(folder: &Path) -> Verdict {
    let abandoned = folder.join(".carnet-staging-killed");
    fs::create_dir_all(abandoned.join("files/notes"))?;
    fs::write(abandoned.join("lock"), "")?;
    let unlocked = folder.join(".carnet-staging-unlocked");
    fs::create_dir(&unlocked)?;
    let running = Output::open(folder, Foreign::Refuse).map_err(|problem| said(&problem))?;
    ensure(!abandoned.exists(), "a folder that nobody holds is gone")?;
    ensure(!unlocked.exists(), "one that nobody came to lock, too")?;
    let waiting = running.take("a.html", b"a".to_vec());
    put(&site(&[("index.html", "home")]), folder)?;
    let mut next = site(&[]);
    next.artifacts.insert("a.html".to_owned(), waiting);
    running.finish(&next, &Sources::default()).map_err(|problem| said(&problem))?;
    ensure(folder.join("a.html").exists(), "the build that ran came to its end")
}

fn hidden_files_are_not_written_over(folder: &Path) -> Verdict {
    fs::write(folder.join(".env"), "mine")?;
    let with = |text| site(&[("index.html", "home"), (".env", text)]);
    let refused = write(&with("theirs"), &Sources::default(), folder, Foreign::Refuse);
    let problem = refused.err().ok_or("it was written")?;
    ensure(problem.message.contains(".env"), problem.message)?;
    ensure(fs::read_to_string(folder.join(".env"))? == "mine", "the file is as it was")?;
    ensure(!folder.join("index.html").exists(), "nothing else was written")?;
    write(&with("theirs"), &Sources::default(), folder, Foreign::Delete)
        .map_err(|problem| said(&problem))?;
    ensure(fs::read_to_string(folder.join(".env"))? == "theirs", "it is when asked for")?;
    put(&with("again"), folder)?;
    ensure(fs::read_to_string(folder.join(".env"))? == "again", "from then on it is carnet's")
}
