//! What stands around an open file: its workspace's configuration and pins, read once a root.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use rustc_hash::FxHashMap;
use tower_lsp::ls_types::Uri;

use super::documents::lock;
use crate::analysis::Facts;
use crate::lexicon::Globs;
use crate::views::todo;
use crate::workspace::{Workspace, root_of};

/// What an open file is read by.
#[derive(Clone, Debug, Default)]
pub(super) struct Surroundings {
    /// What the core is told.
    pub(super) facts: Facts,
    /// How TODOs are written.
    pub(super) style: todo::Style,
    /// A longer text is not read; `None` for no limit.
    pub(super) max_bytes: Option<usize>,
}

/// The workspaces of the open files, by root.
#[derive(Debug, Default)]
pub(super) struct Workspaces(Mutex<FxHashMap<PathBuf, Arc<Workspace>>>);

impl Workspaces {
    /// The surroundings of a file; those of a text that has none, for an address that is no file's.
    pub(super) fn around(&self, uri: &Uri, folders: &[PathBuf]) -> Surroundings {
        let Some(path) = file_path(uri) else { return Surroundings::default() };
        let here = std::env::current_dir().unwrap_or_default();
        let workspace = self.workspace(root_of(&path, folders, &here));
        let config = &workspace.config;
        Surroundings {
            facts: workspace.facts_for(&path),
            style: config.todo.clone(),
            max_bytes: usize::try_from(config.limits.max_file_bytes).ok(),
        }
    }

    /// What a workspace leaves out.
    pub(super) fn exclude(&self, root: &Path) -> Globs {
        self.workspace(root.to_owned()).config.exclude.clone()
    }

    fn workspace(&self, root: PathBuf) -> Arc<Workspace> {
        let mut known = lock(&self.0);
        if let Some(workspace) = known.get(&root) {
            return Arc::clone(workspace);
        }
        let workspace = Arc::new(open(&root));
        known.insert(root, Arc::clone(&workspace));
        workspace
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
