//! The examples of rules and hints, executed: bad ones must fire, good ones must stay silent, and labels must be those told.

use std::path::Path;
use std::sync::Arc;

use super::pins;
use crate::analysis::{Cancel, Document, Facts};
use crate::glossary::{Level, Problem};
use crate::lexicon::{Example, Glossary, HintExample, HintId, Lexicon, RuleId, Source};
use crate::text::Span;
use crate::views::hint::label;

/// The cost of an example that is empty.
const PER_EXAMPLE: usize = 200;

/// An example that does not behave.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Misfit<'a> {
    /// The example.
    pub example: &'a Example,
    /// What is wrong with it.
    pub message: String,
}

/// All examples of a lexicon's rules and hints that do not behave, in order.
pub fn misfits(lexicon: &Lexicon) -> Vec<Misfit<'_>> {
    let of_rule = |id: RuleId| {
        let rule = lexicon.rule(id);
        let all = rule.bad.iter().map(|example| (example, true)).chain(rule.good.iter().map(|example| (example, false)));
        all.filter_map(move |(example, fires)| misfit(lexicon, id, example, fires))
    };
    let of_hint = |id: HintId| lexicon.hint(id).examples.iter().filter_map(move |example| hint_misfit(lexicon, id, example));
    lexicon.rule_ids().flat_map(of_rule).chain(lexicon.hint_ids().flat_map(of_hint)).collect()
}

/// Where a rule reports in an example; it is looked for alone, and counts as switched on.
pub fn findings(lexicon: &Lexicon, id: RuleId, example: &Example) -> Vec<Span> {
    let cancel = Cancel::default();
    let document = Document::new(example.text.as_str().into(), example.language, lexicon, &cancel);
    let loud = [(id, lexicon.rule(id).severity)];
    document.findings_of(&loud, lexicon, &facts(example), &cancel).iter().map(|finding| finding.span).collect()
}

/// What the examples of a glossary cost to run, in bytes of text and as much again for each of them.
pub fn cost(glossary: &Glossary) -> usize {
    let rules = glossary.terms.iter().flat_map(|term| &term.rules).flat_map(|rule| rule.bad.iter().chain(&rule.good));
    let hints = glossary.terms.iter().flat_map(|term| &term.hints).flat_map(|hint| &hint.examples);
    rules.chain(hints.map(|example| &example.snippet)).map(|example| example.text.len() + PER_EXAMPLE).sum()
}

/// The examples of a glossary's own rules and hints that do not behave where `lexicon` applies, each at its line.
pub fn problems(lexicon: &Lexicon, glossary: &Glossary) -> Vec<Problem> {
    let ids = glossary.terms.iter().flat_map(|term| &term.rules).filter_map(|rule| lexicon.rule_by_id(&rule.id));
    let of_rule = |id: RuleId| {
        let rule = lexicon.rule(id);
        let all = rule.bad.iter().map(|example| (example, true)).chain(rule.good.iter().map(|example| (example, false)));
        // Those of the layers below are tested there.
        let own = all.filter(|(example, _)| *example.source.file == *glossary.file);
        own.filter_map(move |(example, fires)| misfit(lexicon, id, example, fires))
    };
    let of_hint = |id: HintId| {
        let own = lexicon.hint(id).examples.iter().filter(|example| *example.snippet.source.file == *glossary.file);
        own.filter_map(move |example| hint_misfit(lexicon, id, example))
    };
    let problem = |misfit: Misfit<'_>| {
        let Source { span, line, column, .. } = misfit.example.source;
        Problem { severity: Level::Error, span, line, column, message: misfit.message }
    };
    ids.flat_map(of_rule).chain(lexicon.hint_ids().flat_map(of_hint)).map(problem).collect()
}

/// Whether an example of a rule does not behave; it is judged by its own rule only, which counts as switched on.
pub fn misfit<'a>(lexicon: &Lexicon, id: RuleId, example: &'a Example, fires: bool) -> Option<Misfit<'a>> {
    let rule = lexicon.rule(id);
    let found = !findings(lexicon, id, example).is_empty();
    let message = match (found, fires) {
        (true, true) | (false, false) => return None,
        (false, true) => format!("`{}` should report this bad example and does not", rule.id),
        (true, false) => format!("`{}` reports this good example and should not", rule.id),
    };
    Some(Misfit { example, message })
}

/// Whether an example of a hint does not behave: whether another label is shown by it than told. Findings are left out, since
/// which rules are on is the reader's choice.
pub fn hint_misfit<'a>(lexicon: &Lexicon, id: HintId, example: &'a HintExample) -> Option<Misfit<'a>> {
    let HintExample { snippet, label: wanted } = example;
    let cancel = Cancel::default();
    let document = Document::new(snippet.text.as_str().into(), snippet.language, lexicon, &cancel);
    let hints = document.hints(&[], lexicon, &facts(snippet), &cancel);
    let shown: Vec<String> = hints.iter().filter(|hint| hint.id == id).map(label).collect();
    let message = match wanted {
        Some(wanted) if shown.contains(wanted) => return None,
        None if shown.is_empty() => return None,
        Some(wanted) => format!("this example should show `{wanted}` and shows {}", told(&shown)),
        None => format!("this example should show nothing and shows {}", told(&shown)),
    };
    Some(Misfit { example: snippet, message })
}

fn told(labels: &[String]) -> String {
    if labels.is_empty() { "nothing".to_owned() } else { format!("`{}`", labels.join("`, `")) }
}

/// What an example tells of its surroundings.
fn facts(example: &Example) -> Facts {
    let pins = example.files.iter().flat_map(|(path, text)| pins::pins_of_file(Path::new(path), text)).collect();
    Facts { path: example.path.clone(), pins: Arc::new(pins), ..Facts::default() }
}
