//! Time zones, and the local times that they skip or repeat.

use std::sync::{Arc, OnceLock};

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone, TimeZoneDatabase};

/// The years that are looked at, in seconds since 1970: 2025 to 2034. Fixed, so that the answer is the same on every day.
const YEARS: (i64, i64) = (1_735_689_600, 2_051_222_400);

/// Changes of a zone's offset that are looked at: most zones have two a year.
const SHIFTS: usize = 64;

/// Minutes of a change that are looked at: a day's, at most.
const MINUTES: usize = 24 * 60;

/// A time zone of the IANA database.
#[derive(Clone, Debug)]
pub struct Zone {
    /// As the database spells it.
    name: Arc<str>,
    rules: TimeZone,
    shifts: Arc<[Shift]>,
}

/// A stretch of local times that do not exist, or exist twice.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shift {
    from: DateTime,
    to: DateTime,
    /// Whether its times exist twice, and not at all.
    pub(super) twice: bool,
}

impl Zone {
    /// The zone of that name, in any case: `Europe/Berlin`.
    pub fn named(name: &str) -> Option<Self> {
        static ZONES: OnceLock<TimeZoneDatabase> = OnceLock::new();
        let zone = ZONES.get_or_init(TimeZoneDatabase::bundled).get(name).ok()?;
        (!zone.is_unknown()).then(|| Self { name: zone.iana_name().unwrap_or(name).into(), shifts: shifts(&zone), rules: zone })
    }

    /// Whether its clock is changed in the years that are looked at.
    pub fn changes(&self) -> bool {
        !self.shifts.is_empty()
    }

    /// As the database spells it: `Europe/Berlin`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// As people say it beside a time: `Berlin`, `New York`, `UTC`.
    pub fn short_name(&self) -> String {
        if self.is_utc() {
            return "UTC".to_owned();
        }
        let city = match self.name.split_once('/') {
            // `Eastern` alone is many coasts.
            Some(("US" | "Canada" | "Etc", _)) | None => &*self.name,
            Some(_) => self.name.rsplit('/').next().unwrap_or(&self.name),
        };
        city.replace('_', " ")
    }

    /// Whether it is UTC, by any of its names.
    pub fn is_utc(&self) -> bool {
        ["UTC", "Etc/UTC", "Etc/UCT", "UCT", "Zulu", "Etc/Zulu", "Universal", "Etc/Universal"].contains(&&*self.name)
    }

    /// How it differs from UTC in the years that are looked at; `None` where that follows no plain rule.
    pub(super) fn offsets(&self) -> Option<Offsets> {
        let at = |date: Date| {
            let time = Offset::UTC.to_timestamp(date.to_datetime(Time::midnight())).ok()?;
            Some(self.rules.to_offset(time).seconds())
        };
        let years = 2025..=2034;
        let all = |month: i8| years.clone().map(move |year| Date::new(year, month, 15).ok().and_then(at));
        let (january, july) = (at(Date::new(2025, 1, 15).ok()?)?, at(Date::new(2025, 7, 15).ok()?)?);
        let plain = all(1).all(|offset| offset == Some(january)) && all(7).all(|offset| offset == Some(july));
        match (january == july, self.shifts.len()) {
            (true, 0) => Some(Offsets::One(january)),
            // The clock is ahead in summer, wherever summer is.
            (false, 20) => plain.then_some(Offsets::Seasons { summer: january.max(july), winter: january.min(july) }),
            _ => None,
        }
    }

    /// What its rules say about the years that are looked at.
    pub(super) fn shifts(&self) -> impl Iterator<Item = Shift> {
        self.shifts.iter().copied()
    }
}

fn shifts(zone: &TimeZone) -> Arc<[Shift]> {
    let first = Timestamp::from_second(YEARS.0).unwrap_or(Timestamp::MIN);
    let changes = zone.following(first).take(SHIFTS).take_while(|change| change.timestamp().as_second() < YEARS.1);
    let shift = |change: jiff::tz::TimeZoneTransition| {
        let at = change.timestamp();
        let before = zone.to_offset(Timestamp::from_second(at.as_second() - 1).ok()?);
        let (old, new) = (before.to_datetime(at), change.offset().to_datetime(at));
        (old != new).then(|| Shift { from: old.min(new), to: old.max(new), twice: new < old })
    };
    changes.filter_map(shift).collect()
}

/// Seconds by which a zone is ahead of UTC.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Offsets {
    /// All year.
    One(i32),
    /// In the two halves of a year.
    Seasons {
        /// With the clock put forward.
        summer: i32,
        /// Without.
        winter: i32,
    },
}

impl Shift {
    /// The day on which it begins.
    pub(super) fn day(self) -> Date {
        self.from.date()
    }

    /// Its minutes.
    pub(super) fn minutes(self) -> impl Iterator<Item = DateTime> {
        let next = |time: &DateTime| time.checked_add(jiff::SignedDuration::from_secs(60)).ok();
        std::iter::successors(Some(self.from), next).take_while(move |time| *time < self.to).take(MINUTES)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_that_are_changed() {
        for (name, expected) in [
            ("Europe/Berlin", Some(true)),
            ("eet", Some(true)),
            ("America/Bogota", Some(false)),
            ("UTC", Some(false)),
            ("lake/bronze", None),
            ("", None),
        ] {
            assert_eq!(Zone::named(name).map(|zone| zone.changes()), expected, "{name}");
        }
    }
}
