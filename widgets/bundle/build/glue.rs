//! The two forms of a compiled widget: a module with its Wasm beside it, and, for pages opened
//! from a folder, one classic script with the Wasm inside.

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use wasm_bindgen_cli_support::Bindgen;

use crate::Result;

/// What a page may load.
pub(crate) struct Glue {
    /// An ES module, whose default export takes the compiled Wasm.
    pub(crate) module: Vec<u8>,
    /// The Wasm of that module.
    pub(crate) wasm: Vec<u8>,
    /// A classic script that needs nothing else.
    pub(crate) script: Vec<u8>,
}

/// The glue of a compiled widget.
pub(crate) fn bind(name: &str, compiled: &Path) -> Result<Glue> {
    let input = compiled.join(format!("{name}.wasm"));
    let (module, wasm) = generate(Bindgen::new().input_path(&input).web(true)?)?;
    let (classic, inlined) = generate(Bindgen::new().input_path(&input).no_modules(true)?)?;
    let script = script(&classic, &STANDARD.encode(inlined));
    Ok(Glue { module: module.into_bytes(), wasm, script: script.into_bytes() })
}

/// The JavaScript and the Wasm of one form.
fn generate(bindgen: &mut Bindgen) -> Result<(String, Vec<u8>)> {
    let mut output = bindgen
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()
        .map_err(|error| format!("wasm-bindgen: {error:#}"))?;
    let mut script = tidy(output.js());
    let wasm = output.wasm_mut();
    // Each import is named twice, at length and with a hash that does not compress.
    for (index, import) in wasm.imports.iter_mut().enumerate() {
        let short = format!("i{index}");
        script = script.replace(&format!("\n{}: ", import.name), &format!("\n{short}: "));
        script = script.replace(&import.module, "w");
        import.name = short;
        import.module = "w".to_owned();
    }
    wasm.customs.remove_raw("target_features");
    Ok((script, wasm.emit_wasm()))
}

/// A script that leaves no name behind and fails in silence.
fn script(glue: &str, wasm: &str) -> String {
    const START: &str = "wasm_bindgen({module_or_path:\
        Uint8Array.from(atob(wasm),it=>it.charCodeAt(0))}).catch(()=>{});";
    format!("(()=>{{const wasm=\"{wasm}\";\n{glue}\n{START}}})();\n")
}

/// The glue without indentation, blank lines and comments that stand on their own lines.
fn tidy(glue: &str) -> String {
    let mut tidied = String::new();
    let mut in_comment = false;
    for line in glue.lines().map(str::trim) {
        in_comment |= line.starts_with("/*");
        let is_code = !in_comment && !line.is_empty() && !line.starts_with("//");
        in_comment &= !line.ends_with("*/");
        if is_code {
            tidied.push_str(line);
            tidied.push('\n');
        }
    }
    tidied
}
