//! Statements: where each one begins and ends, and what rules ask about a place in one. The reading itself is [`reader`].

mod column;
mod head;
mod insert;
mod list;
mod reader;
mod table;

pub use self::list::Lists;
use self::reader::Reader;
use super::{Clause, StatementKind};
use crate::syntax::regions::databricks;
use crate::syntax::{Flat, Leaf, Lexed, TokenKind, Zone};
use crate::text::Span;

/// Every statement of a text: what stands between `;` of code and the borders of a notebook's cells, trivia around it left
/// out.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Statements {
    /// Where each one's stretch ends, its `;` included; in order.
    ends: Vec<u32>,
    /// Its tokens from first to last, the `;` left out; empty where there is none.
    spans: Vec<Span>,
}

impl Statements {
    /// One pass over the tokens.
    pub fn new(lexed: &Lexed) -> Self {
        let mut statements = Self::default();
        let (mut first, mut last) = (None, 0);
        for (start, chunk) in lexed.chunks() {
            let ends = chunk.tokens.iter().skip(1).map(|token| token.start).chain([chunk.len]);
            for (token, end) in chunk.tokens.iter().zip(ends) {
                let leaf = Leaf { span: Span::new(start + token.start, start + end), kind: token.kind, zone: token.zone };
                if is_end(lexed, &leaf) {
                    statements.add(first.take(), last, start + end);
                } else if !token.kind.is_trivia() {
                    first = first.or(Some(start + token.start));
                    last = start + end;
                }
            }
        }
        statements.add(first, last, lexed.len());
        statements
    }

    fn add(&mut self, first: Option<u32>, last: u32, end: u32) {
        self.ends.push(end);
        self.spans.push(first.map_or(Span::at(end), |first| Span::new(first, last)));
    }

    /// The statement whose stretch holds `offset`: from behind the `;` before it to its own `;`. `None` where that stretch
    /// holds nothing but trivia.
    pub fn at(&self, offset: u32) -> Option<Span> {
        let index = self.ends.partition_point(|&end| end <= offset).min(self.ends.len().saturating_sub(1));
        self.spans.get(index).copied().filter(|span| !span.is_empty())
    }

    /// All statements in order.
    pub fn iter(&self) -> impl Iterator<Item = Span> {
        self.spans.iter().copied().filter(|span| !span.is_empty())
    }
}

/// The statement that holds `offset`, as [`Statements::at`] gives it; empty where there is none. Reads one statement's
/// tokens: for many offsets of a text build [`Statements`].
pub fn statement_span(lexed: &Lexed, offset: u32) -> Span {
    let tail = |leaf: &Leaf| !is_end(lexed, leaf);
    let meant = |leaf: &Leaf| !leaf.kind.is_trivia();
    let mut before = lexed.tokens_before(offset).take_while(tail).filter(meant);
    let mut behind = lexed.tokens_from(offset).take_while(tail).filter(meant);
    let nearest = before.next();
    let next = behind.next();
    let first = before.last().or(nearest).or(next);
    let last = behind.last().or(next).or(nearest);
    first.zip(last).map_or(Span::at(offset), |(first, last)| first.span.hull(last.span))
}

fn is_end(lexed: &Lexed, leaf: &Leaf) -> bool {
    match leaf.kind {
        TokenKind::Semicolon => leaf.zone == Zone::Code,
        TokenKind::Comment => databricks::parts_cells(lexed.slice(leaf.span)),
        _ => false,
    }
}

/// One statement, read once: what each of its tokens is a part of. Linear in the statement, whatever its text.
#[derive(Clone, Debug)]
pub struct Statement {
    flat: Flat,
    kind: StatementKind,
    /// The leaf of the word that says so.
    verb: usize,
    places: Vec<Place>,
}

/// What a leaf is a part of.
#[derive(Clone, Copy, Debug)]
struct Place {
    clause: Clause,
    table: bool,
    block: u32,
}

impl Statement {
    /// The statement in `span`, which comes from [`Statements`] or [`statement_span`].
    pub fn new(lexed: &Lexed, span: Span) -> Self {
        let flat = Flat::new(lexed, span);
        let head = head::head(lexed, &flat);
        let places = Reader::new(lexed, &flat, head).read();
        Self { flat, kind: head.kind, verb: head.verb, places }
    }

    /// Its tokens.
    pub fn flat(&self) -> &Flat {
        &self.flat
    }

    /// What it is: seen through `WITH …`, `EXPLAIN`, templates, brackets and the `BEGIN` or `IF … THEN` before it.
    pub fn kind(&self) -> StatementKind {
        self.kind
    }

    /// The clause that a leaf stands in: of its innermost query block. The arguments of a function belong to the clause
    /// around it; a keyword belongs to the clause it begins.
    pub fn clause(&self, leaf: usize) -> Clause {
        self.places.get(leaf).map_or(Clause::Other, |place| place.clause)
    }

    /// Where the innermost query block that holds a leaf begins, at its `SELECT`, `WITH` or `VALUES`; outside of queries the
    /// statement's first token of code, a leading template passed over.
    pub fn block_start(&self, leaf: usize) -> u32 {
        self.places.get(leaf).map_or(0, |place| place.block)
    }

    /// Whether a leaf is a part of a table's name where one is read or written: dots, quoted words and a whole `{{ … }}`
    /// included; aliases, functions and the names that `WITH` defines left out.
    pub fn table_position(&self, leaf: usize) -> bool {
        self.places.get(leaf).is_some_and(|place| place.table)
    }
}

#[cfg(test)]
mod tests;
