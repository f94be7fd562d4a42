//! The root of a file.

use std::path::{Path, PathBuf};

use super::config;

/// The workspace root of `file` (absolute): the innermost editor folder that holds it, else the nearest folder above with
/// `lakespeak.yml`, else with `.git`, else `working_folder`.
pub fn root_of(file: &Path, editor_folders: &[PathBuf], working_folder: &Path) -> PathBuf {
    let folder = editor_folders.iter().filter(|folder| file.starts_with(folder)).max_by_key(|folder| folder.components().count());
    if let Some(folder) = folder {
        return folder.clone();
    }
    let above = |name: &str| file.ancestors().skip(usize::from(!file.is_dir())).find(|folder| folder.join(name).exists());
    above(config::FILE).or_else(|| above(".git")).unwrap_or(working_folder).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_sign_counts_and_the_editor_first() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        for path in ["a/.git", "a/b/c", "d"] {
            std::fs::create_dir_all(root.join(path)).expect("made");
        }
        let file = root.join("a/b/c/x.sql");
        let of = |folders: &[PathBuf]| root_of(&file, folders, &root.join("d"));
        assert_eq!(of(&[]), root.join("a"));
        std::fs::write(root.join("a/b/lakespeak.yml"), "").expect("written");
        assert_eq!(of(&[]), root.join("a/b"));
        assert_eq!(of(&[root.join("a"), root.join("a/b/c"), root.join("a/b/cc")]), root.join("a/b/c"));
        assert_eq!(root_of(&root.join("a/b"), &[], root), root.join("a/b"), "a folder can be its own root");
        assert_eq!(root_of(Path::new("/nowhere/x.sql"), &[], root), root);
    }
}
