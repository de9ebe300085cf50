//! Rules about the source files of generator, widgets and tests.

use std::path::PathBuf;

use libtest_mimic::{Failed, Trial};

use crate::house::{Verdict, below, ensure, files, root, text};

/// Beyond this a file is a table, or is to be taken apart.
const MOST_LINES: usize = 600;

/// Files that are longer all the same, and why. Test files may be as long as they like.
const LONG: &[(&str, &str)] = &[];

/// Where reading, writing and listing files is the work: how the paths begin.
const TOUCHES_THE_DISK: &[&str] =
    &["generator/src/source/read.rs", "generator/src/emit", "generator/src/command"];

/// The files that know the template engine: how their paths begin.
const KNOWS_THE_ENGINE: &[&str] = &[
    "generator/src/template/engine.rs",
    "generator/src/template/engine/",
    "generator/src/template/errors.rs",
    "generator/src/template/register.rs",
    "generator/src/template/value.rs",
];

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        Trial::test("tidy: nothing is unwrapped outside tests", nothing_is_unwrapped),
        Trial::test("tidy: only the edges touch the disk", only_the_edges_touch_the_disk),
        Trial::test("tidy: only a few files know the template engine", few_know_the_engine),
        Trial::test("tidy: every file says what it is", every_file_says_what_it_is),
        Trial::test("tidy: no file is too long", no_file_is_too_long),
    ]
}

/// A source file: its path from the root of the repository, and its text.
type File = (String, String);

/// The Rust files of some folders.
fn rust(folders: &[&str]) -> Result<Vec<File>, Failed> {
    let root = root();
    let found: Vec<PathBuf> = folders.iter().flat_map(|folder| files(&root.join(folder))).collect();
    let rust = found.into_iter().filter(|path| path.extension().is_some_and(|end| end == "rs"));
    rust.map(|path| Ok((below(&root, &path), text(&path)?))).collect()
}

/// The generator and the widgets: what people run.
fn shipped() -> Result<Vec<File>, Failed> {
    let folders = [
        "generator/src",
        "widgets/behaviour/src",
        "widgets/browser/src",
        "widgets/bundle",
        "widgets/contract/src",
    ];
    let files = rust(&folders)?;
    ensure(files.len() > 50, "the source files were not found")?;
    Ok(files)
}

/// Lines with their number, without comments, up to where the tests begin. Tests stand last in a
/// file, or in one of their own.
fn code_lines(file: &File) -> impl Iterator<Item = (usize, &str)> {
    let (path, text) = file;
    let is_test = path.ends_with("tests.rs") || path.contains("/tests/");
    let lines = if is_test { "" } else { text.as_str() };
    (1..)
        .zip(lines.lines())
        .take_while(|(_, line)| !line.trim_start().starts_with("#[cfg(test)]"))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}

fn nothing_is_unwrapped() -> Verdict {
    let mut problems = Vec::new();
    for file in &shipped()? {
        for (number, line) in code_lines(file) {
            if line.contains(".unwrap()") || line.contains(".unwrap_err()") {
                problems.push(format!("{}:{number}: {}", file.0, line.trim()));
            }
        }
    }
    ensure(problems.is_empty(), problems.join("\n"))
}

fn only_the_edges_touch_the_disk() -> Verdict {
    only_some_say(TOUCHES_THE_DISK, &["std::fs", " fs::", "(fs::", "File::open", "std::env::"])
}

/// The compiler keeps the engine's methods away from everybody else.
fn few_know_the_engine() -> Verdict {
    only_some_say(
        KNOWS_THE_ENGINE,
        &["tera::", "tera_contrib::", "use tera", "of_engine", "into_engine"],
    )
}

/// That no file of the generator holds one of these words but those whose paths begin so.
fn only_some_say(allowed: &[&str], words: &[&str]) -> Verdict {
    let mut problems = Vec::new();
    for file in rust(&["generator/src"])?
        .iter()
        .filter(|(path, _)| !allowed.iter().any(|beginning| path.starts_with(beginning)))
    {
        for (number, line) in code_lines(file) {
            if words.iter().any(|word| line.contains(word)) {
                problems.push(format!("{}:{number}: {}", file.0, line.trim()));
            }
        }
    }
    ensure(problems.is_empty(), problems.join("\n"))
}

fn every_file_says_what_it_is() -> Verdict {
    let mut files = shipped()?;
    files.extend(rust(&["tests/src"])?);
    let silent = files.iter().filter(|(_, text)| !text.starts_with("//! "));
    let problems: Vec<String> =
        silent.map(|(path, _)| format!("{path} does not begin with `//! `")).collect();
    ensure(problems.is_empty(), problems.join("\n"))
}

fn no_file_is_too_long() -> Verdict {
    let mut problems = Vec::new();
    let files = shipped()?;
    for (path, text) in &files {
        let lines = text.lines().count();
        let is_exception = LONG.iter().any(|(long, _)| long == path);
        let is_test = path.ends_with("tests.rs") || path.contains("/tests/");
        match (lines > MOST_LINES, is_exception) {
            (true, false) if !is_test => problems.push(format!("{path} has {lines} lines")),
            (false, true) => problems.push(format!("{path} has {lines} lines: no exception now")),
            _ => {}
        }
    }
    let gone = LONG.iter().filter(|(long, _)| !files.iter().any(|(path, _)| path == long));
    problems.extend(gone.map(|(path, _)| format!("{path} is an exception and does not exist")));
    ensure(problems.is_empty(), problems.join("\n"))
}
