//! A cron expression with the time zone that it runs in, in words.

use jiff::civil::Date;

use super::words::{days, times};
use super::zone::Offsets;
use super::{Cron, Zone, date};

/// When something runs.
#[derive(Clone, Debug)]
pub struct Timing {
    cron: Cron,
    zone: Option<Zone>,
    /// Said instead of a zone, where only a default is known.
    note: &'static str,
    /// What is said; made once, since there are no timings without words.
    words: Words,
}

/// The parts of what is said.
#[derive(Clone, Debug)]
struct Words {
    /// `Mon–Fri`, `daily`; empty where the days stand behind.
    before: String,
    /// `06:00`
    time: String,
    /// `on the 1st`; empty where the days stand before.
    behind: String,
    /// The one time of day, in minutes since midnight.
    single: Option<i32>,
}

impl Timing {
    /// Of an expression and the zone that it runs in, if known. `None` where it cannot be said in few words, or where what
    /// it means hangs on who reads it.
    pub fn new(cron: Cron, zone: Option<Zone>) -> Option<Self> {
        let times = times::words(&cron)?;
        let days = days::words(&cron, times.is_clock)?;
        let zone = zone.filter(|_| times.has_zone);
        let words = Words { before: days.before, time: times.text, behind: days.behind, single: times.single };
        Some(Self { cron, zone, note: "", words })
    }

    /// The same, said to be in UTC unless somebody configured another zone.
    #[must_use]
    pub fn with_utc_by_default(self) -> Self {
        let has_zone = times::words(&self.cron).is_some_and(|times| times.has_zone);
        Self { note: if has_zone && self.zone.is_none() { "(UTC by default)" } else { "" }, ..self }
    }

    /// `Mon–Fri 06:00 Berlin`.
    pub fn words(&self) -> String {
        self.said("")
    }

    /// `Mon–Fri 06:00 Berlin (04:00 UTC in summer, 05:00 in winter)`; where clocks are changed over the time itself, that
    /// instead.
    pub fn words_with_clocks(&self) -> String {
        let zone = self.zone.as_ref();
        let changes = zone.map(|zone| self.changes(zone)).filter(|changes| !changes.is_empty());
        self.said(&changes.or_else(|| self.utc()).unwrap_or_default())
    }

    fn said(&self, clocks: &str) -> String {
        let zone = self.zone.as_ref().map(Zone::short_name).unwrap_or_default();
        let parts = [&self.words.before, &self.words.time, &zone, self.note, clocks, &self.words.behind];
        parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ")
    }

    /// The one time of day in UTC.
    fn utc(&self) -> Option<String> {
        let zone = self.zone.as_ref().filter(|zone| !zone.is_utc())?;
        let local = self.words.single?;
        let at = |offset: i32| {
            let utc = local - offset / 60;
            let day = match utc.div_euclid(24 * 60) {
                0 => "",
                1 => "the day after",
                _ => "the day before",
            };
            (clock(utc.rem_euclid(24 * 60)), day)
        };
        let with = |day: &str| if day.is_empty() { String::new() } else { format!(" {day}") };
        Some(match zone.offsets()? {
            Offsets::One(offset) => {
                let (time, day) = at(offset);
                format!("({time} UTC{})", with(day))
            }
            Offsets::Seasons { summer, winter } => match (at(summer), at(winter)) {
                ((a, day), (b, same)) if day == same && !day.is_empty() => format!("({day}: {a} UTC in summer, {b} in winter)"),
                ((a, day), (b, other)) => format!("({a} UTC{} in summer, {b}{} in winter)", with(day), with(other)),
            },
        })
    }

    /// That the one time of day is missing on a day, or comes twice.
    fn changes(&self, zone: &Zone) -> String {
        let Some(time) = self.words.single.map(clock) else { return String::new() };
        let met = |twice: bool| self.met(zone).any(|(_, found)| found == twice);
        match (met(false), met(true)) {
            (true, true) => format!("(no {time} one day in spring, two in autumn)"),
            (true, false) => format!("(no {time} one day in spring)"),
            (false, true) => format!("(two {time} one day in autumn)"),
            (false, false) => String::new(),
        }
    }

    /// The changes of the clock over which it runs: each day, and whether its times come twice that day.
    fn met<'a>(&'a self, zone: &'a Zone) -> impl Iterator<Item = (Date, bool)> + 'a {
        let fixed = self.cron.is_fixed_hour();
        let shifts = zone.shifts().filter(move |_| fixed);
        shifts.filter(|shift| shift.minutes().any(|time| self.cron.runs_at(time))).map(|shift| (shift.day(), shift.twice))
    }

    /// A sentence about the next changes of the clock from `today` on that it runs over; `None` where it meets none.
    pub fn next_changes(&self, today: Date) -> Option<String> {
        let zone = self.zone.as_ref()?;
        let next = |twice: bool| self.met(zone).find(|(day, found)| *found == twice && *day >= today).map(|(day, _)| date::long(day));
        let time = self.words.single.map_or_else(|| "A time of this schedule".to_owned(), clock);
        match (next(false), next(true)) {
            (Some(gap), Some(fold)) => Some(format!("{time} doesn't exist on {gap} and comes twice on {fold}.")),
            (Some(gap), None) => Some(format!("{time} doesn't exist on {gap}.")),
            (None, Some(fold)) => Some(format!("{time} comes twice on {fold}.")),
            (None, None) => None,
        }
    }

    /// The whole name of its time zone, where one is known.
    pub fn zone_name(&self) -> Option<&str> {
        self.zone.as_ref().map(Zone::name)
    }

    /// Whether its zone is only what is usual.
    pub fn is_utc_by_default(&self) -> bool {
        !self.note.is_empty()
    }
}

/// `06:00`
pub(super) fn clock(minutes: i32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}
