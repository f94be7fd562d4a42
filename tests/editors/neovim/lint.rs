//! The plugin's Lua as its own tools want it.

use std::path::PathBuf;
use std::process::Command;

use crate::{install, root};

/// All Lua of ours, below `editors/` and beside these tests.
fn lua() -> Vec<PathBuf> {
    let mut folders = vec![root().join("editors"), root().join("tests/editors/neovim")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() && !path.ends_with("node_modules") {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "lua") {
                files.push(path);
            }
        }
    }
    files.sort();
    assert!(files.len() > 10, "{files:?}");
    files
}

fn check(command: &mut Command) {
    let output = command.args(lua()).output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let said = [output.stdout, output.stderr].concat();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&said));
}

#[test]
fn stylua() {
    let script = root().join("tests/editors/neovim/stylua.mjs");
    check(Command::new("node").arg(script).arg(install::stylua()).arg(root().join("editors/neovim/.stylua.toml")));
}

#[test]
fn luacheck() {
    let config = root().join("editors/neovim/.luacheckrc");
    check(Command::new(install::luacheck()).args(["--no-color", "--codes", "--config"]).arg(config));
}

#[test]
fn the_form_for_lspconfig_is_the_one_of_the_plugin() {
    let read = |path: &str| std::fs::read_to_string(root().join("editors/neovim").join(path)).unwrap();
    assert_eq!(read("registries/nvim-lspconfig/lsp/lakespeak.lua"), read("lsp/lakespeak.lua"));
}

#[test]
fn tags_of_the_help_are_those_of_its_text() {
    let folder = tempfile::tempdir().unwrap();
    let doc = root().join("editors/neovim/doc");
    std::fs::copy(doc.join("lakespeak.txt"), folder.path().join("lakespeak.txt")).unwrap();
    let tags = format!("helptags {}", folder.path().display());
    let status = Command::new(install::neovim()).args(["--headless", "--clean", "-c", &tags, "-c", "qall!"]).status().unwrap();
    assert!(status.success());
    let read = |path: PathBuf| std::fs::read_to_string(path).unwrap();
    assert_eq!(read(folder.path().join("tags")), read(doc.join("tags")), "run :helptags editors/neovim/doc");
}
