//! What the suite of a header holds.

use std::ops::Range;

use super::outline::{Head, Outline};
use super::words;
use crate::syntax::{Flat, Leaf, Lexed, TokenKind};

/// What a suite may hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BodyKind {
    /// `pass` or `...`
    Pass,
    /// `continue`
    Continue,
    /// `break`
    Break,
    /// A call of `print`.
    Print,
    /// A call of a logger.
    Log,
    /// `return`, with or without a constant.
    Return,
}

/// The leaf of a header's colon, in the leaves of its logical line.
pub fn header_colon(flat: &Flat, lexed: &Lexed) -> Option<usize> {
    let mut lambdas = 0;
    flat.leaves().iter().enumerate().position(|(index, leaf)| match leaf.kind {
        _ if flat.parent(index).is_some() => false,
        TokenKind::Word if lexed.slice(leaf.span) == "lambda" => {
            lambdas += 1;
            false
        }
        TokenKind::Colon if lambdas > 0 => {
            lambdas -= 1;
            false
        }
        kind => kind == TokenKind::Colon,
    })
}

/// The leaves behind a header's colon on its own line: the suite of `except: pass`; empty without one.
pub fn one_line_suite(flat: &Flat, lexed: &Lexed) -> Range<usize> {
    let end = flat.len();
    header_colon(flat, lexed).map_or(end..end, |colon| colon + 1..end)
}

/// What the suite of a header holds, one entry a statement: `None` for anything but the kinds of [`BodyKind`].
/// Docstrings don't count. No answer where there is no suite (yet).
pub fn body_kinds(lexed: &Lexed, outline: &Outline, index: usize) -> Option<Vec<Option<BodyKind>>> {
    let header = outline.get(index).filter(|header| header.head.has_suite())?;
    let flat = Flat::new(lexed, header.span);
    let own = one_line_suite(&flat, lexed);
    let mut kinds = Vec::new();
    if own.is_empty() {
        for child in outline.suite(index).filter_map(|child| outline.get(child)) {
            if child.head == Head::Simple {
                let flat = Flat::new(lexed, child.span);
                statement_kinds(&flat, lexed, 0..flat.len(), &mut kinds);
            } else {
                kinds.push(None);
            }
        }
        outline.suite(index).next()?;
    } else {
        statement_kinds(&flat, lexed, own, &mut kinds);
    }
    Some(kinds)
}

fn statement_kinds(flat: &Flat, lexed: &Lexed, range: Range<usize>, out: &mut Vec<Option<BodyKind>>) {
    let leaves = flat.leaves().get(range).unwrap_or_default();
    for statement in leaves.split(|leaf| leaf.kind == TokenKind::Semicolon).filter(|statement| !statement.is_empty()) {
        let is_docstring = out.is_empty() && matches!(statement, [one] if one.kind == TokenKind::StringText);
        if !is_docstring {
            out.push(statement_kind(lexed, statement));
        }
    }
}

fn statement_kind(lexed: &Lexed, leaves: &[Leaf]) -> Option<BodyKind> {
    let text = |leaf: &Leaf| lexed.slice(leaf.span);
    match leaves {
        [one] => match text(one) {
            "pass" | "..." => Some(BodyKind::Pass),
            "continue" => Some(BodyKind::Continue),
            "break" => Some(BodyKind::Break),
            "return" => Some(BodyKind::Return),
            _ => None,
        },
        [first, value] if text(first) == "return" => is_constant(lexed, value).then_some(BodyKind::Return),
        [first, open, .., close] if text(first) == "return" && open.kind == TokenKind::Open && close.kind == TokenKind::Close => {
            (leaves.len() == 3).then_some(BodyKind::Return)
        }
        [first, sign, number] if text(first) == "return" && text(sign) == "-" && number.kind == TokenKind::Number => Some(BodyKind::Return),
        [.., last] if last.kind == TokenKind::Close => called(lexed, leaves),
        _ => None,
    }
}

fn is_constant(lexed: &Lexed, leaf: &Leaf) -> bool {
    match leaf.kind {
        TokenKind::Number => true,
        TokenKind::StringText => !lexed.slice(leaf.span).starts_with(['f', 'F']),
        _ => matches!(lexed.slice(leaf.span), "None" | "True" | "False" | "..."),
    }
}

/// Whether a statement is nothing but a call of `print`, or of a method of a logger.
fn called(lexed: &Lexed, leaves: &[Leaf]) -> Option<BodyKind> {
    let name_len = leaves.iter().position(|leaf| !matches!(leaf.kind, TokenKind::Word | TokenKind::Dot))?;
    let (name, rest) = leaves.split_at_checked(name_len)?;
    let mut depth = 0i32;
    let ends = rest.iter().position(|leaf| {
        depth += i32::from(leaf.kind == TokenKind::Open) - i32::from(leaf.kind == TokenKind::Close);
        depth == 0
    });
    if ends? + 1 != rest.len() || lexed.slice(rest.first()?.span) != "(" {
        return None;
    }
    let words: Vec<_> = name.iter().filter(|leaf| leaf.kind == TokenKind::Word).map(|leaf| lexed.slice(leaf.span)).collect();
    match words.as_slice() {
        ["print" | "pprint"] => Some(BodyKind::Print),
        [owners @ .., _] if owners.iter().any(|owner| words::is_logger(owner)) => Some(BodyKind::Log),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
