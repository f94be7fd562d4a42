//! From candidates to findings: conditions are asked, cheapest first, and each rule reports once a statement.

use rustc_hash::{FxHashMap, FxHashSet};

use super::candidates::Candidate;
use super::conditions::{Answer, Asker, Host};
use super::document::{Document, Embedded};
use super::glance::named_by_path;
use super::insertion::insertion;
use super::judged::{Judged, is_about_the_statement};
use super::shape::Shape;
use super::{Cancel, Facts, Finding};
use crate::lexicon::matcher::Target;
use crate::lexicon::{Condition, Lexicon, Once, Rule, RuleId, Severity};
use crate::syntax::Language;
use crate::syntax::python::Head;
use crate::text::Span;

/// The confirmed places of all rules that are on, in the text itself and in the strings it holds; those in its cells come
/// from `cell`, which is asked for each with the text around it. Suppressions are not looked at.
pub(super) fn findings(
    document: &Document,
    around: Option<Host>,
    lexicon: &Lexicon,
    facts: &Facts,
    severities: &[Option<Severity>],
    cancel: &Cancel,
    mut cell: impl FnMut(&Embedded, Option<Host>),
) -> Vec<Finding> {
    let asker = Asker::new(document, lexicon, facts).within(around);
    let mut found = Vec::new();
    Judge::new(&asker, severities, cancel).text(&mut found);
    if !document.is_inside() {
        by_path(&asker, severities, &mut found);
    }
    for each in document.embedded(lexicon) {
        let comments = !each.region.takes_comments();
        let host = Host { asker: &asker, span: each.region.host_span(), comments };
        if !comments {
            // What Python asks about its surroundings, another language cannot answer.
            cell(each, Some(host).filter(|_| each.region.language == Language::Sql));
            continue;
        }
        if each.document.is_silent() {
            continue;
        }
        let inner = Asker::inside(&each.document, host);
        let mut inside = Vec::new();
        Judge::new(&inner, severities, cancel).text(&mut inside);
        let statement = asker.statement_span(host.span);
        found.extend(inside.into_iter().map(|finding| Finding { span: each.region.outer_span(finding.span), statement, ..finding }));
    }
    found
}

struct Judge<'a> {
    asker: &'a Asker<'a>,
    severities: &'a [Option<Severity>],
    cancel: &'a Cancel,
    /// Whether a rule can report in this file at all: its conditions about the whole file, asked once.
    possible: FxHashMap<RuleId, bool>,
    /// Where each rule has reported.
    reported: FxHashSet<(RuleId, u32)>,
    /// For the next version: what statements said to their candidates.
    judged: Judged,
}

impl<'a> Judge<'a> {
    fn new(asker: &'a Asker<'a>, severities: &'a [Option<Severity>], cancel: &'a Cancel) -> Self {
        Self { asker, severities, cancel, possible: FxHashMap::default(), reported: FxHashSet::default(), judged: Judged::default() }
    }

    fn text(mut self, found: &mut Vec<Finding>) {
        for candidate in self.asker.document.rule_candidates() {
            if self.cancel.is_cancelled() {
                return;
            }
            found.extend(self.judge(candidate));
        }
        self.asker.document.keep(self.judged);
    }

    fn judge(&mut self, candidate: Candidate) -> Option<Finding> {
        let lexicon = self.asker.lexicon;
        let Target::Rule(id) = lexicon.matcher().entry(candidate.entry)?.target else { return None };
        let severity = self.severities.get(id.0 as usize).copied().flatten()?;
        let rule = lexicon.rule(id);
        if !*self.possible.entry(id).or_insert_with(|| possible(self.asker, id)) {
            return None;
        }
        let span = candidate.span;
        let key = (id, once(self.asker, span, rule.once));
        if self.reported.contains(&key) {
            return None;
        }
        let language = self.asker.lexed().language();
        let confirmed = match self.is_refused(candidate, rule, language) {
            Some(true) => false,
            Some(false) => confirmed_around(self.asker, span, rule, language),
            None => confirmed(self.asker, span, id),
        };
        if !confirmed {
            return None;
        }
        self.reported.insert(key);
        let statement = self.asker.statement_span(span);
        let insertion = insertion(self.asker, span);
        let span = shown(self.asker.lexed().slice(span), span);
        Some(Finding { span, rule: id, severity, insertion, statement, acknowledged: None, deprecated: None })
    }
}

impl Judge<'_> {
    /// Whether the statement around a candidate is enough to say no, as most often it is: so an edit asks again only about
    /// statements that it touched. `None` inside other texts, where conditions look out of the statement.
    fn is_refused(&mut self, candidate: Candidate, rule: &Rule, language: Language) -> Option<bool> {
        if self.asker.host.is_some() || !matches!(language, Language::Python | Language::Sql) {
            return None;
        }
        let statement = self.asker.unit(candidate.span);
        let local = |condition: &&Condition| is_about_the_statement(condition, language);
        let refused = self.asker.document.refused(candidate, statement).unwrap_or_else(|| {
            self.asker.all_at(candidate.span, rule.when.iter().filter(local)) != Answer::Yes
                || self.asker.any_at(candidate.span, rule.unless.iter().filter(local)) != Answer::No
        });
        self.judged.push(candidate, statement, refused);
        Some(refused)
    }
}

/// What of a phrase is worth underlining: not the bracket or sign that it ends with to be found more surely.
fn shown(text: &str, span: Span) -> Span {
    let kept = text.trim_end_matches(['(', '=', ':', ' ']).len() as u32;
    if kept == 0 { span } else { Span::new(span.start, span.start + kept) }
}

/// Whether nothing about the whole file speaks against a rule.
fn possible(asker: &Asker, id: RuleId) -> bool {
    let rule = asker.lexicon.rule(id);
    let file = Span::default();
    let whole = |condition: &&Condition| about_the_file(condition);
    asker.all_at(file, rule.when.iter().filter(whole)) == Answer::Yes && asker.any_at(file, rule.unless.iter().filter(whole)) == Answer::No
}

/// Whether a condition has one answer for the whole file.
pub(super) fn about_the_file(condition: &Condition) -> bool {
    matches!(
        condition,
        Condition::FileHas(_)
            | Condition::FileLacks(_)
            | Condition::Imports(_)
            | Condition::Package { .. }
            | Condition::Path(_)
            | Condition::InTests(_)
    )
}

fn confirmed(asker: &Asker, span: Span, id: RuleId) -> bool {
    let rule = asker.lexicon.rule(id);
    asker.all_at(span, &rule.when) == Answer::Yes && asker.any_at(span, &rule.unless) == Answer::No
}

/// As [`confirmed`], where all is known that the statement and the whole file say.
fn confirmed_around(asker: &Asker, span: Span, rule: &Rule, language: Language) -> bool {
    let open = |condition: &&Condition| !is_about_the_statement(condition, language) && !about_the_file(condition);
    // A `call` names the call that others beside it are about.
    let named = |condition: &&Condition| matches!(condition, Condition::Call(_)) || open(condition);
    (!rule.when.iter().any(|condition| open(&condition)) || asker.all_at(span, rule.when.iter().filter(named)) == Answer::Yes)
        && asker.any_at(span, rule.unless.iter().filter(open)) == Answer::No
}

/// The stretch in which a rule reports once, as a number.
fn once(asker: &Asker, span: Span, once: Once) -> u32 {
    match (once, asker.document.shape()) {
        (Once::File, _) => 0,
        (Once::Function, Shape::Python(outline)) => outline
            .at(span.start)
            .and_then(|line| {
                outline.ancestors(line).find(|&line| outline.get(line).is_some_and(|line| matches!(line.head, Head::Def { .. })))
            })
            .map_or(u32::MAX, |line| line as u32),
        (_, Shape::Yaml(_)) => asker.entry_at(span).map_or_else(|| asker.unit(span).start, |entry| asker.mapping_at(entry)),
        _ => asker.unit(span).start,
    }
}

/// Findings of rules about the file's name; they stand at the file's beginning.
fn by_path(asker: &Asker, severities: &[Option<Severity>], found: &mut Vec<Finding>) {
    let Some(path) = &asker.facts.path else { return };
    let language = asker.lexed().language();
    for id in named_by_path(asker.lexicon, asker.facts) {
        let rule = asker.lexicon.rule(id);
        let Some(severity) = severities.get(id.0 as usize).copied().flatten() else { continue };
        if !rule.languages.has(language) {
            continue;
        }
        let stands = |phrase: &crate::lexicon::Phrase| {
            let lexed = crate::syntax::Lexed::new(path.as_str().into(), language);
            super::candidates::find(&lexed, Span::new(0, lexed.len()), std::slice::from_ref(phrase), |_| true).is_some()
        };
        let span = Span::default();
        if rule.find.iter().any(stands) && confirmed(asker, span, id) {
            let statement = span;
            found.push(Finding {
                span,
                rule: id,
                severity,
                insertion: insertion(asker, span),
                statement,
                acknowledged: None,
                deprecated: None,
            });
        }
    }
}

impl Asker<'_> {
    /// What a fingerprint is made of: the statement or logical line; in YAML the key with its value.
    pub(super) fn statement_span(&self, span: Span) -> Span {
        match self.document.shape() {
            Shape::Yaml(tree) => self
                .entry_at(span)
                .and_then(|entry| tree.get(entry))
                .map_or_else(|| self.unit(span), |entry| entry.value.map_or(entry.key, |value| entry.key.hull(value))),
            _ => self.unit(span),
        }
    }
}
