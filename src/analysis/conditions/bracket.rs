//! Conditions about the bracket or list that a match opens or stands in.

use std::rc::Rc;

use super::{Answer, Asker};
use crate::analysis::shape::Shape;
use crate::lexicon::condition::Bounds;
use crate::lexicon::{Condition, Phrase};
use crate::syntax::sql::Clause;
use crate::syntax::sql::statement::{Lists, Statement};
use crate::syntax::{Flat, Language, TokenKind};
use crate::text::Span;

/// Templates around a match that are looked through for a bracket.
const TEMPLATES: usize = 8;

impl Asker<'_> {
    /// What is found about the leaves of the line, statement or document that holds a place.
    pub(super) fn with_flat<T>(&self, span: Span, ask: impl FnOnce(&Flat) -> T) -> T {
        let unit = self.unit(span);
        match self.document.shape() {
            Shape::Sql(_) => ask(self.statement(unit).flat()),
            Shape::Python(_) | Shape::Yaml(_) | Shape::None => ask(&self.flat(unit)),
        }
    }

    /// `None` where there is no bracket.
    pub(super) fn bracket_has(&self, condition: &Condition, span: Span, phrases: &[Phrase]) -> Option<Answer> {
        self.with_flat(span, |flat| {
            let open = bracket_at(flat, span)?;
            let Some(close) = flat.partner(open).and_then(|close| flat.get(close)) else { return Some(Answer::Unknown) };
            let range = Span::new(flat.get(open)?.span.end, close.span.start);
            Some(self.holds(condition, self.unit(span), range, phrases).into())
        })
    }

    pub(super) fn items(&self, condition: &Condition, span: Span, bounds: Bounds) -> Answer {
        if let Some((statement, last)) = self.list_at(span) {
            let lists = self.lists.get(self.unit(span), || Lists::new(self.lexed(), &statement));
            return lists.behind(last).map_or(Answer::Unknown, |count| bounds.hold(count).into());
        }
        let found = self.with_flat(span, |flat| {
            let open = bracket_at(flat, span)?;
            let start = flat.get(open)?.span.start;
            Some(self.remembered(condition, start, || self.count(flat, open).map_or(Answer::Unknown, |count| bounds.hold(count).into())))
        });
        found.unwrap_or(Answer::No)
    }

    /// How many things stand between the commas of a bracket; `None` where that hangs on what is not written here.
    fn count(&self, flat: &Flat, open: usize) -> Option<usize> {
        flat.partner(open)?;
        let parts = flat.parts(open);
        let text = |at: usize| flat.get(at).map_or("", |leaf| self.lexed().slice(leaf.span));
        let unpacked = self.lexed().language() == Language::Python && parts.iter().any(|part| text(part.start).starts_with('*'));
        let templated = flat.direct(open).any(|at| flat.get(at).is_some_and(|leaf| leaf.kind == TokenKind::TemplateOpen));
        (!unpacked && !templated).then_some(parts.len())
    }

    /// The SQL statement and the leaf behind which a list stands; `None` where a match stands in a bracket that holds no
    /// query, or ends with one.
    fn list_at(&self, span: Span) -> Option<(Rc<Statement>, usize)> {
        let Shape::Sql(_) = self.document.shape() else { return None };
        let statement = self.statement(self.unit(span));
        let last = statement.flat().at(span.end.checked_sub(1)?)?;
        let bracket = opens(statement.flat(), last) || bracket_of_list(&statement, span, last);
        (!bracket).then_some((statement, last))
    }
}

/// Whether the bracket around a match is what its list is in: one that holds neither a query nor a window.
fn bracket_of_list(statement: &Statement, span: Span, last: usize) -> bool {
    let Some(open) = bracket_at(statement.flat(), span).and_then(|open| statement.flat().get(open)) else { return false };
    statement.block_start(last) < open.span.start && statement.clause(last) != Clause::Over
}

/// The bracket that a match ends with, else the innermost one around it; templates are none.
fn bracket_at(flat: &Flat, span: Span) -> Option<usize> {
    if let Some(last) = flat.at(span.end.checked_sub(1)?).filter(|&last| opens(flat, last)) {
        return Some(last);
    }
    let around = std::iter::successors(flat.parent(flat.at(span.start)?), |&open| flat.parent(open));
    around.take(TEMPLATES).find(|&open| opens(flat, open))
}

fn opens(flat: &Flat, leaf: usize) -> bool {
    flat.get(leaf).is_some_and(|leaf| leaf.kind == TokenKind::Open)
}
