//! What a site takes from git: made repositories in, dates, changes and people out; and beside `git
//! log` on repositories made by chance.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use carnet::history::History;
use carnet::history::read::read as read_history;
use carnet::site::Artifact;
use carnet::source::Sources;
use carnet::source::read::read;
use carnet::{Options, Silent, config};
use libtest_mimic::{Failed, Trial};

use crate::house::{Verdict, ensure};

/// The site of every repository here; `NAME.html` of a note is a line for each fact.
const CONFIG: &str = "base_url = \"https://carnet.example\"\ndefault_language = \"fr\"\n\
    [languages.en]\n[carnet]\nrepository = \"https://codeberg.org/a/b\"\n";
const TEMPLATE: &str = "date {{ note.date }}\nupdated {{ note.updated }}\n\
    {% for one in note.changes %}{{ one.date }} {{ one.by.title or '-' }} {{ one.by.permalink or '-' }} \
    {{ one.text }} {{ one.url | safe }}\n{% endfor %}\
    {% if note.added %}added {{ note.added.date }} {{ note.added.by.title or '-' }} {{ note.added.text }} \
    {{ note.added.url | safe }}\n{% endif %}{% if note.changed_since %}since\n{% endif %}\
    by {% for one in note.contributors %}{{ one.title }}, {% endfor %}\nall {{ note.changes_url | safe }}\n";

/// What is told of repositories, and nowhere in the suite, whose sites lie in none.
pub(crate) const CODES: &[&str] =
    &["history/no-repository", "history/shallow", "history/unreadable"];

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        Trial::test("history: dates, changes and people come from git", facts_of_a_note),
        Trial::test("history: a day that a note tells may be before its changes", told_before),
        Trial::test("history: what a note was while it was hidden is not told", hidden_versions),
        Trial::test("history: what a section or an original hid is not told", hidden_around),
        Trial::test("history: people who are hidden are not named", hidden_people),
        Trial::test("history: of two people of one name neither is credited", namesakes),
        Trial::test("history: one version alone is the original", dates_of_translations),
        Trial::test("history: strangers' names and messages are words", hostile_words),
        Trial::test("history: dates that cannot be count for nothing", dates_that_cannot_be),
        Trial::test("history: commits that changed form alone are passed over", passed_over),
        Trial::test("history: a site may take dates alone, or nothing", as_the_site_wants),
        Trial::test("history: a shallow clone and no repository are told", gaps),
        Trial::test("history: a clone without old files is told", partial),
        Trial::test("history: a broken repository is told and costs nothing else", broken),
        Trial::test("history: as git log has it, on any branches", like_git_log),
        Trial::test("history: as git log has it, through renames", like_git_log_through_renames),
    ]
}

/// One commit to make.
#[derive(Clone, Debug, Default)]
struct Made {
    parents: Vec<usize>,
    author: Option<&'static str>,
    /// Seconds since 1970, and the offset.
    time: Option<(i64, &'static str)>,
    /// When it was committed, in seconds since 1970.
    committed: Option<i64>,
    message: String,
    /// Paths and contents; none to delete.
    files: Vec<(String, Option<String>)>,
}

fn made(parents: &[usize], message: &str, files: &[(&str, &str)]) -> Made {
    let files = files.iter().map(|(path, text)| {
        let text = (!text.is_empty()).then(|| (*text).to_owned());
        ((*path).to_owned(), text)
    });
    Made {
        parents: parents.to_vec(),
        message: message.to_owned(),
        files: files.collect(),
        ..Made::default()
    }
}

/// Git, without anything of this machine.
fn git(folder: &Path, arguments: &[&str], input: &[u8]) -> Result<String, Failed> {
    let mut child = Command::new("git")
        .current_dir(folder)
        .args(arguments)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env_remove("GIT_DIR")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    if let Some(mut pipe) = child.stdin.take() {
        pipe.write_all(input)?;
    }
    let output = child.wait_with_output()?;
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    ensure(output.status.success(), format!("git {arguments:?}: {told}"))?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A repository of these commits; the last is the newest. The first holds the site too.
fn repository(folder: &Path, commits: &[Made]) -> Verdict {
    git(folder, &["init", "-q", "-b", "main"], b"")?;
    let mut stream = Vec::new();
    for (number, commit) in commits.iter().enumerate() {
        let author = commit.author.unwrap_or("Ana Roy <ana@a.example>");
        let number_of_seconds = 1_700_000_000 + i64::try_from(number).unwrap_or(0) * 86_400;
        let (seconds, offset) = commit.time.unwrap_or((number_of_seconds, "-0500"));
        let mut head = format!("commit refs/heads/main\nmark :{}\n", number + 1);
        let _ = writeln!(head, "author {author} {seconds} {offset}");
        let committed = commit.committed.unwrap_or(number_of_seconds);
        let _ = writeln!(head, "committer Forge <forge@a.example> {committed} +0000");
        let _ = writeln!(head, "data {}\n{}", commit.message.len(), commit.message);
        for (place, parent) in commit.parents.iter().enumerate() {
            let word = if place == 0 { "from" } else { "merge" };
            let _ = writeln!(head, "{word} :{}", parent + 1);
        }
        if number > 0 && commit.parents.is_empty() {
            let _ = writeln!(head, "deleteall");
        }
        stream.extend_from_slice(head.as_bytes());
        let own = [("config.toml", CONFIG), ("templates/note.html", TEMPLATE)];
        let own = own.iter().filter(|_| number == 0);
        let own = own.map(|(path, text)| ((*path).to_owned(), Some((*text).to_owned())));
        for (path, text) in own.chain(commit.files.iter().cloned()) {
            match text {
                Some(text) => {
                    let file = format!("M 100644 inline {path}\ndata {}\n{text}\n", text.len());
                    stream.extend_from_slice(file.as_bytes());
                }
                None => stream.extend_from_slice(format!("D {path}\n").as_bytes()),
            }
        }
    }
    git(folder, &["fast-import", "--quiet", "--force"], &stream)?;
    git(folder, &["reset", "-q", "--hard", "main"], b"").map(drop)
}

fn history_of(folder: &Path, sources: &Sources) -> Result<Arc<History>, Failed> {
    let config = config::written(sources).value.ok_or("there is no configuration")?;
    Ok(read_history(folder, &config, None))
}

/// The text of an output file, every output byte as text, and what was told.
fn built(folder: &Path, file: &str) -> Result<(String, String, Vec<String>), Failed> {
    let sources = read(folder)?;
    let history = history_of(folder, &sources)?;
    let sources = Arc::new(sources.with_history(history));
    let outcome = carnet::build(&sources, &Options::default(), &Silent);
    let site = outcome.value.ok_or("there is no site")?;
    let all: String = site
        .artifacts
        .values()
        .filter_map(|artifact| match artifact {
            Artifact::Made(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
            _ => None,
        })
        .collect();
    let text = match site.artifacts.get(file) {
        Some(Artifact::Made(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
        _ => String::new(),
    };
    let told = outcome
        .diagnostics
        .iter()
        .map(|problem| format!("{}: {}", problem.code.name, problem.message));
    Ok((text, all, told.filter(|it| !it.starts_with("section/")).collect()))
}

fn same(found: &str, expected: &str) -> Verdict {
    ensure(found.trim() == expected.trim(), format!("expected:\n{expected}\nfound:\n{found}"))
}

fn note(text: &str) -> String {
    format!("+++\ntitle = \"A\"\n+++\n{text}\n")
}

/// Lines of which most stay, so that a moved note is known again.
fn long(last: &str) -> String {
    note(&format!("Une première ligne.\n\nUne deuxième.\n\nUne troisième ligne.\n\n{last}"))
}

fn id(folder: &Path, back: usize) -> Result<String, Failed> {
    Ok(git(folder, &["rev-parse", &format!("HEAD~{back}")], b"")?.trim().to_owned())
}

fn facts_of_a_note() -> Verdict {
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    let old = "content/notes/old.md";
    let new = "content/notes/a.md";
    let person = "+++\ngiven = \"Béa\"\nfamily = \"Côté\"\ngit = [\"bc@b.example\"]\n+++\n";
    let commits = [
        made(&[], "Begin", &[(old, &long("un")), ("content/people/bea.md", person)]),
        Made {
            author: Some("bebe <BC@b.example>"),
            ..made(&[0], "Say more\n\nAt length.", &[(old, &long("deux"))])
        },
        made(&[1], "Rename", &[(old, ""), (new, &long("trois"))]),
        Made {
            author: Some("Ana R. <other@a.example>"),
            ..made(
                &[2],
                "",
                &[
                    (new, &long("quatre")),
                    (".mailmap", "Ana Roy <ana@a.example> <other@a.example>\n"),
                ],
            )
        },
        made(&[3], "Translate", &[("content/notes/a.en.md", &note("One."))]),
    ];
    repository(folder, &commits)?;
    let (text, _, told) = built(folder, "notes/a/index.html")?;
    ensure(told.is_empty(), format!("{told:?}"))?;
    let ids = [id(folder, 1)?, id(folder, 2)?, id(folder, 3)?, id(folder, 4)?];
    let url = |place: usize| format!("https://codeberg.org/a/b/commit/{}", ids[place]);
    same(
        &text,
        &format!(
            "date 2023-11-14T17:13:20-05:00\nupdated 2023-11-17T17:13:20-05:00\n\
             2023-11-17T17:13:20-05:00 Ana Roy -  {}\n\
             2023-11-16T17:13:20-05:00 Ana Roy - Rename {}\n\
             2023-11-15T17:13:20-05:00 Béa Côté https://carnet.example/people/bea/ Say more {}\n\
             added 2023-11-14T17:13:20-05:00 Ana Roy Begin {}\n\
             by Ana Roy, Béa Côté, \n\
             all https://codeberg.org/a/b/commits/branch/main/content/notes/a.md",
            url(0),
            url(1),
            url(2),
            url(3),
        ),
    )?;
    // A translation has its own changes and its original's date.
    let (text, ..) = built(folder, "en/notes/a/index.html")?;
    ensure(text.starts_with("date 2023-11-14T17:13:20-05:00\nupdated 2023-11-1"), &text)?;
    ensure(text.contains("Translate") && !text.contains("Rename"), &text)
}

fn told_before() -> Verdict {
    let with = |updated: &str, text: &str| {
        format!("+++\ntitle = \"A\"\nupdated = {updated}\n+++\n{text}\n")
    };
    // The second commit is of 2023-11-15.
    for (updated, has_changed_since) in
        [("2023-11-14", true), ("2023-11-15", false), ("2023-11-16", false)]
    {
        let folder = tempfile::tempdir()?;
        let path = "content/notes/a.md";
        let first = made(&[], "Begin", &[(path, &with(updated, "un"))]);
        let second = made(&[0], "Change", &[(path, &with(updated, "deux"))]);
        repository(folder.path(), &[first.clone(), second])?;
        let (text, ..) = built(folder.path(), "notes/a/index.html")?;
        ensure(text.contains("\nsince\n") == has_changed_since, &text)?;
        // The commit with which a note came changed nothing.
        let folder = tempfile::tempdir()?;
        repository(folder.path(), &[first])?;
        let (text, ..) = built(folder.path(), "notes/a/index.html")?;
        ensure(text.contains("added 2023-11-14") && !text.contains("\nsince\n"), &text)?;
    }
    Ok(())
}

fn hidden_versions() -> Verdict {
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    let path = "content/notes/a.md";
    let with = |key: &str| format!("+++\ntitle = \"A\"\n{key}\n+++\n");
    let commits = [
        made(&[], "zqlune", &[(path, &note("zqlune"))]),
        Made {
            author: Some("Zqmars <zqmars@a.example>"),
            ..made(&[0], "zqmars", &[(path, &with("visibility = \"private\""))])
        },
        made(&[1], "zqterre", &[(path, &with("draft = true"))]),
        made(&[2], "Publish", &[(path, &note("Bonjour"))]),
        made(&[3], "Mend", &[(path, &note("Bonjour !"))]),
        made(&[4], "zqsoleil", &[("content/notes/b.md", &with("visibility = \"private\""))]),
    ];
    repository(folder, &commits)?;
    let (text, all, told) = built(folder, "notes/a/index.html")?;
    ensure(told.is_empty(), format!("{told:?}"))?;
    ensure(text.starts_with("date 2023-11-17T"), &text)?;
    ensure(text.contains("Publish") && text.contains("Mend"), &text)?;
    ensure(
        !["lune", "mars", "terre", "soleil"]
            .iter()
            .any(|it| all.to_lowercase().contains(&format!("zq{it}"))),
        "something of the time before is told",
    )
}

fn hidden_around() -> Verdict {
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    let with = |key: &str| format!("+++\ntitle = \"A\"\n{key}\n+++\n");
    let (closed, open) = (with("draft = true"), with(""));
    let private = with("visibility = \"private\"");
    let text = note("Bonjour");
    let commits = [
        made(
            &[],
            "zqlune",
            &[
                // A section of any language that is closed, and one above it that is open.
                ("content/notes/_index.md", &open),
                ("content/notes/un/_index.md", &closed),
                ("content/notes/un/deux/a.md", &text),
                ("content/notes/b.md", &private),
                ("content/notes/c/index.md", &private),
                // An original may lie in another folder of its kind, and begin with a date.
                ("content/notes/un/2023-01-01-d.md", &text),
                ("content/notes/f.fr.md", &private),
            ],
        ),
        made(
            &[0],
            "zqmars",
            &[
                ("content/notes/b.en.md", &text),
                ("content/notes/c.en.md", &text),
                ("content/notes/d.en.md", &text),
                ("content/notes/f.en.md", &text),
            ],
        ),
        made(
            &[1],
            "Open",
            &[
                ("content/notes/un/_index.md", &open),
                ("content/notes/b.md", &text),
                ("content/notes/c/index.md", &text),
                ("content/notes/f.fr.md", &text),
            ],
        ),
        made(
            &[2],
            "Mend",
            &[
                ("content/notes/un/deux/a.md", &note("Bonjour !")),
                ("content/notes/b.en.md", &note("Hello")),
            ],
        ),
    ];
    repository(folder, &commits)?;
    let (text, all, told) = built(folder, "notes/un/deux/a/index.html")?;
    ensure(told.is_empty(), format!("{told:?}"))?;
    ensure(text.starts_with("date 2023-11-17T") && text.contains("Mend"), &text)?;
    ensure(built(folder, "en/notes/b/index.html")?.0.contains("Mend"), "a change is missing")?;
    let early = ["zqlune", "zqmars", "2023-11-14", "2023-11-15"];
    let leaks: Vec<&&str> = early.iter().filter(|it| all.contains(**it)).collect();
    ensure(leaks.is_empty(), format!("the time before is told: {leaks:?}"))
}

fn namesakes() -> Verdict {
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    let path = "content/notes/a.md";
    let person = "+++\ngiven = \"Jean\"\nfamily = \"Roy\"\n+++\n";
    let people = [("content/people/one.md", person), ("content/people/two.md", person)];
    let by = |author: &'static str, parent: usize, text: &str| Made {
        author: Some(author),
        ..made(&[parent], "Change", &[(path, &note(text))])
    };
    let commits = [
        made(&[], "Begin", &[&[(path, note("un").as_str())], &people[..]].concat()),
        by("Jean Roy <x@a.example>", 0, "deux"),
    ];
    repository(folder, &commits)?;
    let (text, _, told) = built(folder, "notes/a/index.html")?;
    ensure(told.is_empty(), format!("{told:?}"))?;
    ensure(text.contains("Jean Roy - Change"), &text)?;
    ensure(text.contains("by Jean Roy, Ana Roy, \n"), &text)
}

fn dates_of_translations() -> Verdict {
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    let commits = [
        made(&[], "Begin", &[("content/notes/a.en.md", &note("One."))]),
        made(&[0], "Translate", &[("content/notes/a.es.md", &note("Uno."))]),
    ];
    repository(folder, &commits)?;
    let config = CONFIG.replace("[carnet]", "[languages.es]\n[carnet]");
    fs::write(folder.join("config.toml"), config)?;
    for language in ["en", "es"] {
        let (text, _, told) = built(folder, &format!("{language}/notes/a/index.html"))?;
        ensure(told.is_empty(), format!("{told:?}"))?;
        ensure(text.starts_with("date 2023-11-14T"), format!("{language}: {text}"))?;
    }
    Ok(())
}

fn hidden_people() -> Verdict {
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    let path = "content/notes/a.md";
    let person = |name: &str, visibility: &str| {
        format!(
            "+++\ngiven = \"{name}\"\nfamily = \"Roy\"\ngit = [\"{name}@git.example\"]\nvisibility = \"{visibility}\"\n+++\n"
        )
    };
    let people = [
        ("content/people/one.md", person("Zqone", "private")),
        ("content/people/two.md", person("Zqtwo", "unlisted")),
    ];
    let people: Vec<(&str, &str)> =
        people.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let by = |author: &'static str, parent: usize, text: &str| Made {
        author: Some(author),
        ..made(&[parent], "Change", &[(path, &note(text))])
    };
    let commits = [
        made(&[], "Begin", &[&[(path, note("un").as_str())], &people[..]].concat()),
        by("zqone  ROY <x@a.example>", 0, "deux"),
        by("Zqalias <zqone@git.example>", 1, "trois"),
        by("Zqtwo Roy <zqtwo@git.example>", 2, "quatre"),
        by("zqmail@a.example <zqmail@a.example>", 3, "cinq"),
        // Other accents, one of them a sign of its own; another order; an address of old.
        by("Zqoné Roy <x@a.example>", 4, "six"),
        by("Roy, Zqone\u{301} <x@a.example>", 5, "sept"),
        by("Zqalias <zqone@git.example>", 6, "huit"),
        made(&[7], "List", &[(".mailmap", "Zqalias Zq <zq@c.example> <zqone@git.example>\n")]),
    ];
    repository(folder, &commits)?;
    let (text, all, told) = built(folder, "notes/a/index.html")?;
    ensure(told.is_empty(), format!("{told:?}"))?;
    ensure(text.matches(" - - Change ").count() == 7, &text)?;
    ensure(text.contains("by Ana Roy, \n"), &text)?;
    let page = |name: &str| all.matches(name).count();
    ensure(
        page("Zqone") + page("zqone") + page("Zqalias") + page("zqmail") == 0,
        "somebody is named",
    )?;
    ensure(!all.contains("git.example") && !all.contains("a.example\""), "an address is shown")
}

fn hostile_words() -> Verdict {
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    let path = "content/notes/a.md";
    let commits = [
        made(&[], "Begin", &[(path, &note("un"))]),
        Made {
            author: Some("\u{202e}/a\"'&\u{200b}b{{ 1 + 1 }} <x@a.example>"),
            // Far ahead, in a zone that is none.
            time: Some((99_999_999_999, "+1400")),
            ..made(
                &[0],
                &format!("<script>alert(1)</script>\u{7}\u{202e} {}", "x".repeat(500)),
                &[(path, &note("deux"))],
            )
        },
    ];
    repository(folder, &commits)?;
    fs::remove_file(folder.join("templates/note.html"))?;
    let config = format!("theme = \"carnet\"\n{CONFIG}");
    fs::write(folder.join("config.toml"), config)?;
    let (text, _, told) = built(folder, "notes/a/index.html")?;
    ensure(told.is_empty(), format!("{told:?}"))?;
    let start = text.find("class=\"changes\"").ok_or("no changes are shown")?;
    let text = &text[start..];
    ensure(text.contains("&lt;script&gt;alert(1)&lt;/script&gt; xxx"), text)?;
    ensure(text.contains("{{ 1 + 1 }}"), text)?;
    ensure(!text.contains("<script>alert") && !text.contains('\u{202e}'), text)?;
    ensure(!text.contains(&"x".repeat(201)), "the message is not cut")?;
    ensure(text.contains("22:13"), text)
}

fn dates_that_cannot_be() -> Verdict {
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    let path = "content/notes/a.md";
    let at = |seconds: i64, made: Made| Made {
        time: Some((seconds, "+0000")),
        committed: Some(seconds),
        ..made
    };
    // In the year 9999, and before there was git: what stands around them counts.
    let commits = [
        at(253_402_000_000, made(&[], "Begin", &[(path, &note("un"))])),
        made(&[0], "Change", &[(path, &note("deux"))]),
        at(253_402_000_000, made(&[1], "Ahead", &[(path, &note("trois"))])),
    ];
    repository(folder, &commits)?;
    let (text, ..) = built(folder, "notes/a/index.html")?;
    ensure(text.starts_with("date 2023-11-15T"), &text)?;
    ensure(text.matches("2023-11-15T").count() == 4, &text)?;
    ensure(!text.contains("9999") && !text.contains("1970"), &text)
}

fn passed_over() -> Verdict {
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    let path = "content/notes/a.md";
    let commits = [
        made(&[], "Begin", &[(path, &note("un"))]),
        made(&[0], "Change", &[(path, &note("deux"))]),
        made(&[1], "Reformat", &[(path, &note("deux  "))]),
    ];
    repository(folder, &commits)?;
    let form = id(folder, 0)?;
    let list = format!("# Form\n{form} # alone\n");
    let more =
        [commits.as_slice(), &[made(&[2], "List", &[(".git-blame-ignore-revs", &list)])]].concat();
    repository(folder, &more)?;
    let (text, ..) = built(folder, "notes/a/index.html")?;
    ensure(text.contains("updated 2023-11-15") && !text.contains("Reformat"), &text)
}

fn as_the_site_wants() -> Verdict {
    for (key, has_date, has_changes) in [("full", true, true), ("dates", true, false)] {
        let folder = tempfile::tempdir()?;
        let folder = folder.path();
        let config = format!("{CONFIG}history = \"{key}\"\n");
        let commit =
            made(&[0], "Change", &[("config.toml", &config), ("content/notes/a.md", &note("un"))]);
        repository(folder, &[made(&[], "Begin", &[]), commit])?;
        let (text, ..) = built(folder, "notes/a/index.html")?;
        ensure(text.contains("date 2023") == has_date, &text)?;
        ensure(
            text.contains("Change") == has_changes && text.contains("Ana") == has_changes,
            &text,
        )?;
    }
    Ok(())
}

/// A new folder with a repository of two commits.
fn begun_and_changed(folder: &Path) -> Verdict {
    fs::create_dir(folder)?;
    let path = "content/notes/a.md";
    let commits = [
        made(&[], "Begin", &[(path, &note("un"))]),
        made(&[0], "Change", &[(path, &note("deux"))]),
    ];
    repository(folder, &commits)
}

fn gaps() -> Verdict {
    let folder = tempfile::tempdir()?;
    let (whole, shallow) = (folder.path().join("whole"), folder.path().join("shallow"));
    begun_and_changed(&whole)?;
    let from = format!("file://{}", whole.display());
    git(folder.path(), &["clone", "-q", "--depth", "1", &from, "shallow"], b"")?;
    let (text, _, told) = built(&shallow, "notes/a/index.html")?;
    ensure(
        told == [
            "history/shallow: this clone holds the last commits only: dates come from the front matter alone",
        ],
        format!("{told:?}"),
    )?;
    ensure(text.starts_with("date \n") && !text.contains("Change"), &text)?;
    // With all commits again, all is well.
    git(&shallow, &["fetch", "-q", "--unshallow"], b"")?;
    let (text, _, told) = built(&shallow, "notes/a/index.html")?;
    ensure(told.is_empty() && text.contains("Begin"), format!("{told:?}\n{text}"))?;
    fs::remove_dir_all(shallow.join(".git"))?;
    let (_, _, told) = built(&shallow, "notes/a/index.html")?;
    ensure(
        told == [
            "history/no-repository: this site is in no git repository: dates come from the front matter alone",
        ],
        format!("{told:?}"),
    )?;
    // Who counts on nothing is told nothing.
    fs::write(shallow.join("config.toml"), CONFIG.replace("repository", "publisher"))?;
    let (_, _, told) = built(&shallow, "notes/a/index.html")?;
    ensure(told.is_empty(), format!("{told:?}"))?;
    // A repository without a commit has nothing to tell, and is no mistake.
    fs::write(shallow.join("config.toml"), CONFIG)?;
    git(&shallow, &["init", "-q"], b"")?;
    let (_, _, told) = built(&shallow, "notes/a/index.html")?;
    ensure(told.is_empty(), format!("{told:?}"))
}

fn partial() -> Verdict {
    let folder = tempfile::tempdir()?;
    let (whole, partial) = (folder.path().join("whole"), folder.path().join("partial"));
    begun_and_changed(&whole)?;
    git(&whole, &["config", "uploadpack.allowFilter", "true"], b"")?;
    let from = format!("file://{}", whole.display());
    git(folder.path(), &["clone", "-q", "--filter=blob:none", &from, "partial"], b"")?;
    let (text, _, told) = built(&partial, "notes/a/index.html")?;
    ensure(told.len() == 1 && told[0].starts_with("history/unreadable"), format!("{told:?}"))?;
    ensure(text.starts_with("date \n") && !text.contains("Change"), &text)
}

fn broken() -> Verdict {
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    repository(folder, &[made(&[], "Begin", &[("content/notes/a.md", &note("un"))])])?;
    for pack in crate::house::files(&folder.join(".git/objects/pack")) {
        let mut permissions = fs::metadata(&pack)?.permissions();
        #[allow(clippy::permissions_set_readonly_false)]
        permissions.set_readonly(false);
        fs::set_permissions(&pack, permissions)?;
        fs::write(&pack, "nothing")?;
    }
    for object in crate::house::files(&folder.join(".git/objects")) {
        let _ = fs::remove_file(object);
    }
    let (text, _, told) = built(folder, "notes/a/index.html")?;
    ensure(told.len() == 1 && told[0].starts_with("history/unreadable"), format!("{told:?}"))?;
    ensure(text.starts_with("date \n"), &text)
}

/// Numbers that look like chance and are the same at each run (Knuth's MMIX generator).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % end.max(1)
    }
}

/// The ids of the changes of each note.
fn told(history: &History) -> BTreeMap<String, BTreeSet<String>> {
    let ids =
        |path: &String| history.changes[path].iter().map(|commit| commit.id.clone()).collect();
    history.changes.keys().map(|path| (path.clone(), ids(path))).collect()
}

fn like_git_log() -> Verdict {
    for seed in 0..12 {
        let folder = tempfile::tempdir()?;
        let folder = folder.path();
        let mut chance = Chance(seed);
        let mut commits = vec![made(&[], "0", &[("content/notes/n0.md", &note("0"))])];
        let mut states: Vec<BTreeMap<String, String>> =
            vec![BTreeMap::from([("content/notes/n0.md".to_owned(), note("0"))])];
        for number in 1..60 {
            let first = if chance.below(3) == 0 { chance.below(number) } else { number - 1 };
            let is_merge = chance.below(4) == 0 && number > 2;
            let second = chance.below(number);
            let mut state = states[first].clone();
            let mut files: BTreeMap<String, Option<String>> = BTreeMap::new();
            let mut parents = vec![first];
            if is_merge && second != first {
                parents.push(second);
                // As a merge does: some files are taken from the other side.
                for (path, text) in &states[second] {
                    if state.get(path) != Some(text) && chance.below(2) == 0 {
                        state.insert(path.clone(), text.clone());
                        files.insert(path.clone(), Some(text.clone()));
                    }
                }
            }
            if parents.len() == 1 || chance.below(5) == 0 {
                let path = format!(
                    "content/notes/{}n{}.md",
                    ["", "d/", "e/f/"][chance.below(3)],
                    chance.below(6)
                );
                if chance.below(6) == 0 {
                    if state.remove(&path).is_some() {
                        files.insert(path, None);
                    }
                } else {
                    let text = note(&format!("{}\n{seed} {number}", "x\n".repeat(chance.below(3))));
                    state.insert(path.clone(), text.clone());
                    files.insert(path, Some(text));
                }
            }
            commits.push(Made {
                parents,
                message: number.to_string(),
                files: files.into_iter().collect(),
                ..Made::default()
            });
            states.push(state);
        }
        repository(folder, &commits)?;
        let history = history_of(folder, &read(folder)?)?;
        ensure(history.gap.is_none(), format!("{:?}", history.gap))?;
        let found = told(&history);
        for path in states[59].keys() {
            let log = git(folder, &["log", "--format=%H", "--", path], b"")?;
            // Git knows of an earlier life of the same path; here it is another note.
            let log: BTreeSet<String> = log.lines().map(str::to_owned).collect();
            let mine = found.get(path).cloned().unwrap_or_default();
            let is_reborn = commits.iter().any(|commit| {
                commit.files.iter().any(|(other, text)| other == path && text.is_none())
            });
            let is_same =
                if is_reborn { mine.is_subset(&log) && !mine.is_empty() } else { mine == log };
            ensure(is_same, format!("seed {seed}, {path}: git {log:?}, here {mine:?}"))?;
        }
    }
    Ok(())
}

fn like_git_log_through_renames() -> Verdict {
    for seed in 0..12 {
        let folder = tempfile::tempdir()?;
        let folder = folder.path();
        let mut chance = Chance(seed + 100);
        let words =
            |of: usize| (0..40).map(|line| format!("line {line} of {of}\n")).collect::<String>();
        let mut commits = vec![made(&[], "0", &[])];
        let mut names: Vec<String> =
            (0..5).map(|number| format!("content/notes/n{number}.md")).collect();
        let mut texts: Vec<String> = (0..5).map(|number| note(&words(number))).collect();
        commits[0].files = names.iter().cloned().zip(texts.iter().cloned().map(Some)).collect();
        for number in 1..50 {
            let which = chance.below(5);
            let mut files = Vec::new();
            if chance.below(3) == 0 {
                files.push((names[which].clone(), None));
                names[which] = format!("content/notes/{}m{number}.md", ["", "d/"][chance.below(2)]);
            }
            if chance.below(2) == 0 || files.is_empty() {
                let _ = writeln!(texts[which], "more {number}");
            }
            files.push((names[which].clone(), Some(texts[which].clone())));
            commits.push(Made {
                parents: vec![number - 1],
                message: number.to_string(),
                files,
                ..Made::default()
            });
        }
        repository(folder, &commits)?;
        let history = history_of(folder, &read(folder)?)?;
        let found = told(&history);
        for path in &names {
            let log = git(folder, &["log", "--follow", "--format=%H", "--", path], b"")?;
            let log: BTreeSet<String> = log.lines().map(str::to_owned).collect();
            let mine = found.get(path).cloned().unwrap_or_default();
            ensure(mine == log, format!("seed {seed}, {path}: git {log:?}, here {mine:?}"))?;
        }
    }
    Ok(())
}
