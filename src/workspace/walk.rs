//! The files to check below paths that somebody named.

use std::cmp::Ordering;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError, mpsc};

use ignore::{DirEntry, WalkBuilder, WalkState};
use rustc_hash::FxHashMap;

use super::{Error, relative};
use crate::analysis::Cancel;
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
    /// Ends the walk where it is.
    pub cancel: Cancel,
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
    builder(top, wanted, how).build_parallel().run(|| {
        let (send, cancel) = (send.clone(), how.cancel.clone());
        Box::new(move |entry| {
            if let Some(found) = to_read(entry) {
                // The receiver outlives the walk.
                let _ = send.send(found);
            }
            if cancel.is_cancelled() { WalkState::Quit } else { WalkState::Continue }
        })
    });
    drop(send);
    for found in receive {
        match found {
            Ok(path) => files.push(path),
            Err(error) => errors.push(error),
        }
    }
}

fn builder(top: &Path, wanted: Option<&PathBuf>, how: &Walk) -> WalkBuilder {
    let (root, exclude, wanted) = (how.root.clone(), how.exclude.clone(), wanted.map(|wanted| absolute(wanted)));
    let mut builder = WalkBuilder::new(top);
    builder.hidden(false).require_git(false).follow_links(false).threads(how.threads);
    builder.filter_entry(move |entry| {
        entry.depth() == 0
            || (!is_hidden(entry)
                && !exclude.is_match(&relative(&root, &absolute(entry.path())))
                && wanted.as_ref().is_none_or(|wanted| wanted.starts_with(entry.path())))
    });
    builder
}

/// What an entry of a walk is to a check: a file that is read, or something that could not be looked at.
fn to_read(entry: Result<DirEntry, ignore::Error>) -> Option<Result<PathBuf, Error>> {
    match entry {
        Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => is_read(entry.path()).then(|| Ok(entry.into_path())),
        Ok(_) => None,
        Err(error) => Some(Err(Error::Walk(error))),
    }
}

/// The files below a folder, one after another as they are asked for, sorted as their paths are as texts with `/`. Only
/// the names of the folders on the way to the current file are kept, so that a tree of any size costs what its fullest
/// folder costs.
pub struct Sorted(ignore::Walk);

impl Sorted {
    /// Those below the folder `top`.
    pub fn new(top: &Path, how: &Walk) -> Self {
        let mut builder = builder(top, None, how);
        // A comparison must give the same answer twice, whatever happens to the tree meanwhile.
        let folders: Mutex<FxHashMap<PathBuf, bool>> = Mutex::default();
        builder.sort_by_file_path(move |a, b| {
            by_text(a, b, |path| {
                let mut folders = folders.lock().unwrap_or_else(PoisonError::into_inner);
                *folders.entry(path.to_owned()).or_insert_with(|| std::fs::symlink_metadata(path).is_ok_and(|about| about.is_dir()))
            })
        });
        Self(builder.build())
    }
}

impl Iterator for Sorted {
    type Item = Result<PathBuf, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.find_map(to_read)
    }
}

/// How two entries of one folder follow one another, and with them all that lies below: `a-b`, `a.py`, `a/x`. Whether one
/// is a folder matters only where its name begins the other's.
fn by_text(a: &Path, b: &Path, is_folder: impl Fn(&Path) -> bool) -> Ordering {
    let bytes = |path: &Path| path.file_name().unwrap_or_default().as_encoded_bytes().to_vec();
    let (left, right) = (bytes(a), bytes(b));
    let next = |path: &Path, longer: &[u8], at: usize| match longer.get(at) {
        // What comes behind the shorter name is nothing, or a slash.
        Some(&byte) if byte < b'/' && is_folder(path) => Ordering::Greater,
        _ => Ordering::Less,
    };
    if right.len() > left.len() && right.starts_with(&left) {
        next(a, &right, left.len())
    } else if left.len() > right.len() && left.starts_with(&right) {
        next(b, &left, right.len()).reverse()
    } else {
        left.cmp(&right)
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
        let how = Walk { root: root.to_owned(), exclude: config.exclude, force_exclude, threads: 2, cancel: Cancel::default() };
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

    #[test]
    fn one_after_another_is_sorted_as_all_at_once_are() {
        let names =
            ["a/x.sql", "a-b/x.sql", "a.sql/y.py", "a.py", "a b/x.sql", "a/x/z.sql", "a/x-1.sql", "a0.sql", "b/é.sql", "b.ignored/q.sql"];
        let mut files: Vec<(&str, &str)> = names.iter().map(|name| (*name, "")).collect();
        files.push((".gitignore", "*.ignored\n"));
        let folder = tree(&files);
        let how =
            Walk { root: folder.path().to_owned(), exclude: Globs::default(), force_exclude: false, threads: 1, cancel: Cancel::default() };
        let one_by_one: Vec<_> = Sorted::new(folder.path(), &how).map(|file| relative(folder.path(), &file.expect("a file"))).collect();
        let mut sorted = one_by_one.clone();
        sorted.sort();
        assert_eq!(one_by_one, sorted);
        let (at_once, _) = walk(&[folder.path().to_owned()], &how);
        assert_eq!((one_by_one.len(), at_once.len()), (names.len() - 1, names.len() - 1));
    }

    #[cfg(unix)]
    #[test]
    fn a_loop_of_links_is_none() {
        let folder = tree(&[("a/b.sql", "")]);
        std::os::unix::fs::symlink(folder.path(), folder.path().join("a/loop")).expect("linked");
        assert_eq!(names(folder.path(), &[""], "", false).0, ["a/b.sql"]);
    }
}
