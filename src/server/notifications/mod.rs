//! Notifications, each handled at once and in wire order.

mod did_change;
mod did_change_configuration;
mod did_close;
mod did_open;
mod initialized;
mod notebook;

use std::sync::Arc;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use tower_lsp::ls_types::{DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams, WorkspaceFolder};

use super::keeper::Change;
use super::session::Session;

/// Handles a notification.
pub(super) fn handle(session: &Arc<Session>, method: &str, params: Option<&RawValue>) {
    let text = params.map_or("null", RawValue::get);
    match method {
        "textDocument/didChange" => match read(method, text) {
            Some(params) => did_change::handle(session, &params),
            None => lose(session, text),
        },
        "textDocument/didOpen" => match read(method, text) {
            Some(params) => did_open::handle(session, params),
            None => lose(session, text),
        },
        "textDocument/didClose" => {
            if let Some(params) = read(method, text) {
                did_close::handle(session, &params);
            }
        }
        "notebookDocument/didOpen" => match read(method, text) {
            Some(params) => notebook::open(session, params),
            None => lose(session, text),
        },
        "notebookDocument/didChange" => match read(method, text) {
            Some(params) => notebook::change(session, params),
            None => lose(session, text),
        },
        "notebookDocument/didClose" => {
            if let Some(params) = read(method, text) {
                notebook::close(session, &params);
            }
        }
        // Looked at anew by those who look at files on the disk.
        "textDocument/didSave" | "notebookDocument/didSave" => {
            session.files_changed();
            session.keeper.wake(Change::Files);
        }
        "workspace/didChangeWatchedFiles" => {
            if let Some(DidChangeWatchedFilesParams { changes }) = read(method, text) {
                session.files_changed();
                if changes.iter().any(|change| session.keeper.heeds(&change.uri)) {
                    session.keeper.wake(Change::Files);
                }
            }
        }
        "workspace/didChangeWorkspaceFolders" => {
            if let Some(DidChangeWorkspaceFoldersParams { event }) = read(method, text) {
                let uris = |folders: Vec<WorkspaceFolder>| folders.into_iter().map(|folder| folder.uri).collect::<Vec<_>>();
                session.change_folders(&uris(event.added), &uris(event.removed));
            }
        }
        "workspace/didChangeConfiguration" => {
            if let Some(params) = read(method, text) {
                did_change_configuration::handle(session, &params);
            }
        }
        "initialized" => initialized::handle(session),
        _ => tracing::debug!(method, "a notification that means nothing here"),
    }
}

/// Reads params; `None`, and a line in the log, where they are wrong.
fn read<P: DeserializeOwned>(method: &str, params: &str) -> Option<P> {
    serde_json::from_str(params).inspect_err(|error| tracing::warn!(method, %error, "wrong params")).ok()
}

/// Marks a document as not known, of which a message could not be understood. No message but its opening says all of a
/// notebook.
pub(super) fn lose(session: &Arc<Session>, params: &str) {
    #[derive(Deserialize)]
    struct Identifier {
        uri: String,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Params {
        text_document: Option<Identifier>,
        notebook_document: Option<Identifier>,
    }
    let Ok(params) = serde_json::from_str::<Params>(params) else { return };
    let notebook = match (&params.text_document, params.notebook_document) {
        (_, Some(notebook)) => Some(notebook.uri),
        (Some(text), None) => session.documents.notebook_of(&text.uri).map(|notebook| notebook.uri.as_str().to_owned()),
        (None, None) => None,
    };
    if let Some(uri) = notebook.filter(|uri| notebook::close_known(session, uri)) {
        tracing::warn!(uri, "the notebook is not known until it is opened again");
    }
    if let Some(file) = params.text_document.and_then(|text| session.documents.get(&text.uri)) {
        tracing::warn!(uri = file.uri.as_str(), "the text is not known until it is sent whole");
        file.lose();
        session.clear(&file.uri);
    }
}
