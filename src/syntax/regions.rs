//! Regions: text of one language inside another, and the exact map between the two.
//!
//! For now the one kind is SQL in Python strings. A region's text is what the inner language would read: escapes
//! resolved, the holes of f-strings as templates; [`Region::outer_span`] leads back to the file.

mod context;
mod read;
mod verb;

use std::sync::Arc;

use super::python::outline::statement_lines;
use super::{Flat, Language, Lexed, Token, TokenKind};
use crate::text::Span;

/// How far behind a string's beginning the text decides whether [`openings`] names it.
pub const LOOK_AHEAD: u32 = 512;

/// A text in another language inside a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Region {
    /// The language of the text.
    pub language: Language,
    /// The content of the string in the file; of strings written one behind the other, from the first content to the last.
    pub outer: Span,
    /// What the inner language reads.
    pub text: Arc<str>,
    host: Span,
    /// Gapless in the inner text.
    pieces: Vec<Piece>,
}

/// A stretch of the inner text and where it comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Piece {
    inner: Span,
    outer: Span,
    /// Whether the two hold the same bytes.
    verbatim: bool,
}

impl Region {
    /// The place in the file of a span of the inner text: exact for what is copied, the whole of every escape and hole
    /// that it touches.
    pub fn outer_span(&self, inner: Span) -> Span {
        let start = self.piece(inner.start).map_or(self.outer.end, |piece| piece.outer_start(inner.start));
        if inner.is_empty() {
            return Span::at(start);
        }
        let end = self.piece(inner.end - 1).map_or(self.outer.end, |piece| piece.outer_end(inner.end));
        Span::new(start, end)
    }

    /// The place in the inner text of an offset in the file; the beginning of the escape or hole that holds it. `None`
    /// outside, and between strings written one behind the other.
    pub fn inner_offset(&self, outer: u32) -> Option<u32> {
        if outer == self.outer.end {
            return Some(self.text.len() as u32);
        }
        let index = self.pieces.partition_point(|piece| piece.outer.end <= outer);
        let piece = self.pieces.get(index).filter(|piece| piece.outer.contains(outer))?;
        Some(if piece.verbatim { piece.inner.start + (outer - piece.outer.start) } else { piece.inner.start })
    }

    /// The whole literal with its prefix and quotes: what stands in the host's statement.
    pub fn host_span(&self) -> Span {
        self.host
    }

    fn piece(&self, inner: u32) -> Option<&Piece> {
        self.pieces.get(self.pieces.partition_point(|piece| piece.inner.end <= inner))
    }
}

impl Piece {
    fn outer_start(&self, inner: u32) -> u32 {
        if self.verbatim { self.outer.start + inner.saturating_sub(self.inner.start) } else { self.outer.start }
    }

    fn outer_end(&self, inner_end: u32) -> u32 {
        if self.verbatim { self.outer.start + inner_end.saturating_sub(self.inner.start) } else { self.outer.end }
    }
}

/// The regions of a text, in order. Only Python has any.
///
/// Strings are SQL where they stand in a place that takes SQL and begin like an SQL statement; see the tables in
/// `context` and `verb`. A text without SQL costs one look at the first letter of each string.
pub fn regions(lexed: &Lexed) -> Vec<Region> {
    let openings = lexed.chunks().enumerate().flat_map(|(index, (start, _))| openings(lexed, index).into_iter().map(move |at| start + at));
    regions_at(lexed, openings)
}

/// The regions whose first strings begin at some of these offsets, which come in order from [`openings`].
pub fn regions_at(lexed: &Lexed, openings: impl Iterator<Item = u32>) -> Vec<Region> {
    let mut finder = Finder { lexed, statement: None, found: Vec::new() };
    openings.for_each(|string| finder.look_at(string));
    finder.found
}

/// Where the strings of a chunk begin that may hold a region, counted from the chunk's beginning. A function of the
/// chunk's tokens and of the text at most [`LOOK_AHEAD`] bytes behind each of them.
pub fn openings(lexed: &Lexed, chunk: usize) -> Vec<u32> {
    let Some((start, chunk)) = lexed.chunk(chunk).filter(|_| lexed.language() == Language::Python) else { return Vec::new() };
    let may_begin = |next: Option<&Token>| {
        let content = start + next.map_or(chunk.len, |next| next.start);
        lexed.text().get(content as usize..).is_some_and(verb::may_begin_sql)
    };
    let tokens = chunk.tokens.iter().enumerate().filter(|(_, token)| token.kind == TokenKind::StringOpen);
    tokens.filter(|(index, _)| may_begin(chunk.tokens.get(index + 1))).map(|(_, token)| token.start).collect()
}

struct Finder<'a> {
    lexed: &'a Lexed,
    /// The lines of the statement looked at last, and its leaves: a list of a thousand queries is laid flat once.
    statement: Option<(Span, Flat)>,
    found: Vec<Region>,
}

impl Finder<'_> {
    fn look_at(&mut self, string: u32) {
        let lexed = self.lexed;
        let known = self.statement.take().filter(|(lines, _)| lines.contains(string));
        let (_, flat) = self.statement.insert(known.unwrap_or_else(|| {
            let lines = statement_lines(lexed, string);
            (lines, Flat::new(lexed, lines))
        }));
        let leaf = flat.first_from(string);
        if flat.get(leaf).is_none_or(|leaf| leaf.span.start != string) || !context::takes_sql(flat, lexed, leaf) {
            return;
        }
        self.found.extend(read::region(flat, lexed, leaf).filter(|region| verb::is_sql(&region.text)));
    }
}

#[cfg(test)]
mod tests;
