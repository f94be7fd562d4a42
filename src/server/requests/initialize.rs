//! `initialize`: who the client is, and what we can do. It waits for nothing.

use std::sync::Arc;

use tower_lsp::ls_types::{
    CodeActionKind, CodeActionOptions, CodeActionProviderCapability, HoverProviderCapability, InitializeParams, InitializeResult,
    PositionEncodingKind, ServerCapabilities, ServerInfo, TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions, Uri,
};

use crate::server::client::Abilities;
use crate::server::session::Session;
use crate::server::settings::Settings;
use crate::text::Encoding;

pub(super) fn handle(session: &Arc<Session>, params: &InitializeParams) -> InitializeResult {
    session.begin(Abilities::new(&params.capabilities), &roots(params));
    if let Some(options) = &params.initialization_options {
        session.set_settings(Settings::new(options));
    }
    InitializeResult {
        capabilities: capabilities(session.abilities()),
        server_info: Some(ServerInfo { name: env!("CARGO_PKG_NAME").to_owned(), version: Some(env!("CARGO_PKG_VERSION").to_owned()) }),
        ..InitializeResult::default()
    }
}

fn roots(params: &InitializeParams) -> Vec<Uri> {
    #[allow(deprecated, reason = "clients without workspace folders say it so")]
    let root = &params.root_uri;
    match params.workspace_folders.as_deref() {
        Some(folders) if !folders.is_empty() => folders.iter().map(|folder| folder.uri.clone()).collect(),
        _ => root.iter().cloned().collect(),
    }
}

fn capabilities(client: &Abilities) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: Some(match client.encoding {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
            Encoding::Utf32 => PositionEncodingKind::UTF32,
        }),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            ..TextDocumentSyncOptions::default()
        })),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        code_action_provider: client.code_actions.then(|| {
            CodeActionProviderCapability::Options(CodeActionOptions {
                code_action_kinds: Some(vec![CodeActionKind::QUICKFIX]),
                ..CodeActionOptions::default()
            })
        }),
        ..ServerCapabilities::default()
    }
}
