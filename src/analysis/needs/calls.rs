//! Calls of Python and their arguments, told from the bare text.

use memchr::memmem;

use crate::analysis::conditions::Answer;
use crate::analysis::conditions::value::{Value, passes};
use crate::lexicon::ValueTest;

/// Whether a call may stand in `lower`, a text in small letters, whose dotted name ends like `name`.
pub(super) fn may_be_called(lower: &[u8], name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let mut parts = name.split('.').filter(|part| !part.is_empty());
    let Some(first) = parts.next() else { return true };
    memmem::find_iter(lower, first.as_bytes()).any(|at| {
        let mut behind = lower.get(at + first.len()..).unwrap_or_default();
        for part in parts.clone() {
            match sign(behind, b'.') {
                Ok(rest) => match rest.trim_ascii_start().strip_prefix(part.as_bytes()) {
                    Some(rest) => behind = rest,
                    None => return is_unclear(rest.trim_ascii_start()),
                },
                Err(unclear) => return unclear,
            }
        }
        sign(behind, b'(').map_or_else(|unclear| unclear, |_| true)
    })
}

/// Whether an argument of that keyword may stand in `text` whose value passes a test.
pub(super) fn may_be_given(text: &str, name: &str, test: &ValueTest) -> bool {
    let bytes = text.as_bytes();
    memmem::find_iter(bytes, name).any(|at| {
        let is_longer =
            at.checked_sub(1).and_then(|before| bytes.get(before)).is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'_');
        let behind = bytes.get(at + name.len()..).unwrap_or_default();
        match sign(behind, b'=') {
            _ if is_longer => false,
            Ok(value) => plain_value(value.trim_ascii_start()).is_none_or(|value| passes(test, &value) == Answer::Yes),
            Err(unclear) => unclear,
        }
    })
}

/// What stands behind blanks and a sign; where the sign is not there, whether it may be, behind a comment or joined lines.
fn sign(text: &[u8], sign: u8) -> Result<&[u8], bool> {
    let trimmed = text.trim_ascii_start();
    match trimmed.split_first() {
        Some((first, rest)) if *first == sign => Ok(rest),
        _ => Err(is_unclear(trimmed)),
    }
}

/// Whether only a lexer can tell what comes first in a text.
fn is_unclear(text: &[u8]) -> bool {
    text.first().is_some_and(|first| matches!(first, b'#' | b'\\') || !first.is_ascii_graphic())
}

/// The value that begins a text, where it is a dotted name, a number or a string on one line, and nothing else.
fn plain_value(text: &[u8]) -> Option<Value> {
    let first = text.first()?;
    let word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.');
    let length = match first {
        b'"' | b'\'' => memchr::memchr(*first, text.get(1..)?)? + 2,
        _ => text.iter().take_while(|byte| word(byte)).count(),
    };
    let (value, behind) = text.split_at_checked(length)?;
    let plain = value.iter().all(|byte| !matches!(byte, b'\\' | b'\n' | b'\r'));
    if !plain || !matches!(behind.trim_ascii_start().first(), Some(b',' | b')')) {
        return None;
    }
    let value = str::from_utf8(value).ok()?;
    match first {
        b'"' | b'\'' | b'0'..=b'9' => Some(Value::scalar(value)),
        _ if matches!(value, "True" | "False" | "None") => Some(Value::scalar(value)),
        b'a'..=b'z' | b'A'..=b'Z' | b'_' => Some(Value::expression(value)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_called() {
        for (name, text, expected) in [
            ("conf.get", "x = conf.get(1)", true),
            ("conf.get", "x = airflow.conf\n .get (1)", true),
            ("conf.get", "conf. # why\n get(1)", true),
            ("conf.get", "conf \\\n.get(1)", true),
            ("conf.get", "conf.getint(1)", false),
            ("conf.get", "conformed = target(1); conf.get", false),
            (".get", "x.get()", true),
            ("DAG", "with DAG(", true),
            ("DAG", "import DAG\nDAGS()", false),
        ] {
            assert_eq!(may_be_called(text.to_ascii_lowercase().as_bytes(), name), expected, "{name} in {text}");
        }
    }

    #[test]
    fn what_may_be_given() {
        let glob = ValueTest { glob: vec!["*()".to_owned()], ..ValueTest::default() };
        let max = ValueTest { max: Some(0.0), ..ValueTest::default() };
        for (test, text, expected) in [
            (&glob, "f(x=noop, y=1)", false),
            (&glob, "f(x = jobs.noop\n)", false),
            (&glob, "f(x=make())", true),
            (&glob, "f(x=noop # why\n)", true),
            (&glob, "f(x # why\n=make())", true),
            (&glob, "f(x='a()')", true),
            (&glob, "f(x='a', x=f'a()')", true),
            (&glob, "f(xx=make(), a_x=make(), x)", false),
            (&glob, "f(x='''a', ''')", true),
            (&glob, "f(x='a\\')', y)", true),
            (&max, "f(x=0)", true),
            (&max, "f(x=3)", false),
            (&max, "f(x=-3)", true),
            (&max, "f(x=3 - y)", true),
            (&max, "f(x=y)", false),
        ] {
            assert_eq!(may_be_given(text, "x", test), expected, "{text}");
        }
    }
}
