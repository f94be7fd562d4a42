//! `textDocument/documentLink`: the guidance behind the ids in our own comments.
//!
//! A target is given at once, and its page written once: editors that open links without asking back would have nothing
//! to open otherwise.

use std::sync::Arc;

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{DocumentLink, DocumentLinkParams};

use super::{Pinned, on_pinned};
use crate::lexicon::{RuleId, TermId};
use crate::server::guidance;
use crate::server::session::Session;
use crate::text::Span;

pub(super) async fn handle(session: &Arc<Session>, _: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
    on_pinned(session, |pinned| Some(links(pinned, &named(pinned)?))).await
}

/// An id in a comment, and what it names.
type Named = (Span, TermId, Option<RuleId>);

fn named(pinned: &Pinned) -> Option<Vec<Named>> {
    let (lexed, lexicon) = (pinned.read.document.lexed(), &pinned.read.lexicon);
    let analysis = pinned.version.analysis(&pinned.read, &pinned.cancel)?;
    // A web address is a link to every editor already.
    let short = |span: Span| !lexed.slice(span).starts_with("http");
    let todos = analysis.todos.iter().filter(|todo| short(todo.link)).filter_map(|todo| {
        let rule = todo.rule.as_deref().and_then(|id| lexicon.rule_by_id(id));
        let term = rule.map(|rule| lexicon.term_of(rule)).or_else(|| lexicon.term_by_id(&todo.term))?;
        Some((todo.link, term, rule))
    });
    let ids = analysis.suppressions.iter().flat_map(|suppression| &suppression.ids);
    let rules = ids.filter_map(|(span, id, _)| lexicon.rule_by_id(id).map(|rule| (*span, lexicon.term_of(rule), Some(rule))));
    let mut all: Vec<Named> = todos.chain(rules).collect();
    all.sort_by_key(|(span, ..)| *span);
    Some(all)
}

fn links(pinned: &Pinned, named: &[Named]) -> Vec<DocumentLink> {
    let Pinned { session, version, read, .. } = pinned;
    let mut places = pinned.places();
    let link = |&(span, term, rule): &Named| {
        let target = guidance::target(session, &read.lexicon, &version.around.facts.guidance, term, rule)?;
        let tooltip = session.abilities().link_tooltips.then(|| format!("Guidance: {}", read.lexicon.term(term).name));
        Some(DocumentLink { range: places.range(span), target: Some(target.uri().clone()), tooltip, data: None })
    };
    let here: Vec<&Named> = named.iter().filter(|(span, ..)| pinned.places().holds(*span)).collect();
    here.into_iter().filter_map(link).collect()
}
