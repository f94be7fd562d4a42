//! How long a task waits before each of its retries, where each wait is longer than the last.

use std::rc::Rc;

use super::resolve::{Leaves, Operand, timedelta};
use crate::analysis::conditions::Asker;
use crate::syntax::python::call;

/// Retries that are told one by one.
const TOLD: usize = 4;

/// No wait is told that is longer, in seconds: schedulers cap them at about a day.
const LONGEST: f64 = 86_400.0;

/// `3 retries after 5–10, 10–20, 20–40 min`, from the number, the first wait and the factor that stand in one call or dict.
///
/// Airflow draws each wait between the computed one and its double. `True` is the factor 2.
pub(super) fn waits(asker: &Asker, factor: &Operand) -> Option<String> {
    let lexed = asker.lexed();
    let Leaves { flat, range } = factor.leaves.as_ref()?;
    let factor = match factor.value.text.as_str() {
        "True" => 2.0,
        number => number
            .parse::<f64>()
            .ok()
            .filter(|_| factor.value.literal && number != "False")
            .filter(|factor| (1.5..=10.0).contains(factor))?,
    };
    let open = flat.parent(range.start)?;
    let entries = match lexed.slice(flat.get(open)?.span) {
        "{" => call::dict_entries(flat, lexed, open),
        "(" => call::arguments(flat, lexed, open),
        _ => return None,
    };
    let given = |name: &str| {
        let entry = entries.iter().find(|entry| entry.name.is_some_and(|key| lexed.slice(key) == name))?;
        Some(Leaves { flat: Rc::clone(flat), range: entry.value.clone() })
    };
    let seconds = |leaves: &Leaves| {
        let value = leaves.value(lexed);
        let number = value.text.parse::<f64>().ok().filter(|number| value.literal && *number > 0.0);
        timedelta(lexed, leaves).and_then(crate::schedule::Length::seconds).or(number)
    };
    let retries = given("retries").map(|leaves| leaves.value(lexed)).filter(|value| value.literal)?.text.parse::<usize>().ok()?;
    let first = seconds(&given("retry_delay")?)?;
    let most = match given("max_retry_delay") {
        Some(leaves) => seconds(&leaves)?,
        None => f64::INFINITY,
    };
    words(retries, first, factor, most)
}

fn words(retries: usize, first: f64, factor: f64, most: f64) -> Option<String> {
    let (unit, name) = if first % 3600.0 == 0.0 {
        (3600.0, "h")
    } else if first % 60.0 == 0.0 {
        (60.0, "min")
    } else {
        (1.0, "s")
    };
    let mut told = Vec::new();
    let mut wait = first;
    for _ in 0..retries.min(TOLD) {
        let (from, to) = (wait.min(most), (2.0 * wait).min(most));
        if to > LONGEST {
            return None;
        }
        let number = |seconds: f64| ((seconds / unit * 10.0).round() / 10.0).to_string();
        told.push(if to > from { format!("{}–{}", number(from), number(to)) } else { number(from) });
        wait *= factor;
    }
    let plural = if retries == 1 { "retry" } else { "retries" };
    let further = if retries > TOLD { ", then longer" } else { "" };
    (!told.is_empty()).then(|| format!("{retries} {plural} after {} {name}{further}", told.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn waits_in_words() {
        for (retries, first, factor, most, expected) in [
            (3, 300.0, 2.0, f64::INFINITY, "3 retries after 5–10, 10–20, 20–40 min"),
            (1, 300.0, 2.0, f64::INFINITY, "1 retry after 5–10 min"),
            (3, 300.0, 2.0, 900.0, "3 retries after 5–10, 10–15, 15 min"),
            (2, 30.0, 3.0, f64::INFINITY, "2 retries after 30–60, 90–180 s"),
            (6, 60.0, 2.0, f64::INFINITY, "6 retries after 1–2, 2–4, 4–8, 8–16 min, then longer"),
            (2, 3600.0, 2.0, f64::INFINITY, "2 retries after 1–2, 2–4 h"),
            (0, 300.0, 2.0, f64::INFINITY, ""),
            (4, 86_400.0, 2.0, f64::INFINITY, ""),
        ] {
            assert_eq!(words(retries, first, factor, most).unwrap_or_default(), expected);
        }
    }
}
