//! A progress bar on long work, in a terminal; nothing in a pipe.

use std::io::IsTerminal as _;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::Progress;

/// How long work may take before a bar is worth its flicker.
const PATIENCE: Duration = Duration::from_millis(400);

/// A bar on standard error. It hides itself when nobody looks.
pub struct Bar {
    bar: ProgressBar,
    is_watched: bool,
    start: std::time::Instant,
}

impl Bar {
    /// A bar that has not begun.
    #[must_use]
    pub fn new() -> Self {
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{msg:>8} {bar:32} {pos}/{len}") {
            bar.set_style(style);
        }
        let is_watched = std::io::stderr().is_terminal();
        Self { bar, is_watched, start: std::time::Instant::now() }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }

    fn show_when_late(&self) {
        if self.is_watched && self.bar.is_hidden() && self.start.elapsed() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
}

impl Default for Bar {
    fn default() -> Self {
        Self::new()
    }
}

impl Progress for Bar {
    fn stage(&self, name: &'static str, steps: usize) {
        self.bar.set_length(steps as u64);
        self.bar.set_position(0);
        self.bar.set_message(name);
        self.show_when_late();
    }

    fn step(&self) {
        self.bar.inc(1);
        self.show_when_late();
    }
}
