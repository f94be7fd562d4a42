//! `textDocument/codeAction`: TODOs, suppressions, and the removal of those that nothing needs any more.

use std::collections::HashMap;
use std::sync::Arc;

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, CodeActionResponse, Diagnostic, DocumentChanges, NumberOrString,
    OneOf, OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextEdit as ClientEdit, Uri, WorkspaceEdit,
};

use super::{Pinned, on_pinned};
use crate::analysis::{Analysis, Finding};
use crate::lexicon::FindIn;
use crate::server::convert::Places;
use crate::server::publish::SOURCE;
use crate::server::session::Session;
use crate::text::{Span, TextEdit};
use crate::views::{suppress, todo};

pub(super) async fn handle(session: &Arc<Session>, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
    if !session.abilities().code_actions {
        return Ok(None);
    }
    on_pinned(session, move |pinned| Some(Offer::new(pinned, &params)?.actions)).await
}

/// What is offered for a range.
struct Offer<'a> {
    pinned: &'a Pinned,
    params: &'a CodeActionParams,
    analysis: Arc<Analysis>,
    places: Places<'a>,
    actions: Vec<CodeActionOrCommand>,
}

impl<'a> Offer<'a> {
    fn new(pinned: &'a Pinned, params: &'a CodeActionParams) -> Option<Self> {
        let analysis = pinned.version.analysis(&pinned.read, &pinned.cancel)?;
        let places = Places::new(pinned.read.document.lexed(), pinned.session.abilities().encoding);
        let asked = places.span(params.range);
        let mut offer = Self { pinned, params, analysis: Arc::clone(&analysis), places, actions: Vec::new() };
        if offer.wants(&CodeActionKind::QUICKFIX) {
            let named = params.context.diagnostics.iter().any(|diagnostic| diagnostic.source.as_deref() == Some(SOURCE));
            for finding in &analysis.findings {
                // An editor may name the diagnostics it means, such as all of the cursor's line.
                if meets(finding.span, asked) || (named && offer.diagnostic(finding).is_some()) {
                    offer.for_finding(finding);
                }
            }
        }
        Some(offer)
    }

    /// Whether actions of a kind were asked for: itself, a kind above it, or no kind in particular.
    fn wants(&self, kind: &CodeActionKind) -> bool {
        let above = |asked: &CodeActionKind| {
            let rest = kind.as_str().strip_prefix(asked.as_str());
            asked.as_str().is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.params.context.only.as_ref().is_none_or(|only| only.iter().any(above))
    }

    fn for_finding(&mut self, finding: &Finding) {
        let Pinned { version, read, .. } = self.pinned;
        let (document, lexicon) = (&read.document, &read.lexicon);
        match lexicon.rule(finding.rule).find_in {
            FindIn::StaleTodo => {
                let stale = self.analysis.todos.iter().find(|todo| meets(todo.span, finding.span));
                let edit = stale.and_then(|stale| todo::remove(document, lexicon, stale));
                self.offer_fix(finding, edit.map(|edit| ("Remove stale TODO".to_owned(), edit)), true);
            }
            FindIn::UnusedSuppression | FindIn::UnknownSuppression => {
                let found = self.analysis.suppressions.iter().find(|suppression| meets(suppression.span, finding.span));
                let edit = found.and_then(|found| {
                    let named = found.ids.iter().position(|(span, ..)| span.overlaps(finding.span));
                    suppress::remove(document, lexicon, found, named)
                });
                self.offer_fix(finding, edit.map(|edit| ("Remove this suppression".to_owned(), edit)), true);
            }
            FindIn::Text | FindIn::Path => {
                if todo::existing(&self.analysis, finding).is_none() {
                    let todo =
                        todo::insert(document, lexicon, &self.analysis, finding, &version.around.style, &version.around.facts.guidance);
                    self.offer_fix(finding, todo, true);
                }
                self.offer_fix(finding, suppress::ignore_on_line(document, lexicon, finding), false);
                self.offer_fix(finding, suppress::ignore_in_file(document, lexicon, finding), false);
            }
        }
    }

    fn offer_fix(&mut self, finding: &Finding, fix: Option<(String, TextEdit)>, preferred: bool) {
        let Some((title, edit)) = fix else { return };
        let action = CodeAction {
            title,
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: self.diagnostic(finding).map(|diagnostic| vec![diagnostic]),
            is_preferred: (preferred && self.pinned.session.abilities().preferred_actions).then_some(true),
            ..CodeAction::default()
        };
        self.offer(action, edit);
    }

    /// Offers an action, once.
    fn offer(&mut self, action: CodeAction, edit: TextEdit) {
        let range = self.places.range(edit.span);
        let edit = Some(self.workspace_edit(ClientEdit { range, new_text: edit.text }));
        let action = CodeActionOrCommand::CodeAction(CodeAction { edit, ..action });
        let same = |offered: &CodeActionOrCommand| match (offered, &action) {
            (CodeActionOrCommand::CodeAction(offered), CodeActionOrCommand::CodeAction(action)) => {
                offered.title == action.title && offered.edit == action.edit
            }
            _ => false,
        };
        if !self.actions.iter().any(same) {
            self.actions.push(action);
        }
    }

    /// The client's own diagnostic of a finding, which the action then stands beside.
    fn diagnostic(&mut self, finding: &Finding) -> Option<Diagnostic> {
        let range = self.places.range(finding.span);
        let code = NumberOrString::String(self.pinned.read.lexicon.rule(finding.rule).id.clone());
        let ours = |diagnostic: &&Diagnostic| {
            diagnostic.source.as_deref() == Some(SOURCE) && diagnostic.range == range && diagnostic.code.as_ref() == Some(&code)
        };
        self.params.context.diagnostics.iter().find(ours).cloned()
    }

    fn workspace_edit(&self, edit: ClientEdit) -> WorkspaceEdit {
        let uri: Uri = self.params.text_document.uri.clone();
        if self.pinned.session.abilities().versioned_edits {
            let text_document = OptionalVersionedTextDocumentIdentifier { uri, version: Some(self.pinned.version.number) };
            let edits = DocumentChanges::Edits(vec![TextDocumentEdit { text_document, edits: vec![OneOf::Left(edit)] }]);
            WorkspaceEdit { document_changes: Some(edits), ..WorkspaceEdit::default() }
        } else {
            #[allow(clippy::mutable_key_type, reason = "the protocol's type; the key is a text that nobody changes")]
            let changes = HashMap::from([(uri, vec![edit])]);
            WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }
        }
    }
}

/// Whether two places share a byte or touch.
fn meets(a: Span, b: Span) -> bool {
    a.start <= b.end && b.start <= a.end
}
