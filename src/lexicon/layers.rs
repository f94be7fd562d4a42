//! Layers: what the glossaries of a workspace add to the built-in one and change in it, each for its folder and below.
//!
//! All of them together become one part behind the built-in one, with one automaton. A term that several glossaries speak
//! of is there once for each folder in which they say something else; which version applies where is a bit. So a lexicon
//! of one more folder costs its bits and nothing else.

mod scopes;
mod statements;

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{Glossary, Lexicon, Source, Term};
use scopes::scopes;
use statements::Statements;

/// A glossary and the files it applies to.
#[derive(Clone, Debug)]
pub struct Layer {
    /// The folder, from the workspace root with `/`; empty for the root itself.
    pub folder: String,
    /// What it says.
    pub glossary: Arc<Glossary>,
}

/// The lexicons of a workspace, by folder.
#[derive(Debug)]
pub struct Team {
    lexicons: FxHashMap<String, Arc<Lexicon>>,
    outermost: Arc<Lexicon>,
    gaps: Vec<Gap>,
}

/// A statement about a term or rule that is nowhere, and too little to be one itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Gap {
    /// The place in the given layers.
    pub layer: usize,
    /// Where the term or rule is stated.
    pub source: Source,
    /// Whose id.
    pub what: &'static str,
    /// The id.
    pub id: String,
    /// What is missing.
    pub missing: Vec<&'static str>,
}

impl Team {
    /// Lays `layers` upon the terms of `builtin` that are wanted. Outer folders come first whatever the order given; of one
    /// folder, a later layer stands above an earlier one.
    pub fn new(builtin: &Lexicon, wanted: &dyn Fn(&Term) -> bool, layers: &[Layer]) -> Self {
        let statements = Statements::new(builtin, wanted, layers);
        let gaps = statements.gaps.clone();
        let lexicons: FxHashMap<String, Arc<Lexicon>> = scopes(builtin, wanted, statements);
        let outermost = lexicons.get("").cloned().unwrap_or_else(|| Arc::new(builtin.clone()));
        Self { lexicons, outermost, gaps }
    }

    /// What applies to a file; `path` counts from the workspace root, with `/`.
    pub fn lexicon_for(&self, path: &str) -> &Arc<Lexicon> {
        let mut folder = path;
        while let Some((above, _)) = folder.rsplit_once('/') {
            if let Some(lexicon) = self.lexicons.get(above) {
                return lexicon;
            }
            folder = above;
        }
        &self.outermost
    }

    /// The lexicon of the root's own files.
    pub fn outermost(&self) -> &Arc<Lexicon> {
        &self.outermost
    }

    /// The folders that have a lexicon of their own, each with it, outer ones first.
    pub fn folders(&self) -> Vec<(&str, &Arc<Lexicon>)> {
        let mut all: Vec<_> = self.lexicons.iter().map(|(folder, lexicon)| (folder.as_str(), lexicon)).collect();
        all.sort_by_key(|(folder, _)| (depth(folder), *folder));
        all
    }

    /// Statements that change nothing and are nothing.
    pub fn gaps(&self) -> &[Gap] {
        &self.gaps
    }
}

/// How many folders lead to a folder.
fn depth(folder: &str) -> usize {
    if folder.is_empty() { 0 } else { 1 + folder.matches('/').count() }
}

/// Whether a folder is another one or lies in it. `payments` does not lie in `pay`.
fn lies_in(folder: &str, outer: &str) -> bool {
    outer.is_empty() || folder.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests;
