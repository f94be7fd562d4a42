//! The files below the workspace folders, for work in the background: found, read, and always second to requests.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;
use tower_lsp::ls_types::Uri;

use super::documents::{File, lock};
use super::session::Session;
use super::surroundings::{Surroundings, file_path};
use crate::analysis::Cancel;
use crate::syntax::Language;
use crate::workspace::{Walk, read, walk};

/// How long work in the background gives way to requests before it goes on all the same, a file at a time.
const COURTESY: Duration = Duration::from_millis(20);

/// How long what was found is taken for what is there.
const FRESH: Duration = Duration::from_secs(2);

/// A file that is not open.
pub(super) struct Closed {
    pub(super) uri: Uri,
    pub(super) text: Arc<str>,
    pub(super) language: Language,
    pub(super) around: Surroundings,
}

/// The files that were found last.
#[derive(Debug, Default)]
pub(super) struct Found(Mutex<Option<Last>>);

#[derive(Debug)]
struct Last {
    /// What had changed by then.
    changes: u64,
    at: Instant,
    files: Arc<[PathBuf]>,
}

/// The files that count below the workspace folders, each once, in order; some of them, if `cancel` stopped it. They are
/// looked for once where several ask after the same change: the others wait for the first.
pub(super) fn files(session: &Session, cancel: &Cancel) -> Arc<[PathBuf]> {
    let mut last = lock(&session.found.0);
    // Taken before the look: what changes during it is looked for the next time.
    let now = *session.changes().borrow();
    if let Some(last) = last.as_ref().filter(|last| last.changes == now && last.at.elapsed() < FRESH) {
        return Arc::clone(&last.files);
    }
    let files: Arc<[PathBuf]> = look(session, cancel).into();
    if !cancel.is_cancelled() {
        *last = Some(Last { changes: now, at: Instant::now(), files: Arc::clone(&files) });
    }
    files
}

fn look(session: &Session, cancel: &Cancel) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for folder in session.folders() {
        let how = Walk { cancel: cancel.clone(), ..session.walk_of(&folder) };
        let (found, problems) = walk(std::slice::from_ref(&folder), &how);
        for problem in problems {
            tracing::debug!(%problem, "a folder that cannot be looked at");
        }
        files.extend(found);
    }
    files.sort();
    files.dedup();
    files
}

/// The open documents by the path of their file.
pub(super) fn open_files(session: &Session) -> FxHashMap<PathBuf, Arc<File>> {
    session.documents.all().into_iter().filter_map(|file| Some((file_path(&file.uri)?, file))).collect()
}

/// Reads a file; `None`, and a line in the log, where it cannot be read.
pub(super) fn closed(session: &Session, path: &Path) -> Option<Closed> {
    let uri = Uri::from_file_path(path)?;
    let language = Language::from_path(path)?;
    let around = session.around(&uri);
    let limit = around.max_bytes.map_or(u64::MAX >> 33, |limit| limit as u64);
    match read(path, limit) {
        Ok(source) => Some(Closed { uri, text: source.text.into(), language, around }),
        Err(problem) => {
            tracing::debug!(%problem, "a file that is left out");
            None
        }
    }
}

/// Lets requests go first. False where the work is not wanted any more.
pub(super) fn give_way(session: &Session, cancel: &Cancel) -> bool {
    let mut waited = Duration::ZERO;
    while session.is_busy() && waited < COURTESY && !cancel.is_cancelled() {
        thread::sleep(Duration::from_millis(1));
        waited += Duration::from_millis(1);
    }
    !cancel.is_cancelled()
}
