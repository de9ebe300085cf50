//! The tests of the house: one binary that finds its tests, lists them and runs them.
//!
//! They go through what the generator promises in public, `build`, `source::read`, `emit::write`
//! and the report, and would survive another generator behind it. `UPDATE=1` rewrites whatever is
//! expected of cases and sites; the difference is then read like code. See `tests/README.md`.

mod capture;
mod case;
mod check;
mod contribute;
mod demo;
mod diff;
mod emit;
mod garbage;
mod hidden;
mod history;
mod hostile;
mod house;
mod import;
mod new;
mod programs;
mod published;
mod read;
mod sites;
mod suite;
mod tidy;

use std::io::Write;
use std::process::ExitCode;

use libtest_mimic::Arguments;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let suites = match suite::load() {
        Ok(suites) => suites,
        Err(problem) => {
            house::say(&format!("the suite cannot be read: {problem}"));
            return ExitCode::FAILURE;
        }
    };
    let tally = suite::Tally::default();
    let mut trials = suite::trials(&suites, &tally);
    trials.extend(sites::trials());
    trials.extend(read::trials());
    trials.extend(emit::trials());
    trials.extend(new::trials());
    trials.extend(published::trials());
    trials.extend(import::trials());
    trials.extend(contribute::trials());
    trials.extend(capture::trials());
    trials.extend(demo::trials());
    trials.extend(garbage::trials());
    trials.extend(hidden::trials());
    trials.extend(programs::trials());
    trials.extend(history::trials());
    trials.extend(hostile::trials());
    trials.extend(tidy::trials(&suites));
    let conclusion = libtest_mimic::run(&arguments, trials);
    if !arguments.list {
        // A reader of the log sees at once whether the suite was there at all.
        let _ = writeln!(std::io::stdout(), "{}", tally.sentence());
    }
    conclusion.exit_code()
}
