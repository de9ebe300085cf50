//! The suite: every case of every file below `tests/suite`, each a test of its own.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use libtest_mimic::{Completion, Trial};

use crate::case::{Case, Section, Suite};
use crate::check::{check, run};
use crate::house::{below, files, here, is_update};

/// How many cases ran.
#[derive(Clone, Default)]
pub(crate) struct Tally {
    ran: Arc<AtomicUsize>,
    wrong: Arc<AtomicUsize>,
}

impl Tally {
    pub(crate) fn sentence(&self) -> String {
        let (ran, wrong) = (self.ran.load(Ordering::Relaxed), self.wrong.load(Ordering::Relaxed));
        match wrong {
            0 => format!("{ran} cases of the suite ran"),
            _ => format!("{ran} cases of the suite ran, {wrong} of them known to be wrong (fixme)"),
        }
    }
}

/// Reads every file of the suite, and rewrites it first when that was asked for.
///
/// # Errors
/// When a file is not in the format.
pub(crate) fn load() -> Result<Vec<Suite>, String> {
    let folder = here().join("suite");
    let mut suites = Vec::new();
    let is_suite = |path: &std::path::PathBuf| path.extension().is_some_and(|end| end == "txt");
    for path in files(&folder).into_iter().filter(is_suite) {
        let name = below(&folder, &path);
        let read = |error: std::io::Error| format!("{name}: {error}");
        let text = fs::read_to_string(&path).map_err(read)?;
        let name = name.trim_end_matches(".txt");
        let mut suite =
            Suite::parse(name, &text).map_err(|problem| format!("{name}: {problem}"))?;
        if is_update() {
            suite.cases.iter_mut().for_each(update);
        }
        let written = suite.write();
        if written != text {
            fs::write(&path, written).map_err(read)?;
        }
        suites.push(suite);
    }
    Ok(suites)
}

/// One test a case.
pub(crate) fn trials(suites: &[Suite], tally: &Tally) -> Vec<Trial> {
    let mut trials = Vec::new();
    for suite in suites {
        for case in &suite.cases {
            let (case, tally) = (case.clone(), tally.clone());
            let name = format!("suite/{}: {}", suite.name, case.title);
            trials.push(Trial::ignorable_test(name, move || {
                tally.ran.fetch_add(1, Ordering::Relaxed);
                let problems = check(&case);
                match (case.setting("fixme"), problems.is_empty()) {
                    (None, true) => Ok(Completion::Completed),
                    (None, false) => Err(problems.join("\n").into()),
                    (Some(_), true) => Err("this is right now: take its `fixme:` out".into()),
                    (Some(reason), false) => {
                        tally.wrong.fetch_add(1, Ordering::Relaxed);
                        Ok(Completion::ignored_with(format!("fixme: {reason}")))
                    }
                }
            }));
        }
    }
    trials
}

/// Makes a case expect what comes out. Pieces are left as they are: they say what matters, which
/// no program can guess; so is a case that expects what is right and not there yet.
fn update(case: &mut Case) {
    if case.setting("fixme").is_some() {
        return;
    }
    let Ok(actual) = run(case) else { return };
    for section in &mut case.sections {
        let first = section.text.lines().next().unwrap_or_default();
        if matches!(first, "contains:" | "absent:" | "no such file") {
            continue;
        }
        if let Some(text) = actual.of(&section.name) {
            section.text = text.trim_end().to_owned();
            if !section.text.is_empty() {
                section.text.push('\n');
            }
        }
    }
    let says = case
        .sections
        .iter()
        .any(|section| matches!(section.name.as_str(), "diagnostics" | "report"));
    if !says && !actual.diagnostics.is_empty() {
        let text = actual.diagnostics;
        case.sections.push(Section { name: "diagnostics".to_owned(), text });
    }
}
