//! Calls of Python and their arguments, told from the bare text.

use memchr::memmem;

use crate::analysis::conditions::Answer;
use crate::analysis::conditions::value::{Value, passes};
use crate::lexicon::ValueTest;

/// Bytes of a value that are looked at.
const VALUE: usize = 2048;

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
    let may_pass = |given: &str| plain_value(given).is_none_or(|value| passes(test, &value) == Answer::Yes);
    given(text, name).any(|given| given.is_none_or(may_pass))
}

/// What arguments of that keyword are given in `text`; `None` for one where only a lexer can tell.
pub(super) fn given<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = Option<&'a str>> {
    let bytes = text.as_bytes();
    memmem::find_iter(bytes, name).filter_map(move |at| {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        let is_longer = before.is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'_');
        let behind = bytes.get(at + name.len()..).filter(|_| !is_longer)?;
        match sign(behind, b'=') {
            Ok(rest) => Some(end_of(rest).and_then(|end| str::from_utf8(rest.get(..end)?).ok()).map(str::trim_ascii)),
            Err(unclear) => unclear.then_some(None),
        }
    })
}

/// Where an argument's value ends that begins a text: before a comma, or the bracket that holds it. `None` where it has
/// strings with escapes or prefixes or on several lines, or comments, or brackets that don't match, or goes on for long.
fn end_of(text: &[u8]) -> Option<usize> {
    let (mut at, mut open) = (0, Vec::new());
    while let Some(byte) = text.get(at).filter(|_| at < VALUE) {
        match byte {
            b'"' | b'\'' => {
                let behind = text.get(at + 1..)?;
                let length = memchr::memchr3(*byte, b'\n', b'\\', behind)?;
                let prefixed = at.checked_sub(1).and_then(|before| text.get(before)).is_some_and(u8::is_ascii_alphabetic);
                let closed = behind.get(length) == Some(byte) && !(length == 0 && behind.get(1) == Some(byte));
                at += (closed && !prefixed).then_some(length + 1)?;
            }
            b'(' => open.push(b')'),
            b'[' => open.push(b']'),
            b'{' => open.push(b'}'),
            b',' | b')' if open.is_empty() => return Some(at),
            // What closes no bracket is no end.
            b')' | b']' | b'}' if open.pop() != Some(*byte) => return None,
            b'#' | b'\\' => return None,
            _ => {}
        }
        at += 1;
    }
    None
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

/// A value that is a dotted name, a number or a string on one line, and nothing else.
fn plain_value(text: &str) -> Option<Value> {
    let word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.');
    match text.as_bytes().first()? {
        quote @ (b'"' | b'\'') => {
            let only = memchr::memchr(*quote, text.as_bytes().get(1..)?)? + 2 == text.len();
            only.then(|| Value::scalar(text))
        }
        _ if text.bytes().all(|byte| byte.is_ascii_digit()) || matches!(text, "True" | "False" | "None") => Some(Value::scalar(text)),
        b'a'..=b'z' | b'A'..=b'Z' | b'_' if text.bytes().all(word) => Some(Value::expression(text)),
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
            (&max, "f(x=.0)", true),
            (&glob, "f(x=[a, \"b\"])", true),
            (&glob, "f(x=a", true),
            (&glob, "f(x=a}}f())", true),
        ] {
            assert_eq!(may_be_given(text, "x", test), expected, "{text}");
        }
    }
}
