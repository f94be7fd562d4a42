//! The command line: arguments in, text and an exit code out. One file a command, one file an output format.
//!
//! Only this edge of the crate writes to the terminal. What is written there is made by `views/`; what is known about
//! files is read by `workspace/`; what is found in them is `analysis::analyse`, as in the server.

mod args;
mod check;
mod completions;
mod docs;
mod exchange;
mod explain;
mod glossary;
mod hover;
mod init;
mod listing;
mod output;
mod project;
mod report;
mod server;
mod survival;
mod todo;
mod web;

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::Context;
use clap::{CommandFactory, Parser};
use tracing_subscriber::EnvFilter;

use args::{Arguments, Command, DocsCommand, GlossaryCommand};
use output::{Exit, Output};

/// Runs the command that `arguments` (the program's name first) ask for.
pub fn run(arguments: impl IntoIterator<Item = impl Into<OsString> + Clone>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(refusal) => {
            // Help and version come this way too; a closed pipe is no reason to complain about either.
            let _ = refusal.print();
            return if refusal.use_stderr() { Exit::Trouble.into() } else { Exit::Fine.into() };
        }
    };
    if let Some(Command::Server(_)) = arguments.command {
        return server::run();
    }
    log_to_stderr();
    let mut output = Output::stdout();
    let result = dispatch(arguments, &mut output).and_then(|exit| output.finish().map(|()| exit).context(output::STDOUT));
    match result {
        Ok(exit) => exit.into(),
        Err(error) if output::is_closed_pipe(&error) => Exit::PipeClosed.into(),
        Err(error) => {
            output::complain(&format!("{error:#}"));
            Exit::Trouble.into()
        }
    }
}

fn dispatch(arguments: Arguments, output: &mut Output) -> anyhow::Result<Exit> {
    match arguments.command {
        None => output.text(&Arguments::command().render_help().to_string()).map(|()| Exit::Fine),
        Some(Command::Server(_)) => Ok(Exit::Fine),
        Some(Command::Check(args)) => check::run(args, output),
        Some(Command::Explain(args)) => explain::run(&args, output),
        Some(Command::Hover(args)) => hover::run(&args, output),
        Some(Command::Todo(args)) => todo::run(args, output),
        Some(Command::Glossary(GlossaryCommand::Check { files, builtin })) => glossary::check(&files, builtin, output),
        Some(Command::Glossary(GlossaryCommand::Export(args))) => exchange::export(&args, output),
        Some(Command::Glossary(GlossaryCommand::Import(args))) => exchange::import(&args, output),
        Some(Command::Init) => init::run(&std::env::current_dir()?, output),
        Some(Command::Glossary(GlossaryCommand::List { file })) => listing::list(file.as_deref(), output),
        Some(Command::Docs(DocsCommand::Build(args))) => docs::build(&args, output),
        Some(Command::Report(args)) => survival::run(&args, output),
        Some(Command::Completions(args)) => completions::run(&args, output),
    }
}

fn log_to_stderr() {
    let filter = EnvFilter::try_from_env("LAKESPEAK_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    // Somebody else may have set up logging already.
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}
