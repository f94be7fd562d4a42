//! Terms, their cards and forms, as a glossary file states them.

use std::sync::Arc;

use super::{Condition, Hint, Rule, Stated};
use crate::syntax::{LanguageSet, ZoneSet};
use crate::text::Span;

/// What one glossary file says.
#[derive(Clone, Debug, Default)]
pub struct Glossary {
    /// The file, as shown to people.
    pub file: String,
    /// Its terms in order.
    pub terms: Vec<Term>,
    /// The files that it takes in, in order.
    pub imports: Vec<Import>,
}

/// Another glossary that a file takes in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Import {
    /// Its path as written: from the file's own folder.
    pub path: String,
    /// Where it is written.
    pub source: Source,
}

/// An entry of the glossary.
#[derive(Clone, Debug, Default)]
pub struct Term {
    /// Kebab-case, unique.
    pub id: String,
    /// As written in a sentence.
    pub name: String,
    /// The category, by its name.
    pub category: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Spellings beyond those that name and aliases generate.
    pub forms: Vec<Form>,
    /// The zones and languages in which the generated forms count, and their case.
    pub generated: Generated,
    /// Spellings that never count.
    pub not: Vec<String>,
    /// For an ordinary word: its generated forms count only near one of these.
    pub context: Option<Context>,
    /// What a person is shown.
    pub card: Card,
    /// Ids of related terms.
    pub related: Vec<String>,
    /// Set where the term should no longer be used.
    pub deprecated: Option<Deprecated>,
    /// What it says behind settings.
    pub hints: Vec<Hint>,
    /// Its rules.
    pub rules: Vec<Rule>,
    /// Whether it is switched off: `off: true`.
    pub off: bool,
    /// What its file states of it: the rest is as in the layers below.
    pub stated: Stated,
    /// Where it is written.
    pub source: Source,
}

/// What a person is shown of a term.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Card {
    /// One or two sentences for somebody who has never heard the word.
    pub plain_english: String,
    /// How it goes wrong: one scene or several.
    pub real_drama: Vec<String>,
    /// What usually happens then.
    pub what_you_did: Vec<String>,
    /// What helps.
    pub should_have_done: Vec<String>,
    /// What good looks like.
    pub ideal_world: String,
    /// Where to read on.
    pub docs: Vec<Doc>,
    /// Sentences in which it is used.
    pub examples: Vec<String>,
    /// Anything else: texts by their headings.
    pub notes: Vec<(String, String)>,
}

/// A link to documentation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Doc {
    /// What it is called.
    pub title: String,
    /// An https address.
    pub url: String,
}

/// A spelling that stands for a term. Literal, but for case and blanks (a blank matches any trivia in code).
#[derive(Clone, Debug)]
pub struct Form {
    /// The spelling.
    pub text: String,
    /// Whether case counts.
    pub case: Case,
    /// Where it counts.
    pub languages: LanguageSet,
    /// In which zones.
    pub zones: ZoneSet,
    /// Conditions that must all be yes.
    pub when: Vec<Condition>,
    /// Conditions that must all be no.
    pub unless: Vec<Condition>,
}

/// How name and aliases become forms.
#[derive(Clone, Debug)]
pub struct Generated {
    /// Whether any are generated at all.
    pub on: bool,
    /// Whether case counts.
    pub case: Case,
    /// Where they count.
    pub languages: LanguageSet,
    /// In which zones.
    pub zones: ZoneSet,
    /// Which endings are added to the last word.
    pub inflect: Inflect,
    /// Conditions that must all be yes.
    pub when: Vec<Condition>,
    /// Conditions that must all be no.
    pub unless: Vec<Condition>,
}

impl Default for Generated {
    fn default() -> Self {
        Self {
            on: true,
            case: Case::Any,
            languages: LanguageSet::ALL,
            zones: ZoneSet::ALL,
            inflect: Inflect { plural: true, verb: true },
            when: Vec::new(),
            unless: Vec::new(),
        }
    }
}

/// Which endings a generated form may take.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Inflect {
    /// `data lake`, `data lakes`.
    pub plural: bool,
    /// `backfilling`, `backfill`, `backfills`, `backfilled`: for names of one word that end in `-ing`.
    pub verb: bool,
}

/// Whether case counts.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Case {
    /// Any case matches.
    #[default]
    Any,
    /// Only as written.
    Exact,
}

/// Words near which an ordinary word counts.
#[derive(Clone, Debug)]
pub struct Context {
    /// The words, each as whole words in any case.
    pub words: Vec<String>,
    /// How near.
    pub within: Within,
}

/// How near a context word must stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Within {
    /// On the same line.
    #[default]
    Line,
    /// In the same statement (SQL, Python) or mapping (YAML).
    Statement,
    /// Anywhere in the file.
    File,
}

/// That a term should no longer be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Deprecated {
    /// The id of the term to use instead.
    pub replaced_by: Option<String>,
    /// Why.
    pub because: String,
}

/// A place in a glossary file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Source {
    /// The file, as shown to people: of a team's glossary, its path from the workspace root with `/`.
    pub file: Arc<str>,
    /// The line, from zero.
    pub line: u32,
    /// The column in characters, from zero.
    pub column: u32,
    /// The bytes.
    pub span: Span,
}
