//! Mistakes in glossaries and configurations: found once for all files of a workspace, and shown as diagnostics.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::ls_types::{Diagnostic, DiagnosticSeverity, NumberOrString};

use super::client::Abilities;
use super::convert::Places;
use super::publish::SOURCE;
use super::surroundings::Loaded;
use crate::glossary::{self, Level, Problem};
use crate::syntax::{Language, Lexed};
use crate::text::Span;
use crate::workspace::frequent::Tally;
use crate::workspace::{Open, Stamp, config, examples, is_glossary, unknown_selectors};

/// Examples of rules that cost more are run by `lakespeak glossary check` only: here they are run with every change of a
/// glossary, and take some hundredths of a second then.
const MOST_EXAMPLES: usize = 1 << 20;

/// What is wrong with the glossaries and the configuration of a workspace.
#[derive(Debug, Default)]
pub(super) struct Mistakes {
    files: BTreeMap<PathBuf, Known>,
    /// What tells which words stand too often.
    tally: Option<Arc<Tally>>,
}

/// What is wrong with a file, and the text in which it was found.
#[derive(Debug)]
struct Known {
    stamp: Option<Stamp>,
    problems: Vec<Problem>,
}

impl Mistakes {
    /// Finds them all.
    pub(super) fn of(loaded: &Loaded, open: &Open, tally: Option<Arc<Tally>>) -> Self {
        let mut all: BTreeMap<PathBuf, Known> = BTreeMap::new();
        let mut affordable = MOST_EXAMPLES;
        for (file, (path, mut problems)) in loaded.words.shelf.files.iter().zip(loaded.words.problems(open)) {
            // While something in it is half-typed, nobody knows where the rest of it stands.
            if file.problems.iter().all(|problem| problem.severity != Level::Error) {
                problems.extend(tally.iter().flat_map(|tally| tally.problems(&file.glossary)));
                let cost = examples::cost(&file.glossary);
                if let Some(left) = affordable.checked_sub(cost).filter(|_| cost > 0) {
                    affordable = left;
                    problems.extend(examples::problems(&loaded.words.lexicon_for(path), &file.glossary));
                }
                problems.sort_by_key(|problem| (problem.line, problem.column));
            }
            all.insert(path.to_owned(), Known { stamp: file.stamp, problems });
        }
        let stamp = loaded.config_error.is_none().then(|| Stamp::of(&loaded.config_text));
        all.insert(loaded.workspace.root.join(config::FILE), Known { stamp, problems: config_problems(loaded) });
        Self { files: all, tally }
    }

    /// Whether what stands too often was told by this tally.
    pub(super) fn are_by(&self, tally: Option<&Arc<Tally>>) -> bool {
        self.tally.as_ref().map(Arc::as_ptr) == tally.map(Arc::as_ptr)
    }

    /// Every file, those without mistakes included.
    pub(super) fn all(&self) -> impl Iterator<Item = (&Path, &[Problem])> {
        self.files.iter().map(|(path, known)| (path.as_path(), known.problems.as_slice()))
    }

    /// What is wrong with a text of a file; `None` where the file does not count. In a text that was not looked at yet,
    /// what it tells by itself.
    pub(super) fn in_text(&self, path: &Path, text: &str) -> Option<Vec<Problem>> {
        let known = self.files.get(path)?;
        if known.stamp == Some(Stamp::of(text)) {
            return Some(known.problems.clone());
        }
        Some(if is_glossary(path) { glossary::read_layer("", text).1 } else { config::read(text).1 })
    }

    /// How many mistakes a file has. A hint, such as that a rule has no examples, is none.
    pub(super) fn count(&self, path: &Path) -> usize {
        let is_mistake = |problem: &&Problem| problem.severity != Level::Hint;
        self.files.get(path).map_or(0, |known| known.problems.iter().filter(is_mistake).count())
    }
}

/// What is wrong with a root's configuration.
fn config_problems(loaded: &Loaded) -> Vec<Problem> {
    let mut problems = config::read(&loaded.config_text).1;
    problems.extend(unknown_selectors(&loaded.workspace.config, loaded.words.team.outermost()));
    if let Some(message) = &loaded.config_error {
        problems.push(Problem { severity: Level::Error, span: Span::at(0), line: 0, column: 0, message: message.clone() });
    }
    problems
}

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
