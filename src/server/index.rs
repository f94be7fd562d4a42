//! Where terms stand in the files below the workspace folders that are not open.
//!
//! Built in the background, second to requests, a file at a time; kept current by looking again at what has changed on
//! the disk. A mention is five numbers, already in the client's columns: no text is kept, but for the ways in which a team's words
//! are written, each once. What is open is asked itself.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use rustc_hash::{FxHashMap, FxHashSet};
use tokio::sync::watch;
use tower_lsp::ls_types::{Location, NumberOrString, Position, Range, Uri};

use super::convert::Places;
use super::crawl;
use super::documents::lock;
use super::frequent::{self, Counted, Frequent};
use super::progress::Progress;
use super::session::Session;
use crate::analysis::{Cancel, Document};
use crate::lexicon::{Lexicon, TermId};
use crate::workspace::frequent::count;
use crate::workspace::is_ours;

/// How long it must be quiet before changes are looked at: each edit of a glossary has all files read anew.
const SETTLE: Duration = Duration::from_millis(300);
/// Longer than this nobody is kept waiting by changes that go on.
const LONGEST: Duration = Duration::from_secs(3);
/// Below so many files to look at, nothing is shown of it.
const WORTH_SHOWING: usize = 200;
/// More mentions of one file are not kept: where somebody has written the same words over and over, the first tell enough.
const MOST_IN_FILE: usize = 2_000;
/// More places of one term are not told: nobody reads them, and some editors draw them all.
const MOST_IN_ANSWER: usize = 10_000;
/// How long a question waits for the first look at everything.
const PATIENCE: Duration = Duration::from_secs(5);

/// Where terms stand.
#[derive(Debug, Default)]
pub(super) struct Index {
    known: Mutex<Known>,
    /// Words that stand too often.
    pub(super) frequent: Frequent,
    /// Whether everything was looked at once.
    ready: watch::Sender<bool>,
}

#[derive(Debug, Default)]
struct Known {
    files: FxHashMap<PathBuf, Entry>,
}

#[derive(Debug)]
struct Entry {
    modified: Option<SystemTime>,
    len: u64,
    /// What the numbers of terms mean: what applies to the file.
    lexicon: Arc<Lexicon>,
    mentions: Box<[At]>,
    /// How often a team's words stand in it; not in a glossary, which must name them.
    counted: Option<Counted>,
}

/// One mention, from line and column to line and column.
#[derive(Clone, Copy, Debug)]
struct At {
    term: u32,
    from: (u32, u32),
    to: (u32, u32),
}

impl Index {
    /// Whether everything was looked at once.
    pub(super) fn is_ready(&self) -> bool {
        *self.ready.borrow()
    }

    /// Waits, but not for long, until everything was looked at once.
    pub(super) async fn settled(&self) {
        let mut ready = self.ready.subscribe();
        let _ = tokio::time::timeout(PATIENCE, ready.wait_for(|ready| *ready)).await;
    }

    /// The places of a term in files that are not in `open`, in order of paths; the first of them, where they are many.
    pub(super) fn places(&self, term: &str, open: &FxHashSet<PathBuf>) -> Vec<Location> {
        let known = lock(&self.known);
        let mut files: Vec<(&PathBuf, Vec<At>)> = Vec::new();
        for (path, entry) in known.files.iter().filter(|(path, _)| !open.contains(*path)) {
            let Some(id) = entry.lexicon.term_by_id(term) else { continue };
            let here: Vec<At> = entry.mentions.iter().filter(|at| at.term == id.0).copied().collect();
            if !here.is_empty() {
                files.push((path, here));
            }
        }
        files.sort_by_key(|(path, _)| *path);
        let in_file = |(path, here): (&PathBuf, Vec<At>)| {
            let uri = Uri::from_file_path(path);
            uri.into_iter().flat_map(move |uri| here.clone().into_iter().map(move |at| Location { uri: uri.clone(), range: at.range() }))
        };
        let all: usize = files.iter().map(|(_, here)| here.len()).sum();
        if all > MOST_IN_ANSWER {
            tracing::info!(term, all, told = MOST_IN_ANSWER, "not all places are told");
        }
        files.into_iter().flat_map(in_file).take(MOST_IN_ANSWER).collect()
    }

    /// How often each term stands in files that are not in `open`, and where first; by the ids of terms.
    pub(super) fn counts(&self, open: &FxHashSet<PathBuf>) -> FxHashMap<String, (usize, Location)> {
        let known = lock(&self.known);
        let mut first: FxHashMap<&str, (usize, &Path, At)> = FxHashMap::default();
        for (path, entry) in known.files.iter().filter(|(path, _)| !open.contains(*path)) {
            for at in &entry.mentions {
                let found = first.entry(&entry.lexicon.term(TermId(at.term)).id).or_insert((0, path, *at));
                found.0 += 1;
                if (path.as_path(), at.from) < (found.1, found.2.from) {
                    (found.1, found.2) = (path, *at);
                }
            }
        }
        let named = |(term, (count, path, at)): (&str, (usize, &Path, At))| {
            let location = Location { uri: Uri::from_file_path(path)?, range: at.range() };
            Some((term.to_owned(), (count, location)))
        };
        first.into_iter().filter_map(named).collect()
    }
}

impl At {
    fn range(self) -> Range {
        let position = |(line, character)| Position { line, character };
        Range { start: position(self.from), end: position(self.to) }
    }
}

/// Keeps the index as long as the session lasts.
pub(super) fn keep(session: &Arc<Session>) {
    let session = Arc::clone(session);
    tokio::spawn(async move {
        let mut changes = session.changes();
        loop {
            // At the start, too: the words of the workspace are read meanwhile, and what is asked first is answered.
            let begun = Instant::now();
            while begun.elapsed() < LONGEST && tokio::time::timeout(SETTLE, changes.changed()).await.is_ok_and(|more| more.is_ok()) {}
            let _ = changes.borrow_and_update();
            let Some(lexicon) = session.lexicon().await else { return };
            let progress = progress(&session).await;
            let looking = Arc::clone(&session);
            // A panic was written down by the hook; the next change brings the next look.
            let _ = tokio::task::spawn_blocking(move || look(&looking, &lexicon, progress)).await;
            session.index.ready.send_replace(true);
            // Counts are a part of what `lakespeak/glossary` tells.
            session.status_changed();
            if changes.changed().await.is_err() {
                return;
            }
        }
    });
}

/// A token for progress that the client has accepted.
async fn progress(session: &Session) -> Option<NumberOrString> {
    if !session.abilities().shows_progress || session.folders().is_empty() || *session.index.ready.borrow() {
        return None;
    }
    let token = NumberOrString::String("lakespeak/index".to_owned());
    session.client.create_work_done_progress(token.clone()).await.ok()?;
    Some(token)
}

/// Looks at all files that are new or have changed.
fn look(session: &Session, lexicon: &Arc<Lexicon>, token: Option<NumberOrString>) {
    let cancel = Cancel::default();
    let files = crawl::files(session, &cancel);
    let mut known = lock(&session.index.known);
    let there: FxHashSet<&PathBuf> = files.iter().collect();
    known.files.retain(|path, _| there.contains(path));
    drop(known);
    let mut near = Near::default();
    let due: Vec<(&PathBuf, Entry)> = files.iter().filter_map(|path| Some((path, due(session, path, lexicon, &mut near)?))).collect();
    let mut progress = token.map(|token| Progress::begin(&session.outbox, token, "Reading the workspace"));
    if due.len() < WORTH_SHOWING {
        progress = None;
    }
    let count = due.len();
    for (index, (path, entry)) in due.into_iter().enumerate() {
        crawl::give_way(session, &cancel);
        let entry = filled(session, path, entry);
        lock(&session.index.known).files.insert(path.clone(), entry);
        if let Some(progress) = &mut progress {
            progress.report(index + 1, count);
        }
    }
    let counted = |path: &PathBuf| Some((path.clone(), lock(&session.index.known).files.get(path)?.counted.clone()?));
    frequent::add_up(session, files.iter().filter_map(counted));
}

/// What the files of one folder are read with, which is the same for all of them, and the folder that was asked about last.
#[derive(Default)]
struct Near(Option<(PathBuf, Arc<Lexicon>)>);

impl Near {
    fn lexicon(&mut self, session: &Session, path: &Path, builtin: &Arc<Lexicon>) -> Option<Arc<Lexicon>> {
        let folder = path.parent()?;
        if self.0.as_ref().is_none_or(|(last, _)| last != folder) {
            let lexicon = session.around(&Uri::from_file_path(path)?).lexicon;
            self.0 = Some((folder.to_owned(), lexicon.unwrap_or_else(|| Arc::clone(builtin))));
        }
        self.0.as_ref().map(|(_, lexicon)| Arc::clone(lexicon))
    }
}

/// A file as it is on the disk and with what applies to it, to be read; `None` where it is known so.
fn due(session: &Session, path: &Path, builtin: &Arc<Lexicon>, near: &mut Near) -> Option<Entry> {
    let about = std::fs::metadata(path).ok()?;
    let (modified, len) = (about.modified().ok(), about.len());
    let lexicon = near.lexicon(session, path, builtin)?;
    let same = |entry: &Entry| entry.modified == modified && entry.len == len && Arc::ptr_eq(&entry.lexicon, &lexicon);
    let known = lock(&session.index.known).files.get(path).is_some_and(same);
    (!known).then(|| Entry { modified, len, lexicon, mentions: Box::default(), counted: None })
}

/// The same, with what stands in the file.
fn filled(session: &Session, path: &Path, entry: Entry) -> Entry {
    let Some(closed) = crawl::closed(session, path) else { return entry };
    let (lexicon, facts) = (&entry.lexicon, &closed.around.facts);
    let document = Document::new(closed.text, closed.language, lexicon, &Cancel::default());
    let mut places = Places::new(document.lexed(), session.abilities().encoding);
    let found = document.mentions(document.everything(), lexicon, facts);
    let counted = (!is_ours(path)).then(|| {
        let found = count(&document, &found, lexicon, facts, &mut lock(&session.index.frequent.spellings));
        Counted { lexicon: Arc::clone(lexicon), language: closed.language, found: Arc::new(found) }
    });
    let at = |range: Range, term: TermId| At {
        term: term.0,
        from: (range.start.line, range.start.character),
        to: (range.end.line, range.end.character),
    };
    if found.len() > MOST_IN_FILE {
        tracing::info!(path = %path.display(), all = found.len(), kept = MOST_IN_FILE, "not all mentions are kept");
    }
    let mentions = found.into_iter().take(MOST_IN_FILE).map(|mention| at(places.range(mention.span), mention.term)).collect();
    Entry { mentions, counted, ..entry }
}
