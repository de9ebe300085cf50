//! The text of a note of a carnet, and of a page as Zola makes them.

#![no_main]

use carnet_fuzz::{PLAIN, carnet_with, is_harmless, site, text};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some(text) = text(bytes) else { return };
    let page = format!("+++\ntitle = \"A\"\n+++\n{text}");
    if let Some(site) = carnet_with(&[("content/notes/a.md", &page)]) {
        is_harmless(&site);
    }
    // A plain site trusts its authors, as Zola does: only that it is built counts.
    let _ = site(&[("config.toml", PLAIN), ("content/a.md", &page)]);
});
