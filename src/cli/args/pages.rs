//! Pages that people look at: `docs build`, `report`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

#[derive(Subcommand, Debug)]
pub(in crate::cli) enum DocsCommand {
    /// Write a static site: a page a term, with an anchor a rule
    Build(DocsBuildArgs),
}

const DOCS_HELP: &str = "\
Examples:
  lakespeak docs build                              into lakespeak-docs/, to be opened as it is
  lakespeak docs build --output public/data

The pages need no server and load nothing from elsewhere. TODOs and diagnostics link to them where
lakespeak.yml has `guidance:` and, below it, `base_url: https://wiki.example/data/{id}.html`.";

#[derive(Args, Debug)]
#[command(after_help = DOCS_HELP)]
pub(in crate::cli) struct DocsBuildArgs {
    /// The folder to write to: a new one, an empty one, or one that was written by this command before
    #[arg(long, value_name = "PATH", default_value = "lakespeak-docs")]
    pub(in crate::cli) output: PathBuf,
}

const REPORT_HELP: &str = "\
Examples:
  lakespeak report                                  into lakespeak-report.html
  lakespeak report dags/ --output dags.html
  lakespeak report --output-format json             to standard output, for other tools

The page is one file that loads nothing from elsewhere. What was found changes no exit code: that is what `check` is for.";

#[derive(Args, Debug)]
#[command(after_help = REPORT_HELP)]
pub(in crate::cli) struct ReportArgs {
    /// Files and folders to look at [default: this folder]
    #[arg(value_name = "PATHS")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// The file to write, `-` for standard output [default: lakespeak-report.html, or standard output for json]
    #[arg(long, value_name = "PATH")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// For people or for other tools
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(in crate::cli) output_format: ReportFormat,
    /// Leave ignored and excluded files out even if they are named
    #[arg(long)]
    pub(in crate::cli) force_exclude: bool,
}

/// How the survival map is written.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(in crate::cli) enum ReportFormat {
    /// One page with pictures
    #[default]
    Html,
    /// The data behind it
    Json,
}
