//! What the lexers share: the state between lines, and the call that cuts one line.

use super::{Language, Token, TokenKind, Zone, python, sql, yaml};

/// All that a lexer carries from the end of one line to the beginning of the next. Two equal states give equal tokens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LineState {
    /// Of the SQL lexer.
    Sql(sql::State),
    /// Of the Python lexer.
    Python(python::State),
    /// Of the YAML lexer.
    Yaml(yaml::State),
    /// Of a text that is not cut: each line is one token.
    Whole,
}

impl LineState {
    /// The state at the beginning of a file.
    pub fn start(language: Language) -> Self {
        match language {
            Language::Sql => Self::Sql(sql::State::default()),
            Language::Python => Self::Python(python::State::default()),
            Language::Yaml => Self::Yaml(yaml::State::default()),
            Language::Notebook => Self::Whole,
        }
    }

    /// The state in which `line` is read: without what was left open above where the line cannot belong to it.
    #[must_use]
    pub fn settled(self, line: &str) -> Self {
        match self {
            Self::Yaml(state) => Self::Yaml(state.settled(line)),
            other => other,
        }
    }

    /// How many brackets are open at this line's beginning (Python; YAML flow collections).
    pub fn depth(self) -> u16 {
        match self {
            Self::Sql(_) | Self::Whole => 0,
            Self::Python(state) => state.depth(),
            Self::Yaml(state) => state.depth(),
        }
    }

    /// Whether the line goes on with something begun above: a string, a comment, a joined line, a block scalar.
    pub fn inside(self) -> bool {
        match self {
            Self::Sql(state) => state.inside(),
            Self::Python(state) => state.inside(),
            Self::Yaml(state) => state.inside(),
            Self::Whole => false,
        }
    }
}

/// Cuts one line, its line end included, into tokens that cover it without gaps; `base` is added to every start.
///
/// A pure function of `state` and `line`. The line ends with `\n`, `\r\n`, `\r`, or (the last one) with nothing.
pub fn lex_line(state: LineState, line: &str, base: u32, out: &mut Vec<Token>) -> LineState {
    match state {
        LineState::Sql(state) => LineState::Sql(sql::lex_line(state, line, base, out)),
        LineState::Python(state) => LineState::Python(python::lex_line(state, line, base, out)),
        LineState::Yaml(state) => LineState::Yaml(yaml::lex_line(state, line, base, out)),
        LineState::Whole => {
            out.push(Token { start: base, kind: TokenKind::Unknown, zone: Zone::Code });
            LineState::Whole
        }
    }
}
