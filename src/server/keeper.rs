//! Keeps what stands around files up to date: configurations and glossaries of all workspaces, as they stand in editors
//! and on the disk.
//!
//! One thread, woken by whatever may have changed something. It waits a moment for more, looks, and where something did
//! change, swaps what files are read by and has open ones read anew. Nobody waits for it.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, Weak};
use std::time::{Duration, Instant, SystemTime};

use rustc_hash::{FxHashMap, FxHashSet};
use tokio::sync::watch;
use tower_lsp::ls_types::{PublishDiagnosticsParams, Uri};

use super::documents::{File, lock};
use super::mistakes::{self, Mistakes};
use super::session::Session;
use super::surroundings::{Loaded, file_path};
use crate::lexicon::Lexicon;
use crate::workspace::frequent::Tally;
use crate::workspace::{Library, Open, Words, Workspace, config, is_evidence, is_ours, read};

/// How long more may come before something is done: a branch that is checked out changes hundreds of files.
const SETTLE: Duration = Duration::from_millis(40);
/// Longer than this nobody is kept waiting by changes that go on.
const LONGEST: Duration = Duration::from_millis(400);
/// How often files are looked at where the client does not watch them: the known ones and their folders only.
const POLL: Duration = Duration::from_secs(1);
/// How long anybody waits for it.
const PATIENCE: Duration = Duration::from_secs(2);
/// A configuration is small.
const MAX_CONFIG_BYTES: u64 = 1 << 20;

/// What may have changed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Change {
    /// A file of a workspace nobody looked at yet: it is waited for.
    Place,
    /// How often words stand in the files of a workspace.
    Counts,
    /// Texts in the editor.
    Texts,
    /// Files on the disk, folders of the workspace, or settings.
    Files,
}

/// The way to the thread.
#[derive(Debug, Default)]
pub(super) struct Keeper {
    sender: Mutex<Option<Sender<Change>>>,
    /// Files that are read though their names say nothing: imported ones.
    imported: Mutex<FxHashSet<PathBuf>>,
    /// How often it was woken.
    woken: AtomicU64,
    /// Up to which of these times it has looked.
    looked: watch::Sender<u64>,
}

impl Keeper {
    /// Starts the thread, once the built-in lexicon is there.
    pub(super) fn start(&self, session: &Arc<Session>, builtin: Arc<Lexicon>) {
        let (sender, receiver) = channel();
        let _ = sender.send(Change::Place);
        *lock(&self.sender) = Some(sender);
        let session = Arc::downgrade(session);
        std::thread::spawn(move || work(&session, &builtin, &receiver));
    }

    /// Says that something may have changed.
    pub(super) fn wake(&self, change: Change) {
        self.woken.fetch_add(1, Ordering::SeqCst);
        if let Some(sender) = &*lock(&self.sender) {
            let _ = sender.send(change);
        }
    }

    /// Waits until it has looked at all that it was told of so far; not for long.
    pub(super) async fn caught_up(&self) {
        let woken = self.woken.load(Ordering::SeqCst);
        let mut looked = self.looked.subscribe();
        let _ = tokio::time::timeout(PATIENCE, looked.wait_for(|looked| *looked >= woken)).await;
    }

    /// Whether a file on the disk decides how others are read.
    pub(super) fn heeds(&self, uri: &Uri) -> bool {
        file_path(uri).is_some_and(|path| self.keeps_path(&path) || is_evidence(&path))
    }

    /// Whether a file's text decides how others are read.
    pub(super) fn keeps(&self, uri: &Uri) -> bool {
        file_path(uri).is_some_and(|path| self.keeps_path(&path))
    }

    fn keeps_path(&self, path: &Path) -> bool {
        // A folder may come or go with all that is in it.
        is_ours(path) || lock(&self.imported).iter().any(|known| known.starts_with(path))
    }
}

fn work(session: &Weak<Session>, builtin: &Lexicon, receiver: &Receiver<Change>) {
    let mut libraries: FxHashMap<PathBuf, Library> = FxHashMap::default();
    let mut pushed = Pushed::default();
    let mut seen = Vec::new();
    loop {
        let change = match receiver.recv_timeout(POLL) {
            Ok(first) => settled(first, receiver),
            Err(RecvTimeoutError::Disconnected) => return,
            Err(RecvTimeoutError::Timeout) => {
                let Some(session) = session.upgrade() else { return };
                if session.abilities().watches_files || seen == traces(&session) {
                    continue;
                }
                Change::Files
            }
        };
        let Some(session) = session.upgrade() else { return };
        // Taken before the look: what changes during it is seen the next time. A look at texts alone sees no file.
        if change == Change::Files && !session.abilities().watches_files {
            seen = traces(&session);
        }
        let woken = session.keeper.woken.load(Ordering::SeqCst);
        let looked = std::panic::AssertUnwindSafe(|| look(&session, builtin, change, &mut libraries, &mut pushed));
        // The hook has written what and where; the next change gets its chance.
        let _ = std::panic::catch_unwind(looked);
        session.keeper.looked.send_replace(woken);
    }
}

/// What was told of mistakes in files that are not open.
#[derive(Default)]
struct Pushed {
    /// The addresses of files with mistakes.
    shown: FxHashSet<String>,
    /// The glossaries and configurations that were open then, with their versions.
    open: FxHashMap<String, i32>,
}

/// What changes on the disk when a glossary, a configuration or a file of pins is written, made or deleted: the times of the
/// known ones, and of the folders from theirs up to the root.
fn traces(session: &Session) -> Vec<(PathBuf, Option<SystemTime>, u64)> {
    let mut paths: FxHashSet<PathBuf> = FxHashSet::default();
    for root in session.roots() {
        let files = session.loaded(&root).map(|loaded| loaded.words.shelf.files.iter().map(|file| file.path.clone()).collect::<Vec<_>>());
        let evidence = session.loaded(&root).map(|loaded| loaded.workspace.evidence.clone()).unwrap_or_default();
        for path in files.unwrap_or_default().into_iter().chain(evidence).chain([root.join(config::FILE)]) {
            paths.extend(path.ancestors().take_while(|above| above.starts_with(&root)).map(Path::to_owned));
        }
    }
    let mut all: Vec<_> = paths.into_iter().collect();
    all.sort();
    let trace = |path: PathBuf| {
        let about = std::fs::metadata(&path).ok();
        (path, about.as_ref().and_then(|about| about.modified().ok()), about.map_or(0, |about| about.len()))
    };
    all.into_iter().map(trace).collect()
}

/// The strongest of all changes that come within a moment; a new place at once.
fn settled(first: Change, receiver: &Receiver<Change>) -> Change {
    if first == Change::Place {
        return first;
    }
    let (mut change, begun) = (first, Instant::now());
    loop {
        match receiver.recv_timeout(SETTLE) {
            Ok(next) => change = change.max(next),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return change,
        }
        if begun.elapsed() > LONGEST {
            return change;
        }
    }
}

fn look(session: &Arc<Session>, builtin: &Lexicon, change: Change, libraries: &mut FxHashMap<PathBuf, Library>, pushed: &mut Pushed) {
    let open = open_texts(session);
    let roots = session.roots();
    libraries.retain(|root, _| roots.contains(root));
    let mut imported = FxHashSet::default();
    let (mut any, mut retold) = (false, false);
    for root in roots {
        let allows = session.settings().glossary.allow_outside_workspace;
        let library = libraries.entry(root.clone()).or_insert_with(|| Library::new(&root, allows));
        library.allow_outside(allows);
        let before = session.loaded(&root);
        let loaded = load(&root, builtin, library, &open, change, before.as_ref());
        let loaded = with_mistakes(loaded, before.as_ref(), &open, session.index.frequent.of(&root));
        imported.extend(loaded.words.shelf.files.iter().map(|file| file.path.clone()));
        let same = before.filter(|before| Arc::ptr_eq(&before.words, &loaded.words) && Arc::ptr_eq(&before.workspace, &loaded.workspace));
        let told = same.as_ref().is_some_and(|before| Arc::ptr_eq(&before.mistakes, &loaded.mistakes));
        (any, retold) = (any || same.is_none(), retold || !told);
        if !told {
            session.set_loaded(&root, loaded);
        }
    }
    *lock(&session.keeper.imported) = imported;
    if any {
        session.surroundings_changed();
    } else if retold {
        session.mistakes_changed();
    }
    // What is open shows its own mistakes, whether or not it says anything new.
    let ours: Vec<_> = session.documents.all().into_iter().filter(|file| session.keeper.keeps(&file.uri)).collect();
    let version = |file: &Arc<File>| Some((file.uri.as_str().to_owned(), file.current()?.number));
    let now: FxHashMap<String, i32> = ours.iter().filter_map(version).collect();
    if retold || now.len() != pushed.open.len() || !now.keys().all(|uri| pushed.open.contains_key(uri)) {
        push_mistakes(session, &open, &mut pushed.shown);
    }
    // An edit that was taken back says nothing new, but of another version.
    for file in ours.iter().filter(|file| !any && now.get(file.uri.as_str()) != pushed.open.get(file.uri.as_str())) {
        session.analyse(file);
    }
    pushed.open = now;
}

/// What a root's files say now; what it said before where nothing changed.
fn load(root: &Path, builtin: &Lexicon, library: &mut Library, open: &Open, change: Change, before: Option<&Loaded>) -> Loaded {
    let path = root.join(config::FILE);
    let text: Result<Arc<str>, String> = match open.get(&path) {
        Some(text) => Ok(Arc::clone(text)),
        None => match read(&path, MAX_CONFIG_BYTES) {
            Ok(source) => Ok(source.text.into()),
            Err(crate::workspace::Error::Missing(_)) => Ok("".into()),
            Err(error) => Err(error.to_string()),
        },
    };
    // A configuration that cannot be read says nothing.
    let said: Arc<str> = text.as_ref().map_or_else(|_| "".into(), Arc::clone);
    let same = before.filter(|before| before.config_text == said && before.config_error == text.as_ref().err().cloned());
    let known = same.map(|before| &before.workspace);
    let fresh = || Arc::new(Workspace::new(root, config::read(&said).0));
    let workspace = match (known, change) {
        (Some(known), Change::Place | Change::Counts | Change::Texts) => Arc::clone(known),
        (Some(known), Change::Files) => Some(fresh()).filter(|fresh| !known.is_like(fresh)).unwrap_or_else(|| Arc::clone(known)),
        (None, _) => fresh(),
    };
    let shelf = library.shelf_as_of(&workspace.config.exclude, open, change == Change::Files);
    let words = match same.filter(|before| before.words.shelf.is_like(&shelf)) {
        Some(before) => Arc::clone(&before.words),
        None => Arc::new(Words::new(builtin, &workspace.config, root, shelf)),
    };
    Loaded { workspace, words, config_text: said, config_error: text.err(), mistakes: Arc::default() }
}

/// The same with its mistakes: those of before, where nothing changed that they hang on.
fn with_mistakes(loaded: Loaded, before: Option<&Loaded>, open: &Open, tally: Option<Arc<Tally>>) -> Loaded {
    let same = before.filter(|before| before.config_text == loaded.config_text && before.config_error == loaded.config_error);
    let same = same.filter(|before| Arc::ptr_eq(&before.words, &loaded.words) && before.mistakes.are_by(tally.as_ref()));
    let mistakes = same.map_or_else(|| Arc::new(Mistakes::of(&loaded, open, tally)), |before| Arc::clone(&before.mistakes));
    Loaded { mistakes, ..loaded }
}

/// The texts of open YAML files, by path.
pub(super) fn open_texts(session: &Session) -> Open {
    let all = session.documents.all();
    let text = |file: &Arc<File>| {
        let path = file_path(&file.uri)?;
        let is_yaml = path.extension().is_some_and(|ending| ending == "yml" || ending == "yaml");
        let version = file.current().filter(|_| is_yaml)?;
        Some((path, Arc::from(version.rope.to_string())))
    };
    all.iter().filter_map(text).collect()
}

/// Shows what is wrong with files that are not open, and takes it away once it is mended.
fn push_mistakes(session: &Session, open: &Open, pushed: &mut FxHashSet<String>) {
    let mut now: FxHashSet<String> = FxHashSet::default();
    if session.settings().diagnostics.enable {
        for (path, problems) in session.mistakes() {
            let Some(uri) = Uri::from_file_path(&path).filter(|_| !open.contains_key(&path) && !problems.is_empty()) else { continue };
            let text = read(&path, crate::workspace::MAX_GLOSSARY_BYTES).map(|source| source.text).unwrap_or_default();
            let diagnostics = mistakes::diagnostics(&problems, &text, session.abilities());
            now.insert(uri.as_str().to_owned());
            session.outbox.notify("textDocument/publishDiagnostics", &PublishDiagnosticsParams::new(uri, diagnostics, None));
        }
    }
    for gone in pushed.difference(&now) {
        let is_open = session.documents.get(gone).is_some();
        if let Some(uri) = gone.parse::<Uri>().ok().filter(|_| !is_open || session.abilities().pulls) {
            session.outbox.notify("textDocument/publishDiagnostics", &PublishDiagnosticsParams::new(uri, Vec::new(), None));
        }
    }
    *pushed = now;
}
