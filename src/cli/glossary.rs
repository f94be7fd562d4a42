//! `lakespeak glossary check`: look for mistakes.

use std::io::Write;
use std::path::PathBuf;

use super::output::{Exit, Output, complain};
use crate::glossary::{self, Level, Problem};
use crate::lexicon::{Glossary, Lexicon};
use crate::workspace::{self, examples};

/// No glossary that people wrote is larger.
const MAX_BYTES: u64 = 8 << 20;

/// Says every mistake of some glossary files as `path:line:column: message`; without files, of the built-in glossary.
pub(super) fn check(files: &[PathBuf], output: &mut Output) -> anyhow::Result<Exit> {
    let (glossaries, problems, unreadable) = if files.is_empty() { read_builtin() } else { read(files) };
    let terms: usize = glossaries.iter().map(|glossary| glossary.terms.len()).sum();
    let count = glossaries.len();
    let mut found = false;
    for (path, problem) in &problems {
        found |= problem.severity != Level::Hint;
        say(path, problem, output)?;
    }
    for mistake in failing_examples(glossaries) {
        found = true;
        writeln!(output, "{mistake}")?;
    }
    output.flush()?;
    for reason in &unreadable {
        complain(reason);
    }
    if !unreadable.is_empty() {
        return Ok(Exit::Trouble);
    }
    if found {
        return Ok(Exit::Found);
    }
    writeln!(output, "No mistake in {terms} terms of {count} {}", if count == 1 { "file" } else { "files" })?;
    Ok(Exit::Fine)
}

/// Glossaries, their problems by file, and what could not be read.
type Found = (Vec<Glossary>, Vec<(String, Problem)>, Vec<String>);

fn read_builtin() -> Found {
    let mut found = Found::default();
    for (name, text) in glossary::builtin::FILES {
        found.0.push(add(&format!("glossary/{name}"), text, &mut found.1));
    }
    found
}

/// Reads one glossary and notes its problems.
fn add(name: &str, text: &str, problems: &mut Vec<(String, Problem)>) -> Glossary {
    let (glossary, found) = glossary::read(name, text);
    problems.extend(found.into_iter().map(|problem| (name.to_owned(), problem)));
    glossary
}

fn read(files: &[PathBuf]) -> Found {
    let mut found = Found::default();
    for path in files {
        match workspace::read(path, MAX_BYTES) {
            Ok(file) => found.0.push(add(&path.to_string_lossy(), &file.text, &mut found.1)),
            Err(error) => found.2.push(error.to_string()),
        }
    }
    found
}

fn say(path: &str, problem: &Problem, output: &mut Output) -> anyhow::Result<()> {
    let Problem { line, column, message, severity, .. } = problem;
    let mark = if *severity == Level::Error { String::new() } else { format!("{}: ", severity.name()) };
    writeln!(output, "{path}:{}:{}: {mark}{message}", line + 1, column + 1)?;
    Ok(())
}

/// The examples that do not behave, each as `path:line:column: message`.
fn failing_examples(glossaries: Vec<Glossary>) -> Vec<String> {
    let lexicon = Lexicon::compile(glossaries);
    let line = |misfit: &examples::Misfit| {
        let source = &misfit.example.source;
        format!("{}:{}:{}: {}", source.file, source.line + 1, source.column + 1, misfit.message)
    };
    examples::misfits(&lexicon).iter().map(line).collect()
}
