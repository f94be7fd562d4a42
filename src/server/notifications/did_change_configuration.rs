//! `workspace/didChangeConfiguration`.

use std::sync::Arc;

use tower_lsp::ls_types::DidChangeConfigurationParams;

use super::initialized;
use crate::server::session::Session;
use crate::server::settings::Settings;

pub(super) fn handle(session: &Arc<Session>, params: &DidChangeConfigurationParams) {
    // A client that answers questions sends nothing of use here.
    if session.abilities().configuration {
        initialized::ask_for_settings(session);
    } else {
        session.set_settings(Settings::new(&params.settings));
    }
}
