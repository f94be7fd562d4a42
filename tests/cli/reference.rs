//! `docs/reference/` says what `--help` says. `LAKESPEAK_WRITE=1 cargo test --test cli reference` writes it anew.

use std::collections::BTreeMap;
use std::path::Path;

#[test]
fn the_reference_is_what_help_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/reference");
    let expected: BTreeMap<String, String> = lakespeak::cli::reference::pages().into_iter().collect();
    if std::env::var_os("LAKESPEAK_WRITE").is_some() {
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        for (file, text) in &expected {
            std::fs::write(folder.join(file), text).unwrap();
        }
    }
    let entries = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let found: BTreeMap<String, String> =
        entries.map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(&path).unwrap())).collect();
    let how = "run LAKESPEAK_WRITE=1 cargo test --test cli reference";
    assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "{how}");
    for (file, text) in &expected {
        assert_eq!(found.get(file), Some(text), "{file}: {how}");
    }
    assert!(expected.len() >= 15 && expected.values().all(|text| text.len() > 80), "{:?}", expected.keys());
}

#[test]
fn the_version_stands_in_one_place() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let python = std::fs::read_to_string(root.join("pyproject.toml")).unwrap();
    assert!(python.contains("dynamic = [\"version\"]") && !python.lines().any(|line| line.starts_with("version")));
    for file in [".pre-commit-hooks.yaml", "action.yml", "ci/gitlab.yml", "Dockerfile", ".github/workflows/release.yml"] {
        assert!(!std::fs::read_to_string(root.join(file)).unwrap().contains(env!("CARGO_PKG_VERSION")), "{file}");
    }
    let (code, told, _) = crate::support::run(root, &["--version"]);
    assert_eq!((code, told), (0, format!("lakespeak {}\n", env!("CARGO_PKG_VERSION"))));
}
