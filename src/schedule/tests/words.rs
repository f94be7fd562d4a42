use super::*;
use Dialect::{Croniter, Eventbridge, Kubernetes, Other, Quartz, Vixie};

fn timing(text: &str, dialect: Dialect, zone: &str) -> Option<Timing> {
    let Reading::Cron(cron) = Cron::read(text, dialect) else { return None };
    Timing::new(*cron, Zone::named(zone))
}

fn words(text: &str, dialect: Dialect, zone: &str) -> String {
    timing(text, dialect, zone).map(|timing| timing.words()).unwrap_or_default()
}

#[test]
fn schedules_in_words() {
    for (text, expected) in [
        ("0 6 * * *", "daily 06:00"),
        ("@daily", "daily 00:00"),
        ("@hourly", "every hour"),
        ("@weekly", "Sundays 00:00"),
        ("@monthly", "00:00 on the 1st"),
        ("@quarterly", "00:00 on the 1st of Jan, Apr, Jul and Oct"),
        ("@yearly", "00:00 on 1 Jan"),
        ("* * * * *", "every minute"),
        ("*/15 * * * *", "every 15 minutes"),
        ("5-59/15 * * * *", "every 15 minutes from :05"),
        ("*/7 * * * *", "9 times an hour"),
        ("5 * * * *", "every hour at :05"),
        ("5,35 * * * *", "every 30 minutes from :05"),
        ("5,20 * * * *", "every hour at :05 and :20"),
        ("0 */6 * * *", "every 6 hours"),
        ("0 */2 * * *", "every 2 hours"),
        ("30 */2 * * *", "every 2 hours at :30"),
        ("0 1-23/2 * * *", "every 2 hours from 01:00"),
        ("0 */5 * * *", "every 5 hours 00:00–20:00"),
        ("0 8-18/2 * * *", "every 2 hours 08:00–18:00"),
        ("0 9-17 * * 1-5", "Mon–Fri hourly 09:00–17:00"),
        ("*/15 9-17 * * 1-5", "Mon–Fri every 15 minutes 09:00–17:45"),
        ("*/20 6 * * *", "daily 06:00, 06:20 and 06:40"),
        ("* 6 * * *", "every minute 06:00–06:59"),
        ("0,30 6,18 * * *", "daily 06:00, 06:30, 18:00 and 18:30"),
        ("0 6,18 * * *", "daily 06:00 and 18:00"),
        ("3 1,5,7,11,20 * * *", "5 times a day"),
        ("*/5 * * * 1-5", "Mon–Fri every 5 minutes"),
        ("0 6 * * 1", "Mondays 06:00"),
        ("0 6 * * 7", "Sundays 06:00"),
        ("0 6 * * MON,WED,FRI", "Mon, Wed and Fri 06:00"),
        ("0 6 * * 6,0", "Sat and Sun 06:00"),
        ("0 6 * * 5,6,0", "Fri–Sun 06:00"),
        ("0 6 * * 1-6", "Mon–Sat 06:00"),
        ("0 6 1 * *", "06:00 on the 1st"),
        ("0 6 1,15 * *", "06:00 on the 1st and 15th"),
        ("0 6 1-7 * *", "06:00 on the 1st–7th"),
        ("0 6 */2 * *", "06:00 on odd days"),
        ("0 6 2-31/2 * *", "06:00 on even days"),
        ("0 6 */3 * *", "06:00 on every 3rd day from the 1st"),
        ("0 6 L * *", "06:00 on the last day of the month"),
        ("0 6 15W * *", "06:00 on the weekday nearest the 15th"),
        ("0 6 * * 1#2", "06:00 on the 2nd Monday"),
        ("0 6 * * 5L", "06:00 on the last Friday"),
        ("0 6 1 1 *", "06:00 on 1 Jan"),
        ("0 6 1 */3 *", "06:00 on the 1st of Jan, Apr, Jul and Oct"),
        ("0 6 * 3 *", "06:00 in Mar"),
        ("0 6 * 6-8 1-5", "Mon–Fri 06:00 in Jun–Aug"),
        ("0 6 */2 3 *", "06:00 on odd days in Mar"),
        ("0 6 1 * 1", "06:00 on the 1st and on every Monday (either is enough)"),
        ("0 6 1 * 1-5", "06:00 on the 1st and on every Mon–Fri (either is enough)"),
        ("0 6 1 6 1", "06:00 on the 1st and on every Monday (either is enough) in Jun"),
    ] {
        assert_eq!(words(text, Croniter, ""), expected, "{text}");
    }
}

#[test]
fn readers_disagree() {
    for (text, dialect, expected) in [
        ("0 6 */2 * 1", Croniter, "06:00 on odd days and on every Monday"),
        ("0 6 */2 * 1", Kubernetes, "06:00 on odd days and on every Monday"),
        ("0 6 */2 * 1", Vixie, "06:00 on Mondays that fall on odd days"),
        ("0 6 */2 * 1-5", Vixie, "06:00 on days of Mon–Fri that fall on odd days"),
        ("0 6 */2 * 1", Other, ""),
        ("0 6 1 * 1", Other, "06:00 on the 1st and on every Monday (either is enough)"),
        ("0 6 1 * 1", Vixie, "06:00 on the 1st and on every Monday (either is enough)"),
        ("0 6 1 * ?", Kubernetes, "06:00 on the 1st"),
        ("0 6 1-31 * 1", Croniter, ""),
        ("0 0 6 ? * 1-5", Quartz, "Sun–Thu 06:00"),
        ("0 0 6 ? * MON-FRI", Quartz, "Mon–Fri 06:00"),
        ("0 0 6 ? * 2-6 2030", Quartz, "Mon–Fri 06:00"),
        ("30 0 6 ? * *", Quartz, ""),
        ("0 6 * * 1-5", Quartz, ""),
        ("cron(0 6 ? * 1-5 *)", Eventbridge, "Sun–Thu 06:00"),
        ("cron(0 6 ? * MON-FRI *)", Eventbridge, "Mon–Fri 06:00"),
        ("cron(0/15 * * * ? *)", Eventbridge, "every 15 minutes"),
        ("0 6 * * 1-5", Eventbridge, ""),
        ("cron(0 6 * * 1-5)", Eventbridge, ""),
    ] {
        assert_eq!(words(text, dialect, ""), expected, "{text} {dialect:?}");
    }
}

#[test]
fn time_zones_beside_a_time() {
    for (text, zone, short, long) in [
        ("0 6 * * 1-5", "Europe/Berlin", "Mon–Fri 06:00 Berlin", "Mon–Fri 06:00 Berlin (04:00 UTC in summer, 05:00 in winter)"),
        ("0 6 * * *", "UTC", "daily 06:00 UTC", "daily 06:00 UTC"),
        ("0 6 * * *", "Etc/UTC", "daily 06:00 UTC", "daily 06:00 UTC"),
        ("0 6 * * *", "Asia/Kolkata", "daily 06:00 Kolkata", "daily 06:00 Kolkata (00:30 UTC)"),
        ("0 6 * * *", "America/New_York", "daily 06:00 New York", "daily 06:00 New York (10:00 UTC in summer, 11:00 in winter)"),
        (
            "0 22 * * *",
            "US/Eastern",
            "daily 22:00 US/Eastern",
            "daily 22:00 US/Eastern (the day after: 02:00 UTC in summer, 03:00 in winter)",
        ),
        ("30 1 * * *", "Africa/Cairo", "daily 01:30 Cairo", "daily 01:30 Cairo (the day before: 22:30 UTC in summer, 23:30 in winter)"),
        (
            "0 8 * * *",
            "Australia/Sydney",
            "daily 08:00 Sydney",
            "daily 08:00 Sydney (the day before: 21:00 UTC in summer, 22:00 in winter)",
        ),
        ("30 0 * * *", "Europe/London", "daily 00:30 London", "daily 00:30 London (23:30 UTC the day before in summer, 00:30 in winter)"),
        ("0 6 * * *", "Africa/Casablanca", "daily 06:00 Casablanca", "daily 06:00 Casablanca"),
        ("0 6 1 * *", "Europe/Berlin", "06:00 Berlin on the 1st", "06:00 Berlin (04:00 UTC in summer, 05:00 in winter) on the 1st"),
        ("30 2 * * *", "Europe/Berlin", "daily 02:30 Berlin", "daily 02:30 Berlin (no 02:30 one day in spring, two in autumn)"),
        ("30 1 * * *", "America/New_York", "daily 01:30 New York", "daily 01:30 New York (two 01:30 one day in autumn)"),
        ("30 2 * * *", "America/New_York", "daily 02:30 New York", "daily 02:30 New York (no 02:30 one day in spring)"),
        ("*/15 * * * *", "Europe/Berlin", "every 15 minutes", "every 15 minutes"),
        ("0 9-17 * * *", "Europe/Berlin", "hourly 09:00–17:00 Berlin", "hourly 09:00–17:00 Berlin"),
        ("0 6 * * *", "America/Argentina/Buenos_Aires", "daily 06:00 Buenos Aires", "daily 06:00 Buenos Aires (09:00 UTC)"),
    ] {
        let timing = timing(text, Croniter, zone).unwrap_or_else(|| panic!("{text}"));
        assert_eq!((timing.words().as_str(), timing.words_with_clocks().as_str()), (short, long));
    }
}

#[test]
fn the_next_changes_of_the_clock() {
    let today = date::read("2026-11-28").expect("a day");
    let next = |text, zone| timing(text, Croniter, zone).and_then(|timing| timing.next_changes(today)).unwrap_or_default();
    assert_eq!(next("30 2 * * *", "Europe/Berlin"), "02:30 doesn't exist on 28 March 2027 and comes twice on 31 October 2027.");
    assert_eq!(next("30 2 * * *", "America/New_York"), "02:30 doesn't exist on 14 March 2027.");
    assert_eq!(next("30 1 * * *", "America/New_York"), "01:30 comes twice on 7 November 2027.");
    assert_eq!(
        next("0,30 2 * * *", "Europe/Berlin"),
        "A time of this schedule doesn't exist on 28 March 2027 and comes twice on 31 October 2027."
    );
    assert_eq!(next("0 6 * * *", "Europe/Berlin"), "");
    assert_eq!(next("30 2 * * *", "UTC"), "");
}

#[test]
fn utc_by_default() {
    let said = |text: &str, zone| timing(text, Croniter, zone).map(|timing| timing.with_utc_by_default().words()).unwrap_or_default();
    assert_eq!(said("0 6 * * *", ""), "daily 06:00 (UTC by default)");
    assert_eq!(said("0 6 1 * *", ""), "06:00 (UTC by default) on the 1st");
    assert_eq!(said("0 6 * * *", "Europe/Berlin"), "daily 06:00 Berlin");
    assert_eq!(said("*/5 * * * *", ""), "every 5 minutes");
}

#[test]
fn lengths_of_time() {
    for (text, expected) in [
        ("PT1H30M", "1 h 30 min"),
        ("P1D", "1 day"),
        ("P7D", "7 days"),
        ("P1W", "7 days"),
        ("PT90M", "1 h 30 min"),
        ("PT0.5S", "500 ms"),
        ("P1Y2M", "1 year 2 months"),
        ("PT300S", "5 min"),
        ("10 minutes", "10 min"),
        ("10 MINUTES", "10 min"),
        ("1 hour", "1 h"),
        ("5 seconds", "5 s"),
        ("interval 2 days", "2 days"),
        ("INTERVAL '5' MINUTE", ""),
        ("1h 30m", "1 h 30 min"),
        ("30s", "30 s"),
        ("500 ms", "500 ms"),
        ("PT0S", ""),
        ("-PT1H", ""),
        ("P99999Y", ""),
        ("soon", ""),
        ("", ""),
        ("é interval", ""),
        ("10", ""),
    ] {
        assert_eq!(Length::read(text).map(Length::words).unwrap_or_default(), expected, "{text}");
    }
    let parts = |parts: &[(f64, &'static str)]| Length::of_parts(parts.iter().copied()).map(Length::words).unwrap_or_default();
    assert_eq!(parts(&[(1.0, "days"), (1.5, "hours")]), "1 day 1 h 30 min");
    assert_eq!(parts(&[(2.0, "weeks")]), "14 days");
    assert_eq!(parts(&[(1.0, "fortnights")]), "");
    assert_eq!(parts(&[(f64::INFINITY, "days")]), "");
    assert_eq!(parts(&[(0.0, "days")]), "");
    assert_eq!(parts(&[(-1.0, "days")]), "");
    let every = |millis| Length::of_millis(millis).map(Length::every).unwrap_or_default();
    assert_eq!(every(86_400_000), "every day");
    assert_eq!(every(3_600_000), "every hour");
    assert_eq!(every(21_600_000), "every 6 hours");
    assert_eq!(every(5_400_000), "every 1 h 30 min");
    assert_eq!(every(0), "");
}

#[test]
fn days_in_words() {
    let day = |text: &str| date::read(text).map(date::short).unwrap_or_default();
    assert_eq!(day("2025-01-01"), "1 Jan 2025");
    assert_eq!(day("2025-12-31T06:00:00"), "31 Dec 2025");
    for wrong in ["2025-02-30", "2025-1-1", "", "é2025-01-01", "yesterday!"] {
        assert_eq!(day(wrong), "", "{wrong}");
    }
}

proptest! {
    #[test]
    fn any_schedule_has_words_or_none(fields in prop::collection::vec("[0-9]{1,2}|\\*|\\*/[0-9]{1,2}|[0-9]{1,2}-[0-9]{1,2}(/[0-9]{1,2})?|L|[0-9]{1,2}[LW#][0-9]{0,3}|[0-9,]{1,9}|\\?", 5..8)) {
        let text = fields.join(" ");
        for dialect in [Croniter, Kubernetes, Vixie, Quartz, Other, Eventbridge] {
            for text in [text.clone(), format!("cron({text})")] {
                if let Some(timing) = timing(&text, dialect, "America/New_York") {
                    prop_assert!(!timing.words().is_empty());
                    prop_assert!(!timing.words_with_clocks().contains("  "));
                }
            }
        }
    }

    #[test]
    fn any_text_is_read_as_a_length(text in "([0-9.]{1,20}| |P|T|[YMWDHSmshd]|interval |minutes|-|\\PC){0,12}") {
        if let Some(length) = Length::read(&text) {
            prop_assert!(!length.words().is_empty());
        }
    }
}
