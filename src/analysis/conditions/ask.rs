//! Which function answers which condition.

use super::answer::{has, lacks};
use super::{Answer, Asker, Place};
use crate::lexicon::Condition;

impl Asker<'_> {
    /// The answer of one condition at a place.
    pub(super) fn ask(&self, condition: &Condition, place: &Place) -> Answer {
        let span = place.span;
        match condition {
            Condition::Any(inner) => self.any(inner, place),
            Condition::All(inner) => self.all(inner, place),
            Condition::FileHas(phrases) => self.file_has(phrases),
            Condition::FileLacks(phrases) => self.file_has(phrases).not(),
            Condition::LineHas(phrases) => self.range_has(condition, self.line(span), phrases),
            Condition::LineLacks(phrases) => self.range_has(condition, self.line(span), phrases).not(),
            Condition::StatementHas(phrases) => self.range_has(condition, self.unit(span), phrases),
            Condition::StatementLacks(phrases) => self.range_has(condition, self.unit(span), phrases).not(),
            Condition::FunctionHas(phrases) => self.function_has(condition, span, phrases),
            Condition::FunctionLacks(phrases) => self.function_has(condition, span, phrases).not(),
            Condition::BodyHas(phrases) => has(self.body_has(condition, span, phrases)),
            Condition::BodyLacks(phrases) => lacks(self.body_has(condition, span, phrases)),
            Condition::BracketHas(phrases) => has(self.bracket_has(condition, span, phrases)),
            Condition::BracketLacks(phrases) => lacks(self.bracket_has(condition, span, phrases)),
            Condition::Items(bounds) => self.items(condition, span, *bounds),
            Condition::Cron(kinds) => self.cron(condition, place, kinds),
            Condition::Near { phrases, lines } => self.near(condition, span, phrases, *lines),
            Condition::PrecededBy(phrases) => self.preceded_by(span, phrases),
            Condition::FollowedBy(phrases) => self.followed_by(span, phrases),
            Condition::BracketFollowedBy(phrases) => self.bracket_followed_by(span, phrases),
            Condition::Imports(modules) => self.imports(condition, modules),
            Condition::Package { name, version } => self.package(name, version),
            Condition::Path(globs) => self.path(globs),
            Condition::InTests(wanted) => (super::in_tests(self.facts) == *wanted).into(),
            Condition::Call(names) => self.call(place, names),
            Condition::CallHas(names) => self.call_has(condition, place, names),
            Condition::CallLacks(names) => self.call_lacks(condition, place, names),
            Condition::Argument { name, position, test } => self.argument(condition, place, (name.as_deref(), *position), test),
            Condition::ArgumentCount(bounds) => self.argument_count(condition, place, *bounds),
            Condition::Receiver(names) => self.receiver(span, names),
            Condition::AssignedTo(names) => self.assigned_to(condition, span, names),
            Condition::UnusedResult(wanted) => self.unused_result(place, *wanted),
            Condition::ChainHas(methods) => self.chain_has(span, methods),
            Condition::ChainLacks(methods) => self.chain_has(span, methods).not(),
            Condition::Inside(blocks) => self.inside_one_of(condition, span, blocks),
            Condition::ModuleLevel(wanted) => self.module_level(span, *wanted),
            Condition::Body(kinds) => self.body(condition, span, kinds),
            Condition::Catches(names) => self.catches(condition, span, names),
            Condition::Statement(kinds) => self.statement_is(span, kinds),
            Condition::Clause(clauses) => self.clause_is(span, clauses),
            Condition::TablePosition(wanted) => self.table_position(span, *wanted),
            Condition::TableName(names) => self.table_name(span, names),
            Condition::ColumnName(names) => self.column_name(span, names),
            Condition::ColumnList(wanted) => self.column_list(condition, span, *wanted),
            Condition::SelectHas(phrases) => has(self.select_has(condition, span, phrases)),
            Condition::SelectLacks(phrases) => lacks(self.select_has(condition, span, phrases)),
            Condition::Key(paths) => self.key(span, paths),
            Condition::SiblingHas(paths) => has(self.sibling_has(condition, span, paths)),
            Condition::SiblingLacks(paths) => lacks(self.sibling_has(condition, span, paths)),
            Condition::Sibling { path, test } => self.sibling(condition, span, path, test),
            Condition::ChildHas(paths) => has(self.child_has(condition, span, paths)),
            Condition::ChildLacks(paths) => lacks(self.child_has(condition, span, paths)),
            Condition::Value(test) => self.value(condition, span, test),
        }
    }
}
