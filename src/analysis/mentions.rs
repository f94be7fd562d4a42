//! Mentions: which of the candidate forms count, and which of those that overlap wins.

use super::conditions::{Answer, Asker};
use super::document::{Document, Embedded};
use super::{Facts, Mention};
use crate::analysis::candidates::{Candidate, REACH};
use crate::lexicon::matcher::Target;
use crate::lexicon::{Condition, Lexicon, TermId};
use crate::text::Span;

/// The mentions that touch `span`, in order.
///
/// First each candidate is judged by itself (zone, conditions, context); then a term's `not` spellings block what lies in
/// them; then the longest wins, of equals the earliest; of terms that claim the same span the team's own, then the one whose
/// package the file imports.
pub(super) fn mentions(document: &Document, span: Span, lexicon: &Lexicon, facts: &Facts) -> Vec<Mention> {
    // What overlaps a mention at the edge decides about it too.
    let wide = Span::new(span.start.saturating_sub(REACH), span.end.saturating_add(REACH));
    let candidates = document.form_candidates(wide, lexicon.matcher());
    let mut winners = winners(document, &candidates, lexicon, facts);
    winners.retain(|mention| mention.span.start <= span.end && span.start <= mention.span.end);
    let near = document.embedded(lexicon).iter().filter(|each| each.region.outer.overlaps(span) || each.region.outer.touches(span.start));
    let mut inner: Vec<Mention> = near.flat_map(|each| inside(each, None, lexicon, facts)).collect();
    inner.retain(|mention| mention.span.start <= span.end && span.start <= mention.span.end);
    joined(winners, inner)
}

/// The mentions of one term in the whole text, in order: as [`mentions`] gives them, though only what can decide about
/// them is judged.
pub(super) fn mentions_of(document: &Document, term: TermId, lexicon: &Lexicon, facts: &Facts) -> Vec<Mention> {
    let is_of = |entry: u32| lexicon.matcher().entry(entry).is_some_and(|entry| entry.target.term() == Some(term));
    let candidates = document.form_candidates(document.everything(), lexicon.matcher());
    let mut end = 0;
    let clusters = candidates.chunk_by(|before, next| {
        end = end.max(before.span.end);
        next.span.start < end
    });
    let decisive = clusters.filter(|cluster| cluster.iter().any(|candidate| is_of(candidate.entry)));
    let mut winners = winners(document, &decisive.flatten().copied().collect::<Vec<_>>(), lexicon, facts);
    winners.retain(|mention| mention.term == term);
    let mut inner = Vec::new();
    for each in document.embedded(lexicon) {
        // Any word inside pushes out what its host would say.
        let contested = winners.iter().any(|mention| mention.span.overlaps(each.region.outer));
        inner.extend(inside(each, Some(term).filter(|_| !contested), lexicon, facts));
    }
    let mut all = joined(winners, inner);
    all.retain(|mention| mention.term == term);
    all
}

/// The candidates that count and that no other pushes out, in order. Those that overlap one of them, or one that overlaps
/// one, must be among them.
fn winners(document: &Document, candidates: &[Candidate], lexicon: &Lexicon, facts: &Facts) -> Vec<Mention> {
    let asker = Asker::new(document, lexicon, facts);
    let mut claims = Vec::new();
    let mut blocked: Vec<(TermId, Span)> = Vec::new();
    for &candidate in candidates {
        let Some(entry) = lexicon.matcher().entry(candidate.entry) else { continue };
        match entry.target {
            Target::Not(term) => blocked.push((term, candidate.span)),
            Target::Generated(term) => claims.extend(Claim::new(&asker, candidate, term, None)),
            Target::Listed(term, form) => claims.extend(Claim::new(&asker, candidate, term, Some(form))),
            Target::Rule(_) | Target::Hint(_) | Target::Witness(_) => {}
        }
    }
    claims.retain(|claim| {
        let from = blocked.partition_point(|(_, span)| span.start + REACH < claim.span.start);
        let near = blocked.get(from..).unwrap_or_default().iter().take_while(|(_, span)| span.start <= claim.span.start);
        !near.clone().any(|&(term, span)| term == claim.term && span.covers(claim.span) && span != claim.span)
    });
    let mention = |claim: Claim| Mention { span: claim.span, term: claim.term, zone: document.lexed().zone_at(claim.span.start) };
    longest(claims, lexicon).into_iter().map(mention).collect()
}

/// A candidate that counts by itself.
#[derive(Clone, Copy, Debug)]
struct Claim {
    span: Span,
    term: TermId,
    /// Whether a condition of the form found its package imported.
    imported: bool,
    listed: bool,
    /// Whether the team wrote it: its own word comes before ours.
    team: bool,
}

impl Claim {
    fn new(asker: &Asker, candidate: Candidate, term: TermId, form: Option<u32>) -> Option<Self> {
        let entry = asker.lexicon.term(term);
        let listed = form.and_then(|form| entry.forms.get(form as usize));
        let (when, unless) = listed.map_or((&entry.generated.when, &entry.generated.unless), |form| (&form.when, &form.unless));
        if asker.all_at(candidate.span, when) != Answer::Yes || asker.any_at(candidate.span, unless) != Answer::No {
            return None;
        }
        let context = entry.context.as_ref().filter(|_| listed.is_none());
        if context.is_some_and(|context| !asker.has_context(candidate.span, context)) {
            return None;
        }
        let imported = when.iter().any(|condition| matches!(condition, Condition::Imports(_)));
        Some(Self { span: candidate.span, term, imported, listed: listed.is_some(), team: asker.lexicon.is_team_term(term) })
    }
}

/// The claims that remain when longer ones push shorter ones out, in order.
fn longest(mut claims: Vec<Claim>, lexicon: &Lexicon) -> Vec<Claim> {
    let rank = |claim: &Claim| (std::cmp::Reverse(claim.span.len()), claim.span.start, !claim.team, !claim.imported, !claim.listed);
    claims.sort_by(|a, b| {
        // The numbers of a team's terms hang on glossaries that count elsewhere; their ids don't.
        let ids = || if a.team { lexicon.term(a.term).id.cmp(&lexicon.term(b.term).id) } else { std::cmp::Ordering::Equal };
        rank(a).cmp(&rank(b)).then_with(ids).then_with(|| a.term.cmp(&b.term))
    });
    let mut winners: std::collections::BTreeMap<u32, Claim> = std::collections::BTreeMap::new();
    for claim in claims {
        let before = winners.range(..=claim.span.start).next_back().is_some_and(|(_, other)| other.span.overlaps(claim.span));
        let behind = winners.range(claim.span.start..claim.span.end).next().is_some();
        if !before && !behind {
            winners.insert(claim.span.start, claim);
        }
    }
    winners.into_values().collect()
}

/// The mentions inside an embedded text, of all terms or of one, where they stand in the text around it.
fn inside(each: &Embedded, term: Option<TermId>, lexicon: &Lexicon, facts: &Facts) -> Vec<Mention> {
    let found = match term {
        Some(term) => mentions_of(&each.document, term, lexicon, facts),
        None => mentions(&each.document, each.document.everything(), lexicon, facts),
    };
    found.into_iter().map(|mention| Mention { span: each.region.outer_span(mention.span), ..mention }).collect()
}

/// The mentions of a text and of what is embedded in it, which knows better what stands there than its host.
fn joined(mut mentions: Vec<Mention>, mut inner: Vec<Mention>) -> Vec<Mention> {
    if !inner.is_empty() {
        inner.sort_by_key(|mention| mention.span);
        // Regions come in order and share no byte, so the first that ends behind a mention's beginning decides.
        mentions.retain(|mention| {
            let next = inner.partition_point(|other| other.span.end <= mention.span.start);
            !inner.get(next).is_some_and(|other| other.span.overlaps(mention.span))
        });
        mentions.extend(inner);
        mentions.sort_by_key(|mention| mention.span);
    }
    mentions
}
