//! `json` and `json-lines`: the objects that other tools read. Their keys are public.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;

use super::{Checked, Report, Summary, Told, listed};
use crate::text::Position;

/// One array, an object a line.
pub(super) struct Array;

impl Report for Array {
    fn begin(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"[")
    }

    fn between(&self) -> &'static [u8] {
        b","
    }

    fn file(&self, file: &Checked, out: &mut Vec<u8>) -> io::Result<()> {
        listed(file.told(), out, |told, out| Ok(serde_json::to_writer(out, &object(file, &told))?))
    }

    fn end(&self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(if summary.files > 0 { b"\n]\n" } else { b"]\n" })
    }
}

/// One object a line, nothing around them.
pub(super) struct Lines;

impl Report for Lines {
    fn file(&self, file: &Checked, out: &mut Vec<u8>) -> io::Result<()> {
        for told in file.told() {
            serde_json::to_writer(&mut *out, &object(file, &told))?;
            out.push(b'\n');
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
    message: Cow<'a, str>,
    advice: Cow<'a, str>,
    docs: Option<String>,
    acknowledged: bool,
    fingerprint: &'a str,
    /// Only in a notebook.
    #[serde(skip_serializing_if = "Option::is_none")]
    cell: Option<Cell>,
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

/// Where the finding begins in a notebook's cell, all from 1.
#[derive(Serialize)]
struct Cell {
    index: u32,
    line: u32,
    column: u32,
}

impl From<Position> for Place {
    fn from(position: Position) -> Self {
        Self { line: position.line, column: position.column }
    }
}

fn object<'a>(file: &'a Checked, told: &Told<'a>) -> Object<'a> {
    Object {
        path: &file.path,
        range: Range { start: told.start.into(), end: told.end.into() },
        rule: &told.rule.id,
        term: &told.term.id,
        category: &told.term.category,
        severity: told.finding.severity.name(),
        message: told.said.message.clone(),
        advice: told.said.advice.clone(),
        docs: file.url(told.finding),
        acknowledged: told.finding.acknowledged.is_some(),
        fingerprint: told.fingerprint,
        cell: told.cell.map(|cell| Cell { index: cell.index, line: cell.line, column: cell.column }),
    }
}
