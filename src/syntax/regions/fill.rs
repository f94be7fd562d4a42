//! What fills a Python string in, and what is added to it: `.format(…)`, `%`, `+`.

use std::ops::Range;

use crate::syntax::python::call::name_before;
use crate::syntax::{Flat, Lexed, TokenKind};

/// How the holes of a string are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Filling {
    /// `{name}`, for `.format`.
    Braces,
    /// `%s`, `%(name)s`, for `%`.
    Percent,
}

/// Leaves of an operand that are read: what goes on for longer is nobody's handwriting.
const OPERAND: usize = 256;

impl Filling {
    /// The length of what stands at the beginning of `text`: a hole, or the sign that two of them stand for.
    pub(super) fn step(self, text: &str) -> Option<(u32, Option<char>)> {
        let bytes = text.as_bytes();
        match (self, bytes.first()?, bytes.get(1)) {
            (Self::Braces, brace @ (b'{' | b'}'), Some(next)) if brace == next => Some((2, Some(char::from(*brace)))),
            (Self::Braces, b'{', _) => {
                let end = bytes.iter().take(OPERAND).position(|&byte| byte == b'}')?;
                Some((end as u32 + 1, None))
            }
            (Self::Percent, b'%', Some(b'%')) => Some((2, Some('%'))),
            (Self::Percent, b'%', _) => {
                let name = match bytes.get(1) {
                    Some(b'(') => bytes.iter().take(OPERAND).position(|&byte| byte == b')')?,
                    _ => 0,
                };
                let sign = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'#' | b'*');
                let letter = name + 1 + bytes.get(name + 1..)?.iter().take(16).take_while(|byte| sign(byte)).count();
                bytes.get(letter).filter(|letter| b"diouxXeEfFgGcrsa".contains(letter)).map(|_| (letter as u32 + 1, None))
            }
            _ => None,
        }
    }
}

/// What fills the strings in a group from outside: `("…" "…").format(…)`.
pub(super) fn around(flat: &Flat, lexed: &Lexed, open: usize) -> Option<Filling> {
    let group = flat.get(open).is_some_and(|leaf| lexed.slice(leaf.span) == "(") && name_before(flat, lexed, open).is_none();
    behind(flat, lexed, flat.partner(open).filter(|_| group)? + 1).0
}

/// What fills the string that ends before the leaf `next`, and the leaf behind that.
pub(super) fn behind(flat: &Flat, lexed: &Lexed, next: usize) -> (Option<Filling>, usize) {
    let text = |leaf: usize| flat.get(leaf).map_or("", |leaf| lexed.slice(leaf.span));
    if text(next) == "." && text(next + 1) == "format" && text(next + 2) == "(" {
        return (Some(Filling::Braces), trailers(flat, lexed, flat.end_of(next + 2) + 1));
    }
    if text(next) == "%" {
        return (Some(Filling::Percent), operand(flat, lexed, next + 1).end);
    }
    (None, trailers(flat, lexed, next))
}

/// What is added by the `+` at the leaf `next`, inside the bracket that holds the first string.
pub(super) fn added(flat: &Flat, lexed: &Lexed, next: usize, holder: Option<usize>) -> Option<Range<usize>> {
    let plus = flat.get(next).filter(|leaf| lexed.slice(leaf.span) == "+" && flat.parent(next) == holder);
    let operand = operand(flat, lexed, plus.map(|_| next + 1)?);
    (!operand.is_empty()).then_some(operand)
}

/// The leaves of a name, literal or group with the calls and indices behind it; one leaf of a string.
fn operand(flat: &Flat, lexed: &Lexed, first: usize) -> Range<usize> {
    let end = match flat.get(first).map(|leaf| leaf.kind) {
        Some(TokenKind::StringText) => first + 1,
        Some(TokenKind::Word | TokenKind::Number) => trailers(flat, lexed, first + 1),
        Some(TokenKind::Open) => trailers(flat, lexed, flat.end_of(first) + 1),
        _ => first,
    };
    first..end.min(flat.len()).max(first)
}

/// Behind the attributes, calls and indices that begin at a leaf.
fn trailers(flat: &Flat, lexed: &Lexed, mut at: usize) -> usize {
    for _ in 0..OPERAND {
        at = match flat.get(at).map(|leaf| leaf.kind) {
            Some(TokenKind::Dot) if flat.get(at + 1).is_some_and(|leaf| leaf.kind == TokenKind::Word) => at + 2,
            Some(TokenKind::Open) if flat.get(at).is_some_and(|leaf| lexed.slice(leaf.span) != "{") => flat.end_of(at) + 1,
            _ => return at,
        };
    }
    at
}
