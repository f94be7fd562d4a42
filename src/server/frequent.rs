//! Words of a team that stand too often: told in its glossaries, from what the index counted on the disk. Texts in the editor
//! have no say before they are saved, so nothing of this costs a keystroke.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use rustc_hash::FxHashMap;

use super::documents::lock;
use super::keeper::Change;
use super::session::Session;
use super::surroundings::Loaded;
use crate::glossary::Problem;
use crate::lexicon::Lexicon;
use crate::syntax::Language;
use crate::workspace::frequent::{InFile, Spellings, Tally, has_own};
use crate::workspace::root_of;

/// What was counted last.
#[derive(Debug, Default)]
pub(super) struct Frequent {
    /// For whoever counts in a file.
    pub(super) spellings: Mutex<Spellings>,
    /// By the roots of workspaces.
    tallies: Mutex<FxHashMap<PathBuf, Arc<Tally>>>,
}

/// A file in which was counted.
#[derive(Clone, Debug)]
pub(super) struct Counted {
    pub(super) lexicon: Arc<Lexicon>,
    pub(super) language: Language,
    pub(super) found: Arc<InFile>,
}

impl Frequent {
    /// What stands in the files of a workspace; `None` until that is known.
    pub(super) fn of(&self, root: &Path) -> Option<Arc<Tally>> {
        lock(&self.tallies).get(root).map(Arc::clone)
    }
}

/// Adds up what was counted in all files, which come in order. Where something else is to be told then, the keeper is woken.
pub(super) fn add_up(session: &Session, files: impl Iterator<Item = (PathBuf, Counted)>) {
    let folders = session.folders();
    let here = std::env::current_dir().unwrap_or_default();
    let mut sums: FxHashMap<PathBuf, Option<(Loaded, Tally)>> = FxHashMap::default();
    let (mut folder, mut root, mut glossaries) = (PathBuf::new(), PathBuf::new(), Vec::new());
    for (path, Counted { lexicon, language, found }) in files {
        let is_new = path.parent().is_some_and(|parent| parent != folder);
        if is_new {
            path.parent().unwrap_or(&path).clone_into(&mut folder);
            root = root_of(&path, &folders, &here);
        }
        let own = |loaded: &Loaded| loaded.words.shelf.files.iter().any(|file| has_own(&file.glossary));
        let sum = sums.entry(root.clone()).or_insert_with(|| Some((session.loaded(&root).filter(own)?, Tally::default())));
        let Some((loaded, tally)) = sum else { continue };
        if is_new {
            glossaries = loaded.words.names_for(&path);
        }
        tally.add(&found, &lexicon, language, &glossaries);
    }
    lock(&session.index.frequent.spellings).tidy();
    let mut tallies = lock(&session.index.frequent.tallies);
    tallies.retain(|root, _| sums.get(root).is_some_and(Option::is_some));
    let mut any = false;
    for (root, sum) in sums {
        let Some((loaded, tally)) = sum else { continue };
        let tally = tally.thinned();
        if tallies.get(&root).map(|before| told(before, &loaded)).unwrap_or_default() != told(&tally, &loaded) {
            any = true;
            tallies.insert(root, Arc::new(tally));
        }
    }
    drop(tallies);
    if any {
        session.keeper.wake(Change::Counts);
    }
}

fn told(tally: &Tally, loaded: &Loaded) -> Vec<Problem> {
    loaded.words.shelf.files.iter().flat_map(|file| tally.problems(&file.glossary)).collect()
}
