//! The files to check below paths that somebody named.

use std::path::{Path, PathBuf};
use std::sync::mpsc;

use ignore::{DirEntry, WalkBuilder, WalkState};

use super::{Error, relative};
use crate::lexicon::Globs;
use crate::syntax::Language;

/// How to walk.
#[derive(Clone, Debug)]
pub struct Walk {
    /// What `exclude` counts from; absolute.
    pub root: PathBuf,
    /// Paths that are left out, on top of `.gitignore`.
    pub exclude: Globs,
    /// Leave out what is ignored even where it is named.
    pub force_exclude: bool,
    /// How many threads look at folders; 0 for as many as there are processors.
    pub threads: usize,
}

/// Hidden names that are looked at all the same: workflows are data engineering too.
const SHOWN: [&str; 1] = [".github"];

/// The files below `paths` in a language that is read, each once, sorted; and what could not be looked at.
///
/// `.gitignore` counts with or without git. A file that is named itself is there even if ignored (unless
/// `force_exclude`). Links to folders are not followed, so that a loop is none.
pub fn walk(paths: &[PathBuf], how: &Walk) -> (Vec<PathBuf>, Vec<Error>) {
    let mut files = Vec::new();
    let mut errors = Vec::new();
    for path in paths {
        match std::fs::metadata(path) {
            Err(error) => errors.push(Error::io(path, error)),
            Ok(about) if about.is_dir() => folder(path, None, how, &mut files, &mut errors),
            Ok(_) if how.force_exclude && absolute(path).starts_with(&how.root) => {
                let mut found = Vec::new();
                folder(&how.root, Some(path), how, &mut found, &mut errors);
                files.extend((!found.is_empty()).then(|| path.clone()));
            }
            Ok(_) => files.extend(is_read(path).then(|| path.clone())),
        }
    }
    files.sort();
    files.dedup();
    errors.sort_by_key(ToString::to_string);
    (files, errors)
}

/// A path as `exclude` sees it, whatever the working folder.
fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

fn is_read(path: &Path) -> bool {
    Language::from_path(path).is_some()
}

/// The files below `top`; or only the one at `wanted`, where nothing on the way to it is ignored.
fn folder(top: &Path, wanted: Option<&PathBuf>, how: &Walk, files: &mut Vec<PathBuf>, errors: &mut Vec<Error>) {
    let (send, receive) = mpsc::channel();
    let (root, exclude, wanted) = (how.root.clone(), how.exclude.clone(), wanted.map(|wanted| absolute(wanted)));
    let mut builder = WalkBuilder::new(top);
    builder.hidden(false).require_git(false).follow_links(false).threads(how.threads);
    builder.filter_entry(move |entry| {
        entry.depth() == 0
            || (!is_hidden(entry)
                && !exclude.is_match(&relative(&root, &absolute(entry.path())))
                && wanted.as_ref().is_none_or(|wanted| wanted.starts_with(entry.path())))
    });
    builder.build_parallel().run(|| {
        let send = send.clone();
        Box::new(move |entry| {
            let found = match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                    if !is_read(entry.path()) {
                        return WalkState::Continue;
                    }
                    Ok(entry.into_path())
                }
                Ok(_) => return WalkState::Continue,
                Err(error) => Err(error),
            };
            // The receiver outlives the walk.
            let _ = send.send(found);
            WalkState::Continue
        })
    });
    drop(send);
    for found in receive {
        match found {
            Ok(path) => files.push(path),
            Err(error) => errors.push(Error::Walk(error)),
        }
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().to_str().is_some_and(|name| name.starts_with('.') && !SHOWN.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, text) in files {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            std::fs::write(path, text).expect("written");
        }
        folder
    }

    fn names(root: &Path, named: &[&str], exclude: &str, force_exclude: bool) -> (Vec<String>, Vec<Error>) {
        let (config, _) = crate::workspace::config::read(&format!("exclude: [{exclude}]"));
        let how = Walk { root: root.to_owned(), exclude: config.exclude, force_exclude, threads: 2 };
        let paths: Vec<_> = named.iter().map(|name| root.join(name)).collect();
        let (files, errors) = walk(&paths, &how);
        (files.iter().map(|file| relative(root, file)).collect(), errors)
    }

    #[test]
    fn what_is_checked() {
        let files = [
            ("a.sql", ""),
            ("b/c.py", ""),
            ("b/d.txt", ""),
            ("target/e.sql", ""),
            ("b/ignored.yml", ""),
            ("b/.gitignore", "ignored.yml"),
            (".github/workflows/w.yml", ""),
            (".hidden/h.sql", ""),
            (".gitignore", "build/"),
            ("build/x/g.sql", ""),
        ];
        let folder = tree(&files);
        let root = folder.path();
        let check = |named: &[&str], exclude: &str, force: bool, expected: &[&str]| {
            let (found, errors) = names(root, named, exclude, force);
            assert_eq!((found.iter().map(String::as_str).collect::<Vec<_>>().as_slice(), errors.len()), (expected, 0), "{named:?}");
        };
        check(&[""], "", false, &[".github/workflows/w.yml", "a.sql", "b/c.py", "target/e.sql"]);
        check(&["b", "", "a.sql"], "'**/target/**', a.sql", false, &[".github/workflows/w.yml", "a.sql", "b/c.py"]);
        check(&["b/ignored.yml", "build/x/g.sql", "b/c.py"], "", false, &["b/c.py", "b/ignored.yml", "build/x/g.sql"]);
        check(&["b/ignored.yml", "build/x/g.sql", "b/c.py"], "", true, &["b/c.py"]);
        check(&["b/d.txt"], "", false, &[]);
        let (found, errors) = names(root, &["gone", "a.sql"], "", false);
        assert_eq!((found.as_slice(), errors.len()), (["a.sql".to_owned()].as_slice(), 1));
        assert!(errors[0].to_string().contains("no such file or folder"), "{}", errors[0]);
    }

    #[cfg(unix)]
    #[test]
    fn a_loop_of_links_is_none() {
        let folder = tree(&[("a/b.sql", "")]);
        std::os::unix::fs::symlink(folder.path(), folder.path().join("a/loop")).expect("linked");
        assert_eq!(names(folder.path(), &[""], "", false).0, ["a/b.sql"]);
    }
}
