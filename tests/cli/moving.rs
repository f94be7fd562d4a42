//! Files that change, shrink, grow or go away while a run is under way.

use std::io::Read;
use std::path::Path;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::support::{DAG, folder, lakespeak, run};

const SQL: &str = "select * from a where b = null;\n";

/// Runs a check and lets `change` happen behind its first file. That file has more findings than a pipe holds, so the run
/// waits for its reader, and files behind it are known and not yet read.
fn meanwhile(folder: &Path, change: impl FnOnce()) -> (i32, String, String) {
    let arguments = ["check", "--threads", "1", "--output-format", "concise"];
    let mut child = lakespeak(folder, &arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let mut out = vec![0; 1];
    stdout.read_exact(&mut out).unwrap();
    change();
    stdout.read_to_end(&mut out).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap_or(-1), text(out), text(output.stderr))
}

#[test]
fn what_becomes_of_files_behind_the_first() {
    let many = DAG.repeat(2000);
    let limit = many.len() + 1000;
    let config = format!("limits: {{ max_file_bytes: {limit} }}\n");
    let mut files = vec![("lakespeak.yml", config.as_bytes()), ("a.py", many.as_bytes())];
    files.extend(["gone.sql", "grown.sql", "kept.sql", "other.sql", "shrunk.sql", "turned.sql"].map(|name| (name, SQL.as_bytes())));
    let folder = folder(&files);
    let at = |name: &str| folder.path().join(name);
    let (code, out, stderr) = meanwhile(folder.path(), || {
        std::fs::remove_file(at("gone.sql")).unwrap();
        std::fs::write(at("grown.sql"), SQL.repeat(limit / SQL.len() + 1)).unwrap();
        std::fs::write(at("other.sql"), format!("select 1;\n{SQL}")).unwrap();
        std::fs::write(at("shrunk.sql"), "").unwrap();
        std::fs::remove_file(at("turned.sql")).unwrap();
        std::fs::create_dir(at("turned.sql")).unwrap();
    });
    assert_eq!(code, 2, "{stderr}");
    let told: Vec<&str> = stderr.lines().collect();
    assert_eq!(told.len(), 3, "{stderr}");
    assert!(told[0].contains("gone.sql: no such file"), "{stderr}");
    assert!(told[1].contains("grown.sql: ") && told[1].contains(&format!("limit of {limit}")), "{stderr}");
    assert!(told[2].contains("turned.sql: not a regular file"), "{stderr}");
    let found: Vec<&str> =
        out.lines().filter_map(|line| line.split_once(".sql:").map(|(_, rest)| &line[..line.len() - rest.len()])).collect();
    assert_eq!(found, ["kept.sql:", "other.sql:"]);
    assert!(out.contains("other.sql:2:"), "what stands there now is told");
}

#[test]
fn a_file_that_is_written_again_and_again() {
    let folder = folder(&[("a.sql", SQL.as_bytes()), ("b.sql", SQL.as_bytes())]);
    let (path, over) = (folder.path().join("a.sql"), AtomicBool::new(false));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            // Cut to nothing and written anew each time, longer and shorter.
            for times in (1..200).cycle() {
                std::fs::write(&path, SQL.repeat(times)).unwrap();
                if over.load(Ordering::Relaxed) {
                    break;
                }
            }
        });
        let results: Vec<_> = (0..12).map(|_| run(folder.path(), &["check", "--output-format", "concise"])).collect();
        over.store(true, Ordering::Relaxed);
        for (code, out, stderr) in results {
            assert_eq!((code, stderr.as_str()), (1, ""));
            let lines = |name: &str| out.lines().filter(|line| line.starts_with(name)).count();
            assert!(lines("a.sql:") < 200 && lines("b.sql:1:") == 1 && lines("") == lines("a.sql:") + 1, "{out}");
        }
    });
}
