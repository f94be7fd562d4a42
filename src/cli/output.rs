//! Standard output and standard error: buffered, locked, and calm about a reader that has gone.

use std::io::{self, BufWriter, Stdout, Write};
use std::process::ExitCode;

use anstream::ColorChoice;

/// What an error is about that came of writing to standard output.
pub(super) const STDOUT: &str = "standard output could not be written";

/// How the process ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Exit {
    /// Nothing found, or nothing that counts.
    Fine,
    /// Something found; `hover`: nothing there.
    Found,
    /// Wrong usage or configuration, or something could not be read.
    Trouble,
    /// Nobody reads our output any more: what a shell says of a process that a closed pipe ended.
    PipeClosed,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Fine => 0,
            Exit::Found => 1,
            Exit::Trouble => 2,
            Exit::PipeClosed => 141,
        })
    }
}

/// Where a command writes its answer.
pub(super) struct Output {
    to: BufWriter<Stdout>,
    coloured: bool,
}

impl Output {
    /// Standard output; coloured only on a terminal, and never where `NO_COLOR` asks for none.
    pub(super) fn stdout() -> Self {
        let stdout = io::stdout();
        let coloured = anstream::AutoStream::choice(&stdout) != ColorChoice::Never;
        Self { to: BufWriter::with_capacity(64 * 1024, stdout), coloured }
    }

    /// Whether what is written may hold colours.
    pub(super) fn coloured(&self) -> bool {
        self.coloured
    }

    /// Writes a text as it stands.
    pub(super) fn text(&mut self, text: &str) -> anyhow::Result<()> {
        Ok(self.to.write_all(text.as_bytes())?)
    }

    /// Writes JSON, indented, with a line end.
    pub(super) fn json(&mut self, value: &serde_json::Value) -> anyhow::Result<()> {
        serde_json::to_writer_pretty(&mut self.to, value).map_err(io::Error::from)?;
        Ok(self.to.write_all(b"\n")?)
    }

    /// Hands everything over.
    pub(super) fn finish(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.to.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// Says on standard error what went wrong. That nobody reads it is nobody's trouble.
pub(super) fn complain(what: &str) {
    let _ = writeln!(io::stderr().lock(), "lakespeak: {what}");
}

/// Whether the reason is that nobody reads our output any more.
pub(super) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let closed = |error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe;
    error.chain().any(|cause| cause.downcast_ref::<io::Error>().is_some_and(closed))
}
