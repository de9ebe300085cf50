//! `carnet new`: a new file with front matter that is right.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Ending, init, say, tell};
use crate::config;
use crate::document::{Kind, quoted};
use crate::draft::ThingKind;
use crate::draft::front_matter;
use crate::draft::thing::KINDS;
use crate::source::{Sources, read};

/// What can be made: the things, and an ally.
#[must_use]
pub fn names() -> Vec<&'static str> {
    KINDS.iter().map(|kind| kind.name()).chain(["ally"]).collect()
}

/// What `new` is asked for.
#[derive(Clone, Debug)]
pub struct New {
    /// The folder of the site.
    pub root: PathBuf,
    /// What to make; one of [`names`].
    pub what: String,
    /// Its title or name.
    pub title: String,
    /// Today, as the front matter writes it.
    pub today: String,
}

/// Writes the file; never over one that is there.
///
/// # Errors
/// When it cannot be written.
pub fn run(new: &New) -> anyhow::Result<Ending> {
    let is_ally = new.what == "ally";
    let name = if is_ally { "organisation" } else { new.what.as_str() };
    let Some(kind) = KINDS.iter().find(|kind| kind.name() == name) else {
        tell(&format!("carnet makes no `{}`, but: {}", new.what, names().join(", ")));
        return Ok(Ending::WithErrors);
    };
    let id = slug::slugify(&new.title);
    if id.is_empty() {
        tell("the title has no letter or digit to name the file by");
        return Ok(Ending::WithErrors);
    }
    let below = Path::new("content").join(kind.folder()).join(format!("{id}.md"));
    let target = new.root.join(&below);
    if target.exists() {
        tell(&format!("{} is already there", target.display()));
        return Ok(Ending::WithErrors);
    }
    if let Some(parent) = target.parent() {
        fs::create_dir_all(parent)?;
    }
    let seed = format!("{} {}", new.title, new.today);
    let sources = read::read(&new.root)?;
    let permanent_id = permanent_id(&seed, &permanent_ids(&sources));
    fs::write(&target, text(*kind, is_ally, &new.title, &new.today, &permanent_id))?;
    say(&format!("{} is ready to be written.", target.display()));
    let list = target.with_file_name("_index.md");
    if !list.exists() {
        fs::write(&list, list_page(*kind, &sources))?;
        say(&format!("{} is the page that lists them all.", list.display()));
    }
    Ok(Ending::Well)
}

/// The text of the page that lists all of a kind: that of a new site, which is in French. In a site
/// of another language it is called as its folder is.
fn list_page(kind: ThingKind, sources: &Sources) -> String {
    let folder = kind.folder();
    let text = init::text(&format!("content/{folder}/_index.md"));
    let config = config::written(sources).value;
    if config.is_none_or(|config| config.default_language.starts_with("fr")) {
        return text.to_owned();
    }
    let title = folder[..1].to_uppercase() + &folder[1..];
    let lines = text.lines().map(|line| match line.starts_with("title = ") {
        true => format!("title = {}\n", quoted(&title)),
        false => format!("{line}\n"),
    });
    lines.collect()
}

/// Signs of a permanent id: none that is taken for another when it is read out or copied by hand.
const SIGNS: &[u8] = b"23456789abcdefghjkmnpqrstuvwxyz";

/// How many of them: enough that nobody finds the addresses of a site by trying them all.
const LENGTH: usize = 6;

/// A permanent id that none of `taken` is; the same seed gives the same.
#[must_use]
pub fn permanent_id(seed: &str, taken: &BTreeSet<String>) -> String {
    let of = |attempt: usize| {
        let hash = blake3::hash(format!("{seed} {attempt}").as_bytes());
        let signs = hash.as_bytes().iter().take(LENGTH);
        signs.map(|byte| char::from(SIGNS[usize::from(*byte) % SIGNS.len()])).collect::<String>()
    };
    let first = of(0);
    std::iter::once(first.clone())
        .chain((1..=taken.len()).map(of))
        .find(|id| !taken.contains(id))
        .unwrap_or(first)
}

/// The permanent ids of all notes, also of those that are not published.
fn permanent_ids(sources: &Sources) -> BTreeSet<String> {
    let notes = sources.below("content").filter(|(_, path, _)| path.ends_with(".md"));
    notes
        .filter_map(|(source, ..)| {
            let text = sources.text(source);
            let (table, _) = front_matter::split(text)?.read(text, source);
            match &table.get("permanent_id")?.kind {
                Kind::Text(id) => Some(id.clone()),
                _ => None,
            }
        })
        .collect()
}

/// The text of a new file.
#[must_use]
pub fn text(
    kind: ThingKind,
    is_ally: bool,
    title: &str,
    today: &str,
    permanent_id: &str,
) -> String {
    let name = title;
    let title = quoted(title);
    let fields = match kind {
        ThingKind::Note => format!(
            "title = {title}\nkind = \"note\"\nsummary = \"\"\ndate = {today}\nauthors = []\ncarnets = []\n\
             permanent_id = \"{permanent_id}\"\n"
        ),
        ThingKind::Carnet => {
            format!("title = {title}\nsummary = \"\"\ncurators = []\ncategories = []\nnotes = []\n")
        }
        ThingKind::Base => format!("title = {title}\nsummary = \"\"\ncarnets = []\n"),
        ThingKind::Term => format!("title = {title}\nsummary = \"\"\nsynonyms = []\n"),
        ThingKind::Community => format!("name = {title}\nsummary = \"\"\n"),
        ThingKind::Organisation => {
            format!("name = {title}\nkind = \"organisation\"\nsummary = \"\"\n")
        }
        ThingKind::Person => person(name),
    };
    let ally = if is_ally {
        "\n[ally]\nchallenges = []\nbarriers = []\nstrengths = []\noffers = []\nroles = []\n\
         milieus = []\nties = []\n"
    } else {
        ""
    };
    format!("+++\n{fields}{ally}+++\n")
}

/// The last word of a name is taken for the family name; the author sees it and can mend it. Where
/// there is one word only, the family name is asked for.
fn person(name: &str) -> String {
    let name = name.trim();
    let (given, family) = name.rsplit_once(' ').unwrap_or((name, ""));
    let (given, family) = (quoted(given), quoted(family));
    format!("given = {given}\nfamily = {family}\nsummary = \"\"\n")
}
