//! `textDocument/didChange`.

use std::sync::Arc;

use tower_lsp::ls_types::DidChangeTextDocumentParams;

use super::notebook;
use crate::server::documents::Notebook;
use crate::server::keeper::Change;
use crate::server::session::Session;
use crate::server::surroundings::file_path;
use crate::workspace::is_ours;

pub(super) fn handle(session: &Arc<Session>, params: &DidChangeTextDocumentParams) {
    let encoding = session.abilities().encoding;
    if let Some(notebook) = session.documents.notebook_of(params.text_document.uri.as_str()) {
        let id = &params.text_document;
        let change = |notebook: &mut Notebook| notebook.change_text(id.uri.as_str(), id.version, &params.content_changes, encoding);
        return notebook::apply(session, &notebook, None, change);
    }
    let Some(file) = session.documents.get(params.text_document.uri.as_str()) else {
        tracing::debug!(uri = params.text_document.uri.as_str(), "a change to a document that is not open here");
        return;
    };
    if file.change(params.text_document.version, &params.content_changes, encoding) {
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
