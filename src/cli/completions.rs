//! `lakespeak completions SHELL`.

use clap::CommandFactory;

use super::args::{Arguments, CompletionsArgs};
use super::output::{Exit, Output};

pub(super) fn run(args: &CompletionsArgs, output: &mut Output) -> anyhow::Result<Exit> {
    let mut command = Arguments::command();
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "lakespeak", &mut script);
    output.text(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Fine)
}
