//! The examples of rules, executed: bad ones must fire, good ones must stay silent.

use std::path::Path;
use std::sync::Arc;

use super::pins;
use crate::analysis::{Cancel, Facts, Input, analyse};
use crate::lexicon::{Choice, Example, Lexicon, RuleId, Setting};
use crate::text::Span;

/// An example that does not behave.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Misfit<'a> {
    /// The example.
    pub example: &'a Example,
    /// What is wrong with it.
    pub message: String,
}

/// All examples of a lexicon's rules that do not behave, in order.
pub fn misfits(lexicon: &Lexicon) -> Vec<Misfit<'_>> {
    let of_rule = |id: RuleId| {
        let rule = lexicon.rule(id);
        let all = rule.bad.iter().map(|example| (example, true)).chain(rule.good.iter().map(|example| (example, false)));
        all.filter_map(move |(example, fires)| misfit(lexicon, id, example, fires))
    };
    lexicon.rule_ids().flat_map(of_rule).collect()
}

/// Where a rule reports in an example; it is looked for alone, and counts as switched on.
pub fn findings(lexicon: &Lexicon, id: RuleId, example: &Example) -> Vec<Span> {
    let pins = example.files.iter().flat_map(|(path, text)| pins::pins_of_file(Path::new(path), text)).collect();
    let facts = Facts {
        path: example.path.clone(),
        pins: Arc::new(pins),
        choices: Arc::new(vec![Choice { selector: lexicon.rule(id).id.clone(), setting: Setting::On }]),
        ..Facts::default()
    };
    let input = Input { text: example.text.as_str().into(), language: example.language, facts };
    let findings = analyse(&input, lexicon, &Cancel::default()).findings;
    findings.iter().filter(|finding| finding.rule == id).map(|finding| finding.span).collect()
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
