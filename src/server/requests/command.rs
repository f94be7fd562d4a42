//! `workspace/executeCommand`: what no request of the protocol asks for.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{ExecuteCommandParams, Location, TextDocumentPositionParams};

use super::{Pinned, on_pinned, workspace_report};
use crate::analysis::explain::explain;
use crate::lexicon::{Lexicon, RuleId, TermId};
use crate::server::guidance::{self, Target};
use crate::server::session::Session;
use crate::views::position;

/// Opens the guidance on a term or rule, `[id]`; answers with its address.
pub(super) const OPEN_GUIDANCE: &str = "lakespeak.openGuidance";
/// Goes to a place, `[Location]`.
pub(super) const GO_TO: &str = "lakespeak.goTo";

/// Why there is something, or nothing, at a place, `[{textDocument, position}]`: Markdown.
pub(super) const EXPLAIN_POSITION: &str = "lakespeak.explainPosition";

/// The survival map of the workspace folders as data, `[]`: see [`Report`](crate::views::report::Report).
pub(super) const WORKSPACE_REPORT: &str = "lakespeak.workspaceReport";

/// All commands.
pub(super) const ALL: [&str; 4] = [OPEN_GUIDANCE, GO_TO, EXPLAIN_POSITION, WORKSPACE_REPORT];

pub(super) async fn handle(session: &Arc<Session>, params: ExecuteCommandParams) -> Result<Option<Value>> {
    match params.command.as_str() {
        OPEN_GUIDANCE => open_guidance(session, &argument::<String>(&params)?).await,
        GO_TO => {
            let location: Location = argument(&params)?;
            Ok(Some(json!(guidance::show(session, Target::File(location)))))
        }
        EXPLAIN_POSITION => explain_position(session, argument(&params)?).await,
        WORKSPACE_REPORT => workspace_report::answer(session).await,
        other => Err(Error::invalid_params(format!("there is no command “{other}”"))),
    }
}

/// The first argument of a command.
fn argument<T: for<'de> Deserialize<'de>>(params: &ExecuteCommandParams) -> Result<T> {
    let first = params.arguments.first().unwrap_or(&Value::Null);
    T::deserialize(first).map_err(|error| Error::invalid_params(format!("the argument of {}: {error}", params.command)))
}

async fn explain_position(session: &Arc<Session>, place: TextDocumentPositionParams) -> Result<Option<Value>> {
    on_pinned(session, move |pinned| {
        let Pinned { version, read, cancel, .. } = pinned;
        let at = pinned.places().offset(place.position)?;
        let analysis = version.analysis(read, cancel)?;
        let explanation = explain(&read.document, &read.lexicon, &version.around.facts, &analysis, at);
        Some(json!(position::markdown(&explanation, &read.lexicon)))
    })
    .await
}

async fn open_guidance(session: &Arc<Session>, word: &str) -> Result<Option<Value>> {
    let Some(lexicon) = session.lexicon().await else { return Ok(None) };
    let Some((term, rule)) = find(&lexicon, word) else {
        return Err(Error::invalid_params(format!("there is no term or rule “{word}”")));
    };
    let team = session.guidance();
    let asking = Arc::clone(session);
    let found = tokio::task::spawn_blocking(move || guidance::target(&asking, &lexicon, &team, term, rule)).await;
    let Some(target) = found.map_err(|_| Error::internal_error())? else { return Ok(None) };
    let address = json!(target.uri());
    guidance::show(session, target);
    Ok(Some(address))
}

/// A term or rule, as a person or a link names it: `term`, `rule`, `term/rule`.
fn find(lexicon: &Lexicon, word: &str) -> Option<(TermId, Option<RuleId>)> {
    let last = word.rsplit('/').next().unwrap_or(word);
    let rule = lexicon.rule_by_id(last).map(|rule| (lexicon.term_of(rule), Some(rule)));
    lexicon.find_term(word).map(|term| (term, None)).or(rule)
}
