//! The simple statements of a logical line: what stands between semicolons, and behind a header's colon.

use std::ops::Range;

use super::body::header_colon;
use super::words::{is_keyword, is_name};
use crate::syntax::{Flat, Lexed, TokenKind};

/// Where the simple statements of a logical line begin: read once for all its leaves.
#[derive(Clone, Debug)]
pub struct Simples {
    /// The first leaf of each, in order.
    starts: Vec<usize>,
    len: usize,
}

impl Simples {
    /// Of the line with these leaves. A header, its colon included, counts as one.
    pub fn new(flat: &Flat, lexed: &Lexed) -> Self {
        let header = flat.get(0).filter(|leaf| leaf.kind == TokenKind::Word && is_keyword(lexed.slice(leaf.span)));
        let colon = header.and_then(|_| header_colon(flat, lexed));
        let ends = |&at: &usize| flat.parent(at).is_none() && flat.get(at).is_some_and(|leaf| leaf.kind == TokenKind::Semicolon);
        let mut starts: Vec<usize> = std::iter::once(0).chain((0..flat.len()).filter(ends).map(|at| at + 1)).collect();
        if let Some(colon) = colon {
            let place = starts.partition_point(|&start| start <= colon);
            starts.insert(place, colon + 1);
        }
        Self { starts, len: flat.len() }
    }

    /// The leaves of the statement that holds a leaf, its semicolon left out.
    pub fn of(&self, flat: &Flat, leaf: usize) -> Range<usize> {
        let next = self.starts.partition_point(|&start| start <= leaf);
        let start = next.checked_sub(1).and_then(|at| self.starts.get(at)).copied().unwrap_or(0);
        let end = self.starts.get(next).copied().unwrap_or(self.len);
        let semicolon = flat.get(end.saturating_sub(1)).is_some_and(|leaf| leaf.kind == TokenKind::Semicolon);
        start..if semicolon { (end - 1).max(start) } else { end }
    }
}

/// What a statement assigns to, as dotted names: `df`, `self.df`; a subscript is written `[]`, a call `()`. Several for
/// `a = b = …` and `a, b = …`; none where it assigns nothing.
pub fn targets(flat: &Flat, lexed: &Lexed, statement: Range<usize>) -> Vec<String> {
    let mut all = Vec::new();
    let mut name = String::new();
    let mut here = Vec::new();
    let mut at = statement.start;
    while let Some(leaf) = flat.get(at).filter(|_| at < statement.end) {
        let text = lexed.slice(leaf.span);
        match leaf.kind {
            TokenKind::Word if !is_name(text) => break,
            TokenKind::Word | TokenKind::Dot => name.push_str(text),
            TokenKind::Comma => here.push(std::mem::take(&mut name)),
            // `(a, b) = …`: what the bracket holds are targets too.
            TokenKind::Open if name.is_empty() && text != "{" => {}
            TokenKind::Close if flat.partner(at).is_some_and(|open| open >= statement.start) => {}
            TokenKind::Open => {
                let Some(close) = flat.partner(at) else { break };
                name.push_str(if text == "(" { "()" } else { "[]" });
                at = close;
            }
            TokenKind::Colon => at = value_sign(flat, at, statement.end) - 1,
            TokenKind::Equals | TokenKind::Operator if is_assignment(text) => {
                here.push(std::mem::take(&mut name));
                all.append(&mut here);
            }
            TokenKind::Operator if text == "*" && name.is_empty() => {}
            _ => break,
        }
        at += 1;
    }
    all.retain(|target| !target.is_empty());
    all
}

/// The `=` behind an annotation.
fn value_sign(flat: &Flat, colon: usize, end: usize) -> usize {
    let sign = |&at: &usize| flat.parent(at) == flat.parent(colon) && flat.get(at).is_some_and(|leaf| leaf.kind == TokenKind::Equals);
    (colon + 1..end).find(sign).unwrap_or(end)
}

/// `=`, `+=` and their like.
fn is_assignment(text: &str) -> bool {
    text.ends_with('=') && !matches!(text, "==" | "!=" | "<=" | ">=" | ":=")
}

#[cfg(test)]
mod tests;
