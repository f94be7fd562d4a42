//! The condition about an INSERT's columns.

use super::{Answer, Asker};
use crate::lexicon::Condition;
use crate::text::Span;

impl Asker<'_> {
    pub(super) fn column_list(&self, condition: &Condition, span: Span, wanted: bool) -> Answer {
        let Some((statement, Some(leaf))) = self.sql_at(span) else { return Answer::No };
        let Some(insert) = statement.insert(self.lexed(), leaf) else { return Answer::No };
        let start = statement.flat().get(insert).map_or(span.start, |leaf| leaf.span.start);
        self.remembered(condition, start, || match statement.names_columns(self.lexed(), insert) {
            Some(named) => (named == wanted).into(),
            None => Answer::Unknown,
        })
    }
}
