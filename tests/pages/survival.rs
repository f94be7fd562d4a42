//! The survival map: a page that holds what `check` finds, loads nothing, and stays small; and the data behind it.

use serde_json::Value;

use crate::html::{self, Html};
use crate::support::{DAG, folder, run};

/// A small code base with findings that are open, acknowledged, and gone.
pub(crate) fn code_base() -> tempfile::TempDir {
    let link = "(lakespeak:airflow/airflow-variable-at-parse-time)";
    let acknowledged = DAG.replace("URL =", &format!("# TODO: Read it in the task. {link}\nURL ="));
    let term = "# TODO: Read about it. (lakespeak:airflow)\nx = 1\n";
    let sql = "-- our data lake\nselect * from a where b = null;\n";
    let stale = "/* TODO: Use IS. (lakespeak:data-consistency/comparison-with-null) */\nselect 1;\n".to_owned() + sql;
    folder(&[
        ("dags/a.py", DAG.as_bytes()),
        ("dags/b/<i>&\"'.py", DAG.as_bytes()),
        ("dags/todo.py", acknowledged.as_bytes()),
        ("dags/term.py", term.as_bytes()),
        ("models/orders.sql", stale.as_bytes()),
    ])
}

fn page(folder: &std::path::Path) -> Html {
    let (code, stdout, stderr) = run(folder, &["report"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert!(stdout.starts_with("Wrote lakespeak-report.html (5 files read, "), "{stdout}");
    html::read(&std::fs::read_to_string(folder.join("lakespeak-report.html")).unwrap()).unwrap()
}

#[test]
fn the_data_is_what_check_finds() {
    let folder = code_base();
    let of = |arguments: &[&str]| -> Value { serde_json::from_str(&run(folder.path(), arguments).1).unwrap() };
    let report = of(&["report", "--output-format", "json"]);
    let keys: Vec<&String> = report.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["version", "files", "findings", "categories", "rules", "folders", "todos"]);
    let place = |rule: &Value, place: &Value| format!("{} {}:{}:{}", rule["id"], place["path"], place["line"], place["column"]);
    let mut mapped: Vec<String> = Vec::new();
    for rule in report["rules"].as_array().unwrap() {
        mapped.extend(rule["places"].as_array().unwrap().iter().map(|one| place(rule, one)));
    }
    let check = of(&["check", "--output-format", "json"]);
    let found =
        |one: &Value| format!("{} {}:{}:{}", one["rule"], one["path"], one["range"]["start"]["line"], one["range"]["start"]["column"]);
    let mut checked: Vec<String> = check.as_array().unwrap().iter().map(found).collect();
    mapped.sort();
    checked.sort();
    assert_eq!(mapped, checked);
    assert_eq!(report["todos"]["acknowledged"], 1);
    assert_eq!((&report["todos"]["stale"], &report["todos"]["open"]), (&Value::from(1), &Value::from(1)));
    let lake = report["categories"].as_array().unwrap().iter().flat_map(|category| category["terms"].as_array().unwrap());
    let lake: Vec<&Value> = lake.filter(|term| term["id"] == "data-lake").collect();
    assert_eq!(lake[0]["places"][0]["path"], "models/orders.sql");
}

#[test]
fn the_page_is_sound_and_alone() {
    let folder = code_base();
    let page = page(folder.path());
    let mut ids = page.ids();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "an id stands twice");
    for link in page.attribute("href") {
        let inside = link.strip_prefix('#').map(|anchor| ids.contains(&anchor));
        assert!(inside.unwrap_or(link.starts_with("https://") || link == "data:,"), "{link}");
    }
    assert!(page.attribute("src").is_empty());
    for element in &page.elements {
        assert!(element.attributes.keys().all(|key| !key.starts_with("on") && key != "style"), "{element:?}");
        assert!(!element.raw.contains("url(") && !element.raw.contains("@import") && !element.raw.contains("innerHTML"));
    }
    assert_eq!(page.elements.iter().filter(|element| element.name == "script").count(), 1);
    for words in ["dags/b/<i>&\"'.py", "airflow-variable-at-parse-time", "with a TODO: 5", "Read it in the task.", "stale"] {
        assert!(page.text.contains(words), "{words}");
    }
}

#[test]
fn the_page_is_the_same_each_time() {
    let folder = code_base();
    let read = || {
        page(folder.path());
        std::fs::read(folder.path().join("lakespeak-report.html")).unwrap()
    };
    assert!(read() == read());
}

#[test]
fn where_it_goes_and_what_goes_wrong() {
    let folder = code_base();
    let (code, stdout, _) = run(folder.path(), &["report", "dags", "--output", "-"]);
    assert!(code == 0 && stdout.starts_with("<!DOCTYPE html>") && !stdout.contains("models/"));
    let (code, stdout, stderr) = run(folder.path(), &["report", "gone", "models", "--output", "r.json", "--output-format", "json"]);
    assert_eq!((code, stderr.contains("gone: no such file")), (2, true), "{stderr}");
    assert_eq!(stdout, "Wrote r.json (1 file read, 2 open findings)\n");
    let (code, _, stderr) = run(folder.path(), &["report", "--output", "no/such/folder.html"]);
    assert_eq!((code, stderr.contains("could not be written")), (2, true), "{stderr}");
    let left = std::fs::read_dir(folder.path()).unwrap().flatten().filter(|entry| entry.file_name().to_string_lossy().ends_with(".tmp"));
    assert_eq!(left.count(), 0);
}

#[test]
fn nothing_to_read_is_said() {
    let folder = folder(&[]);
    assert_eq!(run(folder.path(), &["report"]).0, 0);
    let page = html::read(&std::fs::read_to_string(folder.path().join("lakespeak-report.html")).unwrap()).unwrap();
    assert!(page.text.contains("No file in SQL, Python or YAML was found here."));
}
