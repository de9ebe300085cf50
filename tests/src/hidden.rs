//! What is private or unlisted leaves no trace where it must not.
//!
//! A site is built twice: with things that are hidden, and without them. In each place of a hidden
//! thing from which something could leak stands a word of its own, [`MARK`] and a number. No byte
//! of the output holds one, and both sites are the same, so that no count, order or neighbour
//! tells either. Unlisted things have their own pages, and nothing but these differs.

use std::collections::BTreeMap;
use std::sync::Arc;

use carnet::diagnostic::report;
use carnet::site::{Artifact, Site};
use carnet::source::read::read;
use carnet::source::{Content, Source, Sources};
use carnet::{Options, Silent};
use libtest_mimic::{Failed, Trial};

use crate::house::{Verdict, ensure, root};

/// How each word begins that must not leak.
const MARK: &str = "zq";

/// How many there are.
const MARKS: usize = 63;

/// The text of everything that everybody sees, with what only authors see in it.
const TEXT: &str = "Texte de doute.<!-- §47 -->\n\n[//]: # (§48)\n\n```rust\nlet x = 1;\n```\n";

/// What everybody sees: one thing of each kind, tied to each other.
const SHOWN: &[(&str, &str)] = &[
    ("content/_index.md", "title = \"Accueil\""),
    (
        "content/notes/_index.md",
        "title = \"Notes\"\ntemplate = \"notes.html\"\ngenerate_feeds = true",
    ),
    ("content/carnets/_index.md", "title = \"Carnets\""),
    ("content/bases/_index.md", "title = \"Bases\""),
    ("content/people/_index.md", "title = \"Personnes\""),
    ("content/organisations/_index.md", "title = \"Organismes\""),
    ("content/communities/_index.md", "title = \"Communautés\""),
    ("content/terms/_index.md", "title = \"Lexique\""),
    ("content/allies/_index.md", "title = \"Carte\"\ntemplate = \"map.html\""),
    ("content/steps/_index.md", "title = \"Petits pas\"\ntemplate = \"steps.html\""),
    ("content/about.md", "title = \"À propos\""),
    ("content/accessibility.md", "title = \"Accessibilité\""),
    (
        "content/notes/a.md",
        "title = \"A\"\ndate = 2024-01-01\npermanent_id = \"k3f9\"\nauthors = [\"p\"]\ncommunity = \"k\"\ncarnets = [\"c\"]\n\
         related = [\"b\"]\ntaxonomies = { tags = [\"doute\"] }\nsteps = [{ text = \"Un pas\", who = \"p\" }]\n\
         extra = { note = \"§49\" }",
    ),
    (
        "content/notes/b.md",
        "title = \"B\"\ndate = 2024-03-01\nauthors = [\"p\"]\ncarnets = [\"c\"]",
    ),
    ("content/notes/b.en.md", "title = \"B in English\""),
    (
        "content/carnets/c.md",
        "title = \"C\"\nsummary = \"\"\ncurators = [\"p\"]\ncommunity = \"k\"\ncategories = [\"Q\"]",
    ),
    ("content/bases/d.md", "title = \"D\"\nsummary = \"\"\ncarnets = [\"c\"]"),
    (
        "content/people/p.md",
        "given = \"Zoé\"\nfamily = \"Abel\"\ncommunities = [\"k\"]\norganisations = [\"o\"]\n\
         ally = { challenges = [\"isolement\"], ties = [{ to = \"o\", kind = \"collabore\" }] }",
    ),
    ("content/people/p.en.md", "given = \"Zoé\"\nfamily = \"Abel\""),
    (
        "content/organisations/o.md",
        "name = \"O\"\ncommunities = [\"k\"]\nally = { offers = [\"isolement\"] }",
    ),
    ("content/communities/k.md", "name = \"K\"\nsummary = \"\""),
    ("content/terms/t.md", "title = \"T\"\nsummary = \"Un mot.\""),
];

/// What is hidden: front matter and text, in which `§` stands for [`MARK`].
const HIDDEN: &[(&str, &str, &str)] = &[
    (
        "content/notes/§01.md",
        "title = \"§02\"\nsummary = \"§03\"\nnotice = \"§04\"\ndate = 2024-02-01\nslug = \"§05\"\n\
         aliases = [\"/§06/\"]\npermanent_id = \"§52\"\nauthors = [\"p\", \"Nom §07\"]\ncommunity = \"k\"\nadapts = \"a\"\n\
         carnets = [{ id = \"c\", by = \"p\", on = 2024-02-02, category = \"Q\" }]\n\
         related = [\"b\", { id = \"a\", as = \"extends\" }]\ntaxonomies = { tags = [\"§08\", \"doute\"] }\n\
         steps = [{ text = \"§09\", who = \"p\", by = 2024-05-01 }]\ndiscuss = \"https://§10.example/\"\n\
         license = \"MIT\"\nchallenges = [\"isolement\"]\nmilieus = [\"rural\"]\nextra = { §11 = \"§12\" }",
        "§13 nomme [[a]], [[t]], [[p]] et [B](@/notes/b.md).\n\n## §14\n\n<span title=\"§15\">x</span>\n\n```rust\nlet §16 = 1;\n```\n",
    ),
    ("content/notes/§01.en.md", "title = \"§17\"", "§18"),
    ("content/notes/a.en.md", "title = \"§50\"", "§51"),
    ("content/notes/§19/index.md", "title = \"§20\"", "![§21](§22.svg \"§23\")\n"),
    (
        "content/people/§24.md",
        "given = \"§25\"\nfamily = \"§26\"\ndropping_particle = \"§61\"\nnon_dropping_particle = \"§62\"\n\
         suffix = \"§63\"\nsummary = \"§27\"\npronouns = \"§28\"\ncommunities = [\"k\"]\n\
         organisations = [\"o\"]\ncontact = \"https://§29.example/\"\nlinks = [{ text = \"§30\", url = \"https://§31.example/\" }]\n\
         ally = { challenges = [\"isolement\"], offers = [\"silos\"], ties = [{ to = \"p\", kind = \"conseille\", text = \"§32\" }] }",
        "§33",
    ),
    (
        "content/organisations/§34.md",
        "name = \"§35\"\ncommunities = [\"k\"]\nally = { ties = [{ to = \"o\", kind = \"collabore\" }] }",
        "",
    ),
    (
        "content/carnets/§36.md",
        "title = \"§37\"\nsummary = \"\"\ncurators = [\"p\"]\ncommunity = \"k\"\ncategories = [\"§38\"]\n\
         notes = [{ id = \"a\", category = \"§38\", by = \"p\" }]",
        "",
    ),
    ("content/bases/§39.md", "title = \"§40\"\nsummary = \"\"\ncarnets = [\"c\"]", ""),
    ("content/communities/§41.md", "name = \"§42\"\nsummary = \"\"", ""),
    (
        "content/terms/§43.md",
        "title = \"§44\"\nsummary = \"§45\"\nsynonyms = [\"doute\"]\nrelated = [\"t\"]",
        "",
    ),
    ("content/§46.md", "title = \"§46\"", ""),
];

/// What says nothing of it, and is hidden because what it translates is.
const FOLLOWING: &[(&str, &str, &str)] =
    &[("content/notes/§19/index.en.md", "title = \"§53\"", "§54")];

/// What editors leave beside texts, hidden ones and others: names and what the copies hold.
const LEFT_BEHIND: &[(&str, &str)] = &[
    ("content/notes/a.md~", "§55"),
    ("content/notes/§01.md.bak", "§56"),
    ("content/notes/§01.md.orig", "§57"),
    ("content/notes/#§01.md#", "§58"),
    ("content/notes/§19/index.md~", "§59"),
    ("content/notes/§01.swp", "§60"),
];

/// Where the pages of unlisted things are, and what else is theirs.
const OWN: &[&str] = &[
    "notes/§05/",
    "en/notes/§01/",
    "en/notes/a/",
    "notes/§19/",
    "en/notes/§19/",
    "people/§24/",
    "organisations/§34/",
    "carnets/§36/",
    "bases/§39/",
    "communities/§41/",
    "terms/§43/",
    "§46/",
    "§06/",
    "n/§52/",
    "en/n/§52/",
    // The short address of a translation that is unlisted, of a note that is not.
    "en/n/k3f9/",
];

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        Trial::test("hidden: each place has a word of its own", marks_are_there),
        Trial::test("hidden: what is private leaves no trace", || compare("private")),
        Trial::test("hidden: what is unlisted is on its own pages alone", || compare("unlisted")),
        Trial::test("hidden: drafts leave no trace", || compare("draft")),
    ]
}

fn marked(text: &str) -> String {
    text.replace('§', MARK)
}

fn marks_are_there() -> Verdict {
    let hidden = HIDDEN.iter().chain(FOLLOWING);
    let hidden = hidden.map(|(path, front, text)| [*path, front, text].concat());
    let shown = SHOWN.iter().map(|(_, front)| (*front).to_owned());
    let left = LEFT_BEHIND.iter().map(|(_, text)| (*text).to_owned());
    let all: String = hidden.chain(shown).chain(left).chain([TEXT.to_owned()]).collect();
    let all = marked(&all);
    let missing = (1..=MARKS).map(|number| format!("{MARK}{number:02}"));
    let missing: Vec<String> = missing.filter(|mark| !all.contains(mark)).collect();
    ensure(missing.is_empty(), missing.join(" "))
}

/// The demonstration site with other contents, and things that are hidden in this way.
fn site(hidden: Option<&str>) -> Result<(Site, Arc<Sources>), Failed> {
    let source = |path: &str, text: String| Source {
        path: path.to_owned(),
        content: Content::Text(text.into()),
    };
    let demo = read(&root())?;
    let frame = demo.iter().map(|(_, source)| source.clone());
    let mut files: Vec<Source> = frame
        .filter(|source| !source.path.starts_with("content/"))
        .map(|source| match source.path.as_str() {
            "config.toml" => Source { content: Content::Text(config(&demo).into()), ..source },
            _ => source,
        })
        .collect();
    files.extend(
        SHOWN
            .iter()
            .map(|(path, front)| source(path, marked(&format!("+++\n{front}\n+++\n{TEXT}")))),
    );
    if let Some(way) = hidden {
        let key = if way == "draft" {
            "draft = true".to_owned()
        } else {
            format!("visibility = \"{way}\"")
        };
        files.extend(HIDDEN.iter().map(|(path, front, text)| {
            source(&marked(path), marked(&format!("+++\n{key}\n{front}\n+++\n{text}\n")))
        }));
        files.extend(FOLLOWING.iter().map(|(path, front, text)| {
            source(&marked(path), marked(&format!("+++\n{front}\n+++\n{text}\n")))
        }));
        files.extend(LEFT_BEHIND.iter().map(|(path, text)| {
            source(&marked(path), marked(&format!("+++\n{key}\ntitle = \"{text}\"\n+++\n{text}\n")))
        }));
        files.push(source(
            &marked("content/notes/§19/§22.svg"),
            marked("<svg xmlns=\"http://www.w3.org/2000/svg\"><title>§23</title></svg>"),
        ));
    }
    let sources = Arc::new(Sources::new(files));
    let outcome = carnet::build(&sources, &Options::default(), &Silent);
    let report = report::short(&outcome.diagnostics, &sources);
    ensure(!outcome.diagnostics.iter().any(carnet::diagnostic::Diagnostic::is_error), report)?;
    Ok((outcome.value.ok_or("there is no site")?, sources))
}

/// That of the demonstration, with search indexes.
fn config(demo: &Sources) -> String {
    let text = demo.find("config.toml").map_or("", |id| demo.text(id));
    text.replacen("generate_feeds = true", "generate_feeds = true\nbuild_search_index = true", 1)
}

/// Every file of the output and its bytes.
fn files((site, sources): &(Site, Arc<Sources>)) -> BTreeMap<String, Vec<u8>> {
    let bytes = |artifact: &Artifact| match artifact {
        Artifact::Made(bytes) => bytes.clone(),
        Artifact::Copied(id) => match &sources.get(*id).content {
            Content::Text(text) => text.as_bytes().to_vec(),
            _ => sources.get(*id).path.clone().into_bytes(),
        },
        Artifact::Taken { .. } => Vec::new(),
    };
    site.artifacts.iter().map(|(path, artifact)| (path.clone(), bytes(artifact))).collect()
}

fn compare(way: &str) -> Verdict {
    let without = files(&site(None)?);
    let mut with = files(&site(Some(way))?);
    if way == "unlisted" {
        let own: Vec<String> = OWN.iter().map(|folder| marked(folder)).collect();
        let is_own = |path: &str| own.iter().any(|folder| path.starts_with(folder.as_str()));
        let seen = |folder: &&String| !with.keys().any(|path| path.starts_with(folder.as_str()));
        let unseen: Vec<&String> = own.iter().filter(seen).collect();
        ensure(unseen.is_empty(), format!("there is no page below {unseen:?}"))?;
        with.retain(|path, _| !is_own(path));
    }
    let mut problems = Vec::new();
    for (path, bytes) in &with {
        let text = String::from_utf8_lossy(bytes);
        for part in [path.as_str(), &text] {
            let leaks = part.match_indices(MARK).filter_map(|(at, _)| part.get(at..at + 4));
            let is_mark = |word: &&str| word.bytes().skip(2).all(|byte| byte.is_ascii_digit());
            problems.extend(leaks.filter(is_mark).map(|word| format!("{path} holds {word}")));
        }
        match without.get(path) {
            None => problems.push(format!("{path} is only there with what is hidden")),
            Some(other) if other != bytes => {
                problems.push(format!("{path} differs: {}", difference(other, bytes)));
            }
            Some(_) => {}
        }
    }
    let lost = without.keys().filter(|path| !with.contains_key(*path));
    problems.extend(lost.map(|path| format!("{path} is only there without what is hidden")));
    problems.dedup();
    ensure(problems.is_empty(), problems.join("\n"))
}

/// Where two texts begin to differ.
fn difference(one: &[u8], other: &[u8]) -> String {
    let same = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let from = same.saturating_sub(60);
    let part = |text: &[u8]| {
        String::from_utf8_lossy(text.get(from..text.len().min(same + 60)).unwrap_or_default())
            .into_owned()
    };
    format!("{:?} without, {:?} with", part(one), part(other))
}
