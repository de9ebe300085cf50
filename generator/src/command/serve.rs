//! Stub.
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;
/// Serve.
#[allow(missing_docs)]
pub struct Serve {
    pub root: PathBuf,
    pub interface: IpAddr,
    pub port: u16,
    pub base_url: Option<String>,
    pub drafts: bool,
    pub open: bool,
    pub watch_debounce: Duration,
}
/// Run.
pub fn run(_: &Serve) -> anyhow::Result<()> {
    Ok(())
}
