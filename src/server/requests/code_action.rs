//! `textDocument/codeAction`: TODOs, suppressions, the removal of those that nothing needs any more, and what grows the
//! team's glossary.

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, CodeActionResponse, CodeActionTriggerKind, Command, Diagnostic,
    DocumentChanges, NumberOrString, OneOf, OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextEdit as ClientEdit, Uri,
    WorkspaceEdit,
};

use super::command::GO_TO;
use super::grow::{Ground, Offered, Wish};
use super::{Pinned, on_known, on_pinned};
use crate::analysis::{Analysis, Finding};
use crate::lexicon::FindIn;
use crate::server::convert::Places;
use crate::server::publish::SOURCE;
use crate::server::session::Session;
use crate::text::{Span, TextEdit};
use crate::views::{deprecated, grow, suppress, todo};

pub(super) async fn handle(session: &Arc<Session>, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
    if !session.abilities().code_actions {
        return Ok(None);
    }
    on_pinned(session, move |pinned| Some(Offer::new(pinned, &params)?.actions)).await
}

/// Adds the edit to an action that was offered without; as it is, where its text is not there any more.
pub(super) async fn resolve(session: &Arc<Session>, mut action: CodeAction) -> Result<CodeAction> {
    let asked = action.data.as_ref().and_then(|data| Unresolved::deserialize(data).ok());
    let wanted = |asked: &Unresolved| asked.wish.is_some() || action.kind.as_ref() == Some(&ADD_TODOS);
    let Some(Unresolved { uri, wish }) = asked.filter(wanted) else { return Ok(action) };
    let Some(asked) = session.documents.asked(uri.as_str()) else { return Ok(action) };
    action.edit = on_known(session, asked, move |pinned| {
        if let Some(wish) = &wish {
            return Ground::of(pinned, &pinned.file_uri(&uri))?.edit(wish);
        }
        let analysis = pinned.version.analysis(&pinned.read, &pinned.cancel)?;
        workspace_edit(pinned, &uri, all_todos(pinned, &analysis))
    })
    .await?;
    Ok(action)
}

/// What comes back with an action that has no edit yet.
#[derive(Serialize, Deserialize)]
struct Unresolved {
    uri: Uri,
    /// What is to be changed; TODOs are to be added where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    wish: Option<Wish>,
}

/// TODOs for a whole file.
pub(super) const ADD_TODOS: CodeActionKind = CodeActionKind::new("source.addTodos.lakespeak");

/// What is offered for a range.
struct Offer<'a> {
    pinned: &'a Pinned,
    params: &'a CodeActionParams,
    analysis: Arc<Analysis>,
    places: Places<'a>,
    /// The findings that are meant.
    meant: Vec<Finding>,
    actions: Vec<CodeActionOrCommand>,
}

impl<'a> Offer<'a> {
    fn new(pinned: &'a Pinned, params: &'a CodeActionParams) -> Option<Self> {
        let analysis = pinned.version.analysis(&pinned.read, &pinned.cancel)?;
        let places = pinned.places();
        let asked = places.span(params.range);
        let mut offer = Self { pinned, params, analysis: Arc::clone(&analysis), places, meant: Vec::new(), actions: Vec::new() };
        if offer.wants(&CodeActionKind::QUICKFIX) {
            let named = params.context.diagnostics.iter().any(|diagnostic| diagnostic.source.as_deref() == Some(SOURCE));
            let here = pinned.places();
            for finding in analysis.findings.iter().filter(|finding| here.holds(finding.span)) {
                // An editor may name the diagnostics it means, such as all of the cursor's line.
                if meets(finding.span, asked) || (named && offer.diagnostic(finding).is_some()) {
                    offer.for_finding(finding);
                    offer.meant.push(finding.clone());
                }
            }
        }
        offer.for_team(asked);
        // Not among the fixes for a cursor: only to whoever asks for it.
        if params.context.only.is_some() && offer.wants(&ADD_TODOS) {
            offer.for_file();
        }
        Some(offer)
    }

    /// What changes the team's files; switching a rule off comes last of all.
    fn for_team(&mut self, asked: Span) {
        let uri = self.pinned.file_uri(&self.params.text_document.uri);
        let Some(ground) = Ground::of(self.pinned, &uri) else { return };
        if self.wants(&CodeActionKind::REFACTOR) {
            self.for_words(&ground, asked);
        }
        for finding in std::mem::take(&mut self.meant) {
            self.for_rule(&ground, &finding);
        }
    }

    fn for_words(&mut self, ground: &Ground<'_>, asked: Span) {
        let Pinned { version, read, .. } = self.pinned;
        let (document, lexicon, facts) = (&read.document, &read.lexicon, &version.around.facts);
        if let Some((span, phrase)) = grow::phrase(document, lexicon, facts, asked) {
            let name = phrase.to_owned();
            self.wish(ground, format!("Add \"{phrase}\" to the team glossary"), Wish::Add { name }, None);
            for term in grow::candidates(document, lexicon, facts, span).into_iter().map(|id| lexicon.term(id)) {
                let wish = Wish::Alias { alias: phrase.to_owned(), term: term.id.clone() };
                self.wish(ground, format!("Add \"{phrase}\" as alias of {}", term.name), wish, None);
            }
        }
        // An editor that asks by itself shows a sign where there is something to do: on every term there would be one.
        if self.params.context.trigger_kind != Some(CodeActionTriggerKind::AUTOMATIC) {
            for term in grow::terms_at(document, lexicon, facts, asked).into_iter().map(|id| lexicon.term(id)) {
                self.wish(ground, format!("Override this card: {}", term.name), Wish::Override { term: term.id.clone() }, None);
            }
        }
    }

    fn for_rule(&mut self, ground: &Ground<'_>, finding: &Finding) {
        let rule = self.pinned.read.lexicon.rule(finding.rule);
        if !matches!(rule.find_in, FindIn::Text | FindIn::Path | FindIn::DeprecatedTerm) {
            return;
        }
        let places = [(true, "folder")].into_iter().filter(|_| ground.has_folder()).chain([(false, "project")]);
        for (in_folder, place) in places {
            let wish = Wish::SwitchOff { rule: rule.id.clone(), in_folder };
            self.wish(ground, format!("Switch off {} in this {place}", rule.id), wish, Some(finding));
        }
    }

    /// Offers a change of the team's files, about a finding or about words.
    fn wish(&mut self, ground: &Ground<'_>, title: String, wish: Wish, finding: Option<&Finding>) {
        let Some(offered) = ground.offered(&wish) else { return };
        let kind = Some(if finding.is_some() { CodeActionKind::QUICKFIX } else { CodeActionKind::REFACTOR });
        let diagnostics = finding.and_then(|finding| self.diagnostic(finding)).map(|diagnostic| vec![diagnostic]);
        let action = CodeAction { title, kind, diagnostics, ..CodeAction::default() };
        self.push(match offered {
            Offered::Edit(edit) => CodeAction { edit: Some(edit), ..action },
            Offered::Later => {
                let asked = Unresolved { uri: self.params.text_document.uri.clone(), wish: Some(wish) };
                CodeAction { data: serde_json::to_value(asked).ok(), ..action }
            }
        });
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
            CodeAction { data: serde_json::to_value(Unresolved { uri, wish: None }).ok(), ..action }
        } else {
            CodeAction { edit: workspace_edit(self.pinned, &uri, edits), ..action }
        };
        self.actions.push(CodeActionOrCommand::CodeAction(action));
    }

    /// The way to the TODO that acknowledges a finding, for a client that can go there.
    fn go_to_todo(&mut self, finding: &Finding) {
        let found = finding.acknowledged.and_then(|index| self.analysis.todos.get(index));
        let Some(todo) = found.filter(|_| self.pinned.session.abilities().shows_documents) else { return };
        let read = &self.pinned.read;
        let title = todo::go_to(&read.document, &read.lexicon, todo);
        let location = self.pinned.location(&self.params.text_document.uri, todo.span);
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
        let edit = workspace_edit(self.pinned, &self.params.text_document.uri, vec![edit]);
        if edit.is_some() {
            self.push(CodeAction { edit, ..action });
        }
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

/// TODOs about everything that was found and has none; in a notebook, those of the cell, since each cell is asked about.
fn all_todos(pinned: &Pinned, analysis: &Analysis) -> Vec<TextEdit> {
    let Pinned { version, read, cell, .. } = pinned;
    let mut all = todo::insert_all(&read.document, &read.lexicon, analysis, &version.around.style, &version.around.facts.guidance);
    all.retain(|edit| cell.as_ref().is_none_or(|cell| cell.span.covers(edit.span)));
    all
}

/// Edits of one text, or of one cell, as the client takes them; `None` for edits of a notebook that stand in no cell or in
/// several.
fn workspace_edit(pinned: &Pinned, uri: &Uri, edits: Vec<TextEdit>) -> Option<WorkspaceEdit> {
    let version = &pinned.version;
    let cell = edits.first().and_then(|first| version.cell_at(first.span.start));
    let inside = |edit: &TextEdit| cell.is_some_and(|cell| cell.span.covers(edit.span));
    if version.cells.is_some() && !edits.iter().all(inside) {
        return None;
    }
    let (uri, number) = cell.map_or((uri, version.number), |cell| (&cell.uri, cell.number));
    let mut places = Places::new(pinned.read.document.lexed(), pinned.session.abilities().encoding).in_cell(cell);
    let edits = edits.into_iter().map(|edit| ClientEdit { range: places.range(edit.span), new_text: edit.text });
    Some(if pinned.session.abilities().versioned_edits {
        let text_document = OptionalVersionedTextDocumentIdentifier { uri: uri.clone(), version: Some(number) };
        let edits = DocumentChanges::Edits(vec![TextDocumentEdit { text_document, edits: edits.map(OneOf::Left).collect() }]);
        WorkspaceEdit { document_changes: Some(edits), ..WorkspaceEdit::default() }
    } else {
        #[allow(clippy::mutable_key_type, reason = "the protocol's type; the key is a text that nobody changes")]
        let changes = HashMap::from([(uri.clone(), edits.collect())]);
        WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }
    })
}

/// Whether two places share a byte or touch.
fn meets(a: Span, b: Span) -> bool {
    a.start <= b.end && b.start <= a.end
}
