//! Mentions: which of the candidate forms count, and which of those that overlap wins.

use super::conditions::{Answer, Asker};
use super::document::Document;
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
    let asker = Asker::new(document, lexicon, facts);
    let mut claims = Vec::new();
    let mut blocked: Vec<(TermId, Span)> = Vec::new();
    for candidate in document.form_candidates(wide, lexicon.matcher()) {
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
    let mut winners: Vec<Mention> = longest(claims, lexicon)
        .into_iter()
        .filter(|claim| claim.span.start <= span.end && span.start <= claim.span.end)
        .map(|claim| Mention { span: claim.span, term: claim.term, zone: document.lexed().zone_at(claim.span.start) })
        .collect();
    embedded(document, span, lexicon, facts, &mut winners);
    winners
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

/// Adds the mentions of embedded texts, which know better what stands there than their host.
fn embedded(document: &Document, span: Span, lexicon: &Lexicon, facts: &Facts, mentions: &mut Vec<Mention>) {
    let mut inner = Vec::new();
    for each in document.embedded(lexicon) {
        if !each.region.outer.overlaps(span) && !each.region.outer.touches(span.start) {
            continue;
        }
        for mention in each.document.mentions(each.document.everything(), lexicon, facts) {
            let outer = each.region.outer_span(mention.span);
            if outer.start <= span.end && span.start <= outer.end {
                inner.push(Mention { span: outer, ..mention });
            }
        }
    }
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
}
