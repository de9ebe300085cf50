//! Pictures that an earlier build has made, so that none is made twice.
//!
//! The name of a processed picture says what is in it: a hash of the picture and of what was done
//! to it. Beyond one run of the program, what writes pictures counts too ([`key`]), since another
//! version of it may write other bytes.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Mutex, PoisonError};

/// Where pictures are kept from one build to another.
pub trait Keep: Debug + Send + Sync {
    /// The picture of a file of the output, if what is kept is what is wanted.
    fn find(&self, output: &str, is_wanted: &dyn Fn(&Vec<u8>) -> bool) -> Option<Vec<u8>>;

    /// Keeps the pictures of a build, by the files of the output; no others are wanted any more.
    fn keep(&self, made: &[(&str, &[u8])]);
}

/// Keeps them in memory, for `carnet serve`.
#[derive(Debug, Default)]
pub struct InMemory(Mutex<BTreeMap<String, Vec<u8>>>);

impl Keep for InMemory {
    fn find(&self, output: &str, is_wanted: &dyn Fn(&Vec<u8>) -> bool) -> Option<Vec<u8>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(output).cloned();
        kept.filter(is_wanted)
    }

    fn keep(&self, made: &[(&str, &[u8])]) {
        let made = made.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec()));
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = made.collect();
    }
}

/// What makes their bytes. A test holds it against the versions that the program is built with.
const WRITERS: &[(&str, &str)] = &[
    ("fdeflate", "0.3.7"),
    ("image", "0.25.10"),
    ("image-webp", "0.2.4"),
    ("libwebp-sys", "0.9.6"),
    ("png", "0.18.1"),
    ("rav1e", "0.8.1"),
    ("ravif", "0.13.0"),
    ("zune-jpeg", "0.5.15"),
];

/// What a picture is called where it outlives the program.
#[must_use]
pub fn key(output: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(output.as_bytes());
    hasher.update(format!("{WRITERS:?}").as_bytes());
    hasher.finalize().to_hex()[..32].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_writes_pictures_is_what_the_program_is_built_with() {
        let locked = include_str!("../../../../../Cargo.lock");
        for (name, version) in WRITERS {
            let entry = format!("name = \"{name}\"\nversion = \"{version}\"\n");
            assert!(locked.contains(&entry), "WRITERS has another {name} than Cargo.lock");
        }
    }
}
