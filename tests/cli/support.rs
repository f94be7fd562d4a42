//! A folder to work in, and the binary.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A folder with these files.
pub(crate) fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    folder
}

/// The binary, to be run in `folder`.
pub(crate) fn lakespeak(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lakespeak"));
    command.current_dir(folder).args(arguments).env_remove("LAKESPEAK_LOG").env("NO_COLOR", "1").stdin(Stdio::null());
    for host in ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"] {
        command.env_remove(host);
    }
    command
}

/// What a run gave: exit code, standard output, standard error.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    told(&lakespeak(folder, arguments).output().unwrap())
}

/// The same, with `input` on standard input.
pub(crate) fn run_with(folder: &Path, arguments: &[&str], input: &[u8]) -> (i32, String, String) {
    let mut child = lakespeak(folder, arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        // It may have ended without reading: that is its right.
        let _ = std::io::Write::write_all(&mut stdin, &input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    told(&output)
}

fn told(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}

/// A DAG with an accident in it that every version reports.
pub(crate) const DAG: &str =
    "import requests\nfrom airflow.models import Variable\n\nURL = Variable.get(\"url\")\n\n\ndef load():\n    return requests.get(URL)\n";
