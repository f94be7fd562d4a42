//! Rules: an anti-pattern, where to look for it, and what to say.

use serde::{Deserialize, Serialize};

use super::{Case, Condition, Source, Stated};
use crate::syntax::{Language, LanguageSet, ZoneSet};

/// An anti-pattern of a term.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Kebab-case, unique across the lexicon.
    pub id: String,
    /// The languages it looks at.
    pub languages: LanguageSet,
    /// What to find: any of these.
    pub find: Vec<Phrase>,
    /// What to search.
    pub find_in: FindIn,
    /// The zones in which a phrase counts.
    pub zones: ZoneSet,
    /// Conditions that must all be yes.
    pub when: Vec<Condition>,
    /// Conditions that must all be no.
    pub unless: Vec<Condition>,
    /// Who sees it.
    pub group: Group,
    /// How loud it is.
    pub severity: Severity,
    /// In what it is reported once.
    pub once: Once,
    /// One line of plain English: what will happen.
    pub message: String,
    /// What to do instead.
    pub advice: String,
    /// The text of the TODO.
    pub todo: String,
    /// Where to read on.
    pub docs: Option<String>,
    /// The rules of other linters that say the same, as `ruff S113`; see [`LINTERS`].
    pub same_as: Vec<String>,
    /// Snippets that must fire.
    pub bad: Vec<Example>,
    /// Snippets that must stay silent.
    pub good: Vec<Example>,
    /// Whether its glossary switches it off: `severity: off`.
    pub off: bool,
    /// What its file states of it: the rest is as in the layers below.
    pub stated: Stated,
    /// Where it is written.
    pub source: Source,
}

/// The linters whose rules may say the same as one of ours.
pub const LINTERS: [&str; 2] = ["ruff", "sqlfluff"];

/// A literal phrase. A blank matches any trivia in code, and a run of blanks with at most one line break elsewhere.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Phrase {
    /// The text.
    pub text: String,
    /// Whether case counts.
    pub case: Case,
    /// Whether it may be a part of an identifier, between underscores.
    pub part: bool,
}

/// What a rule's phrases are searched in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum FindIn {
    /// The file's text.
    #[default]
    Text,
    /// The file's path.
    Path,
    /// Lakespeak's own comments: TODOs that no finding answers to.
    StaleTodo,
    /// Lakespeak's own comments: suppressions that silence nothing.
    UnusedSuppression,
    /// Lakespeak's own comments: suppressions without a rule, or of one that is not there.
    UnknownSuppression,
    /// The mentions of terms: those that are deprecated.
    DeprecatedTerm,
}

/// Who sees a rule without asking.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Group {
    /// Everybody.
    #[default]
    Recommended,
    /// Those whose workspace pins the newer major version.
    Migration,
    /// Those who switch it on.
    Pedantic,
}

impl Group {
    /// All groups.
    pub const ALL: [Self; 3] = [Self::Recommended, Self::Migration, Self::Pedantic];

    /// Its word in glossaries and reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Recommended => "recommended",
            Self::Migration => "migration",
            Self::Pedantic => "pedantic",
        }
    }
}

/// How loud a finding is, quietest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth a dot.
    Hint,
    /// Worth a line.
    Information,
    /// Worth stopping for.
    #[default]
    Warning,
}

impl Severity {
    /// All severities, quietest first.
    pub const ALL: [Self; 3] = [Self::Hint, Self::Information, Self::Warning];

    /// Its word in glossaries and reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hint => "hint",
            Self::Information => "information",
            Self::Warning => "warning",
        }
    }
}

/// The stretch of a file in which a rule reports once, at its first place.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Once {
    /// The whole file.
    File,
    /// The enclosing function (Python; elsewhere the statement).
    Function,
    /// The logical line (Python), statement (SQL) or mapping (YAML).
    #[default]
    Statement,
}

/// A snippet that a rule is tested on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Example {
    /// What language it is.
    pub language: Language,
    /// The snippet.
    pub text: String,
    /// The file's path, where it matters.
    pub path: Option<String>,
    /// Other files of the workspace, by path: pins and neighbours.
    pub files: Vec<(String, String)>,
    /// Where it is written.
    pub source: Source,
}
