//! The dependency direction of `docs/architecture.md`, held by reading the sources.

#![allow(clippy::expect_used, reason = "a test that can't read its own sources should fail")]

use std::fs;
use std::path::{Path, PathBuf};

/// Each module of the crate with those it may use, besides itself.
const MAY_USE: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("schedule", &[]),
    ("syntax", &["text"]),
    ("lexicon", &["syntax", "text"]),
    ("analysis", &["lexicon", "schedule", "syntax", "text"]),
    ("views", &["analysis", "lexicon", "schedule", "syntax", "text"]),
    ("glossary", &["analysis", "lexicon", "syntax", "text"]),
    ("workspace", &["glossary", "views", "analysis", "lexicon", "syntax", "text"]),
    ("server", &["workspace", "glossary", "views", "analysis", "lexicon", "schedule", "syntax", "text"]),
    ("cli", &["server", "workspace", "glossary", "views", "analysis", "lexicon", "syntax", "text"]),
];

/// Modules that take text and give values: they touch no file, no clock, no thread and no terminal.
const PURE: &[&str] = &["text", "schedule", "syntax", "lexicon", "analysis", "views", "glossary"];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files
}

/// The lines of code of a module, tests left out, each with its place.
fn code(module: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(module);
    let mut lines = Vec::new();
    for file in sources(&root) {
        let test = file.strip_prefix(&root).unwrap_or(&file).iter().any(|part| part == "tests" || part == "tests.rs");
        if test {
            continue;
        }
        let text = fs::read_to_string(&file).expect("a readable source");
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        for (number, line) in code.lines().enumerate() {
            if !line.trim_start().starts_with("//") {
                lines.push((format!("{}:{}", file.display(), number + 1), line.to_owned()));
            }
        }
    }
    assert!(!lines.is_empty(), "no sources in {module}");
    lines
}

#[test]
fn every_module_has_its_place() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for entry in fs::read_dir(source).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() {
            assert!(MAY_USE.iter().any(|(module, _)| *module == name), "src/{name} has no place in the dependency order");
        }
    }
}

#[test]
fn dependencies_point_downward() {
    for (module, allowed) in MAY_USE {
        for (place, line) in code(module) {
            for (_, rest) in line.match_indices("crate::").map(|(at, found)| (at, &line[at + found.len()..])) {
                let used: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                let known = MAY_USE.iter().any(|(other, _)| *other == used);
                assert!(!known || used == *module || allowed.contains(&used.as_str()), "{place}: {module} must not use {used}");
            }
        }
    }
}

#[test]
fn only_the_server_knows_the_protocol() {
    for (module, _) in MAY_USE.iter().filter(|(module, _)| !matches!(*module, "server" | "cli")) {
        for (place, line) in code(module) {
            assert!(!line.contains("tower_lsp") && !line.contains("lsp_types"), "{place}: only server/ knows LSP");
        }
    }
}

#[test]
fn nothing_below_the_workspace_touches_the_world() {
    for module in PURE {
        for (place, line) in code(module) {
            for world in
                ["std::fs", "std::io", "std::net", "std::process", "std::env", "std::time", "std::thread", "tokio", "println!", "print!("]
            {
                assert!(!line.contains(world), "{place}: {module} is pure, and this uses {world}");
            }
        }
    }
}
