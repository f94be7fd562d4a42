//! What a statement is, and what a part of one is.

/// The kind of an SQL statement.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "the names say all")]
pub enum StatementKind {
    Select,
    Insert,
    Update,
    Delete,
    Merge,
    CreateTable,
    CreateView,
    CreateOther,
    Truncate,
    Drop,
    Alter,
    Copy,
    Other,
}

/// The clause of an SQL query in which a token stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "the names say all")]
pub enum Clause {
    With,
    Select,
    From,
    Join,
    On,
    Where,
    GroupBy,
    Having,
    Qualify,
    Window,
    OrderBy,
    Limit,
    Over,
    Set,
    Values,
    Into,
    Using,
    Other,
}
