//! `lakespeak check`: findings of many files, in path order.

mod files;
pub(super) mod pool;
mod selection;

use std::io::Write;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread;

use super::args::CheckArgs;
use super::output::{Exit, Output, complain};
use super::project::Projects;
use super::report::{self, Report, Summary};
use crate::lexicon::Severity;
use files::{Checker, Outcome};
use selection::Selection;

/// What to do, settled.
struct Settings {
    /// Standard input's name; `None` to look at `paths`.
    stdin: Option<PathBuf>,
    paths: Vec<PathBuf>,
    force_exclude: bool,
    selection: Selection,
    fail_on: Severity,
    strict: bool,
    exit_zero: bool,
    threads: NonZeroUsize,
}

pub(super) fn run(args: CheckArgs, output: &mut Output) -> anyhow::Result<Exit> {
    let mut report = report::new(args.output_format, args.statistics, output.coloured());
    let settings = settle(args)?;
    let projects = Projects::new()?;
    let checker = Checker { projects: &projects, selection: &settings.selection };
    let mut tally = Tally { output, report: report.as_mut(), summary: Summary::default(), trouble: false };
    tally.report.begin(tally.output)?;
    if let Some(name) = &settings.stdin {
        tally.take(checker.stdin(&projects.target(name)))?;
    } else {
        let (files, problems) = projects.walk(&settings.paths, settings.force_exclude);
        pool::in_order(&files, settings.threads, |file| checker.file(file), |outcome| tally.take(outcome))?;
        tally.missed(&problems)?;
    }
    tally.report.end(&tally.summary, tally.output)?;
    tally.output.flush()?;
    for problem in projects.problems().iter().chain(&settings.selection.unknown(projects.here().lexicon())) {
        tally.complain(problem);
    }
    Ok(exit(&settings, &tally))
}

fn settle(args: CheckArgs) -> anyhow::Result<Settings> {
    let dash = args.paths.iter().any(|path| path.as_os_str() == "-");
    match (&args.stdin_filename, dash, args.paths.len()) {
        (None, true, _) => anyhow::bail!("to check standard input, say what file it stands for: --stdin-filename PATH"),
        (Some(_), true, 1) | (Some(_), false, 0) | (None, false, _) => {}
        (Some(_), ..) => anyhow::bail!("--stdin-filename checks standard input only: leave the other paths out"),
    }
    let cores = || thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    Ok(Settings {
        paths: if args.paths.is_empty() { vec![PathBuf::from(".")] } else { args.paths },
        stdin: args.stdin_filename,
        force_exclude: args.force_exclude,
        selection: Selection::new(args.select, args.ignore),
        fail_on: args.fail_on.into(),
        strict: args.strict,
        exit_zero: args.exit_zero,
        threads: args.threads.unwrap_or_else(cores),
    })
}

fn exit(settings: &Settings, tally: &Tally<'_>) -> Exit {
    if tally.trouble {
        Exit::Trouble
    } else if !settings.exit_zero && tally.summary.fails(settings.fail_on, settings.strict) {
        Exit::Found
    } else {
        Exit::Fine
    }
}

/// What was found so far, and where it is told.
struct Tally<'a> {
    output: &'a mut Output,
    report: &'a mut dyn Report,
    summary: Summary,
    trouble: bool,
}

impl Tally<'_> {
    fn take(&mut self, outcome: Outcome) -> anyhow::Result<()> {
        match outcome {
            Outcome::Checked(file) => {
                self.summary.add(&file);
                if !file.findings.is_empty() {
                    self.report.file(&file, self.output)?;
                }
            }
            Outcome::Foreign => {}
            Outcome::Skipped(why) => {
                self.output.flush()?;
                complain(&why);
            }
            Outcome::Failed(why) => {
                self.output.flush()?;
                self.complain(&why);
            }
        }
        Ok(())
    }

    /// Names on standard error what could not be looked at at all.
    fn missed(&mut self, problems: &[String]) -> anyhow::Result<()> {
        self.output.flush()?;
        for problem in problems {
            self.complain(problem);
        }
        Ok(())
    }

    fn complain(&mut self, what: &str) {
        self.trouble = true;
        complain(what);
    }
}
