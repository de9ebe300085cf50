//! What `carnet new` writes: a file that can be built as it is, whatever it is called.

use std::sync::Arc;

use carnet::command::new::text;
use carnet::draft::thing::KINDS;
use carnet::source::{Content, Source, Sources};
use carnet::{Options, Silent};
use libtest_mimic::Trial;

use crate::house::{Verdict, ensure};

/// Names with the signs that TOML gives a meaning to.
const NAMES: &[&str] =
    &["Jo \"Z\"", "\"Jo\" Z", "Jo", "C:\\new \\", "Une note", " Jo  Z ", "Jo\tZ"];

const CONFIG: &str = "base_url = \"https://carnet.example\"\n[carnet]\n";

pub(crate) fn trials() -> Vec<Trial> {
    vec![Trial::test("new: what is written can be built, whatever it is called", every_name)]
}

fn every_name() -> Verdict {
    let mut problems = Vec::new();
    for kind in KINDS {
        for name in NAMES {
            let file = text(*kind, false, name, "2024-01-29", "k3f9");
            let path = format!("content/{}/it.md", kind.folder());
            let source = |path: &str, text: String| Source {
                path: path.to_owned(),
                content: Content::Text(text.into()),
            };
            let sources =
                Sources::new([source("config.toml", CONFIG.to_owned()), source(&path, file)]);
            let outcome = carnet::build(&Arc::new(sources), &Options::default(), &Silent);
            let errors = outcome.diagnostics.iter().filter(|problem| problem.is_error());
            problems.extend(errors.map(|problem| format!("{path}, {name:?}: {}", problem.message)));
        }
    }
    ensure(problems.is_empty(), problems.join("\n"))
}
