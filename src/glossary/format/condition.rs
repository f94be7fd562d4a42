//! Conditions: one table, from which the reader, "did you mean", the schema and the documentation are made or tested.

use super::value;
use crate::glossary::fields::{self, Fields};
use crate::glossary::node::{Kind, Node};
use crate::glossary::problem::Notes;
use crate::lexicon::condition::{BodyKind, Clause, Enclosing, KeyPath, StatementKind};
use crate::lexicon::{Case, Condition, Globs, Phrase, ValueTest};

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
    /// Paths of YAML keys.
    Keys(fn(Vec<KeyPath>) -> Condition),
    /// Path patterns.
    Globs(fn(Globs) -> Condition),
    /// The test of a value.
    Value(fn(ValueTest) -> Condition),
    /// `{phrases, lines}`
    Near,
    /// `{name, version}`
    Package,
    /// `{name, …value test}`
    Argument,
    /// Enclosing blocks.
    Inside,
    /// Kinds of statements in a suite.
    Body,
    /// Kinds of SQL statements.
    Statement,
    /// Clauses of SQL queries.
    Clause,
}

/// All conditions, in the order of the documentation.
pub(crate) const ROWS: [Row; 31] = {
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
        row("chain_has", Takes::Names(Condition::ChainHas)),
        row("chain_lacks", Takes::Names(Condition::ChainLacks)),
        row("inside", Takes::Inside),
        row("module_level", Takes::Flag(Condition::ModuleLevel)),
        row("body", Takes::Body),
        row("statement", Takes::Statement),
        row("clause", Takes::Clause),
        row("table_position", Takes::Flag(Condition::TablePosition)),
        row("key", Takes::Keys(Condition::Key)),
        row("sibling_has", Takes::Names(Condition::SiblingHas)),
        row("sibling_lacks", Takes::Names(Condition::SiblingLacks)),
        row("value", Takes::Value(Condition::Value)),
        row("path", Takes::Globs(Condition::Path)),
    ]
};

pub(crate) const NEAR_KEYS: [&str; 2] = ["phrases", "lines"];
pub(crate) const PACKAGE_KEYS: [&str; 2] = ["name", "version"];
pub(crate) const ARGUMENT_KEYS: [&str; 11] =
    ["name", "equals", "one_of", "glob", "min", "max", "cron", "duration", "literal", "template", "secret_like"];

/// The blocks of `inside`: those with names, and those without.
enum Block {
    Named(fn(Vec<String>) -> Enclosing),
    Bare(Enclosing),
}

const BLOCKS: [(&str, Block); 9] = [
    ("function", Block::Named(Enclosing::Function)),
    ("class", Block::Named(Enclosing::Class)),
    ("decorator", Block::Named(Enclosing::Decorator)),
    ("loop", Block::Bare(Enclosing::Loop)),
    ("with", Block::Named(Enclosing::With)),
    ("try", Block::Bare(Enclosing::Try)),
    ("except", Block::Bare(Enclosing::Except)),
    ("dag", Block::Bare(Enclosing::Dag)),
    ("lambda", Block::Bare(Enclosing::Lambda)),
];
pub(crate) const BLOCK_KEYS: [&str; 9] = ["function", "class", "decorator", "loop", "with", "try", "except", "dag", "lambda"];

pub(crate) const BODIES: [(&str, BodyKind); 6] = [
    ("pass", BodyKind::Pass),
    ("continue", BodyKind::Continue),
    ("break", BodyKind::Break),
    ("print", BodyKind::Print),
    ("log", BodyKind::Log),
    ("return", BodyKind::Return),
];

pub(crate) const STATEMENTS: [(&str, StatementKind); 13] = [
    ("select", StatementKind::Select),
    ("insert", StatementKind::Insert),
    ("update", StatementKind::Update),
    ("delete", StatementKind::Delete),
    ("merge", StatementKind::Merge),
    ("create_table", StatementKind::CreateTable),
    ("create_view", StatementKind::CreateView),
    ("create_other", StatementKind::CreateOther),
    ("truncate", StatementKind::Truncate),
    ("drop", StatementKind::Drop),
    ("alter", StatementKind::Alter),
    ("copy", StatementKind::Copy),
    ("other", StatementKind::Other),
];

pub(crate) const CLAUSES: [(&str, Clause); 18] = [
    ("with", Clause::With),
    ("select", Clause::Select),
    ("from", Clause::From),
    ("join", Clause::Join),
    ("on", Clause::On),
    ("where", Clause::Where),
    ("group_by", Clause::GroupBy),
    ("having", Clause::Having),
    ("qualify", Clause::Qualify),
    ("window", Clause::Window),
    ("order_by", Clause::OrderBy),
    ("limit", Clause::Limit),
    ("over", Clause::Over),
    ("set", Clause::Set),
    ("values", Clause::Values),
    ("into", Clause::Into),
    ("using", Clause::Using),
    ("other", Clause::Other),
];

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
        Takes::Globs(make) => value::globs(node, name, notes).map(make),
        Takes::Value(make) => {
            let fields = Fields::of(node, "`value`", &value::VALUE_KEYS, notes)?;
            value::value_test(fields, "`value`", notes).map(make)
        }
        Takes::Near => near(node, notes),
        Takes::Package => package(node, notes),
        Takes::Argument => argument(node, notes),
        Takes::Inside => inside(node, notes).map(Condition::Inside),
        Takes::Body => words(node, "kind of statement", &BODIES, notes).map(Condition::Body),
        Takes::Statement => words(node, "SQL statement", &STATEMENTS, notes).map(Condition::Statement),
        Takes::Clause => words(node, "clause", &CLAUSES, notes).map(Condition::Clause),
    }
}

fn words<T: Copy>(node: &Node, what: &str, words: &[(&str, T)], notes: &mut Notes) -> Option<Vec<T>> {
    fields::list(node, what, notes, |node, notes| fields::word(node, what, words, notes))
}

/// `near`: phrases alone, or with how many lines.
fn near(node: &Node, notes: &mut Notes) -> Option<Condition> {
    const LINES: u32 = 3;
    let Kind::Mapping(_) = node.kind else {
        return value::phrases(node, "near", Case::Any, notes).map(|phrases| Condition::Near { phrases, lines: LINES });
    };
    let fields = Fields::of(node, "`near`", &NEAR_KEYS, notes)?;
    let phrases = fields.need("phrases", "`near`", notes).and_then(|node| value::phrases(node, "phrases", Case::Any, notes));
    let lines = fields.get("lines").map_or(Some(u64::from(LINES)), |node| fields::count(node, "lines", 0, notes));
    Some(Condition::Near { phrases: phrases?, lines: u32::try_from(lines?).unwrap_or(u32::MAX) })
}

fn package(node: &Node, notes: &mut Notes) -> Option<Condition> {
    let fields = Fields::of(node, "`package`", &PACKAGE_KEYS, notes)?;
    let name = fields.need("name", "`package`", notes).and_then(|node| fields::text(node, "name", notes));
    let version = fields.need("version", "`package`", notes).and_then(|node| value::version(node, notes));
    Some(Condition::Package { name: package_name(&name?), version: version? })
}

/// A package's name as `PyPI` compares it: lower case, each run of `-`, `_` and `.` one `-`.
pub fn package_name(name: &str) -> String {
    let lower = name.trim().to_lowercase();
    lower.split(['-', '_', '.']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

fn argument(node: &Node, notes: &mut Notes) -> Option<Condition> {
    let fields = Fields::of(node, "`argument`", &ARGUMENT_KEYS, notes)?;
    let name = fields.need("name", "`argument`", notes).and_then(|node| fields::text(node, "name", notes));
    let test = value::value_test(fields, "`argument`", notes);
    Some(Condition::Argument { name: name?, test: test? })
}

/// `inside`: one mapping or several; any of the blocks in them.
fn inside(node: &Node, notes: &mut Notes) -> Option<Vec<Enclosing>> {
    let before = notes.errors();
    let mut all = Vec::new();
    for item in fields::items(node) {
        let Some(fields) = Fields::of(item, "`inside`", &BLOCK_KEYS, notes) else { continue };
        for (key, block) in &BLOCKS {
            if let Some(value) = fields.get(key) {
                all.extend(enclosing(key, block, value, notes));
            }
        }
    }
    if all.is_empty() && notes.errors() == before {
        notes.error(node, format!("`inside` names no block: one of {}", BLOCK_KEYS.join(", ")));
    }
    (notes.errors() == before).then_some(all)
}

fn enclosing(key: &str, block: &Block, value: &Node, notes: &mut Notes) -> Option<Enclosing> {
    match (block, value.plain()) {
        (Block::Named(make), Some("true")) => Some(make(Vec::new())),
        (Block::Bare(block), Some("true")) => Some(block.clone()),
        (_, Some("false")) => {
            notes.error(value, format!("`{key}: false` asks nothing; write `inside: {{ {key}: true }}` under `unless`"));
            None
        }
        (Block::Named(make), _) => fields::texts(value, key, notes).map(make),
        (Block::Bare(_), _) => {
            notes.error(value, format!("`{key}` has no name to look for; write `{key}: true`"));
            None
        }
    }
}
