//! Names by content, so that a host may keep a file for ever, and the loader that knows them.

use carnet_contract::ASSET_FOLDER;

use crate::Result;

/// A file under the name of its contents.
pub(crate) struct File {
    pub(crate) route: String,
    pub(crate) hash: String,
    pub(crate) bytes: Vec<u8>,
}

pub(crate) fn hashed(stem: &str, extension: &str, bytes: Vec<u8>) -> File {
    let hash = blake3::hash(&bytes).to_hex()[..8].to_owned();
    let route = format!("{ASSET_FOLDER}/{stem}.{hash}.{extension}");
    File { route, hash, bytes }
}

/// The loader with the table of hashes in its place, and without its comments and indentation.
pub(crate) fn loader(source: &str, table: &str) -> Result<Vec<u8>> {
    let (before, after) = source.split_once("/* table */").ok_or("the loader has no table")?;
    let full = format!("{before}{table}{after}");
    let lines = full.lines().map(str::trim).filter(|it| !it.is_empty() && !it.starts_with("//"));
    Ok(lines.collect::<Vec<_>>().join("\n").into_bytes())
}
