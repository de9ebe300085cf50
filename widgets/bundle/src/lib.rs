//! The compiled widgets, carried as bytes inside the generator.
//!
//! The build script compiles `widgets/browser` to Wasm, so that one `cargo build` gives one binary
//! that needs nothing else. Names hold a hash of the contents: a file under a name never changes.

/// A file of the widgets, to be written with the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asset {
    /// Where it lives under the root of the site, such as `widgets/cite.1a2b3c4d.js`.
    pub route: &'static str,
    /// What it holds.
    pub bytes: &'static [u8],
}

// `ASSETS`, every file of the widgets by route, and `LOADER`, the route of the script that every
// page of a carnet names in `<script defer src>`; both are written by the build script.
include!(concat!(env!("OUT_DIR"), "/assets.rs"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn routes_are_sorted_and_the_loader_is_among_them() {
        assert!(ASSETS.is_sorted_by_key(|asset| asset.route));
        assert!(ASSETS.iter().any(|asset| asset.route == LOADER));
    }

    #[test]
    fn the_loader_names_every_other_file() {
        let loader = ASSETS.iter().find(|asset| asset.route == LOADER).expect("it is an asset");
        let text = std::str::from_utf8(loader.bytes).expect("a script is text");
        for asset in ASSETS.iter().filter(|asset| asset.route != LOADER) {
            let name = asset.route.split(['/', '.']).nth(2).expect("names hold a hash");
            assert!(text.contains(name), "{} is never loaded", asset.route);
        }
    }

    #[test]
    fn no_path_of_the_building_machine_is_carried() {
        let home = env!("CARGO_MANIFEST_DIR").as_bytes();
        for asset in ASSETS {
            let found = asset.bytes.windows(home.len()).any(|window| window == home);
            assert!(!found, "{} holds {}", asset.route, env!("CARGO_MANIFEST_DIR"));
        }
    }
}
