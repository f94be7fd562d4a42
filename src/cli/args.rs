//! What may be typed: the commands and options, as parsed. What they mean is settled by each command.

mod check;
mod format;
mod glossary;
mod pages;
mod words;

use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;

pub(super) use check::{By, CheckArgs};
pub(super) use format::{OutputFormat, ReportTo};
pub(super) use glossary::{ExportArgs, ExportFormat, GlossaryCommand, ImportArgs, ImportFormat};
pub(super) use pages::{DocsBuildArgs, DocsCommand, ReportArgs, ReportFormat};
pub(super) use words::{ExplainArgs, ExplainFormat, HoverArgs, TodoArgs, TodoFormat};

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
