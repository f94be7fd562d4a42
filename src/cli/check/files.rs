//! One file: read, analysed, ready to be reported.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::super::project::{Project, Projects, Read, Source};
use super::super::report::Checked;
use super::selection::Selection;
use crate::analysis::{Cancel, Document};
use crate::text::LineIndex;
use crate::views::fingerprint::fingerprints;

/// What became of a file.
pub(super) enum Outcome {
    /// It was read and looked at.
    Checked(Box<Checked>),
    /// It is in none of our languages.
    Foreign,
    /// It was left out on purpose.
    Skipped(String),
    /// It could not be read.
    Failed(String),
}

/// Looks at one file after another; many threads share it.
pub(super) struct Checker<'a> {
    pub(super) projects: &'a Projects,
    pub(super) selection: &'a Selection,
    pub(super) complaints: Mutex<BTreeSet<String>>,
}

impl<'a> Checker<'a> {
    pub(super) fn new(projects: &'a Projects, selection: &'a Selection) -> Self {
        Self { projects, selection, complaints: Mutex::default() }
    }

    /// Looks at a file.
    pub(super) fn file(&self, path: &Path) -> Outcome {
        self.guarded(path, |project| project.read(path))
    }

    /// Looks at standard input as if it were the file `path`.
    pub(super) fn stdin(&self, path: &Path) -> Outcome {
        let mut bytes = Vec::new();
        match std::io::stdin().lock().read_to_end(&mut bytes) {
            Ok(_) => self.guarded(path, |project| project.source(path, bytes)),
            Err(error) => Outcome::Failed(format!("standard input: {error}")),
        }
    }

    /// What was wrong with the command line or the configuration, found on the way; each once.
    pub(super) fn problems(&self) -> Vec<String> {
        std::mem::take(&mut *self.complaints.lock().unwrap_or_else(PoisonError::into_inner)).into_iter().collect()
    }

    /// The core is total; should it break its word over one file, the others are looked at all the same.
    fn guarded(&self, path: &Path, read: impl FnOnce(&Project) -> Read) -> Outcome {
        catch_unwind(AssertUnwindSafe(|| self.look(path, read)))
            .unwrap_or_else(|_| Outcome::Failed(format!("{}: this file broke Lakespeak itself; please report it", path.display())))
    }

    fn look(&self, path: &Path, read: impl FnOnce(&Project) -> Read) -> Outcome {
        let project = match self.projects.of(path) {
            Ok(project) => project,
            Err(error) => return Outcome::Failed(format!("{error:#}")),
        };
        match read(&project) {
            Read::Text(source) => {
                self.complaints.lock().unwrap_or_else(PoisonError::into_inner).extend(self.selection.unknown(&project.lexicon));
                Outcome::Checked(Box::new(self.analyse(path, &project, source)))
            }
            Read::Foreign => Outcome::Foreign,
            Read::Skipped(why) => Outcome::Skipped(why),
            Read::Failed(why) => Outcome::Failed(why),
        }
    }

    fn analyse(&self, path: &Path, project: &Project, source: Source) -> Checked {
        let lexicon = &project.lexicon;
        let cancel = Cancel::default();
        let Source { text, language, mut facts } = source;
        facts.choices = self.selection.choices(lexicon, &facts.choices);
        let document = Document::new(Arc::clone(&text), language, lexicon, &cancel);
        let mut findings = document.findings(lexicon, &facts, &cancel).findings;
        let fingerprints = fingerprints(document.lexed(), lexicon, &findings);
        let mut fingerprints = fingerprints.into_iter();
        let mut kept = Vec::new();
        findings.retain(|finding| {
            let fingerprint = fingerprints.next();
            let wanted = self.selection.wants(lexicon, finding.rule);
            kept.extend(fingerprint.filter(|_| wanted));
            wanted
        });
        let lines = LineIndex::new(&text);
        let guidance = facts.guidance;
        Checked { path: shown(path), text, lines, findings, fingerprints: kept, lexicon: Arc::clone(lexicon), guidance }
    }
}

/// A path as it is shown: relative to the working directory where it lies inside, with `/`.
pub(super) fn shown(path: &Path) -> String {
    let inside = std::env::current_dir().ok().and_then(|cwd| path.strip_prefix(cwd).ok());
    let path = inside.unwrap_or(path);
    let path = path.strip_prefix(".").unwrap_or(path).to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { path.into_owned() } else { path.replace(std::path::MAIN_SEPARATOR, "/") }
}
