//! `textDocument/codeAction`: TODOs, suppressions, and the removal of those that nothing needs any more.

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, CodeActionResponse, Command, Diagnostic, DocumentChanges, Location,
    NumberOrString, OneOf, OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextEdit as ClientEdit, Uri, WorkspaceEdit,
};

use super::command::GO_TO;
use super::{Pinned, on_known, on_pinned};
use crate::analysis::{Analysis, Finding};
use crate::lexicon::FindIn;
use crate::server::convert::Places;
use crate::server::publish::SOURCE;
use crate::server::session::Session;
use crate::text::{Span, TextEdit};
use crate::views::{deprecated, suppress, todo};

pub(super) async fn handle(session: &Arc<Session>, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
    if !session.abilities().code_actions {
        return Ok(None);
    }
    on_pinned(session, move |pinned| Some(Offer::new(pinned, &params)?.actions)).await
}

/// Adds the edit to an action that was offered without; as it is, where its text is not there any more.
pub(super) async fn resolve(session: &Arc<Session>, mut action: CodeAction) -> Result<CodeAction> {
    let asked = action.data.as_ref().and_then(|data| Unresolved::deserialize(data).ok());
    let Some(Unresolved { uri }) = asked.filter(|_| action.kind.as_ref() == Some(&ADD_TODOS)) else { return Ok(action) };
    let Some(version) = session.documents.get(uri.as_str()).and_then(|file| file.current()) else { return Ok(action) };
    action.edit = on_known(session, version, move |pinned| {
        let analysis = pinned.version.analysis(&pinned.read, &pinned.cancel)?;
        let mut places = Places::new(pinned.read.document.lexed(), pinned.session.abilities().encoding);
        Some(workspace_edit(pinned, &uri, all_todos(pinned, &analysis), &mut places))
    })
    .await?;
    Ok(action)
}

/// What comes back with an action that has no edit yet.
#[derive(Serialize, Deserialize)]
struct Unresolved {
    uri: Uri,
}

/// TODOs for a whole file.
pub(super) const ADD_TODOS: CodeActionKind = CodeActionKind::new("source.addTodos.lakespeak");

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
        // Not among the fixes for a cursor: only to whoever asks for it.
        if params.context.only.is_some() && offer.wants(&ADD_TODOS) {
            offer.for_file();
        }
        Some(offer)
    }

    fn for_file(&mut self) {
        let edits = all_todos(self.pinned, &self.analysis);
        if edits.is_empty() {
            return;
        }
        let title = "Insert TODOs for all that was found in this file".to_owned();
        let uri = self.params.text_document.uri.clone();
        let lazy = self.pinned.session.abilities().resolves_edits;
        let action = CodeAction { title, kind: Some(ADD_TODOS), ..CodeAction::default() };
        let action = if lazy {
            CodeAction { data: serde_json::to_value(Unresolved { uri }).ok(), ..action }
        } else {
            CodeAction { edit: Some(workspace_edit(self.pinned, &uri, edits, &mut self.places)), ..action }
        };
        self.actions.push(CodeActionOrCommand::CodeAction(action));
    }

    /// The way to the TODO that acknowledges a finding, for a client that can go there.
    fn go_to_todo(&mut self, finding: &Finding) {
        let found = finding.acknowledged.and_then(|index| self.analysis.todos.get(index));
        let Some(todo) = found.filter(|_| self.pinned.session.abilities().shows_documents) else { return };
        let read = &self.pinned.read;
        let title = todo::go_to(&read.document, &read.lexicon, todo);
        let range = Places::new(read.document.lexed(), self.pinned.session.abilities().encoding).range(todo.span);
        let location = Location { uri: self.params.text_document.uri.clone(), range };
        let arguments = serde_json::to_value(location).ok().map(|location| vec![location]);
        let command = Command { title: title.clone(), command: GO_TO.to_owned(), arguments };
        let diagnostics = self.diagnostic(finding).map(|diagnostic| vec![diagnostic]);
        let action =
            CodeAction { title, kind: Some(CodeActionKind::QUICKFIX), diagnostics, command: Some(command), ..CodeAction::default() };
        self.push(action);
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
            FindIn::DeprecatedTerm => {
                self.offer_fix(finding, deprecated::replace(document, lexicon, finding), true);
                self.offer_fix(finding, suppress::ignore_on_line(document, lexicon, finding), false);
                self.offer_fix(finding, suppress::ignore_in_file(document, lexicon, finding), false);
            }
            FindIn::Text | FindIn::Path => {
                self.go_to_todo(finding);
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

    fn offer(&mut self, action: CodeAction, edit: TextEdit) {
        let edit = workspace_edit(self.pinned, &self.params.text_document.uri, vec![edit], &mut self.places);
        self.push(CodeAction { edit: Some(edit), ..action });
    }

    /// Offers an action, once.
    fn push(&mut self, action: CodeAction) {
        let same = |offered: &CodeActionOrCommand| match offered {
            CodeActionOrCommand::CodeAction(offered) => offered.title == action.title && offered.edit == action.edit,
            CodeActionOrCommand::Command(_) => false,
        };
        if !self.actions.iter().any(same) {
            self.actions.push(CodeActionOrCommand::CodeAction(action));
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
}

/// TODOs about everything that was found and has none.
fn all_todos(pinned: &Pinned, analysis: &Analysis) -> Vec<TextEdit> {
    let Pinned { version, read, .. } = pinned;
    todo::insert_all(&read.document, &read.lexicon, analysis, &version.around.style, &version.around.facts.guidance)
}

/// Edits of a text as the client takes them.
fn workspace_edit(pinned: &Pinned, uri: &Uri, edits: Vec<TextEdit>, places: &mut Places) -> WorkspaceEdit {
    let edits = edits.into_iter().map(|edit| ClientEdit { range: places.range(edit.span), new_text: edit.text });
    if pinned.session.abilities().versioned_edits {
        let text_document = OptionalVersionedTextDocumentIdentifier { uri: uri.clone(), version: Some(pinned.version.number) };
        let edits = DocumentChanges::Edits(vec![TextDocumentEdit { text_document, edits: edits.map(OneOf::Left).collect() }]);
        WorkspaceEdit { document_changes: Some(edits), ..WorkspaceEdit::default() }
    } else {
        #[allow(clippy::mutable_key_type, reason = "the protocol's type; the key is a text that nobody changes")]
        let changes = HashMap::from([(uri.clone(), edits.collect())]);
        WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }
    }
}

/// Whether two places share a byte or touch.
fn meets(a: Span, b: Span) -> bool {
    a.start <= b.end && b.start <= a.end
}
