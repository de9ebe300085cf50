//! What `carnet new` writes: a file that can be built as it is, whatever it is called.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use carnet::command::Ending;
use carnet::command::new::{self, New, text};
use carnet::draft::thing::KINDS;
use carnet::source::{Content, Source, Sources};
use carnet::{Options, Silent};
use libtest_mimic::{Failed, Trial};

use crate::house::{Verdict, ensure};

/// Names with the signs that TOML gives a meaning to.
const NAMES: &[&str] =
    &["Jo \"Z\"", "\"Jo\" Z", "Jo", "C:\\new \\", "Une note", " Jo  Z ", "Jo\tZ"];

const CONFIG: &str = "base_url = \"https://carnet.example\"\n[carnet]\n";

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        Trial::test("new: what is written can be built, whatever it is called", every_name),
        Trial::test("new: each note has a permanent id that no other has", permanent_ids),
    ]
}

fn every_name() -> Verdict {
    let mut problems = Vec::new();
    for kind in KINDS {
        for name in NAMES {
            let file = text(*kind, false, name, "2024-01-29", "k3f9");
            let path = format!("content/{}/it.md", kind.folder());
            let source = |path: &str, text: String| Source {
                path: path.to_owned(),
                content: Content::Text(text.into()),
            };
            let sources =
                Sources::new([source("config.toml", CONFIG.to_owned()), source(&path, file)]);
            let outcome = carnet::build(&Arc::new(sources), &Options::default(), &Silent);
            // What nobody could know is asked for: the meaning of a word, a family name.
            let is_asked = |message: &str| message.ends_with("` is empty");
            let errors = outcome.diagnostics.iter().filter(|problem| problem.is_error());
            let errors = errors.filter(|problem| !is_asked(&problem.message));
            problems.extend(errors.map(|problem| format!("{path}, {name:?}: {}", problem.message)));
        }
    }
    ensure(problems.is_empty(), problems.join("\n"))
}

/// The notes of one title, made on one day by two people, in two sites of which one holds another
/// note that happens to have the first one's id.
fn permanent_ids() -> Verdict {
    let id_of = |root: &Path, name: &str| -> Result<String, Failed> {
        let text = fs::read_to_string(root.join(format!("content/notes/{name}.md")))?;
        let line = text.lines().find_map(|line| line.strip_prefix("permanent_id = "));
        Ok(line.ok_or("there is no permanent id")?.trim_matches('"').to_owned())
    };
    let make = |root: &Path| -> Result<String, Failed> {
        let new = New {
            root: root.to_owned(),
            what: "note".to_owned(),
            title: "S’entourer".to_owned(),
            today: "2024-01-29".to_owned(),
        };
        ensure(new::run(&new)? == Ending::Well, "the note is not made")?;
        id_of(root, "s-entourer")
    };
    let (one, other) = (tempfile::tempdir()?, tempfile::tempdir()?);
    let first = make(one.path())?;
    let is_sign = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit();
    ensure(first.len() == 6 && first.chars().all(is_sign), format!("{first} is odd"))?;
    let taken = other.path().join("content/essais");
    fs::create_dir_all(&taken)?;
    // A private one in YAML counts, and a file that cannot be read is no obstacle.
    fs::write(
        taken.join("a.md"),
        format!("---\nvisibility: private\npermanent_id: {first}\n---\n"),
    )?;
    fs::write(taken.join("b.md"), "+++\npermanent_id = \n+++\n")?;
    let second = make(other.path())?;
    ensure(first != second, format!("both are {first}"))?;
    fs::remove_file(one.path().join("content/notes/s-entourer.md"))?;
    let again = make(one.path())?;
    ensure(first == again, format!("{first} once and {again} once"))
}
