//! The closed vocabulary of conditions, as types. What each one asks is `analysis::conditions`; how each one is written
//! is `glossary/README.md`.

use super::{Globs, Phrase};
pub use crate::syntax::python::BodyKind;
pub use crate::syntax::sql::{Clause, StatementKind};

/// A question about the place of a match, answered yes, no or unknown. A list means any of its items.
#[derive(Clone, Debug)]
pub enum Condition {
    /// One of these is yes.
    Any(Vec<Condition>),
    /// All of these are yes.
    All(Vec<Condition>),
    /// The code of the file holds one.
    FileHas(Vec<Phrase>),
    /// The code of the file holds none.
    FileLacks(Vec<Phrase>),
    /// The logical line holds one, in any zone but comments.
    LineHas(Vec<Phrase>),
    /// The logical line holds none.
    LineLacks(Vec<Phrase>),
    /// The SQL statement, Python logical line or YAML document holds one, in any zone but comments.
    StatementHas(Vec<Phrase>),
    /// The statement holds none.
    StatementLacks(Vec<Phrase>),
    /// The enclosing function (Python), statement (SQL) or document (YAML) holds one, in any zone but comments.
    FunctionHas(Vec<Phrase>),
    /// The function holds none.
    FunctionLacks(Vec<Phrase>),
    /// The suite of the block that the match opens holds one, in any zone but comments.
    BodyHas(Vec<Phrase>),
    /// That suite holds none.
    BodyLacks(Vec<Phrase>),
    /// The bracket that the match ends with, or the innermost one around it, holds one, in any zone but comments.
    BracketHas(Vec<Phrase>),
    /// That bracket holds none.
    BracketLacks(Vec<Phrase>),
    /// So many things stand in that bracket, or in the SQL list behind the match.
    Items(Bounds),
    /// One stands within so many lines, in any zone.
    Near {
        /// Any of these.
        phrases: Vec<Phrase>,
        /// How many lines above or below.
        lines: u32,
    },
    /// The cron expression at the match is one of these kinds.
    Cron(Vec<CronKind>),
    /// Directly before the match, trivia skipped.
    PrecededBy(Vec<Phrase>),
    /// Directly behind the match, trivia skipped.
    FollowedBy(Vec<Phrase>),
    /// Directly behind the bracket that the match ends with, once it is closed.
    BracketFollowedBy(Vec<Phrase>),
    /// The Python file imports one of these modules, or a part of one.
    Imports(Vec<String>),
    /// The workspace pins the package so; unknown without a pin.
    Package {
        /// Its name, normalised as PyPI does.
        name: String,
        /// A comparison such as `>=3`, several joined by commas.
        version: VersionTest,
    },
    /// The match is the name of, or stands in the arguments of, a call whose dotted name ends so.
    Call(Vec<String>),
    /// That call (the innermost one, or the one `call` names) has one of these keyword arguments.
    CallHas(Vec<String>),
    /// That call has none of these keyword arguments.
    CallLacks(Vec<String>),
    /// That call's argument passes the test. At least one of name and position is stated.
    Argument {
        /// Its keyword.
        name: Option<String>,
        /// Its place among the positional ones, from 1: where it stands if it has no keyword.
        position: Option<u32>,
        /// The test.
        test: ValueTest,
    },
    /// That call has so many arguments, named ones too.
    ArgumentCount(Bounds),
    /// What stands before the matched `.name` is like one of these.
    Receiver(Vec<String>),
    /// The statement assigns to a name like one of these.
    AssignedTo(Vec<String>),
    /// That call is a statement of its own (or not).
    UnusedResult(bool),
    /// The `except` that the match opens or stands in catches one of these; `bare` is one without a name.
    Catches(Vec<String>),
    /// One of these methods is called in the same chain.
    ChainHas(Vec<String>),
    /// None of these methods is called in the same chain.
    ChainLacks(Vec<String>),
    /// An enclosing block is one of these.
    Inside(Vec<Enclosing>),
    /// Runs (or does not) when the file is imported.
    ModuleLevel(bool),
    /// The suite of the block that the match opens holds nothing but these.
    Body(Vec<BodyKind>),
    /// The SQL statement is of one of these kinds.
    Statement(Vec<StatementKind>),
    /// The match stands in one of these clauses.
    Clause(Vec<Clause>),
    /// The match stands (or does not) where a table's name stands.
    TablePosition(bool),
    /// The same SELECT holds one, in any zone but comments; SELECTs inside it left out.
    SelectHas(Vec<Phrase>),
    /// The same SELECT holds none.
    SelectLacks(Vec<Phrase>),
    /// The table's name at the match, or directly behind it, is like one of these.
    TableName(Vec<String>),
    /// The INSERT of the match names its columns (or not).
    ColumnList(bool),
    /// The column that the type at the match is about is like one of these.
    ColumnName(Vec<String>),
    /// The YAML key path of the match is like one of these.
    Key(Vec<KeyPath>),
    /// The mapping that holds the match has one of these keys, or paths of keys.
    SiblingHas(Vec<KeyPath>),
    /// The mapping that holds the match has none of them.
    SiblingLacks(Vec<KeyPath>),
    /// A value beside the match passes.
    Sibling {
        /// Its key, or a path of keys.
        path: KeyPath,
        /// The test.
        test: ValueTest,
    },
    /// One of these keys, or paths of keys, stands below the matched key.
    ChildHas(Vec<KeyPath>),
    /// None of them does.
    ChildLacks(Vec<KeyPath>),
    /// The value at the match passes: a YAML value, the right side of `=`, an argument's value, a call's first
    /// argument, or the string itself.
    Value(ValueTest),
    /// The file's path is like one of these; a text without a path is like none.
    Path(Globs),
    /// The file is a test or belongs to tests, or not; a text without a path doesn't.
    InTests(bool),
}

/// What a value must be: everything stated here at once.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ValueTest {
    /// Equal to one of these (`equals`, `one_of`), quotes aside, in any case.
    pub one_of: Vec<String>,
    /// Like one of these, where `*` stands for anything.
    pub glob: Vec<String>,
    /// At least this number.
    pub min: Option<f64>,
    /// At most this number.
    pub max: Option<f64>,
    /// Five or six cron fields (or not).
    pub cron: Option<bool>,
    /// A duration such as `10s`, `5m`, `PT1H` (or not).
    pub duration: Option<bool>,
    /// A literal string or number (or not): neither a name, a call nor a template.
    pub literal: Option<bool>,
    /// Holds a template, a variable reference or an f-string's hole (or not).
    pub template: Option<bool>,
    /// Reads like a real secret (or not): not empty, no placeholder, no reference, no path.
    pub secret_like: Option<bool>,
}

/// What a cron expression may be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CronKind {
    /// Names its hours.
    FixedHour,
    /// Day of month and weekday are both restricted.
    BothDays,
    /// Runs at every minute, of every hour or of some.
    EveryMinute,
    /// Runs at a local time that the time zone stated beside it skips or repeats.
    DstGap,
}

/// How many of something.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Bounds {
    /// At least so many.
    pub min: Option<u32>,
    /// At most so many.
    pub max: Option<u32>,
}

impl Bounds {
    /// Whether a count is inside.
    pub fn hold(self, count: usize) -> bool {
        self.min.is_none_or(|min| count >= min as usize) && self.max.is_none_or(|max| count <= max as usize)
    }
}

/// A comparison with a version.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VersionTest(pub Vec<(Comparison, Vec<u32>)>);

/// How two versions compare.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Comparison {
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `==`
    Equal,
    /// `>=`
    GreaterEqual,
    /// `>`
    Greater,
}

/// A block that encloses the match; an empty list of names means any.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Enclosing {
    /// `def`, by name.
    Function(Vec<String>),
    /// `class`, by name.
    Class(Vec<String>),
    /// A function or class with such a decorator, by the ending of its dotted name.
    Decorator(Vec<String>),
    /// `for` or `while`.
    Loop,
    /// `with`, by the ending of its call's dotted name.
    With(Vec<String>),
    /// `try`.
    Try,
    /// `except`.
    Except,
    /// `with DAG(…)` or a function under `@dag`.
    Dag,
    /// `lambda`.
    Lambda,
    /// A class with such a base, by the ending of its dotted name.
    Subclass(Vec<String>),
    /// A list, set or dict comprehension or a generator; not its first source, which is read once.
    Comprehension,
    /// `if __name__ == "__main__"`.
    MainGuard,
}

/// A path of YAML keys: `services.*.image`, `**.env.*`. A list's items have no step of their own.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeyPath(pub Vec<KeyStep>);

/// One step of a [`KeyPath`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum KeyStep {
    /// A key of this name, in any case; `*` inside it stands for anything.
    Name(String),
    /// `**`: any number of keys.
    AnyDepth,
}
