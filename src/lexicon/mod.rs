//! The words and what to find: terms, rules, forms and conditions as types, compiled into one automaton of anchors.
//!
//! A [`Glossary`] is what one file says; a [`Lexicon`] is all that applies to a file, compiled; a [`Team`] gives the
//! lexicons of a workspace, which share the built-in part and one part of the workspace's own. Nothing here reads files or YAML
//! (that is `glossary/`), and nothing here looks at a text but the automaton (that is `analysis/`).

mod anchor;
pub mod choice;
pub mod condition;
pub mod globs;
pub mod hint;
pub mod layers;
mod live;
pub mod matcher;
mod merge;
mod part;
pub mod rule;
mod search;
pub mod spelling;
mod stated;
pub mod term;

use std::sync::Arc;

pub use choice::{Choice, Exactness, Setting};
pub use condition::{Condition, ValueTest};
pub use globs::Globs;
pub use hint::{Hint, HintExample};
pub use layers::{Gap, Layer, Team};
pub use matcher::Matcher;
pub use rule::{Example, FindIn, Group, Once, Phrase, Rule, Severity};
pub use stated::Stated;
pub use term::{Card, Case, Context, Deprecated, Doc, Form, Glossary, Import, Inflect, Source, Term, Within};

use live::Live;
use part::{Part, RuleAt, TermAt};

/// A term of a [`Lexicon`]. Lexicons of one [`Team`] have the same ids.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct TermId(pub u32);

/// A rule of a [`Lexicon`]. Lexicons of one [`Team`] have the same ids.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct RuleId(pub u32);

/// A hint of a [`Lexicon`]. Lexicons of one [`Team`] have the same ids.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct HintId(pub u32);

/// All terms and rules that apply to a file, compiled. A clone shares everything.
#[derive(Clone, Debug)]
pub struct Lexicon {
    builtin: Arc<Part>,
    team: Arc<Part>,
    live: Arc<Live>,
    digest: Arc<Digest>,
    matcher: Matcher,
}

/// What every file asks of the rules that apply, worked out once.
#[derive(Debug, Default)]
struct Digest {
    /// The rules that look at a file's path.
    of_paths: Vec<RuleId>,
    /// The rules that look at mentions of deprecated terms; none where no term is deprecated.
    of_deprecated: Vec<RuleId>,
    /// How loud each rule is where nobody chose.
    severities: Vec<Option<Severity>>,
}

impl Lexicon {
    /// Compiles glossaries, in order: a later term or rule of an id that exists already is left out (layers are merged
    /// by [`Team`]).
    pub fn compile(glossaries: impl IntoIterator<Item = Glossary>) -> Self {
        let glossaries: Vec<Arc<Glossary>> = glossaries.into_iter().map(Arc::new).collect();
        let mut part = Part::of(glossaries.clone());
        let mut stated = Vec::new();
        for (glossary, at) in glossaries.iter().zip(0..) {
            for (term, place) in glossary.terms.iter().zip(0..) {
                if part.term_by_id(&term.id).is_none() {
                    stated.push((part.add_term(TermAt::Stated(at, place)), at, place, term));
                }
            }
        }
        for (id, at, place, term) in stated {
            for (rule, number) in term.rules.iter().zip(0..) {
                if part.rules_by_id(&rule.id).next().is_none() {
                    part.add_rule(id, RuleAt::Stated(at, place, number));
                }
            }
        }
        part.finish(None);
        let mut live = Live::all(part.next_term().0, part.next_rule().0);
        live.list(part.hints());
        let team = Part::behind(&part, Vec::new());
        Self::of(Arc::new(part), Arc::new(team), live)
    }

    fn of(builtin: Arc<Part>, team: Arc<Part>, live: Live) -> Self {
        let live = Arc::new(live);
        let matcher = Matcher::new(Arc::clone(&builtin.anchors), Arc::clone(&team.anchors), Arc::clone(&live));
        let mut lexicon = Self { builtin, team, live, digest: Arc::default(), matcher };
        let of_paths = lexicon.rule_ids().filter(|id| lexicon.rule(*id).find_in == FindIn::Path).collect();
        let is_live = |term: &TermId| lexicon.live.has_term(*term);
        let deprecates = [&lexicon.builtin, &lexicon.team].iter().any(|part| part.deprecated().iter().any(is_live));
        let about_them = |id: &RuleId| deprecates && lexicon.rule(*id).find_in == FindIn::DeprecatedTerm;
        let of_deprecated = lexicon.rule_ids().filter(about_them).collect();
        lexicon.digest = Arc::new(Digest { of_paths, of_deprecated, severities: lexicon.severities_by(|id| lexicon.default_severity(id)) });
        lexicon
    }

    /// A term, whether it applies or not.
    ///
    /// # Panics
    /// If `id` is of another lexicon and out of range there.
    pub fn term(&self, id: TermId) -> &Term {
        #[allow(clippy::expect_used, reason = "as indexing would")]
        self.builtin.term(id).or_else(|| self.team.term(id)).expect("a term of this lexicon")
    }

    /// All terms that apply, in order.
    pub fn terms(&self) -> impl ExactSizeIterator<Item = (TermId, &Term)> {
        let all = self.builtin.terms().chain(self.team.terms());
        all.filter(|(id, _)| self.live.has_term(*id)).collect::<Vec<_>>().into_iter()
    }

    /// A rule, whether it applies or not.
    ///
    /// # Panics
    /// If `id` is of another lexicon and out of range there.
    pub fn rule(&self, id: RuleId) -> &Rule {
        #[allow(clippy::expect_used, reason = "as indexing would")]
        self.builtin.rule(id).or_else(|| self.team.rule(id)).expect("a rule of this lexicon")
    }

    /// The term that a rule belongs to, in the version that applies.
    ///
    /// # Panics
    /// If `id` is of another lexicon and out of range there.
    pub fn term_of(&self, id: RuleId) -> TermId {
        #[allow(clippy::expect_used, reason = "as indexing would")]
        let home = self.builtin.home(id).or_else(|| self.team.home(id)).expect("a rule of this lexicon");
        self.live.version(home)
    }

    /// The ids of all rules that apply, in order.
    pub fn rule_ids(&self) -> impl ExactSizeIterator<Item = RuleId> + use<> {
        let live = Arc::clone(&self.live);
        (0..live.rules().len()).map(move |at| live.rules().get(at).copied().unwrap_or(RuleId(u32::MAX)))
    }

    /// The rules of a term that apply, in order.
    pub fn rules_of(&self, term: TermId) -> impl Iterator<Item = RuleId> {
        self.rule_ids().filter(move |&rule| self.term_of(rule) == term)
    }

    /// The rules that look at a file's path.
    pub fn rules_of_paths(&self) -> &[RuleId] {
        &self.digest.of_paths
    }

    /// The rules that look at mentions of deprecated terms; none where no term is deprecated.
    pub fn rules_of_deprecated(&self) -> &[RuleId] {
        &self.digest.of_deprecated
    }

    /// One more than the highest number of a rule, those that don't apply included.
    pub(crate) fn rule_count(&self) -> usize {
        self.team.next_rule().0 as usize
    }

    /// A hint, whether it applies or not.
    ///
    /// # Panics
    /// If `id` is of another lexicon and out of range there.
    pub fn hint(&self, id: HintId) -> &Hint {
        #[allow(clippy::expect_used, reason = "as indexing would")]
        self.builtin.hint(id).or_else(|| self.team.hint(id)).expect("a hint of this lexicon").1
    }

    /// The term that a hint belongs to.
    ///
    /// # Panics
    /// If `id` is of another lexicon and out of range there.
    pub fn term_of_hint(&self, id: HintId) -> TermId {
        #[allow(clippy::expect_used, reason = "as indexing would")]
        self.builtin.hint(id).or_else(|| self.team.hint(id)).expect("a hint of this lexicon").0
    }

    /// The ids of all hints that apply, in order.
    pub fn hint_ids(&self) -> impl ExactSizeIterator<Item = HintId> + use<> {
        let live = Arc::clone(&self.live);
        (0..live.hints().len()).map(move |at| live.hints().get(at).copied().unwrap_or(HintId(u32::MAX)))
    }

    /// The term of that id.
    pub fn term_by_id(&self, id: &str) -> Option<TermId> {
        self.live.term(self.builtin.term_by_id(id).or_else(|| self.team.term_by_id(id))?)
    }

    /// Whether there is a term of that id in any of the layers that this lexicon shares.
    pub fn knows_term(&self, id: &str) -> bool {
        self.builtin.term_by_id(id).is_some() || self.team.term_by_id(id).is_some()
    }

    /// The term of that id, name or alias, in any case: what a person would type. A team's own comes first.
    pub fn find_term(&self, word: &str) -> Option<TermId> {
        let name = word.to_lowercase();
        let named = || self.team.terms_by_name(&name).chain(self.builtin.terms_by_name(&name)).find(|&id| self.live.has_term(id));
        self.term_by_id(word).or_else(named)
    }

    /// The rule of that id.
    pub fn rule_by_id(&self, id: &str) -> Option<RuleId> {
        self.builtin.rules_by_id(id).chain(self.team.rules_by_id(id)).find(|&rule| self.live.has_rule(rule))
    }

    /// Whether the built-in part has a term or rule of that id, whatever the team made of it.
    pub fn is_builtin(&self, id: &str) -> bool {
        self.builtin.term_by_id(id).is_some() || self.builtin.rules_by_id(id).next().is_some()
    }

    /// Whether a term was written by the team, or changed by it.
    pub fn is_team_term(&self, id: TermId) -> bool {
        self.team.term(id).is_some()
    }

    /// Whether a rule was written by the team, or changed by it.
    pub fn is_team_rule(&self, id: RuleId) -> bool {
        self.team.rule(id).is_some()
    }

    /// The automata and what their anchors stand for.
    pub fn matcher(&self) -> &Matcher {
        &self.matcher
    }
}
