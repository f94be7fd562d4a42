//! `--select` and `--ignore`: what of the repository's choice this run looks at.

use std::sync::Arc;

use super::super::explain::{candidates, nearest};
use crate::lexicon::{Choice, Exactness, Lexicon, RuleId, Setting};

/// The selectors of this run.
#[derive(Default)]
pub(super) struct Selection {
    select: Vec<String>,
    ignore: Vec<String>,
}

impl Selection {
    pub(super) fn new(select: Vec<String>, ignore: Vec<String>) -> Self {
        let clean = |selectors: Vec<String>| selectors.iter().map(|id| id.trim().to_owned()).filter(|id| !id.is_empty()).collect();
        Self { select: clean(select), ignore: clean(ignore) }
    }

    /// Whether a rule is wanted. Where both lists name it, the more exact name wins, then `--ignore`.
    pub(super) fn wants(&self, lexicon: &Lexicon, rule: RuleId) -> bool {
        let selected = best(lexicon, rule, &self.select);
        let ignored = best(lexicon, rule, &self.ignore);
        (self.select.is_empty() && ignored.is_none()) || selected > ignored
    }

    /// The repository's choices with those rules switched on that are off and selected by their own name or their
    /// group's.
    pub(super) fn choices(&self, lexicon: &Lexicon, chosen: &Arc<Vec<Choice>>) -> Arc<Vec<Choice>> {
        if self.select.is_empty() {
            return Arc::clone(chosen);
        }
        let severities = lexicon.severities(chosen);
        let off = lexicon.rule_ids().filter(|rule| severities.get(rule.0 as usize).copied().flatten().is_none());
        let named = off.filter(|&rule| matches!(best(lexicon, rule, &self.select), Some(Exactness::Rule | Exactness::Group)));
        let on = named.map(|rule| Choice { selector: lexicon.rule(rule).id.clone(), setting: Setting::On });
        Arc::new(chosen.iter().cloned().chain(on).collect())
    }

    /// Selectors that name nothing, as complaints.
    pub(super) fn unknown(&self, lexicon: &Lexicon) -> Vec<String> {
        let unknown = |option: &'static str, selectors: &[String]| {
            let unknown = selectors.iter().filter(|selector| !lexicon.knows_selector(selector));
            unknown.map(|selector| complaint(option, selector, lexicon)).collect::<Vec<_>>()
        };
        [unknown("--select", &self.select), unknown("--ignore", &self.ignore)].concat()
    }
}

fn complaint(option: &str, selector: &str, lexicon: &Lexicon) -> String {
    let hint = nearest(selector, candidates(lexicon)).map_or_else(String::new, |near| format!("; did you mean “{near}”?"));
    format!("{option}: there is no rule, term, category or group “{selector}”{hint}")
}

fn best(lexicon: &Lexicon, rule: RuleId, selectors: &[String]) -> Option<Exactness> {
    selectors.iter().filter_map(|selector| lexicon.exactness(rule, selector)).max()
}
