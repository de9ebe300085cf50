//! Whole small sites and the whole trees that are expected of them, compared file by file.
//!
//! `tests/sites/<name>/site` is read from disk like any site, `expected/` is what comes out and
//! `diagnostics.txt` what is told. A file in one tree and not in the other fails, so that no
//! expectation outlives what it was about. The widgets are left out: they have tests of their own.
//!
//! A site with more files than anybody reads names those to compare in `compared.txt`, one a line.
//!
//! A file that is known to be wrong is named in `fixme.txt`, `path: why`, one a line; what is right
//! stands in `expected/`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use carnet::diagnostic::report;
use carnet::source::read::read;
use carnet::{Options, Silent, build, emit};
use libtest_mimic::{Completion, Failed, Trial};

use crate::check::{visible, without_hash};
use crate::diff;
use crate::house::{below, files, here, is_update};

pub(crate) fn trials() -> Vec<Trial> {
    let Ok(entries) = fs::read_dir(here().join("sites")) else { return Vec::new() };
    let mut folders: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    folders.sort();
    folders
        .into_iter()
        .filter(|folder| folder.is_dir())
        .map(|folder| {
            let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
            Trial::ignorable_test(format!("sites/{name}"), move || compare(&folder))
        })
        .collect()
}

/// The site as its tree of files, the report among them as `diagnostics.txt`.
fn actual(folder: &Path) -> Result<BTreeMap<String, String>, Failed> {
    let sources = Arc::new(read(&folder.join("site"))?);
    let outcome = build(&sources, &Options::default(), &Silent);
    let site = outcome.value.unwrap_or_default();
    let names: Vec<(String, String)> = site
        .artifacts
        .keys()
        .filter_map(|path| Some((path.clone(), without_hash(path)?)))
        .collect();
    let mut tree = BTreeMap::new();
    let told = report::short(&outcome.diagnostics, &sources);
    tree.insert("diagnostics.txt".to_owned(), visible(&told, &[]));
    let compared = fs::read_to_string(folder.join("compared.txt")).ok();
    let is_compared =
        |path: &str| compared.as_ref().is_none_or(|list| list.lines().any(|line| line == path));
    for (path, artifact) in &site.artifacts {
        if without_hash(path).is_none() && is_compared(path) {
            let bytes = emit::bytes(artifact, &sources)?;
            let text = visible(&String::from_utf8_lossy(&bytes), &names);
            tree.insert(format!("expected/{path}"), text);
        }
    }
    Ok(tree)
}

fn expected(folder: &Path) -> BTreeMap<String, String> {
    // Hidden files, such as `.nojekyll`, are part of the output: they are listed by name.
    let mut paths = files(&folder.join("expected"));
    paths.push(folder.join("diagnostics.txt"));
    paths.push(folder.join("expected/.nojekyll"));
    paths
        .into_iter()
        .filter_map(|path| Some((below(folder, &path), fs::read_to_string(&path).ok()?)))
        .collect()
}

fn compare(folder: &Path) -> Result<Completion, Failed> {
    let actual = actual(folder)?;
    let wrong = known_to_be_wrong(folder);
    if is_update() {
        rewrite(folder, &actual, &wrong)?;
    }
    let expected = expected(folder);
    let mut problems = Vec::new();
    for (path, text) in &actual {
        let is_wrong = wrong.contains_key(path);
        match expected.get(path) {
            None => problems.push(format!("{path} came and is not expected")),
            Some(expected) if expected == text && is_wrong => {
                problems.push(format!("{path} is right now: take it out of fixme.txt"));
            }
            Some(expected) if expected != text && !is_wrong => problems.push(format!(
                "{path} differs (- expected, + came):\n{}",
                diff::lines(expected, text)
            )),
            Some(_) => {}
        }
    }
    for path in expected.keys().filter(|path| !actual.contains_key(*path)) {
        problems.push(format!("{path} is expected and did not come"));
    }
    match (problems.is_empty(), wrong.is_empty()) {
        (false, _) => Err(problems.join("\n").into()),
        (true, true) => Ok(Completion::Completed),
        (true, false) => {
            let known: Vec<String> =
                wrong.iter().map(|(path, why)| format!("{path}: {why}")).collect();
            Ok(Completion::ignored_with(format!("all but fixme: {}", known.join("; "))))
        }
    }
}

/// Files with a known mistake, and which.
fn known_to_be_wrong(folder: &Path) -> BTreeMap<String, String> {
    let text = fs::read_to_string(folder.join("fixme.txt")).unwrap_or_default();
    let pairs = text.lines().filter_map(|line| line.split_once(": "));
    pairs.map(|(path, why)| (path.to_owned(), why.to_owned())).collect()
}

/// Makes a site expect what comes out, but for what is known to be wrong.
fn rewrite(
    folder: &Path,
    actual: &BTreeMap<String, String>,
    wrong: &BTreeMap<String, String>,
) -> Result<(), Failed> {
    let kept: Vec<(String, String)> =
        expected(folder).into_iter().filter(|(path, _)| wrong.contains_key(path)).collect();
    let tree = folder.join("expected");
    if tree.exists() {
        fs::remove_dir_all(&tree)?;
    }
    for (path, text) in actual.iter().chain(kept.iter().map(|(path, text)| (path, text))) {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, text)?;
    }
    Ok(())
}
