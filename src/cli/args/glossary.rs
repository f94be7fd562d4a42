//! `glossary` and its commands.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

#[derive(Subcommand, Debug)]
pub(in crate::cli) enum GlossaryCommand {
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
pub(in crate::cli) struct ExportArgs {
    /// The glossaries [default: all below this folder]
    #[arg(value_name = "FILES")]
    pub(in crate::cli) files: Vec<PathBuf>,
    /// In which format
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(in crate::cli) format: ExportFormat,
    /// Take in the glossary that Lakespeak brings along
    #[arg(long)]
    pub(in crate::cli) builtin: bool,
    /// A new file to write to [default: standard output]
    #[arg(long, value_name = "PATH")]
    pub(in crate::cli) output: Option<PathBuf>,
}

/// A format that others read.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::cli) enum ExportFormat {
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
pub(in crate::cli) struct ImportArgs {
    /// The file
    #[arg(value_name = "FILE")]
    pub(in crate::cli) file: PathBuf,
    /// In which format it is [default: by its name]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(in crate::cli) format: Option<ImportFormat>,
    /// A new file to write to [default: standard output]
    #[arg(long, value_name = "PATH")]
    pub(in crate::cli) output: Option<PathBuf>,
}

/// A format that others write.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::cli) enum ImportFormat {
    /// Contextive's glossary file
    Contextive,
    /// Commas, semicolons or tabs between the columns
    Csv,
}
