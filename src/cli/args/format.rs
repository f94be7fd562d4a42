//! The formats of findings, each to standard output or to a file of its own.

use std::ffi::OsStr;
use std::path::PathBuf;

use clap::ValueEnum;
use clap::builder::{EnumValueParser, PossibleValue, TypedValueParser};

/// How findings are printed.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::cli) enum OutputFormat {
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
pub(in crate::cli) struct ReportTo {
    pub(in crate::cli) format: OutputFormat,
    pub(in crate::cli) file: Option<PathBuf>,
}

/// Reads `FORMAT` or `FORMAT=FILE`.
#[derive(Clone)]
pub(super) struct ReportParser;

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
