//! `--statistics`: how often each rule, term or category reported, most often first.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

use anyhow::bail;
use serde_json::{Value, json};

use super::super::args::{By, OutputFormat};
use super::summary::RuleCount;
use super::{Checked, Report, Summary};
use crate::lexicon::Severity;

/// The counts in a format.
pub(super) fn new(format: OutputFormat, by: By) -> anyhow::Result<Box<dyn Report>> {
    Ok(match format {
        OutputFormat::Full | OutputFormat::Concise => Box::new(Counts { by, shape: Shape::Text }),
        OutputFormat::Json => Box::new(Counts { by, shape: Shape::Array }),
        OutputFormat::JsonLines => Box::new(Counts { by, shape: Shape::Lines }),
        _ => bail!("--statistics counts findings; it can be printed as full, concise, json or json-lines"),
    })
}

struct Counts {
    by: By,
    shape: Shape,
}

enum Shape {
    /// For people.
    Text,
    /// For other tools.
    Array,
    Lines,
}

/// How often one of them reported, and how loud at most.
struct Row<'a> {
    id: &'a str,
    severity: Severity,
    count: usize,
    json: Value,
}

impl Report for Counts {
    fn file(&self, _file: &Checked, _out: &mut Vec<u8>) -> io::Result<()> {
        Ok(())
    }

    fn end(&self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        let rows = rows(summary, self.by);
        match self.shape {
            Shape::Text => {
                let width = rows.first().map_or(0, |row| row.count.to_string().len());
                rows.iter().try_for_each(|row| writeln!(out, "{:>width$}  {:<11}  {}", row.count, row.severity.name(), row.id))
            }
            Shape::Array => {
                serde_json::to_writer_pretty(&mut *out, &rows.iter().map(|row| &row.json).collect::<Vec<_>>())?;
                out.write_all(b"\n")
            }
            Shape::Lines => rows.iter().try_for_each(|row| writeln!(out, "{}", row.json)),
        }
    }
}

fn rows(summary: &Summary, by: By) -> Vec<Row<'_>> {
    let mut found: BTreeMap<&str, (Severity, usize, &RuleCount)> = BTreeMap::new();
    for (rule, count) in &summary.by_rule {
        let id = match by {
            By::Rule => rule,
            By::Term => &count.term,
            By::Category => &count.category,
        };
        let entry = found.entry(id).or_insert((count.severity, 0, count));
        entry.0 = entry.0.max(count.severity);
        entry.1 += count.count;
    }
    let row = |(id, (severity, count, of)): (_, (Severity, usize, &RuleCount))| {
        let (term, category, name) = (&of.term, &of.category, severity.name());
        let json = match by {
            By::Rule => json!({ "rule": id, "term": term, "category": category, "severity": name, "count": count }),
            By::Term => json!({ "term": id, "category": category, "severity": name, "count": count }),
            By::Category => json!({ "category": id, "severity": name, "count": count }),
        };
        Row { id, severity, count, json }
    };
    let mut rows: Vec<_> = found.into_iter().map(row).collect();
    rows.sort_by_key(|row| (Reverse(row.count), row.id));
    rows
}
