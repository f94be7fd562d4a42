//! The plugin of `editors/neovim` in a real Neovim, set up as a user would: each test runs one scenario of `plugin/`.

use std::path::PathBuf;
use std::process::Command;

use crate::install;

/// Runs `plugin/<name>.lua` in an empty folder.
#[track_caller]
fn scenario(name: &str) {
    scenario_with(name, &[]);
}

/// [`scenario`] with paths of other programs in the environment.
#[track_caller]
fn scenario_with(name: &str, programs: &[(&str, PathBuf)]) {
    let root = crate::root();
    // Not below another root: the folder is its own.
    let folder = tempfile::tempdir().unwrap();
    let home = tempfile::tempdir().unwrap();
    let output = Command::new(install::neovim())
        .args(["--headless", "--clean", "-u"])
        .arg(root.join("tests/editors/neovim/plugin/init.lua"))
        .current_dir(folder.path())
        .env("PATH", crate::with_binary_on_path())
        .env("LAKESPEAK_PLUGIN", root.join("editors/neovim"))
        .env("LAKESPEAK_SCENARIO", name)
        .env("XDG_STATE_HOME", home.path())
        .envs(programs.iter().map(|(name, path)| (name, path)))
        .env_remove("LAKESPEAK_LOG")
        .env_remove("LAKESPEAK_PATH")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name}:\n{said}");
    // Shown by `--nocapture` only.
    println!("{name}: {said}");
}

#[test]
fn attach() {
    scenario("attach");
}

#[test]
fn card() {
    scenario("card");
}

#[test]
fn commands() {
    scenario("commands");
}

#[test]
fn health_statusline_help() {
    scenario("health");
}

#[test]
fn columns_behind_letters_of_several_bytes() {
    scenario("utf8");
}

#[test]
fn edit_storm() {
    scenario("storm");
}

#[test]
fn setup_with_options() {
    scenario("setup");
}

#[test]
fn beside_ruff_and_yaml_language_server() {
    scenario_with("beside", &[("LAKESPEAK_RUFF", install::ruff()), ("LAKESPEAK_YAMLLS", install::yaml_language_server())]);
}

#[test]
fn completion_quick_fixes_findings() {
    scenario("features");
}

#[test]
fn inlay_hints() {
    scenario("hints");
}

#[test]
fn a_teams_glossary_is_read_anew_without_the_editor_watching() {
    scenario("glossary");
}

#[test]
#[ignore = "prints a figure: cargo test --release --test editors typing -- --ignored --nocapture"]
fn typing_in_a_long_dag() {
    scenario("typing");
}
