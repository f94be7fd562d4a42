//! `lakespeak server`: hands standard input and output to the language server.

use std::process::ExitCode;

use super::project;
use crate::server;

pub(super) fn run() -> ExitCode {
    server::run(server::Options::default(), project::builtin)
}
