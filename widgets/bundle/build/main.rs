//! Builds the widgets: Wasm by cargo, its JavaScript glue by wasm-bindgen, names by content.

#![expect(clippy::print_stdout, reason = "a build script speaks to cargo on its standard output")]

mod compile;
mod glue;
mod name;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use carnet_contract::Widget;
use name::File;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// What the widgets are made of, from the root of the workspace.
const SOURCES: &[&str] = &[
    "Cargo.lock",
    "Cargo.toml",
    "widgets/behaviour",
    "widgets/browser",
    "widgets/bundle/loader.js",
    "widgets/contract",
];

fn main() -> ExitCode {
    match build() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error=the widgets could not be built: {error}");
            ExitCode::FAILURE
        }
    }
}

fn build() -> Result<()> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let workspace = here.ancestors().nth(2).ok_or("the workspace is two folders up")?;
    for source in SOURCES {
        println!("cargo::rerun-if-changed={}", workspace.join(source).display());
    }

    let compiled = compile::compile(workspace, &out)?;
    let mut files = Vec::new();
    let mut table = Vec::new();
    for widget in Widget::ALL {
        let glue = glue::bind(widget.name(), &compiled)?;
        let module = name::hashed(widget.name(), "js", glue.module);
        let wasm = name::hashed(widget.name(), "wasm", glue.wasm);
        let script = name::hashed(widget.name(), "file.js", glue.script);
        table.push(format!(
            "{}:[\"{}\",\"{}\",\"{}\"]",
            widget.name(),
            module.hash,
            wasm.hash,
            script.hash
        ));
        files.extend([module, wasm, script]);
    }
    let loader = fs::read_to_string(here.join("loader.js"))?;
    let loader = name::hashed("loader", "js", name::loader(&loader, &table.join(","))?);
    let route = loader.route.clone();
    files.push(loader);
    write(&out, files, &route)
}

/// Writes the files, and the Rust that carries them.
fn write(out: &Path, mut files: Vec<File>, loader: &str) -> Result<()> {
    files.sort_by(|one, other| one.route.cmp(&other.route));
    let mut rust =
        String::from("/// Every file of the widgets, by route.\npub const ASSETS: &[Asset] = &[\n");
    for file in files {
        let path = out.join(file.route.replace('/', "-"));
        fs::write(&path, file.bytes)?;
        rust.push_str(&format!(
            "    Asset {{ route: {:?}, bytes: include_bytes!({path:?}) }},\n",
            file.route
        ));
    }
    rust.push_str("];\n\n/// The route of the loader, which fetches the rest when it is needed.\n");
    rust.push_str(&format!("pub const LOADER: &str = {loader:?};\n"));
    fs::write(out.join("assets.rs"), rust)?;
    Ok(())
}
