//! `--statistics`: how often each rule reported, most often first.

use std::cmp::Reverse;
use std::io::{self, Write};

use serde_json::json;

use super::{Checked, Report, RuleCount, Summary};

/// For people.
pub(super) struct Text;

impl Report for Text {
    fn file(&mut self, _file: &Checked, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        let rows = sorted(summary);
        let width = rows.first().map_or(0, |(_, row)| row.count.to_string().len());
        for (rule, row) in rows {
            writeln!(out, "{:>width$}  {:<11}  {rule}", row.count, row.severity.name())?;
        }
        Ok(())
    }
}

/// For other tools.
pub(super) struct Json;

impl Report for Json {
    fn file(&mut self, _file: &Checked, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        let row = |(rule, row): (&String, &RuleCount)| json!({ "rule": rule, "term": row.term, "severity": row.severity.name(), "count": row.count });
        let rows: Vec<_> = sorted(summary).into_iter().map(row).collect();
        serde_json::to_writer_pretty(&mut *out, &rows)?;
        out.write_all(b"\n")
    }
}

fn sorted(summary: &Summary) -> Vec<(&String, &RuleCount)> {
    let mut rows: Vec<_> = summary.by_rule.iter().collect();
    rows.sort_by_key(|(rule, row)| (Reverse(row.count), *rule));
    rows
}
