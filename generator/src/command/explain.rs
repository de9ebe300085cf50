//! `carnet explain`: what a kind of problem means.

use super::{Ending, say, tell};
use crate::diagnostic::codes::{CODES, Severity};
use crate::diagnostic::did_you_mean;

/// Explains one code, or lists them all.
#[must_use]
pub fn run(name: Option<&str>) -> Ending {
    let Some(name) = name else {
        for code in CODES {
            say(code.name);
        }
        return Ending::Well;
    };
    let Some(code) = CODES.iter().find(|code| code.name == name) else {
        tell(&format!("there is no problem called `{name}`"));
        if let Some(help) = did_you_mean(name, CODES.iter().map(|code| code.name)) {
            tell(&help);
        }
        return Ending::WithErrors;
    };
    let severity = match code.severity {
        Severity::Error => "error: the site is not written",
        Severity::Warning => "warning: the site is written all the same",
    };
    say(&format!("{} ({severity})\n\n{}", code.name, code.explanation));
    Ending::Well
}
