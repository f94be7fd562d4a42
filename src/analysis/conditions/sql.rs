//! Conditions about the SQL statement around the match.

use std::rc::Rc;

use super::{Answer, Asker};
use crate::analysis::shape::Shape;
use crate::syntax::sql::statement::Statement;
use crate::syntax::sql::{Clause, StatementKind};
use crate::text::Span;

impl Asker<'_> {
    pub(super) fn statement_is(&self, span: Span, kinds: &[StatementKind]) -> Answer {
        self.sql_at(span).is_some_and(|(statement, _)| kinds.contains(&statement.kind())).into()
    }

    pub(super) fn clause_is(&self, span: Span, clauses: &[Clause]) -> Answer {
        let Some((statement, Some(leaf))) = self.sql_at(span) else { return Answer::No };
        let clause = statement.clause(leaf);
        // `WINDOW w AS (…)` only gives the text behind `OVER` a name.
        let named = clause == Clause::Window && clauses.contains(&Clause::Over);
        (named || clauses.contains(&clause)).into()
    }

    pub(super) fn table_position(&self, span: Span, wanted: bool) -> Answer {
        let Some((statement, Some(leaf))) = self.sql_at(span) else { return Answer::No };
        (statement.table_position(leaf) == wanted).into()
    }

    /// The statement that holds a place, and the leaf at the place.
    pub(super) fn sql_at(&self, span: Span) -> Option<(Rc<Statement>, Option<usize>)> {
        let Shape::Sql(_) = self.document.shape() else { return None };
        let statement = self.statement(self.unit(span));
        let leaf = statement.flat().at(span.start);
        Some((statement, leaf))
    }
}
