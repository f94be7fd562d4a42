//! Neovim: here with the README's snippet (diagnostics, a hover, and a TODO written into the buffer), in `plugin` with
//! the plugin.

mod lint;
mod plugin;
mod screen;

use std::process::Command;

use serde_json::Value;

use crate::{install, readme};

/// Opens `text` as `file`, rests the cursor on `word`, inserts the TODO of the first finding.
fn session(file: &str, text: &str, word: &str) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("snippet.lua"), readme::snippet("README.md", "Neovim", "lua")).unwrap();
    std::fs::write(at(file), text).unwrap();
    let script = crate::root().join("tests/editors/neovim/session.lua");
    let output = Command::new(install::neovim())
        .args(["--clean", "-l"])
        .arg(script)
        .args([at("snippet.lua"), at(file), at("answer.json")])
        .arg(word)
        .current_dir(folder.path())
        .env("PATH", crate::with_binary_on_path())
        // Neovim keeps a log and swap files; not in the user's folders.
        .env("XDG_STATE_HOME", folder.path())
        .env_remove("LAKESPEAK_LOG")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_str(&std::fs::read_to_string(at("answer.json")).unwrap()).unwrap()
}

fn lines(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect()
}

/// What every session must have seen, whatever the language.
#[track_caller]
fn check(file: &str, text: &str, word: &str, diagnostic: (&str, &str), card: &str, todo: &str) {
    let saw = session(file, text, word);
    assert_eq!(saw["encoding"], "utf-8");
    if cfg!(target_os = "linux") {
        // What `tests/lsp` takes for Neovim is what it announces.
        let profile: Value = serde_json::from_str(include_str!("../../lsp/profiles/neovim.json")).unwrap();
        assert_eq!(saw["capabilities"], profile["capabilities"]);
    }
    let first = &saw["diagnostics"][0];
    assert_eq!((first["source"].as_str(), first["code"].as_str()), (Some("lakespeak"), Some(diagnostic.0)), "{saw}");
    assert_eq!(first["text"], diagnostic.1, "the place, counted in bytes");
    let hover = lines(&saw["hover"]);
    assert!(hover.first().is_some_and(|line| line.contains(card)), "{hover:?}");
    assert!(saw["hover_width"].as_u64().is_some_and(|width| width <= 60), "{saw}");
    // The TODO stands above the finding's line, and nothing else has changed.
    let at = usize::try_from(saw["first"].as_u64().unwrap()).unwrap() - 1;
    let after = lines(&saw["lines"]);
    let before: Vec<&str> = text.lines().collect();
    let added = after.len() - before.len();
    assert!(after[at].trim_start().starts_with(todo), "{after:?}");
    assert!(added > 0 && [&after[..at], &after[at + added..]].concat() == before, "{after:?}");
}

#[test]
fn python_with_letters_of_two_bytes_in_front() {
    let text = "from airflow.models import Variable\n\nIDS = [\"Größe\", Variable.get(\"größen\")]\n";
    check("dag.py", text, "airflow", ("airflow-variable-at-parse-time", "Variable.get"), "Airflow", "# TODO: ");
}

#[test]
fn sql() {
    let text = "-- Größen im Data Lake\nSELECT a, 'ä' FROM t WHERE b = NULL;\n";
    check("größen.sql", text, "Data Lake", ("comparison-with-null", "= NULL"), "Data Lake", "/* TODO: ");
}

#[test]
fn yaml() {
    let text = "# für den Data Lake\nservices:\n  kafka:\n    image: \"apache/kafka:latest\"\n";
    check("docker-compose.yml", text, "Data Lake", ("image-latest-tag", ":latest"), "Data Lake", "# TODO: ");
}
