//! `lakespeak glossary export` and `import`: glossaries for other tools, and other tools' lists for us.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use anyhow::bail;
use serde_json::Value;

use super::args::{ExportArgs, ExportFormat, ImportArgs, ImportFormat};
use super::glossary::{MAX_BYTES, own_files};
use super::output::{Exit, Output, complain};
use super::project::Projects;
use crate::glossary::{self, contextive, csv, format};
use crate::lexicon::{Glossary, Layer, Lexicon, Team, Term};
use crate::views::explain;
use crate::workspace;

/// Prints glossaries in another format.
pub(super) fn export(args: &ExportArgs, output: &mut Output) -> anyhow::Result<Exit> {
    let glossaries = glossaries(args)?;
    let text = match args.format {
        ExportFormat::Contextive => {
            let (text, left) = contextive::write(glossaries.iter().flat_map(|glossary| &glossary.terms));
            if let Some(told) = left.told() {
                complain(&told);
            }
            text
        }
        ExportFormat::Markdown => explain::terms_markdown(&Lexicon::compile(glossaries)),
        ExportFormat::Json => {
            let lexicon = Lexicon::compile(glossaries);
            let terms = lexicon.terms().map(|(id, _)| explain::term_json(&lexicon, id)).collect();
            serde_json::to_string_pretty(&Value::Array(terms))? + "\n"
        }
    };
    give(&text, args.output.as_deref(), output)
}

fn glossaries(args: &ExportArgs) -> anyhow::Result<Vec<Glossary>> {
    let mut all = if args.builtin { glossary::builtin::with_examples().0 } else { Vec::new() };
    let found = if args.files.is_empty() && !args.builtin { own_files(&Projects::new()?) } else { args.files.clone() };
    let mut builtin = None;
    for path in found.iter().filter(|path| !path.ends_with(workspace::config::FILE)) {
        let file = workspace::read(path, MAX_BYTES)?;
        let (glossary, problems) = glossary::read_layer(&path.to_string_lossy(), &file.text);
        let (glossary, is_whole) = upon_builtin(glossary, builtin.get_or_insert_with(super::project::builtin));
        if !is_whole || problems.iter().any(|problem| problem.severity == glossary::Level::Error) {
            complain(&format!("{} has mistakes, and what they are in is left out: see `lakespeak glossary check`", path.display()));
        }
        all.push(glossary);
    }
    if all.is_empty() {
        bail!("there is no glossary below this folder; name one, or ask for the built-in one with --builtin");
    }
    Ok(all)
}

/// The terms of a glossary as they are shown, those whole that it only changes; and whether it says enough of each.
fn upon_builtin(glossary: Glossary, builtin: &Lexicon) -> (Glossary, bool) {
    let stated = Arc::new(glossary);
    let team = Team::new(builtin, &|_| true, &[Layer { folder: String::new(), glossary: Arc::clone(&stated) }]);
    let lexicon = team.outermost();
    let whole = |term: &Term| {
        let rules = term.rules.iter().filter(|rule| !rule.off && !rule.find.is_empty()).cloned().collect();
        Some(Term { rules, ..lexicon.term(lexicon.term_by_id(&term.id)?).clone() })
    };
    let terms = stated.terms.iter().filter_map(whole).collect();
    (Glossary { terms, file: stated.file.clone(), imports: stated.imports.clone() }, team.gaps().is_empty())
}

/// Writes a term list as a glossary of ours.
pub(super) fn import(args: &ImportArgs, output: &mut Output) -> anyhow::Result<Exit> {
    let name = args.file.to_string_lossy().into_owned();
    let text = workspace::read(&args.file, MAX_BYTES)?.text;
    let by_name = if matches!(args.file.extension().and_then(|ending| ending.to_str()), Some("csv" | "tsv")) {
        ImportFormat::Csv
    } else {
        ImportFormat::Contextive
    };
    let (terms, mistakes): (_, Vec<String>) = match args.format.unwrap_or(by_name) {
        ImportFormat::Csv => {
            let (terms, mistakes) = csv::read(&name, &text);
            (terms, mistakes.iter().map(|mistake| format!("{name}:{}: {}", mistake.line, mistake.message)).collect())
        }
        ImportFormat::Contextive => {
            let (glossary, problems) = glossary::read(&name, &text);
            let told = problems.iter().filter(|problem| problem.severity != glossary::Level::Hint);
            (glossary.terms, told.map(|p| format!("{name}:{}:{}: {}", p.line + 1, p.column + 1, p.message)).collect())
        }
    };
    for mistake in &mistakes {
        complain(mistake);
    }
    if terms.is_empty() {
        bail!("{name}: no term to import");
    }
    let exit = give(&format::write(&terms), args.output.as_deref(), output)?;
    Ok(if mistakes.is_empty() { exit } else { Exit::Found })
}

/// To standard output, or into a new file.
fn give(text: &str, path: Option<&Path>, output: &mut Output) -> anyhow::Result<Exit> {
    let Some(path) = path else { return output.text(text).map(|()| Exit::Fine) };
    if !workspace::create(path, text.as_bytes())? {
        bail!("{}: something of this name is there already; nothing that is there is overwritten", path.display());
    }
    writeln!(output, "Wrote {}", path.display())?;
    Ok(Exit::Fine)
}
