//! `textDocument/didClose`.

use std::sync::Arc;

use tower_lsp::ls_types::DidCloseTextDocumentParams;

use crate::server::keeper::Change;
use crate::server::session::Session;

pub(super) fn handle(session: &Arc<Session>, params: &DidCloseTextDocumentParams) {
    if let Some(file) = session.documents.close(params.text_document.uri.as_str()) {
        session.clear(&file.uri);
        session.files_changed();
        if session.keeper.keeps(&file.uri) {
            session.keeper.wake(Change::Texts);
        }
    }
}
