//! `initialize`: who the client is, and what we can do. It waits for nothing.

use std::sync::Arc;

use tower_lsp::ls_types::{
    CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CompletionOptions, DiagnosticOptions, DiagnosticServerCapabilities,
    DocumentLinkOptions, ExecuteCommandOptions, HoverProviderCapability, InitializeParams, InitializeResult, InlayHintOptions,
    InlayHintServerCapabilities, NotebookCellSelector, NotebookDocumentSyncOptions, NotebookSelector, OneOf, PositionEncodingKind,
    ServerCapabilities, ServerInfo, TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions, TextDocumentSyncSaveOptions,
    Uri, WorkDoneProgressOptions, WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};

use super::code_action::ADD_TODOS;
use super::command;
use super::completion::SIGNS;
use crate::server::client::Abilities;
use crate::server::publish::SOURCE;
use crate::server::session::Session;
use crate::server::settings::{Scope, Settings};
use crate::syntax::Language;
use crate::text::Encoding;

pub(super) fn handle(session: &Arc<Session>, params: &InitializeParams) -> InitializeResult {
    // First, since nothing needs to be shown anew.
    if let Some(options) = &params.initialization_options {
        session.set_settings(Settings::new(options));
    }
    session.begin(Abilities::new(&params.capabilities), &roots(params));
    InitializeResult {
        capabilities: capabilities(session),
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

/// Which cells we want to be told of, in notebooks of any kind.
fn notebooks() -> NotebookDocumentSyncOptions {
    let ids = [Language::Python, Language::Sql].into_iter().flat_map(Language::ids);
    let cells = ids.map(|id| NotebookCellSelector { language: (*id).to_owned() }).collect();
    let notebook_selector = vec![NotebookSelector::ByCells { notebook: None, cells }];
    NotebookDocumentSyncOptions { notebook_selector, save: Some(true) }
}

fn capabilities(session: &Session) -> ServerCapabilities {
    let client = session.abilities();
    ServerCapabilities {
        position_encoding: Some(match client.encoding {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
            Encoding::Utf32 => PositionEncodingKind::UTF32,
        }),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(TextDocumentSyncSaveOptions::Supported(true)),
            ..TextDocumentSyncOptions::default()
        })),
        notebook_document_sync: client.notebooks.then(|| OneOf::Left(notebooks())),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        code_action_provider: client.code_actions.then(|| {
            CodeActionProviderCapability::Options(CodeActionOptions {
                code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, CodeActionKind::REFACTOR, ADD_TODOS]),
                resolve_provider: client.resolves_edits.then_some(true),
                ..CodeActionOptions::default()
            })
        }),
        inlay_hint_provider: client.hints.then(|| {
            let options = InlayHintOptions { resolve_provider: client.resolves_hints.then_some(true), ..InlayHintOptions::default() };
            OneOf::Right(InlayHintServerCapabilities::Options(options))
        }),
        completion_provider: Some(CompletionOptions {
            resolve_provider: Some(true),
            trigger_characters: Some(SIGNS.map(str::to_owned).to_vec()),
            ..CompletionOptions::default()
        }),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        document_highlight_provider: Some(OneOf::Left(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        workspace_symbol_provider: Some(OneOf::Left(true)),
        document_link_provider: Some(DocumentLinkOptions {
            resolve_provider: None,
            work_done_progress_options: WorkDoneProgressOptions::default(),
        }),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: command::ALL.map(str::to_owned).to_vec(),
            ..ExecuteCommandOptions::default()
        }),
        diagnostic_provider: client.pulls.then(|| {
            DiagnosticServerCapabilities::Options(DiagnosticOptions {
                identifier: Some(SOURCE.to_owned()),
                // Where the settings come later, such a request waits until they are there and want it.
                workspace_diagnostics: client.configuration || session.settings().diagnostics.scope == Scope::Workspace,
                work_done_progress_options: WorkDoneProgressOptions { work_done_progress: Some(true) },
                // An import in one cell counts in the others, which are documents to the client.
                inter_file_dependencies: client.notebooks,
            })
        }),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            ..WorkspaceServerCapabilities::default()
        }),
        ..ServerCapabilities::default()
    }
}
