//! Mistakes in files that people write, and how they are collected.

use std::collections::HashSet;

use super::node::{Flaw, Kind, Node};
use crate::text::Span;

/// A mistake in a file, at its exact place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// How bad it is.
    pub severity: Level,
    /// Where.
    pub span: Span,
    /// The line, from zero.
    pub line: u32,
    /// The column in characters, from zero.
    pub column: u32,
    /// What is wrong, and what to do where that can be said.
    pub message: String,
}

/// How bad a [`Problem`] is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Level {
    /// Could be better.
    Hint,
    /// Counts, but hardly as meant.
    Warning,
    /// Does not count.
    Error,
}

impl Level {
    /// Its word in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hint => "hint",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// More than this help nobody, and a hostile file must not cost a message for each of its bytes.
const MOST: usize = 500;

/// Collects problems, each place and message once (aliases show the same place several times).
#[derive(Default)]
pub(crate) struct Notes {
    problems: Vec<Problem>,
    seen: HashSet<(Span, String)>,
    errors: usize,
    /// What mappings lack, each with all of it: whose (in a person's words), the places of the mapping and of its problem,
    /// and the keys.
    missing: Vec<Missing>,
}

/// The keys that a mapping lacks.
struct Missing {
    /// The mapping.
    at: Problem,
    what: String,
    keys: Vec<String>,
}

impl Notes {
    pub(crate) fn of(flaws: Vec<Flaw>) -> Self {
        let mut notes = Self::default();
        for Flaw { span, line, column, message } in flaws {
            notes.push(Problem { severity: Level::Error, span, line, column, message });
        }
        notes
    }

    /// `node` does not count.
    pub(crate) fn error(&mut self, node: &Node, message: impl Into<String>) {
        self.note(Level::Error, node, message.into());
    }

    /// `node` counts, but hardly as meant.
    pub(crate) fn warn(&mut self, node: &Node, message: impl Into<String>) {
        self.note(Level::Warning, node, message.into());
    }

    /// `node` could be better.
    pub(crate) fn hint(&mut self, node: &Node, message: impl Into<String>) {
        self.note(Level::Hint, node, message.into());
    }

    /// The mapping at `node` lacks a key. All that it lacks is told as one mistake.
    pub(crate) fn missing(&mut self, node: &Node, what: &str, key: &str) {
        self.errors += 1;
        let at = Problem { severity: Level::Error, span: shown(node), line: node.line, column: node.column, message: String::new() };
        if let Some(last) = self.missing.last_mut().filter(|last| last.at == at && last.what == what) {
            last.keys.push(key.to_owned());
        } else if self.missing.len() < MOST {
            self.missing.push(Missing { at, what: what.to_owned(), keys: vec![key.to_owned()] });
        }
    }

    /// `; did you mean …?` where one of `known` is near; nothing once nobody would be told.
    pub(crate) fn near<'k>(&self, word: &str, known: impl IntoIterator<Item = &'k str>) -> String {
        if self.problems.len() < MOST { did_you_mean(word, known) } else { String::new() }
    }

    /// How many errors there were so far, those past the cap too: what a reader compares to know whether a part is right.
    pub(crate) fn errors(&self) -> usize {
        self.errors
    }

    fn note(&mut self, severity: Level, node: &Node, message: String) {
        self.push(Problem { severity, span: shown(node), line: node.line, column: node.column, message });
    }

    fn push(&mut self, problem: Problem) {
        self.errors += usize::from(problem.severity == Level::Error);
        if self.problems.len() < MOST && self.seen.insert((problem.span, problem.message.clone())) {
            self.problems.push(problem);
        }
    }

    /// All problems by place.
    pub(crate) fn finish(mut self) -> Vec<Problem> {
        for Missing { at, what, keys } in std::mem::take(&mut self.missing) {
            let keys: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
            let Some((last, others)) = keys.split_last() else { continue };
            let all = if others.is_empty() { last.clone() } else { format!("{} and {last}", others.join(", ")) };
            let needs = format!("{what} needs {all}");
            // Where the mapping begins with a key that is wrong, both are one mistake.
            let beside =
                self.problems.iter_mut().find(|other| (other.line, other.column) == (at.line, at.column) && other.severity == Level::Error);
            match beside {
                Some(other) => {
                    let joint = if other.message.ends_with('?') { " And " } else { ", and " };
                    other.message.extend([joint, &needs]);
                }
                None => self.push(Problem { message: needs, ..at }),
            }
        }
        self.problems.sort_by_key(|problem| (problem.line, problem.column));
        self.problems
    }
}

/// What is underlined: a scalar whole, of a list or mapping over many lines only up to its first word's end.
fn shown(node: &Node) -> Span {
    let mut first = node;
    while let Some(next) = match &first.kind {
        Kind::Scalar { .. } => None,
        Kind::Sequence(items) => items.first(),
        Kind::Mapping(pairs) => pairs.first().map(|(key, _)| key),
    } {
        first = next;
    }
    // What an alias stands for lies elsewhere.
    if node.span.covers(first.span) { Span::new(node.span.start, first.span.end) } else { Span::at(node.span.start) }
}

/// `; did you mean …?` where one of `known` is near.
pub(crate) fn did_you_mean<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> String {
    nearest(word, known).map_or_else(String::new, |candidate| format!("; did you mean `{candidate}`?"))
}

/// The one of `known` that somebody who misspelt it may have meant by `word`.
pub(crate) fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    if word.len() > 60 {
        return None;
    }
    let near = known
        .into_iter()
        .map(|candidate| (strsim::osa_distance(&word.to_lowercase(), candidate), candidate))
        .filter(|(distance, candidate)| *distance <= (candidate.len().min(word.len()) / 3).max(1))
        .min();
    near.map(|(_, candidate)| candidate)
}
