//! Conditions: one table, from which the reader, "did you mean", the schema and the documentation are made or tested.

mod inside;
mod shapes;
mod words;

use super::value;
use crate::glossary::fields::{self, Fields};
use crate::glossary::node::{Kind, Node};
use crate::glossary::problem::Notes;
use crate::lexicon::condition::{Bounds, KeyPath};
use crate::lexicon::{Case, Condition, Globs, Phrase, ValueTest};
#[cfg(test)]
pub(crate) use inside::BLOCK_KEYS;
pub use shapes::package_name;
#[cfg(test)]
pub(crate) use shapes::{ARGUMENT_KEYS, BOUNDS_KEYS, NEAR_KEYS, PACKAGE_KEYS, SIBLING_KEYS};
pub(crate) use words::{BODIES, CLAUSES, CRON_KINDS, STATEMENTS};

/// A condition's word and what stands behind it.
pub(crate) struct Row {
    /// Its key.
    pub(crate) name: &'static str,
    /// What its value is, and how it becomes a condition.
    pub(crate) takes: Takes,
}

/// What a condition's value is.
#[derive(Clone, Copy)]
pub(crate) enum Takes {
    /// Conditions.
    Conditions(fn(Vec<Condition>) -> Condition),
    /// Phrases.
    Phrases(fn(Vec<Phrase>) -> Condition),
    /// Names.
    Names(fn(Vec<String>) -> Condition),
    /// Yes or no.
    Flag(fn(bool) -> Condition),
    /// Paths of YAML keys, from the document's root.
    Keys(fn(Vec<KeyPath>) -> Condition),
    /// Paths of YAML keys, from a mapping down.
    InnerKeys(fn(Vec<KeyPath>) -> Condition),
    /// `{min, max}`
    Bounds(fn(Bounds) -> Condition),
    /// Path patterns.
    Globs(fn(Globs) -> Condition),
    /// The test of a value.
    Value(fn(ValueTest) -> Condition),
    /// `{phrases, lines}`
    Near,
    /// `{name, version}`
    Package,
    /// `{name, position, …value test}`
    Argument,
    /// `{name, …value test}`
    Sibling,
    /// Enclosing blocks.
    Inside,
    /// Kinds of statements in a suite.
    Body,
    /// Kinds of SQL statements.
    Statement,
    /// Clauses of SQL queries.
    Clause,
    /// Kinds of cron expressions.
    Cron,
}

/// All conditions, in the order of the documentation.
pub(crate) const ROWS: [Row; 52] = {
    const fn row(name: &'static str, takes: Takes) -> Row {
        Row { name, takes }
    }
    [
        row("any", Takes::Conditions(Condition::Any)),
        row("all", Takes::Conditions(Condition::All)),
        row("file_has", Takes::Phrases(Condition::FileHas)),
        row("file_lacks", Takes::Phrases(Condition::FileLacks)),
        row("line_has", Takes::Phrases(Condition::LineHas)),
        row("line_lacks", Takes::Phrases(Condition::LineLacks)),
        row("statement_has", Takes::Phrases(Condition::StatementHas)),
        row("statement_lacks", Takes::Phrases(Condition::StatementLacks)),
        row("function_has", Takes::Phrases(Condition::FunctionHas)),
        row("function_lacks", Takes::Phrases(Condition::FunctionLacks)),
        row("body_has", Takes::Phrases(Condition::BodyHas)),
        row("body_lacks", Takes::Phrases(Condition::BodyLacks)),
        row("bracket_has", Takes::Phrases(Condition::BracketHas)),
        row("bracket_lacks", Takes::Phrases(Condition::BracketLacks)),
        row("items", Takes::Bounds(Condition::Items)),
        row("near", Takes::Near),
        row("preceded_by", Takes::Phrases(Condition::PrecededBy)),
        row("followed_by", Takes::Phrases(Condition::FollowedBy)),
        row("bracket_followed_by", Takes::Phrases(Condition::BracketFollowedBy)),
        row("imports", Takes::Names(Condition::Imports)),
        row("package", Takes::Package),
        row("call", Takes::Names(Condition::Call)),
        row("call_has", Takes::Names(Condition::CallHas)),
        row("call_lacks", Takes::Names(Condition::CallLacks)),
        row("argument", Takes::Argument),
        row("argument_count", Takes::Bounds(Condition::ArgumentCount)),
        row("receiver", Takes::Names(Condition::Receiver)),
        row("assigned_to", Takes::Names(Condition::AssignedTo)),
        row("unused_result", Takes::Flag(Condition::UnusedResult)),
        row("chain_has", Takes::Names(Condition::ChainHas)),
        row("chain_lacks", Takes::Names(Condition::ChainLacks)),
        row("inside", Takes::Inside),
        row("module_level", Takes::Flag(Condition::ModuleLevel)),
        row("body", Takes::Body),
        row("catches", Takes::Names(Condition::Catches)),
        row("statement", Takes::Statement),
        row("clause", Takes::Clause),
        row("table_position", Takes::Flag(Condition::TablePosition)),
        row("table_name", Takes::Names(Condition::TableName)),
        row("column_name", Takes::Names(Condition::ColumnName)),
        row("column_list", Takes::Flag(Condition::ColumnList)),
        row("select_has", Takes::Phrases(Condition::SelectHas)),
        row("select_lacks", Takes::Phrases(Condition::SelectLacks)),
        row("key", Takes::Keys(Condition::Key)),
        row("sibling_has", Takes::InnerKeys(Condition::SiblingHas)),
        row("sibling_lacks", Takes::InnerKeys(Condition::SiblingLacks)),
        row("sibling", Takes::Sibling),
        row("child_has", Takes::InnerKeys(Condition::ChildHas)),
        row("child_lacks", Takes::InnerKeys(Condition::ChildLacks)),
        row("value", Takes::Value(Condition::Value)),
        row("cron", Takes::Cron),
        row("path", Takes::Globs(Condition::Path)),
    ]
};

/// The conditions of `when` or `unless`; `None` where one of them is wrong.
pub(super) fn conditions(node: &Node, what: &str, notes: &mut Notes) -> Option<Vec<Condition>> {
    fields::list(node, what, notes, condition)
}

/// One mapping: several conditions in it mean all of them. The depth of nodes is bounded, so this recursion is.
fn condition(node: &Node, notes: &mut Notes) -> Option<Condition> {
    let Kind::Mapping(pairs) = &node.kind else {
        notes.error(node, format!("a condition is a mapping such as `call_lacks: timeout`, not {}", fields::shown(node)));
        return None;
    };
    if pairs.is_empty() {
        notes.error(node, "this condition asks nothing");
    }
    let read: Vec<Option<Condition>> = pairs.iter().map(|(key, value)| entry(key, value, notes)).collect();
    let mut all = read.into_iter().collect::<Option<Vec<_>>>()?;
    match all.len() {
        0 | 1 => all.pop(),
        _ => Some(Condition::All(all)),
    }
}

fn entry(key: &Node, value: &Node, notes: &mut Notes) -> Option<Condition> {
    let word = key.text().unwrap_or_default();
    let Some(row) = ROWS.iter().find(|row| row.name == word) else {
        let near = notes.near(word, ROWS.iter().map(|row| row.name));
        notes.error(key, format!("unknown condition {}{near}", fields::shown(key)));
        return None;
    };
    if value.is_null() {
        notes.error(key, format!("`{word}` is empty"));
        return None;
    }
    take(row, value, notes)
}

fn take(row: &Row, node: &Node, notes: &mut Notes) -> Option<Condition> {
    let name = row.name;
    match row.takes {
        Takes::Conditions(make) => conditions(node, name, notes).map(make),
        Takes::Phrases(make) => value::phrases(node, name, Case::Any, notes).map(make),
        Takes::Names(make) => fields::texts(node, name, notes).map(make),
        Takes::Flag(make) => fields::flag(node, name, notes).map(make),
        Takes::Keys(make) => fields::list(node, name, notes, value::key_path).map(make),
        Takes::InnerKeys(make) => fields::list(node, name, notes, shapes::inner_path).map(make),
        Takes::Bounds(make) => shapes::bounds(node, name, notes).map(make),
        Takes::Globs(make) => value::globs(node, name, notes).map(make),
        Takes::Value(make) => {
            let fields = Fields::of(node, "`value`", &value::VALUE_KEYS, notes)?;
            value::value_test(fields, "`value`", &[], notes).map(make)
        }
        Takes::Near => shapes::near(node, notes),
        Takes::Package => shapes::package(node, notes),
        Takes::Argument => shapes::argument(node, notes),
        Takes::Sibling => shapes::sibling(node, notes),
        Takes::Inside => inside::inside(node, notes).map(Condition::Inside),
        Takes::Body => words(node, "kind of statement", &BODIES, notes).map(Condition::Body),
        Takes::Statement => words(node, "SQL statement", &STATEMENTS, notes).map(Condition::Statement),
        Takes::Cron => words(node, "kind of cron expression", &CRON_KINDS, notes).map(Condition::Cron),
        Takes::Clause => words(node, "clause", &CLAUSES, notes).map(Condition::Clause),
    }
}

fn words<T: Copy>(node: &Node, what: &str, words: &[(&str, T)], notes: &mut Notes) -> Option<Vec<T>> {
    fields::list(node, what, notes, |node, notes| fields::word(node, what, words, notes))
}
