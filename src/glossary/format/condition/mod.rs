//! Conditions: one table, from which the reader, "did you mean", hover and completion, the schema and the documentation are made.

mod inside;
mod shapes;
mod table;
mod words;

use super::value;
use crate::glossary::fields::{self, Fields};
use crate::glossary::keys::rule;
use crate::glossary::node::{Kind, Node};
use crate::glossary::problem::Notes;
use crate::lexicon::{Case, Condition};
pub(crate) use inside::BLOCK_KEYS;
pub use shapes::package_name;
#[cfg(test)]
pub(crate) use table::SECTIONS;
pub(crate) use table::{CONDITION_KEYS, ROWS, Row, Takes};
pub(crate) use words::{BODIES, CLAUSES, CRON_KINDS, STATEMENTS};

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
            let fields = Fields::of(node, "`value`", &rule::VALUE, notes)?;
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
