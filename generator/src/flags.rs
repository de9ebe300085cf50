//! The command line: the flags that Zola's users type, and what they mean here.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Turns a folder of Markdown notes into an accessible, citable, static notebook site.
#[derive(Clone, Debug, Parser)]
#[command(name = "carnet", version, propagate_version = true)]
pub struct Flags {
    /// The folder of the site
    #[arg(short, long, global = true, default_value = ".", value_name = "FOLDER")]
    pub root: PathBuf,
    /// The configuration, where it is not zola.toml or config.toml in that folder
    #[arg(short, long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Build the site and write it
    Build(BuildFlags),
    /// Show the site locally, and again at every change
    Serve(ServeFlags),
    /// Check everything that `build` checks; write nothing
    Check(CheckFlags),
    /// Make a small working site
    Init {
        /// The folder to make it in
        #[arg(default_value = ".")]
        folder: PathBuf,
        /// Also in a folder that is not empty; nothing there is overwritten
        #[arg(short, long)]
        force: bool,
    },
    /// Make a new file with front matter that is right
    New {
        /// What to make
        #[arg(value_parser = crate::command::new::names())]
        what: String,
        /// Its title or name
        #[arg(required = true, num_args = 1.., value_name = "TITLE")]
        title: Vec<String>,
    },
    /// Make notes of what was written elsewhere; nothing in the site is overwritten
    Import {
        /// Where it comes from
        #[command(subcommand)]
        from: ImportFlags,
    },
    /// Explain a kind of problem, or list them all
    Explain {
        /// The name between brackets, such as link/unknown-note
        code: Option<String>,
    },
    /// Print what completes the commands and flags in a shell
    Completion {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// What every command that builds takes.
#[derive(Clone, Debug, Args)]
pub struct SiteFlags {
    /// The address of the site, in place of the configuration's
    #[arg(short = 'u', long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Build drafts too
    #[arg(long)]
    pub drafts: bool,
}

/// `carnet build`.
#[derive(Clone, Debug, Args)]
pub struct BuildFlags {
    /// What is built
    #[command(flatten)]
    pub site: SiteFlags,
    /// Where to write
    #[arg(short, long, value_name = "FOLDER")]
    pub output_dir: Option<PathBuf>,
    /// Delete files in the output folder that carnet did not write
    #[arg(short, long)]
    pub force: bool,
    /// Write nothing when there are warnings
    #[arg(long)]
    pub deny_warnings: bool,
    /// Make pages small, whatever the configuration says
    #[arg(long)]
    pub minify: bool,
    /// Write nothing when an address of this list is lost: a routes.txt, a sitemap, one a line
    #[arg(long, value_name = "FILE")]
    pub published: Vec<PathBuf>,
}

/// `carnet serve`.
#[derive(Clone, Debug, Args)]
pub struct ServeFlags {
    /// What is built
    #[command(flatten)]
    pub site: SiteFlags,
    /// The address to listen at
    #[arg(short, long, default_value = "127.0.0.1")]
    pub interface: IpAddr,
    /// The port to listen at; the next free one is taken when it is in use
    #[arg(short, long, default_value_t = 1111)]
    pub port: u16,
    /// Open the site in the browser
    #[arg(short = 'O', long)]
    pub open: bool,
    /// Milliseconds to wait for more changes before building
    #[arg(short, long, default_value_t = 20, value_name = "MS")]
    pub debounce: u64,
    /// Leave the port out of the address that --base-url gives
    #[arg(long)]
    pub no_port_append: bool,
    /// Another file or folder whose changes matter, below the folder of the site
    #[arg(long, value_name = "PATH")]
    pub extra_watch_path: Vec<PathBuf>,
    /// Zola's; every change is built whole here, and quickly
    #[arg(short, long)]
    pub fast: bool,
    /// Zola's; nothing is written here
    #[arg(short, long, value_name = "FOLDER")]
    pub output_dir: Option<PathBuf>,
    /// Zola's; nothing is written here
    #[arg(long)]
    pub force: bool,
    /// Zola's; nothing is written here
    #[arg(long)]
    pub store_html: bool,
}

/// `carnet check`.
#[derive(Clone, Debug, Args)]
pub struct CheckFlags {
    /// What is checked
    #[command(flatten)]
    pub site: SiteFlags,
    /// How problems are shown
    #[arg(long, value_enum, default_value_t = FormatFlag::Human)]
    pub format: FormatFlag,
    /// Fail on warnings too
    #[arg(long)]
    pub deny_warnings: bool,
    /// Fail when an address of this list is lost: a routes.txt, a sitemap, one a line
    #[arg(long, value_name = "FILE")]
    pub published: Vec<PathBuf>,
    /// Zola's; links that leave the site are never followed here
    #[arg(long)]
    pub skip_external_links: bool,
}

/// `carnet import`.
#[derive(Clone, Debug, Subcommand)]
pub enum ImportFlags {
    /// Saved pages of the platform Praxis, as HTML or as text
    Praxis(ImportedFlags),
    /// A vault of Obsidian
    Obsidian(ImportedFlags),
}

/// What every import takes.
#[derive(Clone, Debug, Args)]
pub struct ImportedFlags {
    /// The file or folder to read
    pub from: PathBuf,
    /// Fail on warnings too; what could be imported is written all the same
    #[arg(long)]
    pub deny_warnings: bool,
}

/// How `check` shows problems.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FormatFlag {
    /// Pictures of the source
    Human,
    /// One line each
    Short,
    /// One JSON array
    Json,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Command {
        let words = line.split(' ');
        Flags::try_parse_from(words).unwrap_or_else(|error| panic!("{line}: {error}")).command
    }

    #[test]
    fn what_zolas_users_type_is_understood() {
        for line in [
            "carnet init site --force",
            "carnet -r site -c other.toml build",
            "carnet --root site --config other.toml build",
            "carnet build -u https://a.example -o out -f --drafts --minify",
            "carnet build --base-url / --output-dir out --force",
            "carnet serve -i 0.0.0.0 -p 80 -O -o out -u localhost --drafts -f -d 5",
            "carnet serve --fast --force --store-html --no-port-append --debounce 1000",
            "carnet serve --extra-watch-path a --extra-watch-path b --open",
            "carnet check --drafts --skip-external-links",
            "carnet check --published routes.txt --published sitemap.xml",
            "carnet import praxis page.html --root site",
            "carnet -r site import obsidian vault --deny-warnings",
            "carnet completion bash",
            "carnet completion zsh",
        ] {
            read(line);
        }
    }

    #[test]
    fn flags_mean_what_they_mean_in_zola() {
        let Command::Build(build) = read("carnet build -o out -f --minify") else {
            panic!("`build` builds")
        };
        assert!(build.force && build.minify && !build.site.drafts);
        assert_eq!(build.output_dir, Some("out".into()));
        let Command::Serve(serve) = read("carnet serve -f --extra-watch-path a") else {
            panic!("`serve` serves")
        };
        assert!(serve.fast && !serve.force && !serve.no_port_append);
        assert_eq!(serve.extra_watch_path, [PathBuf::from("a")]);
    }
}
