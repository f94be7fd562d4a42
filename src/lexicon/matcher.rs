//! The automata of anchors: a pass over a text proposes where a form or phrase may stand.
//!
//! Each spelling contributes one anchor, its rarest stretch, instead of all its variants: a third of the patterns, a
//! tenth of the memory. An anchor says nothing by itself; `analysis::candidates` verifies the rest around it.
//!
//! A lexicon has two sets of anchors, whatever the number of its layers: those of the built-in glossary, shared by all
//! lexicons, and those of a workspace's own glossaries. Numbers of the second go on where those of the first end. What
//! does not apply to a file has no entry there.

mod anchors;
mod build;

use std::sync::Arc;

use super::live::Live;
use super::spelling::{Edge, Gap, Spelling};
use super::{Case, HintId, Phrase, RuleId, TermId};
use crate::syntax::{Language, LanguageSet, ZoneSet};
pub(super) use anchors::Anchors;
pub(super) use build::Builder;

/// Stands for an anchor where a verb of SQL was found.
pub const VERB: u32 = u32::MAX;

/// The automata of a lexicon, and what each of their anchors stands for.
#[derive(Clone, Debug)]
pub struct Matcher {
    builtin: Arc<Anchors>,
    team: Arc<Anchors>,
    live: Arc<Live>,
}

/// What anchors are looked at for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Wanted {
    /// Phrases of rules, and of conditions about the whole file.
    Findings,
    /// Phrases of hints.
    Hints,
    /// Forms of terms, and spellings that never count.
    Mentions,
}

/// That an anchor belongs to a piece of an entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Use {
    /// Which entry.
    pub entry: u32,
    /// Which of its pieces.
    pub piece: u16,
    /// Where in the piece the anchor begins, in bytes.
    pub offset: u16,
}

/// A spelling and what it stands for.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it looks like.
    pub spelling: Spelling,
    /// What it stands for.
    pub target: Target,
    /// Where it counts.
    pub languages: LanguageSet,
    /// In which zones.
    pub zones: ZoneSet,
}

impl Entry {
    /// An entry for a phrase that is looked for outside the automaton; its spelling is to be set.
    pub fn searched() -> Self {
        let spelling = Spelling { pieces: Vec::new(), gap: Gap::Trivia, edge: Edge::Whole, case: Case::Any };
        Self { spelling, target: Target::Witness(u32::MAX), languages: LanguageSet::ALL, zones: ZoneSet::ALL }
    }
}

/// What a spelling stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Target {
    /// A form generated from the term's name or aliases.
    Generated(TermId),
    /// A form listed by the term, by its place.
    Listed(TermId, u32),
    /// A spelling that never counts for the term.
    Not(TermId),
    /// A phrase of a rule.
    Rule(RuleId),
    /// A phrase of a hint.
    Hint(HintId),
    /// A phrase that a condition or context looks for anywhere in the file.
    Witness(u32),
}

impl Target {
    /// The term that it is a form of.
    pub const fn term(self) -> Option<TermId> {
        match self {
            Self::Generated(term) | Self::Listed(term, _) => Some(term),
            Self::Not(_) | Self::Rule(_) | Self::Hint(_) | Self::Witness(_) => None,
        }
    }

    /// What it is looked at for.
    pub const fn wanted(self) -> Wanted {
        match self {
            Self::Rule(_) | Self::Witness(_) => Wanted::Findings,
            Self::Hint(_) => Wanted::Hints,
            Self::Generated(_) | Self::Listed(..) | Self::Not(_) => Wanted::Mentions,
        }
    }
}

impl Matcher {
    pub(super) fn new(builtin: Arc<Anchors>, team: Arc<Anchors>, live: Arc<Live>) -> Self {
        Self { builtin, team, live }
    }

    /// Calls `found` with (anchor, start) for every anchor in `text`, overlapping ones included, that some entry of one of
    /// `languages` uses.
    pub fn scan(&self, text: &str, languages: LanguageSet, mut found: impl FnMut(u32, u32)) {
        self.builtin.scan(text, languages, &mut found);
        self.team.scan(text, languages, &mut found);
    }

    /// As [`Matcher::scan`], for the anchors of rules' phrases in a text of `language` and in texts that stand in it; of
    /// those rules that are on by themselves, or of `all`. Where SQL may stand in the text, also for its verbs, as [`VERB`].
    pub fn scan_for_rules(&self, text: &str, language: Language, all: bool, mut found: impl FnMut(u32, u32)) {
        self.builtin.scan_for_rules(text, language, all, true, &mut found);
        self.team.scan_for_rules(text, language, all, false, &mut found);
    }

    /// Whether an anchor of a form of a deprecated term stands in a text; only of the patterns that are wanted.
    pub fn has_deprecated(&self, text: &str, wanted: impl Fn(u32) -> bool) -> bool {
        self.builtin.has_deprecated(text, &wanted) || self.team.has_deprecated(text, &wanted)
    }

    /// Builds what an editor will ask for, which takes some milliseconds; done on a thread of its own, nobody waits.
    pub fn prepare(&self) {
        self.builtin.prepare();
        self.team.prepare();
    }

    /// Builds what serves, at a fifth of the speed, until [`Matcher::prepare`] is done, in a third of the time.
    pub fn prepare_early(&self) {
        self.builtin.prepare_early();
        self.team.prepare_early();
    }

    /// The entries that a pattern is an anchor of: those that findings need, those of hints, or those that propose mentions.
    pub fn uses(&self, pattern: u32, wanted: Wanted) -> &[Use] {
        let uses = self.builtin.uses(pattern, wanted);
        uses.or_else(|| self.team.uses(pattern, wanted)).unwrap_or_default()
    }

    /// An entry; `None` where what it stands for does not apply.
    pub fn entry(&self, entry: u32) -> Option<&Entry> {
        self.builtin.entry(entry).or_else(|| self.team.entry(entry)).filter(|entry| self.live.has(entry.target))
    }

    /// Where a phrase is looked for in whole files.
    pub fn witness_languages(&self, phrase: &Phrase) -> LanguageSet {
        self.builtin.witness_languages(phrase).or(self.team.witness_languages(phrase))
    }

    /// The number under which a phrase is looked for in whole files.
    pub fn witness(&self, phrase: &Phrase) -> Option<u32> {
        self.builtin.witness(phrase).or_else(|| self.team.witness(phrase))
    }

    /// The anchors, in small letters.
    pub fn anchors(&self) -> impl Iterator<Item = &str> {
        self.builtin.texts().chain(self.team.texts())
    }

    /// How many anchors there are, and how many bytes the automata of all of them take.
    pub fn size(&self) -> (usize, usize) {
        let ((anchors, bytes), (more, further)) = (self.builtin.size(), self.team.size());
        (anchors + more, bytes + further)
    }
}

impl Phrase {
    /// A phrase in any case that stands as a whole identifier.
    pub fn any_case(text: &str) -> Self {
        Self { text: text.to_owned(), case: Case::Any, part: false }
    }

    /// What it looks like; `None` where it is empty.
    pub fn spelling(&self) -> Option<Spelling> {
        Spelling::literal(&self.text, self.case, if self.part { Edge::Part } else { Edge::Whole })
    }
}
