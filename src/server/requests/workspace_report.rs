//! `lakespeak.workspaceReport`: the survival map of the workspace folders, as `lakespeak report --output-format json` gives it.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};

use super::CancelOnDrop;
use crate::analysis::{Analysis, Cancel, Document, Facts};
use crate::lexicon::Lexicon;
use crate::server::crawl;
use crate::server::documents::Version;
use crate::server::session::Session;
use crate::views::report::{FileSurvey, Survey};
use crate::workspace::relative;

pub(super) async fn answer(session: &Arc<Session>) -> Result<Option<Value>> {
    let Some(lexicon) = session.lexicon().await else { return Ok(None) };
    let cancel = Cancel::default();
    let _stop = CancelOnDrop(cancel.clone());
    let session = Arc::clone(session);
    let work = move || survey(&session, &lexicon, &cancel);
    tokio::task::spawn_blocking(work).await.map_err(|_| Error::internal_error())
}

/// `None` where nobody waits for it any more. Open files count as they stand in the editor.
fn survey(session: &Session, lexicon: &Arc<Lexicon>, cancel: &Cancel) -> Option<Value> {
    let open = crawl::open_files(session);
    let mut survey = Survey::default();
    survey.know(lexicon);
    for path in crawl::files(session, cancel).iter() {
        if !crawl::give_way(session, cancel) {
            return None;
        }
        let shown = shown(session, path);
        // An open notebook has no lines of its file; as it was saved, it has.
        let file = match open.get(path).filter(|file| !file.is_notebook()).and_then(|file| file.current()) {
            Some(version) => of_open(&shown, &version, lexicon, cancel),
            None => of_closed(session, path, &shown, lexicon, cancel),
        };
        if let Some(file) = file {
            survey.add(file);
        }
    }
    Some(json!(survey.report()))
}

fn of_open(shown: &str, version: &Version, lexicon: &Arc<Lexicon>, cancel: &Cancel) -> Option<FileSurvey> {
    if super::is_too_long(version) {
        return None;
    }
    let read = version.read(lexicon);
    let facts = &version.around.facts;
    let analysis = Analysis {
        mentions: read.document.mentions(read.document.everything(), &read.lexicon, facts),
        ..Analysis::clone(&*version.analysis(&read, cancel)?)
    };
    Some(FileSurvey::of(shown, read.document.lexed().text(), &analysis, &read.lexicon, &facts.guidance))
}

fn of_closed(session: &Session, path: &Path, shown: &str, lexicon: &Arc<Lexicon>, cancel: &Cancel) -> Option<FileSurvey> {
    let closed = crawl::closed(session, path)?;
    let lexicon = closed.around.lexicon.as_ref().unwrap_or(lexicon);
    let facts: &Facts = &closed.around.facts;
    let document = Document::new(Arc::clone(&closed.text), closed.language, lexicon, cancel);
    let analysis = document.analyse(lexicon, facts, cancel);
    Some(FileSurvey::of(shown, &closed.text, &analysis, lexicon, &facts.guidance))
}

/// A path from the workspace folder that holds it; from its own name on where there are several.
fn shown(session: &Session, path: &Path) -> String {
    let folders = session.folders();
    let holder = folders.iter().filter(|folder| path.starts_with(folder)).max_by_key(|folder| folder.components().count());
    match (holder, folders.len()) {
        (Some(folder), 1) => relative(folder, path),
        (Some(folder), _) => relative(folder.parent().unwrap_or(folder), path),
        (None, _) => path.display().to_string(),
    }
}
