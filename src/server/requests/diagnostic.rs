//! `textDocument/diagnostic`: diagnostics for clients that ask for them.

use std::hash::Hasher;
use std::sync::Arc;

use rustc_hash::FxHasher;
use tokio::task::JoinError;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::{
    Diagnostic, DiagnosticServerCancellationData, DocumentDiagnosticParams, DocumentDiagnosticReport, DocumentDiagnosticReportResult,
    FullDocumentDiagnosticReport, RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport,
    UnchangedDocumentDiagnosticReport, Uri, error_codes::SERVER_CANCELLED,
};

use super::CancelOnDrop;
use crate::lexicon::Lexicon;
use crate::server::documents::Asked;
use crate::server::guard::pinned;
use crate::server::publish;
use crate::server::session::Session;
use crate::server::surroundings::file_path;
use crate::workspace::is_ours;

/// Of so many versions that a newer one overtook, one is brought to its end, so that a fast typist sees something.
const PATIENCE: i32 = 8;

pub(super) async fn handle(session: &Arc<Session>, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
    let (asked, uri) = (pinned(), params.text_document.uri);
    let items = match asked.clone() {
        Some(asked) => of_version(session, uri.clone(), asked).await?,
        // A text we do not read, or lost.
        None => Vec::new(),
    };
    let id = result_id(&items);
    let report = if params.previous_result_id.as_ref() == Some(&id) {
        let unchanged_document_diagnostic_report = UnchangedDocumentDiagnosticReport { result_id: id };
        DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report,
        })
    } else {
        let full_document_diagnostic_report = FullDocumentDiagnosticReport { result_id: Some(id), items };
        DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport { related_documents: None, full_document_diagnostic_report })
    };
    if let Some(asked) = asked {
        asked.version.told(uri.as_str());
    }
    Ok(report.into())
}

async fn of_version(session: &Arc<Session>, uri: Uri, asked: Asked) -> Result<Vec<Diagnostic>> {
    let Some(lexicon) = session.lexicon().await else { return Ok(Vec::new()) };
    let mut asked = if file_path(&uri).is_some_and(|path| is_ours(&path)) {
        session.keeper.caught_up().await;
        session.renewed(&uri, asked)
    } else {
        session.settled(&uri, asked).await
    };
    loop {
        let (work, version) = (looked_at(session, &uri, asked.clone(), &lexicon), Arc::clone(&asked.version));
        match work.await {
            Ok(Some(items)) => return Ok(items),
            Ok(None) => asked = session.renewed(&uri, asked),
            Err(_) => return Err(Error::internal_error()),
        }
        // Where what is around the text has changed, and not the text, the client may have nothing more to ask.
        if Arc::ptr_eq(&version, &asked.version) {
            return Err(overtaken());
        }
    }
}

/// The diagnostics of a version; `None` where a newer one came first.
async fn looked_at(
    session: &Arc<Session>,
    uri: &Uri,
    asked: Asked,
    lexicon: &Arc<Lexicon>,
) -> std::result::Result<Option<Vec<Diagnostic>>, JoinError> {
    let version = &asked.version;
    let cancel = if version.number % PATIENCE == 0 { crate::analysis::Cancel::default() } else { version.superseded.below() };
    let _stop = CancelOnDrop(cancel.clone());
    let _busy = session.busy();
    let (session, uri, lexicon) = (Arc::clone(session), uri.clone(), Arc::clone(lexicon));
    let work = move || publish::of_version(&session, &uri, &asked.version, asked.cell(), &lexicon, &cancel);
    tokio::task::spawn_blocking(work).await
}

/// A newer version is there. The client is told to ask again even where it would anyway: VS Code's forgets, on an answer that
/// says otherwise, that it was about to.
fn overtaken() -> Error {
    let data = serde_json::to_value(DiagnosticServerCancellationData { retrigger_request: true }).ok();
    Error { code: ErrorCode::ServerError(SERVER_CANCELLED), message: "the text has changed since".into(), data }
}

/// The same for the same diagnostics, whatever version of whatever text they are of.
pub(super) fn result_id(items: &[Diagnostic]) -> String {
    let mut hasher = FxHasher::default();
    hasher.write(&serde_json::to_vec(items).unwrap_or_default());
    format!("{:016x}", hasher.finish())
}
