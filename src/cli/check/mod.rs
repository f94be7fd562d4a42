//! `lakespeak check`: findings of many files, in path order.

mod baseline;
mod files;
pub(super) mod pool;
mod progress;
mod selection;
mod settings;
mod targets;
mod todos;

use std::sync::Arc;

use super::args::CheckArgs;
use super::output::{Exit, Output, complain};
use super::project::{Projects, Target};
use super::report::sinks::{Formats, Sinks};
use super::report::{self, Summary, counted};
use crate::workspace::git::Changes;
use baseline::{Baseline, Entry, Moved};
use files::{Checker, Looked, Outcome};
use progress::Progress;
use settings::{Job, Settings};
use targets::Targets;
use todos::Todos;

/// So many findings that are gone are named.
const NAMED: usize = 20;

pub(super) fn run(args: CheckArgs, output: &mut Output) -> anyhow::Result<Exit> {
    let settings = Settings::new(args, output.coloured())?;
    // The process ends when this function does: taking the words apart first would be time for nothing.
    let projects: &Projects = Box::leak(Box::new(Projects::new()?));
    let reports = settings.formats.iter().map(|(format, _)| report::new(*format, settings.statistics, settings.style));
    let formats = Formats::new(reports.collect::<Result<_, _>>()?);
    let files: Vec<_> = settings.formats.iter().map(|(_, file)| file.clone()).collect();
    let changes = settings.since.as_deref().map(|revision| Changes::since(revision, projects.folder())).transpose()?;
    let mut problems = Vec::new();
    let (baseline, moved) = known(&settings, projects, &mut problems);
    let checker = Checker { projects, selection: &settings.selection, baseline, changes, formats: &formats, job: &settings.job };
    let sinks = Sinks::open(&formats, &files, output)?;
    let mut run = Run {
        checker: &checker,
        sinks,
        moved,
        settings: &settings,
        progress: Progress::new(),
        summary: Summary::default(),
        gone: Vec::new(),
        entries: Vec::new(),
        todos: (0, 0),
    };
    for problem in &problems {
        run.complain(problem);
    }
    run.look()?;
    run.finish()
}

/// What the baseline knows, where one was named. A broken one is told of, and everything is reported.
fn known(settings: &Settings, projects: &Projects, problems: &mut Vec<String>) -> (Option<Baseline>, Moved) {
    let Some(file) = &settings.baseline else { return (None, Moved::default()) };
    match Baseline::read(file, projects.here().root()) {
        Ok((baseline, moved)) => (Some(baseline), moved),
        Err(problem) => {
            problems.push(problem);
            (None, Moved::default())
        }
    }
}

/// What was found so far, and where it is told.
struct Run<'a> {
    settings: &'a Settings,
    checker: &'a Checker<'a>,
    sinks: Sinks<'a>,
    moved: Moved,
    progress: Progress,
    summary: Summary,
    /// What the baseline knows and nobody found.
    gone: Vec<Entry>,
    /// What the new baseline will know.
    entries: Vec<Entry>,
    /// How many TODOs were added, to how many files.
    todos: (usize, usize),
}

impl Run<'_> {
    /// Looks at everything.
    fn look(&mut self) -> anyhow::Result<()> {
        let (checker, settings) = (self.checker, self.settings);
        if let Some(name) = &settings.stdin {
            return self.take(checker.stdin(&checker.projects.target(name)));
        }
        let mut targets = Targets::new(checker.projects, &settings.paths, settings.force_exclude);
        let wanted = targets.by_ref().filter(|file| checker.concerns(file)).enumerate();
        let work = |(number, file): (usize, Target)| checker.file(number, &file);
        pool::in_order(wanted, settings.threads, work, |outcome| self.take(outcome))?;
        targets.problems.sort();
        for problem in &targets.problems {
            self.complain(problem);
        }
        Ok(())
    }

    fn take(&mut self, outcome: Outcome) -> anyhow::Result<()> {
        match outcome {
            Outcome::Checked(looked) => self.checked(*looked),
            Outcome::Foreign => Ok(()),
            Outcome::Skipped(why) => self.remark(&why),
            Outcome::Failed(why) => {
                self.complain(&why);
                Ok(())
            }
        }
    }

    fn checked(&mut self, mut looked: Looked) -> anyhow::Result<()> {
        self.progress.step(&looked.file.path);
        if self.settings.job == Job::Report {
            let rendered = looked.rendered.take();
            let rendered = rendered.unwrap_or_else(|| self.checker.settle_moved(&mut looked, &mut self.moved));
            if !rendered.is_empty() {
                let Self { progress, sinks, .. } = self;
                progress.aside(|| sinks.take(&rendered))?;
            }
        }
        self.summary.add(&looked.file);
        self.summary.known += looked.settled.known;
        self.gone.append(&mut looked.settled.gone);
        match looked.todos {
            _ if matches!(self.settings.job, Job::WriteBaseline(_)) => {
                self.entries.extend(baseline::entries(self.checker.projects.here().root(), &looked.file));
                Ok(())
            }
            Some(todos) => self.todos(&looked.file.path, todos),
            None => Ok(()),
        }
    }

    fn todos(&mut self, path: &str, todos: Todos) -> anyhow::Result<()> {
        match todos {
            Todos::Added { count, diff } => {
                self.todos.0 += count;
                self.todos.1 += usize::from(count > 0);
                let Self { progress, sinks, .. } = self;
                progress.aside(|| diff.map_or(Ok(()), |diff| sinks.text(&diff)))
            }
            Todos::Notebook(0) => Ok(()),
            Todos::Notebook(left) => {
                let left = counted(left, "finding", "findings");
                self.remark(&format!("{path}: {left} without a TODO; notebooks are left alone here, your editor can write into them"))
            }
            Todos::Failed(why) => {
                self.complain(&why);
                Ok(())
            }
        }
    }

    /// Writes what stands at the end, and says how the process ends.
    fn finish(mut self) -> anyhow::Result<Exit> {
        let projects = self.checker.projects;
        for problem in projects.problems().iter().chain(&self.settings.selection.unknown(projects.here().lexicon())) {
            self.complain(problem);
        }
        self.progress.done();
        self.name_gone()?;
        let told = match &self.settings.job {
            Job::Report => None,
            Job::WriteBaseline(file) => {
                baseline::write(file, std::mem::take(&mut self.entries))?;
                let count = counted(self.summary.findings(), "finding", "findings");
                Some(format!("Wrote {count} in {} to {}\n", counted(self.summary.files, "file", "files"), file.display()))
            }
            Job::AddTodos { diff } => {
                let (count, files) = (counted(self.todos.0, "TODO", "TODOs"), counted(self.todos.1, "file", "files"));
                let told = format!("{} {count} to {files}", if *diff { "Would add" } else { "Added" });
                if *diff { self.remark(&told).map(|()| None)? } else { Some(told + "\n") }
            }
        };
        if let Some(told) = told {
            self.sinks.text(&told)?;
        }
        let Self { sinks, summary, settings, .. } = self;
        sinks.finish(&summary)?;
        let counts = settings.job == Job::Report && !settings.exit_zero;
        Ok(match summary.trouble {
            true => Exit::Trouble,
            false if counts && summary.fails(settings.style.fail_on, settings.style.strict) => Exit::Found,
            false => Exit::Fine,
        })
    }

    /// Names what the baseline knows and nobody found, so that it can shrink.
    fn name_gone(&mut self) -> anyhow::Result<()> {
        let Some(file) = self.settings.baseline.as_ref().filter(|_| self.settings.stdin.is_none()) else { return Ok(()) };
        let mut gone = std::mem::take(&mut self.gone);
        if self.settings.since.is_none() {
            let (projects, lexicon) = (self.checker.projects, Arc::clone(self.checker.projects.here().lexicon()));
            let tops: Vec<_> = self.settings.paths.iter().map(|path| projects.target(path).path).collect();
            let root = projects.here().root().to_owned();
            let below = |entry: &Entry| tops.iter().any(|top| root.join(&entry.path).starts_with(top));
            let wanted = |entry: &Entry| lexicon.rule_by_id(&entry.rule).is_none_or(|rule| self.settings.selection.wants(&lexicon, rule));
            gone.extend(std::mem::take(&mut self.moved).left().into_iter().filter(|entry| below(entry) && wanted(entry)));
        }
        gone.sort();
        if gone.is_empty() {
            return Ok(());
        }
        let count = counted(gone.len(), "finding is", "findings are");
        let mut told = format!("{count} gone that {} knows; --write-baseline takes them out:", file.display());
        for entry in gone.iter().take(NAMED) {
            told.extend(["\n  ", &entry.path, ": ", &entry.rule]);
        }
        if let Some(more) = gone.len().checked_sub(NAMED).filter(|more| *more > 0) {
            told.extend(["\n  and ", &more.to_string(), " more"]);
        }
        self.remark(&told)
    }

    /// Says something on standard error that is no trouble.
    fn remark(&mut self, what: &str) -> anyhow::Result<()> {
        let Self { progress, sinks, .. } = self;
        progress.aside(|| {
            sinks.flush()?;
            complain(what);
            Ok(())
        })
    }

    fn complain(&mut self, what: &str) {
        self.summary.trouble = true;
        // That standard output can't be written shows when it is written next.
        let _ = self.remark(what);
    }
}
