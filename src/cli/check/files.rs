//! One file: read, analysed, ready to be reported.

use std::io::Read as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::super::project::{Project, Projects, Read, Source, Target};
use super::super::report::Checked;
use super::selection::Selection;
use crate::analysis::{Cancel, Input, check};
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
}

impl Checker<'_> {
    /// Looks at a file.
    pub(super) fn file(&self, file: &Target) -> Outcome {
        self.guarded(file, |project| project.read(&file.path))
    }

    /// Looks at standard input as if it were a file.
    pub(super) fn stdin(&self, file: &Target) -> Outcome {
        let mut bytes = Vec::new();
        match std::io::stdin().lock().read_to_end(&mut bytes) {
            Ok(_) => self.guarded(file, |project| project.decode(&file.path, bytes)),
            Err(error) => Outcome::Failed(format!("standard input: {error}")),
        }
    }

    /// The core is total; should it break its word over one file, the others are looked at all the same.
    fn guarded(&self, file: &Target, read: impl FnOnce(&Project) -> Read) -> Outcome {
        catch_unwind(AssertUnwindSafe(|| self.look(file, read)))
            .unwrap_or_else(|_| Outcome::Failed(format!("{}: this file broke Lakespeak itself; please report it", file.shown)))
    }

    fn look(&self, file: &Target, read: impl FnOnce(&Project) -> Read) -> Outcome {
        let project = self.projects.of(&file.path);
        match read(&project) {
            Read::Text(source) => Outcome::Checked(Box::new(self.analyse(file, &project, source))),
            Read::Foreign => Outcome::Foreign,
            Read::Skipped(why) => Outcome::Skipped(why),
            Read::Failed(why) => Outcome::Failed(why),
        }
    }

    fn analyse(&self, file: &Target, project: &Project, source: Source) -> Checked {
        let lexicon = project.lexicon_for(&file.path);
        let cancel = Cancel::default();
        let Source { text, language, mut facts } = source;
        facts.choices = self.selection.choices(lexicon, &facts.choices);
        let input = Input { text, language, facts };
        let checked = check(&input, lexicon, &cancel);
        let Input { text, facts, .. } = input;
        let Some(checked) = checked else {
            let (lines, guidance, lexicon) = (LineIndex::new(""), facts.guidance, Arc::clone(lexicon));
            return Checked { path: file.shown.clone(), text, lines, findings: Vec::new(), fingerprints: Vec::new(), lexicon, guidance };
        };
        let mut findings = checked.analysis.findings;
        let fingerprints = fingerprints(&checked.document, lexicon, &findings);
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
        Checked { path: file.shown.clone(), text, lines, findings, fingerprints: kept, lexicon: Arc::clone(lexicon), guidance }
    }
}
