//! Requests beyond the protocol, for editors that show more than it knows: `lakespeak/status`, `lakespeak/glossary`,
//! `lakespeak/card`. Each takes `{textDocument?: {uri}}` and answers by what counts for that document, or, without one, by
//! what counts everywhere.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};
use tower_lsp::LspServiceBuilder;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{Position, Uri};

use super::written::Written;
use super::{Backend, hover, navigate, on_pinned};
use crate::analysis::Facts;
use crate::lexicon::Lexicon;
use crate::server::guard::pinned;
use crate::server::session::Session;
use crate::views::catalogue;
use crate::workspace::GlossaryFile;

/// What a client is told when another answer to [`Backend::status`] is due. Only clients that announce
/// `experimental: {lakespeakStatus: true}` are told.
pub(in crate::server) const STATUS_CHANGED: &str = "lakespeak/statusChanged";

pub(in crate::server) fn register(builder: LspServiceBuilder<Backend>) -> LspServiceBuilder<Backend> {
    builder
        .custom_method("lakespeak/status", Backend::status)
        .custom_method("lakespeak/glossary", Backend::glossary)
        .custom_method("lakespeak/card", Backend::card)
}

/// What a card is asked of: a term by its id, name or alias, or the place in the document.
#[derive(Deserialize)]
#[serde(untagged)]
enum Card {
    Term { term: String },
    Place { position: Position },
}

impl Backend {
    /// How much is known: `{version, terms, rules, glossaries: [{uri, terms, mistakes}]}`, the last being the team's files.
    async fn status(&self, _: Value) -> Result<Value> {
        let (lexicon, _) = known(&self.0).await;
        let count = |count: fn(&Lexicon) -> usize| lexicon.as_deref().map_or(0, count);
        let session = Arc::clone(&self.0);
        let glossaries = tokio::task::spawn_blocking(move || glossaries(&session)).await.unwrap_or_default();
        Ok(json!({
            "version": env!("CARGO_PKG_VERSION"),
            "terms": count(|lexicon| lexicon.terms().len()),
            "rules": count(|lexicon| lexicon.rule_ids().len()),
            "glossaries": glossaries,
        }))
    }

    /// All terms: `{terms: [see views::catalogue]}`; each with `mentions`, how often it stands in the workspace, once that
    /// is known, and with `source.uri` where it is the team's own.
    async fn glossary(&self, _: Value) -> Result<Value> {
        let (Some(lexicon), facts) = known(&self.0).await else { return Ok(json!({ "terms": [] })) };
        let Some(builtin) = self.0.lexicon().await else { return Ok(json!({ "terms": [] })) };
        let session = Arc::clone(&self.0);
        let work = move || listed(&session, &builtin, &lexicon, &facts);
        let terms = tokio::task::spawn_blocking(work).await.map_err(|_| tower_lsp::jsonrpc::Error::internal_error())?;
        Ok(json!({ "terms": terms }))
    }

    /// Cards, whole: `{cards: [see views::catalogue]}`, none where no term is known by that name or stands at that place.
    async fn card(&self, params: Value) -> Result<Value> {
        let cards = match Card::deserialize(params) {
            Ok(Card::Term { term }) => {
                let (lexicon, facts) = known(&self.0).await;
                let card = lexicon.and_then(|lexicon| Some(catalogue::page(&lexicon, lexicon.find_term(&term)?, &facts.guidance)));
                card.into_iter().collect()
            }
            Ok(Card::Place { position }) => cards_at(&self.0, position).await?,
            Err(_) => {
                let wanted = "`lakespeak/card` takes `{term}`, or `{textDocument, position}`";
                return Err(tower_lsp::jsonrpc::Error::invalid_params(wanted));
            }
        };
        Ok(json!({ "cards": cards }))
    }
}

fn listed(session: &Session, builtin: &Arc<Lexicon>, lexicon: &Lexicon, facts: &Facts) -> Value {
    let mut terms = catalogue::terms(lexicon, &facts.choices);
    let counts = navigate::counts(session, builtin);
    let mut written = Written::new(session);
    for ((id, term), listed) in lexicon.terms().zip(terms.as_array_mut().into_iter().flatten()) {
        let Some(listed) = listed.as_object_mut() else { continue };
        if let Some(counts) = &counts {
            listed.insert("mentions".to_owned(), json!(counts.get(&term.id).copied().unwrap_or_default()));
        }
        let place = lexicon.is_team_term(id).then(|| written.place(&term.source)).flatten();
        if let (Some(place), Some(source)) = (place, listed.get_mut("source").and_then(Value::as_object_mut)) {
            source.insert("uri".to_owned(), json!(place.uri));
        }
    }
    terms
}

/// The team's glossaries, with what is wrong with them.
fn glossaries(session: &Session) -> Vec<Value> {
    let all = session.roots().into_iter().filter_map(|root| session.loaded(&root));
    let told = all.flat_map(|loaded| {
        let counted = |file: &Arc<GlossaryFile>| (Arc::clone(file), loaded.mistakes.count(&file.path));
        loaded.words.shelf.files.iter().map(counted).collect::<Vec<_>>()
    });
    let value = |(file, mistakes): (Arc<GlossaryFile>, usize)| {
        let uri = Uri::from_file_path(&file.path)?;
        Some(json!({ "uri": uri, "terms": file.glossary.terms.len(), "mistakes": mistakes }))
    };
    told.filter_map(value).collect()
}

/// What counts for the document that is asked about; without one, what the first workspace says of all its files.
async fn known(session: &Session) -> (Option<Arc<Lexicon>>, Facts) {
    let around = pinned().map(|asked| Arc::clone(&asked.version.around));
    let everywhere = || session.roots().iter().find_map(|root| Some(Arc::clone(session.loaded(root)?.words.team.outermost())));
    let own = around.as_ref().map_or_else(everywhere, |around| around.lexicon.clone());
    let facts = around.map(|around| around.facts.clone()).unwrap_or_default();
    (if own.is_some() { own } else { session.lexicon().await }, facts)
}

async fn cards_at(session: &Arc<Session>, position: Position) -> Result<Vec<Value>> {
    let cards = on_pinned(session, move |pinned| {
        let (lexicon, guidance) = (&pinned.read.lexicon, &pinned.version.around.facts.guidance);
        let offset = pinned.places().offset(position)?;
        let here = hover::here(pinned, offset)?;
        Some(here.terms.iter().map(|&term| catalogue::page(lexicon, term, guidance)).collect())
    });
    Ok(cards.await?.unwrap_or_default())
}
