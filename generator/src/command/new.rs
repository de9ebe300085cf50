//! `carnet new`: a new file with front matter that is right.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Ending, say, tell};
use crate::document::quoted;
use crate::draft::ThingKind;
use crate::draft::thing::KINDS;

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
    fs::write(&target, text(*kind, is_ally, &new.title, &new.today))?;
    say(&format!("{} is ready to be written.", target.display()));
    Ok(Ending::Well)
}

/// The text of a new file.
#[must_use]
pub fn text(kind: ThingKind, is_ally: bool, title: &str, today: &str) -> String {
    let name = title;
    let title = quoted(title);
    let fields = match kind {
        ThingKind::Note => format!(
            "title = {title}\nkind = \"note\"\nsummary = \"\"\ndate = {today}\nauthors = []\ncarnets = []\n"
        ),
        ThingKind::Carnet => {
            format!("title = {title}\nsummary = \"\"\ncurators = []\ncategories = []\nnotes = []\n")
        }
        ThingKind::Base => format!("title = {title}\nsummary = \"\"\ncarnets = []\n"),
        ThingKind::Term => format!("title = {title}\nsummary = {title}\nsynonyms = []\n"),
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

/// The last word of a name is taken for the family name; the author sees it and can mend it.
fn person(name: &str) -> String {
    let name = name.trim();
    let (given, family) = name.rsplit_once(' ').unwrap_or((name, name));
    let (given, family) = (quoted(given), quoted(family));
    format!("given = {given}\nfamily = {family}\nsummary = \"\"\n")
}
