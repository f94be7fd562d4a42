//! A part of a lexicon: terms and rules that were compiled together, whichever files they apply to.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::matcher::{Anchors, Builder};
use super::{Glossary, Hint, HintId, Rule, RuleId, Term, TermId};

/// Terms and rules that were compiled together. Their ids go on where those of the part before end. Versions of one term,
/// and of one rule, stand side by side.
#[derive(Debug, Default)]
pub(super) struct Part {
    glossaries: Vec<Arc<Glossary>>,
    first_term: u32,
    first_rule: u32,
    first_hint: u32,
    terms: Vec<TermAt>,
    /// Each with the first version of the term that it belongs to.
    rules: Vec<(TermId, RuleAt)>,
    /// Each with its term and its place there.
    hints: Vec<(TermId, u32)>,
    terms_by_id: FxHashMap<Box<str>, TermId>,
    rules_by_id: FxHashMap<Box<str>, RuleId>,
    /// Names and aliases in small letters, sorted.
    names: Vec<(Box<str>, TermId)>,
    /// The terms that are deprecated.
    deprecated: Vec<TermId>,
    pub(super) anchors: Arc<Anchors>,
}

/// Where a term is kept.
#[derive(Debug)]
pub(super) enum TermAt {
    /// As a glossary states it: which one, and its place there.
    Stated(u32, u32),
    /// Made of several statements.
    Merged(Box<Term>),
}

/// Where a rule is kept.
#[derive(Debug)]
pub(super) enum RuleAt {
    /// As a glossary states it: which one, the place of the term, its place there.
    Stated(u32, u32, u32),
    /// Made of several statements.
    Merged(Box<Rule>),
}

impl Part {
    /// An empty part with nothing before it, of these glossaries.
    pub(super) fn of(glossaries: Vec<Arc<Glossary>>) -> Self {
        Self { glossaries, ..Self::default() }
    }

    /// An empty part behind another one.
    pub(super) fn behind(before: &Self, glossaries: Vec<Arc<Glossary>>) -> Self {
        let (first_term, first_rule, first_hint) = (before.next_term().0, before.next_rule().0, before.next_hint().0);
        let anchors = Arc::new(Builder::behind(&before.anchors).finish());
        Self { glossaries, first_term, first_rule, first_hint, anchors, ..Self::default() }
    }

    /// The id of the term that is added next.
    pub(super) fn next_term(&self) -> TermId {
        TermId(self.first_term + self.terms.len() as u32)
    }

    /// The id of the rule that is added next.
    pub(super) fn next_rule(&self) -> RuleId {
        RuleId(self.first_rule + self.rules.len() as u32)
    }

    fn next_hint(&self) -> HintId {
        HintId(self.first_hint + self.hints.len() as u32)
    }

    /// Adds a term, behind other versions of it.
    pub(super) fn add_term(&mut self, term: TermAt) -> TermId {
        let id = self.next_term();
        self.terms.push(term);
        if let Some(term) = self.term(id) {
            let word = Box::from(term.id.as_str());
            self.terms_by_id.entry(word).or_insert(id);
        }
        id
    }

    /// Adds a rule, behind other versions of it.
    pub(super) fn add_rule(&mut self, home: TermId, rule: RuleAt) -> RuleId {
        let id = self.next_rule();
        self.rules.push((home, rule));
        if let Some(rule) = self.rule(id) {
            let word = Box::from(rule.id.as_str());
            self.rules_by_id.entry(word).or_insert(id);
        }
        id
    }

    /// To be called when all is added: names, and what to look for.
    pub(super) fn finish(&mut self, before: Option<&Anchors>) {
        let mut builder = before.map_or_else(Builder::default, Builder::behind);
        let (mut names, mut hints) = (Vec::new(), Vec::new());
        for (id, term) in self.terms() {
            builder.term(id, term);
            for (hint, place) in term.hints.iter().zip(0..) {
                builder.hint(HintId(self.first_hint + hints.len() as u32), hint);
                hints.push((id, place));
            }
            let words = std::iter::once(&term.name).chain(&term.aliases);
            names.extend(words.map(|word| (word.to_lowercase().into_boxed_str(), id)));
        }
        for (id, rule) in self.rules() {
            builder.rule(id, rule);
        }
        self.deprecated = self.terms().filter(|(_, term)| term.deprecated.is_some()).map(|(id, _)| id).collect();
        names.sort();
        names.shrink_to_fit();
        (self.names, self.hints) = (names, hints);
        self.anchors = Arc::new(builder.finish());
    }

    /// `None` where the term is of another part.
    pub(super) fn term(&self, id: TermId) -> Option<&Term> {
        match self.terms.get(id.0.checked_sub(self.first_term)? as usize)? {
            TermAt::Stated(glossary, term) => self.glossaries.get(*glossary as usize)?.terms.get(*term as usize),
            TermAt::Merged(term) => Some(term),
        }
    }

    /// `None` where the rule is of another part.
    pub(super) fn rule(&self, id: RuleId) -> Option<&Rule> {
        match &self.rules.get(id.0.checked_sub(self.first_rule)? as usize)?.1 {
            RuleAt::Stated(glossary, term, rule) => {
                self.glossaries.get(*glossary as usize)?.terms.get(*term as usize)?.rules.get(*rule as usize)
            }
            RuleAt::Merged(rule) => Some(rule),
        }
    }

    /// A hint and its term; `None` where it is of another part.
    pub(super) fn hint(&self, id: HintId) -> Option<(TermId, &Hint)> {
        let (term, place) = *self.hints.get(id.0.checked_sub(self.first_hint)? as usize)?;
        Some((term, self.term(term)?.hints.get(place as usize)?))
    }

    pub(super) fn hints(&self) -> impl Iterator<Item = (HintId, TermId)> {
        (self.first_hint..).map(HintId).zip(self.hints.iter().map(|(term, _)| *term))
    }

    /// The first version of the term that a rule belongs to.
    pub(super) fn home(&self, id: RuleId) -> Option<TermId> {
        self.rules.get(id.0.checked_sub(self.first_rule)? as usize).map(|(home, _)| *home)
    }

    pub(super) fn terms(&self) -> impl Iterator<Item = (TermId, &Term)> {
        (self.first_term..self.next_term().0).map(TermId).filter_map(|id| Some((id, self.term(id)?)))
    }

    pub(super) fn rules(&self) -> impl Iterator<Item = (RuleId, &Rule)> {
        (self.first_rule..self.next_rule().0).map(RuleId).filter_map(|id| Some((id, self.rule(id)?)))
    }

    /// The terms that are deprecated.
    pub(super) fn deprecated(&self) -> &[TermId] {
        &self.deprecated
    }

    /// The first version of the term of that id.
    pub(super) fn term_by_id(&self, id: &str) -> Option<TermId> {
        self.terms_by_id.get(id).copied()
    }

    /// All versions of the rule of that id.
    pub(super) fn rules_by_id<'p>(&'p self, id: &'p str) -> impl Iterator<Item = RuleId> {
        let first = self.rules_by_id.get(id).map_or(u32::MAX, |rule| rule.0);
        (first..self.next_rule().0).map(RuleId).take_while(move |&rule| self.rule(rule).is_some_and(|rule| rule.id == id))
    }

    /// The terms with that name or alias, in small letters.
    pub(super) fn terms_by_name<'p>(&'p self, name: &'p str) -> impl Iterator<Item = TermId> {
        let from = self.names.partition_point(|(known, _)| **known < *name);
        self.names.get(from..).unwrap_or_default().iter().take_while(move |(known, _)| **known == *name).map(|(_, id)| *id)
    }
}
