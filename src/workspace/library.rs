//! The glossaries of one workspace: found, read (again only what changed), and followed to what they import.
//!
//! Nothing outside the workspace is read unless whoever asks allows it, nothing is fetched, and what cannot be read is a
//! problem of that file.

mod imports;
mod keep;

use std::hash::{DefaultHasher, Hasher as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Error, discover, leads_below, read, relative};
use crate::glossary::{self, Level, Problem, node};
use crate::lexicon::{Globs, Glossary, Layer};
use crate::text::Span;
use imports::Places;

/// No glossary that people wrote is larger.
pub const MAX_BYTES: u64 = node::MAX_BYTES as u64;

/// Texts that stand in an editor and may not be saved, by path.
pub type Open = FxHashMap<PathBuf, Arc<str>>;

/// A glossary, read.
#[derive(Debug)]
pub struct GlossaryFile {
    /// Where it lies; absolute.
    pub path: PathBuf,
    /// As it is shown, and as the sources of its terms name it: from the root, with `/`.
    pub shown: String,
    /// What it says; of a file that has mistakes now, what it said before stands in for what is broken.
    pub glossary: Arc<Glossary>,
    /// What is wrong with it, by itself.
    pub problems: Vec<Problem>,
    /// Of the text it was read from; `None` where that could not be read.
    pub stamp: Option<Stamp>,
}

/// Tells whether two texts are the same without keeping them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stamp {
    bytes: usize,
    hash: u64,
}

impl Stamp {
    /// The stamp of a text.
    pub fn of(text: &str) -> Self {
        let mut hasher = DefaultHasher::new();
        hasher.write(text.as_bytes());
        Self { bytes: text.len(), hash: hasher.finish() }
    }
}

/// The glossaries of a workspace, in layers.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    /// Every file that was read or should have been, imported ones included, each once.
    pub files: Vec<Arc<GlossaryFile>>,
    /// What counts where, as [`Team::new`](crate::lexicon::Team::new) takes it.
    pub layers: Vec<Layer>,
    /// Of each layer, the place of its file in `files`.
    pub file_of: Vec<usize>,
    /// Problems with imports, by the place in `files`.
    pub problems: Vec<(usize, Problem)>,
}

impl Shelf {
    /// Whether another shelf holds the same, read from the same texts.
    pub fn is_like(&self, other: &Self) -> bool {
        let folders = |shelf: &Self| shelf.layers.iter().map(|layer| layer.folder.clone()).collect::<Vec<_>>();
        self.files.len() == other.files.len()
            && self.files.iter().zip(&other.files).all(|(a, b)| Arc::ptr_eq(a, b))
            && self.file_of == other.file_of
            && self.problems == other.problems
            && folders(self) == folders(other)
    }
}

/// Reads the glossaries of one workspace again and again.
#[derive(Debug)]
pub struct Library {
    root: PathBuf,
    /// Whether files outside of the root may be read.
    allows_outside: bool,
    known: FxHashMap<PathBuf, Kept>,
    /// What the last look at the folders found.
    found: Option<Vec<PathBuf>>,
}

/// A file as it was read last.
#[derive(Debug)]
struct Kept {
    state: State,
    file: Arc<GlossaryFile>,
}

/// What a file was read from.
#[derive(Clone, Debug)]
enum State {
    /// A text in an editor.
    Open(Arc<str>),
    /// The disk: when it was written, and how many bytes it had.
    Disk(Option<SystemTime>, u64),
}

impl State {
    fn of_disk(path: &Path) -> Self {
        let about = std::fs::metadata(path).ok();
        Self::Disk(about.as_ref().and_then(|about| about.modified().ok()), about.map_or(0, |about| about.len()))
    }
}

impl PartialEq for State {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Open(a), Self::Open(b)) => Arc::ptr_eq(a, b) || a == b,
            (Self::Disk(time, len), Self::Disk(other, bytes)) => time.is_some() && time == other && len == bytes,
            _ => false,
        }
    }
}

impl Library {
    /// An empty library of a workspace.
    pub fn new(root: &Path, allows_outside: bool) -> Self {
        Self { root: root.to_owned(), allows_outside, known: FxHashMap::default(), found: None }
    }

    /// Whether files outside of the root may be read, from now on.
    pub fn allow_outside(&mut self, allow: bool) {
        if self.allows_outside != allow {
            self.allows_outside = allow;
            self.known.clear();
        }
    }

    /// As [`Library::shelf`] of the whole workspace; the folders are looked at again only with `rescan`.
    pub fn shelf_as_of(&mut self, exclude: &Globs, open: &Open, rescan: bool) -> Shelf {
        let found = self.found.take().filter(|_| !rescan).unwrap_or_else(|| discover::glossaries(&self.root, exclude, None));
        let shelf = self.shelve(found.clone(), exclude, open);
        self.found = Some(found);
        shelf
    }

    /// The glossaries as of now, open texts before saved ones; with `only`, those that count for that path.
    pub fn shelf(&mut self, exclude: &Globs, open: &Open, only: Option<&Path>) -> Shelf {
        self.shelve(discover::glossaries(&self.root, exclude, only), exclude, open)
    }

    fn shelve(&mut self, mut paths: Vec<PathBuf>, exclude: &Globs, open: &Open) -> Shelf {
        let excluded = |path: &Path| exclude.is_match(&relative(&self.root, path));
        let unsaved = open.keys().filter(|path| discover::is_glossary(path) && path.starts_with(&self.root) && !excluded(path));
        paths.extend(unsaved.cloned());
        paths.sort();
        paths.dedup();
        let mut filling =
            Filling { library: self, open, shelf: Shelf::default(), places: FxHashMap::default(), laid: FxHashSet::default() };
        for path in paths {
            let folder = relative(&filling.library.root, discover::folder_of(&path));
            filling.lay(&path, &folder, &mut Vec::new());
        }
        let (shelf, places) = (filling.shelf, filling.places);
        self.known.retain(|path, _| places.contains_key(path));
        shelf
    }

    /// Whether a path may be read.
    fn allows(&self, path: &Path) -> bool {
        self.allows_outside || leads_below(&self.root, path)
    }

    fn read(&mut self, path: &Path, open: &Open) -> Arc<GlossaryFile> {
        let state = open.get(path).map_or_else(|| State::of_disk(path), |text| State::Open(Arc::clone(text)));
        let before = self.known.get(path);
        if let Some(kept) = before.filter(|kept| kept.state == state) {
            return Arc::clone(&kept.file);
        }
        let shown = relative(&self.root, path);
        let text: Result<Arc<str>, String> = match &state {
            State::Open(text) => Ok(Arc::clone(text)),
            State::Disk(..) => self.text(path),
        };
        let stamp = text.as_ref().ok().map(|text| Stamp::of(text));
        // Opened, closed or written again as it was.
        if let Some(kept) = self.known.get_mut(path).filter(|kept| stamp.is_some() && kept.file.stamp == stamp) {
            kept.state = state;
            return Arc::clone(&kept.file);
        }
        let before = self.known.get(path);
        let (glossary, problems) = match &text {
            Ok(text) => {
                let (glossary, problems) = glossary::read_layer(&shown, text);
                let good =
                    before.map(|kept| &*kept.file.glossary).filter(|_| problems.iter().any(|problem| problem.severity == Level::Error));
                (
                    match good {
                        Some(good) => keep::kept(good, glossary, text),
                        None => glossary,
                    },
                    problems,
                )
            }
            Err(message) => (Glossary { file: shown.clone(), ..Glossary::default() }, vec![whole(message.clone())]),
        };
        let file = Arc::new(GlossaryFile { path: path.to_owned(), shown, glossary: Arc::new(glossary), problems, stamp });
        self.known.insert(path.to_owned(), Kept { state, file: Arc::clone(&file) });
        file
    }

    /// The text of a file, or what is wrong with it.
    fn text(&self, path: &Path) -> Result<Arc<str>, String> {
        let is_link = std::fs::symlink_metadata(path).is_ok_and(|about| about.is_symlink());
        if is_link && !path.exists() {
            return Err("this link leads nowhere".to_owned());
        }
        if path.is_dir() {
            return Err("this is a folder, not a glossary; rename it".to_owned());
        }
        if !self.allows(path) {
            return Err("this link leads out of the workspace, so it is not read; keep a copy of the file here".to_owned());
        }
        match read(path, MAX_BYTES) {
            Ok(source) => Ok(source.text.into()),
            Err(Error::TooLarge { size, limit, .. }) => {
                Err(format!("this glossary has {} MB, and {} MB is the most; split it", size >> 20, limit >> 20))
            }
            Err(Error::NotUtf8 { at, .. }) => Err(format!("not UTF-8 from byte {at}; save it as UTF-8")),
            Err(Error::Missing(_)) => Err("there is no such file any more".to_owned()),
            Err(Error::NotAFile(_)) => Err("this is no regular file, so it is not read".to_owned()),
            Err(Error::Io { source, .. }) => Err(format!("it could not be read: {source}; check its permissions")),
            Err(error) => Err(error.to_string()),
        }
    }
}

/// A problem of a whole file.
fn whole(message: String) -> Problem {
    Problem { severity: Level::Error, span: Span::at(0), line: 0, column: 0, message }
}

/// A shelf that is being filled.
struct Filling<'a> {
    library: &'a mut Library,
    open: &'a Open,
    shelf: Shelf,
    /// Where each file stands in the shelf.
    places: Places,
    /// What is laid already, by folder.
    laid: FxHashSet<(String, usize)>,
}

#[cfg(test)]
mod tests;
