//! The `carnet` binary: reads the flags, runs a command, tells how it ended.

use std::process::ExitCode;
use std::time::Duration;

use carnet::command::{Ending, build, check, explain, import, init, new, serve};
use carnet::flags::{Command, Flags, FormatFlag, ImportFlags, ImportedFlags, SiteFlags};
use carnet::{Mode, Options};
use clap::{CommandFactory, Parser};

/// Many small values are made and dropped on all threads at once: measured with the benchmark, this
/// allocator takes an eighth of the processor time off a large build.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How deep templates, styles and data may be nested is a matter of the stack, and the usual one is
/// small. Only what is used of it is ever taken.
const STACK: usize = 256 * 1024 * 1024;

fn main() -> ExitCode {
    let flags = Flags::parse();
    // There is one pool at most, and this is the first to ask for it.
    let _ = rayon::ThreadPoolBuilder::new().stack_size(STACK).build_global();
    let command = std::thread::Builder::new().stack_size(STACK).spawn(|| run(flags));
    let ended = command
        .map_err(anyhow::Error::from)
        .and_then(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
    match ended {
        Ok(Ending::Well) => ExitCode::SUCCESS,
        Ok(Ending::WithErrors) => ExitCode::FAILURE,
        Err(error) => {
            carnet::command::fail(&error);
            ExitCode::FAILURE
        }
    }
}

fn run(Flags { root, config, command }: Flags) -> anyhow::Result<Ending> {
    let root = match command {
        Command::Init { .. } => root,
        _ => carnet::command::site_around(root, config.as_deref()),
    };
    match command {
        Command::Build(flags) => Ok(build::run(&build::Build {
            root,
            config,
            output: flags.output_dir,
            force: flags.force,
            published: flags.published,
            options: Options { minify: flags.minify, ..options(&flags.site, Mode::Build) },
            deny_warnings: flags.deny_warnings,
        })),
        Command::Check(flags) => Ok(check::run(&check::Check {
            root,
            config,
            published: flags.published,
            options: options(&flags.site, Mode::Check),
            format: match flags.format {
                FormatFlag::Human => check::Format::Human,
                FormatFlag::Short => check::Format::Short,
                FormatFlag::Json => check::Format::Json,
            },
            deny_warnings: flags.deny_warnings,
            skip_external_links: flags.skip_external_links,
        })),
        Command::Serve(flags) => serve::run(&serve::Serve {
            root,
            config,
            interface: flags.interface,
            port: flags.port,
            base_url: flags.site.base_url,
            drafts: flags.site.drafts,
            open: flags.open,
            watch_debounce: Duration::from_millis(flags.debounce),
            port_in_address: !flags.no_port_append,
            extra_watch: flags.extra_watch_path,
            unneeded: [
                ("--fast", flags.fast),
                ("--output-dir", flags.output_dir.is_some()),
                ("--force", flags.force),
                ("--store-html", flags.store_html),
            ]
            .into_iter()
            .filter_map(|(flag, is_given)| is_given.then_some(flag))
            .collect(),
        })
        .map(|()| Ending::Well),
        Command::Init { folder, force } => {
            let folder = if folder.is_absolute() { folder } else { root.join(folder) };
            init::run(&folder, force)
        }
        Command::New { what, title } => new::run(&new::New {
            root,
            what,
            title: title.join(" "),
            today: jiff::ZonedDateTime::now().date().to_string(),
        }),
        Command::Import { from } => {
            let (origin, flags) = match from {
                ImportFlags::Praxis(flags) => (import::Origin::Praxis, flags),
                ImportFlags::Obsidian(flags) => (import::Origin::Obsidian, flags),
            };
            let ImportedFlags { from, deny_warnings } = flags;
            import::run(&import::Import { root, config, origin, from, deny_warnings })
        }
        Command::Explain { code } => Ok(explain::run(code.as_deref())),
        Command::Completion { shell } => {
            let mut command = Flags::command();
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut command, "carnet", &mut script);
            carnet::command::say_all(&script);
            Ok(Ending::Well)
        }
    }
}

fn options(flags: &SiteFlags, mode: Mode) -> Options {
    Options {
        base_url: flags.base_url.clone(),
        include_drafts: flags.drafts,
        mode,
        is_last: true,
        ..Options::default()
    }
}
