//! Whether an `INSERT` names its columns.

use super::Statement;
use crate::syntax::sql::StatementKind;
use crate::syntax::{Lexed, TokenKind};

/// Words and brackets that may stand between `INSERT` and its columns.
const STEPS: usize = 24;

impl Statement {
    /// The `INSERT` that a leaf is, else the one that the statement is.
    pub fn insert(&self, lexed: &Lexed, leaf: usize) -> Option<usize> {
        let own = matches!(self.word(lexed, leaf).as_str(), "insert" | "replace" | "upsert");
        if own { Some(leaf) } else { Some(self.verb).filter(|_| self.kind == StatementKind::Insert) }
    }

    /// Whether the `INSERT` at a leaf names its columns; `None` where it is half-typed, templated or takes them otherwise.
    pub fn names_columns(&self, lexed: &Lexed, insert: usize) -> Option<bool> {
        let mut at = insert + 1;
        for _ in 0..STEPS {
            if self.table_position(at) {
                let behind = (at..self.flat.len()).find(|&at| !self.table_position(at))?;
                return self.columns_from(lexed, behind);
            }
            match self.word(lexed, at).as_str() {
                "into" | "overwrite" | "table" | "ignore" | "or" | "replace" | "only" => at += 1,
                // `MERGE … THEN INSERT (a, b) VALUES …`
                "" if self.kind_at(at) == Some(TokenKind::Open) => return self.holds_columns(lexed, at),
                "values" => return Some(false),
                _ => return None,
            }
        }
        None
    }

    /// Whether columns stand behind the table's name.
    fn columns_from(&self, lexed: &Lexed, mut at: usize) -> Option<bool> {
        for _ in 0..STEPS {
            let bracket = |at: usize| (self.kind_at(at) == Some(TokenKind::Open)).then_some(at);
            at = match self.word(lexed, at).as_str() {
                "" if bracket(at).is_some() => return self.holds_columns(lexed, at),
                "partition" => self.flat.partner(bracket(at + 1)?)? + 1,
                "with" if bracket(at + 1).is_some() => self.flat.partner(at + 1)? + 1,
                "as" => at + 2,
                // `INSERT INTO t BY NAME SELECT …`, `INSERT INTO t SET a = 1`
                "by" => return (self.word(lexed, at + 1) == "name").then_some(true),
                "set" => return Some(true),
                "select" | "values" | "value" | "from" | "table" | "with" | "output" | "overriding" => return Some(false),
                // Another name for the table.
                word if !word.is_empty() && bracket(at + 1).is_some() => at + 1,
                _ => return None,
            };
        }
        None
    }

    /// Whether a bracket holds columns, and not a query.
    fn holds_columns(&self, lexed: &Lexed, open: usize) -> Option<bool> {
        let close = self.flat.partner(open)?;
        let query = matches!(self.word(lexed, open + 1).as_str(), "select" | "with" | "values" | "from" | "table");
        let nested = self.kind_at(open + 1) == Some(TokenKind::Open);
        (close > open + 1).then_some(!query && !nested)
    }

    fn kind_at(&self, leaf: usize) -> Option<TokenKind> {
        self.flat.get(leaf).map(|leaf| leaf.kind)
    }

    /// The word at a leaf in small letters; empty where there is none, and for words longer than any that matters.
    fn word(&self, lexed: &Lexed, leaf: usize) -> String {
        let word = self.flat.get(leaf).filter(|leaf| leaf.kind == TokenKind::Word && leaf.span.len() < 64);
        word.map_or_else(String::new, |leaf| lexed.slice(leaf.span).to_ascii_lowercase())
    }
}
