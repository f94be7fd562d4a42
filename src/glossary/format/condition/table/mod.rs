//! All conditions: their words, what stands behind each, what they mean, and an example of each.

mod python;
mod sql;
mod words;
mod yaml;

use crate::glossary::keys::{Key, Value, key, rule};
use crate::lexicon::condition::{Bounds, KeyPath};
use crate::lexicon::{Condition, Globs, Phrase, ValueTest};

/// A condition's word and what stands behind it.
#[derive(Clone, Copy)]
pub(crate) struct Row {
    /// Its key.
    pub(crate) name: &'static str,
    /// What its value is, and how it becomes a condition.
    pub(crate) takes: Takes,
    /// When it is yes; Markdown.
    pub(crate) text: &'static str,
    /// A mapping with it, as YAML.
    pub(crate) example: &'static str,
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

/// The conditions by their headings in the documentation.
pub(crate) const SECTIONS: [(&str, &[Row]); 6] = [
    ("Putting conditions together", &words::TOGETHER),
    ("Words around the match", &words::WORDS),
    ("Python", &python::PYTHON),
    ("SQL", &sql::SQL),
    ("YAML and values", &yaml::YAML),
    ("The file", &yaml::FILE),
];

/// How many there are.
const COUNT: usize = {
    let (mut count, mut section) = (0, 0);
    while section < SECTIONS.len() {
        count += SECTIONS[section].1.len();
        section += 1;
    }
    count
};

/// All conditions, in the order of the documentation.
pub(crate) const ROWS: [Row; COUNT] = {
    let mut all = [words::TOGETHER[0]; COUNT];
    let (mut at, mut section) = (0, 0);
    while section < SECTIONS.len() {
        let mut row = 0;
        while row < SECTIONS[section].1.len() {
            all[at] = SECTIONS[section].1[row];
            (at, row) = (at + 1, row + 1);
        }
        section += 1;
    }
    all
};

/// The conditions as keys.
pub(crate) static CONDITION_KEYS: [Key; COUNT] = {
    let mut keys = [key("", Value::Anything, ""); COUNT];
    let mut at = 0;
    while at < COUNT {
        keys[at] = key(ROWS[at].name, ROWS[at].takes.value(), ROWS[at].text);
        at += 1;
    }
    keys
};

const fn row(name: &'static str, takes: Takes, text: &'static str, example: &'static str) -> Row {
    Row { name, takes, text, example }
}

impl Takes {
    /// The shape of the value.
    const fn value(self) -> Value {
        match self {
            Self::Conditions(_) => Value::Conditions,
            Self::Phrases(_) => rule::PHRASES,
            Self::Names(_) | Self::Keys(_) | Self::InnerKeys(_) | Self::Globs(_) => Value::Many(&Value::Text),
            Self::Flag(_) => Value::Flag,
            Self::Bounds(_) => Value::Mapping(&rule::BOUNDS),
            Self::Value(_) => Value::Mapping(&rule::VALUE),
            Self::Near => rule::NEAR_OR_PHRASES,
            Self::Package => Value::Mapping(&rule::PACKAGE),
            Self::Argument => Value::Mapping(&rule::ARGUMENT),
            Self::Sibling => Value::Mapping(&rule::SIBLING),
            Self::Inside => rule::INSIDE,
            Self::Body => rule::BODY,
            Self::Statement => rule::STATEMENT,
            Self::Clause => rule::CLAUSE,
            Self::Cron => rule::CRON,
        }
    }
}
