//! Mistakes in glossaries and configurations, as diagnostics.

use tower_lsp::ls_types::{Diagnostic, DiagnosticSeverity, NumberOrString};

use super::client::Abilities;
use super::convert::Places;
use super::publish::SOURCE;
use crate::glossary::{Level, Problem};
use crate::syntax::{Language, Lexed};
use crate::text::Span;

/// The diagnostics of a file's problems; places that the text does not have any more are cut off.
pub(super) fn diagnostics(problems: &[Problem], text: &str, abilities: &Abilities) -> Vec<Diagnostic> {
    let lexed = Lexed::new(text.into(), Language::Yaml);
    of_lexed(problems, &lexed, abilities)
}

/// As [`diagnostics`], of a text that is read already.
pub(super) fn of_lexed(problems: &[Problem], lexed: &Lexed, abilities: &Abilities) -> Vec<Diagnostic> {
    let mut places = Places::new(lexed, abilities.encoding);
    problems.iter().map(|problem| diagnostic(problem, lexed, &mut places)).collect()
}

fn diagnostic(problem: &Problem, lexed: &Lexed, places: &mut Places) -> Diagnostic {
    let start = floor(lexed.text(), problem.span.start);
    let line = lexed.line_span(lexed.line_of(start));
    let end = floor(lexed.text(), problem.span.end).min(start.max(line.start + line.of(lexed.text()).trim_end().len() as u32));
    Diagnostic {
        range: places.range(Span::new(start, end)),
        severity: Some(match problem.severity {
            Level::Error => DiagnosticSeverity::ERROR,
            Level::Warning => DiagnosticSeverity::WARNING,
            Level::Hint => DiagnosticSeverity::HINT,
        }),
        code: Some(NumberOrString::String("glossary".to_owned())),
        source: Some(SOURCE.to_owned()),
        message: problem.message.clone(),
        ..Diagnostic::default()
    }
}

fn floor(text: &str, at: u32) -> u32 {
    let mut at = (at as usize).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at as u32
}
