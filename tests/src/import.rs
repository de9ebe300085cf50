//! What an import makes: every word is kept or told of, and what comes passes as it comes.
//!
//! `tests/imports/<name>/given` is imported into the site that `carnet init` makes; `expected.txt`
//! holds the files that are new and the report. The codes `import/…` come from here and from no
//! build, so the cases of the suite cannot hold them; [`CODES`] tells the tidy test.

mod vault;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use carnet::command::{import as edge, init};
use carnet::diagnostic::{Diagnostic, report};
use carnet::import::obsidian::Vault;
use carnet::import::{Imported, Known, NewContent, obsidian, praxis};
use carnet::source::{Content, Source, Sources, read};
use carnet::{Options, Silent, build, config, diagnostic};
use libtest_mimic::{Failed, Trial};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

use crate::diff;
use crate::house::{Verdict, below, ensure, files, here, is_update, text};

/// The codes that the tests of this file exercise.
pub(crate) const CODES: &[&str] = &[
    "import/already-there",
    "import/changed",
    "import/guessed",
    "import/left-out",
    "import/not-understood",
    "import/renamed",
    "import/unreadable",
];

pub(crate) fn trials() -> Vec<Trial> {
    let mut trials = vec![
        Trial::test("import: a vault of 1,000 notes loses nothing", vault::nothing_is_lost),
        Trial::test("import: nothing that is there is written over", nothing_is_overwritten),
        Trial::test("import: nothing that strangers wrote makes a panic", nothing_panics),
        Trial::test("import: what is made of anything passes", anything_passes),
        Trial::test("import: each thing is told once of a file", each_thing_is_told_once),
        Trial::test("import: every code is told by a case", every_code_is_told),
    ];
    for name in names() {
        trials.push(Trial::test(format!("imports/{name}"), move || compare(&name)));
    }
    trials
}

fn names() -> Vec<String> {
    let entries = fs::read_dir(here().join("imports")).into_iter().flatten().flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// The site that `carnet init` makes.
fn new_site() -> Result<Sources, Failed> {
    let folder = tempfile::tempdir()?;
    for (path, bytes) in init::files() {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap_or(&path))?;
        fs::write(path, bytes)?;
    }
    Ok(read::read(folder.path())?)
}

fn known(site: &Sources) -> Result<Known, Failed> {
    let config = config::parse(site).value.ok_or("the new site has no configuration")?;
    Ok(Known::of(site, &config))
}

fn hash(bytes: &[u8]) -> blake3::Hash {
    blake3::hash(bytes)
}

/// Everything below `folder`, as the command reads it.
fn given(folder: &Path) -> Result<Sources, Failed> {
    let mut sources = Vec::new();
    for path in files(folder) {
        let name = below(folder, &path);
        let is_text = [".md", ".txt", ".html"].iter().any(|ending| name.ends_with(ending));
        let bytes = fs::read(&path)?;
        let content = match String::from_utf8(bytes) {
            Ok(text) if is_text => Content::Text(text.into()),
            Ok(text) => Content::Bytes(text.into_bytes().into()),
            Err(error) => Content::Bytes(error.into_bytes().into()),
        };
        sources.push(Source { path: name, content });
    }
    Ok(Sources::new(sources))
}

/// Imports a vault or pages, as their first part says.
fn imported(name: &str, sources: &Sources, known: &Known) -> Imported {
    if name.starts_with("praxis") {
        return praxis::import(sources, known);
    }
    obsidian::import(&vault_of(sources), known)
}

fn vault_of(sources: &Sources) -> Vault<'_> {
    let hashes = sources.iter().filter_map(|(id, source)| match &source.content {
        Content::Bytes(bytes) => Some((id, hash(bytes))),
        _ => None,
    });
    Vault { sources, hashes: hashes.collect(), there: Vec::new() }
}

/// The site with what was imported into it.
fn grown(site: &Sources, imported: &Imported, given: &Sources) -> Sources {
    let new = imported.files.iter().map(|(path, content)| Source {
        path: path.clone(),
        content: match content {
            NewContent::Text(text) => Content::Text(text.as_str().into()),
            NewContent::Bytes(bytes) => Content::Bytes(bytes.as_slice().into()),
            NewContent::CopyOf(id) => given.get(*id).content.clone(),
        },
    });
    let old = site.iter().map(|(_, source)| source.clone());
    Sources::new(old.chain(new))
}

/// What a check says of a site: errors, and warnings that an importer could have avoided.
fn complaints(sources: &Arc<Sources>) -> Vec<Diagnostic> {
    let outcome = build(sources, &Options::default(), &Silent);
    let mut problems = outcome.diagnostics;
    // Nobody knows when a note was written that does not say so, or what a language looks like; and
    // broken pictures and addresses that were given are kept.
    const OF_THE_GIVEN: &[&str] =
        &["section/unsorted", "code/unknown-language", "image/unreadable", "link/email-address"];
    problems.retain(|it| !OF_THE_GIVEN.contains(&it.code.name));
    problems
}

fn compare(name: &str) -> Verdict {
    let folder = here().join("imports").join(name);
    let site = new_site()?;
    let known = known(&site)?;
    let given = given(&folder.join("given"))?;
    let Imported { files, report: mut told } = imported(name, &given, &known);
    diagnostic::sort(&mut told, &given);
    let mut actual = report::short(&told, &given).trim_end().to_owned();
    actual.push('\n');
    for (path, content) in &files {
        let _ = match content {
            NewContent::Text(text) => write!(actual, "-- {path} --\n{text}"),
            NewContent::Bytes(bytes) => {
                writeln!(actual, "-- {path} -- anew\n{}", String::from_utf8_lossy(bytes))
            }
            NewContent::CopyOf(id) => writeln!(actual, "-- {path} -- as {}", given.get(*id).path),
        };
    }
    let path = folder.join("expected.txt");
    if is_update() {
        fs::write(&path, &actual)?;
    }
    let expected = text(&path)?;
    ensure(
        expected == actual,
        format!("{name} differs (- expected, + came):\n{}", diff::lines(&expected, &actual)),
    )?;
    let imported = Imported { files, report: told };
    let grown = Arc::new(grown(&site, &imported, &given));
    let problems = complaints(&grown);
    ensure(problems.is_empty(), report::short(&problems, &grown))
}

fn every_code_is_told() -> Verdict {
    let mut all = String::new();
    for name in names() {
        all.push_str(&text(&here().join("imports").join(name).join("expected.txt"))?);
    }
    let silent: Vec<&str> = CODES
        .iter()
        .copied()
        .filter(|code| {
            !all.contains(&format!("warning[{code}]")) && !all.contains(&format!("error[{code}]"))
        })
        .collect();
    ensure(silent.is_empty(), format!("no case tells {}", silent.join(", ")))
}

fn nothing_is_overwritten() -> Verdict {
    let folder = tempfile::tempdir()?;
    let site = new_site()?;
    let known = known(&site)?;
    // The site has this person and this note, and each is called otherwise than its file.
    let page = "Première note\n\nTexte.\n\nAuteur·trice(s)\n\nCamille Exemple\n";
    let imported = praxis::import(&Sources::from_texts([("a.txt", page)]), &known);
    ensure(imported.files.is_empty(), format!("{:?}", imported.files.keys()))?;
    let told = imported.report.iter().filter(|it| it.code.name == "import/already-there").count();
    ensure(told == 1, "the note of the site is not told of")?;
    let page = "Autre\n\nTexte.\n\nAuteur·trice(s)\n\nCamille Exemple\n";
    let imported = praxis::import(&Sources::from_texts([("a.txt", page)]), &known);
    let paths: Vec<&String> = imported.files.keys().collect();
    ensure(paths == ["content/notes/autre.md"], format!("{paths:?}"))?;
    let vault = Sources::from_texts([("premiere-note.md", "a"), ("b.md", "[[premiere-note]]")]);
    let imported = obsidian::import(&vault_of(&vault), &known);
    let paths: Vec<&String> = imported.files.keys().collect();
    ensure(paths == ["content/notes/b.md"], format!("{paths:?}"))?;
    // And a file that came while the import ran.
    let path = folder.path().join("content/notes/x.md");
    fs::create_dir_all(path.parent().unwrap_or(&path))?;
    fs::write(&path, "mine")?;
    let content = NewContent::Text("theirs".to_owned());
    let is_new = edge::write(folder.path(), "content/notes/x.md", &content, &vault)?;
    ensure(!is_new && fs::read_to_string(&path)? == "mine", "a file was written over")
}

fn each_thing_is_told_once() -> Verdict {
    let told = |text: &str| -> Vec<String> {
        obsidian::import_text(text).report.into_iter().map(|it| it.message).collect()
    };
    let same = told(&"[[nulle-part]] ".repeat(3_000));
    let is_counted = same.len() == 1 && same[0].ends_with("(3000 times)");
    ensure(is_counted, format!("{same:?}"))?;
    let others: String = (0..3_000).map(|number| format!("[[rien {number}]] ")).collect();
    let others = told(&others);
    let last = others.last().map(String::as_str).unwrap_or_default();
    let is_cut = others.len() == 500 && last.ends_with("and what follows (2501 times)");
    ensure(is_cut, format!("{} are told, the last: {last}", others.len()))
}

/// Pieces of which strangers' files are made.
const PIECES: &[&str] = &[
    "[[",
    "]]",
    "![[",
    "|",
    "#",
    "^a",
    "%%",
    "==",
    "`",
    "```\n",
    "~~~\n",
    "> ",
    "> [!note]- ",
    "\n",
    "\n\n",
    "- ",
    "1. ",
    "# ",
    "### ",
    "---\n",
    "a: b\n",
    "tags: [x]\n",
    "publish: false\n",
    "[",
    "](",
    ")",
    "![",
    "<",
    ">",
    "<img src=\"",
    "<a href=\"x.md\">",
    "\"",
    "</div>",
    "<div>",
    "<!--",
    "-->",
    "é",
    "🎉",
    "mot",
    "note",
    "note.md",
    "image.png|300",
    "javascript:x",
    "https://a.example/",
    "\\",
    "{",
    "}",
    "{#x}",
    "{{",
    "{%",
    "$",
    "&amp;",
    "*",
    "_",
    "\u{0}",
    "\u{a0}",
    "\r\n",
    "| a | b |\n|---|---|\n| ",
    "[^1]",
    "[^1]: x\n",
    "Note(s) liée(s)\n",
    "Carnet(s) relié(s)\n",
    "Auteur·trice(s)\n",
    "Communauté liée\n",
    "Publication\n",
    "12 mai 2020 25:00\n",
    "Visibilité\n",
    "public\n",
    "Pour citer cette note\n",
    "A B. (2020). T, https://a.example/.\n",
    "Intégré par A B, le 1 mai 2020\n",
    "10 notes\n",
    "TITRE\n",
    "  • un\n",
    "<h1>T</h1>",
    "<p>",
    "<table><tr><td>",
    "<ul><li>",
    "  ",
    "[r]: x\n",
    "+++\n",
    "![](",
    "[](",
    ": ",
    "~",
    "\t",
    "<br>",
    "<span>",
    "</span>",
    "file_copy ",
];

/// Tries rows of pieces, the same at each run; `SLOW=1` tries a hundred times as many.
fn try_rows(cases: u32, test: impl Fn(&str) -> Result<(), TestCaseError>) -> Verdict {
    let cases = if std::env::var_os("SLOW").is_some() { cases * 100 } else { cases };
    let settings = Config { cases, failure_persistence: None, ..Config::default() };
    let chance = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(settings, chance);
    let row = prop::collection::vec(prop::sample::select(PIECES), 0..60);
    let ran = runner.run(&row, |pieces| test(&pieces.concat()));
    ran.map_err(|error| error.to_string().into())
}

fn all_forms(text: &str) -> [(Imported, &'static str); 4] {
    [
        (obsidian::import_text(text), "note.md"),
        (praxis::import_text(&format!("Un titre\n\n{text}")), "page"),
        (praxis::import_text(&format!("<html><h1>Un titre</h1>{text}")), "page"),
        (praxis::import_text(text), "page"),
    ]
}

fn nothing_panics() -> Verdict {
    try_rows(2_000, |text| {
        all_forms(text);
        Ok(())
    })
}

fn anything_passes() -> Verdict {
    let site = new_site()?;
    try_rows(60, |text| {
        for (imported, name) in all_forms(text) {
            // HTML of a note stays as it is: what is broken in it is for the check to tell.
            if name == "note.md" && text.contains('<') {
                continue;
            }
            let given = Sources::from_texts([(name, text)]);
            let grown = Arc::new(grown(&site, &imported, &given));
            let mut errors = complaints(&grown);
            errors.retain(Diagnostic::is_error);
            if !errors.is_empty() {
                let files: Vec<_> = imported.files.values().collect();
                let told = report::short(&errors, &grown);
                return Err(TestCaseError::fail(format!("{told}\nof {text:?}\nin {files:?}")));
            }
        }
        Ok(())
    })
}

/// New files by path, with their texts.
fn texts(imported: &Imported) -> BTreeMap<&str, &str> {
    let texts = imported.files.iter().filter_map(|(path, content)| match content {
        NewContent::Text(text) => Some((path.as_str(), text.as_str())),
        NewContent::Bytes(_) | NewContent::CopyOf(_) => None,
    });
    texts.collect()
}
