//! VS Code with the extension of `editors/vscode`: its own script installs the editor, packs the extension with the
//! server of this build inside, and drives it in a real browser.

use std::path::Path;
use std::process::Command;

#[test]
fn the_extension_in_a_real_vs_code() {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("editors/vscode/test/all");
    let mut command = Command::new("bash");
    command.arg(&script).arg(env!("CARGO_BIN_EXE_lakespeak"));
    // `npm` and Node must see what a person's shell shows them, and nothing of cargo's.
    let output = command.env_remove("CARGO_MANIFEST_DIR").output().unwrap_or_else(|error| panic!("bash: {error}"));
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{shown}\n{}", String::from_utf8_lossy(&output.stderr));
    // The last summary is that of the editor: a run of nothing would be green, too.
    let count = |name: &str| shown.lines().rev().find_map(|line| line.strip_prefix(&format!("ℹ {name} "))?.parse::<u32>().ok());
    assert!(count("pass") >= Some(10), "{shown}");
    assert_eq!((count("fail"), count("skipped"), count("cancelled"), count("todo")), (Some(0), Some(0), Some(0), Some(0)), "{shown}");
}
