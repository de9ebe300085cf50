//! The house's own rules, checked like any behaviour.
//!
//! Each rule names what breaks it. An exception stands in a table with its reason, and one that is
//! no longer needed fails, so that the tables only ever shrink.

mod code;
mod crates;
mod theme;

use std::collections::BTreeSet;

use carnet::diagnostic::codes::CODES;
use libtest_mimic::Trial;

use crate::case::Suite;
use crate::house::{Verdict, ensure};
use crate::{emit, history, import};

pub(crate) fn trials(suites: &[Suite]) -> Vec<Trial> {
    let exercised = exercised(suites);
    let titles = repeated_titles(suites);
    let mut trials = vec![
        Trial::test("tidy: every code is exercised by a case", move || {
            every_code_is_exercised(&exercised)
        }),
        Trial::test("tidy: no two cases of a file have one title", move || {
            ensure(titles.is_empty(), titles.join("\n"))
        }),
    ];
    trials.extend(code::trials());
    trials.extend(crates::trials());
    trials.extend(theme::trials());
    trials
}

/// The codes that some case expects, or some test of what is written.
fn exercised(suites: &[Suite]) -> BTreeSet<String> {
    let cases = suites.iter().flat_map(|suite| &suite.cases);
    let reports = cases
        .flat_map(|case| &case.sections)
        .filter(|section| matches!(section.name.as_str(), "diagnostics" | "report"))
        .flat_map(|section| section.text.lines());
    let told = reports.filter_map(|line| {
        let (_, rest) = line.split_once("error[").or_else(|| line.split_once("warning["))?;
        rest.split_once(']').map(|(code, _)| code.to_owned())
    });
    let beside = [emit::CODES, import::CODES, history::CODES]
        .into_iter()
        .flatten()
        .map(|code| (*code).to_owned());
    told.chain(beside).collect()
}

fn every_code_is_exercised(exercised: &BTreeSet<String>) -> Verdict {
    let known: BTreeSet<&str> = CODES.iter().map(|code| code.name).collect();
    let mut problems: Vec<String> = known
        .iter()
        .filter(|code| !exercised.contains(**code))
        .map(|code| format!("no case exercises {code}"))
        .collect();
    let gone = exercised.iter().filter(|code| !known.contains(code.as_str()));
    problems.extend(gone.map(|code| format!("a case expects {code}, which is no code")));
    ensure(problems.is_empty(), problems.join("\n"))
}

fn repeated_titles(suites: &[Suite]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let titles = suites.iter().flat_map(|suite| {
        suite.cases.iter().map(move |case| format!("{}: {}", suite.name, case.title))
    });
    titles.filter(|title| !seen.insert(title.clone())).collect()
}
