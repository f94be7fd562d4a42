//! `check`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::format::{ReportParser, ReportTo};
use crate::lexicon::Severity;

const CHECK_HELP: &str = "\
Examples:
  lakespeak check                                   everything below this folder
  lakespeak check --output-format concise           one line for each finding
  lakespeak check --output-format sarif --output-file lakespeak.sarif
  lakespeak check --output-format full --output-format junit=lakespeak.xml
  lakespeak check --select recommended --ignore image-latest-tag
  lakespeak check --fail-on warning                 let information pass
  lakespeak check --since origin/main               only lines that this branch changed
  lakespeak check --write-baseline lakespeak.baseline.json
  lakespeak check --baseline lakespeak.baseline.json
  lakespeak check --add-todos --diff                see the TODOs first
  cat model.sql | lakespeak check --stdin-filename models/orders.sql

Exit codes: 0 nothing found, 1 something found, 2 something went wrong.
--add-todos and --write-baseline write and end with 0.
Files that .gitignore names are left out unless you name them yourself.";

#[derive(Args, Debug)]
#[command(after_help = CHECK_HELP)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch that somebody may type")]
pub(in crate::cli) struct CheckArgs {
    /// Files and folders to look at [default: this folder]
    #[arg(value_name = "PATHS")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// How to print what was found; may be given several times, each but one with a file of its own
    #[arg(long, value_parser = ReportParser, default_value = "full", value_name = "FORMAT[=FILE]")]
    pub(in crate::cli) output_format: Vec<ReportTo>,
    /// Write to this file instead of standard output; of several, one for each format
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) output_file: Vec<PathBuf>,
    /// Report only these: rules, terms, categories or groups
    #[arg(long, value_delimiter = ',', value_name = "IDS")]
    pub(in crate::cli) select: Vec<String>,
    /// Leave these out: rules, terms, categories or groups
    #[arg(long, value_delimiter = ',', value_name = "IDS")]
    pub(in crate::cli) ignore: Vec<String>,
    /// The quietest severity that makes the exit code 1
    #[arg(long, value_enum, default_value_t, value_name = "LEVEL")]
    pub(in crate::cli) fail_on: Level,
    /// Count findings that a TODO acknowledges, too
    #[arg(long)]
    pub(in crate::cli) strict: bool,
    /// Exit with 0 whatever was found
    #[arg(long)]
    pub(in crate::cli) exit_zero: bool,
    /// Count findings instead of listing them
    #[arg(long, value_enum, value_name = "BY", num_args = 0..=1, require_equals = true, default_missing_value = "rule")]
    pub(in crate::cli) statistics: Option<By>,
    /// Leave out the findings that this file knows
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) baseline: Option<PathBuf>,
    /// Write all findings there are to this file [default: the one of --baseline]
    #[arg(long, value_name = "FILE", num_args = 0..=1, conflicts_with_all = ["since", "add_todos", "stdin_filename"])]
    #[allow(clippy::option_option, reason = "left out, without a file, with one")]
    pub(in crate::cli) write_baseline: Option<Option<PathBuf>>,
    /// Report only what stands on lines that changed since this git revision, or since this branch left it
    #[arg(long, value_name = "REV", conflicts_with = "stdin_filename")]
    pub(in crate::cli) since: Option<String>,
    /// Write a TODO above every finding that has none
    #[arg(long, conflicts_with = "stdin_filename")]
    pub(in crate::cli) add_todos: bool,
    /// With --add-todos: print what would change, and change nothing
    #[arg(long, requires = "add_todos")]
    pub(in crate::cli) diff: bool,
    /// Check standard input as if it were this file
    #[arg(long, value_name = "PATH")]
    pub(in crate::cli) stdin_filename: Option<PathBuf>,
    /// Leave ignored and excluded files out even if they are named
    #[arg(long)]
    pub(in crate::cli) force_exclude: bool,
    /// How many files to look at side by side [default: one a core]
    #[arg(long, value_name = "COUNT")]
    pub(in crate::cli) threads: Option<std::num::NonZeroUsize>,
}

/// What findings are counted by.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::cli) enum By {
    /// By rule
    Rule,
    /// By the term that the rule belongs to
    Term,
    /// By the category of the term
    Category,
}

/// A severity, as typed.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(in crate::cli) enum Level {
    /// Only warnings
    Warning,
    /// Warnings and information
    #[default]
    Information,
    /// Anything
    Hint,
}

impl From<Level> for Severity {
    fn from(level: Level) -> Self {
        match level {
            Level::Warning => Self::Warning,
            Level::Information => Self::Information,
            Level::Hint => Self::Hint,
        }
    }
}
