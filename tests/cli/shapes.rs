//! The shapes that other tools read, key by key; and that the exit code says what was found.

use serde_json::Value;

use crate::support::{DAG, folder, run};

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

const FINDING: [&str; 11] =
    ["path", "range", "rule", "term", "category", "severity", "message", "advice", "docs", "acknowledged", "fingerprint"];

#[test]
fn findings_as_json() {
    let folder = folder(&[("b/é.py", DAG.as_bytes()), ("a.py", DAG.as_bytes())]);
    let (code, json, stderr) = run(folder.path(), &["check", "--output-format", "json"]);
    assert_eq!((code, stderr.as_str()), (1, ""));
    let all: Value = serde_json::from_str(&json).unwrap();
    let all = all.as_array().unwrap();
    let places: Vec<(String, u64, u64)> = all
        .iter()
        .map(|finding| {
            assert_eq!(keys(finding), FINDING);
            let start = &finding["range"]["start"];
            (finding["path"].as_str().unwrap().to_owned(), start["line"].as_u64().unwrap(), start["column"].as_u64().unwrap())
        })
        .collect();
    assert!(places.contains(&("a.py".to_owned(), 4, 7)), "{places:?}");
    assert!(places.is_sorted(), "{places:?}");
    let fingerprints: Vec<&str> = all.iter().map(|finding| finding["fingerprint"].as_str().unwrap()).collect();
    let (first, second) = fingerprints.split_at(fingerprints.len() / 2);
    assert_eq!(first, second, "the path is no part of it");
    let (_, lines, _) = run(folder.path(), &["check", "--output-format", "json-lines"]);
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(&lines, all);
}

#[test]
fn nothing_found_as_json() {
    let folder = folder(&[("a.py", b"x = 1\n")]);
    assert_eq!(run(folder.path(), &["check", "--output-format", "json"]), (0, "[]\n".to_owned(), String::new()));
    assert_eq!(run(folder.path(), &["check", "--output-format", "json-lines"]), (0, String::new(), String::new()));
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let files: Vec<String> = (0..60).map(|at| format!("d{}/f{at}.py", at % 7)).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|path| (path.as_str(), DAG.as_bytes())).collect();
    let folder = folder(&files);
    let of = |threads| run(folder.path(), &["check", "--threads", threads]);
    assert_eq!(of("1"), of("8"));
    assert!(of("1").1.contains("in 60 files (60 checked)"));
}

#[test]
fn exit_codes_follow_what_counts() {
    let acknowledged = DAG.replace("URL", "# TODO: Read it in the task. (lakespeak:airflow/airflow-variable-at-parse-time)\nURL");
    let files: [(&str, &[u8]); 2] = [("a.py", DAG.as_bytes()), ("todo.py", acknowledged.as_bytes())];
    let folder = folder(&files);
    let code = |arguments: &[&str]| run(folder.path(), &[&["check"], arguments].concat()).0;
    let only = ["--select", "airflow-variable-at-parse-time"];
    assert_eq!(code(&["a.py"]), 1);
    assert_eq!(code(&["a.py", "--exit-zero"]), 0);
    assert_eq!(code(&["gone.py", "--exit-zero"]), 2);
    assert_eq!(code(&[&["a.py", "--ignore"], &only[1..]].concat()), 1, "the other accident is still there");
    assert_eq!(code(&[&["todo.py"], only.as_slice()].concat()), 0);
    assert_eq!(code(&[&["todo.py", "--strict"], only.as_slice()].concat()), 1);
}

#[test]
fn terms_and_rules_as_json() {
    let folder = folder(&[]);
    let of = |arguments: &[&str]| -> Value {
        let (code, json, stderr) = run(folder.path(), &[&["explain", "--output-format", "json"], arguments].concat());
        assert_eq!((code, stderr.as_str()), (0, ""));
        serde_json::from_str(&json).unwrap()
    };
    let term = of(&["Partitioning"]);
    let expected = [
        "id",
        "name",
        "category",
        "aliases",
        "forms",
        "plain_english",
        "real_drama",
        "what_you_did",
        "should_have_done",
        "ideal_world",
        "examples",
        "notes",
        "related",
        "docs",
        "rules",
    ];
    assert_eq!(keys(&term), expected);
    for list in expected.iter().filter(|key| !["id", "name", "category", "plain_english"].contains(*key)) {
        assert!(term[list].is_array(), "{list}");
    }
    let all = of(&["--all"]);
    assert!(all.as_array().unwrap().contains(&term));
    let id = all.as_array().unwrap().iter().find_map(|term| term["rules"].get(0)?.as_str()).expect("a rule");
    let rule = of(&[id]);
    assert_eq!(rule["id"], id);
    assert!(rule["examples"]["bad"].is_array() && rule["group"].is_string());
}
