//! Cron expressions and time zones, told from the bare text.

use super::calls::given;
use crate::lexicon::condition::CronKind;
use crate::schedule::Zone;

/// Whether a cron expression may stand in a text: a star or question mark beside a blank, or `@daily` and its like.
pub(super) fn may_hold_cron(text: &str) -> bool {
    let bytes = text.as_bytes();
    let blank = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_whitespace);
    let beside =
        |at: usize| bytes.get(at) == Some(&b'@') || blank(at.checked_sub(1)) || blank(Some(at + 1)) || bytes.get(at + 1) == Some(&b'/');
    memchr::memchr3_iter(b'*', b'?', b'@', bytes).any(beside)
}

/// Whether the strings of Python may hold an expression of that kind.
pub(super) fn may_be_in_strings(text: &str, kind: CronKind) -> bool {
    match kind {
        CronKind::BothDays => names_both_days(text.as_bytes()),
        CronKind::DstGap => names_a_zone(text),
        CronKind::FixedHour | CronKind::EveryMinute => true,
    }
}

/// Whether somewhere stand five fields, the third and the last of them no star. Six or more never mean both days.
fn names_both_days(text: &[u8]) -> bool {
    let legal = |byte: &u8| byte.is_ascii_alphanumeric() || b"*/,-?# \t\\".contains(byte);
    let mut behind = 0;
    memchr::memchr2_iter(b'*', b'?', text).any(|at| {
        if at < behind {
            return false;
        }
        let (before, rest) = text.split_at_checked(at).unwrap_or_default();
        let start = before.iter().rposition(|byte| !legal(byte)).map_or(0, |last| last + 1);
        behind = at + rest.iter().take_while(|byte| legal(byte)).count();
        let run = text.get(start..behind).unwrap_or_default();
        let mut fields = run.split(|byte| matches!(byte, b' ' | b'\t')).filter(|field| !field.is_empty());
        let bound = |field: Option<&[u8]>| field.is_some_and(|field| !matches!(field, b"*" | b"?"));
        // An escape may stand for a blank.
        run.contains(&b'\\') || bound(fields.nth(2)) && bound(fields.nth(1)) && fields.next().is_none()
    })
}

/// Whether a time zone may be stated whose clock is changed: in an argument for it, by a call that makes one, or in the date
/// that something begins at.
fn names_a_zone(text: &str) -> bool {
    let holds = |word: &str| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some();
    ["tz", "imezone", "ime_zone", "ZoneInfo"].into_iter().any(holds)
        || ["start_date", "default_args"].into_iter().any(|name| given(text, name).any(|value| value.is_none_or(quotes_a_zone)))
}

fn quotes_a_zone(text: &str) -> bool {
    text.split(['"', '\'']).filter_map(Zone::named).any(|zone| zone.changes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_strings_may_hold() {
        use CronKind::{BothDays, DstGap};
        for (kind, text, expected) in [
            (BothDays, "'0 6 * * *'", false),
            (BothDays, "'0 6 1 * *' '* * * * MON'", false),
            (BothDays, "'0 6 1 * 1'", true),
            (BothDays, "' 0  6\t*/2 * 1 '", true),
            (BothDays, "'0 6\\t1 * 1'", true),
            (BothDays, "'0 0 6 1 * 1'", false),
            (BothDays, "def f(*a, **b): x * y", false),
            (BothDays, "'0 6 * * *', '0 6 1 * 1'", true),
            (DstGap, "f(start_date=datetime(2024, 1, 1, tz='x'))", true),
            (DstGap, "f(start_date=parse('2024-01-01', 'Europe/Berlin'))", true),
            (DstGap, "f(default_args = {'begin': ['eet']})", true),
            (DstGap, "f(default_args=args, start_date=f'eet')", true),
            (DstGap, "f(owner='Europe/Berlin', start_date=d('a/b', 'Europe', 'UTC'), default_args={'a': 'lake'})", false),
        ] {
            assert_eq!(may_be_in_strings(text, kind), expected, "{text}");
        }
    }
}
