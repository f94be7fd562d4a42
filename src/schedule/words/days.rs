//! The days that something runs on.

use super::{is_run, list, step};
use crate::schedule::{Cron, Dialect};

const WEEKDAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
pub(in crate::schedule) const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Days that are told one by one.
const TOLD: usize = 5;

/// What croner marks the last of something with.
const LAST: u8 = 1 << 6;

/// On which days something runs.
pub(in crate::schedule) struct Days {
    /// What stands before the time: `Mon–Fri`.
    pub(in crate::schedule) before: String,
    /// What stands behind it: `on the 1st`.
    pub(in crate::schedule) behind: String,
}

/// The days in words; `daily` is said beside times of the clock only. `None` where it hangs on the reader or takes too many
/// words.
pub(in crate::schedule) fn words(cron: &Cron, is_clock: bool) -> Option<Days> {
    let [_, _, day, _, weekday] = &cron.fields;
    let (days, weekdays) = (days_of_month(cron, day)?, weekdays(cron, weekday)?);
    // A field that writes all days out is a star to some readers and none to others.
    if days.is_some() != weekdays.is_some() && cron.has_both_days() != Some(false) {
        return None;
    }
    let months = months(cron)?;
    let (before, on) = match (days, weekdays) {
        (None, None) => (if is_clock && months.is_none() { "daily" } else { "" }.to_owned(), String::new()),
        (None, Some(Weekdays::Each(text, _))) => (text, String::new()),
        (None, Some(Weekdays::Nth(text))) => (String::new(), format!("on {text}")),
        (Some(Monthly { text, date }), None) => (String::new(), date_in(months.as_ref(), date).unwrap_or_else(|| format!("on {text}"))),
        (Some(days), Some(weekdays)) => (String::new(), both(cron, &days, &weekdays)?),
    };
    let behind = match months {
        Some(months) if !on.ends_with(&months) => match on.as_str() {
            "" => format!("in {months}"),
            on if !before.is_empty() || on.contains(" every ") => format!("{on} in {months}"),
            on if on.starts_with("on the ") => format!("{on} of {months}"),
            on => format!("{on} in {months}"),
        },
        _ => on,
    };
    Some(Days { before, behind })
}

/// `on 1 Jan`, where there is one day and one month.
fn date_in(months: Option<&String>, date: Option<u16>) -> Option<String> {
    let month = months.filter(|month| MONTHS.contains(&month.as_str()))?;
    Some(format!("on {} {month}", date?))
}

/// Days of a month, and the one day where it is one.
struct Monthly {
    text: String,
    date: Option<u16>,
}

/// `None` inside for all days.
#[allow(clippy::option_option, reason = "all days, some days, and days that take too many words")]
fn days_of_month(cron: &Cron, field: &str) -> Option<Option<Monthly>> {
    let component = &cron.read.pattern.days;
    let values = component.values();
    if component.has_modifiers() {
        let text = match field.to_ascii_uppercase().as_str() {
            "L" => "the last day of the month".to_owned(),
            "LW" => "the last weekday of the month".to_owned(),
            field => {
                let day: u16 = field.strip_suffix('W')?.parse().ok()?;
                format!("the weekday nearest the {}", ordinal(day))
            }
        };
        return Some(Some(Monthly { text, date: None }));
    }
    let date = if let [only] = values.as_slice() { Some(*only) } else { None };
    let the = |values: &[u16]| format!("the {}", list(&values.iter().map(|day| ordinal(*day)).collect::<Vec<_>>()));
    let text = match (values.as_slice(), step(&values)) {
        ([], _) => return None,
        (all, _) if all.len() == 31 => return Some(None),
        ([1, .., 31], Some(2)) => "odd days".to_owned(),
        ([2, .., 30], Some(2)) => "even days".to_owned(),
        ([first, .., last], _) if values.len() > 2 && is_run(&values) => format!("the {}–{}", ordinal(*first), ordinal(*last)),
        (all, _) if all.len() <= TOLD => the(all),
        ([first, .., last], Some(step)) if last + step > 31 => format!("every {} day from the {}", ordinal(step), ordinal(*first)),
        (all, _) => format!("{} days of the month", all.len()),
    };
    Some(Some(Monthly { text, date }))
}

enum Weekdays {
    /// `Mon–Fri`, `Mondays`, and the same behind `every`.
    Each(String, String),
    /// `the 2nd Monday`
    Nth(String),
}

/// `None` inside for all weekdays.
#[allow(clippy::option_option, reason = "as for days of the month")]
fn weekdays(cron: &Cron, field: &str) -> Option<Option<Weekdays>> {
    let component = &cron.read.pattern.days_of_week;
    let marked = |bit: u8| (0..7).filter(move |&day| component.is_bit_set(day, bit).unwrap_or(false));
    if field.contains('#') || field.ends_with(['L', 'l']) {
        let nth = (1..=5).flat_map(|n| marked(1 << n).map(move |day| (ordinal(n), day)));
        let all: Vec<(String, u16)> = nth.chain(marked(LAST).map(|day| ("last".to_owned(), day))).collect();
        let [(nth, day)] = all.as_slice() else { return None };
        return Some(Some(Weekdays::Nth(format!("the {nth} {}", WEEKDAYS.get(usize::from(*day))?))));
    }
    let days: Vec<u16> = marked(1).collect();
    let short = |day: u16| WEEKDAYS.get(usize::from(day % 7)).and_then(|name| name.get(..3)).unwrap_or_default().to_owned();
    Some(match days.as_slice() {
        [] => return None,
        all if all.len() == 7 => None,
        [only] => {
            let name = WEEKDAYS.get(usize::from(*only))?;
            Some(Weekdays::Each(format!("{name}s"), (*name).to_owned()))
        }
        all => {
            // A week goes round: Fri–Sun is one stretch.
            let first = (0..7).filter(|day| all.contains(day) && !all.contains(&((day + 6) % 7))).collect::<Vec<u16>>();
            let text = match first.as_slice() {
                [first] if all.len() > 2 => format!("{}–{}", short(*first), short(first + all.len() as u16 - 1)),
                _ => {
                    // Monday first, as people say it.
                    let mut days = all.to_vec();
                    days.sort_by_key(|day| (day + 6) % 7);
                    list(&days.into_iter().map(short).collect::<Vec<_>>())
                }
            };
            Some(Weekdays::Each(text.clone(), text))
        }
    })
}

/// Both day fields at once: readers disagree about what that means.
fn both(cron: &Cron, days: &Monthly, weekdays: &Weekdays) -> Option<String> {
    let days = &days.text;
    match (cron.has_both_days(), weekdays) {
        (Some(true), Weekdays::Each(_, each)) => {
            let plain = days.starts_with("the ");
            Some(format!("on {days} and on every {each}{}", if plain { " (either is enough)" } else { "" }))
        }
        (Some(true), Weekdays::Nth(nth)) => Some(format!("on {days} and on {nth} (either is enough)")),
        // Vixie's cron takes both at their word where one of them begins with a star.
        (Some(false), Weekdays::Each(names, _)) if cron.dialect == Dialect::Vixie => {
            let names = if names.ends_with("days") { names.clone() } else { format!("days of {names}") };
            Some(format!("on {names} that fall on {days}"))
        }
        _ => None,
    }
}

/// `None` inside for all months.
#[allow(clippy::option_option, reason = "as for days of the month")]
fn months(cron: &Cron) -> Option<Option<String>> {
    let values = cron.read.pattern.months.values();
    let name = |month: u16| MONTHS.get(usize::from(month).checked_sub(1)?).map(|name| (*name).to_owned());
    match values.as_slice() {
        [] => None,
        all if all.len() == 12 => Some(None),
        [first, .., last] if values.len() > 2 && is_run(&values) => Some(Some(format!("{}–{}", name(*first)?, name(*last)?))),
        all => Some(Some(list(&all.iter().map(|month| name(*month)).collect::<Option<Vec<_>>>()?))),
    }
}

/// `1st`, `2nd`, `11th`.
pub(in crate::schedule) fn ordinal(number: u16) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}
