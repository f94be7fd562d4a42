//! Writing: each category becomes a context. What Contextive has no place for is counted, so that nobody loses it unawares.

use std::fmt::Write;

use super::parts;
use super::read::VISION;
use crate::glossary::emit;
use crate::lexicon::Term;

/// What has no place in a Contextive file.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Left {
    /// Rules.
    pub rules: usize,
    /// Hints.
    pub hints: usize,
    /// Spellings beyond name and aliases, and spellings that never count.
    pub forms: usize,
}

impl Left {
    /// In words; `None` where nothing was left out.
    pub fn told(self) -> Option<String> {
        let part = |count: usize, one: &str, many: &str| match count {
            0 => None,
            1 => Some(format!("1 {one}")),
            count => Some(format!("{count} {many}")),
        };
        let parts = [part(self.rules, "rule", "rules"), part(self.hints, "hint", "hints"), part(self.forms, "spelling", "spellings")];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| format!("left out, for Contextive has no place for them: {}", parts.join(", ")))
    }
}

/// Terms as a Contextive file.
pub fn write<'t>(terms: impl IntoIterator<Item = &'t Term>) -> (String, Left) {
    let mut contexts: Vec<(&str, Vec<&Term>)> = Vec::new();
    let mut left = Left::default();
    for term in terms {
        left.rules += term.rules.len();
        left.hints += term.hints.len();
        left.forms += term.forms.len() + term.not.len();
        match contexts.iter_mut().find(|(name, _)| *name == term.category) {
            Some((_, terms)) => terms.push(term),
            None => contexts.push((&term.category, vec![term])),
        }
    }
    let mut out = "contexts:\n".to_owned();
    for (name, terms) in contexts {
        context(&mut out, name, &terms);
    }
    (out, left)
}

fn context(out: &mut String, name: &str, terms: &[&Term]) {
    // A String takes everything.
    let _ = writeln!(out, "  - name: {}", emit::scalar(name));
    let vision = terms.iter().flat_map(|term| &term.card.notes).find(|(name, _)| name == VISION);
    if let Some((_, vision)) = vision {
        emit::entry(out, 4, "domainVisionStatement", vision);
    }
    out.push_str("    terms:\n");
    for term in terms {
        let _ = writeln!(out, "      - name: {}", emit::scalar(&term.name));
        if !term.card.plain_english.is_empty() {
            emit::entry(out, 8, "definition", &term.card.plain_english);
        }
        emit::list(out, 8, "examples", &term.card.examples);
        emit::list(out, 8, "aliases", &term.aliases);
        let entries = parts::entries(term);
        if !entries.is_empty() {
            out.push_str("        meta:\n");
            for (name, text) in entries {
                emit::entry(out, 10, &name, &text);
            }
        }
    }
}
