//! What a reader is invited to add: each file that a forge would open passes as it comes.

use std::sync::Arc;

use carnet::site::Artifact;
use carnet::source::Sources;
use carnet::{Options, Silent};
use libtest_mimic::Trial;

use crate::house::{Verdict, ensure};

/// A forge, and where its addresses hold the name and the text of a new file. Where they hold no
/// text, it stands on the page to be copied.
const FORGES: &[(&str, &str, Option<&str>)] = &[
    ("github", "filename=", Some("value=")),
    ("gitlab", "file_name=", None),
    ("forgejo", "filename=", Some("value=")),
];

/// The title has the signs that TOML and addresses give a meaning to.
const NOTE: &str = "+++\ntitle = 'S’entourer \"à plusieurs\" & au-delà \\ 100 % #1'\n\
    carnets = [\"c\"]\n+++\n";
const CARNET: &str = "+++\ntitle = \"Carnet\"\nsummary = \"\"\n+++\n";

/// The ways of the page that is made, a line each: id, address, text to paste as JSON.
const WAYS: &str = "{% for way in WHAT.contribute %}{{ way.id }}\t{{ way.url | safe }}\t\
    {{ way.text | json_encode | safe }}\n{% endfor %}";

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        Trial::test("contribute: new files pass as they come, from each forge", every_way),
        Trial::test("contribute: without a forge nobody is invited", no_forge),
    ]
}

fn site(config: &str, more: Option<(&str, &str)>) -> Sources {
    let (note, carnet) = (WAYS.replace("WHAT", "note"), WAYS.replace("WHAT", "carnet"));
    let files = [
        ("config.toml", config),
        ("content/notes/a.md", NOTE),
        ("content/notes/a.en.md", "+++\ntitle = \"Together\"\n+++\n"),
        ("content/carnets/c.md", CARNET),
        ("templates/note.html", &note),
        ("templates/carnet.html", &carnet),
    ];
    Sources::from_texts(files.into_iter().chain(more))
}

/// The text of an output file, and every problem there was.
fn built(sources: Sources, file: &str) -> (String, Vec<String>) {
    let sources = Arc::new(sources);
    let outcome = carnet::build(&sources, &Options::default(), &Silent);
    let text = match outcome.value.as_ref().and_then(|site| site.artifacts.get(file)) {
        Some(Artifact::Made(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
        _ => String::new(),
    };
    (text, outcome.diagnostics.iter().map(|problem| problem.message.clone()).collect())
}

fn config(forge: &str) -> String {
    format!(
        "base_url = \"https://carnet.example\"\ndefault_language = \"fr\"\n[languages.en]\n\
         [carnet]\nrepository = \"https://forge.example/a/b\"\n[carnet.forge]\nkind = \"{forge}\"\n"
    )
}

fn every_way() -> Verdict {
    let mut problems = Vec::new();
    let mut followed = 0;
    for (forge, name, value) in FORGES {
        let config = config(forge);
        for page in ["notes/a/index.html", "en/notes/a/index.html", "carnets/c/index.html"] {
            let (ways, found) = built(site(&config, None), page);
            problems.extend(found);
            for way in ways.lines() {
                let [id, url, pasted] = way.split('\t').collect::<Vec<_>>()[..] else {
                    problems.push(format!("{forge}, {page}: {way}"));
                    continue;
                };
                if id == "change" {
                    let file = match page.strip_prefix("en/") {
                        Some(page) => page.replace("/index.html", ".en.md"),
                        None => page.replace("/index.html", ".md"),
                    };
                    if !url.ends_with(&format!("edit/main/content/{file}")) {
                        problems.push(format!("{forge}: {url} edits another file than {file}"));
                    }
                    continue;
                }
                let path = parameter(url, name);
                let in_address = value.map(|value| parameter(url, value));
                let pasted = serde_json::from_str::<Option<String>>(pasted).ok().flatten();
                // It stands in one place, and not in both.
                let text = match (in_address, pasted) {
                    (Some(text), None) | (None, Some(text)) if !text.is_empty() => text,
                    (in_address, pasted) => {
                        problems.push(format!("{forge}, {id}: {in_address:?}, {pasted:?}"));
                        continue;
                    }
                };
                let (_, found) = built(site(&config, Some((&path, &text))), page);
                problems.extend(found.iter().map(|it| format!("{forge}, {page}, {id}: {it}")));
                followed += 1;
            }
        }
    }
    // Three from each version of the note and one from the carnet, on each forge.
    ensure(problems.is_empty() && followed == 7 * FORGES.len(), problems.join("\n"))
}

fn parameter(url: &str, name: &str) -> String {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let found = query.split('&').find_map(|pair| pair.strip_prefix(name)).unwrap_or_default();
    percent_encoding::percent_decode_str(found).decode_utf8_lossy().into_owned()
}

fn no_forge() -> Verdict {
    let config = config("github");
    // What software an unknown host runs is not guessed.
    let (config, _) = config.split_once("[carnet.forge]").unwrap_or_default();
    let (ways, problems) = built(site(config, None), "notes/a/index.html");
    ensure(ways.trim().is_empty() && problems.is_empty(), format!("{ways}{problems:?}"))
}
