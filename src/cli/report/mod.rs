//! How findings are printed: one trait, one file a format.

mod concise;
mod full;
mod json;
mod statistics;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use super::args::OutputFormat;
use crate::analysis::{Finding, Guidance};
use crate::lexicon::{Lexicon, Severity};
use crate::text::{Encoding, LineIndex, Position};

/// A format. Files come in path order, only those with findings; nothing is kept of them.
pub(super) trait Report {
    /// Before the first file.
    fn begin(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// A file's findings.
    fn file(&mut self, file: &Checked, out: &mut dyn Write) -> io::Result<()>;

    /// Behind the last file.
    fn end(&mut self, _summary: &Summary, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// The report for a format.
pub(super) fn new(format: OutputFormat, statistics: bool, coloured: bool) -> Box<dyn Report> {
    match format {
        OutputFormat::Full | OutputFormat::Concise if statistics => Box::new(statistics::Text),
        OutputFormat::Json | OutputFormat::JsonLines if statistics => Box::new(statistics::Json),
        OutputFormat::Full => Box::new(full::Full::new(coloured)),
        OutputFormat::Concise => Box::new(concise::Concise),
        OutputFormat::Json => Box::new(json::Array::default()),
        OutputFormat::JsonLines => Box::new(json::Lines),
    }
}

/// A file that was looked at, with what a report needs of it.
pub(super) struct Checked {
    /// As shown: relative to the working directory, with `/`.
    pub(super) path: String,
    pub(super) text: Arc<str>,
    pub(super) lines: LineIndex,
    /// Sorted by place.
    pub(super) findings: Vec<Finding>,
    /// One for each finding.
    pub(super) fingerprints: Vec<String>,
    pub(super) lexicon: Arc<Lexicon>,
    pub(super) guidance: Arc<Guidance>,
}

impl Checked {
    /// A byte offset as a person counts: line and column from 1, the column in Unicode scalar values.
    fn position(&self, offset: u32) -> Position {
        let Position { line, column } = self.lines.position(&self.text, offset, Encoding::Utf32);
        Position { line: line + 1, column: column + 1 }
    }
}

/// What was found in all files together.
#[derive(Default)]
pub(super) struct Summary {
    /// Files looked at.
    pub(super) checked: usize,
    /// Files with findings.
    pub(super) files: usize,
    /// Findings by severity.
    pub(super) by_severity: BTreeMap<Severity, usize>,
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
    pub(super) severity: Severity,
    pub(super) count: usize,
}

impl Summary {
    /// Counts a file in.
    pub(super) fn add(&mut self, file: &Checked) {
        self.checked += 1;
        self.files += usize::from(!file.findings.is_empty());
        for finding in &file.findings {
            *self.by_severity.entry(finding.severity).or_default() += 1;
            if finding.acknowledged.is_some() {
                self.acknowledged += 1;
            } else {
                self.open = self.open.max(Some(finding.severity));
            }
            let (rule, lexicon) = (finding.rule, &file.lexicon);
            let fresh = || RuleCount { term: lexicon.term(lexicon.term_of(rule)).id.clone(), severity: finding.severity, count: 0 };
            let entry = self.by_rule.entry(lexicon.rule(rule).id.clone()).or_insert_with(fresh);
            entry.severity = entry.severity.max(finding.severity);
            entry.count += 1;
        }
    }

    /// Whether what was found is loud enough to fail; `strict` counts what a TODO acknowledges as well.
    pub(super) fn fails(&self, fail_on: Severity, strict: bool) -> bool {
        self.open.is_some_and(|open| open >= fail_on) || (strict && self.acknowledged > 0)
    }
}

/// `1 file`, `2 files`.
fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
