//! `notebookDocument/…`: a notebook is told cell by cell, and read as one document.

use std::sync::Arc;

use tower_lsp::ls_types::{DidChangeNotebookDocumentParams, DidCloseNotebookDocumentParams, DidOpenNotebookDocumentParams};

use crate::server::documents::{File, Notebook};
use crate::server::session::Session;

pub(super) fn open(session: &Arc<Session>, params: DidOpenNotebookDocumentParams) {
    let uri = params.notebook_document.uri.clone();
    if close_known(session, uri.as_str()) {
        tracing::warn!(uri = uri.as_str(), "opened while open");
    }
    let file = session.documents.open_notebook(params, || session.around(&uri));
    take_over(session, &file);
    session.opened(&file);
}

pub(super) fn change(session: &Arc<Session>, params: DidChangeNotebookDocumentParams) {
    let id = params.notebook_document;
    let Some(file) = session.documents.notebook(id.uri.as_str()) else {
        tracing::debug!(uri = id.uri.as_str(), "a change to a notebook that is not open here");
        return;
    };
    let encoding = session.abilities().encoding;
    apply(session, &file, Some(id.version), |notebook| notebook.change(params.change, encoding));
}

/// Applies a change, and shows what is found then.
pub(super) fn apply(session: &Arc<Session>, file: &Arc<File>, number: Option<i32>, change: impl FnOnce(&mut Notebook)) {
    for gone in file.change_notebook(number, change) {
        session.clear(&gone);
    }
    take_over(session, file);
    session.analyse(file);
}

pub(super) fn close(session: &Arc<Session>, params: &DidCloseNotebookDocumentParams) {
    if close_known(session, params.notebook_document.uri.as_str()) {
        session.files_changed();
    }
}

/// Closes a notebook, if it is open.
pub(super) fn close_known(session: &Arc<Session>, uri: &str) -> bool {
    let Some(cells) = session.documents.close_notebook(uri) else { return false };
    for cell in &cells {
        session.clear(cell);
    }
    true
}

/// Remembers which cells there are. A text that was opened by itself is one no more.
fn take_over(session: &Arc<Session>, file: &Arc<File>) {
    for cell in session.documents.know_cells(file) {
        if session.documents.close(cell.as_str()).is_some() {
            session.clear(&cell);
        }
    }
}
