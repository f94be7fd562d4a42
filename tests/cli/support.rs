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
    command(Path::new(env!("CARGO_BIN_EXE_lakespeak")), folder, arguments)
}

fn command(binary: &Path, folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(binary);
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

/// The same, as somebody whom permissions stop: where these tests run as one whom nothing stops, as nobody.
#[cfg(unix)]
pub(crate) fn run_stopped(top: &TempDir, folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    const NOBODY: u32 = 65534;
    let probe = top.path().join("probe");
    std::fs::write(&probe, "").unwrap();
    std::fs::set_permissions(&probe, std::fs::Permissions::from_mode(0o000)).unwrap();
    let stopped = std::fs::read(&probe).is_err();
    std::fs::remove_file(&probe).unwrap();
    if stopped {
        return run(folder, arguments);
    }
    // Nobody may look into the folders of whoever runs this, the one of the binary among them.
    let binary = top.path().join("lakespeak");
    std::fs::copy(env!("CARGO_BIN_EXE_lakespeak"), &binary).unwrap();
    std::fs::set_permissions(top.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    told(&command(&binary, folder, arguments).uid(NOBODY).gid(NOBODY).output().unwrap())
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
