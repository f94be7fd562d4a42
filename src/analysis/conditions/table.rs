//! The condition about a table's name.

use super::value::like;
use super::{Answer, Asker};
use crate::syntax::TokenKind;
use crate::syntax::sql::statement::Statement;
use crate::text::Span;

/// Words that may stand between what brings a table and its name.
const BETWEEN: [&str; 8] = ["table", "view", "if", "not", "exists", "only", "overwrite", "lateral"];

/// Words that do so behind these.
const BEHIND: [(&str, &[&str]); 2] = [("from", &["delete"]), ("into", &["insert", "merge", "copy", "replace", "ignore"])];

impl Asker<'_> {
    pub(super) fn table_name(&self, span: Span, names: &[String]) -> Answer {
        let Some((statement, Some(leaf))) = self.sql_at(span) else { return Answer::No };
        let last = span.end.checked_sub(1).and_then(|end| statement.flat().at(end)).unwrap_or(leaf);
        let here = [leaf, last].into_iter().find(|&leaf| statement.table_position(leaf));
        let Some(at) = here.or_else(|| self.table_behind(&statement, last + 1)) else { return Answer::No };
        if !statement.table_position(at) {
            return Answer::Unknown;
        }
        match statement.table_name(self.lexed(), at) {
            Some(found) => names.iter().any(|name| like(&found, name)).into(),
            None => Answer::Unknown,
        }
    }

    /// The leaf of the table's name, or of the template or function in its place, that follows.
    fn table_behind(&self, statement: &Statement, first: usize) -> Option<usize> {
        let text = |at: usize| statement.flat().get(at).map_or("", |leaf| self.lexed().slice(leaf.span));
        let is_one = |at: usize, words: &[&str]| words.iter().any(|word| text(at).eq_ignore_ascii_case(word));
        let behind = |at: usize| BEHIND.iter().any(|(word, verbs)| is_one(at, &[*word]) && is_one(at.saturating_sub(1), verbs));
        let between = |at: usize| is_one(at, &BETWEEN) || behind(at);
        let at = (first..=first + BETWEEN.len()).find(|&at| statement.table_position(at) || !between(at))?;
        let called = || {
            (at + 1..at + 8)
                .find(|&at| !matches!(statement.flat().get(at), Some(leaf) if matches!(leaf.kind, TokenKind::Word | TokenKind::Dot)))
        };
        let kind = statement.flat().get(at)?.kind;
        let function = || kind == TokenKind::Word && called().is_some_and(|behind| text(behind) == "(");
        (statement.table_position(at) || kind == TokenKind::TemplateOpen || function()).then_some(at)
    }
}
