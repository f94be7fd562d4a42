//! `junit`: a test suite a file and a test case a finding, which every CI system can show.
//!
//! A finding that makes the run fail is a failure; all others are skipped tests, so that the report and the exit code
//! agree.

use std::borrow::Cow;
use std::io::{self, Write};

use super::{Checked, Report, Style, Summary, Told};

pub(super) struct Junit {
    style: Style,
    /// When the run began, as XML Schema writes it, in UTC without a zone.
    began: String,
}

impl Junit {
    pub(super) fn new(style: Style) -> Self {
        Self { style, began: jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%S").to_string() }
    }

    fn suite(&self, name: &str, number: usize, (tests, failures, skipped): (usize, usize, usize)) -> String {
        format!(
            "<testsuite name=\"{}\" package=\"lakespeak\" id=\"{number}\" timestamp=\"{}\" hostname=\"localhost\" tests=\"{tests}\" \
             failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\" time=\"0\">\n<properties/>\n",
            escaped(name),
            self.began
        )
    }

    fn case(&self, file: &Checked, told: &Told<'_>, out: &mut Vec<u8>) -> io::Result<()> {
        let at = format!("{}:{}:{}", file.path, told.start.line, told.start.column);
        writeln!(
            out,
            "<testcase classname=\"{}\" name=\"{} at {}\" time=\"0\">",
            escaped(&file.path),
            escaped(&told.rule.id),
            escaped(&at)
        )?;
        if self.style.fails(told.finding) {
            let url = file.url(told.finding).map_or_else(String::new, |url| format!("\n{url}"));
            let message = told.message();
            write!(out, "<failure type=\"{}\" message=\"{}\">", told.finding.severity.name(), escaped(&message))?;
            writeln!(out, "{}</failure>", escaped(&format!("{at}: {}{url}", told.advice())))?;
        } else {
            writeln!(out, "<skipped/>")?;
        }
        writeln!(out, "</testcase>")
    }
}

const END: &str = "<system-out/>\n<system-err/>\n</testsuite>\n";

impl Report for Junit {
    fn begin(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>")
    }

    fn file(&self, file: &Checked, out: &mut Vec<u8>) -> io::Result<()> {
        let tests = file.findings.len();
        let failures = file.findings.iter().filter(|finding| self.style.fails(finding)).count();
        out.write_all(self.suite(&file.path, file.number, (tests, failures, tests - failures)).as_bytes())?;
        for told in file.told() {
            self.case(file, &told, out)?;
        }
        out.write_all(END.as_bytes())
    }

    fn end(&self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        // Some readers take a report without a test for a run that went wrong.
        if summary.files == 0 {
            let suite = self.suite("lakespeak", 0, (1, 0, 0));
            write!(out, "{suite}<testcase classname=\"lakespeak\" name=\"nothing found\" time=\"0\"/>\n{END}")?;
        }
        writeln!(out, "</testsuites>")
    }
}

/// A text as XML takes it: signs of XML written out, characters that it does not know left out.
fn escaped(text: &str) -> Cow<'_, str> {
    let plain =
        |c: char| !matches!(c, '<' | '>' | '&' | '"' | '\'' | '\u{fffe}' | '\u{ffff}') && (c >= ' ' || matches!(c, '\t' | '\n' | '\r'));
    if text.chars().all(plain) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            c if plain(c) => out.push(c),
            _ => out.push(char::REPLACEMENT_CHARACTER),
        }
    }
    out.into()
}
