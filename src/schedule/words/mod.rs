//! Cron expressions in words, from the sets of values that they were read to.

pub(super) mod days;
pub(super) mod times;

/// `a`, `a and b`, `a, b and c`.
pub(super) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

/// Whether numbers follow one another without a gap.
pub(super) fn is_run(values: &[u16]) -> bool {
    values.windows(2).all(|pair| matches!(pair, [a, b] if *b == a + 1))
}

/// The distance between numbers that are all as far from one another; at least two numbers.
pub(super) fn step(values: &[u16]) -> Option<u16> {
    let [first, second, ..] = values else { return None };
    let step = second - first;
    values.windows(2).all(|pair| matches!(pair, [a, b] if b - a == step)).then_some(step)
}
