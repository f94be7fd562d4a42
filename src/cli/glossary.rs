//! `lakespeak glossary check`: look for mistakes.

use std::collections::HashMap;
use std::convert::Infallible;
use std::io::Write;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use super::check::pool;
use super::output::{Exit, Output, complain};
use super::project::{Projects, Read, Source, Target};
use crate::analysis::{Cancel, Document};
use crate::glossary::help::Format;
use crate::glossary::{self, Level, Problem};
use crate::lexicon::Lexicon;
use crate::syntax::Language;
use crate::workspace::frequent::{self, InFile, Spellings, Tally};
use crate::workspace::{self, Open, config, examples, unknown_selectors};

/// No glossary that people wrote is larger.
pub(super) const MAX_BYTES: u64 = 8 << 20;

/// The files with their problems, and what could not be read.
type Found = (Vec<(String, Vec<Problem>)>, Vec<String>);

/// Says every mistake of some glossary and configuration files as `path:line:column: message`; without files, of all of the
/// working directory's project.
pub(super) fn check(files: &[PathBuf], builtin: bool, output: &mut Output) -> anyhow::Result<Exit> {
    let (files, unreadable) = if builtin { (own(), Vec::new()) } else { read(files)? };
    let mut found = false;
    for (path, problems) in &files {
        for problem in problems {
            // What we bring along is held to more than what teams write.
            found |= builtin || problem.severity != Level::Hint;
            say(path, problem, output)?;
        }
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
    match files.len() {
        0 => writeln!(output, "There is no glossary and no lakespeak.yml here; `lakespeak init` writes the first ones")?,
        1 => writeln!(output, "No mistake in 1 file")?,
        count => writeln!(output, "No mistake in {count} files")?,
    }
    Ok(Exit::Fine)
}

/// The glossary that Lakespeak brings along.
fn own() -> Vec<(String, Vec<Problem>)> {
    let (glossaries, _) = glossary::builtin::with_examples();
    let lexicon = Lexicon::compile(glossaries.iter().cloned());
    let texts = glossary::builtin::FILES.iter().zip(&glossaries);
    texts
        .map(|((_, text), glossary)| {
            let mut problems = glossary::read(&glossary.file, text).1;
            problems.extend(examples::problems(&lexicon, glossary));
            (glossary.file.clone(), problems)
        })
        .collect()
}

fn read(files: &[PathBuf]) -> anyhow::Result<Found> {
    let projects = Projects::new()?;
    let files = if files.is_empty() { own_files(&projects) } else { files.to_vec() };
    let (mut found, mut unreadable) = (Vec::new(), Vec::new());
    let mut tallies: HashMap<PathBuf, Tally> = HashMap::new();
    for file in &files {
        match workspace::read(file, MAX_BYTES) {
            Ok(source) => found.push((file.to_string_lossy().into_owned(), problems(&projects, file, &source.text, &mut tallies))),
            Err(error) => unreadable.push(error.to_string()),
        }
    }
    Ok((found, unreadable))
}

/// Every glossary and configuration of the working directory's project.
pub(super) fn own_files(projects: &Projects) -> Vec<PathBuf> {
    let project = projects.here();
    let config = project.workspace().root.join(config::FILE);
    let glossaries = project.words().shelf.files.iter().map(|file| file.path.clone());
    let all = glossaries.chain(config.is_file().then_some(config));
    all.map(|path| PathBuf::from(projects.target(&path).shown)).collect()
}

/// Everything that is wrong with a file, by place.
fn problems(projects: &Projects, file: &Path, text: &str, tallies: &mut HashMap<PathBuf, Tally>) -> Vec<Problem> {
    let target = projects.target(file);
    let project = projects.of(&target.path);
    let lexicon = &project.lexicon_for(&target.path);
    if Format::of_path(&target.shown) == Some(Format::Config) {
        let (config, mut problems) = config::read(text);
        problems.extend(unknown_selectors(&config, lexicon));
        problems.sort_by_key(|problem| (problem.line, problem.column));
        return problems;
    }
    let words = project.words();
    let known = words.problems(&Open::default()).into_iter().find(|(path, _)| *path == target.path);
    let shelved = words.shelf.files.iter().find(|file| file.path == target.path);
    let mut all = if let (Some((_, mut problems)), Some(shelved)) = (known, shelved) {
        problems.extend(examples::problems(lexicon, &shelved.glossary));
        if frequent::has_own(&shelved.glossary) {
            let tally = tallies.entry(project.root().to_owned()).or_insert_with(|| tally(projects, project.root()));
            problems.extend(tally.problems(&shelved.glossary));
        }
        problems
    } else {
        // A file that counts nowhere stands for itself.
        let (glossary, mut problems) = glossary::read(&target.shown, text);
        problems.extend(examples::problems(&Lexicon::compile([glossary.clone()]), &glossary));
        problems
    };
    all.sort_by_key(|problem| (problem.line, problem.column));
    all
}

/// How often a team's terms stand in the files of a project.
fn tally(projects: &Projects, root: &Path) -> Tally {
    let (files, _) = projects.walk(&[root.to_owned()], false);
    let mut tally = Tally::default();
    // A file that can't be read, or breaks Lakespeak itself, has no say in this: `lakespeak check` tells of it.
    let work = |file: &Target| catch_unwind(AssertUnwindSafe(|| in_file(projects, root, file))).ok().flatten();
    let take = |found: Option<Counted>| -> Result<(), Infallible> {
        if let Some(Counted { found, lexicon, language, glossaries }) = found {
            tally.add(&found, &lexicon, language, &glossaries);
        }
        Ok(())
    };
    let Ok(()) = pool::in_order(files.iter(), thread::available_parallelism().unwrap_or(NonZeroUsize::MIN), work, take);
    tally
}

/// What stands in a file of a project.
struct Counted {
    found: InFile,
    lexicon: Arc<Lexicon>,
    language: Language,
    /// The glossaries that count for it.
    glossaries: Vec<String>,
}

fn in_file(projects: &Projects, root: &Path, file: &Target) -> Option<Counted> {
    let project = projects.of(&file.path);
    let Read::Text(Source { text, language, facts }) = project.read(&file.path) else { return None };
    if project.root() != root {
        return None;
    }
    let lexicon = project.lexicon_for(&file.path);
    let document = Document::new(text, language, &lexicon, &Cancel::default());
    let mentions = document.mentions(document.everything(), &lexicon, &facts);
    let found = frequent::count(&document, &mentions, &lexicon, &facts, &mut Spellings::default());
    Some(Counted { found, lexicon, language, glossaries: project.words().names_for(&file.path) })
}

fn say(path: &str, problem: &Problem, output: &mut Output) -> anyhow::Result<()> {
    let Problem { line, column, message, severity, .. } = problem;
    let mark = if *severity == Level::Error { String::new() } else { format!("{}: ", severity.name()) };
    writeln!(output, "{path}:{}:{}: {mark}{message}", line + 1, column + 1)?;
    Ok(())
}
