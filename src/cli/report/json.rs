//! `json` and `json-lines`: the objects that other tools read. Their keys are public.

use std::io::{self, Write};

use serde::Serialize;

use super::{Checked, Report};
use crate::analysis::Finding;
use crate::text::Position;
use crate::views::links;

/// One array, an object a line.
#[derive(Default)]
pub(super) struct Array {
    begun: bool,
}

impl Report for Array {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"[")
    }

    fn file(&mut self, file: &Checked, out: &mut dyn Write) -> io::Result<()> {
        for object in objects(file) {
            out.write_all(if self.begun { b",\n  " } else { b"\n  " })?;
            serde_json::to_writer(&mut *out, &object)?;
            self.begun = true;
        }
        Ok(())
    }

    fn end(&mut self, _summary: &super::Summary, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(if self.begun { b"\n]\n" } else { b"]\n" })
    }
}

/// One object a line, nothing around them.
pub(super) struct Lines;

impl Report for Lines {
    fn file(&mut self, file: &Checked, out: &mut dyn Write) -> io::Result<()> {
        for object in objects(file) {
            serde_json::to_writer(&mut *out, &object)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }
}

#[derive(Serialize)]
struct Object<'a> {
    path: &'a str,
    range: Range,
    rule: &'a str,
    term: &'a str,
    category: &'a str,
    severity: &'a str,
    message: &'a str,
    advice: &'a str,
    docs: Option<String>,
    acknowledged: bool,
    fingerprint: &'a str,
}

#[derive(Serialize)]
struct Range {
    start: Place,
    end: Place,
}

/// From 1, columns in Unicode scalar values.
#[derive(Serialize)]
struct Place {
    line: u32,
    column: u32,
}

impl From<Position> for Place {
    fn from(position: Position) -> Self {
        Self { line: position.line, column: position.column }
    }
}

fn objects(file: &Checked) -> impl Iterator<Item = Object<'_>> {
    file.findings.iter().zip(&file.fingerprints).map(|(finding, fingerprint)| object(file, finding, fingerprint))
}

fn object<'a>(file: &'a Checked, finding: &Finding, fingerprint: &'a str) -> Object<'a> {
    let lexicon = &file.lexicon;
    let rule = lexicon.rule(finding.rule);
    let term = lexicon.term(lexicon.term_of(finding.rule));
    Object {
        path: &file.path,
        range: Range { start: file.position(finding.span.start).into(), end: file.position(finding.span.end).into() },
        rule: &rule.id,
        term: &term.id,
        category: &term.category,
        severity: finding.severity.name(),
        message: &rule.message,
        advice: &rule.advice,
        docs: links::rule_url(lexicon, finding.rule, &file.guidance),
        acknowledged: finding.acknowledged.is_some(),
        fingerprint,
    }
}
