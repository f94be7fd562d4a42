//! Starting with old code: baselines, only what changed, and TODOs.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::support::{DAG, folder, run};

const SQL: &str = "select * from a where b = null;\n";

fn write(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).unwrap();
}

#[track_caller]
fn check(folder: &Path, arguments: &[&str], code: i32, stdout: &[&str], stderr: &[&str]) -> String {
    let (found, out, err) = run(folder, &[&["check", "--output-format", "concise"], arguments].concat());
    assert_eq!(found, code, "{out}{err}");
    for (text, wanted) in [(&out, stdout), (&err, stderr)] {
        assert!(wanted.iter().all(|wanted| text.contains(wanted)), "{wanted:?} in {out}{err}");
        assert!(!wanted.is_empty() || text.is_empty(), "{out}{err}");
    }
    out
}

#[test]
fn a_baseline_survives_what_changes_nothing() {
    let folder = folder(&[("lakespeak.yml", b""), ("a.sql", SQL.as_bytes()), ("b.py", DAG.as_bytes())]);
    let here = folder.path();
    check(here, &["--write-baseline", "known.json"], 0, &["Wrote 3 findings in 2 files to known.json"], &[]);
    let known: Value = serde_json::from_str(&std::fs::read_to_string(here.join("known.json")).unwrap()).unwrap();
    assert_eq!((known["version"].as_u64(), known["findings"].as_array().map(Vec::len)), (Some(1), Some(3)));
    let with = ["--baseline", "known.json"];
    check(here, &with, 0, &[], &[]);
    // Moved lines, another format, another name, another folder to look from.
    write(here, "a.sql", &format!("-- new\nselect 1;\n\n{}", SQL.replace(' ', "\n  ")));
    std::fs::create_dir(here.join("deep")).unwrap();
    std::fs::rename(here.join("b.py"), here.join("deep/c.py")).unwrap();
    check(here, &with, 0, &[], &[]);
    check(&here.join("deep"), &["--baseline", "../known.json"], 0, &[], &[]);
    // A second copy is new, in the same file and in another one.
    write(here, "a.sql", &SQL.repeat(2));
    check(here, &with, 1, &["a.sql:2:"], &[]);
    write(here, "a.sql", SQL);
    write(here, "z.sql", SQL);
    let out = check(here, &with, 1, &["z.sql:1:"], &[]);
    assert_eq!(out.lines().count(), 1, "{out}");
}

#[test]
fn what_is_gone_is_named_and_can_be_taken_out() {
    let folder = folder(&[("lakespeak.yml", b""), ("a.sql", SQL.as_bytes()), ("b.py", DAG.as_bytes()), ("c.sql", b"select 2\n")]);
    let here = folder.path();
    check(here, &["--write-baseline", "known.json"], 0, &["Wrote 3"], &[]);
    let with = ["--baseline", "known.json"];
    write(here, "a.sql", "select 1\n");
    check(here, &with, 0, &[], &["1 finding is gone", "a.sql: comparison-with-null"]);
    std::fs::remove_file(here.join("b.py")).unwrap();
    check(here, &with, 0, &[], &["3 findings are gone", "b.py: airflow-variable-at-parse-time"]);
    check(here, &[&with[..], &["c.sql"]].concat(), 0, &[], &[]);
    check(here, &[&with[..], &["--ignore", "comparison-with-null"]].concat(), 0, &[], &["2 findings are gone"]);
    check(here, &[&with[..], &["--write-baseline"]].concat(), 0, &["Wrote 0 findings"], &[]);
    assert_eq!(std::fs::read_to_string(here.join("known.json")).unwrap(), "{\n  \"version\": 1,\n  \"findings\": []\n}\n");
}

#[test]
fn baselines_are_sorted_and_hold_nothing_that_moves() {
    let folder = folder(&[("b.sql", SQL.as_bytes()), ("a/x.sql", SQL.as_bytes()), ("a-b.sql", SQL.as_bytes())]);
    let here = folder.path();
    let written = || {
        check(here, &["--write-baseline", "known.json"], 0, &["Wrote 3"], &[]);
        std::fs::read_to_string(here.join("known.json")).unwrap()
    };
    let first = written();
    let lines: Vec<&str> = first.lines().filter(|line| line.contains("fingerprint")).collect();
    assert!(lines.len() == 3 && lines.is_sorted(), "{first}");
    write(here, "b.sql", &format!("select 7;\n\n{SQL}"));
    assert_eq!(written(), first);
}

#[test]
fn broken_baselines() {
    let folder = folder(&[
        ("a.sql", SQL.as_bytes()),
        ("b.json", b"{\"version\": 1,\n \"findings\": [1]}"),
        ("v.json", b"{\"version\": 9, \"findings\": []}"),
    ]);
    for (file, told) in [("b.json", "b.json:2:"), ("v.json", "version 9"), ("gone.json", "gone.json: there is no such baseline")] {
        // Everything is reported all the same.
        check(folder.path(), &["--baseline", file], 2, &["a.sql:1:"], &[told]);
    }
    check(folder.path(), &["--write-baseline"], 2, &[], &["--write-baseline FILE"]);
    check(folder.path(), &["--write-baseline", "no/where.json"], 2, &[], &["no/where.json: could not be written"]);
}

fn git(folder: &Path, arguments: &[&str]) {
    let done = Command::new("git")
        .current_dir(folder)
        .args(["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false", "-c", "init.defaultBranch=main"])
        .args(arguments)
        .output()
        .unwrap();
    assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
}

#[test]
fn only_lines_that_changed() {
    let folder = folder(&[("a.sql", SQL.as_bytes()), ("old.py", DAG.as_bytes()), ("é b.sql", b"select 1;\n")]);
    let here = folder.path();
    check(here, &["--since", "HEAD"], 2, &[], &["is in no git repository"]);
    git(here, &["init", "-q"]);
    check(here, &["--since", "HEAD"], 2, &[], &["has no commits yet"]);
    git(here, &["add", "."]);
    git(here, &["commit", "-qm", "one"]);
    check(here, &["--since", "nowhere"], 2, &[], &["there is no revision “nowhere”"]);
    check(here, &["--since=--output=x"], 2, &[], &["there is no revision “--output=x”"]);
    check(here, &["--since", "HEAD"], 0, &[], &[]);
    // One more line in a file, a file that git quotes, a new one, one that was moved.
    write(here, "a.sql", &format!("{SQL}select 1;\n{}", SQL.replace(" a ", " c ")));
    write(here, "é b.sql", &format!("select 1;\n{SQL}"));
    write(here, "new\t.sql", SQL);
    git(here, &["mv", "old.py", "moved.py"]);
    let out = check(here, &["--since", "HEAD"], 1, &["a.sql:3:", "é b.sql:2:", "new\t.sql:1:"], &[]);
    assert_eq!(out.lines().count(), 3, "{out}");
    std::fs::create_dir(here.join("deep")).unwrap();
    check(&here.join("deep"), &["--since", "HEAD", ".."], 1, &["../a.sql:3:"], &[]);
    // A branch is compared with the commit at which it left.
    git(here, &["add", "."]);
    git(here, &["commit", "-qm", "two"]);
    git(here, &["checkout", "-qb", "side", "HEAD~1"]);
    write(here, "side.sql", SQL);
    let out = check(here, &["--since", "main"], 1, &["side.sql:1:"], &[]);
    assert_eq!(out.lines().count(), 1, "{out}");
}

#[test]
fn todos_are_added_once_and_acknowledge() {
    let notebook = br#"{"cells": [{"cell_type": "code", "source": ["%%sql\n", "select a from t where b = null"]}]}"#;
    let bom = format!("\u{feff}{}", DAG.replace('\n', "\r\n"));
    let folder = folder(&[("a.sql", SQL.as_bytes()), ("d.py", bom.as_bytes()), ("n.ipynb", notebook), ("q.sql", b"select 1\n")]);
    let here = folder.path();
    let before = std::fs::read(here.join("d.py")).unwrap();
    let diff = check(
        here,
        &["--add-todos", "--diff"],
        0,
        &["--- a/a.sql\n+++ b/a.sql\n@@ -1 +1,", "+/* TODO: "],
        &["Would add 3 TODOs to 2 files", "n.ipynb: 1 finding without a TODO"],
    );
    assert!(!diff.contains("ipynb"), "{diff}");
    assert_eq!(std::fs::read(here.join("d.py")).unwrap(), before, "nothing was written");
    check(here, &["--add-todos"], 0, &["Added 3 TODOs to 2 files"], &["n.ipynb: 1 finding without a TODO; notebooks are left alone"]);
    let after = std::fs::read_to_string(here.join("d.py")).unwrap();
    assert!(after.starts_with('\u{feff}') && after.contains("# TODO: "), "{after}");
    assert!(!after.replace("\r\n", "").contains('\n'), "its own line ends");
    assert_eq!(std::fs::read(here.join("n.ipynb")).unwrap(), notebook);
    check(here, &["--add-todos"], 0, &["Added 0 TODOs to 0 files"], &["n.ipynb"]);
    assert_eq!(std::fs::read_to_string(here.join("d.py")).unwrap(), after);
    check(here, &["a.sql", "d.py"], 0, &["hint["], &[]);
    check(here, &["a.sql", "d.py", "--strict"], 1, &["hint["], &[]);
}

#[test]
fn the_diff_is_what_is_written() {
    let folder = folder(&[("a.sql", SQL.repeat(3).as_bytes()), ("x/d.py", DAG.as_bytes())]);
    let here = folder.path();
    let (_, diff, _) = run(here, &["check", "--add-todos", "--diff"]);
    git(here, &["init", "-q"]);
    write(here, "todos.diff", &diff);
    git(here, &["apply", "todos.diff"]);
    let applied = ["a.sql", "x/d.py"].map(|name| std::fs::read_to_string(here.join(name)).unwrap());
    write(here, "a.sql", &SQL.repeat(3));
    write(here, "x/d.py", DAG);
    run(here, &["check", "--add-todos"]);
    assert_eq!(["a.sql", "x/d.py"].map(|name| std::fs::read_to_string(here.join(name)).unwrap()), applied);
}

#[cfg(unix)]
#[test]
fn files_that_cannot_be_written_are_left_whole() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder(&[("a.sql", SQL.as_bytes()), ("b.sql", SQL.as_bytes())]);
    let here = folder.path();
    std::fs::set_permissions(here.join("a.sql"), std::fs::Permissions::from_mode(0o444)).unwrap();
    check(here, &["--add-todos"], 2, &["Added 1 TODO to 1 file"], &["a.sql: could not be written: it is read-only"]);
    assert_eq!(std::fs::read_to_string(here.join("a.sql")).unwrap(), SQL);
    assert!(std::fs::read_dir(here).unwrap().count() == 2, "nothing is left behind");
}
