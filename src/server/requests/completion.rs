//! `textDocument/completion` and `completionItem/resolve`: terms in running text, ids in our own comments.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    CompletionItem, CompletionItemKind, CompletionItemLabelDetails, CompletionItemTag, CompletionList, CompletionParams,
    CompletionResponse, CompletionTextEdit, CompletionTriggerKind, Documentation, InsertReplaceEdit, MarkupContent, Range, TextEdit,
};

use super::{Pinned, authoring, markup_kind, on_known};
use crate::lexicon::{Lexicon, TermId};
use crate::server::convert::Places;
use crate::server::session::Session;
use crate::views::card::{self, Markup};
use crate::views::complete::{About, Completion, Item, complete};

/// The signs behind which a list of ids may open: `ignore[`, `lakespeak:`, `term/`.
pub(super) const SIGNS: [&str; 3] = ["[", ":", "/"];

/// What comes back with an item, to be resolved.
#[derive(Serialize, Deserialize)]
pub(super) struct Data {
    pub(super) uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) term: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) rule: Option<String>,
}

pub(super) async fn handle(session: &Arc<Session>, params: CompletionParams) -> Result<Option<CompletionResponse>> {
    if !session.settings().completion.enable {
        return Ok(None);
    }
    let by_sign = params.context.is_some_and(|context| context.trigger_kind == CompletionTriggerKind::TRIGGER_CHARACTER);
    let place = params.text_document_position;
    let format = authoring::format_of(&place.text_document.uri);
    super::on_pinned(session, move |pinned| {
        let read = &pinned.read;
        let mut places = pinned.places();
        let at = places.offset(place.position)?;
        if let Some(format) = format {
            let items = authoring::complete(pinned, format, place.text_document.uri.as_str(), at);
            if !items.is_empty() {
                return Some(CompletionResponse::List(CompletionList { is_incomplete: false, items }));
            }
        }
        let mut analysis = || pinned.version.analysis(read, &pinned.cancel);
        let found = complete(&read.document, &read.lexicon, at, !by_sign, &mut analysis)?;
        Some(list(pinned, place.text_document.uri.as_str(), &found, &mut places))
    })
    .await
}

fn list(pinned: &Pinned, uri: &str, found: &Completion, places: &mut Places) -> CompletionResponse {
    let range = places.range(found.typed);
    let text = pinned.read.document.lexed().text();
    let behind = text.get(found.typed.end as usize..).unwrap_or_default();
    let tail = behind.len() - behind.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_').len();
    let whole = Range { start: range.start, end: places.position(found.typed.end + tail as u32) };
    let typed = pinned.read.document.lexed().slice(found.typed);
    let numbered = found.items.iter().enumerate();
    let items = numbered.map(|(index, item)| offer(pinned, uri, item, typed, (range, whole), index)).collect();
    CompletionResponse::List(CompletionList { is_incomplete: found.is_incomplete, items })
}

/// An item as the client shows it; `ranges`: what is typed, and the whole word.
fn offer(pinned: &Pinned, uri: &str, item: &Item, typed: &str, ranges: (Range, Range), index: usize) -> CompletionItem {
    let (lexicon, abilities) = (&pinned.read.lexicon, &pinned.session.abilities().completion);
    let (kind, detail, category) = match item.about {
        About::Term(id) => (CompletionItemKind::TEXT, name_beside(lexicon, id, &item.text), Some(&lexicon.term(id).category)),
        About::Rule(id) => (CompletionItemKind::REFERENCE, Some(lexicon.rule(id).message.clone()), None),
        About::Word => (CompletionItemKind::KEYWORD, None, None),
    };
    let description = category.filter(|category| abilities.label_details && !category.is_empty()).cloned();
    let new_text = item.text.clone();
    let is_deprecated = matches!(item.about, About::Term(id) if lexicon.term(id).deprecated.is_some());
    CompletionItem {
        label: item.text.clone(),
        label_details: description.map(|category| CompletionItemLabelDetails { detail: None, description: Some(category) }),
        kind: Some(kind),
        detail,
        // Best first, whatever the client thinks of the words.
        sort_text: Some(format!("{index:03}")),
        // The client looks for what is typed at the beginning of this.
        filter_text: Some(filter(typed, &item.text)),
        text_edit: Some(if abilities.insert_replace && ranges.0 != ranges.1 {
            CompletionTextEdit::InsertAndReplace(InsertReplaceEdit { new_text, insert: ranges.0, replace: ranges.1 })
        } else {
            CompletionTextEdit::Edit(TextEdit { range: ranges.0, new_text })
        }),
        tags: (is_deprecated && abilities.tags).then(|| vec![CompletionItemTag::DEPRECATED]),
        deprecated: (is_deprecated && !abilities.tags && abilities.deprecated).then_some(true),
        data: serde_json::to_value(data(lexicon, uri, item.about)).ok().filter(|_| item.about != About::Word),
        ..CompletionItem::default()
    }
}

/// The term's name, where another spelling is offered.
fn name_beside(lexicon: &Lexicon, id: TermId, text: &str) -> Option<String> {
    let name = &lexicon.term(id).name;
    (name.to_lowercase() != text.to_lowercase()).then(|| name.clone())
}

/// What a client filters by: the item's own text, unless that does not hold what is typed letter by letter.
fn filter(typed: &str, text: &str) -> String {
    let mut rest = text.chars().flat_map(char::to_lowercase);
    let holds = typed.chars().flat_map(char::to_lowercase).all(|c| rest.any(|other| other == c));
    if holds { text.to_owned() } else { format!("{typed} {text}") }
}

fn data(lexicon: &Lexicon, uri: &str, about: About) -> Data {
    let (term, rule) = match about {
        About::Term(id) => (Some(lexicon.term(id).id.clone()), None),
        About::Rule(id) => (None, Some(lexicon.rule(id).id.clone())),
        About::Word => (None, None),
    };
    Data { uri: uri.to_owned(), term, rule }
}

/// Adds the card; an item that means nothing here comes back as it is.
pub(super) async fn resolve(session: &Arc<Session>, mut item: CompletionItem) -> Result<CompletionItem> {
    let Some(data) = item.data.as_ref().and_then(|data| Data::deserialize(data).ok()) else { return Ok(item) };
    let Some(asked) = session.documents.asked(&data.uri) else { return Ok(item) };
    let markup = session.abilities().completion.markup.unwrap_or(Markup::Plain);
    let card = on_known(session, asked, move |pinned| {
        let (lexicon, guidance) = (&pinned.read.lexicon, &pinned.version.around.facts.guidance);
        let facets = pinned.session.settings().hover.facets();
        let term = data.term.and_then(|id| lexicon.term_by_id(&id));
        let rule = data.rule.and_then(|id| lexicon.rule_by_id(&id));
        match (term, rule) {
            (Some(term), _) => Some(card::about(lexicon, &[term], &[], markup, guidance, &facets)),
            (_, Some(rule)) => Some(card::about(lexicon, &[lexicon.term_of(rule)], &[rule], markup, guidance, &facets)),
            _ => None,
        }
    });
    if let Some(value) = card.await? {
        item.documentation = Some(Documentation::MarkupContent(MarkupContent { kind: markup_kind(markup), value }));
    }
    Ok(item)
}
