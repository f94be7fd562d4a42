//! `concise`: one line for each finding, as editors and `grep` like it.

use std::io::{self, Write};

use super::{Checked, Report};
use crate::views::card::Markup;

pub(super) struct Concise;

impl Report for Concise {
    fn file(&mut self, file: &Checked, out: &mut dyn Write) -> io::Result<()> {
        for finding in &file.findings {
            let rule = file.lexicon.rule(finding.rule);
            let at = file.position(finding.span.start);
            // A line is a line: whatever a glossary says, it breaks none.
            let message = Markup::Plain.inline(&rule.message);
            let severity = finding.severity.name();
            writeln!(out, "{}:{}:{}: {severity}[{}] {message}", file.path, at.line, at.column, rule.id)?;
        }
        Ok(())
    }
}
