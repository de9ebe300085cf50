//! How fast `carnet` is, beside Zola, Hugo and a floor: one site, one run, one machine.
//!
//! ```sh
//! cargo build --release
//! cargo run --release -p carnet-benchmark -- run --zola PATH --hugo PATH
//! ```
//!
//! Each program builds the same notes (Hugo from the same texts with its own words for front matter
//! and templates). The floor reads, renders Markdown and writes, and does nothing else. What counts
//! are ratios within one run: seconds belong to the machine.

#![expect(clippy::print_stdout, reason = "what it says is its result")]

mod citations;
mod floor;
mod history;
mod measure;
mod rivals;
mod site;
mod words;

use std::path::PathBuf;

use anyhow::Result;
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about = "Times carnet beside its peers.")]
struct Flags {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Writes a site of so many notes, for Zola and carnet below `zola/`, for Hugo below `hugo/`.
    Generate {
        /// How many notes.
        notes: usize,
        /// Where to.
        folder: PathBuf,
    },
    /// Reads, renders Markdown and writes, and nothing else.
    Floor {
        /// A site for Zola.
        site: PathBuf,
        /// Where to.
        output: PathBuf,
        /// A list of all files of a whole site: these are written too, and all are as long as there.
        #[arg(long)]
        whole: Option<PathBuf>,
    },
    /// Runs a command, and says how long it took and how much memory it held.
    Measure {
        /// The program and its arguments.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
        command: Vec<String>,
    },
    /// Compares all programs that are there.
    Run(rivals::Options),
    /// Builds a carnet with its history in git and without.
    History(history::Options),
    /// Builds a carnet with its citations and without.
    Citations(citations::Options),
}

fn main() -> Result<()> {
    match Flags::parse().command {
        Command::Generate { notes, folder } => site::write(&folder, notes),
        Command::Floor { site, output, whole } => {
            let whole = whole.map(|list| floor::Lengths::read(&list)).transpose()?;
            floor::build(&site, &output, whole.unwrap_or_default())
        }
        Command::Measure { command } => measure::print(&command),
        Command::Run(options) => rivals::compare(&options),
        Command::History(options) => history::compare(&options),
        Command::Citations(options) => citations::compare(&options),
    }
}
