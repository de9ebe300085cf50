//! What it costs to cite each note in every style and format: a carnet built with all of them, with
//! the styles alone, and with none.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};

use crate::measure::{Cost, cost};
use crate::site;

/// What to measure.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// How many notes.
    #[arg(long, default_value_t = 10_000)]
    notes: usize,
    /// Runs of each; the fastest counts.
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// The carnet to time.
    #[arg(long, default_value = "target/release/carnet")]
    carnet: String,
    /// A folder for the site, best on a memory disk.
    #[arg(long, default_value = "/dev/shm")]
    folder: PathBuf,
}

fn config(citation: &str) -> String {
    format!(
        "base_url = \"https://carnet.example\"\ndefault_language = \"fr\"\n\
         [carnet]\nlicense = \"CC-BY-SA-4.0\"\n[carnet.citation]\n{citation}"
    )
}

/// Prints the cost of each, and what styles and formats add.
///
/// # Errors
/// When a program fails.
pub(crate) fn compare(options: &Options) -> Result<()> {
    let folder = tempfile::tempdir_in(&options.folder)?;
    let site = folder.path().join("site");
    let notes = site.join("content/notes");
    fs::create_dir_all(&notes)?;
    fs::write(notes.join("_index.md"), "+++\ntitle = \"Notes\"\n+++\n")?;
    for note in 0..options.notes {
        fs::write(
            notes.join(format!("{}.md", site::name(note))),
            site::carnet_note(note, options.notes),
        )?;
    }
    println!("{} notes; the fastest of {} runs", options.notes, options.runs);
    let root = site.display().to_string();
    let output = folder.path().join("output").display().to_string();
    let build = ["--root", &root, "build", "--force", "--output-dir", &output];
    let all: Vec<String> = carnet_csl::bundled::names().map(|name| format!("{name:?}")).collect();
    let styles = format!("styles = [\"house\", {}]\n", all.join(", "));
    let variants = [
        ("none", "styles = []\nformats = []\n".to_owned()),
        ("styles", format!("{styles}formats = []\n")),
        ("all", styles),
    ];
    let mut best: Vec<Option<Cost>> = vec![None; variants.len()];
    // In turns, so that none has a quieter machine than the others.
    for _ in 0..options.runs {
        for ((_, citation), best) in variants.iter().zip(&mut best) {
            fs::write(site.join("config.toml"), config(citation))?;
            let _ = fs::remove_dir_all(&output);
            let run = cost(&options.carnet, &build)?;
            *best = Some(match best.take() {
                Some(best) if best.wall <= run.wall => best,
                _ => run,
            });
        }
    }
    let mut walls = Vec::new();
    for ((name, _), best) in variants.iter().zip(best) {
        let best = best.context("no run")?;
        println!(
            "{name:8} {:9.3} s {:9.3} s of processors {:9.0} MB",
            best.wall, best.cpu, best.memory
        );
        walls.push(best.wall);
    }
    println!(
        "{} styles: {:.2} of the build without; styles, formats and their files: {:.2}",
        all.len() + 1,
        walls[1] / walls[0] - 1.0,
        walls[2] / walls[0] - 1.0
    );
    Ok(())
}
