//! `textDocument/inlayHint`: plain English behind settings; `inlayHint/resolve`: more of it for those who rest on it.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    Command, InlayHint, InlayHintLabel, InlayHintLabelPart, InlayHintParams, InlayHintTooltip, MarkupContent, MarkupKind, Uri,
};

use super::command::OPEN_GUIDANCE;
use super::{Pinned, on_known, on_pinned};
use crate::analysis::Hint;
use crate::schedule::date::{self, Date};
use crate::server::session::Session;
use crate::text::Span;
use crate::views::card::Markup;
use crate::views::hint;

/// What comes back with a hint that is to be resolved.
#[derive(Debug, Serialize, Deserialize)]
struct Data {
    uri: String,
    /// Which hint of the lexicon.
    hint: u32,
    label: String,
}

pub(super) async fn handle(session: &Arc<Session>, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
    if !session.settings().hints.enable {
        return Ok(None);
    }
    on_pinned(session, move |pinned| hints(pinned, &params.text_document.uri, pinned.places().span(params.range))).await
}

/// The hints in a stretch of the text.
fn hints(pinned: &Pinned, uri: &Uri, span: Span) -> Option<Vec<InlayHint>> {
    let Pinned { session, version, read, cancel, .. } = pinned;
    let abilities = session.abilities();
    let hints = version.hints(read, session.settings().diagnostics.enable, cancel)?;
    let mut places = pinned.places();
    let shown = |found: &Hint| {
        let label = hint::label(found);
        let data = abilities.resolves_hints.then(|| Data { uri: uri.as_str().to_owned(), hint: found.id.0, label: label.clone() });
        InlayHint {
            position: places.position(found.at),
            label: if abilities.hint_commands { parts(label, None) } else { InlayHintLabel::String(label) },
            kind: None,
            text_edits: None,
            tooltip: None,
            padding_left: Some(true),
            padding_right: None,
            data: data.and_then(|data| serde_json::to_value(data).ok()),
        }
    };
    Some(hints.iter().filter(|hint| span.touches(hint.at)).map(shown).collect())
}

/// The hint with its tooltip; as it came where its text says something else by now.
pub(super) async fn resolve(session: &Arc<Session>, resolved: InlayHint) -> Result<InlayHint> {
    let data = resolved.data.as_ref().and_then(|data| Data::deserialize(data).ok());
    let asked = data.as_ref().and_then(|data| session.documents.asked(&data.uri));
    let (Some(data), Some(asked)) = (data, asked) else { return Ok(resolved) };
    let found = on_known(session, asked, move |pinned| Some((tooltip(pinned, &data)?, command(pinned, &data), data.label))).await?;
    Ok(match found {
        Some((tooltip, Some(command), label)) => InlayHint { tooltip: Some(tooltip), label: parts(label, Some(command)), ..resolved },
        Some((tooltip, None, _)) => InlayHint { tooltip: Some(tooltip), ..resolved },
        None => resolved,
    })
}

/// A label that a command may stand behind.
fn parts(label: String, command: Option<Command>) -> InlayHintLabel {
    InlayHintLabel::LabelParts(vec![InlayHintLabelPart { value: label, command, ..InlayHintLabelPart::default() }])
}

/// Opens the guidance on the hint's term.
fn command(pinned: &Pinned, data: &Data) -> Option<Command> {
    let lexicon = &pinned.read.lexicon;
    let hint = lexicon.hint_ids().find(|id| id.0 == data.hint).filter(|_| pinned.session.abilities().hint_commands)?;
    let term = lexicon.term(lexicon.term_of_hint(hint));
    let title = format!("Open guidance: {}", term.name);
    Some(Command { title, command: OPEN_GUIDANCE.to_owned(), arguments: Some(vec![term.id.clone().into()]) })
}

fn tooltip(pinned: &Pinned, data: &Data) -> Option<InlayHintTooltip> {
    let Pinned { session, version, read, cancel, .. } = pinned;
    let hints = version.hints(read, session.settings().diagnostics.enable, cancel)?;
    let found = hints.iter().find(|found| found.id.0 == data.hint && hint::label(found) == data.label)?;
    let markup = session.abilities().markup.unwrap_or(Markup::Plain);
    let value = hint::tooltip(&read.lexicon, found, markup, &version.around.facts.guidance, today());
    Some(match markup {
        Markup::Markdown => InlayHintTooltip::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value }),
        Markup::Plain => InlayHintTooltip::String(value),
    })
}

/// The day that it is, in UTC.
fn today() -> Option<Date> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs();
    date::of_seconds(i64::try_from(seconds).ok()?)
}
