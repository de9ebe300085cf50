//! The site that all programs build: notes with prose, headings, lists, tables, footnotes, links to
//! other notes, one to three authors, two taxonomies, pages of lists and a feed.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::Result;
use rayon::prelude::*;

use crate::words::Random;

/// A file of the templates, and its path below the site.
type File = (&'static str, &'static str);

const ZOLA: &[File] = &[
    ("config.toml", include_str!("templates/zola/config.toml")),
    ("content/_index.md", "+++\ntitle = \"Carnet\"\n+++\n"),
    (
        "content/notes/_index.md",
        "+++\ntitle = \"Notes\"\nsort_by = \"date\"\npaginate_by = 20\n+++\n",
    ),
    ("templates/base.html", include_str!("templates/zola/base.html")),
    ("templates/index.html", include_str!("templates/zola/index.html")),
    ("templates/section.html", include_str!("templates/zola/section.html")),
    ("templates/page.html", include_str!("templates/zola/page.html")),
    ("templates/taxonomy_list.html", include_str!("templates/zola/taxonomy_list.html")),
    ("templates/taxonomy_single.html", include_str!("templates/zola/taxonomy_single.html")),
];

const HUGO: &[File] = &[
    ("hugo.toml", include_str!("templates/hugo/hugo.toml")),
    ("content/_index.md", "+++\ntitle = \"Carnet\"\n+++\n"),
    ("content/notes/_index.md", "+++\ntitle = \"Notes\"\n+++\n"),
    ("layouts/_default/baseof.html", include_str!("templates/hugo/baseof.html")),
    ("layouts/index.html", include_str!("templates/hugo/index.html")),
    ("layouts/_default/list.html", include_str!("templates/hugo/list.html")),
    ("layouts/_default/single.html", include_str!("templates/hugo/single.html")),
    ("layouts/_default/taxonomy.html", include_str!("templates/hugo/taxonomy.html")),
    ("layouts/_default/term.html", include_str!("templates/hugo/term.html")),
];

/// How many people write.
const PEOPLE: usize = 200;
/// How many tags there are.
const TAGS: usize = 100;

/// Writes the site of `notes` notes, for Zola and carnet below `zola/`, for Hugo below `hugo/`.
///
/// # Errors
/// When a file cannot be written.
pub(crate) fn write(folder: &Path, notes: usize) -> Result<()> {
    for (name, files) in [("zola", ZOLA), ("hugo", HUGO)] {
        for (path, text) in files {
            let file = folder.join(name).join(path);
            fs::create_dir_all(file.parent().unwrap_or(folder))?;
            fs::write(file, text)?;
        }
    }
    (0..notes).into_par_iter().try_for_each(|index| {
        let note = Note::new(index, notes);
        let file = format!("content/notes/{}.md", name(index));
        fs::write(folder.join("zola").join(&file), note.for_zola())?;
        fs::write(folder.join("hugo").join(&file), note.for_hugo())?;
        Ok(())
    })
}

/// The name of a note, and its id in a carnet.
pub(crate) fn name(index: usize) -> String {
    format!("note-{index:06}")
}

/// The file of a note in a carnet, whose links hold when others move.
pub(crate) fn carnet_note(index: usize, notes: usize) -> String {
    let Note { title, text, .. } = Note::new(index, notes);
    let mut parts = text.split("](→");
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (number, rest) = part.split_once(')').unwrap_or((part, ""));
        let words = whole.split_off(whole.rfind('[').unwrap_or(whole.len()));
        let target = name(number.parse().unwrap_or(0));
        whole.push_str(&format!("[[{target}|{}]]{rest}", words.trim_start_matches('[')));
    }
    format!("+++\ntitle = {title:?}\n+++\n{whole}")
}

/// One note, before anybody's syntax. In its text `(→n)` stands for the address of note `n`.
struct Note {
    title: String,
    date: String,
    authors: Vec<String>,
    tags: Vec<String>,
    text: String,
}

impl Note {
    fn new(index: usize, notes: usize) -> Self {
        let mut random = Random::new(index);
        let title_words = 4 + random.below(5);
        let title = format!("{} {index}", random.words(title_words));
        let (year, month, day) = (2015 + index % 11, 1 + index / 11 % 12, 1 + index / 132 % 28);
        let authors = 1 + random.below(3);
        let tags = 1 + random.below(3);
        Self {
            title,
            date: format!("{year}-{month:02}-{day:02}"),
            authors: some(&mut random, authors, "Personne", PEOPLE),
            tags: some(&mut random, tags, "thème", TAGS),
            text: text(&mut random, notes),
        }
    }

    fn for_zola(&self) -> String {
        let Self { title, date, authors, tags, text } = self;
        let text = linked(text, |target| format!("@/notes/{target}.md"));
        format!(
            "+++\ntitle = {title:?}\ndate = {date}\n[taxonomies]\nauthors = {authors:?}\n\
             tags = {tags:?}\n+++\n{text}"
        )
    }

    fn for_hugo(&self) -> String {
        let Self { title, date, authors, tags, text } = self;
        let text = linked(text, |target| format!("/notes/{target}/"));
        format!(
            "+++\ntitle = {title:?}\ndate = {date}\nauthors = {authors:?}\ntags = {tags:?}\n\
             +++\n{text}"
        )
    }
}

/// So many different names out of `of`.
fn some(random: &mut Random, count: usize, what: &str, of: usize) -> Vec<String> {
    let first = random.below(of);
    (0..count).map(|step| format!("{what} {}", (first + step * 7) % of)).collect()
}

fn text(random: &mut Random, notes: usize) -> String {
    let mut text = format!("{}\n\n<!-- more -->\n", random.paragraph());
    // Writing to a text cannot fail.
    for part in 0..4 {
        let _ = write!(
            text,
            "\n## {} {part}\n\n{}\n\nVoir [{}](→{}), puis {}[^{part}]\n",
            random.words(3),
            random.paragraph(),
            random.words(3),
            random.below(notes),
            random.sentence(),
        );
        let _ = match part {
            0 => write!(
                text,
                "\n- {}\n- **{}**\n- *{}*\n",
                random.sentence(),
                random.sentence(),
                random.sentence()
            ),
            1 => write!(
                text,
                "\n| {} | {} |\n| --- | ---: |\n| {} | 12 |\n| {} | 345 |\n",
                random.word(),
                random.word(),
                random.words(2),
                random.words(3),
            ),
            2 => write!(
                text,
                "\n> {}\n\n1. {}\n2. {}\n",
                random.sentence(),
                random.sentence(),
                random.sentence()
            ),
            _ => write!(text, "\n```\n{}\n{}\n```\n", random.words(5), random.words(6)),
        };
        let _ = write!(text, "\n[^{part}]: {}\n", random.sentence());
    }
    text
}

/// The text with the addresses that one program reads.
fn linked(text: &str, address: impl Fn(&str) -> String) -> String {
    let mut parts = text.split("(→");
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (number, rest) = part.split_once(')').unwrap_or((part, ""));
        let target = name(number.parse().unwrap_or(0));
        whole.push('(');
        whole.push_str(&address(&target));
        whole.push(')');
        whole.push_str(rest);
    }
    whole
}
