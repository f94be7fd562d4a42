//! What glossaries take in: each import is laid below the glossary that names it, for the same folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Filling;
use crate::glossary::{Level, Problem};
use crate::lexicon::{Import, Layer};
use crate::workspace::{flat, relative};

/// The place of each file in a shelf.
pub(super) type Places = FxHashMap<PathBuf, usize>;

/// Longer chains are nobody's, and each costs a frame.
const MOST_IN_CHAIN: usize = 32;

impl Filling<'_> {
    /// Lays a glossary and all it imports, the imported ones below. `chain` holds the files on the way here.
    pub(super) fn lay(&mut self, path: &Path, folder: &str, chain: &mut Vec<PathBuf>) {
        let first_time = !self.places.contains_key(path);
        let place = self.place(path);
        if !self.laid.insert((folder.to_owned(), place)) {
            return;
        }
        let Some(glossary) = self.shelf.files.get(place).map(|file| Arc::clone(&file.glossary)) else { return };
        chain.push(path.to_owned());
        let mut lines: FxHashMap<PathBuf, u32> = FxHashMap::default();
        for import in &glossary.imports {
            let (target, found) = self.follow(import, path, chain, &mut lines);
            match found {
                Ok(()) => self.lay(&target, folder, chain),
                // From each folder it is the same problem.
                Err((severity, message)) if first_time => {
                    let source = &import.source;
                    let problem = Problem { severity, span: source.span, line: source.line, column: source.column, message };
                    self.shelf.problems.push((place, problem));
                }
                Err(_) => {}
            }
        }
        chain.pop();
        self.shelf.layers.push(Layer { folder: folder.to_owned(), glossary });
        self.shelf.file_of.push(place);
    }

    fn place(&mut self, path: &Path) -> usize {
        if let Some(&place) = self.places.get(path) {
            return place;
        }
        let file = self.library.read(path, self.open);
        self.shelf.files.push(file);
        let place = self.shelf.files.len() - 1;
        self.places.insert(path.to_owned(), place);
        place
    }

    /// The file that an import names, and whether it can be taken in.
    fn follow(
        &self,
        import: &Import,
        from: &Path,
        chain: &[PathBuf],
        lines: &mut FxHashMap<PathBuf, u32>,
    ) -> (PathBuf, Result<(), (Level, String)>) {
        let target = flat(&from.parent().unwrap_or(from).join(&import.path));
        let written = crate::glossary::fields::short(&import.path);
        let error = |message: String| Err((Level::Error, message));
        let found = if !self.library.allows_outside && !target.starts_with(&self.library.root) {
            error(format!("`{written}` leads out of the workspace, so it is not read; keep a copy of the file here"))
        } else if let Some(line) = lines.get(&target) {
            Err((Level::Warning, format!("`{written}` is imported on line {} already", line + 1)))
        } else if let Some(at) = chain.iter().position(|path| *path == target) {
            let names = chain.get(at..).unwrap_or_default().iter().chain([&target]);
            let way: Vec<String> = names.map(|path| relative(&self.library.root, path)).collect();
            error(format!("this import comes back to itself: {}", way.join(" → ")))
        } else if chain.len() >= MOST_IN_CHAIN {
            error(format!("more than {MOST_IN_CHAIN} imports one behind the other; import `{written}` further up"))
        } else if self.open.contains_key(&target) {
            Ok(())
        } else if std::fs::symlink_metadata(&target).is_err() {
            error(format!("there is no file `{written}`; the path counts from this file's folder"))
        } else if target.is_dir() {
            error(format!("`{written}` is a folder; name the glossary in it"))
        } else if target.exists() && !self.library.allows(&target) {
            error(format!("`{written}` is a link that leads out of the workspace, so it is not read; keep a copy of the file here"))
        } else {
            Ok(())
        };
        lines.entry(target.clone()).or_insert(import.source.line);
        (target, found)
    }
}
