//! `carnet serve`: the site in memory, shown locally, and again at every change.
//!
//! ```text
//!            changes             Showing              HTTP, news
//!   watch ───────────▶ workshop ─────────▶ respond, live ─────────▶ browser
//! ```
//!
//! One thread waits for changes and builds; what it makes replaces what is shown, whole, through a
//! channel that holds one value. A site with errors is never shown: the last good one stays, and
//! the browser lays the problems over it. Nothing is written to disk.

mod inject;
mod live;
mod overlay;
mod respond;
mod route;
mod site;
mod watch;
mod workshop;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::Duration;
use std::{future, io};

use anyhow::{Context, bail};
use tokio::net::TcpListener;
use tokio::sync::watch as latest;

use super::{say, tell};
use crate::{Mode, Options};
use respond::Desk;
use watch::Watch;
use workshop::Workshop;

/// How many ports after the one that was asked for are tried.
const MORE_PORTS: u16 = 31;

/// What `serve` is asked for.
#[derive(Clone, Debug)]
pub struct Serve {
    /// The folder of the site.
    pub root: PathBuf,
    /// The configuration, where it is not the one of the usual name.
    pub config: Option<PathBuf>,
    /// The address to listen at.
    pub interface: IpAddr,
    /// The port to listen at, or the first to try.
    pub port: u16,
    /// The address of the site, where it is not the one that is listened at.
    pub base_url: Option<String>,
    /// Whether drafts are shown.
    pub drafts: bool,
    /// Whether a browser is opened.
    pub open: bool,
    /// How long to wait for more changes before building.
    pub watch_debounce: Duration,
    /// Whether the address that `base_url` gives gets the port of the server.
    pub port_in_address: bool,
    /// More files and folders whose changes matter, below the root.
    pub extra_watch: Vec<PathBuf>,
    /// Flags of Zola's that change nothing here.
    pub unneeded: Vec<&'static str>,
}

/// Serves the site until Ctrl-C.
///
/// # Errors
/// When no port can be listened at, or the system does not let the site be watched. A site that
/// cannot be built is no error here: its problems are shown until they are mended.
pub fn run(serve: &Serve) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Runtime::new().context("the server cannot start")?;
    let listener = runtime.block_on(listen(serve.interface, serve.port))?;
    let socket = listener.local_addr()?;
    let base_url = serve.base_url.as_deref().map(|base_url| {
        let port = serve.port_in_address.then(|| socket.port());
        served_at(base_url, port)
    });
    let address = Address::new(socket, base_url.as_deref());
    for flag in &serve.unneeded {
        tell(&format!("{flag} is not needed: changes are built at once, and nothing is written"));
    }

    // Watched from before the first reading on, so that no change falls between.
    let own: Vec<PathBuf> = serve.config.iter().chain(&serve.extra_watch).cloned().collect();
    let mut watch = Watch::start(&serve.root, serve.watch_debounce, &own)?;
    let options = Options {
        base_url: Some(address.base_url.clone()),
        include_drafts: serve.drafts,
        mode: Mode::Serve,
        pictures: Some(Arc::new(crate::template::functions::images::InMemory::default())),
        ..Options::default()
    };
    let mut workshop = Workshop::new(&serve.root, serve.config.as_deref(), options);
    let (show, showing) = latest::channel(workshop.open());
    // Ends with the process, or at the first change that nobody is there to see.
    thread::Builder::new().name("rebuild".to_owned()).spawn(move || {
        while let Some(changed) = watch.wait()
            && !show.is_closed()
        {
            show.send_replace(workshop.rebuild(&changed));
        }
    })?;

    let visit = address.to_visit();
    let and_others = if address.socket.ip().is_unspecified() {
        " (and at every other address of this machine)"
    } else {
        ""
    };
    say(&format!("Listening on {visit}{and_others}"));
    if serve.open {
        open(&visit);
    }
    runtime.block_on(async {
        tokio::select! {
            result = axum::serve(listener, respond::router(Desk { showing, address })) => result,
            // Whoever is still connected is cut off: a reader of a local site is its author.
            () = interrupted() => Ok(()),
        }
    })?;
    Ok(())
}

/// The whole address that `--base-url` means, as Zola reads it: `localhost` is one too, and gets
/// the port that is listened at.
fn served_at(base_url: &str, port: Option<u16>) -> String {
    let (scheme, rest) = base_url.split_once("://").unwrap_or(("http", base_url));
    let (host, path) = rest.find('/').map_or((rest, ""), |slash| rest.split_at(slash));
    // A port that is there, but not the end of an address such as [::1].
    let has_port = host.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok());
    match port {
        Some(port) if !has_port => format!("{scheme}://{host}:{port}{path}"),
        _ => format!("{scheme}://{host}{path}"),
    }
}

/// Where the site is served, in every form that somebody needs.
#[derive(Clone, Debug)]
struct Address {
    /// What is listened at.
    socket: SocketAddr,
    /// The address that pages name, without a slash at its end.
    base_url: String,
    /// The path that every route begins with; empty, or with a slash before and none after.
    mount: String,
}

impl Address {
    fn new(socket: SocketAddr, base_url: Option<&str>) -> Self {
        let base_url = base_url.map_or_else(|| format!("http://{socket}"), str::to_owned);
        let base_url = base_url.trim_end_matches('/').to_owned();
        let mount = base_url
            .split_once("://")
            .and_then(|(_, rest)| rest.find('/').map(|slash| rest[slash..].to_owned()))
            .unwrap_or_default();
        Self { socket, base_url, mount }
    }

    /// The host and port that pages name.
    fn authority(&self) -> &str {
        let rest = self.base_url.split_once("://").map_or("", |(_, rest)| rest);
        rest.split('/').next().unwrap_or_default()
    }

    /// The address to type into a browser on this machine.
    fn to_visit(&self) -> String {
        let ip = match self.socket.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
            ip => ip,
        };
        format!("http://{}{}/", SocketAddr::new(ip, self.socket.port()), self.mount)
    }
}

/// Listens at `port`, or at the next one that is free.
async fn listen(interface: IpAddr, port: u16) -> anyhow::Result<TcpListener> {
    let last = port.saturating_add(MORE_PORTS);
    for candidate in port..=last {
        match TcpListener::bind((interface, candidate)).await {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
            result => {
                if candidate != port {
                    tell(&format!("port {port} is taken; {candidate} is free"));
                }
                return result
                    .with_context(|| format!("cannot listen at {interface}, port {candidate}"));
            }
        }
    }
    bail!("the ports {port} to {last} are all taken; name a free one with --port")
}

/// Waits for Ctrl-C.
async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        // Without a handler Ctrl-C still ends the process, only less politely.
        future::pending::<()>().await;
    }
}

/// Opens `url` in the browser that the system prefers.
fn open(url: &str) {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(target_os = "windows") {
        // The empty argument is the title of the window, which `start` would take the url for.
        ("cmd", &["/C", "start", ""])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(url);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if let Err(error) = command.spawn() {
        tell(&format!("no browser could be opened ({program}: {error})"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_form_for_everyone() {
        let socket = |text: &str| text.parse::<SocketAddr>().expect("the test writes it right");
        for (listened, given, base_url, mount, visited) in [
            ("127.0.0.1:1111", None, "http://127.0.0.1:1111", "", "http://127.0.0.1:1111/"),
            ("0.0.0.0:80", None, "http://0.0.0.0:80", "", "http://127.0.0.1:80/"),
            ("[::]:80", None, "http://[::]:80", "", "http://[::1]:80/"),
            (
                "127.0.0.1:1111",
                Some("https://carnet.example/sub/"),
                "https://carnet.example/sub",
                "/sub",
                "http://127.0.0.1:1111/sub/",
            ),
        ] {
            let address = Address::new(socket(listened), given);
            assert_eq!(address.base_url, base_url);
            assert_eq!(address.mount, mount);
            assert_eq!(address.to_visit(), visited);
        }
    }

    #[test]
    fn a_base_url_is_completed_as_zola_does() {
        for (given, port, expected) in [
            ("localhost", Some(1111), "http://localhost:1111"),
            ("https://carnet.example/sub/", Some(80), "https://carnet.example:80/sub/"),
            ("https://carnet.example", None, "https://carnet.example"),
            ("http://carnet.example:8080", Some(1111), "http://carnet.example:8080"),
        ] {
            assert_eq!(served_at(given, port), expected);
        }
    }

    #[test]
    fn the_next_free_port_is_taken() {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime starts");
        runtime.block_on(async {
            let interface = Ipv4Addr::LOCALHOST.into();
            let taken = listen(interface, 0).await.expect("some port is free");
            let port = taken.local_addr().expect("it is bound").port();
            let next = listen(interface, port).await.expect("another port is free");
            assert!(next.local_addr().expect("it is bound").port() > port);
        });
    }
}
