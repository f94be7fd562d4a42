//! What is known about a place: findings, terms, and what our own comments there are about.

use crate::analysis::{Analysis, Document, Facts};
use crate::lexicon::{Lexicon, RuleId, TermId};
use crate::syntax::Zone;
use crate::text::Span;

/// What is known about a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Here {
    /// The rules that report there, or that a comment of ours names there; each once.
    pub rules: Vec<RuleId>,
    /// The terms that stand there, then those of the rules; each once.
    pub terms: Vec<TermId>,
    /// The narrowest of what stands there.
    pub span: Span,
}

/// Which of it is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// What rules report.
    pub findings: bool,
    /// Terms in code, and not only in what is written for people.
    pub identifiers: bool,
}

impl Wanted {
    /// All of it.
    pub const ALL: Self = Self { findings: true, identifiers: true };
}

/// What is known about the place `at`; `None` for nothing.
pub fn here(doc: &Document, lexicon: &Lexicon, facts: &Facts, analysis: &Analysis, at: u32, wanted: Wanted) -> Option<Here> {
    if let Some((span, term, rule)) = named(lexicon, analysis, at) {
        return Some(collect(lexicon, [rule], [term], span)).filter(Here::says_something);
    }
    let mut mentions = doc.mentions(Span::at(at), lexicon, facts);
    mentions.retain(|mention| wanted.identifiers || mention.zone != Zone::Code);
    // That a term is deprecated, its own card says.
    let findings = analysis.findings.iter().filter(|finding| wanted.findings && finding.deprecated.is_none());
    // Directly behind a word counts too, unless another one begins there.
    let mut spans = mentions.iter().map(|mention| mention.span).chain(findings.clone().map(|finding| finding.span));
    let covers: fn(Span, u32) -> bool = if spans.any(|span| span.contains(at)) { Span::contains } else { Span::touches };
    let mentions: Vec<_> = mentions.into_iter().filter(|mention| covers(mention.span, at)).collect();
    let findings: Vec<_> = findings.filter(|finding| covers(finding.span, at)).collect();
    let spans = mentions.iter().map(|mention| mention.span).chain(findings.iter().map(|finding| finding.span));
    if let Some(span) = spans.min_by_key(|span| span.len()) {
        let rules = findings.iter().map(|finding| Some(finding.rule));
        return Some(collect(lexicon, rules, mentions.iter().map(|mention| Some(mention.term)), span));
    }
    let todo = analysis.todos.iter().find(|todo| todo.span.contains(at))?;
    let rule = todo.rule.as_deref().and_then(|id| lexicon.rule_by_id(id));
    Some(collect(lexicon, [rule], [lexicon.term_by_id(&todo.term)], todo.span)).filter(Here::says_something)
}

impl Here {
    fn says_something(&self) -> bool {
        !self.terms.is_empty()
    }
}

/// What the id at a place names, in a link or in a suppression.
fn named(lexicon: &Lexicon, analysis: &Analysis, at: u32) -> Option<(Span, Option<TermId>, Option<RuleId>)> {
    if let Some(todo) = analysis.todos.iter().find(|todo| todo.link.contains(at)) {
        let rule = todo.rule.as_deref().and_then(|id| lexicon.rule_by_id(id));
        return Some((todo.link, lexicon.term_by_id(&todo.term), rule));
    }
    let mut ids = analysis.suppressions.iter().flat_map(|suppression| &suppression.ids);
    let (span, id, _) = ids.find(|(span, ..)| span.touches(at))?;
    Some((*span, None, lexicon.rule_by_id(id)))
}

fn collect(
    lexicon: &Lexicon,
    rules: impl IntoIterator<Item = Option<RuleId>>,
    terms: impl IntoIterator<Item = Option<TermId>>,
    span: Span,
) -> Here {
    let mut here = Here { rules: Vec::new(), terms: Vec::new(), span };
    for rule in rules.into_iter().flatten() {
        if !here.rules.contains(&rule) {
            here.rules.push(rule);
        }
    }
    let of_rules: Vec<TermId> = here.rules.iter().map(|&rule| lexicon.term_of(rule)).collect();
    for term in terms.into_iter().flatten().chain(of_rules) {
        if !here.terms.contains(&term) {
            here.terms.push(term);
        }
    }
    here
}
