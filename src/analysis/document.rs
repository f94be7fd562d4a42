//! A text with its tokens and candidates, kept by chunk, so that an edit costs what it touches.

mod embedded;
mod kept;

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashSet;

pub use embedded::Embedded;
use embedded::Inside;
use kept::Found;

use super::candidates::{Candidate, REACH, find};
use super::glance::Seen;
use super::judged::Judged;
use super::shape::Shape;
use super::{Analysis, Cancel, Facts, Finding, Mention, cells, mentions};
use crate::lexicon::matcher::VERB;
use crate::lexicon::{Lexicon, Matcher, Phrase, RuleId, Severity, TermId};
use crate::syntax::{Language, LanguageSet, Lexed, Zone};
use crate::text::{Edit, Span};

/// A text with its tokens and candidates, ready to be asked and cheap to edit.
///
/// Every call takes the lexicon that the document was read with; with another one the answers are wrong, though harmless.
#[derive(Clone, Debug)]
pub struct Document {
    lexed: Lexed,
    scans: Vec<Arc<Scan>>,
    found: Vec<Arc<Found>>,
    /// Whether only the anchors of rules were looked for.
    findings_only: bool,
    derived: Arc<Derived>,
    /// How many texts this one is inside of.
    depth: u8,
}

/// The anchors of a chunk: a function of the chunk's own text.
#[derive(Debug, Default)]
struct Scan {
    /// (offset in the chunk, pattern)
    anchors: Vec<(u32, u32)>,
}

/// What is worked out once a version, when somebody asks.
#[derive(Debug, Default)]
struct Derived {
    shape: OnceLock<Shape>,
    inside: OnceLock<Arc<Inside>>,
    witnesses: OnceLock<FxHashSet<u32>>,
    /// The text in small ASCII letters.
    lower: OnceLock<Box<str>>,
    /// The candidates that were judged, and what their statements said.
    judged: OnceLock<Arc<Judged>>,
    /// What an earlier version held inside, and all that was lexed anew since: most of it is still there.
    inside_before: Option<(Arc<Inside>, Edit)>,
    /// What was judged in an earlier version, and all that was lexed anew since.
    judged_before: Option<(Arc<Judged>, Edit)>,
}

impl Document {
    /// Reads a whole text. Cancelled, it gives a document with candidates missing.
    pub fn new(text: Arc<str>, language: Language, lexicon: &Lexicon, cancel: &Cancel) -> Self {
        Self::read(Lexed::new(text, language), false, lexicon, cancel)
    }

    fn read(lexed: Lexed, findings_only: bool, lexicon: &Lexicon, cancel: &Cancel) -> Self {
        let count = lexed.chunks().len();
        let mut document = Self { lexed, scans: Vec::new(), found: Vec::new(), findings_only, derived: Arc::default(), depth: 0 };
        document.scans = document.scan(0..count, lexicon, cancel);
        document.found = (0..count).map(|chunk| document.settle(chunk, lexicon.matcher(), cancel)).collect();
        document
    }

    /// A document that knows only what a glance saw: for a check, which asks for nothing else.
    pub(super) fn seen(lexed: Lexed, seen: &Seen, lexicon: &Lexicon, cancel: &Cancel) -> Self {
        let count = lexed.chunks().len();
        let mut scans: Vec<Scan> = Vec::new();
        scans.resize_with(count, Scan::default);
        for &(start, pattern) in &seen.anchors {
            let chunk = lexed.chunk_at(start);
            if let Some(scan) = scans.get_mut(chunk) {
                scan.anchors.push((start - lexed.chunk_span(chunk).start, pattern));
            }
        }
        let scans = scans.into_iter().map(Arc::new).collect();
        let derived =
            Derived { inside: if seen.inside { OnceLock::new() } else { Arc::new(Inside::default()).into() }, ..Derived::default() };
        let mut document = Self { lexed, scans, found: Vec::new(), findings_only: true, derived: Arc::new(derived), depth: 0 };
        document.found = (0..count).map(|chunk| document.settle(chunk, lexicon.matcher(), cancel)).collect();
        document
    }

    /// The document after an edit; `edit` must hold every difference between the two texts.
    #[must_use]
    pub fn edited(&self, text: Arc<str>, edit: Edit, lexicon: &Lexicon, cancel: &Cancel) -> Self {
        let (lexed, relexed) = self.lexed.edited(text, edit);
        let changed = Span::new(lexed.chunk_span(relexed.new.start).start, lexed.chunk_span(relexed.new.end).start);
        let near = Span::new(changed.start.saturating_sub(REACH), changed.end + REACH);
        let gone = Span::new(self.lexed.chunk_span(relexed.old.start).start, self.lexed.chunk_span(relexed.old.end).start);
        let next = Edit { old: gone, new_len: changed.len() };
        let Derived { judged, judged_before, inside, inside_before, .. } = &*self.derived;
        let judged_before = before(judged.get(), judged_before.as_ref(), next);
        let inside_before = before(inside.get(), inside_before.as_ref(), next);
        let derived = Arc::new(Derived { inside_before, judged_before, ..Derived::default() });
        let mut document =
            Self { lexed, scans: Vec::new(), found: Vec::new(), findings_only: self.findings_only, derived, depth: self.depth };
        let fresh = document.scan(relexed.new.clone(), lexicon, cancel);
        document.scans = spliced(&self.scans, &relexed.old, fresh);
        let unsettled = vec![Arc::default(); relexed.new.len()];
        document.found = spliced(&self.found, &relexed.old, unsettled);
        let first = document.lexed.chunk_at(near.start);
        let last = document.lexed.chunk_at(near.end);
        for chunk in first..=last {
            let found = document.settle(chunk, lexicon.matcher(), cancel);
            if let Some(place) = document.found.get_mut(chunk) {
                *place = found;
            }
        }
        document
    }

    fn scan(&self, chunks: Range<usize>, lexicon: &Lexicon, cancel: &Cancel) -> Vec<Arc<Scan>> {
        let language = self.lexed.language();
        let scan_one = |chunk: usize| {
            let mut anchors = Vec::new();
            if !cancel.is_cancelled() {
                let text = self.lexed.slice(self.lexed.chunk_span(chunk));
                let take = |pattern, start| {
                    if pattern != VERB {
                        anchors.push((start, pattern));
                    }
                };
                if self.findings_only {
                    lexicon.matcher().scan_for_rules(text, language, true, take);
                } else {
                    lexicon.matcher().scan(text, LanguageSet::of([language]), take);
                }
            }
            Arc::new(Scan { anchors })
        };
        chunks.map(scan_one).collect()
    }

    /// The text's tokens.
    pub fn lexed(&self) -> &Lexed {
        &self.lexed
    }

    /// Whether it is a text inside another one.
    pub(super) fn is_inside(&self) -> bool {
        self.depth > 0
    }

    /// The span of the whole text.
    pub fn everything(&self) -> Span {
        Span::new(0, self.lexed.len())
    }

    /// Everything: mentions, findings, hints, TODOs and suppressions.
    pub fn analyse(&self, lexicon: &Lexicon, facts: &Facts, cancel: &Cancel) -> Analysis {
        let found = self.findings(lexicon, facts, cancel);
        let hints = self.hints(&found.findings, lexicon, facts, cancel);
        Analysis { mentions: self.mentions(self.everything(), lexicon, facts), hints, ..found }
    }

    /// Findings, TODOs and suppressions: what diagnostics need. Mentions and hints are left empty.
    pub fn findings(&self, lexicon: &Lexicon, facts: &Facts, cancel: &Cancel) -> Analysis {
        let severities = lexicon.severities(&facts.choices);
        cells::analysis(self, None, lexicon, facts, &severities, cancel)
    }

    /// The findings of some rules, as loud as that, those that a comment of ours silences left out; of a text that is read
    /// once and not edited.
    pub fn findings_of(&self, rules: &[(RuleId, Severity)], lexicon: &Lexicon, facts: &Facts, cancel: &Cancel) -> Vec<Finding> {
        let mut severities = vec![None; lexicon.rule_count()];
        for &(rule, severity) in rules {
            if let Some(place) = severities.get_mut(rule.0 as usize) {
                *place = Some(severity);
            }
        }
        let mut found = cells::analysis(self, None, lexicon, facts, &severities, cancel).findings;
        found.retain(|finding| rules.iter().any(|(rule, _)| *rule == finding.rule));
        found
    }

    /// The mentions that touch `span`, in order, none inside another: what a hover needs.
    pub fn mentions(&self, span: Span, lexicon: &Lexicon, facts: &Facts) -> Vec<Mention> {
        mentions::mentions(self, span, lexicon, facts)
    }

    /// The mentions of one term in the whole text, in order: a few of [`Document::mentions`], at the cost of these.
    pub fn mentions_of(&self, term: TermId, lexicon: &Lexicon, facts: &Facts) -> Vec<Mention> {
        mentions::mentions_of(self, term, lexicon, facts)
    }

    /// Whether it has no candidate for a finding.
    pub(super) fn is_silent(&self) -> bool {
        self.found.iter().all(|found| found.rules.is_empty())
    }

    /// Whether a phrase that conditions look for in whole files stands in the code of this one.
    pub(super) fn has_witness(&self, phrase: &Phrase, matcher: &Matcher) -> bool {
        if self.findings_only {
            // Asked of few files, and there once a rule.
            let in_code = |zone: Zone| zone != Zone::Comment;
            return matcher.witness_languages(phrase).has(self.lexed.language())
                && phrase.text.split_whitespace().all(|piece| self.may_hold(piece))
                && find(&self.lexed, self.everything(), std::slice::from_ref(phrase), in_code).is_some();
        }
        let Some(witness) = matcher.witness(phrase) else { return false };
        let all = || self.found.iter().flat_map(|found| &found.witnesses).copied().collect();
        self.derived.witnesses.get_or_init(all).contains(&witness)
    }

    /// Whether a piece of a phrase may stand somewhere in the text: letters beyond ASCII are not looked for.
    fn may_hold(&self, piece: &str) -> bool {
        let lower = self.derived.lower.get_or_init(|| self.lexed.text().to_ascii_lowercase().into());
        !piece.is_ascii() || memchr::memmem::find(lower.as_bytes(), piece.to_ascii_lowercase().as_bytes()).is_some()
    }

    /// Statements, blocks or keys, by language.
    pub(super) fn shape(&self) -> &Shape {
        self.derived.shape.get_or_init(|| Shape::new(&self.lexed))
    }

    /// Whether its statement spoke against a candidate in an earlier version, where nothing about that has changed since.
    pub(super) fn refused(&self, candidate: Candidate, statement: Span) -> Option<bool> {
        let (judged, edit) = self.derived.judged_before.as_ref()?;
        judged.refuse(*edit, candidate, statement)
    }

    /// Keeps for later versions what was judged; the first time counts.
    pub(super) fn keep(&self, judged: Judged) {
        let _ = self.derived.judged.set(Arc::new(judged));
    }
}

/// What this version or an earlier one worked out, and all that was lexed anew since, `next` included.
fn before<T>(own: Option<&Arc<T>>, known: Option<&(Arc<T>, Edit)>, next: Edit) -> Option<(Arc<T>, Edit)> {
    let own = own.map(|own| (Arc::clone(own), next));
    own.or_else(|| known.map(|(known, edit)| (Arc::clone(known), edit.then(next))))
}

/// `old` with the stretch `gone` replaced by `fresh`.
fn spliced<T>(old: &[Arc<T>], gone: &Range<usize>, fresh: Vec<Arc<T>>) -> Vec<Arc<T>> {
    let before = old.get(..gone.start).unwrap_or_default();
    let behind = old.get(gone.end..).unwrap_or_default();
    before.iter().cloned().chain(fresh).chain(behind.iter().cloned()).collect()
}

#[cfg(test)]
mod tests;
