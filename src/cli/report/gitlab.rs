//! `gitlab`: a Code Quality report, which GitLab shows in merge requests.

use std::io::{self, Write};

use serde_json::json;

use super::checkout::Checkout;
use super::{Checked, Report, Summary, Told, listed};
use crate::lexicon::Severity;

pub(super) struct Gitlab {
    checkout: Checkout,
}

impl Gitlab {
    pub(super) fn new() -> Self {
        Self { checkout: Checkout::of("CI_PROJECT_DIR") }
    }
}

impl Report for Gitlab {
    fn begin(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"[")
    }

    fn between(&self) -> &'static [u8] {
        b","
    }

    fn file(&self, file: &Checked, out: &mut Vec<u8>) -> io::Result<()> {
        let path = self.checkout.path(file);
        listed(file.told(), out, |told, out| Ok(serde_json::to_writer(out, &entry(&path, &told))?))
    }

    fn end(&self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(if summary.files > 0 { b"\n]\n" } else { b"]\n" })
    }
}

fn entry(path: &str, told: &Told<'_>) -> serde_json::Value {
    let severity = match told.finding.severity {
        Severity::Warning => "major",
        Severity::Information => "minor",
        Severity::Hint => "info",
    };
    json!({
        "description": told.advice(),
        "check_name": told.rule.id,
        // GitLab takes entries with equal ones for one; the same accident in two files is two.
        "fingerprint": format!("{}{:016x}", told.fingerprint, hash(path)),
        "severity": severity,
        "location": { "path": path, "lines": { "begin": told.start.line, "end": told.end.line } },
    })
}

/// 64-bit FNV-1a.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
