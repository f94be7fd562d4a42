//! What may be typed: the commands and options, as parsed. What they mean is settled by each command.

use std::ffi::OsStr;
use std::path::PathBuf;

use clap::builder::{EnumValueParser, PossibleValue, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::lexicon::Severity;

const EXAMPLES: &str = "\
Examples:
  lakespeak check                        look at everything below this folder
  lakespeak check dags/ models/          look at some folders
  lakespeak explain backfilling          what does the word mean?
  lakespeak hover dags/orders.py:12:8    what is there to say about this place?
  lakespeak server                       what your editor starts

LAKESPEAK_LOG=debug tells on standard error what is going on.";

/// Plain English for data engineering, in your editor.
#[derive(Parser, Debug)]
#[command(name = "lakespeak", version, about, after_help = EXAMPLES, propagate_version = false, disable_help_subcommand = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

#[derive(Subcommand, Debug)]
pub(super) enum Command {
    /// Speak the Language Server Protocol on standard input and output (editors start this)
    Server(ServerArgs),
    /// Report known accidents in SQL, Python and YAML files
    Check(CheckArgs),
    /// Say in plain English what a term means, or what a rule is about
    Explain(ExplainArgs),
    /// Print what an editor would show at a place, as Markdown
    Hover(HoverArgs),
    /// List the TODOs that link to guidance
    Todo(TodoArgs),
    /// Look after glossaries
    #[command(subcommand)]
    Glossary(GlossaryCommand),
    /// Build the guidance pages that TODOs link to
    #[command(subcommand)]
    Docs(DocsCommand),
    /// Draw the survival map: words in use, findings, TODOs
    Report(ReportArgs),
    /// Write the first files: lakespeak.yml, a glossary, and snippets for editor, pre-commit and CI
    Init,
    /// Print a completion script for a shell
    Completions(CompletionsArgs),
}

#[derive(Args, Debug)]
pub(super) struct ServerArgs {
    /// Accepted for editors that insist on it; it is the only way
    #[arg(long, hide = true)]
    pub(super) stdio: bool,
}

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
pub(super) struct CheckArgs {
    /// Files and folders to look at [default: this folder]
    #[arg(value_name = "PATHS")]
    pub(super) paths: Vec<PathBuf>,
    /// How to print what was found; may be given several times, each but one with a file of its own
    #[arg(long, value_parser = ReportParser, default_value = "full", value_name = "FORMAT[=FILE]")]
    pub(super) output_format: Vec<ReportTo>,
    /// Write to this file instead of standard output; of several, one for each format
    #[arg(long, value_name = "FILE")]
    pub(super) output_file: Vec<PathBuf>,
    /// Report only these: rules, terms, categories or groups
    #[arg(long, value_delimiter = ',', value_name = "IDS")]
    pub(super) select: Vec<String>,
    /// Leave these out: rules, terms, categories or groups
    #[arg(long, value_delimiter = ',', value_name = "IDS")]
    pub(super) ignore: Vec<String>,
    /// The quietest severity that makes the exit code 1
    #[arg(long, value_enum, default_value_t, value_name = "LEVEL")]
    pub(super) fail_on: Level,
    /// Count findings that a TODO acknowledges, too
    #[arg(long)]
    pub(super) strict: bool,
    /// Exit with 0 whatever was found
    #[arg(long)]
    pub(super) exit_zero: bool,
    /// Count findings instead of listing them
    #[arg(long, value_enum, value_name = "BY", num_args = 0..=1, require_equals = true, default_missing_value = "rule")]
    pub(super) statistics: Option<By>,
    /// Leave out the findings that this file knows
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// Write all findings there are to this file [default: the one of --baseline]
    #[arg(long, value_name = "FILE", num_args = 0..=1, conflicts_with_all = ["since", "add_todos", "stdin_filename"])]
    #[allow(clippy::option_option, reason = "left out, without a file, with one")]
    pub(super) write_baseline: Option<Option<PathBuf>>,
    /// Report only what stands on lines that changed since this git revision, or since this branch left it
    #[arg(long, value_name = "REV", conflicts_with = "stdin_filename")]
    pub(super) since: Option<String>,
    /// Write a TODO above every finding that has none
    #[arg(long, conflicts_with = "stdin_filename")]
    pub(super) add_todos: bool,
    /// With --add-todos: print what would change, and change nothing
    #[arg(long, requires = "add_todos")]
    pub(super) diff: bool,
    /// Check standard input as if it were this file
    #[arg(long, value_name = "PATH")]
    pub(super) stdin_filename: Option<PathBuf>,
    /// Leave ignored and excluded files out even if they are named
    #[arg(long)]
    pub(super) force_exclude: bool,
    /// How many files to look at side by side [default: one a core]
    #[arg(long, value_name = "COUNT")]
    pub(super) threads: Option<std::num::NonZeroUsize>,
}

/// How findings are printed.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum OutputFormat {
    /// With the source line, advice and a link: for people
    Full,
    /// One line for each finding
    Concise,
    /// One array of objects
    Json,
    /// One object a line
    JsonLines,
    /// Annotations for GitHub Actions
    Github,
    /// A Code Quality report for GitLab
    Gitlab,
    /// SARIF 2.1.0, for GitHub code scanning and others
    Sarif,
    /// A test report in XML, for any CI system
    Junit,
    /// For reviewdog
    Rdjson,
}

/// A format, and the file that it goes to if not to standard output.
#[derive(Clone, Debug)]
pub(super) struct ReportTo {
    pub(super) format: OutputFormat,
    pub(super) file: Option<PathBuf>,
}

/// Reads `FORMAT` or `FORMAT=FILE`.
#[derive(Clone)]
struct ReportParser;

impl TypedValueParser for ReportParser {
    type Value = ReportTo;

    fn parse_ref(&self, command: &clap::Command, arg: Option<&clap::Arg>, value: &OsStr) -> Result<ReportTo, clap::Error> {
        let (format, file) = match value.to_str().and_then(|value| value.split_once('=')) {
            Some((format, file)) => (OsStr::new(format), Some(PathBuf::from(file))),
            None => (value, None),
        };
        let format = EnumValueParser::<OutputFormat>::new().parse_ref(command, arg, format)?;
        Ok(ReportTo { format, file })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(OutputFormat::value_variants().iter().filter_map(ValueEnum::to_possible_value)))
    }
}

/// What findings are counted by.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum By {
    /// By rule
    Rule,
    /// By the term that the rule belongs to
    Term,
    /// By the category of the term
    Category,
}

/// A severity, as typed.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) enum Level {
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

const EXPLAIN_HELP: &str = "\
Examples:
  lakespeak explain backfilling
  lakespeak explain \"data lake\"
  lakespeak explain image-latest-tag                a rule, with its examples
  lakespeak explain dags/orders.py:12:8             why there is something, or nothing, at a place
  lakespeak explain --all --output-format json      the whole glossary";

#[derive(Args, Debug)]
#[command(after_help = EXPLAIN_HELP)]
pub(super) struct ExplainArgs {
    /// A term (id, name or alias, in any case), a rule, or a place
    #[arg(value_name = "TERM|RULE|FILE:LINE:COL", required_unless_present = "all")]
    pub(super) word: Option<String>,
    /// Every term there is
    #[arg(long, conflicts_with = "word")]
    pub(super) all: bool,
    /// How to print it
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(super) output_format: ExplainFormat,
}

/// How an explanation is printed.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) enum ExplainFormat {
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
pub(super) struct HoverArgs {
    /// The place
    #[arg(value_name = "FILE:LINE:COL")]
    pub(super) place: String,
}

const TODO_HELP: &str = "\
Examples:
  lakespeak todo                                    everything below this folder, by term
  lakespeak todo --output-format json               for other tools

A TODO is listed where it links to guidance: (lakespeak:term/rule), or your team's page.
Exit codes: 0 listed, 2 something went wrong.";

#[derive(Args, Debug)]
#[command(after_help = TODO_HELP)]
pub(super) struct TodoArgs {
    /// Files and folders to look at [default: this folder]
    #[arg(value_name = "PATHS")]
    pub(super) paths: Vec<PathBuf>,
    /// How to print them
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(super) output_format: TodoFormat,
}

/// How TODOs are printed.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) enum TodoFormat {
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

#[derive(Subcommand, Debug)]
pub(super) enum GlossaryCommand {
    /// Look for mistakes in glossary files and lakespeak.yml, and run the examples of rules
    #[command(
        after_help = "Without files, every glossary and lakespeak.yml below this folder is checked.\n\nExit codes: 0 no mistake, 1 mistakes, 2 something went wrong."
    )]
    Check {
        /// The files
        #[arg(value_name = "FILES")]
        files: Vec<PathBuf>,
        /// The glossary that Lakespeak brings along
        #[arg(long, conflicts_with = "files")]
        builtin: bool,
    },
    /// Print your glossaries for other tools
    Export(ExportArgs),
    /// Make a glossary of another tool's file or of a term list
    Import(ImportArgs),
    /// List the terms by category
    List {
        /// Say what applies to this file, and from where
        #[arg(long = "for", value_name = "FILE")]
        file: Option<PathBuf>,
    },
}

#[derive(Args, Debug)]
#[command(after_help = "Example:\n  lakespeak glossary export --format markdown > words.md")]
pub(super) struct ExportArgs {
    /// The glossaries [default: all below this folder]
    #[arg(value_name = "FILES")]
    pub(super) files: Vec<PathBuf>,
    /// In which format
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(super) format: ExportFormat,
    /// Take in the glossary that Lakespeak brings along
    #[arg(long)]
    pub(super) builtin: bool,
    /// A new file to write to [default: standard output]
    #[arg(long, value_name = "PATH")]
    pub(super) output: Option<PathBuf>,
}

/// A format that others read.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ExportFormat {
    /// Contextive's glossary file
    Contextive,
    /// For people
    Markdown,
    /// For other tools, as `explain --all` gives it
    Json,
}

#[derive(Args, Debug)]
#[command(
    after_help = "Example:\n  lakespeak glossary import words.csv --output words.glossary.yml\n\nThe first line of a list names its columns: `name` and `definition` must be there."
)]
pub(super) struct ImportArgs {
    /// The file
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// In which format it is [default: by its name]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(super) format: Option<ImportFormat>,
    /// A new file to write to [default: standard output]
    #[arg(long, value_name = "PATH")]
    pub(super) output: Option<PathBuf>,
}

/// A format that others write.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ImportFormat {
    /// Contextive's glossary file
    Contextive,
    /// Commas, semicolons or tabs between the columns
    Csv,
}

#[derive(Subcommand, Debug)]
pub(super) enum DocsCommand {
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
pub(super) struct DocsBuildArgs {
    /// The folder to write to: a new one, an empty one, or one that was written by this command before
    #[arg(long, value_name = "PATH", default_value = "lakespeak-docs")]
    pub(super) output: PathBuf,
}

const REPORT_HELP: &str = "\
Examples:
  lakespeak report                                  into lakespeak-report.html
  lakespeak report dags/ --output dags.html
  lakespeak report --output-format json             to standard output, for other tools

The page is one file that loads nothing from elsewhere. What was found changes no exit code: that is what `check` is for.";

#[derive(Args, Debug)]
#[command(after_help = REPORT_HELP)]
pub(super) struct ReportArgs {
    /// Files and folders to look at [default: this folder]
    #[arg(value_name = "PATHS")]
    pub(super) paths: Vec<PathBuf>,
    /// The file to write, `-` for standard output [default: lakespeak-report.html, or standard output for json]
    #[arg(long, value_name = "PATH")]
    pub(super) output: Option<PathBuf>,
    /// For people or for other tools
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(super) output_format: ReportFormat,
    /// Leave ignored and excluded files out even if they are named
    #[arg(long)]
    pub(super) force_exclude: bool,
}

/// How the survival map is written.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) enum ReportFormat {
    /// One page with pictures
    #[default]
    Html,
    /// The data behind it
    Json,
}

#[derive(Args, Debug)]
#[command(after_help = "Example:\n  lakespeak completions bash > ~/.local/share/bash-completion/completions/lakespeak")]
pub(super) struct CompletionsArgs {
    /// Whose completions
    pub(super) shell: Shell,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_agree_with_each_other() {
        super::Arguments::command().debug_assert();
    }
}
