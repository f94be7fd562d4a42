//! What of a lexicon applies to the files of a folder: one bit a term and rule, over the parts that all folders share.

use rustc_hash::FxHashMap;

use super::matcher::Target;
use super::{HintId, RuleId, TermId};

/// What applies.
#[derive(Clone, Debug, Default)]
pub(super) struct Live {
    terms: Bits,
    rules: Bits,
    hints: Bits,
    /// The rules that apply, in order.
    listed_rules: Vec<RuleId>,
    /// The hints that apply, in order.
    listed_hints: Vec<HintId>,
    /// Of terms that are there in several versions, by the first of them: the one that applies.
    now: FxHashMap<TermId, TermId>,
}

impl Live {
    /// The first so many terms and rules; to be listed yet.
    pub(super) fn all(terms: u32, rules: u32) -> Self {
        Self { terms: Bits::first(terms), rules: Bits::first(rules), ..Self::default() }
    }

    pub(super) fn has(&self, target: Target) -> bool {
        match target {
            Target::Generated(term) | Target::Listed(term, _) | Target::Not(term) => self.has_term(term),
            Target::Rule(rule) => self.has_rule(rule),
            Target::Hint(hint) => self.hints.has(hint.0),
            Target::Witness(_) => true,
        }
    }

    pub(super) fn has_term(&self, term: TermId) -> bool {
        self.terms.has(term.0)
    }

    pub(super) fn has_rule(&self, rule: RuleId) -> bool {
        self.rules.has(rule.0)
    }

    /// The version of a term that applies; the term itself where none does.
    pub(super) fn version(&self, first: TermId) -> TermId {
        self.now.get(&first).copied().unwrap_or(first)
    }

    /// The version of a term that applies, if one does.
    pub(super) fn term(&self, first: TermId) -> Option<TermId> {
        Some(self.version(first)).filter(|&term| self.has_term(term))
    }

    pub(super) fn rules(&self) -> &[RuleId] {
        &self.listed_rules
    }

    pub(super) fn hints(&self) -> &[HintId] {
        &self.listed_hints
    }

    /// Lets `term` apply in place of whatever version of it did; `None` for none.
    pub(super) fn set_term(&mut self, first: TermId, term: Option<TermId>) {
        self.terms.set(self.version(first).0, false);
        if let Some(term) = term {
            self.terms.set(term.0, true);
            self.now.insert(first, term);
        }
    }

    /// Lets a rule apply, or not.
    pub(super) fn set_rule(&mut self, rule: RuleId, on: bool) {
        self.rules.set(rule.0, on);
    }

    /// Lets some of what applies not apply.
    pub(super) fn leave_out(&mut self, term: impl Fn(TermId) -> bool, rule: impl Fn(RuleId) -> bool, hint: impl Fn(HintId) -> bool) {
        let gone: Vec<u32> = self.terms.ones().filter(|&id| term(TermId(id))).collect();
        for id in gone {
            self.terms.set(id, false);
        }
        for id in self.listed_rules.extract_if(.., |id| rule(*id)) {
            self.rules.set(id.0, false);
        }
        for id in self.listed_hints.extract_if(.., |id| hint(*id)) {
            self.hints.set(id.0, false);
        }
    }

    /// To be called when all terms and rules are set, with all hints and the terms they belong to.
    pub(super) fn list(&mut self, hints: impl Iterator<Item = (HintId, TermId)>) {
        self.listed_rules = self.rules.ones().map(RuleId).collect();
        self.listed_hints = hints.filter(|(_, term)| self.has_term(*term)).map(|(hint, _)| hint).collect();
        for hint in &self.listed_hints {
            self.hints.set(hint.0, true);
        }
    }
}

/// A set of small numbers.
#[derive(Clone, Debug, Default)]
struct Bits(Vec<u64>);

impl Bits {
    fn first(count: u32) -> Self {
        let mut bits = Self::default();
        (0..count).for_each(|bit| bits.set(bit, true));
        bits
    }

    fn has(&self, bit: u32) -> bool {
        self.0.get(bit as usize / 64).is_some_and(|word| word >> (bit % 64) & 1 == 1)
    }

    fn set(&mut self, bit: u32, on: bool) {
        let word = bit as usize / 64;
        if word >= self.0.len() {
            if !on {
                return;
            }
            self.0.resize(word + 1, 0);
        }
        if let Some(word) = self.0.get_mut(word) {
            *word = *word & !(1 << (bit % 64)) | u64::from(on) << (bit % 64);
        }
    }

    fn ones(&self) -> impl Iterator<Item = u32> {
        (0..).zip(&self.0).flat_map(|(word, bits)| (0..64).filter(move |bit| bits >> bit & 1 == 1).map(move |bit| word * 64 + bit))
    }
}
