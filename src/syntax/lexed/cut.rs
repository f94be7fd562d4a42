//! Cutting a text into chunks of whole lines, and lexing them.

use std::sync::Arc;

use super::{Chunk, Content, Line};
use crate::syntax::Token;
use crate::syntax::lexer::{LineState, lex_line};
use crate::text::position::line_len;

/// Lines a chunk holds at most, unless an edit has just made it grow.
const CHUNK_LINES: usize = 64;
/// Bytes after which a chunk ends with the line that reaches them.
const CHUNK_BYTES: usize = 8 * 1024;

/// Cuts `text`, whole lines, into chunks of about equal size, lexes them from `state` on and gives the state behind.
pub(super) fn cut(text: &str, mut state: LineState, out: &mut Vec<Arc<Chunk>>) -> LineState {
    let lines = memchr::memchr2_iter(b'\n', b'\r', text.as_bytes()).count() + 1;
    let lines_each = lines.div_ceil(lines.div_ceil(CHUNK_LINES));
    let mut rest = text;
    // Filled again and again, and copied to its exact size: a chunk that had to grow or shrink would cost more.
    let mut tokens = Vec::with_capacity(CHUNK_BYTES / 4);
    while !rest.is_empty() {
        let (chunk, len) = cut_one(rest, state, lines_each, &mut tokens);
        state = chunk.exit;
        out.push(Arc::new(chunk));
        rest = rest.get(len..).unwrap_or_default();
    }
    state
}

fn cut_one(text: &str, entry: LineState, lines_each: usize, tokens: &mut Vec<Token>) -> (Chunk, usize) {
    tokens.clear();
    let mut lines = Vec::with_capacity(lines_each);
    let mut exit = entry;
    let mut at = 0;
    while at < text.len() && lines.len() < lines_each && at < CHUNK_BYTES {
        let rest = text.get(at..).unwrap_or_default();
        let line = rest.get(..line_len(rest.as_bytes())).unwrap_or(rest);
        let first = tokens.len();
        let before = exit.settled(line);
        exit = lex_line(before, line, at as u32, tokens);
        lines.push(Line {
            start: at as u32,
            token: first as u32,
            indent: indent(line),
            depth: before.depth(),
            inside: before.inside(),
            content: content(tokens.get(first..).unwrap_or_default()),
        });
        at += line.len();
    }
    (Chunk { len: at as u32, entry, exit, tokens: tokens.as_slice().into(), lines: lines.into() }, at)
}

fn indent(line: &str) -> u16 {
    let mut width: u16 = 0;
    for byte in line.bytes() {
        match byte {
            b' ' => width = width.saturating_add(1),
            b'\t' => width = width.saturating_add(8 - width % 8),
            _ => break,
        }
    }
    width
}

fn content(tokens: &[Token]) -> Content {
    use crate::syntax::TokenKind::{Blank, Comment, Newline};
    match tokens.iter().map(|token| token.kind).find(|kind| !matches!(kind, Blank | Newline)) {
        None => Content::Blank,
        // A comment that is followed by code is rare: the line's tokens are seldom looked at.
        Some(Comment) if tokens.iter().all(|token| matches!(token.kind, Blank | Newline | Comment)) => Content::Comment,
        Some(_) => Content::Code,
    }
}
