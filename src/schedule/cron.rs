//! Cron expressions as their readers understand them.

use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use croner::parser::{CronParser, Seconds, Year};
use croner::time::Weekday;
use jiff::civil::DateTime;
use rustc_hash::FxHashMap;

/// No expression that a person wrote is longer.
const LONGEST: usize = 128;

/// Who reads an expression: they disagree about details.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Dialect {
    /// croniter, as Airflow and most Python schedulers use it.
    Croniter,
    /// The cron jobs of Kubernetes.
    Kubernetes,
    /// Cron itself, Vixie's and its heirs.
    Vixie,
    /// Quartz: seconds first, and 1 is Sunday.
    Quartz,
    /// `EventBridge`: `cron(…)` with the year last, and 1 is Sunday.
    Eventbridge,
    /// Somebody else, who reads five fields as they all do.
    Other,
}

/// What a text is.
#[derive(Clone, Debug)]
pub enum Reading {
    /// A cron expression.
    Cron(Box<Cron>),
    /// Perhaps one; which field is which hangs on who reads it.
    Unclear,
    /// None.
    No,
}

/// A cron expression.
#[derive(Clone, Debug)]
pub struct Cron {
    pub(super) read: croner::Cron,
    /// The fields of minute, hour, day of month, month and weekday, as written.
    pub(super) fields: [String; 5],
    /// Read by Quartz or `EventBridge`, which want `?` in one of the two fields of days.
    quartz: bool,
    pub(super) dialect: Dialect,
}

/// What the nicknames stand for.
const NICKNAMES: [(&str, &str); 9] = [
    ("@yearly", "0 0 1 1 *"),
    ("@annually", "0 0 1 1 *"),
    ("@quarterly", "0 0 1 */3 *"),
    ("@monthly", "0 0 1 * *"),
    ("@weekly", "0 0 * * 0"),
    ("@daily", "0 0 * * *"),
    ("@midnight", "0 0 * * *"),
    ("@hourly", "0 * * * *"),
    ("@every_minute", "* * * * *"),
];

/// Readings that are kept at most.
const KEPT: usize = 4096;

/// Readings by text and reader.
type Readings = FxHashMap<(Box<str>, Dialect), Arc<Reading>>;

/// What was read lately: a file's schedules are asked about again at every keystroke, by whichever thread is free, and
/// reading one takes longer than all other questions about it.
static READ: LazyLock<Mutex<Readings>> = LazyLock::new(Mutex::default);

impl Cron {
    /// As [`Cron::read`], remembered.
    pub fn read_again(text: &str, dialect: Dialect) -> Arc<Reading> {
        let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
        if read.len() >= KEPT {
            read.clear();
        }
        let reading = read.entry((text.into(), dialect)).or_insert_with(|| Arc::new(Self::read(text, dialect)));
        Arc::clone(reading)
    }

    /// Reads a text without quotes around it: five fields, six or seven of Quartz with its `?`, or a nickname; of
    /// `EventBridge`, six in `cron(…)`.
    pub fn read(text: &str, dialect: Dialect) -> Reading {
        let text = text.trim();
        let seconds_first = match dialect {
            Dialect::Eventbridge => {
                let Some(fields) = text.strip_prefix("cron(").and_then(|rest| rest.strip_suffix(')')) else { return Reading::No };
                if fields.split_whitespace().count() != 6 {
                    return Reading::No;
                }
                format!("0 {fields}")
            }
            _ => String::new(),
        };
        let text = if seconds_first.is_empty() { text } else { seconds_first.as_str() };
        let text = NICKNAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(text)).map_or(text, |(_, meaning)| meaning);
        let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '*' | '/' | ',' | '-' | '?' | '#' | ' ' | '\t');
        if text.len() > LONGEST || !text.chars().all(legal) {
            return Reading::No;
        }
        let fields: Vec<&str> = text.split_whitespace().collect();
        let quartz = matches!(fields.len(), 6 | 7) && text.contains('?');
        let own = match fields.len() {
            5 if !matches!(dialect, Dialect::Quartz | Dialect::Eventbridge) => fields.as_slice(),
            6 | 7 if quartz => fields.get(1..6).unwrap_or_default(),
            6 if fields.iter().all(|field| field.contains(|c: char| c.is_ascii_digit() || c == '*')) => return Reading::Unclear,
            _ => return Reading::No,
        };
        let parser = CronParser::builder().seconds(Seconds::Optional).year(Year::Optional).sloppy_ranges(true);
        let Ok(mut read) = parser.alternative_weekdays(quartz).build().parse(&with_one_year(&fields)) else { return Reading::No };
        // Nobody asks about it, and it takes twenty times the room of all the rest.
        drop(std::mem::take(&mut read.pattern.years));
        let Ok(fields) = <[String; 5]>::try_from(own.iter().map(ToString::to_string).collect::<Vec<_>>()) else { return Reading::No };
        Reading::Cron(Box::new(Self { read, fields, quartz, dialect }))
    }

    /// Whether it names its hours: `6` and `9-17` do, `*` and `*/6` do not.
    pub fn is_fixed_hour(&self) -> bool {
        let [_, hour, ..] = &self.fields;
        !hour.contains(['*', '?', '/'])
    }

    /// Whether it runs at every minute, of every hour or of some.
    pub fn is_every_minute(&self) -> bool {
        self.read.pattern.minutes.values().len() == 60
    }

    /// Whether day of month and weekday are both restricted: most readers then run on days that fit **either**. `None` where
    /// that hangs on who reads it.
    pub fn has_both_days(&self) -> Option<bool> {
        let [_, _, day, _, weekday] = &self.fields;
        let pattern = &self.read.pattern;
        let day = self.is_restricted(day, pattern.days.values().len() == 31);
        let weekday = self.is_restricted(weekday, pattern.days_of_week.values().len() >= 7);
        match (day, weekday) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            // Quartz takes no expression with both.
            (Some(true), Some(true)) if !self.quartz => Some(true),
            _ => None,
        }
    }

    fn is_restricted(&self, field: &str, full: bool) -> Option<bool> {
        match self.dialect {
            _ if matches!(field, "*" | "?") => Some(false),
            // Whether all days written out are a star hangs on its version.
            Dialect::Croniter if full => None,
            Dialect::Kubernetes if field == "*/1" => Some(false),
            // Vixie's cron and its heirs take any field that begins with a star for free.
            Dialect::Vixie if field.starts_with('*') => Some(false),
            Dialect::Other if field.starts_with('*') => None,
            _ => Some(true),
        }
    }

    /// Whether it runs in the minute of a local time.
    pub fn runs_at(&self, time: DateTime) -> bool {
        let number = |part: i8| u32::from(part.unsigned_abs());
        let pattern = &self.read.pattern;
        let weekday = Weekday::from_days_from_sunday(number(time.weekday().to_sunday_zero_offset()));
        let is = |answer: Result<bool, croner::errors::CronError>| answer.unwrap_or(false);
        let (year, month, day) = (i32::from(time.year()), number(time.month()), number(time.day()));
        is(pattern.minute_match(number(time.minute())))
            && is(pattern.hour_match(number(time.hour())))
            && is(pattern.month_match(month))
            && is(pattern.day_match(year, month, day, weekday))
    }
}

/// The fields with one year where they allow every one: reading ten thousand years takes longer than all the rest.
fn with_one_year(fields: &[&str]) -> String {
    let year = match fields {
        [.., _] if fields.len() < 7 => "1",
        [.., "*"] => "1",
        [.., last] => last,
        [] => "",
    };
    let seconds = if fields.len() == 5 { "0 " } else { "" };
    let own = fields.get(..fields.len().min(6)).unwrap_or_default();
    format!("{seconds}{} {year}", own.join(" "))
}
