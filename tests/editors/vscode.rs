//! VS Code with the extension of `editors/vscode`: its own script installs the editor, packs the extension with the
//! server of this build inside, and drives it in a real browser.

use std::path::Path;
use std::process::Command;

/// Runs one of the scripts that need the editor, and all that comes before. Gives what it says.
fn run(name: &str) -> String {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("editors/vscode/test/all");
    let mut command = Command::new("bash");
    command.arg(&script).arg(env!("CARGO_BIN_EXE_lakespeak"));
    // `npm` and Node must see what a person's shell shows them, and nothing of cargo's.
    let output = command
        .env("LAKESPEAK_TEST_SCRIPT", name)
        .env_remove("CARGO_MANIFEST_DIR")
        .output()
        .unwrap_or_else(|error| panic!("bash: {error}"));
    let shown = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{shown}\n{}", String::from_utf8_lossy(&output.stderr));
    shown
}

#[test]
fn the_extension_in_a_real_vs_code() {
    let shown = run("test:editor");
    // The last summary is that of the editor: a run of nothing would be green, too.
    let count = |name: &str| shown.lines().rev().find_map(|line| line.strip_prefix(&format!("ℹ {name} "))?.parse::<u32>().ok());
    assert!(count("pass") >= Some(10), "{shown}");
    assert_eq!((count("fail"), count("skipped"), count("cancelled"), count("todo")), (Some(0), Some(0), Some(0), Some(0)), "{shown}");
}

#[test]
#[ignore = "prints figures: cargo test --release --test editors figures -- --ignored --nocapture"]
fn figures_of_activation_and_typing() {
    println!("{}", run("figures"));
}
