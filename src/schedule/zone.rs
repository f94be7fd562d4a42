//! Time zones, and the local times that they skip or repeat.

use std::sync::{Arc, OnceLock};

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{TimeZone, TimeZoneDatabase};

/// The years that are looked at, in seconds since 1970: 2025 to 2034. Fixed, so that the answer is the same on every day.
const YEARS: (i64, i64) = (1_735_689_600, 2_051_222_400);

/// Changes of a zone's offset that are looked at: most zones have two a year.
const SHIFTS: usize = 64;

/// Minutes of a change that are looked at: a day's, at most.
const MINUTES: usize = 24 * 60;

/// A time zone of the IANA database.
#[derive(Clone, Debug)]
pub struct Zone {
    shifts: Arc<[Shift]>,
}

/// A stretch of local times that do not exist, or exist twice.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shift {
    from: DateTime,
    to: DateTime,
}

impl Zone {
    /// The zone of that name, in any case: `Europe/Berlin`.
    pub fn named(name: &str) -> Option<Self> {
        static ZONES: OnceLock<TimeZoneDatabase> = OnceLock::new();
        let zone = ZONES.get_or_init(TimeZoneDatabase::bundled).get(name).ok()?;
        (!zone.is_unknown()).then(|| Self { shifts: shifts(&zone) })
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
        (old != new).then(|| Shift { from: old.min(new), to: old.max(new) })
    };
    changes.filter_map(shift).collect()
}

impl Shift {
    /// Its minutes.
    pub(super) fn minutes(self) -> impl Iterator<Item = DateTime> {
        let next = |time: &DateTime| time.checked_add(jiff::SignedDuration::from_secs(60)).ok();
        std::iter::successors(Some(self.from), next).take_while(move |time| *time < self.to).take(MINUTES)
    }
}
