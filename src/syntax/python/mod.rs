//! Python: the lexer of lines, and what is known of a file's statements and calls.
//!
//! [`lex_line`] cuts one line; [`State`] is all that it carries to the next. [`outline`] finds logical lines and their
//! blocks, [`call`] reads calls, arguments and method chains. Nothing here knows terms or rules.

mod scan;
mod state;

pub use scan::lex_line;
pub use state::State;

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

#[cfg(test)]
mod tests;
