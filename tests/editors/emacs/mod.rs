//! Emacs, with the snippets of `editors/emacs/README.md`: a finding, a hover, and a TODO written into the buffer.

use std::process::Command;

use serde_json::Value;

use crate::{install, readme};

const PYTHON: (&str, &str, &str) =
    ("dag.py", "from airflow.models import Variable\n\nIDS = [\"Größe\", Variable.get(\"größen\")]\n", "airflow");
const YAML: (&str, &str, &str) =
    ("docker-compose.yml", "# für den Data Lake\nservices:\n  kafka:\n    image: \"apache/kafka:latest\"\n", "Data Lake");

/// Opens a file with `client`, looks at `word`, inserts the TODO of the first finding.
fn session(client: &str, (file, text, word): (&str, &str, &str)) -> Value {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("snippet.el"), readme::snippet("editors/emacs/README.md", client, "elisp")).unwrap();
    std::fs::write(folder.path().join(file), text).unwrap();
    let output = Command::new(install::emacs())
        .args(["-q", "--batch", "-l"])
        .arg(crate::root().join(format!("tests/editors/emacs/{client}.el")))
        .args(["snippet.el", file, "answer.json", word])
        .current_dir(folder.path())
        .env("PATH", crate::with_binary_on_path())
        .env("HOME", folder.path())
        .output()
        .unwrap();
    let answer = std::fs::read_to_string(folder.path().join("answer.json"));
    serde_json::from_str(&answer.unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))).unwrap()
}

#[track_caller]
fn check(client: &str, file: (&str, &str, &str), place: &str, message: &str, card: &str) -> Value {
    let saw = session(client, file);
    assert_eq!(saw["place"], place, "{saw}");
    assert!(saw["finding"].as_str().is_some_and(|text| text.contains(message)), "{saw}");
    assert!(saw["hover"].as_str().is_some_and(|text| text.starts_with(card)), "{saw}");
    let lines: Vec<&str> = saw["lines"].as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect();
    let (todo, rest): (Vec<&str>, Vec<&str>) = lines.iter().partition(|line| {
        let line = line.trim_start();
        line.starts_with("# TODO: ") || line.starts_with("#   ")
    });
    assert!(!todo.is_empty() && rest == file.1.split('\n').collect::<Vec<_>>(), "{saw}");
    saw
}

#[test]
fn eglot() {
    check("eglot", PYTHON, "Variable.get", "[airflow-variable-at-parse-time]: Airflow reads this file", "**Airflow**");
    check("eglot", YAML, ":latest", "[image-latest-tag]", "**Data Lake**");
}

#[test]
fn lsp_mode() {
    let saw = check("lsp-mode", PYTHON, "Variable.get", "Airflow reads this file", "**Airflow**");
    assert_eq!(saw["addon"], true, "it runs beside others");
    check("lsp-mode", YAML, ":latest", "Which version runs", "**Data Lake**");
}
