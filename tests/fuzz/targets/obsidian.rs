//! A file of a vault: what is made of it is a site that can be built.

#![no_main]

use carnet::import::{NewContent, obsidian};
use carnet_fuzz::{carnet_with, is_harmless, text};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some(text) = text(bytes) else { return };
    let imported = obsidian::import_text(text);
    let files: Vec<(&str, &str)> = imported
        .files
        .iter()
        .filter_map(|(path, content)| match content {
            NewContent::Text(text) => Some((path.as_str(), text.as_str())),
            NewContent::CopyOf(_) => None,
        })
        .collect();
    let site = carnet_with(&files);
    if let Some(site) = site {
        is_harmless(&site);
    }
});
