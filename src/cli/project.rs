//! What stands around the files of one run: roots, configurations, lexicons; each read once.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Display;
use std::panic::resume_unwind;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;

use crate::analysis::{Cancel, Facts, Guidance};
use crate::glossary::{self, Level};
use crate::lexicon::{Glossary, Lexicon};
use crate::syntax::Language;
use crate::views::todo::Style;
use crate::workspace::config;
use crate::workspace::{
    Error, Library, Open, Walk, Words, Workspace, flat, is_ours, read as files, relative, root_of, unknown_selectors, walk,
};

/// The lexicon of the glossary that Lakespeak brings along.
pub(super) fn builtin() -> Lexicon {
    Lexicon::compile(glossary::builtin())
}

/// A file to look at.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Target {
    /// As it is shown: relative to the working directory, with `/`.
    pub(super) shown: String,
    /// Absolute, without `.` and `..`.
    pub(super) path: PathBuf,
}

/// The projects that the files of one run belong to. Many threads share it.
pub(super) struct Projects {
    here: PathBuf,
    /// Whether the examples of rules are wanted too.
    examples: bool,
    builtin: OnceLock<Lexicon>,
    known: Mutex<Known>,
}

/// What was read so far.
#[derive(Default)]
struct Known {
    by_root: HashMap<PathBuf, Arc<Project>>,
    by_folder: HashMap<PathBuf, Arc<Project>>,
    problems: BTreeSet<String>,
}

/// What holds for the files of one workspace root.
pub(super) struct Project {
    words: Words,
    workspace: Workspace,
    here: PathBuf,
}

/// A file's text and what is known about it.
pub(super) struct Source {
    pub(super) text: Arc<str>,
    pub(super) language: Language,
    pub(super) facts: Facts,
}

/// What became of reading a file.
pub(super) enum Read {
    /// Its text.
    Text(Source),
    /// It is in none of our languages.
    Foreign,
    /// It was left out, and why.
    Skipped(String),
    /// It could not be read, and why.
    Failed(String),
}

impl Projects {
    /// Those of the working directory.
    pub(super) fn new() -> std::io::Result<Self> {
        Ok(Self { here: std::env::current_dir()?, examples: false, builtin: OnceLock::new(), known: Mutex::default() })
    }

    /// Those of the working directory, with lexicons whose rules have their examples.
    pub(super) fn with_examples() -> std::io::Result<Self> {
        Ok(Self { examples: true, ..Self::new()? })
    }

    /// A path that somebody typed.
    pub(super) fn target(&self, path: &Path) -> Target {
        self.shown(flat(&self.here.join(path)))
    }

    /// The project of the working directory.
    pub(super) fn here(&self) -> Arc<Project> {
        self.of(&self.here)
    }

    /// The project that an absolute path belongs to.
    pub(super) fn of(&self, path: &Path) -> Arc<Project> {
        let folder = if path == self.here { path } else { path.parent().unwrap_or(path) };
        let mut known = self.known();
        if let Some(project) = known.by_folder.get(folder) {
            return Arc::clone(project);
        }
        let root = root_of(path, &[], &self.here);
        let project = match known.by_root.get(&root) {
            Some(project) => Arc::clone(project),
            None => self.open(&root, &mut known),
        };
        known.by_root.insert(root, Arc::clone(&project));
        known.by_folder.insert(folder.to_owned(), Arc::clone(&project));
        project
    }

    /// The files to look at below `paths`, sorted as they are shown, each once; and what could not be looked at.
    pub(super) fn walk(&self, paths: &[PathBuf], force_exclude: bool) -> (Vec<Target>, Vec<String>) {
        let mut found = BTreeSet::new();
        let mut problems = Vec::new();
        for path in paths {
            let top = flat(&self.here.join(path));
            let (files, errors) = walk(std::slice::from_ref(&top), &self.how_to_walk(&top, force_exclude));
            found.extend(files.into_iter().filter(|file| self.takes(file, &top, force_exclude)).map(|file| self.shown(file)));
            problems.extend(errors.iter().map(|error| self.told(error)));
        }
        (found.into_iter().collect(), problems)
    }

    /// How to walk below a path (absolute) that was named.
    pub(super) fn how_to_walk(&self, top: &Path, force_exclude: bool) -> Walk {
        let project = self.of_folder(top);
        let Workspace { root, config, .. } = &project.workspace;
        Walk { root: root.clone(), exclude: config.exclude.clone(), force_exclude, threads: 0, cancel: Cancel::default() }
    }

    /// Whether a file that was met below `top` is looked at: a folder further down may have a configuration of its own.
    pub(super) fn takes(&self, file: &Path, top: &Path, force_exclude: bool) -> bool {
        // The examples of rules in a glossary are no accidents.
        (file == top && !force_exclude || !self.of(file).leaves_out(file)) && !is_ours(file)
    }

    /// The working directory.
    pub(super) fn folder(&self) -> &Path {
        &self.here
    }

    /// What went wrong, paths shown as everywhere else.
    pub(super) fn told(&self, error: &impl Display) -> String {
        short(&self.here, error)
    }

    /// What is wrong with the configurations read so far, each mistake once.
    pub(super) fn problems(&self) -> Vec<String> {
        std::mem::take(&mut self.known().problems).into_iter().collect()
    }

    /// Like [`Projects::of`], but a folder counts as standing inside itself.
    fn of_folder(&self, path: &Path) -> Arc<Project> {
        if path.is_dir() { self.of(&path.join("x")) } else { self.of(path) }
    }

    fn open(&self, root: &Path, known: &mut Known) -> Arc<Project> {
        let (workspace, problems) = Workspace::open(root).unwrap_or_else(|error| {
            known.problems.insert(short(&self.here, &error));
            (Workspace::new(root, config::Config::default()), Vec::new())
        });
        let file = self.shown(root.join(config::FILE)).shown;
        let words = self.words(&workspace);
        let at = |problem: &glossary::Problem| format!("{file}:{}:{}: {}", problem.line + 1, problem.column + 1, problem.message);
        known.problems.extend(problems.iter().filter(|problem| problem.severity == Level::Error).map(at));
        known.problems.extend(unknown_selectors(&workspace.config, words.team.outermost()).iter().map(at));
        for (path, problems) in words.problems(&Open::default()) {
            let file = self.shown(path.to_owned()).shown;
            let at = |problem: &glossary::Problem| format!("{file}:{}:{}: {}", problem.line + 1, problem.column + 1, problem.message);
            known.problems.extend(problems.iter().filter(|problem| problem.severity == Level::Error).map(at));
        }
        Arc::new(Project { words, workspace, here: self.here.clone() })
    }

    /// The glossaries of a workspace, laid upon the built-in one.
    fn words(&self, workspace: &Workspace) -> Words {
        let Workspace { root, config, .. } = workspace;
        // Finding the team's takes as long as reading the built-in one.
        let (builtin, shelf) = thread::scope(|scope| {
            let shelf = scope.spawn(|| Library::new(root, false).shelf(&config.exclude, &Open::default(), None));
            let builtin = self.builtin.get_or_init(|| Lexicon::compile(self.glossaries()));
            (builtin, shelf.join().unwrap_or_else(|panic| resume_unwind(panic)))
        });
        Words::new(builtin, config, root, shelf)
    }

    fn glossaries(&self) -> Vec<Glossary> {
        if self.examples { glossary::builtin::with_examples().0 } else { glossary::builtin() }
    }

    /// A path (absolute, without `.` and `..`) as it is shown.
    pub(super) fn shown(&self, path: PathBuf) -> Target {
        Target { shown: shown(&self.here, &path), path }
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Project {
    /// What applies to a file.
    pub(super) fn lexicon_for(&self, path: &Path) -> Arc<Lexicon> {
        self.words.lexicon_for(path)
    }

    /// What applies to files in the root itself.
    pub(super) fn lexicon(&self) -> &Arc<Lexicon> {
        self.words.team.outermost()
    }

    /// What was read at the root.
    pub(super) fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// The glossaries of this project.
    pub(super) fn words(&self) -> &Words {
        &self.words
    }

    /// Where the team keeps its guidance pages.
    pub(super) fn guidance(&self) -> &Guidance {
        &self.workspace.config.guidance
    }

    /// Reads a file, if it is in one of our languages and not too large.
    pub(super) fn read(&self, path: &Path) -> Read {
        match (files::read(path, self.workspace.config.limits.max_file_bytes), Language::from_path(path)) {
            (Ok(file), Some(language)) => self.source(path, language, file.text),
            (Ok(_), None) => Read::Foreign,
            (Err(error), _) if error.is_skip() => Read::Skipped(short(&self.here, &error)),
            (Err(error), _) => Read::Failed(short(&self.here, &error)),
        }
    }

    /// The text in `bytes`, read as if it were the file `path`.
    pub(super) fn decode(&self, path: &Path, bytes: Vec<u8>) -> Read {
        let Some(language) = Language::from_path(path) else { return Read::Foreign };
        let limit = self.workspace.config.limits.max_file_bytes;
        let size = bytes.len() as u64;
        if size > limit {
            return Read::Skipped(short(&self.here, &Error::TooLarge { path: path.to_owned(), size, limit }));
        }
        match files::decode(bytes) {
            Ok(file) => self.source(path, language, file.text),
            Err(at) => Read::Failed(short(&self.here, &Error::NotUtf8 { path: path.to_owned(), at })),
        }
    }

    fn source(&self, path: &Path, language: Language, text: String) -> Read {
        Read::Text(Source { text: text.into(), language, facts: self.workspace.facts_for(path) })
    }

    /// Its root.
    pub(super) fn root(&self) -> &Path {
        &self.workspace.root
    }

    /// How its TODOs are written.
    pub(super) fn todo_style(&self) -> &Style {
        &self.workspace.config.todo
    }

    /// The largest file that is read, in bytes.
    pub(super) fn max_file_bytes(&self) -> u64 {
        self.workspace.config.limits.max_file_bytes
    }

    fn leaves_out(&self, path: &Path) -> bool {
        self.workspace.config.exclude.is_match(&relative(&self.workspace.root, path))
    }
}

/// What went wrong, paths shown as everywhere else.
fn short(here: &Path, error: &impl Display) -> String {
    let here = here.to_string_lossy();
    let here = here.trim_end_matches(std::path::MAIN_SEPARATOR);
    let text = error.to_string();
    if here.is_empty() { text } else { text.replace(&format!("{here}{}", std::path::MAIN_SEPARATOR), "") }
}

/// An absolute path from the working directory; with `..` where it lies beside, and as it is on another drive.
pub(super) fn shown(here: &Path, path: &Path) -> String {
    let common = here.components().zip(path.components()).take_while(|(a, b)| a == b).count();
    if common <= 1 && here.components().count() > 1 {
        return relative(here, path);
    }
    let up = here.components().skip(common).map(|_| Component::ParentDir);
    let out: PathBuf = up.chain(path.components().skip(common)).collect();
    relative(here, &out)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_from_here() {
        for (here, path, expected) in [
            ("/a/b", "/a/b/c/d.sql", "c/d.sql"),
            ("/a/b", "/a/x/d.sql", "../x/d.sql"),
            ("/a/b", "/x/d.sql", "/x/d.sql"),
            ("/", "/x/d.sql", "x/d.sql"),
        ] {
            assert_eq!(shown(Path::new(here), Path::new(path)), expected);
        }
        assert_eq!(flat(Path::new("/a/./b/../c")), Path::new("/a/c"));
    }
}
