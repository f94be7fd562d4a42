//! What a text says in the lexicon's words: candidates, mentions, findings, TODOs and suppressions found.
//!
//! Pure and total: a text and a lexicon in, values out. No IO, no LSP, no panic, and the same answer whether a text was
//! read at once or typed letter by letter.

mod beside;
mod candidates;
mod cells;
pub mod comments;
mod conditions;
mod deprecated;
pub mod document;
mod evaluate;
pub mod explain;
mod glance;
pub mod hints;
mod insertion;
mod judged;
mod mentions;
mod needs;
mod shape;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

pub use document::Document;
pub use hints::Hint;

use crate::lexicon::{Choice, Lexicon, RuleId, Severity, TermId};
use crate::syntax::{Language, Lexed, Zone};
use crate::text::Span;

/// A text to analyse.
#[derive(Clone, Debug)]
pub struct Input {
    /// The whole text.
    pub text: Arc<str>,
    /// How to read it.
    pub language: Language,
    /// What is known about its surroundings.
    pub facts: Facts,
}

/// What the workspace knows about a file, gathered before the analysis: the core never looks for itself.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The file's path from its workspace root, with `/`; `None` for a text without a file.
    pub path: Option<String>,
    /// Versions pinned by the workspace, by package name (lower case, `-` for `_` and `.`).
    pub pins: Arc<Vec<(String, String)>>,
    /// What the repository chose for this file, earlier first.
    pub choices: Arc<Vec<Choice>>,
    /// How links to guidance look in TODOs that stand in the file already.
    pub guidance: Arc<Guidance>,
    /// Whether a TODO that names a rule makes its findings quiet.
    pub acknowledges: bool,
}

impl Default for Facts {
    fn default() -> Self {
        Self { path: None, pins: Arc::default(), choices: Arc::default(), guidance: Arc::default(), acknowledges: true }
    }
}

/// Where a team keeps its guidance pages.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Guidance {
    /// A template with `{id}` and perhaps `{rule}`; `None` for the short `lakespeak:<term>/<rule>`.
    pub base_url: Option<String>,
}

/// A wish to stop. Looked at between chunks and between candidates.
#[derive(Clone, Debug, Default)]
pub struct Cancel {
    own: Arc<AtomicBool>,
    above: Option<Arc<AtomicBool>>,
}

impl Cancel {
    /// A wish of its own that counts as spoken, too, once this one is.
    #[must_use]
    pub fn below(&self) -> Self {
        Self { own: Arc::default(), above: Some(Arc::clone(&self.own)) }
    }

    /// Asks the work that holds a copy of this to stop.
    pub fn cancel(&self) {
        self.own.store(true, Ordering::Relaxed);
    }

    /// Whether somebody asked.
    pub fn is_cancelled(&self) -> bool {
        self.own.load(Ordering::Relaxed) || self.above.as_ref().is_some_and(|above| above.load(Ordering::Relaxed))
    }
}

/// All that was found in a text. Everything is sorted by place. An analysis that was cancelled is incomplete.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// Where terms stand.
    pub mentions: Vec<Mention>,
    /// Confirmed places of rules, suppressed ones left out, those about our own comments included.
    pub findings: Vec<Finding>,
    /// What is said behind settings.
    pub hints: Vec<Hint>,
    /// Our own TODO comments.
    pub todos: Vec<Todo>,
    /// Our own suppression comments.
    pub suppressions: Vec<Suppression>,
}

/// One place where a form of a term stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mention {
    /// Where.
    pub span: Span,
    /// Of which term.
    pub term: TermId,
    /// In which zone.
    pub zone: Zone,
}

/// One confirmed place of a rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// Where: the phrase found.
    pub span: Span,
    /// Of which rule.
    pub rule: RuleId,
    /// How loud, after the repository's choices; `hint` where acknowledged.
    pub severity: Severity,
    /// Where a comment about it goes.
    pub insertion: Insertion,
    /// The statement that holds it: what a fingerprint is made of.
    pub statement: Span,
    /// The TODO that acknowledges it, as an index into [`Analysis::todos`].
    pub acknowledged: Option<usize>,
    /// The deprecated term that stands there, where that is what was found.
    pub deprecated: Option<TermId>,
}

impl Finding {
    /// The term that it is about.
    pub fn term(&self, lexicon: &Lexicon) -> TermId {
        self.deprecated.unwrap_or_else(|| lexicon.term_of(self.rule))
    }
}

/// Where a comment line goes that is about a statement.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Insertion {
    /// The beginning of the line above which the comment goes.
    pub at: u32,
    /// The blanks that the line begins with.
    pub indent: Span,
    /// How the comment is written.
    pub style: CommentStyle,
}

/// How a comment is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CommentStyle {
    /// `# …`
    Hash,
    /// `/* … */`, or `-- …` where the repository prefers it.
    Sql,
    /// `{# … #}`
    Jinja,
}

/// A TODO that links to guidance.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Todo {
    /// The whole comment, from its first delimiter to its last, over all its lines; only the TODO's part of a comment that
    /// says something else too.
    pub span: Span,
    /// The link inside it.
    pub link: Span,
    /// The id of the term it names, known or not.
    pub term: String,
    /// The id of the rule it names.
    pub rule: Option<String>,
    /// What it is about: the beginning of the first line below that is no comment, or of its own where it stands beside
    /// code.
    pub about: u32,
}

/// A comment that silences rules.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suppression {
    /// From `lakespeak:` to the closing bracket, or to the end of the bare word.
    pub span: Span,
    /// The comment that holds it.
    pub comment: Span,
    /// The rules it names, each with its place and whether it silenced a finding.
    pub ids: Vec<(Span, String, bool)>,
    /// Whether it counts for the whole file.
    pub whole_file: bool,
    /// The lines it counts for, as beginnings of lines: its own, and the first line below that is no comment. Beside code,
    /// the line below counts only within the same statement.
    pub lines: [u32; 2],
}

/// A text that was looked at once, for its findings.
#[derive(Debug)]
pub struct Checked {
    /// The text as it was read; it may know of no mentions.
    pub document: Document,
    /// Findings, TODOs and suppressions; mentions and hints are left empty.
    pub analysis: Analysis,
}

/// The findings, TODOs and suppressions of a text that is read once and not edited; `None` where a glance tells that it
/// has none. The same as [`Document::findings`], in half the time.
pub fn check(input: &Input, lexicon: &Lexicon, cancel: &Cancel) -> Option<Checked> {
    let document = if deprecated::may_stand(input, lexicon) {
        Document::new(Arc::clone(&input.text), input.language, lexicon, cancel)
    } else {
        let severities = lexicon.severities(&input.facts.choices);
        let seen = glance::glance(input, lexicon, &severities)?;
        Document::seen(Lexed::new(Arc::clone(&input.text), input.language), &seen, lexicon, cancel)
    };
    let analysis = document.findings(lexicon, &input.facts, cancel);
    Some(Checked { document, analysis })
}

/// All that is found in a text, read at once. The incremental way is [`Document`].
pub fn analyse(input: &Input, lexicon: &Lexicon, cancel: &Cancel) -> Analysis {
    Document::new(Arc::clone(&input.text), input.language, lexicon, cancel).analyse(lexicon, &input.facts, cancel)
}
