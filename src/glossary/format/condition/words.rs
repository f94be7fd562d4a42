//! The closed lists of words that some conditions take.

use crate::lexicon::condition::{BodyKind, Clause, StatementKind};

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
