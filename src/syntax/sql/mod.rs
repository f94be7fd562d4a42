//! PLACEHOLDER sql.

use super::{Token, TokenKind, Zone};

/// What the lexer carries from one line to the next.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct State {}

impl State {
    /// How many brackets are open.
    pub fn depth(self) -> u16 {
        0
    }

    /// Whether the line goes on with something begun above.
    pub fn inside(self) -> bool {
        false
    }
}

/// Cuts one line into tokens.
pub fn lex_line(state: State, line: &str, base: u32, out: &mut Vec<Token>) -> State {
    if !line.is_empty() {
        out.push(Token { start: base, kind: TokenKind::Unknown, zone: Zone::Code });
    }
    state
}

/// The kind of an SQL statement.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "the names say all")]
pub enum StatementKind {
    Select,
    Insert,
    Update,
    Delete,
    Merge,
    CreateTable,
    CreateView,
    CreateOther,
    Truncate,
    Drop,
    Alter,
    Copy,
    Other,
}

/// The clause of an SQL query in which a token stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "the names say all")]
pub enum Clause {
    With,
    Select,
    From,
    Join,
    On,
    Where,
    GroupBy,
    Having,
    Qualify,
    Window,
    OrderBy,
    Limit,
    Over,
    Set,
    Values,
    Into,
    Using,
    Other,
}
