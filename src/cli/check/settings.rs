//! What a run is to do, settled from what was typed.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread;

use anyhow::bail;

use super::super::args::{By, CheckArgs, OutputFormat, ReportTo};
use super::super::report::Style;
use super::selection::Selection;

/// What to do, settled.
pub(super) struct Settings {
    /// Standard input's name; `None` to look at `paths`.
    pub(super) stdin: Option<PathBuf>,
    pub(super) paths: Vec<PathBuf>,
    pub(super) force_exclude: bool,
    pub(super) selection: Selection,
    pub(super) job: Job,
    pub(super) formats: Vec<(OutputFormat, Option<PathBuf>)>,
    pub(super) statistics: Option<By>,
    pub(super) baseline: Option<PathBuf>,
    pub(super) since: Option<String>,
    pub(super) style: Style,
    pub(super) exit_zero: bool,
    pub(super) threads: NonZeroUsize,
}

/// What becomes of findings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Job {
    Report,
    WriteBaseline(PathBuf),
    AddTodos { diff: bool },
}

impl Settings {
    pub(super) fn new(args: CheckArgs, coloured: bool) -> anyhow::Result<Self> {
        let dash = args.paths.iter().any(|path| path.as_os_str() == "-");
        match (&args.stdin_filename, dash, args.paths.len()) {
            (None, true, _) => bail!("to check standard input, say what file it stands for: --stdin-filename PATH"),
            (Some(_), true, 1) | (Some(_), false, 0) | (None, false, _) => {}
            (Some(_), ..) => bail!("--stdin-filename checks standard input only: leave the other paths out"),
        }
        let job = match (args.write_baseline, &args.baseline) {
            (Some(Some(file)), _) => Job::WriteBaseline(file),
            (Some(None), Some(file)) => Job::WriteBaseline(file.clone()),
            (Some(None), None) => bail!("say which file: --write-baseline FILE"),
            (None, _) if args.add_todos => Job::AddTodos { diff: args.diff },
            (None, _) => Job::Report,
        };
        let cores = || thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        Ok(Self {
            paths: if args.paths.is_empty() { vec![PathBuf::from(".")] } else { args.paths },
            stdin: args.stdin_filename,
            force_exclude: args.force_exclude,
            selection: Selection::new(args.select, args.ignore),
            formats: if job == Job::Report { pair(args.output_format, args.output_file)? } else { Vec::new() },
            // A new baseline holds everything, what the old one knows too.
            baseline: args.baseline.filter(|_| !matches!(job, Job::WriteBaseline(_))),
            job,
            statistics: args.statistics,
            since: args.since,
            style: Style { coloured, fail_on: args.fail_on.into(), strict: args.strict },
            exit_zero: args.exit_zero,
            threads: args.threads.unwrap_or_else(cores),
        })
    }
}

/// Each format with the file it goes to. Files given by themselves belong to the formats without one, in order.
fn pair(formats: Vec<ReportTo>, files: Vec<PathBuf>) -> anyhow::Result<Vec<(OutputFormat, Option<PathBuf>)>> {
    let open = formats.iter().filter(|to| to.file.is_none()).count();
    if files.len() > open {
        bail!("--output-file: there are more files than formats without one");
    }
    if open > 1 && files.len() < open && !files.is_empty() {
        bail!("several formats: say which goes to which file, as in --output-format sarif=lakespeak.sarif");
    }
    if open - files.len() > 1 {
        bail!("only one format can go to standard output; give the others a file, as in --output-format sarif=lakespeak.sarif");
    }
    let mut files = files.into_iter();
    Ok(formats.into_iter().map(|to| (to.format, to.file.or_else(|| files.next()))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_and_their_files() {
        let of = |formats: &[(OutputFormat, Option<&str>)], files: &[&str]| {
            let formats = formats.iter().map(|&(format, file)| ReportTo { format, file: file.map(PathBuf::from) }).collect();
            pair(formats, files.iter().map(PathBuf::from).collect()).map(|pairs| {
                pairs.into_iter().map(|(format, file)| (format, file.map(|file| file.display().to_string()))).collect::<Vec<_>>()
            })
        };
        let (full, json) = (OutputFormat::Full, OutputFormat::Json);
        let named = |name: &str| Some(name.to_owned());
        assert_eq!(of(&[(full, None)], &[]).unwrap(), [(full, None)]);
        assert_eq!(of(&[(full, None)], &["a"]).unwrap(), [(full, named("a"))]);
        assert_eq!(of(&[(full, None), (json, Some("b"))], &[]).unwrap(), [(full, None), (json, named("b"))]);
        assert_eq!(of(&[(full, None), (json, None)], &["a", "b"]).unwrap(), [(full, named("a")), (json, named("b"))]);
        for (formats, files) in [
            (vec![(full, None), (json, None)], vec!["a"]),
            (vec![(full, None), (json, None)], vec![]),
            (vec![(full, Some("a"))], vec!["b"]),
        ] {
            assert!(of(&formats, &files).is_err(), "{formats:?} {files:?}");
        }
    }
}
