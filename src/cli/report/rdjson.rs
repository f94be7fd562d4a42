//! `rdjson`: reviewdog's diagnostic format. Columns count UTF-8 bytes, from 1.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::{Checked, Report, Summary, Told, home, listed};
use crate::lexicon::Severity;
use crate::text::{Encoding, Position};

pub(super) struct Rdjson;

impl Report for Rdjson {
    fn begin(&self, out: &mut dyn Write) -> io::Result<()> {
        let source = match home() {
            Some(url) => json!({ "name": "lakespeak", "url": url }),
            None => json!({ "name": "lakespeak" }),
        };
        write!(out, "{{\"source\":{source},\"diagnostics\":[")
    }

    fn between(&self) -> &'static [u8] {
        b","
    }

    fn file(&self, file: &Checked, out: &mut Vec<u8>) -> io::Result<()> {
        listed(file.told(), out, |told, out| Ok(serde_json::to_writer(out, &diagnostic(file, &told))?))
    }

    fn end(&self, _summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"\n]}\n")
    }
}

fn diagnostic(file: &Checked, told: &Told<'_>) -> Value {
    let place = |offset| {
        let Position { line, column } = file.position_in(offset, Encoding::Utf8);
        json!({ "line": line, "column": column })
    };
    let severity = match told.finding.severity {
        Severity::Warning => "WARNING",
        Severity::Information | Severity::Hint => "INFO",
    };
    let mut code = json!({ "value": told.rule.id });
    if let (Some(url), Some(code)) = (file.url(told.finding), code.as_object_mut()) {
        code.insert("url".to_owned(), url.into());
    }
    json!({
        "message": told.advice(),
        "location": { "path": file.path, "range": { "start": place(told.finding.span.start), "end": place(told.finding.span.end) } },
        "severity": severity,
        "code": code,
    })
}
