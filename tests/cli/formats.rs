//! Every format against the schema that its readers published, or a reader itself, over the same rough corpus: paths with
//! blanks and other letters, columns behind wide letters, several lines, notebooks, TODOs, glossaries' markup.

use std::collections::BTreeSet;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{DAG, folder, lakespeak, run};

const NOTEBOOK: &str = r##"{
 "cells": [
  {"cell_type": "markdown", "source": ["# Orders"]},
  {"cell_type": "code", "source": ["%%sql\n", "select \"é\", a\n", "from t where b = null"]}
 ],
 "metadata": {}, "nbformat": 4, "nbformat_minor": 5
}
"##;

/// Findings of every kind.
pub(crate) fn corpus() -> TempDir {
    let acknowledged = DAG.replace("URL =", "# TODO: Read it in the task. (lakespeak:airflow/airflow-variable-at-parse-time)\nURL =");
    folder(&[
        ("lakespeak.yml", b""),
        ("dags/a b,c:d%.py", DAG.as_bytes()),
        ("dags/acknowledged.py", acknowledged.as_bytes()),
        (
            "models/\u{e9}<&>'\"/wide.sql",
            "select '\u{540d}\u{1d11e}', a from t where b = null;\nselect\n  distinct(a), b from t\n".as_bytes(),
        ),
        ("notebooks/n.ipynb", NOTEBOOK.as_bytes()),
        ("quiet.sql", b"select 1\n"),
    ])
}

pub(crate) fn of(folder: &TempDir, format: &str) -> String {
    let (code, out, stderr) = run(folder.path(), &["check", "--output-format", format]);
    assert_eq!((code, stderr.as_str()), (1, ""), "{format}");
    out
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// The findings that `json` gives: what every other format must hold too.
pub(crate) fn all(folder: &TempDir) -> Vec<Value> {
    let all = json(&of(folder, "json")).as_array().unwrap().clone();
    assert!(all.len() >= 6, "{all:?}");
    all
}

#[track_caller]
fn valid(schema: &str, instance: &Value) {
    let validator = jsonschema::validator_for(&json(schema)).unwrap();
    let errors: Vec<String> = validator.iter_errors(instance).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn sarif() {
    // One pattern in it is a slip of the pen that strict readers of patterns refuse.
    let schema = &include_str!("schemas/sarif-2.1.0.json").replace("-[a-zA-Z]{2}]?$", "-[a-zA-Z]{2}$");
    let folder = corpus();
    let report = json(&of(&folder, "sarif"));
    valid(schema, &report);
    let run_of = &report["runs"][0];
    let results = run_of["results"].as_array().unwrap();
    let rules: BTreeSet<&str> =
        run_of["tool"]["driver"]["rules"].as_array().unwrap().iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert_eq!((run_of["columnKind"].as_str(), results.len()), (Some("unicodeCodePoints"), all(&folder).len()));
    for (result, finding) in results.iter().zip(all(&folder)) {
        assert!(rules.contains(result["ruleId"].as_str().unwrap()), "{result}");
        let place = &result["locations"][0]["physicalLocation"];
        let (region, range) = (&place["region"], &finding["range"]);
        for (ours, theirs) in [
            (&region["startLine"], &range["start"]["line"]),
            (&region["startColumn"], &range["start"]["column"]),
            (&region["endLine"], &range["end"]["line"]),
            (&region["endColumn"], &range["end"]["column"]),
            (&result["partialFingerprints"]["primaryLocationLineHash"], &finding["fingerprint"]),
        ] {
            assert_eq!(ours, theirs, "{result}");
        }
        let uri = place["artifactLocation"]["uri"].as_str().unwrap();
        let plain = uri.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~/%".contains(&byte));
        assert!(plain && !uri.starts_with('/'), "{uri}");
        assert_eq!(result["suppressions"].is_array(), finding["acknowledged"] == true, "{result}");
    }
    let uris: BTreeSet<&str> =
        results.iter().map(|result| result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap()).collect();
    assert!(uris.contains("dags/a%20b%2Cc%3Ad%25.py") && uris.contains("models/%C3%A9%3C%26%3E%27%22/wide.sql"), "{uris:?}");
    for rule in run_of["tool"]["driver"]["rules"].as_array().unwrap() {
        for key in ["shortDescription", "fullDescription", "help"] {
            assert!(rule[key]["text"].as_str().is_some_and(|text| !text.is_empty()), "{key} of {rule}");
        }
    }
    assert_eq!(run_of["invocations"][0]["executionSuccessful"], true);
    // The schema can say no.
    let broken = json(&report.to_string().replace("\"startLine\"", "\"firstLine\""));
    assert!(!jsonschema::validator_for(&json(schema)).unwrap().is_valid(&broken));
}

#[test]
fn sarif_counts_from_the_top_of_the_checkout() {
    let folder = corpus();
    let within = |variable: &str, format: &str| {
        let top = folder.path().canonicalize().unwrap();
        let output = lakespeak(&top.join("dags"), &["check", "--output-format", format]).env(variable, &top).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(within("GITHUB_WORKSPACE", "sarif").contains("\"uri\":\"dags/acknowledged.py\""));
    assert!(within("GITHUB_WORKSPACE", "github").contains("file=dags/acknowledged.py,"));
    assert!(within("CI_PROJECT_DIR", "gitlab").contains("\"path\":\"dags/acknowledged.py\""));
}

#[test]
fn rdjson() {
    let folder = corpus();
    let report = json(&of(&folder, "rdjson"));
    valid(include_str!("schemas/rdjson.json"), &report);
    let diagnostics = report["diagnostics"].as_array().unwrap();
    assert_eq!(diagnostics.len(), all(&folder).len());
    for (diagnostic, finding) in diagnostics.iter().zip(all(&folder)) {
        let location = &diagnostic["location"];
        assert_eq!((&location["path"], &diagnostic["code"]["value"]), (&finding["path"], &finding["rule"]));
        assert!(["WARNING", "INFO"].contains(&diagnostic["severity"].as_str().unwrap()), "{diagnostic}");
        // The place that the bytes name is the place that the characters name.
        let text = std::fs::read_to_string(folder.path().join(location["path"].as_str().unwrap())).unwrap();
        for end in ["start", "end"] {
            let (bytes, characters) = (&location["range"][end], &finding["range"][end]);
            let line = text.lines().nth(bytes["line"].as_u64().unwrap() as usize - 1).unwrap_or_default();
            let before = &line[..bytes["column"].as_u64().unwrap() as usize - 1];
            assert_eq!(before.chars().count() as u64 + 1, characters["column"].as_u64().unwrap(), "{diagnostic}");
        }
    }
}

#[test]
fn gitlab() {
    let folder = corpus();
    let report = json(&of(&folder, "gitlab"));
    valid(include_str!("schemas/gitlab.json"), &report);
    let entries = report.as_array().unwrap();
    assert_eq!(entries.len(), all(&folder).len());
    let fingerprints: BTreeSet<&str> = entries.iter().map(|entry| entry["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(fingerprints.len(), entries.len(), "two files with the same accident are two entries");
}

#[test]
fn github() {
    let folder = corpus();
    let text = of(&folder, "github");
    let findings = all(&folder);
    assert_eq!(text.lines().count(), findings.len());
    for (line, finding) in text.lines().zip(&findings) {
        let rest = line.strip_prefix("::").unwrap();
        let (level, rest) = rest.split_once(' ').unwrap();
        assert_eq!(level == "warning", finding["severity"] == "warning", "{line}");
        let (properties, message) = rest.split_once("::").unwrap();
        assert!(!message.is_empty() && !message.contains('\r'), "{line}");
        let properties: Vec<(&str, &str)> = properties.split(',').map(|property| property.split_once('=').unwrap()).collect();
        let get = |name: &str| properties.iter().find(|(key, _)| *key == name).map(|(_, value)| *value);
        let number = |value: &Value| value.as_u64().unwrap().to_string();
        let (start, end) = (&finding["range"]["start"], &finding["range"]["end"]);
        let undone = |text: &str| text.replace("%2C", ",").replace("%3A", ":").replace("%25", "%");
        assert_eq!(get("file").map(undone).as_deref(), finding["path"].as_str());
        assert_eq!(get("line"), Some(number(&start["line"]).as_str()));
        assert_eq!(get("endLine"), Some(number(&end["line"]).as_str()));
        // GitHub takes columns within one line only.
        assert_eq!(get("endColumn").is_some(), start["line"] == end["line"], "{line}");
    }
}

#[test]
fn cells_of_notebooks_are_named() {
    let folder = corpus();
    let findings = all(&folder);
    let cell = |finding: &Value| finding.get("cell").map(ToString::to_string);
    let here: Vec<_> = findings.iter().filter(|finding| finding["path"] == "notebooks/n.ipynb").map(cell).collect();
    assert_eq!(here, [Some(r#"{"index":2,"line":3,"column":16}"#.to_owned())]);
    assert!(findings.iter().all(|finding| finding["path"] == "notebooks/n.ipynb" || cell(finding).is_none()));
    assert!(of(&folder, "full").contains("= cell: 2, line 3, column 16"));
    assert!(of(&folder, "concise").contains("never true. (cell 2, line 3)\n"));
}

#[test]
fn several_formats_in_one_run() {
    let folder = corpus();
    let alone = ["concise", "sarif", "gitlab"].map(|format| of(&folder, format));
    let formats = ["--output-format", "concise", "--output-format", "sarif=out/l.sarif", "--output-format=gitlab=gl.json"];
    std::fs::create_dir(folder.path().join("out")).unwrap();
    let (code, out, stderr) = run(folder.path(), &[&["check"], formats.as_slice()].concat());
    let written = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!((code, stderr.as_str(), out.as_str()), (1, "", alone[0].as_str()));
    assert_eq!((written("out/l.sarif"), written("gl.json")), (alone[1].clone(), alone[2].clone()));
    let result = run(folder.path(), &["check", "--output-file", "one.json", "--output-format", "json"]);
    assert_eq!(result, (1, String::new(), String::new()));
    assert_eq!(written("one.json"), of(&folder, "json"));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 8, "nothing else is left behind");
}

#[test]
fn formats_and_files_that_do_not_fit() {
    let folder = corpus();
    let of = |arguments: &[&str]| run(folder.path(), &[&["check"], arguments].concat());
    for (arguments, told) in [
        (&["--output-format", "json", "--output-format", "sarif"][..], "only one format can go to standard output"),
        (&["--output-format", "sarif=a/b/c.sarif"], "a/b/c.sarif: could not be written"),
        (&["--output-format", "sarif", "--output-file", "dags"], "dags: could not be written"),
        (&["--output-format", "sarif", "--statistics"], "--statistics counts findings"),
        (&["--output-format", "xml=a"], "invalid value 'xml'"),
    ] {
        let (code, out, stderr) = of(arguments);
        assert!(code == 2 && out.is_empty() && stderr.contains(told), "{arguments:?}: {code} {stderr}");
    }
}

#[test]
fn counts_by_rule_term_and_category() {
    let folder = corpus();
    let findings = all(&folder);
    for by in ["rule", "term", "category"] {
        let (_, out, _) = run(folder.path(), &["check", &format!("--statistics={by}"), "--output-format", "json-lines"]);
        let rows: Vec<Value> = out.lines().map(json).collect();
        assert_eq!(rows.iter().map(|row| row["count"].as_u64().unwrap()).sum::<u64>(), findings.len() as u64, "{by}");
        for row in &rows {
            let count = findings.iter().filter(|finding| finding[by] == row[by]).count();
            assert_eq!(row["count"], count, "{row}");
        }
        let (_, text, _) = run(folder.path(), &["check", &format!("--statistics={by}")]);
        assert_eq!(text.lines().count(), rows.len());
    }
}
