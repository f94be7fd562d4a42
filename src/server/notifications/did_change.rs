//! `textDocument/didChange`.

use std::sync::Arc;

use tower_lsp::ls_types::DidChangeTextDocumentParams;

use crate::server::keeper::Change;
use crate::server::session::Session;
use crate::server::surroundings::file_path;
use crate::workspace::is_ours;

pub(super) fn handle(session: &Arc<Session>, params: &DidChangeTextDocumentParams) {
    let Some(file) = session.documents.get(params.text_document.uri.as_str()) else {
        tracing::debug!(uri = params.text_document.uri.as_str(), "a change to a document that is not open here");
        return;
    };
    if file.change(params.text_document.version, &params.content_changes, session.abilities().encoding) {
        // What is wrong with a glossary hangs on others, too: the keeper shows it once it has looked at all of them.
        if !file_path(&file.uri).is_some_and(|path| is_ours(&path)) {
            session.analyse(&file);
        }
        if session.keeper.keeps(&file.uri) {
            session.keeper.wake(Change::Texts);
        }
    } else {
        tracing::warn!(uri = file.uri.as_str(), "a change to a text that is not known");
    }
}
