//! `initialized`.

use std::sync::Arc;

use tower_lsp::ls_types::{ConfigurationItem, Registration};

use crate::server::index;
use crate::server::keeper::Change;
use crate::server::session::Session;
use crate::server::settings::{SECTION, Settings};

/// The files that decide how others are read: glossaries (imported ones may bear any name), configurations, pins.
const WATCHED: [&str; 5] = [
    "**/*.{yml,yaml}",
    "**/{requirements*,constraints*}.txt",
    "**/requirements/*.txt",
    "**/{pyproject.toml,ruff.toml,.ruff.toml,.sqlfluff,setup.cfg,tox.ini,pep8.ini}",
    "**/{uv,poetry,pdm,Pipfile}.lock",
];

pub(super) fn handle(session: &Arc<Session>) {
    index::keep(session);
    // The built-in words may have come before the folders were known.
    session.keeper.wake(Change::Place);
    if session.abilities().configuration {
        ask_for_settings(session);
    }
    if session.abilities().watches_files {
        let watchers: Vec<_> = WATCHED.iter().map(|glob| serde_json::json!({ "globPattern": glob })).collect();
        let watchers = serde_json::json!({ "watchers": watchers });
        let method = "workspace/didChangeWatchedFiles".to_owned();
        let registration = Registration { id: method.clone(), method, register_options: Some(watchers) };
        let client = session.client.clone();
        tokio::spawn(async move {
            if let Err(error) = client.register_capability(vec![registration]).await {
                tracing::warn!(%error, "changes of files will be seen when one is saved");
            }
        });
    }
    if session.abilities().registers_configuration {
        let method = "workspace/didChangeConfiguration".to_owned();
        let options = Some(serde_json::json!({ "section": SECTION }));
        let registration = Registration { id: method.clone(), method, register_options: options };
        let client = session.client.clone();
        tokio::spawn(async move {
            if let Err(error) = client.register_capability(vec![registration]).await {
                tracing::warn!(%error, "changes of the settings will not be seen");
            }
        });
    }
}

/// Asks the client for our settings, without waiting for the answer.
pub(super) fn ask_for_settings(session: &Arc<Session>) {
    let session = Arc::clone(session);
    tokio::spawn(async move {
        let item = ConfigurationItem { scope_uri: None, section: Some(SECTION.to_owned()) };
        match session.client.configuration(vec![item]).await {
            Ok(values) => session.set_settings(values.first().map(Settings::new).unwrap_or_default()),
            Err(error) => tracing::warn!(%error, "the client does not tell its settings"),
        }
    });
}
