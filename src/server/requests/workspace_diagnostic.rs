//! `workspace/diagnostic`: the diagnostics of all files below the workspace folders, where the settings want them.
//!
//! A client that takes partial results is held in the line while nothing has changed since it was told everything: it
//! would ask again at once. Files whose bytes are older than what the client knows are not read again.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use rustc_hash::FxHashMap;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{
    Diagnostic, FullDocumentDiagnosticReport, PreviousResultId, ProgressToken, UnchangedDocumentDiagnosticReport, Uri,
    WorkspaceDiagnosticParams, WorkspaceDiagnosticReport, WorkspaceDiagnosticReportPartialResult, WorkspaceDiagnosticReportResult,
    WorkspaceDocumentDiagnosticReport as Report, WorkspaceFullDocumentDiagnosticReport, WorkspaceUnchangedDocumentDiagnosticReport,
};

use super::CancelOnDrop;
use super::diagnostic::result_id;
use crate::analysis::{Cancel, Input, check};
use crate::lexicon::Lexicon;
use crate::server::crawl;
use crate::server::documents::{File, lock};
use crate::server::progress::{Progress, partial};
use crate::server::publish::{At, Shown, of_version};
use crate::server::session::Session;
use crate::server::settings::Scope;
use crate::server::surroundings::file_path;
use crate::workspace::is_ours;

/// So many files are reported at once.
const BATCH: usize = 64;
/// How long changes may go on before they are looked at: a branch that is checked out changes many files.
const SETTLE: Duration = Duration::from_millis(200);

/// What the client was told of files that are not open.
#[derive(Debug, Default)]
pub(in crate::server) struct Survey {
    seen: Mutex<FxHashMap<PathBuf, Seen>>,
    /// What had changed so far when everything was told.
    told: Mutex<Option<u64>>,
    /// Whether the client sent back results that it was told.
    remembers: AtomicBool,
}

/// The state of a file, and the result that it had.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Seen {
    state: State,
    result: String,
}

/// What a file's diagnostics hang on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct State {
    modified: Option<SystemTime>,
    len: u64,
    /// What had changed of lexicon, settings and configuration.
    world: u64,
}

pub(super) async fn handle(session: &Arc<Session>, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
    let stream = params.partial_result_params.partial_result_token;
    forget_with(&session.survey, !params.previous_result_ids.is_empty());
    if !wait(session, stream.is_some()).await {
        return Ok(WorkspaceDiagnosticReport::default().into());
    }
    let Some(lexicon) = session.lexicon().await else { return Ok(WorkspaceDiagnosticReport::default().into()) };
    let cancel = Cancel::default();
    let _stop = CancelOnDrop(cancel.clone());
    let session = Arc::clone(session);
    let progress = params.work_done_progress_params.work_done_token;
    let work = move || Pass::new(&session, &lexicon, stream, cancel, params.previous_result_ids).run(progress);
    let items = tokio::task::spawn_blocking(work).await.map_err(|_| Error::internal_error())?;
    Ok(WorkspaceDiagnosticReport { items }.into())
}

/// A client that sent results back and sends none any more has lost them: it is told everything once more. One that never
/// sent any would ask for ever.
fn forget_with(survey: &Survey, has_some: bool) {
    if survey.remembers.swap(has_some, Ordering::Relaxed) && !has_some {
        *lock(&survey.told) = None;
    }
}

/// Waits until there is something to say; false for nothing, to a client that is not held.
async fn wait(session: &Session, holds: bool) -> bool {
    let mut changes = session.changes();
    loop {
        let now = *changes.borrow_and_update();
        let wanted = session.settings().diagnostics.scope == Scope::Workspace;
        if wanted && !(holds && *lock(&session.survey.told) == Some(now)) {
            return true;
        }
        if !holds || changes.changed().await.is_err() {
            return wanted;
        }
        tokio::time::sleep(SETTLE).await;
    }
}

/// One look at all files.
struct Pass<'a> {
    session: &'a Session,
    lexicon: &'a Arc<Lexicon>,
    /// Where parts of the result go.
    stream: Option<ProgressToken>,
    cancel: Cancel,
    /// What the client has, by [`key`]: the address as it writes it, and the result.
    known: FxHashMap<String, (Uri, String)>,
    items: Vec<Report>,
    world: u64,
    /// The result of a file without diagnostics.
    nothing: String,
}

impl<'a> Pass<'a> {
    fn new(
        session: &'a Session,
        lexicon: &'a Arc<Lexicon>,
        stream: Option<ProgressToken>,
        cancel: Cancel,
        known: Vec<PreviousResultId>,
    ) -> Self {
        let known = known.into_iter().map(|id| (key(&id.uri), (id.uri, id.value))).collect();
        Self { session, lexicon, stream, cancel, known, items: Vec::new(), world: session.world(), nothing: result_id(&[]) }
    }

    /// What of the result was not streamed.
    fn run(mut self, progress: Option<ProgressToken>) -> Vec<Report> {
        let now = *self.session.changes().borrow();
        let mut progress = progress.map(|token| Progress::begin(&self.session.outbox, token, "Looking at the workspace"));
        let files = crawl::files(self.session, &self.cancel);
        let mut open = crawl::open_files(self.session);
        for (index, path) in files.iter().enumerate() {
            if !crawl::give_way(self.session, &self.cancel) {
                return Vec::new();
            }
            match open.remove(path) {
                Some(file) => self.open(&file),
                None => self.closed(path),
            }
            if let Some(progress) = &mut progress {
                progress.report(index + 1, files.len());
            }
            self.flush(BATCH);
        }
        // Stopped at the last file, it would say too much.
        if self.cancel.is_cancelled() {
            return Vec::new();
        }
        self.gone();
        self.flush(1);
        *lock(&self.session.survey.told) = Some(now);
        self.items
    }

    fn open(&mut self, file: &File) {
        let Some(version) = file.current() else { return };
        let number = Some(i64::from(version.number));
        // The cells of a notebook are asked about themselves.
        let items = if file.is_notebook() {
            Some(Vec::new())
        } else {
            of_version(self.session, &file.uri, &version, None, self.lexicon, &self.cancel)
        };
        if let Some(items) = items {
            self.report(&file.uri, number, items);
        }
    }

    fn closed(&mut self, path: &Path) {
        let Some(uri) = Uri::from_file_path(path) else { return };
        let about = std::fs::metadata(path).ok();
        let state = State {
            modified: about.as_ref().and_then(|about| about.modified().ok()),
            len: about.map_or(0, |about| about.len()),
            world: self.world,
        };
        let seen = lock(&self.session.survey.seen).get(path).filter(|seen| seen.state == state).cloned();
        let result = match seen {
            Some(seen) if self.is_known(&uri, &seen.result) => return self.unchanged(uri, None, seen.result),
            // Nothing was found, and nothing was told.
            Some(seen) if seen.result == self.nothing && !self.known.contains_key(&key(&uri)) => return,
            _ => {
                // What was stopped is not told, and not remembered either.
                let Some(items) = self.look(path) else { return };
                let result = result_id(&items);
                self.report(&uri, None, items);
                result
            }
        };
        lock(&self.session.survey.seen).insert(path.to_owned(), Seen { state, result });
    }

    /// The diagnostics of a file that is not open, none where it cannot be read; `None` if the work was stopped.
    fn look(&self, path: &Path) -> Option<Vec<Diagnostic>> {
        // Mistakes of a glossary that is not open are pushed.
        if !self.session.settings().diagnostics.enable || is_ours(path) {
            return Some(Vec::new());
        }
        let Some(crawl::Closed { uri, text, language, around }) = crawl::closed(self.session, path) else { return Some(Vec::new()) };
        let lexicon = around.lexicon.as_ref().unwrap_or(self.lexicon);
        let input = Input { text, language, facts: around.facts };
        let checked = check(&input, lexicon, &self.cancel);
        if self.cancel.is_cancelled() {
            return None;
        }
        let Some(checked) = checked else { return Some(Vec::new()) };
        let shown = Shown {
            abilities: self.session.abilities(),
            at: At { uri: &uri, version: None, cell: None },
            guidance: &input.facts.guidance,
            lexicon,
            lexed: checked.document.lexed(),
            analysis: &checked.analysis,
        };
        Some(shown.all())
    }

    /// Files that the client knows something about and that are not there any more.
    fn gone(&mut self) {
        let gone = std::mem::take(&mut self.known).into_values();
        self.items.extend(gone.map(|(uri, _)| full(uri, None, Vec::new())));
    }

    fn is_known(&self, uri: &Uri, result: &str) -> bool {
        self.known.get(&key(uri)).is_some_and(|(_, known)| known == result)
    }

    fn report(&mut self, uri: &Uri, version: Option<i64>, items: Vec<Diagnostic>) {
        let result = result_id(&items);
        if self.is_known(uri, &result) {
            self.unchanged(uri.clone(), version, result);
        } else if self.known.remove(&key(uri)).is_some() || !items.is_empty() {
            self.items.push(full(uri.clone(), version, items));
        }
    }

    fn unchanged(&mut self, uri: Uri, version: Option<i64>, result_id: String) {
        self.known.remove(&key(&uri));
        let unchanged_document_diagnostic_report = UnchangedDocumentDiagnosticReport { result_id };
        self.items.push(Report::Unchanged(WorkspaceUnchangedDocumentDiagnosticReport {
            uri,
            version,
            unchanged_document_diagnostic_report,
        }));
    }

    /// Streams what there is, from so many files on.
    fn flush(&mut self, from: usize) {
        if let Some(token) = self.stream.as_ref().filter(|_| self.items.len() >= from) {
            let items = std::mem::take(&mut self.items);
            partial(&self.session.outbox, token, &WorkspaceDiagnosticReportPartialResult { items });
        }
    }
}

/// The same for all ways to write the address of a file: clients escape more signs than they must, or fewer.
fn key(uri: &Uri) -> String {
    let same = file_path(uri).and_then(Uri::from_file_path);
    same.as_ref().unwrap_or(uri).as_str().to_owned()
}

fn full(uri: Uri, version: Option<i64>, items: Vec<Diagnostic>) -> Report {
    let full_document_diagnostic_report = FullDocumentDiagnosticReport { result_id: Some(result_id(&items)), items };
    Report::Full(WorkspaceFullDocumentDiagnosticReport { uri, version, full_document_diagnostic_report })
}
