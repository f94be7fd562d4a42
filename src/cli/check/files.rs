//! One file: read, analysed, settled with what this run leaves out, and put into words.

use std::io::Read as _;
use std::ops::RangeInclusive;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::super::project::{Project, Projects, Read, Source, Target};
use super::super::report::Checked;
use super::super::report::sinks::Formats;
use super::baseline::{Baseline, Moved, Settled};
use super::selection::Selection;
use super::settings::Job;
use super::todos::{self, Todos};
use crate::analysis::{Cancel, Input, check};
use crate::syntax::Language;
use crate::syntax::regions::cell_places;
use crate::text::LineIndex;
use crate::views::fingerprint::fingerprints;
use crate::workspace::git::Changes;

/// What became of a file.
pub(super) enum Outcome {
    /// It was read and looked at.
    Checked(Box<Looked>),
    /// It is in none of our languages.
    Foreign,
    /// It was left out on purpose.
    Skipped(String),
    /// It could not be read.
    Failed(String),
}

/// A file that was looked at.
pub(super) struct Looked {
    /// Its text is gone where `rendered` is there.
    pub(super) file: Checked,
    /// Its findings in each format; `None` where the order of files decides what is reported.
    pub(super) rendered: Option<Vec<Vec<u8>>>,
    /// What a baseline said.
    pub(super) settled: Settled,
    /// What became of its TODOs, where some were wanted.
    pub(super) todos: Option<Todos>,
}

/// Looks at one file after another; many threads share it.
pub(super) struct Checker<'a> {
    pub(super) projects: &'a Projects,
    pub(super) selection: &'a Selection,
    pub(super) baseline: Option<Baseline>,
    pub(super) changes: Option<Changes>,
    pub(super) formats: &'a Formats,
    pub(super) job: &'a Job,
}

impl Checker<'_> {
    /// Looks at a file, the `number`th of the run.
    pub(super) fn file(&self, number: usize, file: &Target) -> Outcome {
        self.guarded(number, file, |project| project.read(&file.path))
    }

    /// Looks at standard input as if it were a file.
    pub(super) fn stdin(&self, file: &Target) -> Outcome {
        let mut bytes = Vec::new();
        match std::io::stdin().lock().read_to_end(&mut bytes) {
            Ok(_) => self.guarded(0, file, |project| project.decode(&file.path, bytes)),
            Err(error) => Outcome::Failed(format!("standard input: {error}")),
        }
    }

    /// Whether there is a reason to look at a file at all.
    pub(super) fn concerns(&self, file: &Target) -> bool {
        self.changes.as_ref().is_none_or(|changes| changes.touch(&file.path))
    }

    /// The core is total; should it break its word over one file, the others are looked at all the same.
    fn guarded(&self, number: usize, file: &Target, read: impl FnOnce(&Project) -> Read) -> Outcome {
        catch_unwind(AssertUnwindSafe(|| self.look(number, file, read)))
            .unwrap_or_else(|_| Outcome::Failed(format!("{}: this file broke Lakespeak itself; please report it", file.shown)))
    }

    fn look(&self, number: usize, file: &Target, read: impl FnOnce(&Project) -> Read) -> Outcome {
        let project = self.projects.of(&file.path);
        match read(&project) {
            Read::Text(source) => Outcome::Checked(Box::new(self.analyse(number, file, &project, source))),
            Read::Foreign => Outcome::Foreign,
            Read::Skipped(why) => Outcome::Skipped(why),
            Read::Failed(why) => Outcome::Failed(why),
        }
    }

    fn analyse(&self, number: usize, target: &Target, project: &Project, source: Source) -> Looked {
        let lexicon = &project.lexicon_for(&target.path);
        let Source { text, language, mut facts } = source;
        facts.choices = self.selection.choices(lexicon, &facts.choices);
        let input = Input { text, language, facts };
        let mut found = check(&input, lexicon, &Cancel::default());
        let Input { text, facts, .. } = input;
        let mut file = Checked {
            path: target.shown.clone(),
            file: target.path.clone(),
            number,
            lines: LineIndex::new(if found.as_ref().is_some_and(|found| !found.analysis.findings.is_empty()) { &text } else { "" }),
            text,
            findings: Vec::new(),
            fingerprints: Vec::new(),
            cells: Vec::new(),
            lexicon: Arc::clone(lexicon),
            guidance: Arc::clone(&facts.guidance),
        };
        if let Some(found) = &mut found {
            file.findings = std::mem::take(&mut found.analysis.findings);
            file.fingerprints = fingerprints(&found.document, lexicon, &file.findings);
        }
        let (settled, may_have_moved) = self.settle(&mut file);
        let (mut todos, mut rendered) = (None, None);
        match (self.job, &mut found) {
            (Job::AddTodos { diff }, Some(found)) if !file.findings.is_empty() => {
                found.analysis.findings.clone_from(&file.findings);
                todos = Some(todos::add((&target.path, &target.shown), found, &facts, project, *diff));
            }
            (Job::Report, _) if may_have_moved => {}
            _ => rendered = Some(self.render(&mut file, language)),
        }
        Looked { file, rendered, settled, todos }
    }

    /// Leaves out what this run does not want to hear of; says too whether a file that is gone may know of the rest.
    fn settle(&self, file: &mut Checked) -> (Settled, bool) {
        let lexicon = Arc::clone(&file.lexicon);
        file.retain(|_, finding| self.selection.wants(&lexicon, finding.rule));
        let mut settled = self.baseline.as_ref().map(|baseline| baseline.settle(file)).unwrap_or_default();
        settled.gone.retain(|entry| lexicon.rule_by_id(&entry.rule).is_none_or(|rule| self.selection.wants(&lexicon, rule)));
        if let Some(changes) = &self.changes {
            let lines: Vec<RangeInclusive<u32>> = file.findings.iter().map(|finding| file.lines_of(finding)).collect();
            let path = file.file.clone();
            file.retain(|index, _| lines.get(index).is_some_and(|lines| changes.holds(&path, lines)));
        }
        let may_have_moved = self.baseline.as_ref().is_some_and(|baseline| baseline.may_have_moved(file));
        (settled, may_have_moved)
    }

    /// Leaves out what files that are gone know of, and puts the rest into words.
    pub(super) fn settle_moved(&self, looked: &mut Looked, moved: &mut Moved) -> Vec<Vec<u8>> {
        looked.settled.known += moved.settle(&mut looked.file);
        let language = Language::from_path(&looked.file.file).unwrap_or(Language::Sql);
        self.render(&mut looked.file, language)
    }

    /// A file's findings in each format; its text is let go.
    fn render(&self, file: &mut Checked, language: Language) -> Vec<Vec<u8>> {
        let mut rendered = Vec::new();
        if !file.findings.is_empty() {
            if language == Language::Notebook {
                let offsets: Vec<u32> = file.findings.iter().map(|finding| finding.span.start).collect();
                file.cells = cell_places(&file.text, &offsets);
            }
            // Writing to memory does not fail.
            rendered = self.formats.rendered(file).unwrap_or_default();
        }
        file.text = Arc::from("");
        file.lines = LineIndex::new("");
        rendered
    }
}
