//! `lakespeak report`: the survival map, as one page for people or as its data for other tools.
//!
//! What counts is `views::report`; here files are read, as `check` reads them, and the page is drawn.

#![allow(clippy::cast_precision_loss, reason = "numbers become lengths and colours of pictures")]

mod heat;
mod map;
mod page;
mod places;
mod policy;
mod treemap;

use std::io::Write;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::thread;

use super::args::{ReportArgs, ReportFormat};
use super::check::pool;
use super::output::{Exit, Output, complain};
use super::project::{Projects, Read, Source, Target};
use super::report::counted;
use crate::analysis::{Cancel, Input, analyse};
use crate::views::report::{FileSurvey, Report, Survey};
use crate::workspace::replace;

/// Where the page goes unless somebody says otherwise.
const PAGE: &str = "lakespeak-report.html";

pub(super) fn run(args: &ReportArgs, output: &mut Output) -> anyhow::Result<Exit> {
    let projects = Projects::new()?;
    let paths = if args.paths.is_empty() { vec![PathBuf::from(".")] } else { args.paths.clone() };
    let (report, mut problems) = survey(&projects, &paths, args.force_exclude)?;
    let text = match args.output_format {
        ReportFormat::Html => page::render(&report, &name())?,
        ReportFormat::Json => serde_json::to_string_pretty(&report)? + "\n",
    };
    match (&args.output, args.output_format) {
        (Some(path), _) if path.as_os_str() != "-" => write(path, &text, &report, output)?,
        (None, ReportFormat::Html) => write(Path::new(PAGE), &text, &report, output)?,
        _ => output.text(&text)?,
    }
    output.flush()?;
    problems.extend(projects.problems());
    for problem in &problems {
        complain(problem);
    }
    Ok(if problems.is_empty() { Exit::Fine } else { Exit::Trouble })
}

fn write(path: &Path, text: &str, report: &Report, output: &mut Output) -> anyhow::Result<()> {
    replace(path, text.as_bytes())?;
    let files = counted(report.files.checked, "file", "files");
    let open = counted(report.findings.open, "open finding", "open findings");
    writeln!(output, "Wrote {} ({files} read, {open})", path.display())?;
    Ok(())
}

/// What the working directory is called.
fn name() -> String {
    let here = std::env::current_dir().unwrap_or_default();
    here.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// All files below `paths` counted in, and what could not be looked at.
fn survey(projects: &Projects, paths: &[PathBuf], force_exclude: bool) -> anyhow::Result<(Report, Vec<String>)> {
    let (files, mut problems) = projects.walk(paths, force_exclude);
    let threads = thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let mut survey = Survey::default();
    survey.know(projects.here().lexicon());
    pool::in_order(
        files.iter(),
        threads,
        |file| look(projects, file),
        |outcome| {
            match outcome {
                Outcome::Counted(file) => survey.add(*file),
                Outcome::Foreign => {}
                Outcome::Skipped(why) => complain(&why),
                Outcome::Failed(why) => problems.push(why),
            }
            anyhow::Ok(())
        },
    )?;
    Ok((survey.report(), problems))
}

enum Outcome {
    Counted(Box<FileSurvey>),
    Foreign,
    Skipped(String),
    Failed(String),
}

/// The core is total; should it break its word over one file, the others are counted all the same.
fn look(projects: &Projects, file: &Target) -> Outcome {
    catch_unwind(AssertUnwindSafe(|| read(projects, file)))
        .unwrap_or_else(|_| Outcome::Failed(format!("{}: this file broke Lakespeak itself; please report it", file.shown)))
}

fn read(projects: &Projects, file: &Target) -> Outcome {
    let project = projects.of(&file.path);
    match project.read(&file.path) {
        Read::Text(Source { text, language, facts }) => {
            let input = Input { text, language, facts };
            let analysis = analyse(&input, &project.lexicon_for(&file.path), &Cancel::default());
            let survey = FileSurvey::of(&file.shown, &input.text, &analysis, &project.lexicon_for(&file.path), &input.facts.guidance);
            Outcome::Counted(Box::new(survey))
        }
        Read::Foreign => Outcome::Foreign,
        Read::Skipped(why) => Outcome::Skipped(why),
        Read::Failed(why) => Outcome::Failed(why),
    }
}
