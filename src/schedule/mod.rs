//! Schedules: cron expressions in words, the local times that a time zone skips or repeats, days and lengths of time.
//!
//! Pure: time zones come with the binary, and nothing here asks what day it is. Knows no texts around an expression; who
//! reads it (its [`Dialect`]) is the caller's to tell.

mod cron;
pub mod date;
mod length;
mod timing;
mod words;
mod zone;

pub use cron::{Cron, Dialect, Reading};
pub use length::Length;
pub use timing::Timing;
pub use zone::Zone;

impl Cron {
    /// Whether it names an hour that the zone skips or repeats on a day that it runs on, in the years that [`Zone`] looks at.
    /// What runs at every hour, or every few, misses nothing by that.
    pub fn meets_shift(&self, zone: &Zone) -> bool {
        self.is_fixed_hour() && zone.shifts().any(|shift| shift.minutes().any(|time| self.runs_at(time)))
    }
}

#[cfg(test)]
mod tests;
