//! `concise`: one line for each finding, as editors and `grep` like it.

use std::io::{self, Write};

use super::{Checked, Report};

pub(super) struct Concise;

impl Report for Concise {
    fn file(&self, file: &Checked, out: &mut Vec<u8>) -> io::Result<()> {
        for told in file.told() {
            let (at, severity) = (told.start, told.finding.severity.name());
            write!(out, "{}:{}:{}: {severity}[{}] {}", file.path, at.line, at.column, told.rule.id, told.message())?;
            match told.cell {
                Some(cell) => writeln!(out, " (cell {}, line {})", cell.index, cell.line)?,
                None => writeln!(out)?,
            }
        }
        Ok(())
    }
}
