//! Where to read on: a team's guidance pages, or the public documentation.

use crate::analysis::{Finding, Guidance, comments};
use crate::lexicon::{Lexicon, RuleId, TermId};

/// The page about a rule: the team's guidance, else the rule's documentation, else that of its term.
pub fn rule_url(lexicon: &Lexicon, id: RuleId, guidance: &Guidance) -> Option<String> {
    let rule = lexicon.rule(id);
    let term = lexicon.term_of(id);
    guidance_page(guidance, &lexicon.term(term).id, Some(&rule.id)).or_else(|| rule.docs.clone()).or_else(|| first_doc(lexicon, term))
}

/// The page about a finding.
pub fn finding_url(lexicon: &Lexicon, finding: &Finding, guidance: &Guidance) -> Option<String> {
    match finding.deprecated {
        Some(term) => term_url(lexicon, term, guidance),
        None => rule_url(lexicon, finding.rule, guidance),
    }
}

/// The page about a term: the team's guidance, else the first of its documents.
pub fn term_url(lexicon: &Lexicon, id: TermId, guidance: &Guidance) -> Option<String> {
    guidance_page(guidance, &lexicon.term(id).id, None).or_else(|| first_doc(lexicon, id))
}

/// The title and address of a text that is one Markdown link and nothing else.
pub fn only_link(text: &str) -> Option<(&str, &str)> {
    let (title, url) = text.strip_prefix('[')?.strip_suffix(')')?.split_once("](")?;
    (!title.contains(['[', ']']) && url.starts_with("https://")).then_some((title, url))
}

/// The team's page, if it keeps any: the address that its TODOs have, too.
fn guidance_page(guidance: &Guidance, term: &str, rule: Option<&str>) -> Option<String> {
    guidance.base_url.is_some().then(|| comments::link(guidance, term, rule))
}

fn first_doc(lexicon: &Lexicon, id: TermId) -> Option<String> {
    lexicon.term(id).card.docs.first().map(|doc| doc.url.clone())
}
