//! The candidates of a text by chunk: verified when they are first asked for, and kept until an edit comes near.

use std::ops::RangeInclusive;
use std::sync::{Arc, OnceLock};

use super::Document;
use crate::analysis::Cancel;
use crate::analysis::candidates::{Candidate, REACH, verify};
use crate::lexicon::matcher::{Target, Wanted};
use crate::lexicon::{Lexicon, Matcher};
use crate::syntax::{Zone, regions};
use crate::text::Span;

/// A candidate of a chunk: its offset from the chunk's beginning, its length and its entry. It may begin before the chunk.
type Kept = (i32, u32, u32);

/// The candidates for findings that a chunk's anchors gave: a function of the text around it, [`REACH`] bytes far.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Those of rules.
    pub(super) rules: Vec<Kept>,
    /// The phrases that conditions look for in whole files, without repetition.
    pub(super) witnesses: Vec<u32>,
    /// Where strings begin that may hold a text of another language, from the chunk's beginning.
    pub(super) openings: Vec<u32>,
    /// As `rules`, the candidates of hints; verified when somebody asks for hints.
    hints: OnceLock<Vec<Kept>>,
    /// As `rules`, those of deprecated terms; verified when somebody asks for findings and some term is deprecated.
    deprecated: OnceLock<Vec<Kept>>,
    /// As `rules`, those of all forms; verified when somebody asks for mentions near.
    forms: OnceLock<Vec<Kept>>,
}

/// Both are looked at anew when something within this distance changes.
const _: () = assert!(regions::LOOK_AHEAD <= REACH);

impl Document {
    /// Verifies the anchors of a chunk that findings need.
    pub(super) fn settle(&self, chunk: usize, matcher: &Matcher, cancel: &Cancel) -> Arc<Found> {
        let mut found = Found::default();
        if !cancel.is_cancelled() {
            let start = self.lexed.chunk_span(chunk).start;
            self.verified(
                chunk,
                matcher,
                Wanted::Findings,
                |_| true,
                |candidate, target| {
                    if let Target::Witness(witness) = target {
                        if !found.witnesses.contains(&witness) && self.lexed.zone_at(candidate.span.start) != Zone::Comment {
                            found.witnesses.push(witness);
                        }
                    } else {
                        found.rules.push(candidate.kept(start));
                    }
                },
            );
            // Where it is known what stands inside, nobody will look for it.
            if self.derived.inside.get().is_none() {
                found.openings = regions::openings(&self.lexed, chunk);
            }
            found.rules.sort_unstable();
            found.rules.dedup();
        }
        Arc::new(found)
    }

    /// Calls `take` with every candidate that the anchors of a chunk give for entries that are wanted and that stands
    /// in one of its entry's zones; only those of `among`.
    fn verified(
        &self,
        chunk: usize,
        matcher: &Matcher,
        wanted: Wanted,
        among: impl Fn(Target) -> bool,
        mut take: impl FnMut(Candidate, Target),
    ) {
        let Some(scan) = self.scans.get(chunk) else { return };
        let start = self.lexed.chunk_span(chunk).start;
        let language = self.lexed.language();
        for &(offset, pattern) in &scan.anchors {
            for &each in matcher.uses(pattern, wanted) {
                let Some(entry) = matcher.entry(each.entry).filter(|entry| entry.languages.has(language) && among(entry.target)) else {
                    continue;
                };
                if let Some(candidate) = verify(&self.lexed, matcher, start + offset, each)
                    && entry.zones.has(self.lexed.zone_at(candidate.span.start))
                {
                    take(candidate, entry.target);
                }
            }
        }
    }

    /// The candidates for findings, in order of their beginnings.
    pub(in crate::analysis) fn rule_candidates(&self) -> Vec<Candidate> {
        let chunks = self.lexed.chunks().zip(&self.found);
        in_order(chunks.flat_map(|((start, _), found)| found.rules.iter().map(move |kept| placed(start, *kept))).collect())
    }

    /// The candidates of hints, in order of their beginnings. Those of chunks that no edit came near are kept.
    pub(in crate::analysis) fn setting_candidates(&self, matcher: &Matcher) -> Vec<Candidate> {
        self.kept_candidates(self.chunks_near(self.everything()), matcher, Wanted::Hints, |_| true, |found| &found.hints)
    }

    /// The candidates for mentions of deprecated terms, in order of their beginnings; kept as those of hints are.
    pub(in crate::analysis) fn deprecated_candidates(&self, lexicon: &Lexicon) -> Vec<Candidate> {
        let among = |target: Target| target.term().is_some_and(|term| lexicon.term(term).deprecated.is_some());
        self.kept_candidates(self.chunks_near(self.everything()), lexicon.matcher(), Wanted::Mentions, among, |found| &found.deprecated)
    }

    /// The candidates for mentions whose anchors stand in or near `span`; kept as those of hints are.
    pub(in crate::analysis) fn form_candidates(&self, span: Span, matcher: &Matcher) -> Vec<Candidate> {
        self.kept_candidates(self.chunks_near(span), matcher, Wanted::Mentions, |_| true, |found| &found.forms)
    }

    /// The chunks with anchors whose candidates may reach `span`.
    fn chunks_near(&self, span: Span) -> RangeInclusive<usize> {
        self.lexed.chunk_at(span.start.saturating_sub(REACH))..=self.lexed.chunk_at(span.end.saturating_add(REACH))
    }

    fn kept_candidates(
        &self,
        chunks: RangeInclusive<usize>,
        matcher: &Matcher,
        wanted: Wanted,
        among: impl Fn(Target) -> bool,
        place: impl Fn(&Found) -> &OnceLock<Vec<Kept>>,
    ) -> Vec<Candidate> {
        let mut all = Vec::new();
        for chunk in chunks {
            let Some(found) = self.found.get(chunk) else { continue };
            let start = self.lexed.chunk_span(chunk).start;
            let verify = || {
                let mut kept = Vec::new();
                self.verified(chunk, matcher, wanted, &among, |candidate, _| kept.push(candidate.kept(start)));
                kept.sort_unstable();
                kept.dedup();
                kept
            };
            all.extend(place(found).get_or_init(verify).iter().map(|kept| placed(start, *kept)));
        }
        in_order(all)
    }

    /// All candidates near `span`, for mentions and for findings, whatever their zone: what an explanation tells about.
    pub(in crate::analysis) fn candidates_near(&self, span: Span, matcher: &Matcher) -> Vec<(Candidate, Target)> {
        let language = self.lexed.language();
        let mut all: Vec<(Candidate, Target)> = Vec::new();
        for chunk in self.chunks_near(span) {
            let Some(scan) = self.scans.get(chunk) else { continue };
            let start = self.lexed.chunk_span(chunk).start;
            for &(offset, pattern) in &scan.anchors {
                let uses = [Wanted::Mentions, Wanted::Findings].into_iter().flat_map(|wanted| matcher.uses(pattern, wanted));
                for &each in uses {
                    let entry = matcher.entry(each.entry).filter(|entry| entry.languages.has(language));
                    let found = entry.and_then(|entry| Some((verify(&self.lexed, matcher, start + offset, each)?, entry.target)));
                    all.extend(found);
                }
            }
        }
        all.sort_unstable_by_key(|(candidate, _)| *candidate);
        all.dedup_by_key(|(candidate, _)| *candidate);
        all
    }
}

impl Candidate {
    /// As it is kept by a chunk that begins at `start`.
    fn kept(self, start: u32) -> Kept {
        ((i64::from(self.span.start) - i64::from(start)) as i32, self.span.len(), self.entry)
    }
}

/// A kept candidate at its place, given where its chunk begins.
fn placed(start: u32, (offset, len, entry): Kept) -> Candidate {
    let at = start.saturating_add_signed(offset);
    Candidate { span: Span::new(at, at + len), entry }
}

/// Candidates by their beginnings, each once.
fn in_order(mut all: Vec<Candidate>) -> Vec<Candidate> {
    all.sort_unstable();
    all.dedup();
    all
}
