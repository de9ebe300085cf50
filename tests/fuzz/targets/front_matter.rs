//! A whole file, so that the fuzzer finds the fences, TOML and YAML by itself; read as a note, as a
//! person and as a carnet.

#![no_main]

use carnet_fuzz::{carnet_with, is_harmless, text};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some(text) = text(bytes) else { return };
    let files = ["content/notes/a.md", "content/people/a.md", "content/carnets/a.md"];
    if let Some(site) = carnet_with(&files.map(|path| (path, text))) {
        is_harmless(&site);
    }
});
