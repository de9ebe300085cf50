//! One cargo inside another: `widgets/browser`, compiled to Wasm.
//!
//! The inner build must give the same bytes in any folder and under any caller, so it inherits
//! nothing of what the outer cargo, clippy or a coverage tool say about *their* build.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Result;

const TARGET: &str = "wasm32-unknown-unknown";
const PROFILE: &str = "wasm";
const PACKAGE: &str = "carnet-browser";

/// What the inner cargo may know of the outer one: where crates come from.
const KEPT: &[&str] =
    &["CARGO_HOME", "CARGO_HTTP_", "CARGO_NET_", "CARGO_REGISTRIES_", "CARGO_REGISTRY_"];

/// Variables outside cargo's prefix that would change the inner build.
const REFUSED: &[&str] = &[
    "DEBUG",
    "HOST",
    "MAKEFLAGS",
    "MFLAGS",
    "NUM_JOBS",
    "OPT_LEVEL",
    "OUT_DIR",
    "PROFILE",
    "RUSTC_BOOTSTRAP",
    "RUSTC_LINKER",
    "RUSTC_WORKSPACE_WRAPPER",
    "RUSTC_WRAPPER",
    "RUSTDOCFLAGS",
    "RUSTFLAGS",
    "TARGET",
];

/// Compiles the widgets and returns the folder of their `.wasm` files.
pub(crate) fn compile(workspace: &Path, out: &Path) -> Result<PathBuf> {
    ensure_target()?;
    let target_dir = out.join("wasm");
    let mut cargo = clean(&variable("CARGO", "cargo"));
    cargo
        .current_dir(workspace)
        .args(["build", "--locked", "--package", PACKAGE, "--bins"])
        .args(["--target", TARGET, "--profile", PROFILE, "--target-dir"])
        .arg(&target_dir)
        .env("CARGO_ENCODED_RUSTFLAGS", flags(workspace, &target_dir)?);
    run(cargo)?;
    Ok(target_dir.join(TARGET).join(PROFILE))
}

/// Makes sure that the compiler has a standard library for Wasm.
fn ensure_target() -> Result<()> {
    if has_target()? {
        return Ok(());
    }
    let added = Command::new("rustup").args(["target", "add", TARGET]).status();
    if added.is_ok_and(|it| it.success()) && has_target()? {
        return Ok(());
    }
    Err(format!("this Rust cannot compile to Wasm; run `rustup target add {TARGET}`").into())
}

fn has_target() -> Result<bool> {
    let folder = print(&["--print", "target-libdir", "--target", TARGET])?;
    Ok(Path::new(&folder).is_dir())
}

/// Compiler flags that hide where the sources lie, parted as cargo wants them.
fn flags(workspace: &Path, target_dir: &Path) -> Result<OsString> {
    let sysroot = PathBuf::from(print(&["--print", "sysroot"])?);
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(env::home_dir()?.join(".cargo"))).unwrap_or_default();
    let places =
        [(workspace, "carnet"), (&home, "cargo"), (&sysroot, "rust"), (target_dir, "target")];
    let mut flags = OsString::new();
    for (place, name) in places {
        if !flags.is_empty() {
            flags.push("\u{1f}");
        }
        flags.push("--remap-path-prefix=");
        flags.push(place);
        flags.push(format!("=/{name}"));
    }
    Ok(flags)
}

/// A command without what the outer build says of itself.
fn clean(program: &OsString) -> Command {
    let mut command = Command::new(program);
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        let is_cargo = text.starts_with("CARGO_") || text.starts_with("DEP_");
        let is_kept = KEPT.iter().any(|kept| text.starts_with(kept));
        if is_cargo && !is_kept || REFUSED.contains(&&*text) {
            command.env_remove(&name);
        }
    }
    command
}

fn print(arguments: &[&str]) -> Result<String> {
    let mut rustc = clean(&variable("RUSTC", "rustc"));
    rustc.args(arguments);
    Ok(run(rustc)?.trim().to_owned())
}

/// What the command prints; its complaints become the error.
fn run(mut command: Command) -> Result<String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| format!("{program}: {error}"))?;
    if output.status.success() {
        return Ok(String::from_utf8(output.stdout)?);
    }
    Err(format!("{program} failed\n{}", String::from_utf8_lossy(&output.stderr)).into())
}

fn variable(name: &str, otherwise: &str) -> OsString {
    env::var_os(name).unwrap_or_else(|| otherwise.into())
}
