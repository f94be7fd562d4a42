//! `--add-todos`: a TODO above every finding that has none, as the editor's action writes them.

use std::path::Path;
use std::sync::Arc;

use diffy::DiffOptions;

use super::super::project::Project;
use crate::analysis::{Cancel, Checked, Facts, Input, check};
use crate::lexicon::Lexicon;
use crate::syntax::Language;
use crate::text::edit::apply;
use crate::views::todo::insert_all;
use crate::workspace::{read, replace};

/// What became of a file.
pub(super) enum Todos {
    /// So many TODOs are in it now, or would be, as this diff shows.
    Added { count: usize, diff: Option<String> },
    /// It is a notebook, and so many findings in it have none.
    Notebook(usize),
    /// It was left as it was, and why.
    Failed(String),
}

/// A file's new TODOs, written unless only the diff is wanted.
pub(super) fn add(file: (&Path, &str), looked: &Checked, facts: &Facts, project: &Project, diff: bool) -> Todos {
    let (path, shown) = file;
    let (lexicon, document, analysis) = (&project.lexicon_for(path), &looked.document, &looked.analysis);
    let (text, language) = (document.lexed().text(), document.lexed().language());
    if language == Language::Notebook {
        return Todos::Notebook(analysis.findings.iter().filter(|finding| finding.acknowledged.is_none()).count());
    }
    let edits = insert_all(document, lexicon, analysis, project.todo_style(), &facts.guidance);
    if edits.is_empty() {
        return Todos::Added { count: 0, diff: None };
    }
    let new = apply(text, &edits);
    let count = count(&new, language, facts, lexicon).saturating_sub(analysis.todos.len());
    if diff {
        let (from, to) = (format!("a/{shown}"), format!("b/{shown}"));
        let diff = DiffOptions::new().set_original_filename(from).set_modified_filename(to).create_patch(text, &new).to_string();
        return Todos::Added { count, diff: Some(diff) };
    }
    match write(path, shown, text, &new, project.max_file_bytes()) {
        Ok(()) => Todos::Added { count, diff: None },
        Err(why) => Todos::Failed(why),
    }
}

/// How many TODOs a text holds.
fn count(text: &str, language: Language, facts: &Facts, lexicon: &Lexicon) -> usize {
    let input = Input { text: Arc::from(text), language, facts: facts.clone() };
    check(&input, lexicon, &Cancel::default()).map_or(0, |checked| checked.analysis.todos.len())
}

/// Puts a new text in the place of the old one, unless somebody else was quicker.
fn write(path: &Path, shown: &str, old: &str, new: &str, limit: u64) -> Result<(), String> {
    let now = read(path, limit).map_err(|error| error.to_string())?;
    if now.text != old {
        return Err(format!("{shown}: changed while it was looked at, so it was left as it is; run this again"));
    }
    replace(path, &now.bytes_with(new)).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_was_quicker_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.sql");
        let of = |now: Option<&[u8]>| {
            match now {
                Some(bytes) => std::fs::write(&path, bytes).unwrap(),
                None => std::fs::remove_file(&path).unwrap(),
            }
            let told = write(&path, "a.sql", "old\n", "TODO\nold\n", 20).err();
            (told, std::fs::read(&path).ok())
        };
        assert_eq!(of(Some(b"\xef\xbb\xbfold\n")), (None, Some(b"\xef\xbb\xbfTODO\nold\n".to_vec())));
        for (now, message) in [
            (Some(&b"older\n"[..]), "a.sql: changed while it was looked at"),
            (Some(b""), "a.sql: changed while it was looked at"),
            (Some(b"old\n\xff"), "not UTF-8"),
            (Some(b"more than twenty bytes of it"), "limit of 20"),
            (None, "no such file"),
        ] {
            let (told, left) = of(now);
            assert!(told.as_ref().is_some_and(|told| told.contains(message)), "{told:?}");
            assert_eq!(left.as_deref(), now, "{message}");
        }
    }
}
