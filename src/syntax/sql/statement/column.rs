//! The names of the column that a type is about.

use super::Statement;
use crate::syntax::sql::Clause;
use crate::syntax::{Lexed, TokenKind};

/// Brackets around a type, and leaves behind it, that are looked at.
const LEVELS: usize = 16;
const LEAVES: usize = 64;

impl Statement {
    /// The columns that the type at some leaves is given to (`price FLOAT`, `CAST(price AS FLOAT)`, `price::float`), and the
    /// name of what is computed with it (`… AS price`); without quotes. None where nothing has a name.
    pub fn columns_typed(&self, lexed: &Lexed, first: usize, last: usize) -> Vec<String> {
        self.given(lexed, first).into_iter().chain(self.computed(lexed, last)).collect()
    }

    /// The column whose type stands at a leaf.
    fn given(&self, lexed: &Lexed, first: usize) -> Option<String> {
        let mut before = first.checked_sub(1)?;
        if self.text(lexed, before) == "::" {
            return self.name_at(lexed, before.checked_sub(1)?);
        }
        if self.is(lexed, before, &["as"]) {
            let open = self.flat.parent(first)?;
            let cast =
                self.flat.get(open.checked_sub(1)?).is_some_and(|leaf| lexed.slice(leaf.span).to_ascii_lowercase().ends_with("cast"));
            let plain = |at: usize| matches!(self.kind_at(at), Some(TokenKind::Word | TokenKind::QuotedWord | TokenKind::Dot));
            let only = before - open <= LEAVES && (open + 1..before).all(plain);
            return if cast && only { self.name_at(lexed, before.checked_sub(1)?) } else { None };
        }
        // `ALTER COLUMN price TYPE FLOAT`, `… SET DATA TYPE FLOAT`
        while self.is(lexed, before, &["type", "data", "set"]) {
            before = before.checked_sub(1)?;
        }
        let behind = before.checked_sub(1)?;
        let begins = matches!(self.kind_at(behind), Some(TokenKind::Open | TokenKind::Comma))
            || self.is(lexed, behind, &["column", "add", "exists", "alter", "modify"]);
        let definition = self.clause(first) == Clause::Other && !self.is(lexed, before, &["column", "add"]);
        if begins && definition { self.name_at(lexed, before) } else { None }
    }

    /// The name behind `AS` at the end of the item of a SELECT that holds a leaf.
    fn computed(&self, lexed: &Lexed, last: usize) -> Option<String> {
        let block = self.block_start(last);
        let item = std::iter::successors(Some(last), |&at| self.flat.parent(at)).take(LEVELS).find(|&at| {
            self.clause(at) == Clause::Select
                && self.flat.parent(at).and_then(|open| self.flat.get(open)).is_none_or(|open| open.span.start < block)
        })?;
        let mut at = item;
        for _ in 0..LEAVES {
            let next = match self.kind_at(at)? {
                TokenKind::Open | TokenKind::TemplateOpen => self.flat.partner(at)? + 1,
                _ => at + 1,
            };
            if self.is(lexed, next, &["as"]) {
                return self.name_at(lexed, next + 1);
            }
            let goes_on = self.flat.parent(next) == self.flat.parent(item) && self.clause(next) == Clause::Select;
            if !goes_on || matches!(self.kind_at(next), None | Some(TokenKind::Comma)) {
                return None;
            }
            at = next;
        }
        None
    }

    /// The name at a leaf: the last part of a dotted one.
    fn name_at(&self, lexed: &Lexed, leaf: usize) -> Option<String> {
        let leaf = self.flat.get(leaf).filter(|leaf| matches!(leaf.kind, TokenKind::Word | TokenKind::QuotedWord))?;
        Some(lexed.slice(leaf.span).trim_matches(['`', '"']).to_owned())
    }

    fn is(&self, lexed: &Lexed, leaf: usize, words: &[&str]) -> bool {
        let text = self.text(lexed, leaf);
        words.iter().any(|word| text.eq_ignore_ascii_case(word))
    }

    fn text<'a>(&self, lexed: &'a Lexed, leaf: usize) -> &'a str {
        self.flat.get(leaf).map_or("", |leaf| lexed.slice(leaf.span))
    }
}
