mod words;

use proptest::prelude::*;

use super::*;

fn cron(text: &str, dialect: Dialect) -> Cron {
    match Cron::read(text, dialect) {
        Reading::Cron(cron) => *cron,
        other => panic!("{text} is {other:?}"),
    }
}

#[test]
fn what_is_cron() {
    for text in [
        "0 6 * * *",
        "*/5 9-17 1,15 * MON-FRI",
        "@daily",
        "@Quarterly",
        " 0 0 L * * ",
        "0 0 12 ? * MON",
        "0 15 10 * * ? 2030",
        "0/15 * * * *",
    ] {
        cron(text, Dialect::Other);
    }
    for text in ["", "daily", "@once", "0 6 * *", "0 25 * * *", "the quick brown fox jumps", "0 6 * * * é", "0 0 31 2 8", "a b c d e f"] {
        assert!(matches!(Cron::read(text, Dialect::Other), Reading::No), "{text}");
    }
    for text in ["0 6 * * * 30", "0 0 6 * * *"] {
        assert!(matches!(Cron::read(text, Dialect::Croniter), Reading::Unclear), "{text}");
    }
}

#[test]
fn hours_and_minutes() {
    for (text, fixed, every) in [
        ("0 6 * * *", true, false),
        ("0 6,18 * * 1", true, false),
        ("0 9-17 * * *", true, false),
        ("* 6 * * *", true, true),
        ("* * * * *", false, true),
        ("*/1 * * * *", false, true),
        ("0-59 * * * *", false, true),
        ("*/5 * * * *", false, false),
        ("0 */6 * * *", false, false),
        ("@daily", true, false),
        ("@hourly", false, false),
        ("0 0 6 ? * *", true, false),
    ] {
        let cron = cron(text, Dialect::Other);
        assert_eq!((cron.is_fixed_hour(), cron.is_every_minute()), (fixed, every), "{text}");
    }
}

#[test]
fn days_that_fit_either_way() {
    use Dialect::{Croniter, Kubernetes, Other};
    for (text, dialect, expected) in [
        ("0 6 1 * 1", Croniter, Some(true)),
        ("0 6 1 * 1", Other, Some(true)),
        ("0 6 1 * *", Croniter, Some(false)),
        ("0 6 * * 1", Kubernetes, Some(false)),
        ("0 6 1 * ?", Other, Some(false)),
        ("0 6 */2 * 1", Croniter, Some(true)),
        ("0 6 */2 * 1", Kubernetes, Some(true)),
        ("0 6 */2 * 1", Other, None),
        ("0 6 */1 * 1", Kubernetes, Some(false)),
        ("0 6 1-31 * 1", Croniter, None),
        ("0 6 1-31 * *", Croniter, Some(false)),
        ("0 6 */2 * *", Other, Some(false)),
        ("0 6 1-31 * 1", Kubernetes, Some(true)),
        ("0 0 6 1 * ?", Other, Some(false)),
    ] {
        assert_eq!(cron(text, dialect).has_both_days(), expected, "{text} {dialect:?}");
    }
}

#[test]
fn times_that_are_skipped_or_repeated() {
    for (text, zone, expected) in [
        ("30 2 * * *", "Europe/Berlin", true),
        ("0 3 * * *", "Europe/Berlin", false),
        ("59 1 * * *", "Europe/Berlin", false),
        ("30 2 * * 0", "Europe/Berlin", true),
        ("30 2 * * 1", "Europe/Berlin", false),
        ("30 2 * 1 *", "Europe/Berlin", false),
        ("30 1 * * *", "America/New_York", true),
        ("30 2 * * *", "america/new_york", true),
        ("0 3 * * *", "America/New_York", false),
        ("30 1 * * *", "Europe/London", true),
        ("30 2 * * *", "UTC", false),
        ("30 2 * * *", "Asia/Tokyo", false),
        ("*/15 * * * *", "Europe/Berlin", false),
        ("0 */2 * * *", "Europe/Berlin", false),
        ("0 0 * * *", "Europe/Berlin", false),
        ("45 1 * * *", "Australia/Lord_Howe", true),
        ("0 15 2 ? * *", "Europe/Paris", true),
    ] {
        let zone = Zone::named(zone).unwrap_or_else(|| panic!("{zone}"));
        assert_eq!(cron(text, Dialect::Other).meets_shift(&zone), expected, "{text} {zone:?}");
    }
    for name in ["", "Europe/Atlantis", "Etc/Unknown", "../etc/passwd"] {
        assert!(Zone::named(name).is_none(), "{name}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text in "([0-9*/,#?LW -]|MON|SUN|JAN|@|\\PC){0,40}") {
        for dialect in [Dialect::Croniter, Dialect::Kubernetes, Dialect::Other] {
            if let Reading::Cron(cron) = Cron::read(&text, dialect) {
                let zone = Zone::named("Europe/Berlin");
                let _ = (cron.is_fixed_hour(), cron.is_every_minute(), cron.has_both_days());
                prop_assert!(zone.is_some_and(|zone| cron.is_fixed_hour() || !cron.meets_shift(&zone)));
            }
        }
    }

    #[test]
    fn any_five_fields_are_read(fields in prop::collection::vec("[0-9]{1,5}|\\*|\\*/[0-9]{1,5}|[0-9]{1,2}-[0-9]{1,2}(/[0-9]{1,5})?|L|[0-9]{1,2}[LW#][0-9]{0,3}|[0-9/,-]{0,6}", 5..8)) {
        if let Reading::Cron(cron) = Cron::read(&fields.join(" "), Dialect::Other) {
            let zone = Zone::named("America/New_York");
            let _ = zone.map(|zone| cron.meets_shift(&zone));
        }
    }
}
