//! Hashes: `get_hash`, and what addresses of files that may change carry.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::{Answer, Call, Problem, Question, files};
use crate::template::value::text;

/// `get_hash(path | literal, sha_type=384, base64=true)`.
pub(super) fn get_hash(call: &Call<'_>) -> Answer {
    let arguments = call.arguments;
    let kind: u16 = arguments.number("sha_type")?.unwrap_or(384);
    let is_base64 = arguments.boolean("base64", true)?;
    let write = |bytes: &[u8]| {
        let hash = match kind {
            256 => sha256(bytes),
            384 => Sha384::digest(bytes).to_vec(),
            512 => Sha512::digest(bytes).to_vec(),
            _ => {
                return Err(Problem::new(format!("there is no hash SHA-{kind}"))
                    .help("`sha_type` is 256, 384 or 512"));
            }
        };
        Ok(text(if is_base64 { STANDARD.encode(hash) } else { hex(&hash) }))
    };
    match (arguments.text("path"), arguments.text("literal")) {
        (Some(path), None) => {
            let question = Question::Hash { kind, is_base64, path: path.clone() };
            call.library.desk.memory.recall(question, || {
                let found = files::required(call.library, &path)?;
                write(&files::bytes(call.library, &found)?)
            })
        }
        (None, Some(literal)) => write(literal.as_bytes()),
        _ => Err(Problem::new("`get_hash` needs either `path` or `literal`")),
    }
}

/// The SHA-256 of some bytes.
pub(super) fn sha256(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}

/// Bytes in hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
