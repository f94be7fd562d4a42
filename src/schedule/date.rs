//! Days in words.

use jiff::Timestamp;
pub use jiff::civil::Date;
use jiff::tz::Offset;

use super::words::days::MONTHS;

const LONG: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// `1 Jan 2025`
pub fn short(day: Date) -> String {
    with(day, &MONTHS)
}

/// `28 March 2027`
pub fn long(day: Date) -> String {
    with(day, &LONG)
}

fn with(day: Date, months: &[&str; 12]) -> String {
    let month = usize::from(day.month().unsigned_abs()).checked_sub(1).and_then(|month| months.get(month)).copied();
    format!("{} {} {}", day.day(), month.unwrap_or_default(), day.year())
}

/// The day, in UTC, so many seconds after 1970 began.
pub fn of_seconds(seconds: i64) -> Option<Date> {
    Some(Offset::UTC.to_datetime(Timestamp::from_second(seconds).ok()?).date())
}

/// The day at the beginning of an ISO date or time, `2025-01-01`.
pub fn read(text: &str) -> Option<Date> {
    text.trim().get(..10)?.parse().ok()
}
