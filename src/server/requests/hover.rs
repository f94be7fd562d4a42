//! `textDocument/hover`: what is known about the place: its findings first, then the cards of its terms.

use std::sync::Arc;

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{Hover, HoverContents, HoverParams, MarkupContent};

use super::{Pinned, authoring, markup_kind, on_pinned};
use crate::server::session::Session;
use crate::views::card::{self, Markup};
use crate::views::here::{self, Here, Wanted};

pub(super) async fn handle(session: &Arc<Session>, params: HoverParams) -> Result<Option<Hover>> {
    let position = params.text_document_position_params.position;
    let format = authoring::format_of(&params.text_document_position_params.text_document.uri);
    on_pinned(session, move |pinned| {
        let offset = pinned.places().offset(position)?;
        let about_key = format.and_then(|format| authoring::hover(pinned, format, offset));
        about_key.or_else(|| hover(pinned, offset))
    })
    .await
}

/// What is known about one place; `None` for nothing.
pub(super) fn here(pinned: &Pinned, offset: u32) -> Option<Here> {
    let Pinned { session, version, read, cancel, .. } = pinned;
    let settings = session.settings();
    let wanted = Wanted { findings: settings.diagnostics.enable, identifiers: settings.hover.on_identifiers };
    let analysis = version.analysis(read, cancel)?;
    here::here(&read.document, &read.lexicon, &version.around.facts, &analysis, offset, wanted)
}

fn hover(pinned: &Pinned, offset: u32) -> Option<Hover> {
    let Pinned { session, version, read, .. } = pinned;
    let here = here(pinned, offset)?;
    let markup = session.abilities().markup.unwrap_or(Markup::Plain);
    let kind = markup_kind(markup);
    let facets = session.settings().hover.facets();
    let value = card::about(&read.lexicon, &here.terms, &here.rules, markup, &version.around.facts.guidance, &facets);
    let range = pinned.places().range(here.span);
    Some(Hover { contents: HoverContents::Markup(MarkupContent { kind, value }), range: Some(range) })
}
