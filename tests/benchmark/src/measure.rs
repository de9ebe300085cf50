//! What one run of a program costs.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use nix::sys::resource::{UsageWho, getrusage};

/// The cost of one run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cost {
    /// Seconds on the clock.
    pub(crate) wall: f64,
    /// Seconds of all processors.
    pub(crate) cpu: f64,
    /// The most memory held at a time, in MB of 1,000,000 bytes.
    pub(crate) memory: f64,
}

/// Runs a command and prints its cost: three numbers, and nothing of what it says itself.
///
/// This process has no other child, so what its children cost is what the command cost.
///
/// # Errors
/// When the command cannot be run or fails.
pub(crate) fn print(command: &[String]) -> Result<()> {
    let (program, arguments) = command.split_first().context("there is no command")?;
    let begun = Instant::now();
    let status = Command::new(program).args(arguments).stdout(Stdio::null()).status()?;
    let wall = begun.elapsed();
    ensure!(status.success(), "{program} failed: {status}");
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let seconds = |time: nix::sys::time::TimeVal| {
        Duration::new(
            u64::try_from(time.tv_sec()).unwrap_or(0),
            u32::try_from(time.tv_usec() * 1000).unwrap_or(0),
        )
        .as_secs_f64()
    };
    let cpu = seconds(usage.user_time()) + seconds(usage.system_time());
    // The kernel counts in units of 1024 bytes.
    let memory = usage.max_rss() as f64 * 1024.0 / 1e6;
    println!("{} {cpu} {memory}", wall.as_secs_f64());
    Ok(())
}

/// The cost of a command, measured by a process of its own.
///
/// # Errors
/// When it fails.
pub(crate) fn cost(program: &str, arguments: &[&str]) -> Result<Cost> {
    let own = std::env::current_exe()?;
    let output = Command::new(own)
        .args(["measure", "--", program])
        .args(arguments)
        .stderr(Stdio::piped())
        .output()?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    ensure!(output.status.success(), "{program} {}: {said}", arguments.join(" "));
    let text = String::from_utf8(output.stdout)?;
    let numbers: Vec<f64> = text.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
    let [wall, cpu, memory] = numbers[..] else { anyhow::bail!("not three numbers: {text}") };
    Ok(Cost { wall, cpu, memory })
}
