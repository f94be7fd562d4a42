//! Why there is something, or nothing, at a place: every candidate that touches it, and what spoke against each.

use super::candidates::Candidate;
use super::conditions::{Answer, Asker, Host};
use super::document::Document;
use super::{Analysis, Facts};
use crate::lexicon::matcher::Target;
use crate::lexicon::{Condition, Lexicon, RuleId, TermId};
use crate::syntax::{Language, TokenKind, Zone};
use crate::text::Span;

/// What is known about a place.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// The texts that hold the place, outermost first: a string's SQL stands in its Python.
    pub layers: Vec<Layer>,
    /// The forms of terms that touch it.
    pub forms: Vec<Looked<TermId>>,
    /// The phrases of rules on its line.
    pub rules: Vec<Looked<RuleId>>,
    /// The rules that comments silence or acknowledge around it, as those name them.
    pub comments: Vec<String>,
}

/// A place in one text.
#[derive(Clone, Debug)]
pub struct Layer {
    /// What the text is read as.
    pub language: Language,
    /// The token there, unless the place is behind the text.
    pub token: Option<(TokenKind, String)>,
    /// Its zone.
    pub zone: Zone,
}

/// A candidate and what became of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Looked<Id> {
    /// What it stands for.
    pub id: Id,
    /// As it stands in the text.
    pub text: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a candidate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// It counts: it is a mention, or reported.
    Counts,
    /// Reported, and acknowledged by a TODO.
    Acknowledged,
    /// It stands where it does not count.
    Zone(Zone),
    /// The rule is off for this file.
    Off,
    /// These had to be yes and were not, each with whether it was not known; or no, and were not.
    Conditions(Vec<Failed>),
    /// None of the words near which it counts is near.
    Context,
    /// Another term, or a spelling that never counts, has the place.
    Overruled(Option<TermId>),
    /// The rule has reported in this statement already.
    Once,
    /// A comment silences it.
    Silenced,
}

/// A condition that spoke against a candidate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failed {
    /// As a glossary names it, with what it asks for.
    pub condition: String,
    /// Whether it stands under `unless`.
    pub unless: bool,
    /// Whether the text does not tell.
    pub unknown: bool,
}

/// Explains a place. `analysis` is that of the whole file.
pub fn explain(document: &Document, lexicon: &Lexicon, facts: &Facts, analysis: &Analysis, at: u32) -> Explanation {
    let comments = analysis.suppressions.iter().flat_map(|suppression| suppression.ids.iter().map(|(_, id, _)| id.clone()));
    let mut explanation = Explanation { layers: Vec::new(), forms: Vec::new(), rules: Vec::new(), comments: comments.collect() };
    let reported: Vec<(RuleId, Span, bool)> =
        analysis.findings.iter().map(|finding| (finding.rule, finding.span, finding.acknowledged.is_some())).collect();
    inside(&mut explanation, document, &Asker::new(document, lexicon, facts), at, &reported);
    explanation
}

fn inside(out: &mut Explanation, document: &Document, asker: &Asker, at: u32, reported: &[(RuleId, Span, bool)]) {
    let lexed = document.lexed();
    let token = lexed.token_at(at).map(|leaf| (leaf.kind, lexed.slice(leaf.span).to_owned()));
    out.layers.push(Layer { language: lexed.language(), token, zone: lexed.zone_at(at) });
    if let Some((each, inner_at)) = document.embedded_at(asker.lexicon, at) {
        let comments = !each.region.takes_comments();
        let host = Host { asker, span: each.region.host_span(), comments };
        let asks = comments || each.region.language == Language::Sql;
        let inner = Asker::new(&each.document, asker.lexicon, asker.facts).within(Some(host).filter(|_| asks));
        let moved = |&(rule, span, todo): &(RuleId, Span, bool)| Some((rule, each.region.inner_span(span)?, todo));
        let reported: Vec<_> = reported.iter().filter_map(moved).collect();
        return inside(out, &each.document, &inner, inner_at, &reported);
    }
    let line = lexed.line_span(lexed.line_of(at));
    for (candidate, target) in document.candidates_near(Span::at(at).hull(line), asker.lexicon.matcher()) {
        let text = lexed.slice(candidate.span).to_owned();
        match target {
            Target::Generated(id) | Target::Listed(id, _) if candidate.span.touches(at) => {
                out.forms.push(Looked { id, text, outcome: form(document, asker, candidate, target, id) });
            }
            Target::Rule(id) if candidate.span.overlaps(line) => {
                out.rules.push(Looked { id, text, outcome: rule(asker, candidate, id, reported, &out.comments) });
            }
            _ => {}
        }
    }
}

fn form(document: &Document, asker: &Asker, candidate: Candidate, target: Target, id: TermId) -> Outcome {
    let (lexicon, span) = (asker.lexicon, candidate.span);
    if let Some(zone) = wrong_zone(asker, candidate) {
        return Outcome::Zone(zone);
    }
    let term = lexicon.term(id);
    let listed = if let Target::Listed(_, form) = target { term.forms.get(form as usize) } else { None };
    let (when, unless) = listed.map_or((&term.generated.when, &term.generated.unless), |form| (&form.when, &form.unless));
    let failed = failed(asker, span, when, unless);
    if !failed.is_empty() {
        return Outcome::Conditions(failed);
    }
    if term.context.as_ref().is_some_and(|context| listed.is_none() && !asker.has_context(span, context)) {
        return Outcome::Context;
    }
    let mentions = document.mentions(span, lexicon, asker.facts);
    if mentions.iter().any(|mention| mention.span == span && mention.term == id) {
        return Outcome::Counts;
    }
    Outcome::Overruled(mentions.iter().find(|mention| mention.span.overlaps(span)).map(|mention| mention.term))
}

fn rule(asker: &Asker, candidate: Candidate, id: RuleId, reported: &[(RuleId, Span, bool)], silenced: &[String]) -> Outcome {
    let (lexicon, span) = (asker.lexicon, candidate.span);
    let data = lexicon.rule(id);
    if let Some((.., todo)) = reported.iter().find(|(rule, place, _)| *rule == id && place.overlaps(span)) {
        return if *todo { Outcome::Acknowledged } else { Outcome::Counts };
    }
    if let Some(zone) = wrong_zone(asker, candidate) {
        return Outcome::Zone(zone);
    }
    if lexicon.severities(&asker.facts.choices).get(id.0 as usize).copied().flatten().is_none() {
        return Outcome::Off;
    }
    let failed = failed(asker, span, &data.when, &data.unless);
    if !failed.is_empty() {
        Outcome::Conditions(failed)
    } else if silenced.contains(&data.id) {
        Outcome::Silenced
    } else {
        Outcome::Once
    }
}

/// The zone of a candidate, where it does not count in it.
fn wrong_zone(asker: &Asker, candidate: Candidate) -> Option<Zone> {
    let zone = asker.lexed().zone_at(candidate.span.start);
    let entry = asker.lexicon.matcher().entry(candidate.entry)?;
    (!entry.zones.has(zone)).then_some(zone)
}

/// The conditions that speak against a match. A `call` beside others says which call they are about, so each is asked
/// together with it.
fn failed(asker: &Asker, span: Span, when: &[Condition], unless: &[Condition]) -> Vec<Failed> {
    let call = when.iter().find(|condition| matches!(condition, Condition::Call(_)));
    let mut all = Vec::new();
    for condition in when {
        let beside = call.filter(|call| !std::ptr::eq(*call, condition));
        let answer = asker.all_at(span, beside.into_iter().chain([condition]));
        if answer != Answer::Yes {
            all.push(Failed { condition: name(condition), unless: false, unknown: answer == Answer::Unknown });
        }
    }
    for condition in unless {
        let answer = asker.any_at(span, [condition]);
        if answer != Answer::No {
            all.push(Failed { condition: name(condition), unless: true, unknown: answer == Answer::Unknown });
        }
    }
    all
}

/// A condition as a glossary names it, with the texts that it asks for.
fn name(condition: &Condition) -> String {
    /// So many texts say enough.
    const TEXTS: usize = 6;
    let shown = format!("{condition:?}");
    let variant = shown.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let mut name = String::new();
    for c in variant.chars() {
        if c.is_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.extend(c.to_lowercase());
    }
    let texts: Vec<&str> = shown.split('"').skip(1).step_by(2).collect();
    if texts.is_empty() {
        let rest = shown.strip_prefix(variant).unwrap_or_default().trim_matches(['(', ')', '[', ']', '{', '}', ' ']).to_lowercase();
        return if rest.is_empty() { name } else { format!("{name}: {rest}") };
    }
    let more = if texts.len() > TEXTS { ", …" } else { "" };
    format!("{name}: {}{more}", texts.into_iter().take(TEXTS).collect::<Vec<_>>().join(", "))
}
