//! What stands around an open file: its workspace's configuration and pins, read once a root.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use rustc_hash::FxHashMap;
use tower_lsp::ls_types::Uri;

use super::documents::lock;
use super::mistakes::Mistakes;
use crate::analysis::Facts;
use crate::lexicon::{Globs, Lexicon};
use crate::views::todo;
use crate::workspace::config::Builtin;
use crate::workspace::{Words, Workspace, root_of};

/// What an open file is read by.
#[derive(Clone, Debug, Default)]
pub(super) struct Surroundings {
    /// What the core is told.
    pub(super) facts: Facts,
    /// What it is read with, once that is known.
    pub(super) lexicon: Option<Arc<Lexicon>>,
    /// How TODOs are written.
    pub(super) style: todo::Style,
    /// A longer text is not read; `None` for no limit.
    pub(super) max_bytes: Option<usize>,
}

impl Loaded {
    /// Whether its files are read otherwise than by the built-in glossary alone.
    fn says_something(&self) -> bool {
        !self.words.shelf.layers.is_empty() || self.workspace.config.builtin != Builtin::All || self.workspace.config.switches_terms()
    }
}

impl Surroundings {
    /// Whether a file is read the same by both.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let same_lexicon = match (&self.lexicon, &other.lexicon) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            (a, b) => a.is_none() && b.is_none(),
        };
        let (a, b) = (&self.facts, &other.facts);
        let same_facts = a.path == b.path && a.pins == b.pins && a.choices == b.choices && a.guidance == b.guidance;
        same_lexicon && same_facts && a.acknowledges == b.acknowledges && self.style == other.style && self.max_bytes == other.max_bytes
    }
}

/// The workspaces of the open files, by root.
#[derive(Debug, Default)]
pub(super) struct Workspaces(Mutex<FxHashMap<PathBuf, Known>>);

/// A workspace, and what its keeper made of it.
#[derive(Clone, Debug)]
struct Known {
    workspace: Arc<Workspace>,
    loaded: Option<Loaded>,
    /// Whether a file that somebody asked for lies in it: the working directory stands in for others, too.
    inside: bool,
}

/// What a workspace's configuration and glossaries say.
#[derive(Clone, Debug)]
pub(super) struct Loaded {
    pub(super) workspace: Arc<Workspace>,
    pub(super) words: Arc<Words>,
    /// The configuration's text.
    pub(super) config_text: Arc<str>,
    /// Why it cannot be read.
    pub(super) config_error: Option<String>,
    /// What is wrong with all of it.
    pub(super) mistakes: Arc<Mistakes>,
}

impl Workspaces {
    /// The surroundings of a file; those of a text that has none, for an address that is no file's.
    pub(super) fn around(&self, uri: &Uri, folders: &[PathBuf]) -> Surroundings {
        let Some(path) = file_path(uri) else { return Surroundings::default() };
        let here = std::env::current_dir().unwrap_or_default();
        let root = root_of(&path, folders, &here);
        let inside = path.starts_with(&root);
        let Known { workspace, loaded, .. } = self.known(root, inside);
        let config = &workspace.config;
        Surroundings {
            facts: workspace.facts_for(&path),
            lexicon: loaded.filter(|loaded| inside && loaded.says_something()).map(|loaded| loaded.words.lexicon_for(&path)),
            style: config.todo.clone(),
            max_bytes: usize::try_from(config.limits.max_file_bytes).ok(),
        }
    }

    /// Whether all is known that a file is read by; of one outside of any workspace it is.
    pub(super) fn is_known_around(&self, uri: &Uri, folders: &[PathBuf]) -> bool {
        let Some(path) = file_path(uri) else { return true };
        let root = root_of(&path, folders, &std::env::current_dir().unwrap_or_default());
        !path.starts_with(&root) || self.loaded(&root).is_some()
    }

    /// What a workspace leaves out.
    pub(super) fn exclude(&self, root: &Path) -> Globs {
        self.known(root.to_owned(), false).workspace.config.exclude.clone()
    }

    /// The roots of all workspaces that somebody asked for, and of these folders.
    pub(super) fn roots(&self, folders: &[PathBuf]) -> Vec<PathBuf> {
        let mut roots: Vec<PathBuf> =
            lock(&self.0).iter().filter(|(_, known)| known.inside).map(|(root, _)| root).chain(folders).cloned().collect();
        roots.sort();
        roots.dedup();
        roots
    }

    /// What the keeper made of a workspace.
    pub(super) fn loaded(&self, root: &Path) -> Option<Loaded> {
        lock(&self.0).get(root)?.loaded.clone()
    }

    /// Takes what the keeper made of a workspace.
    pub(super) fn set_loaded(&self, root: &Path, loaded: Loaded) {
        let known = Known { workspace: Arc::clone(&loaded.workspace), loaded: Some(loaded), inside: true };
        lock(&self.0).insert(root.to_owned(), known);
    }

    /// Forgets workspaces that nobody needs any more.
    pub(super) fn keep(&self, needed: impl Fn(&Path) -> bool) {
        lock(&self.0).retain(|root, _| needed(root));
    }

    fn known(&self, root: PathBuf, inside: bool) -> Known {
        let mut all = lock(&self.0);
        if let Some(known) = all.get_mut(&root) {
            known.inside |= inside;
            return known.clone();
        }
        let known = Known { workspace: Arc::new(open(&root)), loaded: None, inside };
        all.insert(root, known.clone());
        known
    }
}

/// Reads a workspace. What is wrong with its configuration is logged; the rest of it counts.
fn open(root: &Path) -> Workspace {
    match Workspace::open(root) {
        Ok((workspace, problems)) => {
            for problem in problems {
                tracing::warn!(root = %root.display(), line = problem.line + 1, message = problem.message, "lakespeak.yml");
            }
            workspace
        }
        Err(error) => {
            tracing::warn!(%error, "the configuration cannot be read");
            Workspace::new(root, crate::workspace::config::Config::default())
        }
    }
}

/// The path of a `file:` address.
pub(super) fn file_path(uri: &Uri) -> Option<PathBuf> {
    uri.as_str().starts_with("file:").then(|| uri.to_file_path().map(std::borrow::Cow::into_owned)).flatten()
}
