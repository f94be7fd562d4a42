//! What a DAG's own line says about its runs.

use super::resolve::{Leaves, Zoned, day_of, last, timedelta};
use crate::analysis::conditions::{Answer, Asker, Site};
use crate::schedule::date::Date;
use crate::schedule::{Cron, Dialect, Length, Reading, Timing, Zone};
use crate::syntax::python::call;
use crate::text::Span;

/// What is known of a DAG's runs. Schedule, catchup or both are known.
#[derive(Clone, Debug)]
pub struct Summary {
    /// When it runs.
    pub runs: Option<Runs>,
    /// What becomes of runs that were missed.
    pub catchup: Option<Catchup>,
    /// How often a task that fails is tried again.
    pub retries: Option<u32>,
}

/// When a DAG runs.
#[derive(Clone, Debug)]
pub enum Runs {
    /// By a cron expression.
    Timing(Box<Timing>),
    /// Each time so much later.
    Every(Length),
    /// Once.
    Once,
    /// Again when it has ended.
    Continuous,
    /// When data that it reads is new.
    Data,
    /// When somebody starts it.
    ByHand,
}

/// What becomes of runs that were missed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Catchup {
    /// They are left out.
    Skipped,
    /// All are made up for, since a day where it is known.
    All(Option<Date>),
}

/// An argument of the DAG, or an entry of its `default_args`.
enum Setting {
    Given(Leaves),
    Absent,
    Unclear,
}

/// The summary of the call at a place; `None` where nothing worth a hint is known.
pub(super) fn summary(asker: &Asker, span: Span) -> Option<Summary> {
    let dag = Dag { asker, site: asker.call_at(span)? };
    let start = dag.anywhere("start_date");
    let runs = dag.runs(&start);
    let catchup = match runs {
        Some(Some(Runs::Once | Runs::Continuous | Runs::Data | Runs::ByHand)) => None,
        _ => dag.catchup(&start),
    };
    let runs = runs.flatten();
    let known = runs.is_some() || catchup.is_some();
    known.then(|| Summary { runs, catchup, retries: dag.retries() })
}

struct Dag<'a> {
    asker: &'a Asker<'a>,
    site: Site,
}

impl Dag<'_> {
    /// An argument of the call itself.
    fn own(&self, name: &str) -> Setting {
        match self.asker.find_argument(&self.site, name) {
            Ok(range) => Setting::Given(Leaves { flat: self.site.shared(), range }),
            Err(Answer::No) => Setting::Absent,
            Err(_) => Setting::Unclear,
        }
    }

    /// An argument of the call, or an entry of its `default_args`.
    fn anywhere(&self, name: &str) -> Setting {
        match self.own(name) {
            Setting::Absent => self.default(name),
            found => found,
        }
    }

    /// An entry of `default_args`, also where those have a name.
    fn default(&self, name: &str) -> Setting {
        let lexed = self.asker.lexed();
        let given = match self.own("default_args") {
            Setting::Given(given) => given,
            other => return other,
        };
        let named = self.asker.named_value(&given);
        let dict = named.as_ref().unwrap_or(&given);
        let Some(entries) = call::mapping(&dict.flat, lexed, dict.range.clone()) else { return Setting::Unclear };
        let found = entries.iter().rposition(|entry| entry.name.is_some_and(|key| lexed.slice(key) == name));
        match found.and_then(|at| entries.get(at..)) {
            // What is unpacked behind it may say otherwise.
            Some([entry, behind @ ..]) if behind.iter().all(|other| other.stars == 0) => Setting::Given(dict.with(entry.value.clone())),
            Some(_) => Setting::Unclear,
            None if entries.iter().any(|entry| entry.stars > 0 || entry.name.is_none()) => Setting::Unclear,
            None => Setting::Absent,
        }
    }

    /// `None` where it is not known when it runs, `Some(None)` where that is known to be no time.
    #[allow(clippy::option_option, reason = "unknown, known without words, known with words")]
    fn runs(&self, start: &Setting) -> Option<Option<Runs>> {
        let settings = ["schedule", "schedule_interval", "timetable"].map(|name| self.own(name));
        let unclear = settings.iter().any(|setting| matches!(setting, Setting::Unclear));
        let given = settings.into_iter().find_map(|setting| if let Setting::Given(leaves) = setting { Some(leaves) } else { None });
        let Some(leaves) = given else {
            return match self.asker.major("apache-airflow").filter(|_| !unclear)? {
                0..=2 => Length::of_parts([(1.0, "days")]).map(|day| Some(Runs::Every(day))),
                _ => Some(Some(Runs::ByHand)),
            };
        };
        let named = self.asker.named_value(&leaves);
        self.read(named.as_ref().unwrap_or(&leaves), start)
    }

    #[allow(clippy::option_option, reason = "as for runs")]
    fn read(&self, leaves: &Leaves, start: &Setting) -> Option<Option<Runs>> {
        let lexed = self.asker.lexed();
        let value = leaves.value(lexed);
        if value.literal {
            return match value.text.trim() {
                "None" => Some(Some(Runs::ByHand)),
                "@once" => Some(Some(Runs::Once)),
                "@continuous" => Some(Some(Runs::Continuous)),
                text => Some(timing(text, self.zone(start)).map(|timing| Runs::Timing(Box::new(timing)))),
            };
        }
        if let Some(length) = timedelta(lexed, leaves) {
            return Some(Some(Runs::Every(length)));
        }
        let mut texts = leaves.texts(lexed);
        // `AssetOrTimeSchedule(timetable=…, assets=…)` runs by a clock, too.
        let by_clock = leaves.texts(lexed).any(|text| matches!(text, "AssetOrTimeSchedule" | "DatasetOrTimeSchedule"));
        if texts.next() == Some("[") || texts.any(|text| matches!(text, "Asset" | "Dataset")) && !by_clock {
            return Some(Some(Runs::Data));
        }
        let (name, open) = leaves.call(lexed)?;
        if !matches!(last(&name), "CronTriggerTimetable" | "CronDataIntervalTimetable") {
            return None;
        }
        let arguments = call::arguments(&leaves.flat, lexed, open);
        let named = |name: &str| arguments.iter().find(|argument| argument.name.is_some_and(|span| lexed.slice(span) == name));
        let expression = named("cron").or_else(|| arguments.first().filter(|first| first.name.is_none()))?;
        let expression = leaves.with(expression.value.clone()).value(lexed);
        let zone = match named("timezone") {
            Some(zone) => self.zone(&Setting::Given(leaves.with(zone.value.clone()))),
            None => Zoned::Unclear,
        };
        let timing = Some(expression.text).filter(|_| expression.literal).and_then(|text| timing(text.trim(), zone));
        Some(timing.map(|timing| Runs::Timing(Box::new(timing))))
    }

    /// The time zone that schedules are read in: that of the day it begins at.
    fn zone(&self, start: &Setting) -> Zoned {
        match start {
            Setting::Given(leaves) => {
                let named = self.asker.named_value(leaves);
                self.asker.zone_of_start(named.as_ref().unwrap_or(leaves))
            }
            Setting::Absent => Zoned::Absent,
            Setting::Unclear => Zoned::Unclear,
        }
    }

    fn catchup(&self, start: &Setting) -> Option<Catchup> {
        let lexed = self.asker.lexed();
        let all = match self.own("catchup") {
            Setting::Given(leaves) => match leaves.value(lexed).text.as_str() {
                "True" => true,
                "False" => false,
                _ => return None,
            },
            // The default changed with Airflow 3; it may be set on the DAG later, too.
            Setting::Absent if !*self.asker.sets_catchup.get_or_init(|| lexed.text().contains(".catchup")) => {
                self.asker.major("apache-airflow")? < 3
            }
            Setting::Absent | Setting::Unclear => return None,
        };
        let since = match start {
            Setting::Given(leaves) if all => {
                let named = self.asker.named_value(leaves);
                day_of(lexed, named.as_ref().unwrap_or(leaves))
            }
            _ => None,
        };
        Some(if all { Catchup::All(since) } else { Catchup::Skipped })
    }

    fn retries(&self) -> Option<u32> {
        match self.default("retries") {
            Setting::Given(leaves) => {
                let value = leaves.value(self.asker.lexed());
                value.text.parse().ok().filter(|_| value.literal)
            }
            Setting::Absent | Setting::Unclear => None,
        }
    }
}

fn timing(text: &str, zone: Zoned) -> Option<Timing> {
    let Reading::Cron(cron) = &*Cron::read_again(text, Dialect::Croniter) else { return None };
    let with = |zone: Option<Zone>| Timing::new((**cron).clone(), zone);
    match zone {
        Zoned::Named(zone) => with(Some(zone)),
        Zoned::Absent => with(None).map(Timing::with_utc_by_default),
        Zoned::Unclear => with(None),
    }
}
