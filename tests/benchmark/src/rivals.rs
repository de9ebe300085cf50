//! All programs on the same sites, one after the other, several times.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};

use crate::floor::Lengths;
use crate::measure::{Cost, cost};
use crate::site;

/// What to compare.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Sizes of the sites, in notes.
    #[arg(long, value_delimiter = ',', default_value = "1000,10000,50000")]
    notes: Vec<usize>,
    /// Runs of each program; the fastest counts.
    #[arg(long, default_value_t = 3)]
    runs: usize,
    /// The carnet to time.
    #[arg(long, default_value = "target/release/carnet")]
    carnet: String,
    /// A Zola, when there is one.
    #[arg(long)]
    zola: Option<String>,
    /// A Hugo, when there is one.
    #[arg(long)]
    hugo: Option<String>,
    /// The largest site for Zola and Hugo, which take their time.
    #[arg(long, default_value_t = 50_000)]
    most_for_peers: usize,
    /// A folder for the sites, best on a memory disk.
    #[arg(long, default_value = "/dev/shm")]
    folder: PathBuf,
}

/// One program: its name, and how it is called for a site and an output folder.
struct Rival {
    name: &'static str,
    program: String,
    arguments: fn(&Path, &str) -> Vec<String>,
}

/// The name of carnet.
const OWN: &str = "carnet";

/// Prints a table for each size: seconds, memory, and how many times carnet's.
///
/// # Errors
/// When a program fails, or builds another number of notes than there are.
pub(crate) fn compare(options: &Options) -> Result<()> {
    let own = std::env::current_exe()?.display().to_string();
    let mut rivals = vec![
        Rival { name: OWN, program: options.carnet.clone(), arguments: for_zola },
        Rival { name: "floor", program: own.clone(), arguments: for_floor },
        Rival { name: "floor, all", program: own, arguments: for_whole_floor },
    ];
    rivals.extend(options.zola.iter().map(|program| Rival {
        name: "zola",
        program: program.clone(),
        arguments: for_zola,
    }));
    rivals.extend(options.hugo.iter().map(|program| Rival {
        name: "hugo",
        program: program.clone(),
        arguments: for_hugo,
    }));
    let mut first = None;
    for &notes in &options.notes {
        let folder = tempfile::tempdir_in(&options.folder)?;
        site::write(folder.path(), notes)?;
        println!("\n{notes} notes, the fastest of {} runs", options.runs);
        println!(
            "{:10} {:>9} {:>9} {:>9}   times carnet: wall, cpu, memory",
            "", "wall s", "cpu s", "MB"
        );
        let mut ours = None;
        for rival in &rivals {
            let is_peer = matches!(rival.name, "zola" | "hugo");
            if is_peer && notes > options.most_for_peers {
                continue;
            }
            let best = fastest(rival, folder.path(), notes, options.runs)?;
            let ours = *ours.get_or_insert(best);
            println!(
                "{:10} {:9.3} {:9.3} {:9.0}   {:.2} {:.2} {:.2}",
                rival.name,
                best.wall,
                best.cpu,
                best.memory,
                best.wall / ours.wall,
                best.cpu / ours.cpu,
                best.memory / ours.memory,
            );
        }
        if let Some(ours) = ours {
            let each = ours.wall / notes as f64;
            let first = *first.get_or_insert(each);
            println!(
                "carnet, per note: {:.2} times the time of the smallest site, {:.1} KB",
                each / first,
                ours.memory * 1000.0 / notes as f64,
            );
        }
    }
    Ok(())
}

/// The fastest run of several, one right after the other: a program that runs after one that held
/// gigabytes pays for the memory that the machine took back in between.
fn fastest(rival: &Rival, folder: &Path, notes: usize, runs: usize) -> Result<Cost> {
    let mut fastest = run(rival, folder, notes)?;
    for _ in 1..runs {
        let run = run(rival, folder, notes)?;
        if run.wall < fastest.wall {
            fastest = run;
        }
    }
    Ok(fastest)
}

fn run(rival: &Rival, folder: &Path, notes: usize) -> Result<Cost> {
    let output = folder.join("output");
    if output.exists() {
        fs::remove_dir_all(&output)?;
    }
    let arguments = (rival.arguments)(folder, &output.display().to_string());
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let run = cost(&rival.program, &arguments)?;
    let made = fs::read_dir(output.join("notes"))?
        .filter_map(Result::ok)
        .filter(|entry| entry.file_name().to_string_lossy().starts_with("note-"))
        .count();
    ensure!(made == notes, "{} made {made} notes of {notes}", rival.name);
    if rival.name == OWN {
        Lengths::of(&output)?.write(&lengths(folder))?;
    }
    Ok(run)
}

/// Where the lengths of the files of carnet's site are kept for the floor that writes them all.
fn lengths(folder: &Path) -> PathBuf {
    folder.join("lengths")
}

fn for_zola(folder: &Path, output: &str) -> Vec<String> {
    let site = folder.join("zola").display().to_string();
    ["--root", &site, "build", "--output-dir", output].map(str::to_owned).to_vec()
}

fn for_hugo(folder: &Path, output: &str) -> Vec<String> {
    let site = folder.join("hugo").display().to_string();
    ["--source", &site, "--destination", output, "--noBuildLock"].map(str::to_owned).to_vec()
}

fn for_floor(folder: &Path, output: &str) -> Vec<String> {
    let site = folder.join("zola").display().to_string();
    ["floor", &site, output].map(str::to_owned).to_vec()
}

fn for_whole_floor(folder: &Path, output: &str) -> Vec<String> {
    let mut arguments = for_floor(folder, output);
    arguments.extend(["--whole".to_owned(), lengths(folder).display().to_string()]);
    arguments
}
