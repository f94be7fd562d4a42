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
pub mod reference;
mod report;
mod server;
mod survival;
mod todo;
mod web;

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::Context;
use clap::{CommandFactory, Parser};
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

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
    log_to_stderr();
    if let Some(Command::Server(_)) = arguments.command {
        return server::run();
    }
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

/// `LAKESPEAK_LOG` is a level, or levels by part of the program: `warn,lakespeak=debug`.
fn log_to_stderr() {
    let stated = std::env::var("LAKESPEAK_LOG").ok().and_then(|levels| levels.parse::<Targets>().ok());
    let filter = stated.unwrap_or_else(|| Targets::new().with_default(LevelFilter::WARN));
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    // Somebody else may have set up logging already.
    let _ = tracing_subscriber::registry().with(lines).with(filter).try_init();
}
