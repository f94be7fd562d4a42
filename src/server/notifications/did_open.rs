//! `textDocument/didOpen`.

use std::path::Path;
use std::sync::Arc;

use tower_lsp::ls_types::DidOpenTextDocumentParams;

use super::notebook;
use crate::server::session::Session;
use crate::server::surroundings::file_path;
use crate::syntax::Language;

pub(super) fn handle(session: &Arc<Session>, params: DidOpenTextDocumentParams) {
    let item = params.text_document;
    // Some clients tell the cells of a notebook a second time, as texts.
    if let Some(notebook) = session.documents.notebook_of(item.uri.as_str()) {
        return notebook::apply(session, &notebook, None, |notebook| notebook.open(item));
    }
    if let Some(replaced) = session.documents.close(item.uri.as_str()) {
        tracing::warn!(uri = replaced.uri.as_str(), "opened while open");
        session.clear(&replaced.uri);
    }
    // An unsaved text has a name too: `untitled:query.sql`.
    let path = file_path(&item.uri).unwrap_or_else(|| Path::new(item.uri.path().as_str()).to_path_buf());
    let language = Language::from_id(&item.language_id).or_else(|| Language::from_path(&path));
    let uri = item.uri.clone();
    if let Some(file) = session.documents.open(item, language, || session.around(&uri)) {
        session.opened(&file);
    }
}
