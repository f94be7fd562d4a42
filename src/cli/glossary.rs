//! `lakespeak glossary`: look for mistakes, list the terms.

use std::io::Write;
use std::path::PathBuf;

use super::output::{Exit, Output, complain};
use super::project::Projects;
use crate::glossary::{self, Problem};
use crate::lexicon::{Glossary, Lexicon};

/// Says every mistake of some glossary files as `path:line:column: message`; without files, of the built-in glossary.
pub(super) fn check(files: &[PathBuf], output: &mut Output) -> anyhow::Result<Exit> {
    let mut sources: Vec<(String, String)> = Vec::new();
    let mut trouble = false;
    for path in files {
        match std::fs::read_to_string(path) {
            Ok(text) => sources.push((path.to_string_lossy().into_owned(), text)),
            Err(error) => {
                trouble = true;
                complain(&format!("{}: {error}", path.display()));
            }
        }
    }
    if files.is_empty() {
        let named = glossary::builtin::FILES.iter().map(|(name, text)| (format!("glossary/{name}"), (*text).to_owned()));
        sources.extend(named);
    }
    let (mut found, mut terms) = (false, 0);
    let mut glossaries = Vec::new();
    for (path, text) in &sources {
        let (glossary, problems) = glossary::read(path, text);
        terms += glossary.terms.len();
        glossaries.push(glossary);
        for problem in &problems {
            found |= problem.severity != glossary::Level::Hint;
            say(path, problem, output)?;
        }
    }
    for mistake in failing_examples(glossaries) {
        found = true;
        writeln!(output, "{mistake}")?;
    }
    if !found && !trouble {
        writeln!(output, "{terms} terms in {} files, no mistake", sources.len())?;
    }
    Ok(match (trouble, found) {
        (true, _) => Exit::Trouble,
        (_, true) => Exit::Found,
        _ => Exit::Fine,
    })
}

fn say(path: &str, problem: &Problem, output: &mut Output) -> anyhow::Result<()> {
    let Problem { line, column, message, severity, .. } = problem;
    let mark = if *severity == glossary::Level::Error { String::new() } else { format!("{}: ", severity.name()) };
    writeln!(output, "{path}:{}:{}: {mark}{message}", line + 1, column + 1)?;
    Ok(())
}

/// The hook for running every rule's examples: each line `path:line:column: message`.
fn failing_examples(_glossaries: Vec<Glossary>) -> Vec<String> {
    Vec::new()
}

/// Lists the terms by category.
pub(super) fn list(output: &mut Output) -> anyhow::Result<Exit> {
    let project = Projects::new()?.here();
    output.text(&listing(&project.lexicon))?;
    Ok(Exit::Fine)
}

fn listing(lexicon: &Lexicon) -> String {
    let mut categories: Vec<&str> = Vec::new();
    for (_, term) in lexicon.terms() {
        if !categories.contains(&term.category.as_str()) {
            categories.push(&term.category);
        }
    }
    let width = lexicon.terms().map(|(_, term)| term.id.chars().count()).max().unwrap_or_default();
    let mut out = String::new();
    for category in categories {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(if category.is_empty() { "No category" } else { category });
        out.push('\n');
        for (_, term) in lexicon.terms().filter(|(_, term)| term.category == category) {
            out.push_str(&format!("  {:<width$}  {}", term.id, term.name));
            if !term.rules.is_empty() {
                let rules = term.rules.len();
                out.push_str(&format!("  ({rules} {})", if rules == 1 { "rule" } else { "rules" }));
            }
            out.push('\n');
        }
    }
    out
}
