//! Tests of a value: a YAML scalar, an argument, a right-hand side, a string.

use super::Answer;
use crate::lexicon::ValueTest;

/// A value as far as the text tells it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::analysis) struct Value {
    /// Its text, quotes removed.
    pub text: String,
    /// Whether it is a literal, and not a name, call or expression.
    pub literal: bool,
    /// Whether it holds a template, a variable reference or an f-string's hole.
    pub template: bool,
}

impl Value {
    /// A scalar as written in YAML, SQL or a Python literal, with or without quotes.
    pub(in crate::analysis) fn scalar(text: &str) -> Self {
        let text = unquoted(text.trim());
        let template = ["{{", "{%", "${", "$(", "<%"].iter().any(|sign| text.contains(sign));
        Self { text: text.to_owned(), literal: !template, template }
    }

    /// An expression that only running the code would tell.
    pub(in crate::analysis) fn expression(text: &str) -> Self {
        Self { text: text.to_owned(), literal: false, template: false }
    }
}

/// Whether a value passes everything that a test states.
pub(in crate::analysis) fn passes(test: &ValueTest, value: &Value) -> Answer {
    // What only running would tell is unknown, whatever is asked of its text.
    let known = |answer: bool| if value.literal { Answer::from(answer) } else { Answer::Unknown };
    let text = value.text.trim();
    let number = || text.replace('_', "").parse::<f64>().ok();
    let mut answers = Vec::new();
    // A name such as `TriggerRule.ALL_DONE` is what it says; any other name may be anything.
    let spelled = |found: bool| if found { Answer::Yes } else { known(false) };
    if !test.one_of.is_empty() {
        answers.push(spelled(test.one_of.iter().any(|wanted| wanted.eq_ignore_ascii_case(text))));
    }
    if !test.glob.is_empty() {
        answers.push(spelled(test.glob.iter().any(|glob| like(text, glob))));
    }
    if let Some(min) = test.min {
        answers.push(known(number().is_some_and(|number| number >= min)));
    }
    if let Some(max) = test.max {
        answers.push(known(number().is_some_and(|number| number <= max)));
    }
    if let Some(wanted) = test.cron {
        answers.push(known(is_cron(text) == wanted));
    }
    if let Some(wanted) = test.duration {
        answers.push(known(is_duration(text) == wanted));
    }
    if let Some(wanted) = test.literal {
        answers.push(Answer::from(value.literal == wanted));
    }
    if let Some(wanted) = test.template {
        answers.push(Answer::from(value.template == wanted));
    }
    if let Some(wanted) = test.secret_like {
        answers.push(Answer::from((value.literal && is_secret(text)) == wanted));
    }
    answers.into_iter().min().unwrap_or(Answer::Yes)
}

/// A text without the quotes (and prefix letters) around it.
pub(in crate::analysis) fn unquoted(text: &str) -> &str {
    let letters = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let start = if letters.starts_with(['"', '\'']) && text.len() - letters.len() <= 2 { letters } else { text };
    ["\"\"\"", "'''", "\"", "'", "`"].iter().find_map(|quote| start.strip_prefix(quote)?.strip_suffix(quote)).unwrap_or(start)
}

/// Whether a text is like a pattern in which `*` stands for anything and `?` for one character; case aside.
///
/// One place to go back to is enough, since a later `*` can take over whatever an earlier one left; so the cost is at most
/// the product of both lengths.
pub(in crate::analysis) fn like(text: &str, pattern: &str) -> bool {
    if !pattern.contains(['*', '?']) && text.is_ascii() && pattern.is_ascii() {
        return text.eq_ignore_ascii_case(pattern);
    }
    if text.is_ascii() && pattern.is_ascii() {
        return is_like(text.as_bytes(), pattern.as_bytes(), (b'*', b'?'), u8::eq_ignore_ascii_case);
    }
    let text: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
    let pattern: Vec<char> = pattern.chars().flat_map(char::to_lowercase).collect();
    is_like(&text, &pattern, ('*', '?'), char::eq)
}

fn is_like<T: Copy + PartialEq>(text: &[T], pattern: &[T], (any, one): (T, T), same: impl Fn(&T, &T) -> bool) -> bool {
    let (mut at, mut step) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    loop {
        match (text.get(at), pattern.get(step)) {
            (None, None) => return true,
            (_, Some(wanted)) if *wanted == any => {
                retry = Some((at, step));
                step += 1;
                continue;
            }
            (Some(found), Some(wanted)) if *wanted == one || same(found, wanted) => {
                at += 1;
                step += 1;
                continue;
            }
            _ => {}
        }
        let Some((from, star)) = retry.filter(|(from, _)| *from < text.len()) else { return false };
        retry = Some((from + 1, star));
        at = from + 1;
        step = star + 1;
    }
}

/// Five or six fields of a cron line, or one of its nicknames.
fn is_cron(text: &str) -> bool {
    const NICKNAMES: [&str; 8] = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly", "@quarterly"];
    let fields: Vec<&str> = text.split_whitespace().collect();
    let field = |field: &&str| {
        let letters = field.chars().filter(char::is_ascii_alphabetic).count();
        field.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '*' | '/' | ',' | '-' | '?' | '#'))
            && (letters == 0 || letters % 3 == 0 || field.ends_with(['L', 'W']))
    };
    NICKNAMES.contains(&text) || (matches!(fields.len(), 5 | 6) && fields.iter().all(field))
}

/// `30s`, `5 minutes`, `1h30m`, `PT15M`, `P1D`.
fn is_duration(text: &str) -> bool {
    const UNITS: [&str; 25] = [
        "ms", "s", "sec", "secs", "second", "seconds", "m", "min", "mins", "minute", "minutes", "h", "hr", "hrs", "hour", "hours", "d",
        "day", "days", "w", "week", "weeks", "us", "ns", "mo",
    ];
    if let Some(iso) = text.strip_prefix('P') {
        let parts = iso.replace('T', "");
        return parts.ends_with(['Y', 'M', 'W', 'D', 'H', 'S']) && parts.starts_with(|c: char| c.is_ascii_digit());
    }
    let mut rest = text.trim();
    let mut parts = 0;
    while !rest.is_empty() {
        let number = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let unit = number.trim_start();
        let behind = unit.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let name = unit.strip_suffix(behind).unwrap_or(unit);
        if number.len() == rest.len() || !UNITS.contains(&name.to_ascii_lowercase().as_str()) {
            return false;
        }
        parts += 1;
        rest = behind.trim_start();
    }
    parts > 0
}

/// Whether a literal reads like a real secret: not empty, no placeholder, no reference, no path, no switch.
fn is_secret(text: &str) -> bool {
    const PLACEHOLDERS: [&str; 17] = [
        "changeme",
        "change_me",
        "change-me",
        "placeholder",
        "example",
        "your",
        "xxx",
        "***",
        "...",
        "redacted",
        "dummy",
        "todo",
        "none",
        "null",
        "secret_name",
        "replace",
        "insert",
    ];
    const SWITCHES: [&str; 7] = ["true", "false", "yes", "no", "on", "off", "required"];
    let lower = text.to_ascii_lowercase();
    let reference = text.starts_with(['$', '<', '/', '%', '@', '~'])
        || text.contains("://")
        || lower.starts_with("arn:")
        || lower.starts_with("vault:");
    text.len() >= 4
        && !text.contains(char::is_whitespace)
        && !reference
        && !PLACEHOLDERS.iter().any(|word| lower.contains(word))
        && !SWITCHES.contains(&lower.as_str())
        && !text.ends_with([':', '='])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_test_of_a_value() {
        let scalar = Value::scalar;
        let test = ValueTest::default;
        let one_of = |values: &[&str]| ValueTest { one_of: values.iter().map(ToString::to_string).collect(), ..test() };
        let glob = |value: &str| ValueTest { glob: vec![value.to_owned()], ..test() };
        let cases = [
            (one_of(&["all"]), scalar("'ALL'"), Answer::Yes),
            (one_of(&["all"]), scalar("none"), Answer::No),
            (one_of(&["all"]), scalar("${ACKS}"), Answer::Unknown),
            (one_of(&["all"]), Value::expression("acks()"), Answer::Unknown),
            (glob("*:latest"), scalar("postgres:latest"), Answer::Yes),
            (glob("*:latest"), scalar("postgres:15"), Answer::No),
            (glob("a*b*c"), scalar("a-b-b-c"), Answer::Yes),
            (glob("a*b"), scalar("ab"), Answer::Yes),
            (glob("?*"), scalar("ab"), Answer::Yes),
            (glob("?*"), scalar(""), Answer::No),
            (one_of(&["Rule.ALL"]), Value::expression("Rule.ALL"), Answer::Yes),
            (ValueTest { min: Some(2.0), ..test() }, scalar("3"), Answer::Yes),
            (ValueTest { max: Some(2.0), ..test() }, scalar("1_000"), Answer::No),
            (ValueTest { cron: Some(true), ..test() }, scalar("\"0 6 * * 1-5\""), Answer::Yes),
            (ValueTest { cron: Some(true), ..test() }, scalar("@daily"), Answer::Yes),
            (ValueTest { cron: Some(true), ..test() }, scalar("the quick brown fox jumps"), Answer::No),
            (ValueTest { duration: Some(true), ..test() }, scalar("1h30m"), Answer::Yes),
            (ValueTest { duration: Some(true), ..test() }, scalar("PT15M"), Answer::Yes),
            (ValueTest { duration: Some(true), ..test() }, scalar("soon"), Answer::No),
            (ValueTest { literal: Some(true), ..test() }, Value::expression("x"), Answer::No),
            (ValueTest { template: Some(true), ..test() }, scalar("{{ ds }}"), Answer::Yes),
            (ValueTest { secret_like: Some(true), ..test() }, scalar("hunter2!"), Answer::Yes),
            (ValueTest { secret_like: Some(true), ..test() }, scalar("changeme"), Answer::No),
            (ValueTest { secret_like: Some(true), ..test() }, scalar("/run/secrets/db"), Answer::No),
            (ValueTest { secret_like: Some(true), ..test() }, scalar("${DB_PASSWORD}"), Answer::No),
            (ValueTest { secret_like: Some(true), ..test() }, scalar(""), Answer::No),
        ];
        for (test, value, expected) in cases {
            assert_eq!(passes(&test, &value), expected, "{test:?} on {value:?}");
        }
    }
}
