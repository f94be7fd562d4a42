//! SQL of any dialect: the state between lines, and the lexer's main loop. What stands in quotes is [`quotes`]; what rules
//! ask about statements is [`statement`].
//!
//! There is no dialect, so where dialects differ the reading is chosen that is right for most real files, and written
//! down where it is made:
//!
//! * `#` begins a comment at a line's beginning or behind a blank, and before a blank (`#standardSQL` too).
//! * `"…"` is a quoted identifier; the dialects that mean a string by it are read so too.
//! * A backslash before a quote: see [`quotes`].
//! * `/* */` nests where the inner `/*` stands like one: at a line's beginning, behind a blank or another comment sign. Dialects
//!   without nesting end `/* path/*/` at its only `*/`.

mod keyword;
mod kind;
mod quotes;
mod scan;
pub mod statement;

pub(super) use keyword::keyword;
pub use kind::{Clause, StatementKind};
pub use statement::{Statement, Statements, statement_span};

use self::quotes::{Dollar, Quote};
use super::jinja;
use super::{Token, TokenKind, Zone};

/// What the lexer carries from one line to the next.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct State {
    host: Host,
    template: jinja::State,
}

/// What is open in SQL itself; a template inside goes on above it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Host {
    #[default]
    Code,
    /// So many `/*` are open.
    Comment(u16),
    Quoted(Quote),
    Dollar(Dollar),
}

impl State {
    /// How many brackets are open: not counted, SQL's lines don't depend on it.
    pub fn depth(self) -> u16 {
        0
    }

    /// Whether the line goes on with something begun above: a string, a quoted word, a comment, a template's tag.
    pub fn inside(self) -> bool {
        self.host != Host::Code || self.template.inside()
    }
}

/// Cuts one line into tokens.
pub fn lex_line(state: State, line: &str, base: u32, out: &mut Vec<Token>) -> State {
    let mut lexer = Lexer { line, bytes: line.as_bytes(), at: 0, base, host: state.host, template: state.template, out };
    while lexer.at < line.len() {
        if lexer.template.inside() {
            (lexer.template, lexer.at) = jinja::lex(lexer.template, line, lexer.at, base, lexer.out);
            continue;
        }
        match lexer.host {
            Host::Code => lexer.code(),
            Host::Comment(depth) => lexer.comment(depth),
            Host::Quoted(quote) => lexer.quoted(quote),
            Host::Dollar(dollar) => lexer.dollar(dollar),
        }
    }
    if !lexer.template.inside() && matches!(lexer.host, Host::Quoted(quote) if quote.ends_with_its_line()) {
        lexer.host = Host::Code;
    }
    State { host: lexer.host, template: lexer.template }
}

/// One line on its way into tokens. Every step moves `at` on.
struct Lexer<'a> {
    line: &'a str,
    bytes: &'a [u8],
    at: usize,
    base: u32,
    host: Host,
    template: jinja::State,
    out: &'a mut Vec<Token>,
}

impl Lexer<'_> {
    #[inline]
    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    #[inline]
    fn rest(&self, at: usize) -> &[u8] {
        self.bytes.get(at..).unwrap_or_default()
    }

    /// A token of code from `at` to `end`.
    #[inline]
    fn push(&mut self, kind: TokenKind, end: usize) {
        self.push_in(Zone::Code, kind, end);
    }

    /// A token from `at` to `end`; none where that is empty.
    #[inline]
    fn push_in(&mut self, zone: Zone, kind: TokenKind, end: usize) {
        if end > self.at {
            self.out.push(Token { start: self.base + self.at as u32, kind, zone });
            self.at = end;
        }
    }

    /// A block comment's part on this line; `depth` are open already.
    fn comment(&mut self, depth: u16) {
        let (end, depth) = self.comment_end(self.at, depth);
        self.push_in(Zone::Comment, TokenKind::Comment, end);
        self.host = if depth == 0 { Host::Code } else { Host::Comment(depth) };
    }

    /// Where the comment ends that goes on at `at`, and how many are open there.
    fn comment_end(&self, mut at: usize, mut depth: u16) -> (usize, u16) {
        while let Some(found) = memchr::memchr2(b'*', b'/', self.rest(at)) {
            at += found;
            match (self.byte(at), self.byte(at + 1)) {
                (b'*', b'/') => {
                    depth = depth.saturating_sub(1);
                    at += 2;
                    if depth == 0 {
                        return (at, 0);
                    }
                }
                (b'/', b'*') if self.nests(at) => {
                    depth = depth.saturating_add(1);
                    at += 2;
                }
                _ => at += 1,
            }
        }
        (self.bytes.len(), depth)
    }

    /// Whether the `/*` at `at` inside a comment opens another one, and is no part of a path such as `s3://bucket/*/day`.
    fn nests(&self, at: usize) -> bool {
        at.checked_sub(1).is_none_or(|before| matches!(self.byte(before), b' ' | b'\t' | b'*' | b'-' | b'#'))
    }
}

#[cfg(test)]
mod tests;
