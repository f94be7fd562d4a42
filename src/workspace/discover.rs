//! Which files of a workspace are glossaries.

use std::path::{Path, PathBuf};
use std::sync::mpsc;

use ignore::{DirEntry, WalkBuilder, WalkState};

use super::relative;
use crate::lexicon::Globs;

/// What a team's first glossary is called.
pub const USUAL: &str = "team.glossary.yml";
/// Where Contextive keeps a workspace's terms.
const CONTEXTIVE: (&str, &str) = (".contextive", "definitions.yml");
/// Hidden folders that are looked into.
const SHOWN: [&str; 2] = [".github", CONTEXTIVE.0];

/// Whether a file is a glossary by its name: `*.glossary.yml`, `*.glossary.yaml`, or Contextive's `definitions.yml`.
pub fn is_glossary(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let beside = path.parent().and_then(Path::file_name).and_then(|name| name.to_str());
    [".glossary.yml", ".glossary.yaml"].iter().any(|ending| name.ends_with(ending))
        || (name == CONTEXTIVE.1 && beside == Some(CONTEXTIVE.0))
}

/// Whether a file is a glossary or a configuration by its name: it says how others are read, and is not checked itself.
pub fn is_ours(path: &Path) -> bool {
    is_glossary(path) || path.file_name().is_some_and(|name| name == super::config::FILE)
}

/// The folder in which a glossary counts, with all below: its own; of Contextive's, the one around.
pub fn folder_of(path: &Path) -> &Path {
    let folder = path.parent().unwrap_or(path);
    if folder.file_name().is_some_and(|name| name == CONTEXTIVE.0) { folder.parent().unwrap_or(folder) } else { folder }
}

/// The glossaries below `root`, sorted: whatever bears such a name, folders and dead links too. `.gitignore` counts with
/// or without git, and so does `exclude`. With `only`, just those whose folders lie on the way to that path.
pub fn glossaries(root: &Path, exclude: &Globs, only: Option<&Path>) -> Vec<PathBuf> {
    let (send, receive) = mpsc::channel();
    let (top, exclude, only) = (root.to_owned(), exclude.clone(), only.map(Path::to_owned));
    let mut builder = WalkBuilder::new(root);
    builder.hidden(false).require_git(false).follow_links(false).threads(2);
    builder.filter_entry(move |entry| {
        let on_the_way = |only: &PathBuf| !is_folder(entry) || only.starts_with(folder_of(&entry.path().join("x")));
        entry.depth() == 0
            || (!is_hidden(entry) && only.as_ref().is_none_or(on_the_way) && !exclude.is_match(&relative(&top, entry.path())))
    });
    builder.build_parallel().run(|| {
        let send = send.clone();
        Box::new(move |entry| {
            if let Ok(entry) = entry
                && entry.depth() > 0
                && is_glossary(entry.path())
            {
                // The receiver outlives the walk.
                let _ = send.send(entry.into_path());
            }
            WalkState::Continue
        })
    });
    drop(send);
    let mut found: Vec<PathBuf> = receive.into_iter().collect();
    found.sort();
    found
}

fn is_folder(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_dir())
}

fn is_hidden(entry: &DirEntry) -> bool {
    is_folder(entry) && entry.file_name().to_str().is_some_and(|name| name.starts_with('.') && !SHOWN.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(files: &[&str], exclude: &str, only: Option<&str>) -> Vec<String> {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        for file in files {
            let path = root.join(file);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            std::fs::write(path, if file.ends_with(".gitignore") { "drafts/\n" } else { "" }).expect("written");
        }
        let (config, _) = crate::workspace::config::read(&format!("exclude: [{exclude}]"));
        let only = only.map(|only| root.join(only));
        glossaries(root, &config.exclude, only.as_deref()).iter().map(|path| relative(root, path)).collect()
    }

    #[test]
    fn what_is_found() {
        let files = [
            "a.glossary.yml",
            "b/c.glossary.yaml",
            "b/.hidden.glossary.yml",
            "b/.hidden/d.glossary.yml",
            ".gitignore",
            "drafts/e.glossary.yml",
            "old/f.glossary.yml",
            "glossary.yml",
            "g.glossary.json",
            ".contextive/definitions.yml",
            "h/.contextive/definitions.yml",
            "definitions.yml",
            "bb/i.glossary.yml",
        ];
        let all = [
            ".contextive/definitions.yml",
            "a.glossary.yml",
            "b/.hidden.glossary.yml",
            "b/c.glossary.yaml",
            "bb/i.glossary.yml",
            "h/.contextive/definitions.yml",
        ];
        assert_eq!(found(&files, "'old/**'", None), all);
        let only = [".contextive/definitions.yml", "a.glossary.yml", "b/.hidden.glossary.yml", "b/c.glossary.yaml"];
        assert_eq!(found(&files, "'old/**'", Some("b/x/y.sql")), only);
    }

    #[test]
    fn where_a_glossary_counts() {
        assert_eq!(folder_of(Path::new("/w/a/x.glossary.yml")), Path::new("/w/a"));
        assert_eq!(folder_of(Path::new("/w/a/.contextive/definitions.yml")), Path::new("/w/a"));
    }
}
