//! What was found in all files together.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Checked;
use crate::analysis::Guidance;
use crate::lexicon::{Lexicon, RuleId, Severity};

/// What was found in all files together.
#[derive(Default)]
pub(in crate::cli) struct Summary {
    /// Files looked at.
    pub(in crate::cli) checked: usize,
    /// Files with findings.
    pub(in crate::cli) files: usize,
    /// Findings that a baseline knows; they are in no other number.
    pub(in crate::cli) known: usize,
    /// Whether something could not be looked at.
    pub(in crate::cli) trouble: bool,
    /// Findings by severity.
    pub(in crate::cli) by_severity: BTreeMap<Severity, usize>,
    /// The loudest severity that findings without a TODO have.
    open: Option<Severity>,
    /// Findings that a TODO acknowledges.
    acknowledged: usize,
    /// Findings by rule.
    pub(super) by_rule: BTreeMap<String, RuleCount>,
}

/// How often a rule reported.
#[derive(Clone, Debug)]
pub(super) struct RuleCount {
    pub(super) term: String,
    pub(super) category: String,
    pub(super) severity: Severity,
    pub(super) count: usize,
    /// The rule, as the first file that it reported in knows it.
    pub(super) rule: RuleId,
    pub(super) lexicon: Arc<Lexicon>,
    pub(super) guidance: Arc<Guidance>,
}

impl Summary {
    /// Counts a file in.
    pub(in crate::cli) fn add(&mut self, file: &Checked) {
        self.checked += 1;
        self.files += usize::from(!file.findings.is_empty());
        for finding in &file.findings {
            *self.by_severity.entry(finding.severity).or_default() += 1;
            if finding.acknowledged.is_some() {
                self.acknowledged += 1;
            } else {
                self.open = self.open.max(Some(finding.severity));
            }
            let id = &file.lexicon.rule(finding.rule).id;
            if !self.by_rule.contains_key(id) {
                self.by_rule.insert(id.clone(), RuleCount::new(file, finding.rule, finding.severity));
            }
            if let Some(entry) = self.by_rule.get_mut(id) {
                entry.severity = entry.severity.max(finding.severity);
                entry.count += 1;
            }
        }
    }

    /// How many findings there are.
    pub(in crate::cli) fn findings(&self) -> usize {
        self.by_severity.values().sum()
    }

    /// Whether what was found is loud enough to fail; `strict` counts what a TODO acknowledges as well.
    pub(in crate::cli) fn fails(&self, fail_on: Severity, strict: bool) -> bool {
        self.open.is_some_and(|open| open >= fail_on) || (strict && self.acknowledged > 0)
    }
}

impl RuleCount {
    fn new(file: &Checked, rule: RuleId, severity: Severity) -> Self {
        let term = file.lexicon.term(file.lexicon.term_of(rule));
        Self {
            term: term.id.clone(),
            category: term.category.clone(),
            severity,
            count: 0,
            rule,
            lexicon: Arc::clone(&file.lexicon),
            guidance: Arc::clone(&file.guidance),
        }
    }
}
