//! Lengths of time in words: `1 h 30 min`.

use jiff::Span;

/// The longest length that is told, in milliseconds: a hundred years. What is longer is a mistake or a trick.
const LONGEST: i64 = 100 * 366 * DAY;

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A length of time: whole months, which have no length of their own, and milliseconds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Length {
    months: i64,
    millis: i64,
}

impl Length {
    /// So many milliseconds. `None` for none, for less than none, and for what no clock outlives.
    pub fn of_millis(millis: i64) -> Option<Self> {
        (1..=LONGEST).contains(&millis).then_some(Self { months: 0, millis })
    }

    /// The sum of parts, each a number and the name of its unit as `timedelta` calls it.
    pub fn of_parts<'a>(parts: impl IntoIterator<Item = (f64, &'a str)>) -> Option<Self> {
        let mut sum = 0.0;
        for (number, unit) in parts {
            let unit = match unit {
                "weeks" => 7 * DAY,
                "days" => DAY,
                "hours" => HOUR,
                "minutes" => MINUTE,
                "seconds" => SECOND,
                "milliseconds" => 1,
                _ => return None,
            };
            #[allow(clippy::cast_precision_loss, reason = "a unit is small")]
            let unit = unit as f64;
            sum += number * unit;
        }
        #[allow(clippy::cast_precision_loss, reason = "a bound")]
        let inside = sum.is_finite() && sum.abs() <= LONGEST as f64;
        Self::of_millis(if inside { sum.round() as i64 } else { 0 })
    }

    /// Reads `PT1H30M`, `P1D`, `10 minutes`, `1h 30m`, `interval 5 seconds`.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = match text.get(..9) {
            Some(word) if word.eq_ignore_ascii_case("interval ") => text.get(9..)?.trim().trim_matches('\''),
            _ => text,
        };
        // In ISO 8601 capitals are letters of their own; elsewhere units are written in any case.
        let text = if text.starts_with('P') { text.to_owned() } else { text.to_lowercase() };
        let span: Span = text.parse().ok()?;
        if span.is_negative() || span.get_microseconds() != 0 || span.get_nanoseconds() != 0 {
            return None;
        }
        let months = i64::from(span.get_years()) * 12 + i64::from(span.get_months());
        let days = i64::from(span.get_weeks()) * 7 + i64::from(span.get_days());
        let clock =
            [(i64::from(span.get_hours()), HOUR), (span.get_minutes(), MINUTE), (span.get_seconds(), SECOND), (span.get_milliseconds(), 1)];
        let millis = clock.iter().try_fold(days.checked_mul(DAY)?, |sum, (number, unit)| sum.checked_add(number.checked_mul(*unit)?))?;
        let inside = (0..=LONGEST).contains(&millis) && (0..=1200).contains(&months) && millis + months > 0;
        inside.then_some(Self { months, millis })
    }

    /// Its seconds; `None` where it holds months, which have no length of their own.
    pub fn seconds(self) -> Option<f64> {
        #[allow(clippy::cast_precision_loss, reason = "bounded by a hundred years")]
        (self.months == 0).then_some(self.millis as f64 / SECOND as f64)
    }

    /// `1 h 30 min`, `3 days`, `10 s`.
    pub fn words(self) -> String {
        self.parts().iter().map(|(number, unit)| said(*number, unit)).collect::<Vec<_>>().join(" ")
    }

    /// `every day`, `every 6 hours`, `every 1 h 30 min`.
    pub fn every(self) -> String {
        match self.parts().as_slice() {
            [(1, unit)] => format!("every {}", long(unit)),
            [(number, unit)] => format!("every {number} {}s", long(unit)),
            _ => format!("every {}", self.words()),
        }
    }

    fn parts(self) -> Vec<(i64, &'static str)> {
        let Self { months, millis } = self;
        let all = [
            (months / 12, "year"),
            (months % 12, "month"),
            (millis / DAY, "day"),
            (millis % DAY / HOUR, "h"),
            (millis % HOUR / MINUTE, "min"),
            (millis % MINUTE / SECOND, "s"),
            (millis % SECOND, "ms"),
        ];
        all.into_iter().filter(|(number, _)| *number > 0).collect()
    }
}

fn said(number: i64, unit: &str) -> String {
    let plural = if number != 1 && matches!(unit, "year" | "month" | "day") { "s" } else { "" };
    format!("{number} {unit}{plural}")
}

fn long(unit: &str) -> &str {
    match unit {
        "h" => "hour",
        "min" => "minute",
        "s" => "second",
        "ms" => "millisecond",
        unit => unit,
    }
}
