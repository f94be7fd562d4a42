//! `textDocument/hover`: what is known about the place: its findings first, then the cards of its terms.

use std::sync::Arc;

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{Hover, HoverContents, HoverParams, MarkupContent};

use super::{Pinned, authoring, markup_kind, on_pinned};
use crate::analysis::Finding;
use crate::lexicon::TermId;
use crate::server::convert::Places;
use crate::server::session::Session;
use crate::text::Span;
use crate::views::card::{self, Markup};

pub(super) async fn handle(session: &Arc<Session>, params: HoverParams) -> Result<Option<Hover>> {
    let position = params.text_document_position_params.position;
    let format = authoring::format_of(&params.text_document_position_params.text_document.uri);
    on_pinned(session, move |pinned| {
        let lexed = pinned.read.document.lexed();
        let offset = Places::new(lexed, pinned.session.abilities().encoding).offset(position)?;
        let about_key = format.and_then(|format| authoring::hover(pinned, format, offset));
        about_key.or_else(|| hover(pinned, offset))
    })
    .await
}

/// What is known about one place.
pub(super) struct Here {
    /// Its findings, where findings are shown.
    findings: Vec<Finding>,
    /// Its terms: those that stand there, then those of its findings.
    pub(super) terms: Vec<TermId>,
    /// The narrowest of what stands there.
    span: Span,
}

impl Here {
    /// `None` where nothing is known.
    pub(super) fn new(pinned: &Pinned, offset: u32) -> Option<Self> {
        let Pinned { session, version, read, cancel } = pinned;
        let shown = session.settings().diagnostics.enable;
        let analysis = version.analysis(read, cancel)?;
        let mentions = read.document.mentions(Span::at(offset), &read.lexicon, &version.around.facts);
        // Directly behind a word counts too, unless another one begins there.
        let spans = || mentions.iter().map(|mention| mention.span).chain(analysis.findings.iter().map(|finding| finding.span));
        let covers: fn(Span, u32) -> bool = if spans().any(|span| span.contains(offset)) { Span::contains } else { Span::touches };
        let findings: Vec<_> = analysis.findings.iter().filter(|finding| shown && covers(finding.span, offset)).cloned().collect();
        let mentions: Vec<_> = mentions.iter().filter(|mention| covers(mention.span, offset)).collect();
        let span =
            mentions.iter().map(|mention| mention.span).chain(findings.iter().map(|finding| finding.span)).min_by_key(|span| span.len())?;
        let mut terms: Vec<TermId> = Vec::new();
        let of_findings = findings.iter().map(|finding| read.lexicon.term_of(finding.rule));
        for term in mentions.iter().map(|mention| mention.term).chain(of_findings) {
            if !terms.contains(&term) {
                terms.push(term);
            }
        }
        Some(Self { findings, terms, span })
    }
}

fn hover(pinned: &Pinned, offset: u32) -> Option<Hover> {
    let Pinned { session, version, read, .. } = pinned;
    let here = Here::new(pinned, offset)?;
    let findings: Vec<&Finding> = here.findings.iter().collect();
    let markup = session.abilities().markup.unwrap_or(Markup::Plain);
    let kind = markup_kind(markup);
    let facets = session.settings().hover.facets();
    let value = card::hover_with(&read.lexicon, &here.terms, &findings, markup, &version.around.facts.guidance, &facets);
    let range = Places::new(read.document.lexed(), session.abilities().encoding).range(here.span);
    Some(Hover { contents: HoverContents::Markup(MarkupContent { kind, value }), range: Some(range) })
}
