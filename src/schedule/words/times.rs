//! The times of a day.

use super::{is_run, list, step};
use crate::schedule::Cron;
use crate::schedule::timing::clock;

/// Times of a day that are told one by one.
const TOLD: usize = 4;

/// When on a day something runs.
pub(in crate::schedule) struct Times {
    pub(in crate::schedule) text: String,
    /// Whether it tells times of the clock, and not how often.
    pub(in crate::schedule) is_clock: bool,
    /// Whether a time zone says more about it.
    pub(in crate::schedule) has_zone: bool,
    /// The one time, in minutes since midnight.
    pub(in crate::schedule) single: Option<i32>,
}

impl Times {
    fn often(text: String) -> Self {
        Self { text, is_clock: false, has_zone: false, single: None }
    }

    fn between(text: String) -> Self {
        Self { has_zone: true, ..Self::often(text) }
    }
}

/// The times of day in words; `None` where seconds count, which nobody plans in.
pub(in crate::schedule) fn words(cron: &Cron) -> Option<Times> {
    let pattern = &cron.read.pattern;
    let (minutes, hours) = (pattern.minutes.values(), pattern.hours.values());
    if pattern.seconds.values() != [0] || minutes.is_empty() || hours.is_empty() {
        return None;
    }
    Some(if hours.len() == 24 {
        Times::often(in_the_hour(&minutes))
    } else if minutes.len() * hours.len() <= TOLD && !goes_round(&minutes, &hours) {
        told(&minutes, &hours)
    } else {
        stretch(&minutes, &hours)
    })
}

/// Whether it is said better by how often.
fn goes_round(minutes: &[u16], hours: &[u16]) -> bool {
    minutes.len() == 1 && hours.len() > 2 && (is_run(hours) || every(hours, 24).is_some())
}

/// Every hour.
fn in_the_hour(minutes: &[u16]) -> String {
    match minutes {
        [0] => "every hour".to_owned(),
        [minute] => format!("every hour at :{minute:02}"),
        all if all.len() == 60 => "every minute".to_owned(),
        _ => match every(minutes, 60) {
            Some((step, 0)) => format!("every {step} minutes"),
            Some((step, first)) => format!("every {step} minutes from :{first:02}"),
            None if minutes.len() <= TOLD => {
                let each: Vec<String> = minutes.iter().map(|minute| format!(":{minute:02}")).collect();
                format!("every hour at {}", list(&each))
            }
            None => format!("{} times an hour", minutes.len()),
        },
    }
}

/// The step and the first of numbers that go round in a whole of `whole`: `0, 15, 30, 45`.
fn every(values: &[u16], whole: u16) -> Option<(u16, u16)> {
    let step = step(values)?;
    let first = *values.first()?;
    (whole.is_multiple_of(step) && values.len() == usize::from(whole / step)).then_some((step, first))
}

fn told(minutes: &[u16], hours: &[u16]) -> Times {
    let all: Vec<i32> = hours.iter().flat_map(|hour| minutes.iter().map(move |minute| i32::from(hour * 60 + minute))).collect();
    let single = if let [only] = all.as_slice() { Some(*only) } else { None };
    let each: Vec<String> = all.into_iter().map(clock).collect();
    Times { text: list(&each), is_clock: true, has_zone: true, single }
}

/// More times than are told one by one.
fn stretch(minutes: &[u16], hours: &[u16]) -> Times {
    let often = match minutes {
        [_] => None,
        all if all.len() == 60 => Some("every minute".to_owned()),
        all => every(all, 60).map(|(step, _)| format!("every {step} minutes")),
    };
    let (Some(first), Some(last)) = (hours.first(), hours.last()) else { return Times::often(String::new()) };
    let (Some(from), Some(to)) = (minutes.first(), minutes.last()) else { return Times::often(String::new()) };
    let range = format!("{}–{}", clock(i32::from(first * 60 + from)), clock(i32::from(last * 60 + to)));
    match (often, minutes) {
        (Some(often), _) if is_run(hours) => Times::between(format!("{often} {range}")),
        (None, [_]) if is_run(hours) => Times::between(format!("hourly {range}")),
        (None, [minute]) => match (every(hours, 24), step(hours)) {
            (Some((step, 0)), _) if *minute == 0 => Times::often(format!("every {step} hours")),
            (Some((step, 0)), _) => Times::often(format!("every {step} hours at :{minute:02}")),
            (Some((step, _)), _) => Times::between(format!("every {step} hours from {}", clock(i32::from(first * 60 + from)))),
            (None, Some(step)) => Times::between(format!("every {step} hours {range}")),
            (None, None) => Times::between(count(minutes, hours)),
        },
        _ => Times::between(count(minutes, hours)),
    }
}

fn count(minutes: &[u16], hours: &[u16]) -> String {
    format!("{} times a day", minutes.len() * hours.len())
}
