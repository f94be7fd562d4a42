//! Mentions of deprecated terms: the only ones that are findings.
//!
//! A lexicon without such terms costs nothing. Else the mentions around each candidate are settled as for a hover, so that
//! both say the same.

use rustc_hash::FxHashMap;

use super::conditions::{Asker, Host};
use super::document::Document;
use super::insertion::insertion;
use super::mentions::mentions;
use super::{Facts, Finding, Input, Mention};
use crate::lexicon::matcher::Wanted;
use crate::lexicon::{Lexicon, RuleId, Severity, TermId};
use crate::syntax::Language;
use crate::syntax::regions::notebook;
use crate::text::Span;

/// Candidates nearer than this are settled together: each look reads what stands around it.
const NEAR: u32 = 2048;

/// The mentions of deprecated terms in a text and in the strings it holds, by the rules that are on; those in its cells
/// are the cells' own. `ours` are the places, in order, where our own comments name terms and rules.
pub(super) fn findings(document: &Document, around: Option<Host>, lexicon: &Lexicon, facts: &Facts, ours: &[Span]) -> Vec<Finding> {
    let rules: Vec<RuleId> = lexicon.rules_of_deprecated().to_vec();
    if rules.is_empty() {
        return Vec::new();
    }
    let asker = Asker::new(document, lexicon, facts).within(around);
    let mut loudness: FxHashMap<(RuleId, TermId), Option<Severity>> = FxHashMap::default();
    let mut found = Vec::new();
    for Mention { span, term, .. } in deprecated(document, lexicon, facts) {
        if ours.iter().any(|own| own.overlaps(span)) {
            continue;
        }
        for &rule in rules.iter().filter(|rule| lexicon.rule(**rule).languages.has(document.lexed().language())) {
            let severity = *loudness.entry((rule, term)).or_insert_with(|| lexicon.severity_about(rule, term, &facts.choices));
            let Some(severity) = severity else { continue };
            let (statement, insertion) = (asker.statement_span(span), insertion(&asker, span));
            found.push(Finding { span, rule, severity, insertion, statement, acknowledged: None, deprecated: Some(term) });
        }
    }
    found
}

/// The mentions of deprecated terms that stand in no cell, in order.
fn deprecated(document: &Document, lexicon: &Lexicon, facts: &Facts) -> Vec<Mention> {
    let mut runs: Vec<Span> = Vec::new();
    for span in candidates(document, lexicon) {
        match runs.last_mut() {
            Some(run) if span.start <= run.end.saturating_add(NEAR) => *run = run.hull(span),
            _ => runs.push(span),
        }
    }
    let wanted =
        |mention: &Mention| lexicon.term(mention.term).deprecated.is_some() && document.cell_at(lexicon, mention.span.start).is_none();
    runs.into_iter().flat_map(|run| mentions(document, run, lexicon, facts)).filter(wanted).collect()
}

/// Where a form of a deprecated term may stand in a text and in the strings it holds, in order.
fn candidates(document: &Document, lexicon: &Lexicon) -> Vec<Span> {
    let mut all: Vec<Span> = document.deprecated_candidates(lexicon).into_iter().map(|candidate| candidate.span).collect();
    for each in document.embedded(lexicon).iter().filter(|each| !each.region.takes_comments()) {
        all.extend(candidates(&each.document, lexicon).into_iter().map(|span| each.region.outer_span(span)));
    }
    all.sort_unstable();
    all
}

/// Whether a deprecated term may stand in a text, by its anchors alone.
pub(super) fn may_stand(input: &Input, lexicon: &Lexicon) -> bool {
    if lexicon.rules_of_deprecated().is_empty() {
        return false;
    }
    if input.language == Language::Notebook {
        return notebook::region(&input.text).is_some_and(|region| has_anchor(&region.text, region.language, lexicon));
    }
    has_anchor(&input.text, input.language, lexicon)
}

fn has_anchor(text: &str, language: Language, lexicon: &Lexicon) -> bool {
    let matcher = lexicon.matcher();
    let counts = |entry: u32| {
        let entry = matcher.entry(entry).filter(|entry| entry.languages.meets(language.with_hosted()));
        entry.and_then(|entry| entry.target.term()).is_some_and(|term| lexicon.term(term).deprecated.is_some())
    };
    let uses = |pattern: u32| matcher.uses(pattern, Wanted::Mentions);
    hides_letters(text) || matcher.has_deprecated(text, |pattern| uses(pattern).iter().any(|each| counts(each.entry)))
}

/// Whether a string of the text may spell letters out as numbers, which only its reader resolves.
fn hides_letters(text: &str) -> bool {
    memchr::memchr_iter(b'\\', text.as_bytes()).any(|at| {
        let next = text.as_bytes().get(at + 1);
        next.is_some_and(|next| matches!(next, b'x' | b'u' | b'U' | b'N' | b'\n' | b'\r' | b'0'..=b'7'))
    })
}
