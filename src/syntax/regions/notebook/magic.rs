//! The commands of notebooks: what language a cell is in, and which lines are none of it.

use super::json::Notebook;
use crate::syntax::Language;
use crate::syntax::regions::verb;

/// What a cell holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Python,
    Sql,
    /// Nothing that is read.
    Silent,
}

/// Commands on a cell's first line that say what the cell holds; behind any other it is silent.
const CELLS: [(&str, Kind); 16] = [
    ("sql", Kind::Sql),
    ("sparksql", Kind::Sql),
    ("bigquery", Kind::Sql),
    ("bqsql", Kind::Sql),
    ("read_sql", Kind::Sql),
    ("python", Kind::Python),
    ("python3", Kind::Python),
    ("pyspark", Kind::Python),
    ("time", Kind::Python),
    ("timeit", Kind::Python),
    ("capture", Kind::Python),
    ("prun", Kind::Python),
    ("memit", Kind::Python),
    ("local", Kind::Python),
    ("ipytest", Kind::Python),
    ("skip", Kind::Python),
];

/// Cells in Databricks and Fabric name a language with one `%`.
const LANGUAGES: [&str; 6] = ["md", "sh", "scala", "fs", "run", "markdown"];

/// What a cell holds whose first line is this, in a notebook of that language; and how much of that line is a command.
///
/// In Databricks `%sql` is about the whole cell; elsewhere, with SQL behind it, about its own line.
pub(super) fn cell(line: &str, notebook: &Notebook, language: Option<&str>) -> (Kind, Option<usize>) {
    let plain = match language.or(notebook.language.as_deref()) {
        None | Some("ipython" | "pyspark" | "py") => Kind::Python,
        Some(name) if name.starts_with("python") => Kind::Python,
        Some("sparksql") => Kind::Sql,
        Some(name) if Language::from_id(name) == Some(Language::Sql) => Kind::Sql,
        Some(_) => Kind::Silent,
    };
    let Some((signs, word, rest)) = command(line) else { return (plain, None) };
    let known = CELLS.iter().find(|(name, _)| *name == word).map(|(_, kind)| *kind);
    match (signs, known) {
        (1, Some(Kind::Sql)) if word == "sql" && (notebook.databricks || rest.trim().is_empty()) => {
            (Kind::Sql, Some(sql_start(line, rest)))
        }
        (2, Some(Kind::Sql)) => (Kind::Sql, Some(sql_start(line, rest))),
        (2, Some(kind)) => (kind, Some(line.len())),
        (2, None) => (Kind::Silent, None),
        (_, _) if word == "python" => (Kind::Python, Some(line.len() - rest.len())),
        (_, _) if LANGUAGES.contains(&word) => (Kind::Silent, None),
        _ => (plain, None),
    }
}

/// Where SQL begins on a line behind its command: at its end, where what follows is no SQL but options.
fn sql_start(line: &str, rest: &str) -> usize {
    if verb::begins(rest) || rest.starts_with("--") && rest.get(2..).is_some_and(|rest| rest.starts_with(' ')) {
        line.len() - rest.len()
    } else {
        line.len()
    }
}

/// Whether a line is for the notebook: `%pip install x`, `!ls`. Indented ones may be lines of a string.
pub(super) fn is_command(line: &str) -> bool {
    line.starts_with('!') || command(line).is_some()
}

/// Where SQL begins on a line `%sql select …` among Python.
pub(super) fn sql_line(line: &str) -> Option<usize> {
    let (_, _, rest) = command(line).filter(|(_, word, _)| *word == "sql")?;
    verb::begins(rest).then_some(line.len() - rest.len())
}

/// How many `%` a command begins with, its name, and what is behind.
fn command(line: &str) -> Option<(usize, &str, &str)> {
    let name = line.trim_start_matches('%');
    let signs = line.len() - name.len();
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(name.len());
    let (word, rest) =
        name.split_at_checked(end).filter(|(word, _)| word.len() > 1 && word.starts_with(|c: char| c.is_ascii_alphabetic()))?;
    matches!(signs, 1 | 2).then(|| (signs, word, rest.trim_start_matches([' ', '\t'])))
}
