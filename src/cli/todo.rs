//! `lakespeak todo`: the TODOs that link to guidance, by term and path.

use std::collections::BTreeSet;
use std::io::Write;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::thread;

use serde::Serialize;

use super::args::{TodoArgs, TodoFormat};
use super::check::pool;
use super::output::{Exit, Output, complain};
use super::project::{Projects, Read, Target};
use crate::analysis::{Cancel, Input, Todo, check};
use crate::lexicon::{FindIn, Lexicon};
use crate::text::{Encoding, LineIndex, Position};
use crate::views::todo::said;

/// A TODO as `--output-format json` gives it. The keys are public.
#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Listed {
    term: String,
    path: String,
    range: Range,
    rule: Option<String>,
    /// The term's category; empty where there is no such term.
    category: String,
    /// What it says.
    text: String,
    /// Whether its rule finds nothing there any more.
    stale: bool,
}

#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Range {
    start: Place,
    end: Place,
}

/// From 1, columns in Unicode scalar values.
#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Place {
    line: u32,
    column: u32,
}

pub(super) fn run(args: TodoArgs, output: &mut Output) -> anyhow::Result<Exit> {
    let projects = Projects::new()?;
    let paths = if args.paths.is_empty() { vec![PathBuf::from(".")] } else { args.paths };
    let (files, missed) = projects.walk(&paths, false);
    let threads = thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let (mut all, mut problems) = (Vec::new(), missed);
    let take = |found: Result<Vec<Listed>, String>| -> anyhow::Result<()> {
        match found {
            Ok(found) => all.extend(found),
            Err(problem) => problems.push(problem),
        }
        Ok(())
    };
    pool::in_order(files.iter(), threads, |file| guarded(&projects, file), take)?;
    all.sort();
    match args.output_format {
        TodoFormat::Full => full(&all, projects.here().lexicon(), output)?,
        TodoFormat::Concise => concise(&all, output)?,
        TodoFormat::Json => output.json(&serde_json::to_value(&all)?)?,
        TodoFormat::JsonLines => {
            for todo in &all {
                serde_json::to_writer(&mut *output, todo).map_err(std::io::Error::from)?;
                output.text("\n")?;
            }
        }
    }
    output.flush()?;
    problems.extend(projects.problems());
    for problem in &problems {
        complain(problem);
    }
    Ok(if problems.is_empty() { Exit::Fine } else { Exit::Trouble })
}

/// The TODOs of a file; should the core break its word over it, the others are looked at all the same.
fn guarded(projects: &Projects, file: &Target) -> Result<Vec<Listed>, String> {
    let broken = |_| Err(format!("{}: this file broke Lakespeak itself; please report it", file.shown));
    catch_unwind(AssertUnwindSafe(|| todos(projects, file))).unwrap_or_else(broken)
}

fn todos(projects: &Projects, file: &Target) -> Result<Vec<Listed>, String> {
    let project = projects.of(&file.path);
    let source = match project.read(&file.path) {
        Read::Text(source) => source,
        Read::Foreign | Read::Skipped(_) => return Ok(Vec::new()),
        Read::Failed(why) => return Err(why),
    };
    let lexicon = &project.lexicon_for(&file.path);
    let input = Input { text: source.text, language: source.language, facts: source.facts };
    let Some(checked) = check(&input, lexicon, &Cancel::default()) else { return Ok(Vec::new()) };
    let lines = LineIndex::new(&input.text);
    let place = |offset: u32| {
        let Position { line, column } = lines.position(&input.text, offset, Encoding::Utf32);
        Place { line: line + 1, column: column + 1 }
    };
    let stale = |todo: &Todo| {
        let own = |finding: &&crate::analysis::Finding| lexicon.rule(finding.rule).find_in == FindIn::StaleTodo;
        checked.analysis.findings.iter().filter(own).any(|finding| finding.span == todo.span)
    };
    let listed = |todo: &Todo| Listed {
        path: file.shown.clone(),
        range: Range { start: place(todo.span.start), end: place(todo.span.end) },
        category: lexicon.term_by_id(&todo.term).map(|id| lexicon.term(id).category.clone()).unwrap_or_default(),
        term: todo.term.clone(),
        rule: todo.rule.clone(),
        text: said(&checked.document, lexicon, todo),
        stale: stale(todo),
    };
    Ok(checked.analysis.todos.iter().map(listed).collect())
}

/// Grouped by term, for people.
fn full(all: &[Listed], lexicon: &Lexicon, output: &mut Output) -> anyhow::Result<()> {
    let mut term = None;
    for todo in all {
        if term != Some(&todo.term) {
            let lead = if term.is_some() { "\n" } else { "" };
            let name = lexicon.term_by_id(&todo.term).map_or(todo.term.as_str(), |id| lexicon.term(id).name.as_str());
            output.text(&format!("{lead}{name}\n"))?;
            term = Some(&todo.term);
        }
        let Place { line, column } = todo.range.start;
        let rule = todo.rule.as_deref().map_or_else(String::new, |rule| format!("\n      {rule}"));
        let stale = if todo.stale { "  (stale: nothing is found there any more)" } else { "" };
        output.text(&format!("  {}:{line}:{column}  {}{rule}{stale}\n", todo.path, todo.text))?;
    }
    let files: BTreeSet<&str> = all.iter().map(|todo| todo.path.as_str()).collect();
    let stale = all.iter().filter(|todo| todo.stale).count();
    let counted = |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
    let sum = match (all.len(), stale) {
        (0, _) => "No TODOs that link to guidance.\n".to_owned(),
        (count, 0) => format!("\n{} in {}\n", counted(count, "TODO"), counted(files.len(), "file")),
        (count, stale) => format!("\n{} in {}, {stale} stale\n", counted(count, "TODO"), counted(files.len(), "file")),
    };
    output.text(&sum)
}

/// One line each.
fn concise(all: &[Listed], output: &mut Output) -> anyhow::Result<()> {
    for todo in all {
        let Place { line, column } = todo.range.start;
        let rule = todo.rule.as_deref().map_or_else(String::new, |rule| format!("/{rule}"));
        let stale = if todo.stale { " (stale)" } else { "" };
        output.text(&format!("{}:{line}:{column}: {}{rule} {}{stale}\n", todo.path, todo.term, todo.text))?;
    }
    Ok(())
}
