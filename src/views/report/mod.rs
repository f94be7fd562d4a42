//! The survival map as data: which terms a code base uses and where, what was found in it, and what became of its TODOs.
//!
//! A pure fold: [`FileSurvey::of`] takes from an analysis what counts, [`Survey::add`] adds files in any order, and
//! [`Survey::report`] gives the whole, sorted, with the same counts whatever that order was. Where the glossaries of two
//! folders tell of a term or rule in other words, those of the file that was added first stand, and categories stand in
//! the order in which they became known: whoever wants that settled makes the outermost lexicon known first. Its
//! serialisation is public: it is what `lakespeak report --output-format json` prints. Lines and columns count from 1,
//! columns in Unicode scalar values.

mod folders;
mod survey;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::lexicon::Severity;

pub use folders::rows;
pub use survey::{FileSurvey, Survey, TodoState};

/// What `version` says; it changes when a key does.
pub const VERSION: u32 = 1;

/// The whole.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Report {
    /// [`VERSION`].
    pub version: u32,
    /// How many files there are of which kind.
    pub files: Files,
    /// All findings, counted.
    pub findings: Counts,
    /// Each category that has a term, in the order of the glossary.
    pub categories: Vec<Category>,
    /// Each rule that reported, the one with most open findings first.
    pub rules: Vec<Rule>,
    /// Each folder with files that were read, by path; what lies below counts.
    pub folders: Vec<Folder>,
    /// Our own TODOs.
    pub todos: Todos,
}

/// Numbers of files.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Files {
    /// Read.
    pub checked: usize,
    /// That mention a term.
    pub with_mentions: usize,
    /// With findings.
    pub with_findings: usize,
}

/// Findings, counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Counts {
    /// Without a TODO.
    pub open: usize,
    /// With one.
    pub acknowledged: usize,
    /// Of the open ones: warnings.
    pub warning: usize,
    /// Of the open ones: information.
    pub information: usize,
    /// Of the open ones: hints.
    pub hint: usize,
}

impl Counts {
    fn count(&mut self, severity: Severity, acknowledged: bool) {
        if acknowledged {
            self.acknowledged += 1;
            return;
        }
        self.open += 1;
        *match severity {
            Severity::Warning => &mut self.warning,
            Severity::Information => &mut self.information,
            Severity::Hint => &mut self.hint,
        } += 1;
    }

    fn add(&mut self, other: &Self) {
        self.open += other.open;
        self.acknowledged += other.acknowledged;
        self.warning += other.warning;
        self.information += other.information;
        self.hint += other.hint;
    }

    fn take(&mut self, other: &Self) {
        self.open = self.open.saturating_sub(other.open);
        self.acknowledged = self.acknowledged.saturating_sub(other.acknowledged);
        self.warning = self.warning.saturating_sub(other.warning);
        self.information = self.information.saturating_sub(other.information);
        self.hint = self.hint.saturating_sub(other.hint);
    }

    /// With and without a TODO.
    pub const fn all(&self) -> usize {
        self.open + self.acknowledged
    }
}

/// A category and how much of it a code base uses.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Category {
    /// As the glossary writes it.
    pub name: String,
    /// How many terms it has.
    pub known: usize,
    /// How often its terms are mentioned.
    pub mentions: usize,
    /// Its findings.
    pub findings: Counts,
    /// Its terms that are mentioned or have findings, the most mentioned first.
    pub terms: Vec<Term>,
}

/// A term and where it stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Term {
    /// Its id.
    pub id: String,
    /// As written in a sentence.
    pub name: String,
    /// One or two sentences.
    pub plain_english: String,
    /// How often it is mentioned.
    pub mentions: usize,
    /// Its findings.
    pub findings: Counts,
    /// Each file that mentions it, the one that does so most first.
    pub places: Vec<Uses>,
}

/// A file that mentions a term.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Uses {
    /// The file.
    pub path: String,
    /// The first line that does.
    pub line: u32,
    /// How often.
    pub mentions: usize,
}

/// A rule that reported.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Rule {
    /// Its id.
    pub id: String,
    /// Its term's id.
    pub term: String,
    /// Its term's category.
    pub category: String,
    /// The loudest that it is anywhere, after the repository's choices.
    pub severity: Severity,
    /// One line of plain English: what will happen.
    pub message: String,
    /// What to do instead.
    pub advice: String,
    /// Where to read on.
    pub docs: Option<String>,
    /// Its findings, counted.
    pub findings: Counts,
    /// Its findings, by path and place.
    pub places: Vec<Place>,
}

/// A finding's place.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub struct Place {
    /// The file.
    pub path: String,
    /// The line.
    pub line: u32,
    /// The column.
    pub column: u32,
    /// How loud it is here; `hint` where acknowledged.
    pub severity: Severity,
    /// Whether a TODO speaks about it.
    pub acknowledged: bool,
}

/// A folder, with all below it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Folder {
    /// Its path; `.` for the working directory.
    pub path: String,
    /// How many files of it were read.
    pub files: usize,
    /// How often terms are mentioned in it.
    pub mentions: usize,
    /// Its findings.
    pub findings: Counts,
    /// Its open findings by category, those without any left out.
    pub open_by_category: BTreeMap<String, usize>,
}

/// Our own TODOs, counted and listed.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Todos {
    /// That link to a term, or to a rule that can't be judged here.
    pub open: usize,
    /// That acknowledge a finding.
    pub acknowledged: usize,
    /// Whose finding is gone.
    pub stale: usize,
    /// Each of them, by path and line.
    pub places: Vec<Todo>,
}

/// One of our own TODOs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Todo {
    /// The file.
    pub path: String,
    /// Its first line.
    pub line: u32,
    /// What became of it.
    pub state: TodoState,
    /// The term it links to.
    pub term: String,
    /// The rule it links to.
    pub rule: Option<String>,
    /// What it says, without its link, on one line.
    pub text: String,
}

#[cfg(test)]
mod tests;
