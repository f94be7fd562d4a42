//! What the core is told about a file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::config::{self, Config};
use super::linters::{self, Linters};
use super::{Error, pins, read, relative};
use crate::analysis::{Facts, Guidance};
use crate::glossary::Problem;
use crate::lexicon::Choice;

/// The configuration files read are small.
const MAX_CONFIG_BYTES: u64 = 1 << 20;

/// A root with what counts for all files below it, read once.
#[derive(Clone, Debug)]
pub struct Workspace {
    /// Its folder.
    pub root: PathBuf,
    /// What its `lakespeak.yml` says.
    pub config: Config,
    /// The other files that decide how those of this root are read, and the folders they are looked for in.
    pub evidence: Vec<PathBuf>,
    pins: Arc<Vec<(String, String)>>,
    choices: Arc<Vec<Choice>>,
    linters: Linters,
    guidance: Arc<Guidance>,
}

impl Workspace {
    /// Reads what stands at `root`: the configuration with its mistakes, and pins. Without a configuration, the default.
    ///
    /// # Errors
    /// Where `lakespeak.yml` is there and cannot be read.
    pub fn open(root: &Path) -> Result<(Self, Vec<Problem>), Error> {
        let (config, problems) = match read(&root.join(config::FILE), MAX_CONFIG_BYTES) {
            Ok(text) => config::read(&text.text),
            Err(Error::Missing(_)) => (Config::default(), Vec::new()),
            Err(error) => return Err(error),
        };
        Ok((Self::new(root, config), problems))
    }

    /// A root with a configuration that is known already, such as an editor's unsaved one.
    pub fn new(root: &Path, config: Config) -> Self {
        Self {
            root: root.to_owned(),
            evidence: evidence(root),
            pins: Arc::new(pins::pins(root)),
            choices: Arc::new(config.rules.everywhere()),
            linters: Linters::read(root, &config.defer_to),
            guidance: Arc::new(config.guidance.clone()),
            config,
        }
    }

    /// Whether another reading of the same configuration found the same around it.
    pub fn is_like(&self, other: &Self) -> bool {
        self.pins == other.pins && self.linters == other.linters && self.evidence == other.evidence
    }

    /// What the core is told about the file at `path`, absolute or from the root.
    pub fn facts_for(&self, path: &Path) -> Facts {
        let inside = relative(&self.root, path);
        let elsewhere = self.linters.choices(path);
        let choices = if !elsewhere.is_empty() || self.config.rules.has_own(&inside) {
            Arc::new([elsewhere, &self.config.choices_for(&inside)].concat())
        } else {
            Arc::clone(&self.choices)
        };
        Facts {
            path: Some(inside),
            pins: Arc::clone(&self.pins),
            choices,
            guidance: Arc::clone(&self.guidance),
            acknowledges: self.config.todo.acknowledges,
        }
    }
}

/// Whether a file may state pins or configure another linter, by its name.
pub fn is_evidence(path: &Path) -> bool {
    let configures = |name: &std::ffi::OsStr| linters::FILES.iter().any(|file| name == *file);
    pins::states_pins(path) || path.file_name().is_some_and(configures)
}

fn evidence(root: &Path) -> Vec<PathBuf> {
    let mut all = pins::files(root);
    all.extend(linters::FILES.iter().map(|name| root.join(name)).filter(|path| path.is_file()));
    all.extend(Some(root.join("requirements")).filter(|folder| folder.is_dir()));
    all.sort();
    all.dedup();
    all
}

/// What the core is told about one file. For many files, keep a [`Workspace`].
pub fn facts_for(root: &Path, config: &Config, path: &Path) -> Facts {
    Workspace::new(root, config.clone()).facts_for(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_of_a_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        let text = "rules: {a: off}\noverrides: [{paths: 'x/**', rules: {b: on}}]\nguidance: {base_url: 'https://w/{id}'}\n";
        std::fs::write(root.join("lakespeak.yml"), text).expect("written");
        std::fs::write(root.join("requirements.txt"), "dbt_core==1.7").expect("written");
        let (workspace, problems) = Workspace::open(root).expect("a workspace");
        assert_eq!(problems, []);
        let facts = workspace.facts_for(&root.join("x/a.sql"));
        assert_eq!((facts.path.as_deref(), facts.choices.len()), (Some("x/a.sql"), 2));
        assert_eq!(facts.pins.as_slice(), [("dbt-core".to_owned(), "1.7".to_owned())]);
        assert_eq!(facts.guidance.base_url.as_deref(), Some("https://w/{id}"));
        assert_eq!(facts_for(root, &workspace.config, Path::new("a.sql")).choices.len(), 1);
    }

    #[test]
    fn no_configuration_is_the_default_and_a_broken_one_an_error() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(Workspace::open(folder.path()).is_ok());
        std::fs::write(folder.path().join("lakespeak.yml"), b"\xff").expect("written");
        assert!(matches!(Workspace::open(folder.path()), Err(Error::NotUtf8 { .. })));
    }
}
