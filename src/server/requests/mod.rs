//! Requests: each one a pure function of the text it is pinned to, run on a thread of its own.

mod authoring;
pub(super) mod beyond;
mod code_action;
mod command;
mod completion;
mod diagnostic;
mod document_link;
mod grow;
mod hover;
mod initialize;
mod inlay_hint;
mod navigate;
mod workspace_diagnostic;
mod workspace_report;
mod written;

use std::sync::Arc;

use serde_json::Value;
use tower_lsp::LanguageServer;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{
    CodeAction, CodeActionParams, CodeActionResponse, CompletionItem, CompletionParams, CompletionResponse, DocumentDiagnosticParams,
    DocumentDiagnosticReportResult, DocumentHighlight, DocumentHighlightParams, DocumentLink, DocumentLinkParams, DocumentSymbolParams,
    DocumentSymbolResponse, ExecuteCommandParams, GotoDefinitionParams, GotoDefinitionResponse, Hover, HoverParams, InitializeParams,
    InitializeResult, InlayHint, InlayHintParams, Location, MarkupKind, ReferenceParams, Uri, WorkspaceDiagnosticParams,
    WorkspaceDiagnosticReportResult, WorkspaceSymbolParams, WorkspaceSymbolResponse,
};

use super::convert::{self, Places};
use super::documents::{Asked, Cell, Read, Version};
use super::guard::pinned;
use super::publish::is_too_long;
use super::session::Session;
use crate::analysis::Cancel;
use crate::text::Span;
use crate::views::card::Markup;
pub(super) use workspace_diagnostic::Survey;

/// The session, as the framework sees it. Notifications never get here: the guard handles them in wire order.
#[derive(Debug)]
pub(super) struct Backend(pub(super) Arc<Session>);

impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        Ok(initialize::handle(&self.0, &params))
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        hover::handle(&self.0, params).await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        code_action::handle(&self.0, params).await
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        code_action::resolve(&self.0, action).await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        document_link::handle(&self.0, params).await
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        navigate::definition(&self.0, params).await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        navigate::references(&self.0, params).await
    }

    async fn document_highlight(&self, params: DocumentHighlightParams) -> Result<Option<Vec<DocumentHighlight>>> {
        navigate::highlight(&self.0, params).await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        navigate::document_symbols(&self.0, params).await
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
        navigate::workspace_symbols(&self.0, params).await
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<Value>> {
        command::handle(&self.0, params).await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        inlay_hint::handle(&self.0, params).await
    }

    async fn inlay_hint_resolve(&self, hint: InlayHint) -> Result<InlayHint> {
        inlay_hint::resolve(&self.0, hint).await
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        completion::handle(&self.0, params).await
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        completion::resolve(&self.0, item).await
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        diagnostic::handle(&self.0, params).await
    }

    async fn workspace_diagnostic(&self, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
        workspace_diagnostic::handle(&self.0, params).await
    }
}

/// What a request is asked about.
pub(super) struct Pinned {
    pub(super) session: Arc<Session>,
    pub(super) version: Arc<Version>,
    pub(super) read: Arc<Read>,
    /// Which cell of a notebook.
    pub(super) cell: Option<Cell>,
    /// Set when the client does not want the answer any more.
    pub(super) cancel: Cancel,
}

impl Pinned {
    /// The places of the text, or of the cell.
    pub(super) fn places(&self) -> Places<'_> {
        Places::new(self.read.document.lexed(), self.session.abilities().encoding).in_cell(self.cell.as_ref())
    }

    /// The address of the file: of the notebook that a cell is of.
    pub(super) fn file_uri(&self, uri: &Uri) -> Uri {
        let notebook = self.cell.as_ref().and_then(|_| self.session.documents.notebook_of(uri.as_str()));
        notebook.map_or_else(|| uri.clone(), |notebook| notebook.uri.clone())
    }

    /// Where a span of the text stands, which has that address or that cell.
    pub(super) fn location(&self, uri: &Uri, span: Span) -> Location {
        convert::location(uri, &self.version, self.read.document.lexed(), span, self.session.abilities().encoding)
    }
}

/// Runs `work` on the pinned text, on another thread, once the lexicon is there. `None` where there is no text to ask:
/// an unknown or too long document, or one whose text we lost.
pub(super) async fn on_pinned<T: Send + 'static>(
    session: &Arc<Session>,
    work: impl FnOnce(&Pinned) -> Option<T> + Send + 'static,
) -> Result<Option<T>> {
    match pinned() {
        Some(asked) => on_known(session, asked, work).await,
        None => Ok(None),
    }
}

/// The same for a version that is known otherwise: a request to resolve names no document.
async fn on_known<T: Send + 'static>(
    session: &Arc<Session>,
    asked: Asked,
    work: impl FnOnce(&Pinned) -> Option<T> + Send + 'static,
) -> Result<Option<T>> {
    let (cell, version) = (asked.cell().cloned(), asked.version);
    if is_too_long(&version) {
        return Ok(None);
    }
    let Some(lexicon) = session.lexicon().await else { return Ok(None) };
    let cancel = Cancel::default();
    let _stop = CancelOnDrop(cancel.clone());
    let _busy = session.busy();
    let session = Arc::clone(session);
    let task = tokio::task::spawn_blocking(move || {
        let read = version.read(&lexicon);
        work(&Pinned { session, version, read, cell, cancel })
    });
    task.await.map_err(|_| Error::internal_error())
}

/// What the client calls it.
fn markup_kind(markup: Markup) -> MarkupKind {
    match markup {
        Markup::Markdown => MarkupKind::Markdown,
        Markup::Plain => MarkupKind::PlainText,
    }
}

/// Tells a thread that nobody waits for it any more: a cancelled handler is dropped where it waits.
pub(super) struct CancelOnDrop(pub(super) Cancel);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        self.0.cancel();
    }
}
