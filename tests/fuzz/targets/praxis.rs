//! A saved page of the platform: what is made of it is a site that can be built.

#![no_main]

use carnet::import::praxis;
use carnet_fuzz::{carnet_of, is_harmless, text};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some(text) = text(bytes) else { return };
    if let Some(site) = carnet_of(&praxis::import_text(text)) {
        is_harmless(&site);
    }
});
