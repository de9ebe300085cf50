//! Compares a site that Zola built with the same site built by carnet.
//!
//! ```sh
//! cargo run -p carnet-compare -- ZOLA_OUT CARNET_OUT --base-url https://site.example
//! ```
//!
//! Pages and feeds are compared as [`normal`] writes them, processed images not at all, all other
//! files byte for byte.

#![expect(clippy::print_stdout, reason = "what it says is its result")]

mod address;
mod flow;
mod normal;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Parser;
use ignore::WalkBuilder;
use similar::TextDiff;
use url::Url;

/// What carnet writes about its own output.
const OUR_LIST: &str = ".carnet-files";

/// Processed images, whose names the two make in ways of their own.
const IMAGES: &str = "processed_images/";

#[derive(Parser)]
#[command(about = "Compares two builds of a site: counts, and how the first files differ.")]
struct Flags {
    /// What Zola wrote.
    zola: PathBuf,
    /// What carnet wrote.
    carnet: PathBuf,
    /// The site's `base_url`.
    #[arg(long)]
    base_url: String,
    /// How many differing files are shown.
    #[arg(long, default_value_t = 5)]
    show: usize,
}

fn main() -> Result<ExitCode> {
    let flags = Flags::parse();
    let base = Url::parse(&format!("{}/", flags.base_url.trim_end_matches('/')))
        .context("the base URL is no address")?;
    let (zola, carnet) = (files(&flags.zola)?, files(&flags.carnet)?);
    for file in zola.difference(&carnet) {
        println!("only Zola's: {file}");
    }
    for file in carnet.difference(&zola) {
        println!("only carnet's: {file}");
    }
    let (mut same, mut differ) = (0, 0);
    for file in zola.intersection(&carnet) {
        let Some(difference) = difference(&flags, &base, file)? else {
            same += 1;
            continue;
        };
        differ += 1;
        if differ <= flags.show {
            println!("{difference}");
        } else {
            println!("differs: {file}");
        }
    }
    let only = zola.symmetric_difference(&carnet).count();
    println!("{same} same, {differ} differ, {only} only in one");
    Ok(ExitCode::from(u8::from(differ + only > 0)))
}

/// How a file differs, or nothing.
fn difference(flags: &Flags, base: &Url, file: &str) -> Result<Option<String>> {
    let (zola, carnet) = (read(&flags.zola, file)?, read(&flags.carnet, file)?);
    if zola == carnet {
        return Ok(None);
    }
    if !file.ends_with(".html") && !file.ends_with(".xml") {
        return Ok(Some(format!("differs: {file}, {} and {} bytes", zola.len(), carnet.len())));
    }
    let at = base.join(file.strip_suffix("index.html").unwrap_or(file))?;
    let lines =
        |bytes: &[u8]| normal::lines(&String::from_utf8_lossy(bytes), &at, base).join("\n") + "\n";
    let (zola, carnet) = (lines(&zola), lines(&carnet));
    let diff = TextDiff::from_lines(&zola, &carnet);
    let unified = diff.unified_diff().context_radius(1).header("Zola", "carnet").to_string();
    Ok((zola != carnet).then(|| format!("differs: {file}\n{unified}")))
}

fn read(folder: &Path, file: &str) -> Result<Vec<u8>> {
    let path = folder.join(file);
    fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))
}

/// The paths of all files below a folder, with `/`.
fn files(folder: &Path) -> Result<BTreeSet<String>> {
    let mut files = BTreeSet::new();
    for entry in WalkBuilder::new(folder).standard_filters(false).build() {
        let entry = entry?;
        if entry.file_type().is_some_and(|it| it.is_file()) {
            let path = entry.path().strip_prefix(folder)?.to_string_lossy().replace('\\', "/");
            if !path.starts_with(IMAGES) {
                files.insert(path);
            }
        }
    }
    files.remove(OUR_LIST);
    Ok(files)
}
