//! The words and what to find: terms, rules, forms and conditions as types, compiled into one automaton of anchors.
//!
//! A [`Glossary`] is what one file says; a [`Lexicon`] is all that applies, compiled. Nothing here reads files or YAML
//! (that is `glossary/`), and nothing here looks at a text but the automaton (that is `analysis/`).

mod anchor;
pub mod choice;
pub mod condition;
pub mod globs;
pub mod hint;
pub mod matcher;
pub mod rule;
mod search;
pub mod spelling;
pub mod term;

use rustc_hash::FxHashMap;

pub use choice::{Choice, Exactness, Setting};
pub use condition::{Condition, ValueTest};
pub use globs::Globs;
pub use hint::{Hint, HintExample};
pub use matcher::Matcher;
pub use rule::{Example, FindIn, Group, Once, Phrase, Rule, Severity};
pub use term::{Card, Case, Context, Deprecated, Doc, Form, Glossary, Inflect, Source, Term, Within};

/// A term of a [`Lexicon`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct TermId(pub u32);

/// A rule of a [`Lexicon`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct RuleId(pub u32);

/// A hint of a [`Lexicon`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct HintId(pub u32);

/// All terms and rules that apply, compiled.
#[derive(Debug)]
pub struct Lexicon {
    terms: Vec<Term>,
    /// Each rule as (term, place in the term's rules).
    rules: Vec<(TermId, u32)>,
    /// Each hint as (term, place in the term's hints).
    hints: Vec<(TermId, u32)>,
    terms_by_id: FxHashMap<String, TermId>,
    terms_by_name: FxHashMap<String, TermId>,
    rules_by_id: FxHashMap<String, RuleId>,
    /// Those that look at a file's path.
    rules_of_paths: Vec<RuleId>,
    /// How loud each rule is where nobody chose.
    defaults: Vec<Option<Severity>>,
    matcher: Matcher,
}

impl Lexicon {
    /// Compiles glossaries, in order: a later term or rule of an id that exists already is left out (layers are merged
    /// before they come here).
    pub fn compile(glossaries: impl IntoIterator<Item = Glossary>) -> Self {
        let mut terms: Vec<Term> = Vec::new();
        let mut terms_by_id = FxHashMap::default();
        let mut terms_by_name = FxHashMap::default();
        for term in glossaries.into_iter().flat_map(|glossary| glossary.terms) {
            let id = TermId(terms.len() as u32);
            if terms_by_id.contains_key(&term.id) {
                continue;
            }
            terms_by_id.insert(term.id.clone(), id);
            for name in std::iter::once(&term.name).chain(&term.aliases) {
                terms_by_name.entry(name.to_lowercase()).or_insert(id);
            }
            terms.push(term);
        }
        let mut rules = Vec::new();
        let mut rules_by_id = FxHashMap::default();
        for (term, index) in terms.iter().zip(0..) {
            for (rule, place) in term.rules.iter().zip(0..) {
                let id = RuleId(rules.len() as u32);
                if !rules_by_id.contains_key(&rule.id) {
                    rules_by_id.insert(rule.id.clone(), id);
                    rules.push((TermId(index), place));
                }
            }
        }
        let of_term = |(term, index): (&Term, u32)| (0..term.hints.len() as u32).map(move |place| (TermId(index), place));
        let hints = terms.iter().zip(0..).flat_map(of_term).collect();
        let (rules_of_paths, defaults, matcher) = Default::default();
        let mut lexicon = Self { terms, rules, hints, terms_by_id, terms_by_name, rules_by_id, rules_of_paths, defaults, matcher };
        lexicon.rules_of_paths = lexicon.rule_ids().filter(|id| lexicon.rule(*id).find_in == FindIn::Path).collect();
        lexicon.defaults = lexicon.rule_ids().map(|id| lexicon.default_severity(id)).collect();
        lexicon.matcher = Matcher::new(&lexicon);
        lexicon
    }

    /// A term.
    ///
    /// # Panics
    /// If `id` is of another lexicon and out of range there.
    pub fn term(&self, id: TermId) -> &Term {
        &self.terms[id.0 as usize]
    }

    /// All terms in order.
    pub fn terms(&self) -> impl ExactSizeIterator<Item = (TermId, &Term)> {
        (0..).map(TermId).zip(&self.terms).collect::<Vec<_>>().into_iter()
    }

    /// A rule.
    ///
    /// # Panics
    /// If `id` is of another lexicon and out of range there.
    pub fn rule(&self, id: RuleId) -> &Rule {
        let (term, place) = self.rules[id.0 as usize];
        &self.terms[term.0 as usize].rules[place as usize]
    }

    /// The term that a rule belongs to.
    ///
    /// # Panics
    /// If `id` is of another lexicon and out of range there.
    pub fn term_of(&self, id: RuleId) -> TermId {
        self.rules[id.0 as usize].0
    }

    /// The ids of all rules in order.
    pub fn rule_ids(&self) -> impl ExactSizeIterator<Item = RuleId> + use<> {
        (0..self.rules.len() as u32).collect::<Vec<_>>().into_iter().map(RuleId)
    }

    /// The rules that look at a file's path.
    pub fn rules_of_paths(&self) -> &[RuleId] {
        &self.rules_of_paths
    }

    /// A hint.
    ///
    /// # Panics
    /// If `id` is of another lexicon and out of range there.
    pub fn hint(&self, id: HintId) -> &Hint {
        let (term, place) = self.hints[id.0 as usize];
        &self.terms[term.0 as usize].hints[place as usize]
    }

    /// The term that a hint belongs to.
    ///
    /// # Panics
    /// If `id` is of another lexicon and out of range there.
    pub fn term_of_hint(&self, id: HintId) -> TermId {
        self.hints[id.0 as usize].0
    }

    /// The ids of all hints in order.
    pub fn hint_ids(&self) -> impl ExactSizeIterator<Item = HintId> + use<> {
        (0..self.hints.len() as u32).collect::<Vec<_>>().into_iter().map(HintId)
    }

    /// The term of that id.
    pub fn term_by_id(&self, id: &str) -> Option<TermId> {
        self.terms_by_id.get(id).copied()
    }

    /// The term of that id, name or alias, in any case: what a person would type.
    pub fn find_term(&self, word: &str) -> Option<TermId> {
        self.term_by_id(word).or_else(|| self.terms_by_name.get(&word.to_lowercase()).copied())
    }

    /// The rule of that id.
    pub fn rule_by_id(&self, id: &str) -> Option<RuleId> {
        self.rules_by_id.get(id).copied()
    }

    /// The automaton and what its anchors stand for.
    pub fn matcher(&self) -> &Matcher {
        &self.matcher
    }
}
