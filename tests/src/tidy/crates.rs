//! Rules about which crate may use which.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use libtest_mimic::{Failed, Trial};
use serde_json::Value;

use crate::house::{Verdict, ensure, root};

/// A crate, what it must not reach, and why.
const NEVER: &[(&str, &[&str], &str)] = &[
    (
        "carnet-contract",
        &["web-sys", "js-sys", "wasm-bindgen", "tera", "carnet", "carnet-behaviour"],
        "it is what generator and widgets agree on, and knows neither",
    ),
    (
        "carnet-behaviour",
        &["web-sys", "js-sys", "wasm-bindgen", "tera", "carnet"],
        "it is tested natively and used by the generator",
    ),
    ("carnet-browser", &["tera", "carnet"], "readers download it"),
    ("carnet", &["web-sys", "carnet-browser"], "it runs on no page"),
];

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        Trial::test("tidy: no crate reaches what it must not", no_crate_reaches_too_far),
        Trial::test("tidy: nothing depends on carnet-browser", nothing_depends_on_the_browser),
    ]
}

/// Which package uses which, by name, without what only tests or build scripts use.
struct Graph(BTreeMap<String, BTreeSet<String>>);

fn graph() -> Result<Graph, Failed> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(root())
        .output()?;
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    ensure(output.status.success(), text)?;
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let names: BTreeMap<String, String> = list(&metadata["packages"])
        .iter()
        .map(|package| (text(&package["id"]), text(&package["name"])))
        .collect();
    let name = |id: &Value| names.get(&text(id)).cloned().unwrap_or_default();
    let mut graph = BTreeMap::new();
    for node in list(&metadata["resolve"]["nodes"]) {
        let uses: BTreeSet<String> = list(&node["deps"])
            .iter()
            .filter(|dependency| {
                list(&dependency["dep_kinds"]).iter().any(|kind| kind["kind"].is_null())
            })
            .map(|dependency| name(&dependency["pkg"]))
            .collect();
        // Two versions of one package are one here: the rules are about neither.
        graph.entry(name(&node["id"])).or_insert_with(BTreeSet::new).extend(uses);
    }
    Ok(Graph(graph))
}

impl Graph {
    fn reach(&self, from: &str) -> BTreeSet<&str> {
        let mut reached = BTreeSet::new();
        let mut waiting: Vec<&str> = vec![from];
        while let Some(name) = waiting.pop() {
            for next in self.0.get(name).into_iter().flatten() {
                if reached.insert(next.as_str()) {
                    waiting.push(next);
                }
            }
        }
        reached
    }
}

fn no_crate_reaches_too_far() -> Verdict {
    let graph = graph()?;
    let mut problems = Vec::new();
    for (from, never, why) in NEVER {
        ensure(graph.0.contains_key(*from), format!("there is no crate {from}"))?;
        let reached = graph.reach(from);
        for bad in never.iter().filter(|bad| reached.contains(**bad)) {
            problems.push(format!("{from} reaches {bad}, but {why}"));
        }
    }
    ensure(problems.is_empty(), problems.join("\n"))
}

fn nothing_depends_on_the_browser() -> Verdict {
    let graph = graph()?;
    let users: Vec<&String> = graph
        .0
        .iter()
        .filter(|(_, uses)| uses.contains("carnet-browser"))
        .map(|(name, _)| name)
        .collect();
    ensure(users.is_empty(), format!("{users:?} depend on it; its Wasm is built apart"))
}
