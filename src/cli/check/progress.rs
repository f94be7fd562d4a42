//! What a person at a terminal sees while many files are looked at.

use std::io::{IsTerminal, stderr};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Nothing is shown of a run that is over sooner.
const PATIENCE: Duration = Duration::from_millis(500);

/// How many files were looked at so far, on standard error, where that is a terminal.
pub(super) struct Progress {
    bar: Option<ProgressBar>,
    begun: Instant,
    shown: bool,
}

impl Progress {
    pub(super) fn new() -> Self {
        let able = stderr().is_terminal() && std::env::var_os("TERM").is_none_or(|kind| kind != "dumb");
        let style = ProgressStyle::with_template("{spinner} {human_pos} files, {elapsed}: {wide_msg}");
        let bar =
            style.ok().filter(|_| able).map(|style| ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()).with_style(style));
        Self { bar, begun: Instant::now(), shown: false }
    }

    /// One more file.
    pub(super) fn step(&mut self, file: &str) {
        let Some(bar) = &self.bar else { return };
        if !self.shown && self.begun.elapsed() >= PATIENCE {
            self.shown = true;
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        bar.inc(1);
        if self.shown {
            bar.set_message(file.to_owned());
        }
    }

    /// Makes room while something else is written to the terminal.
    pub(super) fn aside<T>(&self, write: impl FnOnce() -> T) -> T {
        match self.bar.as_ref().filter(|_| self.shown) {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    /// Takes it away.
    pub(super) fn done(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
