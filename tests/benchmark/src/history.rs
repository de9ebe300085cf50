//! What the history of a site costs: a carnet with a repository of many commits, built with its
//! history and without, and beside it `git log`, which tells the same of it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};

use crate::measure::{Cost, cost};
use crate::site;
use crate::words::Random;

/// What to measure.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// How many notes.
    #[arg(long, default_value_t = 10_000)]
    notes: usize,
    /// How many commits.
    #[arg(long, default_value_t = 20_000)]
    commits: usize,
    /// Runs of each; the fastest counts.
    #[arg(long, default_value_t = 3)]
    runs: usize,
    /// The carnet to time.
    #[arg(long, default_value = "target/release/carnet")]
    carnet: String,
    /// A folder for the site, best on a memory disk.
    #[arg(long, default_value = "/dev/shm")]
    folder: PathBuf,
}

/// How many notes the first commits bring in at a time.
const BATCH: usize = 50;

fn config(history: &str) -> String {
    format!(
        "base_url = \"https://carnet.example\"\ndefault_language = \"fr\"\n[carnet]\n\
         repository = \"https://codeberg.org/a/b\"\nhistory = \"{history}\"\n"
    )
}

/// Prints the cost of each, and what the history adds.
///
/// # Errors
/// When a program fails.
pub(crate) fn compare(options: &Options) -> Result<()> {
    let folder = tempfile::tempdir_in(&options.folder)?;
    let site = folder.path().join("site");
    fs::create_dir(&site)?;
    let made = write(&site, options.notes, options.commits)?;
    println!(
        "{} notes, {} commits, {} of them merges, {} renames; the fastest of {} runs",
        options.notes, options.commits, made.merges, made.renames, options.runs
    );
    let root = site.display().to_string();
    let output = folder.path().join("output").display().to_string();
    let build = ["--root", &root, "build", "--force", "--output-dir", &output];
    let log =
        ["-C", &root, "log", "-M", "--name-status", "--format=%H %an %ad %s", "--", "content"];
    let mut costs = BTreeMap::new();
    for (name, history, program, arguments) in [
        ("without", "none", options.carnet.as_str(), build.as_slice()),
        ("with", "full", options.carnet.as_str(), build.as_slice()),
        ("git log", "full", "git", log.as_slice()),
    ] {
        fs::write(site.join("config.toml"), config(history))?;
        let mut best: Option<Cost> = None;
        for _ in 0..options.runs {
            let run = cost(program, arguments)?;
            best = Some(best.filter(|best| best.wall <= run.wall).unwrap_or(run));
        }
        let best = best.context("no run")?;
        println!(
            "{name:8} {:9.3} s {:9.3} s of processors {:9.0} MB",
            best.wall, best.cpu, best.memory
        );
        costs.insert(name, best.wall);
    }
    let (with, without, log) = (costs["with"], costs["without"], costs["git log"]);
    let history = with - without;
    println!(
        "history: {:.2} of the build without it; git log: {:.1} times the history",
        history / without,
        log / history
    );
    Ok(())
}

/// What of the hard parts a repository holds.
struct Made {
    merges: usize,
    renames: usize,
}

/// Makes a repository: notes that come in batches, then one change after the other, with branches of
/// three commits that are merged, and notes that move into folders of their own.
fn write(site: &Path, notes: usize, commits: usize) -> Result<Made> {
    git(site, &["init", "-q", "-b", "main"])?;
    let mut child = Command::new("git")
        .arg("-C")
        .arg(site)
        .args(["fast-import", "--quiet"])
        .stdin(Stdio::piped())
        .spawn()?;
    let pipe = child.stdin.take().context("git takes no input")?;
    let mut stream = Stream { out: BufWriter::new(pipe), mark: 0 };
    let mut texts: Vec<String> = (0..notes).map(|note| site::carnet_note(note, notes)).collect();
    let mut paths: Vec<String> =
        (0..notes).map(|note| format!("content/notes/{}.md", site::name(note))).collect();
    let mut random = Random::new(notes);
    let mut made = Made { merges: 0, renames: 0 };

    let own = [
        ("config.toml", config("full")),
        ("content/notes/_index.md", "+++\ntitle = \"Notes\"\n+++\n".to_owned()),
    ];
    let files: Vec<String> = own.iter().map(|(path, text)| file(path, text)).collect();
    let mut tip = stream.commit(&[], "Begin", &files.concat())?;
    for first in (0..notes).step_by(BATCH) {
        let batch = (first..notes.min(first + BATCH)).map(|note| file(&paths[note], &texts[note]));
        tip = stream.commit(&[tip], "Bring notes in", &batch.collect::<String>())?;
    }
    while stream.mark < commits {
        let is_branch = random.below(20) == 0 && stream.mark + 4 <= commits;
        let steps = if is_branch { 3 } else { 1 };
        let (fork, mut changed) = (tip, Vec::new());
        for _ in 0..steps {
            let note = random.below(notes);
            let mut change = String::new();
            if random.below(20) == 0
                && !paths[note].ends_with("index.md")
                && !changed.contains(&note)
            {
                made.renames += 1;
                let _ = writeln!(change, "D {}", paths[note]);
                paths[note] = paths[note].replace(".md", "/index.md");
            }
            changed.push(note);
            let _ = writeln!(texts[note], "\n{}", random.sentence());
            change.push_str(&file(&paths[note], &texts[note]));
            tip = stream.commit(&[tip], &random.words(5), &change)?;
        }
        if is_branch {
            made.merges += 1;
            // As a forge does, where nothing happened meanwhile beside it.
            let gone = changed.iter().filter(|note| paths[**note].ends_with("/index.md"));
            let gone: String = gone
                .map(|note| format!("D {}\n", paths[*note].replace("/index.md", ".md")))
                .collect();
            let merged: String =
                changed.iter().map(|note| file(&paths[*note], &texts[*note])).collect();
            tip = stream.commit(&[fork, tip], "Merge a branch", &(gone + &merged))?;
        }
    }
    drop(stream);
    ensure!(child.wait()?.success(), "git fast-import failed");
    git(site, &["reset", "-q", "--hard", "main"])?;
    Ok(made)
}

struct Stream<W: std::io::Write> {
    out: BufWriter<W>,
    mark: usize,
}

impl<W: std::io::Write> Stream<W> {
    fn commit(&mut self, parents: &[usize], message: &str, files: &str) -> Result<usize> {
        self.mark += 1;
        let (mark, time) = (self.mark, 1_500_000_000 + self.mark * 3_600);
        let person = format!("Personne {} <p{}@a.example> {time} -0500", mark % 200, mark % 200);
        writeln!(
            self.out,
            "commit refs/heads/main\nmark :{mark}\nauthor {person}\ncommitter {person}"
        )?;
        writeln!(self.out, "data {}\n{message}", message.len())?;
        for (place, parent) in parents.iter().enumerate() {
            writeln!(self.out, "{} :{parent}", if place == 0 { "from" } else { "merge" })?;
        }
        self.out.write_all(files.as_bytes())?;
        Ok(mark)
    }
}

fn file(path: &str, text: &str) -> String {
    format!("M 100644 inline {path}\ndata {}\n{text}\n", text.len())
}

fn git(folder: &Path, arguments: &[&str]) -> Result<()> {
    let status = Command::new("git").arg("-C").arg(folder).args(arguments).status()?;
    ensure!(status.success(), "git {arguments:?} failed");
    Ok(())
}
