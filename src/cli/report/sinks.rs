//! Where the reports of one run go: several formats, each to standard output or to a file of its own.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Context;

use super::super::output::{Output, STDOUT};
use super::{Checked, Report, Summary};
use crate::workspace::Draft;

/// The formats of a run. Many threads share them.
pub(in crate::cli) struct Formats(Vec<Box<dyn Report>>);

impl Formats {
    pub(in crate::cli) fn new(formats: Vec<Box<dyn Report>>) -> Self {
        Self(formats)
    }

    /// A file's findings in each format.
    pub(in crate::cli) fn rendered(&self, file: &Checked) -> std::io::Result<Vec<Vec<u8>>> {
        let one = |format: &dyn Report| {
            let mut out = Vec::new();
            format.file(file, &mut out).map(|()| out)
        };
        self.0.iter().map(|format| one(format.as_ref())).collect()
    }
}

/// Where each format is written to.
pub(in crate::cli) struct Sinks<'a> {
    formats: &'a Formats,
    /// The file of each format; `None` for standard output.
    files: Vec<Option<Draft>>,
    output: &'a mut Output,
    begun: bool,
}

impl<'a> Sinks<'a> {
    /// Opens the files, one for each format.
    pub(in crate::cli) fn open(formats: &'a Formats, files: &[Option<PathBuf>], output: &'a mut Output) -> anyhow::Result<Self> {
        let open = |file: &Option<PathBuf>| file.as_deref().map(Draft::new).transpose();
        let files = files.iter().map(open).collect::<Result<_, _>>()?;
        let mut sinks = Self { formats, files, output, begun: false };
        for at in 0..sinks.files.len() {
            sinks.write(at, |format, out| format.begin(out))?;
        }
        Ok(sinks)
    }

    /// Takes a file's findings, as [`Formats::rendered`] gave them.
    pub(in crate::cli) fn take(&mut self, rendered: &[Vec<u8>]) -> anyhow::Result<()> {
        let begun = std::mem::replace(&mut self.begun, true);
        for (at, text) in rendered.iter().enumerate() {
            self.write(at, |format, out| {
                out.write_all(if begun { format.between() } else { b"" })?;
                out.write_all(text)
            })?;
        }
        Ok(())
    }

    /// Writes what stands behind the last file, and puts the files in their places.
    pub(in crate::cli) fn finish(mut self, summary: &Summary) -> anyhow::Result<()> {
        for at in 0..self.files.len() {
            self.write(at, |format, out| format.end(summary, out))?;
        }
        for file in self.files.into_iter().flatten() {
            file.finish()?;
        }
        self.output.finish().context(STDOUT)
    }

    /// Writes a text to standard output.
    pub(in crate::cli) fn text(&mut self, text: &str) -> anyhow::Result<()> {
        self.output.write_all(text.as_bytes()).context(STDOUT)
    }

    /// Hands over what was written to standard output so far.
    pub(in crate::cli) fn flush(&mut self) -> anyhow::Result<()> {
        self.output.finish().context(STDOUT)
    }

    fn write(&mut self, at: usize, write: impl FnOnce(&dyn Report, &mut dyn Write) -> std::io::Result<()>) -> anyhow::Result<()> {
        let Some(format) = self.formats.0.get(at) else { return Ok(()) };
        match self.files.get_mut(at).and_then(Option::as_mut) {
            Some(file) => {
                let written = write(format.as_ref(), file);
                written.map_err(|error| file.refused(error).into())
            }
            None => write(format.as_ref(), self.output).context(STDOUT),
        }
    }
}
