//! Lists of published addresses as they come: long ones, odd ones, and whatever else somebody gives
//! for one.

use std::path::Path;
use std::sync::Arc;

use carnet::diagnostic::{Diagnostic, report};
use carnet::source::read::published_path;
use carnet::source::{Content, Source, Sources};
use carnet::{Options, Silent};
use libtest_mimic::Trial;

use crate::house::{Verdict, ensure};

const LIST: &str = "list";

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        Trial::test("published: of a long list the first losses are told each", long_list),
        Trial::test("published: the list of a build passes with that build", own_list),
        Trial::test("published: what is no list does no harm", no_list),
        Trial::test("published: a list is never a file of the site", list_is_beside),
    ]
}

/// A small carnet, held against a list.
fn held_against(list: &str) -> (Vec<Diagnostic>, Arc<Sources>) {
    let source = |path: &str, text: &str| Source {
        path: path.to_owned(),
        content: Content::Text(text.into()),
    };
    let sources = Arc::new(Sources::new([
        source("config.toml", "base_url = \"https://carnet.example\"\ntitle = \"C\"\n[carnet]\n"),
        source("content/notes/été.md", "+++\ntitle = \"A\"\npermanent_id = \"k3f9\"\n+++\n"),
        source("content/notes/b.md", "+++\ntitle = \"B\"\npath = \"/a/é/b\"\n+++\n"),
        source(LIST, list),
    ]));
    let options = Options { published: vec![LIST.to_owned()], ..Options::default() };
    (carnet::build(&sources, &options, &Silent).diagnostics, sources)
}

fn long_list() -> Verdict {
    let list: String = (0..1_234).map(|number| format!("/gone/{number}/\n")).collect();
    // The same in other words is no further loss.
    let (problems, _) = held_against(&format!("{list}{}", list.replace("/gone", "gone")));
    let last = problems.last().map_or("", |problem| problem.message.as_str());
    let expected = "nothing is at /gone/1000/ any more, nor at 233 other addresses";
    ensure(problems.len() == 1_001 && last == expected, format!("{}: {last}", problems.len()))
}

fn own_list() -> Verdict {
    let (_, sources) = held_against("/");
    let site = carnet::build(&sources, &Options::default(), &Silent).value;
    let list = site.as_ref().and_then(|site| site.artifacts.get(carnet::published::FILE));
    let Some(carnet::site::Artifact::Made(list)) = list else {
        return Err("there is no list".into());
    };
    let list = String::from_utf8_lossy(list);
    let (problems, sources) = held_against(&list);
    ensure(problems.is_empty(), report::short(&problems, &sources))
}

fn no_list() -> Verdict {
    let deep = format!("<urlset>{}", "<a>".repeat(100_000));
    let entities = "<!DOCTYPE a [<!ENTITY b \"cc\">]><urlset><url><loc>&b;</loc></url></urlset>";
    let long = format!("/{}/", "é".repeat(1_000_000));
    let mut problems = Vec::new();
    for list in [
        "",
        "\n\n",
        "<",
        "<?xml",
        "<urlset/>",
        "<urlset><url><loc/></url></urlset>",
        "\u{feff}",
        "%",
        "/%",
        "/%00",
        "/%1b[31m/",
        "//",
        "///",
        "/..",
        "/\\..\\x",
        "https://",
        "://",
        ":",
        "?",
        "/ /",
        "\u{2028}",
        "/n/",
        "/n//",
        "/en/n/",
        "/ / /",
        "/a /b /c",
        &deep,
        entities,
        &long,
    ] {
        let (found, sources) = held_against(list);
        let text = report::short(&found, &sources);
        let obeyed = text.contains(|sign: char| sign.is_control() && sign != '\n');
        // What leads nowhere is told; these lead home.
        let is_silent = found.is_empty() && !matches!(list, "/.." | "?" | "/ /" | "/ / /");
        if obeyed || is_silent || text.len() > 10_000_000 {
            let list: String = list.chars().take(40).collect();
            problems.push(format!("{list:?}: {}", text.chars().take(400).collect::<String>()));
        }
    }
    ensure(problems.is_empty(), problems.join("\n"))
}

fn list_is_beside() -> Verdict {
    for (path, expected) in [
        ("routes.txt", "routes.txt"),
        ("public/routes.txt", "public/routes.txt"),
        ("/tmp/content/x.md", "/tmp/content/x.md"),
        ("content/x.md", "./content/x.md"),
        ("config.toml", "./config.toml"),
    ] {
        let found = published_path(Path::new(path));
        ensure(found == expected, format!("{path}: {found}"))?;
    }
    Ok(())
}
