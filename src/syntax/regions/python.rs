//! SQL in Python strings: where one may begin, and which do.

use super::{Region, context, read, verb};
use crate::syntax::python::outline::statement_lines;
use crate::syntax::{Chunk, Flat, Lexed, Token, TokenKind};
use crate::text::Span;

/// The strings of a chunk that may begin SQL.
pub(super) fn openings(text: &str, start: u32, chunk: &Chunk) -> Vec<u32> {
    let may_begin = |next: Option<&Token>| {
        let content = start + next.map_or(chunk.len, |next| next.start);
        text.get(content as usize..).is_some_and(verb::may_begin_sql)
    };
    let tokens = chunk.tokens.iter().enumerate().filter(|(_, token)| token.kind == TokenKind::StringOpen);
    tokens.filter(|(index, _)| may_begin(chunk.tokens.get(index + 1))).map(|(_, token)| token.start).collect()
}

/// Looks at strings of a Python text that may begin SQL, one after the other.
pub struct Strings<'a> {
    lexed: &'a Lexed,
    /// The lines of the statement looked at last, and its leaves: a list of a thousand queries is laid flat once.
    statement: Option<(Span, Flat)>,
}

impl<'a> Strings<'a> {
    /// Those of a text.
    pub fn new(lexed: &'a Lexed) -> Self {
        Self { lexed, statement: None }
    }

    /// The region whose first string begins at `string`, if one does, and the lines of the statement that holds it. What is
    /// found hangs on nothing but those lines.
    pub fn look_at(&mut self, string: u32) -> (Span, Option<Region>) {
        let lexed = self.lexed;
        let known = self.statement.take().filter(|(lines, _)| lines.contains(string));
        let (lines, flat) = self.statement.insert(known.unwrap_or_else(|| {
            let lines = statement_lines(lexed, string);
            (lines, Flat::new(lexed, lines))
        }));
        let leaf = flat.first_from(string);
        if flat.get(leaf).is_none_or(|leaf| leaf.span.start != string) || !context::takes_sql(flat, lexed, leaf) {
            return (*lines, None);
        }
        (*lines, read::region(flat, lexed, leaf).filter(|region| verb::is_sql(&region.text)))
    }
}

/// The regions whose first strings begin at some of these offsets, which come in order.
pub(super) fn strings(lexed: &Lexed, openings: impl Iterator<Item = u32>) -> Vec<Region> {
    let mut strings = Strings::new(lexed);
    openings.filter_map(|string| strings.look_at(string).1).collect()
}
