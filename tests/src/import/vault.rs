//! A vault of 1,000 notes that is made here, with all that a vault can hold and every clash of
//! names, so that what must come out of it is known without asking an importer.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::Arc;

use carnet::diagnostic::report;
use carnet::import::{Imported, NewContent, obsidian};
use carnet::source::{Content, Source, Sources};

use super::{complaints, grown, known, new_site, texts, vault_of};
use crate::house::{Verdict, ensure, say};

const NOTES: usize = 1_000;
const ATTACHMENTS: usize = 200;

/// What was put into the vault.
#[derive(Default)]
struct Made {
    files: Vec<Source>,
    /// Words by note: each is there once, and in no other note.
    words: Vec<Vec<String>>,
    /// Words that no reader may see.
    hidden: Vec<String>,
    /// Links from note to note, as often as they are there.
    links: Vec<Vec<usize>>,
    /// Which bytes each note shows, in order.
    shown: Vec<Vec<Vec<u8>>>,
    paths: Vec<String>,
}

/// Names with a clash in every ten: in two folders, by capitals, by accents, by signs.
fn path(number: usize) -> String {
    let folder = ["", "Été/", "Projets/Un/", "Projets/Deux/", "été/"][number / 2 % 5];
    let tens = number / 10;
    match number % 10 {
        0 => format!("A{tens}/Journal.md"),
        1 => format!("{folder}Réunion {tens}.md"),
        2 => format!("{folder}Reunion {tens}.md"),
        3 => format!("{folder}réunion {tens}.MD.md"),
        4 => format!("{folder}🎉 Fête {tens}.md"),
        5 => format!("2024-01-{:02} Bilan.md", 1 + tens % 28)
            .replace("Bilan", &format!("Bilan {}", tens / 28)),
        6 => format!("Casse/Idée {tens}.md"),
        7 => format!("Casse/IDÉE {tens}.md"),
        8 => format!("{folder}v{tens}.2 (final) [bis].md").replace(['[', ']'], "_"),
        _ => format!("{folder}L’été, à plusieurs — {tens}.md"),
    }
}

/// A row of numbers that is the same everywhere.
fn scattered(seed: usize) -> usize {
    let mixed = (seed as u64).wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> 33) as usize
}

fn bytes_of(attachment: usize) -> Vec<u8> {
    // Every fifth is the file before it again.
    let kind = if attachment % 5 == 4 { attachment - 1 } else { attachment };
    format!("image {kind}").into_bytes()
}

fn attachment_path(attachment: usize) -> String {
    match attachment % 4 {
        0 => format!("Images/plan {attachment}.png"),
        1 => format!("Images/{attachment}/plan.png"),
        2 => format!("Pièces/Carte n°{attachment}.PNG"),
        _ => format!("Images/{attachment}/PLAN.png"),
    }
}

fn made() -> Made {
    let mut made = Made { paths: (0..NOTES).map(path).collect(), ..Made::default() };
    for number in 0..NOTES {
        let mut count = 0;
        let mut words = Vec::new();
        let mut word = || {
            count += 1;
            words.push(format!("mot{number}x{count}x"));
            words[count - 1].clone()
        };
        let mut links = Vec::new();
        let mut link = |salt: usize| {
            let to = scattered(number * 31 + salt) % NOTES;
            links.push(to);
            made.paths[to].trim_end_matches(".md").to_owned()
        };
        let mut shown = Vec::new();
        let mut show = |salt: usize| {
            let attachment = scattered(number * 17 + salt) % ATTACHMENTS;
            shown.push(bytes_of(attachment));
            attachment_path(attachment)
        };
        let hidden = [format!("cache{number}x1x"), format!("cache{number}x2x")];
        let mut text = String::new();
        let _ = write!(
            text,
            "---\ntags: [{}, Commun]\n{}: {}\n---\n# {}\n\n{} [[{}]] {} [[{}|{} {}]]\n\n",
            word(),
            word(),
            word(),
            word(),
            word(),
            link(1),
            word(),
            link(2),
            word(),
            word(),
        );
        let _ = write!(
            text,
            "### {}\n\n- {} ==très {}== %%{}%%\n- [ ] {} [{}](<{}.md>)\n\n> [!bug]+ {}\n> {} [[{}]]\n\n",
            word(),
            word(),
            word(),
            hidden[0],
            word(),
            word(),
            link(3),
            word(),
            word(),
            link(4),
        );
        let _ = write!(
            text,
            "| {} | {} |\n|---|---|\n| [[{}\\|{}]] | {} |\n\n![[{}]]\n\n%%\n{}\n%%\n\n",
            word(),
            word(),
            link(5),
            word(),
            word(),
            link(6),
            hidden[1],
        );
        let _ = write!(
            text,
            "![[{}|300]] {} ![{}](<{}>)\n\n#{} {}[^1] ^bloc\n\n```sh\n{} [[{}]] %%{}%%\n```\n\n[^1]: {}\n",
            show(1),
            word(),
            word(),
            show(2),
            word(),
            word(),
            word(),
            word(),
            word(),
            word(),
        );
        made.files
            .push(Source { path: made.paths[number].clone(), content: Content::Text(text.into()) });
        made.words.push(words);
        made.hidden.extend(hidden);
        made.links.push(links);
        made.shown.push(shown);
    }
    for attachment in 0..ATTACHMENTS {
        let content = Content::Bytes(bytes_of(attachment).into());
        made.files.push(Source { path: attachment_path(attachment), content });
    }
    made
}

pub(super) fn nothing_is_lost() -> Verdict {
    let made = made();
    let distinct: BTreeSet<&String> = made.paths.iter().collect();
    ensure(distinct.len() == NOTES, format!("the vault has {} paths only", distinct.len()))?;
    let given = Sources::new(made.files.clone());
    let site = new_site()?;
    let known = known(&site)?;
    let imported = obsidian::import(&vault_of(&given), &known);
    let mut problems = Vec::new();

    let texts = texts(&imported);
    let by_source: BTreeMap<String, (&str, &str)> = texts
        .iter()
        .filter_map(|(path, text)| {
            let source = text.lines().find_map(|line| line.strip_prefix("source = "))?;
            let id = path.strip_prefix("content/notes/")?.strip_suffix(".md")?;
            Some((source.trim_matches('"').to_owned(), (id, *text)))
        })
        .collect();
    ensure(by_source.len() == NOTES, format!("{} notes came", by_source.len()))?;
    let id = |number: usize| by_source[&made.paths[number]].0;

    let (mut words, mut links, mut shown) = (0, 0, 0);
    for number in 0..NOTES {
        let (_, text) = by_source[&made.paths[number]];
        for word in &made.words[number] {
            words += 1;
            let times = text.matches(word.as_str()).count();
            // An inline tag is in the text and among the tags.
            let expected = if text.contains(&format!("#{word}")) { 2 } else { 1 };
            if times != expected {
                problems.push(format!("{}: {word} is there {times} times", made.paths[number]));
            }
        }
        let mut expected: BTreeMap<&str, usize> = BTreeMap::new();
        for to in &made.links[number] {
            links += 1;
            *expected.entry(id(*to)).or_default() += 1;
        }
        let mut found: BTreeMap<&str, usize> = BTreeMap::new();
        for (opening, closing) in
            [("[[", &["]]", "|", "\\|", "#"][..]), ("(@/notes/", &[".md)", ".md#"])]
        {
            for (at, _) in text.match_indices(opening) {
                let rest = &text[at + opening.len()..];
                let end = closing.iter().filter_map(|sign| rest.find(sign)).min();
                let target = &rest[..end.unwrap_or(rest.len())];
                // Code is as it was.
                if !target.starts_with("mot") {
                    *found.entry(target).or_default() += 1;
                }
            }
        }
        if expected != found {
            problems.push(format!("{}: links {expected:?}, found {found:?}", made.paths[number]));
        }
        let names: Vec<&str> = text
            .split("](/attachments/")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
            .collect();
        let bytes: Vec<Vec<u8>> = names.iter().map(|name| bytes(&imported, &given, name)).collect();
        shown += bytes.len();
        if bytes != made.shown[number] {
            problems.push(format!("{}: shows {names:?}", made.paths[number]));
        }
    }
    let told = report::short(&imported.report, &given);
    for word in &made.hidden {
        let leaks = texts.values().any(|text| text.contains(word.as_str()));
        if leaks || !told.contains(word.as_str()) {
            problems.push(format!("{word} was hidden: leaks {leaks}"));
        }
    }
    let copied: Vec<Vec<u8>> = imported
        .files
        .keys()
        .filter_map(|path| path.strip_prefix("static/attachments/"))
        .map(|name| bytes(&imported, &given, name))
        .collect();
    let distinct: BTreeSet<&Vec<u8>> = copied.iter().collect();
    let wanted: BTreeSet<Vec<u8>> = (0..ATTACHMENTS).map(bytes_of).collect();
    if distinct.len() != copied.len() || distinct.len() != wanted.len() {
        let (copies, kinds) = (copied.len(), wanted.len());
        problems.push(format!("{copies} attachments were copied, of {kinds} that differ"));
    }
    ensure(problems.is_empty(), problems[..problems.len().min(20)].join("\n"))?;

    let grown = Arc::new(grown(&site, &imported, &given));
    let complaints = complaints(&grown);
    ensure(complaints.is_empty(), report::short(&complaints, &grown))?;
    let again = obsidian::import(&vault_of(&given), &known);
    ensure(again.files == imported.files, "the second import differs from the first")?;
    let copies = copied.len();
    say(&format!(
        "the vault: {words} words, {links} links, {shown} pictures in {copies} files; {}",
        summary(&imported)
    ));
    Ok(())
}

/// How often each code was told.
fn summary(imported: &Imported) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for problem in &imported.report {
        *counts.entry(problem.code.name).or_default() += 1;
    }
    let counts: Vec<String> =
        counts.iter().map(|(code, count)| format!("{code} {count}")).collect();
    counts.join(", ")
}

fn bytes(imported: &Imported, given: &Sources, name: &str) -> Vec<u8> {
    match imported.files.get(&format!("static/attachments/{name}")) {
        Some(NewContent::CopyOf(id)) => match &given.get(*id).content {
            Content::Bytes(bytes) => bytes.to_vec(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}
