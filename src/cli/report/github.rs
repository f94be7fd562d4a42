//! `github`: workflow commands, which GitHub Actions shows as annotations beside the lines of a pull request.

use std::io::{self, Write};

use super::checkout::Checkout;
use super::{Checked, Report, Told};
use crate::lexicon::Severity;

pub(super) struct Github {
    checkout: Checkout,
}

impl Github {
    pub(super) fn new() -> Self {
        Self { checkout: Checkout::of("GITHUB_WORKSPACE") }
    }
}

impl Report for Github {
    fn file(&self, file: &Checked, out: &mut Vec<u8>) -> io::Result<()> {
        let path = property(&self.checkout.path(file));
        for told in file.told() {
            let level = if told.finding.severity == Severity::Warning { "warning" } else { "notice" };
            let Told { start, end, rule, .. } = &told;
            write!(out, "::{level} title={},file={path},line={},endLine={}", property(&rule.id), start.line, end.line)?;
            // Columns are taken within one line only.
            if start.line == end.line {
                write!(out, ",col={},endColumn={}", start.column, end.column)?;
            }
            let docs = file.url(told.finding).map_or_else(String::new, |url| format!("\n{url}"));
            writeln!(out, "::{}", data(&format!("{}{docs}", told.advice())))?;
        }
        Ok(())
    }
}

/// A text as the message of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A text as the value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
