//! Ids in our own comments: those of what was found here first.

use super::fit::{self, Fit};
use super::{About, Completion, Item, MOST};
use crate::analysis::Analysis;
use crate::lexicon::{FindIn, Lexicon, RuleId};
use crate::syntax::Lexed;
use crate::text::Span;

/// The words of a suppression.
pub(super) fn keywords(lexed: &Lexed, typed: Span) -> Completion {
    let begun = lexed.slice(typed);
    let words = ["ignore", "ignore-file"].into_iter().filter(|word| word.starts_with(begun) && *word != begun);
    let items = words.map(|word| Item { text: word.to_owned(), about: About::Word }).collect();
    Completion { typed, items, is_incomplete: false }
}

/// Rules for a suppression that names `others` already. With nothing typed, only those that report in this file, where
/// any do.
pub(super) fn rules(lexed: &Lexed, lexicon: &Lexicon, typed: Span, others: &[String], analysis: Option<&Analysis>) -> Completion {
    let line = lexed.line_of(typed.start);
    let found = found_near(lexed, lexicon, line, analysis);
    let is_new = |rule: &RuleId| !others.contains(&lexicon.rule(*rule).id);
    let item = |rule: RuleId| Item { text: lexicon.rule(rule).id.clone(), about: About::Rule(rule) };
    let first = found.into_iter().filter(is_new).map(item);
    let all = lexicon.rule_ids().filter(is_new).map(item);
    chosen(typed, lexed.slice(typed), first, all)
}

/// Terms and rules for the link of a TODO: `term`, `term/rule`.
pub(super) fn links(lexed: &Lexed, lexicon: &Lexicon, typed: Span, analysis: Option<&Analysis>) -> Completion {
    let line = lexed.line_of(typed.start);
    let rule = |rule: RuleId| {
        let term = &lexicon.term(lexicon.term_of(rule)).id;
        Item { text: format!("{term}/{}", lexicon.rule(rule).id), about: About::Rule(rule) }
    };
    let found = found_near(lexed, lexicon, line, analysis);
    if let Some((named, begun)) = lexed.slice(typed).split_once('/') {
        let of_term = |id: &RuleId| is_about_code(lexicon, *id) && lexicon.term(lexicon.term_of(*id)).id == named;
        let first = found.into_iter().filter(of_term).map(rule);
        return chosen(typed, begun, first, lexicon.rule_ids().filter(of_term).map(rule));
    }
    let terms = lexicon.terms().map(|(id, term)| Item { text: term.id.clone(), about: About::Term(id) });
    chosen(typed, lexed.slice(typed), found.into_iter().map(rule), terms)
}

/// The rules that report in this file, nearest to a line first, each once.
fn found_near(lexed: &Lexed, lexicon: &Lexicon, line: u32, analysis: Option<&Analysis>) -> Vec<RuleId> {
    let findings = analysis.map(|analysis| analysis.findings.as_slice()).unwrap_or_default();
    let mut near: Vec<(u32, RuleId)> = findings
        .iter()
        .filter(|finding| is_about_code(lexicon, finding.rule))
        .map(|finding| (lexed.line_of(finding.span.start).abs_diff(line), finding.rule))
        .collect();
    near.sort_unstable();
    let mut rules: Vec<RuleId> = Vec::new();
    for (_, rule) in near {
        if !rules.contains(&rule) {
            rules.push(rule);
        }
    }
    rules
}

fn is_about_code(lexicon: &Lexicon, rule: RuleId) -> bool {
    matches!(lexicon.rule(rule).find_in, FindIn::Text | FindIn::Path | FindIn::DeprecatedTerm)
}

/// Those whose id fits what is begun of it, the first ones first.
fn chosen(typed: Span, begun: &str, first: impl Iterator<Item = Item>, all: impl Iterator<Item = Item>) -> Completion {
    let wanted = fit::fold(begun);
    let first: Vec<Item> = first.collect();
    let only_first = wanted.is_empty() && !first.is_empty();
    let all: Vec<Item> = if only_first { Vec::new() } else { all.filter(|item| !first.contains(item)).collect() };
    let key = |item: &Item| item.text.rsplit('/').next().and_then(|id| Fit::new(&wanted, id));
    let mut fitting: Vec<(Fit, Item)> = first.into_iter().chain(all).filter_map(|item| Some((key(&item)?, item))).collect();
    fitting.sort_by_key(|(fit, _)| *fit);
    let cut = fitting.len() > MOST;
    fitting.truncate(MOST);
    let items = fitting.into_iter().map(|(_, item)| item).collect();
    Completion { typed, items, is_incomplete: cut || only_first || wanted.len() < fit::LOOSE }
}
