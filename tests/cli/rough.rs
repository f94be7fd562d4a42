//! Bad input: nothing panics, everything else is still checked, and standard error says what was wrong.

use std::io::Read;
use std::process::Stdio;

#[cfg(unix)]
use crate::support::run_stopped;
use crate::support::{DAG, folder, lakespeak, run, run_with};

#[track_caller]
fn check(result: &(i32, String, String), code: i32, stdout: &str, stderr: &str) {
    assert!(result.0 == code && result.1.contains(stdout) && result.2.contains(stderr), "{result:?}");
    assert!(!result.2.contains("panicked"), "{result:?}");
}

#[test]
fn a_missing_path_is_named_and_the_rest_is_checked() {
    let folder = folder(&[("a.py", DAG.as_bytes())]);
    let result = run(folder.path(), &["check", "gone.py", "a.py", "--output-format", "concise"]);
    check(&result, 2, "a.py:", "gone.py: no such file");
}

#[test]
fn bytes_that_are_no_text_are_named_and_the_rest_is_checked() {
    let folder = folder(&[("a.py", DAG.as_bytes()), ("b.py", b"x = '\xff'\n")]);
    let result = run(folder.path(), &["check", "--output-format", "concise"]);
    check(&result, 2, "a.py:", "lakespeak: b.py: not UTF-8");
}

#[test]
fn a_large_file_is_left_out_and_named() {
    let config = b"limits: { max_file_bytes: 20 }\n";
    let folder = folder(&[("lakespeak.yml", config), ("big.sql", b"select 1 from somewhere;\n")]);
    let result = run(folder.path(), &["check", "big.sql"]);
    check(&result, 0, "Found nothing", "big.sql: ");
    check(&result, 0, "", "20");
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_named_and_the_rest_is_checked() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder(&[("a.py", DAG.as_bytes()), ("b.sql", b"select 1\n")]);
    std::fs::set_permissions(folder.path().join("b.sql"), std::fs::Permissions::from_mode(0o000)).unwrap();
    check(&run_stopped(&folder, folder.path(), &["check", "--output-format", "concise"]), 2, "a.py:", "b.sql: Permission denied");
}

#[cfg(unix)]
#[test]
fn a_pipe_that_nobody_writes_to_is_not_waited_for() {
    let folder = folder(&[("a.py", DAG.as_bytes())]);
    let made = std::process::Command::new("mkfifo").arg(folder.path().join("pipe.sql")).status();
    if made.is_ok_and(|status| status.success()) {
        check(
            &run(folder.path(), &["check", "pipe.sql", "a.py", "--output-format", "concise"]),
            2,
            "a.py:",
            "pipe.sql: not a regular file",
        );
    }
}

#[test]
fn a_broken_configuration_is_trouble_after_everything_was_checked() {
    let folder = folder(&[("lakespeak.yml", b"rules: { bare-except: loud }\n"), ("a.py", DAG.as_bytes())]);
    check(&run(folder.path(), &["check", "--output-format", "concise"]), 2, "a.py:", "lakespeak.yml:1:");
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let accidents = DAG.repeat(2000);
    let files: Vec<(String, &[u8])> = (0..40).map(|at| (format!("f{at}.py"), accidents.as_bytes())).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, bytes)| (path.as_str(), *bytes)).collect();
    let folder = folder(&files);
    let mut child =
        lakespeak(folder.path(), &["check", "--output-format", "concise"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = [0; 1];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(141), ""));
}

#[test]
fn odd_bytes_and_half_typed_code() {
    let one_line = "select ".repeat(20_000);
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let bits = [
        "\0\0\0",
        "\r\r\n\r",
        "'''",
        "{{ {% {#",
        "except:",
        "\tVariable.get(",
        "名前 = Variable.get('é')",
        "\u{feff}x",
        "((((((",
        "",
        &one_line,
    ];
    for (at, bit) in bits.iter().enumerate() {
        for ending in ["py", "sql", "yml"] {
            files.push((format!("{at}.{ending}"), format!("{bit}{}{bit}", DAG.replace('\n', "\r\n")).into_bytes()));
        }
    }
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect();
    let folder = folder(&files);
    for format in ["full", "concise", "json", "json-lines"] {
        let (code, _, stderr) = run(folder.path(), &["check", "--output-format", format]);
        assert!(code <= 1 && stderr.is_empty(), "{code} {stderr}");
    }
}

#[test]
fn standard_input() {
    let folder = folder(&[]);
    let concise = ["--output-format", "concise"];
    let with = |arguments: &[&str], input: &[u8]| run_with(folder.path(), &[&["check"], arguments, &concise].concat(), input);
    check(&with(&["--stdin-filename", "dags/a.py"], DAG.as_bytes()), 1, "dags/a.py:4:", "");
    check(&with(&["--stdin-filename", "dags/a.py", "-"], DAG.as_bytes()), 1, "dags/a.py:4:", "");
    check(&with(&["--stdin-filename", "a.py"], b"\xff"), 2, "", "a.py: not UTF-8");
    check(&with(&["-"], b""), 2, "", "--stdin-filename");
    check(&with(&["--stdin-filename", "a.py", "b.py"], b""), 2, "", "leave the other paths out");
}

#[test]
fn ignored_files() {
    let files: [(&str, &[u8]); 4] =
        [(".gitignore", b"build/\n"), ("build/a.py", DAG.as_bytes()), ("b.py", DAG.as_bytes()), ("c.txt", b"Variable.get\n")];
    let folder = folder(&files);
    let of = |arguments: &[&str]| run(folder.path(), &[&["check", "--output-format", "concise"], arguments].concat());
    let everything = of(&[]);
    check(&everything, 1, "b.py:", "");
    assert!(!everything.1.contains("build"), "{everything:?}");
    check(&of(&["build/a.py"]), 1, "build/a.py:", "");
    check(&of(&["build/a.py", "--force-exclude"]), 0, "", "");
}

#[test]
fn wrong_usage() {
    let folder = folder(&[("a.py", DAG.as_bytes())]);
    let of = |arguments: &[&str]| run(folder.path(), arguments);
    check(&of(&["chek"]), 2, "", "check");
    check(&of(&["check", "--output-format", "xml"]), 2, "", "concise");
    check(&of(&["check", "--select", "airflow-varible"]), 2, "", "--select: there is no rule, term, category or group");
    check(&of(&["explain", "partitoning"]), 2, "", "did you mean");
    check(&of(&["hover", "a.py"]), 2, "", "FILE:LINE:COL");
    check(&of(&["hover", "gone.py:1:1"]), 2, "", "gone.py: no such file");
    check(&of(&["hover", "a.py:999:1"]), 2, "", "there is no line 999");
    check(&of(&["hover", "a.py:2:1"]), 1, "", "nothing to say at a.py:2:1");
    check(&of(&[]), 0, "Usage: lakespeak", "");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_leaves_nothing_half_written() {
    let folder = folder(&[("a.py", DAG.as_bytes())]);
    let full = || Stdio::from(std::fs::File::options().write(true).open("/dev/full").unwrap());
    for format in ["full", "json", "sarif"] {
        let output =
            lakespeak(folder.path(), &["check", "--output-format", format]).stdout(full()).stderr(Stdio::piped()).output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && stderr.contains("standard output could not be written: No space left"), "{stderr}");
    }
    let result = run(folder.path(), &["check", "--output-format", "json=/dev/full"]);
    check(&result, 2, "", "/dev/full: could not be written: No space left on device");
    // A device stays one, whoever runs this.
    for arguments in [&["check", "--write-baseline", "/dev/full"][..], &["report", "--output", "/dev/full"]] {
        check(&run(folder.path(), arguments), 2, "", "/dev/full: could not be written: No space left on device");
    }
    check(&run(folder.path(), &["report", "--output", "/dev/null"]), 0, "", "");
    for device in ["/dev/full", "/dev/null"] {
        assert!(!std::fs::metadata(device).unwrap().is_file(), "{device}");
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder(&[("locked/a.py", DAG.as_bytes())]);
    let locked = folder.path().join("locked");
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o555)).unwrap();
    let run = |arguments: &[&str]| run_stopped(&folder, &locked, arguments);
    check(&run(&["check", "--output-format", "sarif=x.sarif"]), 2, "", "x.sarif: could not be written");
    check(&run(&["check", "--write-baseline", "x.json"]), 2, "", "x.json: could not be written");
    check(&run(&["check", "--add-todos"]), 2, "Added 0", "a.py: could not be written");
    check(&run(&["report"]), 2, "", "lakespeak-report.html: could not be written");
    check(&run(&["docs", "build"]), 2, "", "lakespeak-docs");
    check(&run(&["init"]), 2, "", "could not be written");
    assert_eq!(std::fs::read_dir(&locked).unwrap().count(), 1, "nothing is left behind");
    assert_eq!(std::fs::read(locked.join("a.py")).unwrap(), DAG.as_bytes());
}

#[cfg(unix)]
#[test]
fn loops_of_links_and_odd_names() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = folder(&[("a/b.py", DAG.as_bytes())]);
    let here = folder.path();
    std::os::unix::fs::symlink("..", here.join("a/up")).unwrap();
    std::os::unix::fs::symlink("self", here.join("self")).unwrap();
    std::os::unix::fs::symlink("b.py", here.join("a/link.py")).unwrap();
    let odd = here.join(OsStr::from_bytes(b"a/\xff.py"));
    let odd = std::fs::write(odd, DAG).is_ok();
    let (code, out, stderr) = run(here, &["check", "--output-format", "concise"]);
    assert_eq!((code, stderr.as_str()), (1, ""));
    assert_eq!(out.lines().filter(|line| line.starts_with("a/b.py:")).count(), 2, "{out}");
    if odd {
        assert!(out.contains("a/\u{fffd}.py:4:"), "{out}");
        let (_, sarif, _) = run(here, &["check", "--output-format", "sarif"]);
        assert!(sarif.contains("\"uri\":\"a/%FF.py\""), "{sarif}");
    }
    check(&run(here, &["check", "self"]), 2, "", "self: ");
}

#[test]
fn a_hundred_thousand_files_in_one_folder() {
    let folder = folder(&[("many/z.py", DAG.as_bytes()), ("many.py", DAG.as_bytes())]);
    for at in 0..100_000 {
        std::fs::write(folder.path().join(format!("many/{at}.sql")), "").unwrap();
    }
    let (code, out, stderr) = run(folder.path(), &["check", "--output-format", "concise"]);
    assert_eq!((code, stderr.as_str(), out.lines().count()), (1, "", 4));
    assert!(out.starts_with("many.py:"), "sorted as texts: {out}");
}

#[test]
fn files_come_sorted_as_texts_whatever_was_named() {
    let names = ["a/x.py", "a-b/x.py", "a.py", "b/deep/y.py", "b.py"];
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (*name, DAG.as_bytes())).collect();
    let folder = folder(&files);
    let paths = |from: &str, arguments: &[&str]| {
        let (_, out, _) = run(&folder.path().join(from), &[&["check", "--output-format", "concise"], arguments].concat());
        let mut paths: Vec<String> = out.lines().map(|line| line.split_once(':').unwrap().0.to_owned()).collect();
        paths.dedup();
        paths
    };
    assert_eq!(paths("", &[]), ["a-b/x.py", "a.py", "a/x.py", "b.py", "b/deep/y.py"]);
    assert_eq!(paths("", &["b", "a", "a/x.py", ".", "a-b"]), paths("", &[]));
    assert_eq!(paths("b/deep", &["../.."]), ["../../a-b/x.py", "../../a.py", "../../a/x.py", "../../b.py", "y.py"]);
    assert_eq!(paths("b", &["../a", "."]), ["../a/x.py", "deep/y.py"]);
}
