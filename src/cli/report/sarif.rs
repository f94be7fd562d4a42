//! `sarif`: SARIF 2.1.0, which GitHub's code scanning and many viewers read.
//!
//! Results are written as they come; the rules that they name follow behind them, since only then it is known which.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::checkout::Checkout;
use super::summary::RuleCount;
use super::{Checked, Report, Style, Summary, Told, home, listed};
use crate::lexicon::Severity;
use crate::views::card::Markup;
use crate::views::links;

pub(super) struct Sarif {
    checkout: Checkout,
    strict: bool,
}

impl Sarif {
    pub(super) fn new(style: Style) -> Self {
        Self { checkout: Checkout::of("GITHUB_WORKSPACE"), strict: style.strict }
    }

    fn result(&self, uri: &str, told: &Told<'_>) -> Value {
        let region = json!({
            "startLine": told.start.line, "startColumn": told.start.column, "endLine": told.end.line, "endColumn": told.end.column,
        });
        let mut result = json!({
            "ruleId": told.rule.id,
            "level": level(told.finding.severity),
            "message": { "text": told.advice() },
            "locations": [{ "physicalLocation": { "artifactLocation": { "uri": uri }, "region": region } }],
            // The first is the one that GitHub knows a finding by when its lines move.
            "partialFingerprints": { "primaryLocationLineHash": told.fingerprint, "lakespeak/v1": told.fingerprint },
        });
        if told.finding.acknowledged.is_some()
            && !self.strict
            && let Some(result) = result.as_object_mut()
        {
            let todo = json!([{ "kind": "inSource", "justification": "a TODO above the statement acknowledges it" }]);
            result.insert("suppressions".to_owned(), todo);
        }
        result
    }
}

impl Report for Sarif {
    fn begin(&self, out: &mut dyn Write) -> io::Result<()> {
        let schema = "https://json.schemastore.org/sarif-2.1.0.json";
        write!(out, "{{\"$schema\":\"{schema}\",\"version\":\"2.1.0\",\"runs\":[{{\"columnKind\":\"unicodeCodePoints\",\"results\":[")
    }

    fn between(&self) -> &'static [u8] {
        b","
    }

    fn file(&self, file: &Checked, out: &mut Vec<u8>) -> io::Result<()> {
        let uri = self.checkout.uri(file);
        listed(file.told(), out, |told, out| Ok(serde_json::to_writer(out, &self.result(&uri, &told))?))
    }

    fn end(&self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        let mut driver = json!({
            "name": "Lakespeak",
            "version": env!("CARGO_PKG_VERSION"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": summary.by_rule.values().map(rule).collect::<Vec<_>>(),
        });
        if let (Some(url), Some(driver)) = (home(), driver.as_object_mut()) {
            driver.insert("informationUri".to_owned(), url.into());
        }
        let invocations = json!([{ "executionSuccessful": !summary.trouble }]);
        writeln!(out, "\n],\"tool\":{{\"driver\":{driver}}},\"invocations\":{invocations}}}]}}")
    }
}

fn rule(count: &RuleCount) -> Value {
    let RuleCount { lexicon, rule: id, guidance, .. } = count;
    let rule = lexicon.rule(*id);
    let term = lexicon.term(lexicon.term_of(*id));
    let (message, advice) = (Markup::Plain.inline(&rule.message), Markup::Plain.inline(&rule.advice));
    let url = links::rule_url(lexicon, *id, guidance);
    let read_on = url.as_ref().map_or_else(String::new, |url| format!("\n\n[Read on]({url})"));
    let mut value = json!({
        "id": rule.id,
        "shortDescription": { "text": message },
        "fullDescription": { "text": if advice.is_empty() { message.clone() } else { format!("{message} {advice}") } },
        "help": {
            "text": if advice.is_empty() { &message } else { &advice },
            "markdown": format!("**{message}**\n\n{advice}\n\n*{}*: {}{read_on}", term.name, Markup::Plain.inline(&term.card.plain_english)),
        },
        "defaultConfiguration": { "level": level(rule.severity) },
        "properties": { "tags": [term.category, term.id, rule.group.name()], "problem.severity": problem(rule.severity) },
    });
    if let (Some(url), Some(value)) = (url, value.as_object_mut()) {
        value.insert("helpUri".to_owned(), url.into());
    }
    value
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "note",
    }
}

/// GitHub's own word for it.
fn problem(severity: Severity) -> &'static str {
    match severity {
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "recommendation",
    }
}
