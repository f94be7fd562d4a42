//! `textDocument/hover`: what is known about the place: its findings first, then the cards of its terms.

use std::sync::Arc;

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind};

use super::{Pinned, on_pinned};
use crate::lexicon::TermId;
use crate::server::convert::Places;
use crate::server::session::Session;
use crate::text::Span;
use crate::views::card::{self, Markup};

pub(super) async fn handle(session: &Arc<Session>, params: HoverParams) -> Result<Option<Hover>> {
    let position = params.text_document_position_params.position;
    on_pinned(session, move |pinned| {
        let lexed = pinned.read.document.lexed();
        let offset = Places::new(lexed, pinned.session.abilities().encoding).offset(position)?;
        hover(pinned, offset)
    })
    .await
}

fn hover(pinned: &Pinned, offset: u32) -> Option<Hover> {
    let Pinned { session, version, read, cancel } = pinned;
    let settings = session.settings();
    let shown = settings.diagnostics.enable;
    let analysis = version.analysis(read, cancel)?;
    let mentions = read.document.mentions(Span::at(offset), &read.lexicon, &version.around.facts);
    // Directly behind a word counts too, unless another one begins there.
    let spans = || mentions.iter().map(|mention| mention.span).chain(analysis.findings.iter().map(|finding| finding.span));
    let covers: fn(Span, u32) -> bool = if spans().any(|span| span.contains(offset)) { Span::contains } else { Span::touches };
    let findings: Vec<_> = analysis.findings.iter().filter(|finding| shown && covers(finding.span, offset)).collect();
    let mentions: Vec<_> = mentions.iter().filter(|mention| covers(mention.span, offset)).collect();
    let range =
        mentions.iter().map(|mention| mention.span).chain(findings.iter().map(|finding| finding.span)).min_by_key(|span| span.len())?;
    let mut terms: Vec<TermId> = Vec::new();
    let of_findings = findings.iter().map(|finding| read.lexicon.term_of(finding.rule));
    for term in mentions.iter().map(|mention| mention.term).chain(of_findings) {
        if !terms.contains(&term) {
            terms.push(term);
        }
    }
    let markup = session.abilities().markup.unwrap_or(Markup::Plain);
    let kind = match markup {
        Markup::Markdown => MarkupKind::Markdown,
        Markup::Plain => MarkupKind::PlainText,
    };
    let value = card::hover_with(&read.lexicon, &terms, &findings, markup, &version.around.facts.guidance, &settings.hover.facets());
    let range = Places::new(read.document.lexed(), session.abilities().encoding).range(range);
    Some(Hover { contents: HoverContents::Markup(MarkupContent { kind, value }), range: Some(range) })
}
