//! What is asked about words and places: `explain`, `hover`, `todo`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

const EXPLAIN_HELP: &str = "\
Examples:
  lakespeak explain backfilling
  lakespeak explain \"data lake\"
  lakespeak explain image-latest-tag                a rule, with its examples
  lakespeak explain dags/orders.py:12:8             why there is something, or nothing, at a place
  lakespeak explain --all --output-format json      the whole glossary";

#[derive(Args, Debug)]
#[command(after_help = EXPLAIN_HELP)]
pub(in crate::cli) struct ExplainArgs {
    /// A term (id, name or alias, in any case), a rule, or a place
    #[arg(value_name = "TERM|RULE|FILE:LINE:COL", required_unless_present = "all")]
    pub(in crate::cli) word: Option<String>,
    /// Every term there is
    #[arg(long, conflicts_with = "word")]
    pub(in crate::cli) all: bool,
    /// How to print it
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(in crate::cli) output_format: ExplainFormat,
}

/// How an explanation is printed.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(in crate::cli) enum ExplainFormat {
    /// For people
    #[default]
    Text,
    /// For other tools
    Json,
}

const HOVER_HELP: &str = "\
Lines and columns count from 1, columns in characters.

Example:
  lakespeak hover dags/orders.py:12:8

Exit codes: 0 something to say, 1 nothing there, 2 something went wrong.";

#[derive(Args, Debug)]
#[command(after_help = HOVER_HELP)]
pub(in crate::cli) struct HoverArgs {
    /// The place
    #[arg(value_name = "FILE:LINE:COL")]
    pub(in crate::cli) place: String,
}

const TODO_HELP: &str = "\
Examples:
  lakespeak todo                                    everything below this folder, by term
  lakespeak todo --output-format json               for other tools

A TODO is listed where it links to guidance: (lakespeak:term/rule), or your team's page.
Exit codes: 0 listed, 2 something went wrong.";

#[derive(Args, Debug)]
#[command(after_help = TODO_HELP)]
pub(in crate::cli) struct TodoArgs {
    /// Files and folders to look at [default: this folder]
    #[arg(value_name = "PATHS")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// How to print them
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(in crate::cli) output_format: TodoFormat,
}

/// How TODOs are printed.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(in crate::cli) enum TodoFormat {
    /// By term: for people
    #[default]
    Full,
    /// One line for each TODO
    Concise,
    /// One array of objects
    Json,
    /// One object a line
    JsonLines,
}
