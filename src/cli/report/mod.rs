//! How findings are printed: one trait, one file a format.
//!
//! A format keeps nothing from file to file, so that many files are put into words side by side; what is said of each is
//! joined in path order by [`sinks`].

mod checkout;
mod concise;
mod full;
mod github;
mod gitlab;
mod json;
mod junit;
mod rdjson;
mod sarif;
pub(super) mod sinks;
mod statistics;
mod summary;

use std::io::{self, Write};
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::sync::Arc;

use super::args::{By, OutputFormat};
use crate::analysis::{Finding, Guidance};
use crate::lexicon::{Lexicon, Rule, Severity, Term};
use crate::syntax::regions::CellPlace;
use crate::text::{Encoding, LineIndex, Position};
use crate::views::card::Markup;
use crate::views::links;
use crate::views::message::Said;
pub(super) use summary::Summary;

/// A format. Files come in path order, only those with findings.
pub(super) trait Report: Send + Sync {
    /// What stands before the first file.
    fn begin(&self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// What stands between the findings of two files.
    fn between(&self) -> &'static [u8] {
        b""
    }

    /// A file's findings, at least one.
    fn file(&self, file: &Checked, out: &mut Vec<u8>) -> io::Result<()>;

    /// What stands behind the last file.
    fn end(&self, _summary: &Summary, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// What every format of one run is told.
#[derive(Clone, Copy)]
pub(super) struct Style {
    /// Whether colours may be used.
    pub(super) coloured: bool,
    /// The quietest severity that counts as a failure.
    pub(super) fail_on: Severity,
    /// Whether a finding that a TODO acknowledges counts too.
    pub(super) strict: bool,
}

impl Style {
    /// Whether a finding makes the run fail.
    fn fails(self, finding: &Finding) -> bool {
        if finding.acknowledged.is_some() { self.strict } else { finding.severity >= self.fail_on }
    }
}

/// The report for a format; of the counts alone where `statistics` says by what.
pub(super) fn new(format: OutputFormat, statistics: Option<By>, style: Style) -> anyhow::Result<Box<dyn Report>> {
    if let Some(by) = statistics {
        return statistics::new(format, by);
    }
    Ok(match format {
        OutputFormat::Full => Box::new(full::Full::new(style.coloured)),
        OutputFormat::Concise => Box::new(concise::Concise),
        OutputFormat::Json => Box::new(json::Array),
        OutputFormat::JsonLines => Box::new(json::Lines),
        OutputFormat::Github => Box::new(github::Github::new()),
        OutputFormat::Gitlab => Box::new(gitlab::Gitlab::new()),
        OutputFormat::Sarif => Box::new(sarif::Sarif::new(style)),
        OutputFormat::Junit => Box::new(junit::Junit::new(style)),
        OutputFormat::Rdjson => Box::new(rdjson::Rdjson),
    })
}

/// A file that was looked at, with what a report needs of it.
pub(super) struct Checked {
    /// As shown: relative to the working directory, with `/`.
    pub(super) path: String,
    /// Absolute.
    pub(super) file: PathBuf,
    /// Which of the run's files it is, from 0.
    pub(super) number: usize,
    pub(super) text: Arc<str>,
    pub(super) lines: LineIndex,
    /// Sorted by place.
    pub(super) findings: Vec<Finding>,
    /// One for each finding.
    pub(super) fingerprints: Vec<String>,
    /// One for each finding in a notebook; empty for other files.
    pub(super) cells: Vec<Option<CellPlace>>,
    pub(super) lexicon: Arc<Lexicon>,
    pub(super) guidance: Arc<Guidance>,
}

/// A finding with all that is said of it.
struct Told<'a> {
    finding: &'a Finding,
    rule: &'a Rule,
    term: &'a Term,
    said: Said<'a>,
    fingerprint: &'a str,
    cell: Option<CellPlace>,
    start: Position,
    end: Position,
}

impl Checked {
    /// A byte offset as a person counts: line and column from 1, the column in Unicode scalar values.
    fn position(&self, offset: u32) -> Position {
        self.position_in(offset, Encoding::Utf32)
    }

    /// The same in other units.
    fn position_in(&self, offset: u32, encoding: Encoding) -> Position {
        let Position { line, column } = self.lines.position(&self.text, offset, encoding);
        Position { line: line + 1, column: column + 1 }
    }

    /// The lines that a finding stands on, from 1.
    pub(super) fn lines_of(&self, finding: &Finding) -> RangeInclusive<u32> {
        let last = finding.span.end.saturating_sub(1).max(finding.span.start);
        self.position(finding.span.start).line..=self.position(last).line
    }

    /// Each finding, in order.
    fn told(&self) -> impl Iterator<Item = Told<'_>> {
        self.findings.iter().enumerate().map(|(index, finding)| Told {
            finding,
            rule: self.lexicon.rule(finding.rule),
            term: self.lexicon.term(finding.term(&self.lexicon)),
            said: Said::of(&self.lexicon, finding),
            fingerprint: self.fingerprints.get(index).map_or("", String::as_str),
            cell: self.cells.get(index).copied().flatten(),
            start: self.position(finding.span.start),
            end: self.position(finding.span.end),
        })
    }

    /// Where to read on about a finding.
    fn url(&self, finding: &Finding) -> Option<String> {
        links::finding_url(&self.lexicon, finding, &self.guidance)
    }

    /// Keeps the findings that `wanted` says yes to, with what belongs to each.
    pub(super) fn retain(&mut self, mut wanted: impl FnMut(usize, &Finding) -> bool) {
        let keep: Vec<bool> = self.findings.iter().enumerate().map(|(index, finding)| wanted(index, finding)).collect();
        only(&mut self.findings, &keep);
        only(&mut self.fingerprints, &keep);
        only(&mut self.cells, &keep);
    }
}

impl Told<'_> {
    /// What will happen, in one line: whatever a glossary says, it breaks none.
    fn message(&self) -> String {
        Markup::Plain.inline(&self.said.message)
    }

    /// What will happen and what to do instead, in one line.
    fn advice(&self) -> String {
        let message = self.message();
        if self.said.advice.is_empty() { message } else { format!("{message} {}", Markup::Plain.inline(&self.said.advice)) }
    }
}

/// Keeps the items of a list that `keep` says yes to.
fn only<T>(list: &mut Vec<T>, keep: &[bool]) {
    let mut keep = keep.iter();
    list.retain(|_| keep.next().is_none_or(|keep| *keep));
}

/// Where Lakespeak lives, if its package says so.
fn home() -> Option<&'static str> {
    Some(env!("CARGO_PKG_REPOSITORY")).filter(|url| !url.is_empty())
}

/// Writes the items of a list: a comma and a line end before each but the first.
fn listed<T>(
    items: impl Iterator<Item = T>,
    out: &mut Vec<u8>,
    mut write: impl FnMut(T, &mut Vec<u8>) -> io::Result<()>,
) -> io::Result<()> {
    for (index, item) in items.enumerate() {
        out.extend_from_slice(if index == 0 { b"\n  " } else { b",\n  " });
        write(item, out)?;
    }
    Ok(())
}

/// `1 file`, `2 files`.
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
