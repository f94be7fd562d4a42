//! Diagnostics, as they are pushed.

use std::sync::Arc;

use tower_lsp::ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location, NumberOrString, Position,
    PublishDiagnosticsParams, Range, Uri,
};

use super::convert::{Places, severity};
use super::documents::{File, Read, Version};
use super::session::Session;
use crate::analysis::{Analysis, Cancel, Finding};
use crate::lexicon::{FindIn, Lexicon};
use crate::views;

/// Who found it.
pub(super) const SOURCE: &str = "lakespeak";

/// The diagnostics of a version; `None` if `cancel` came first.
pub(super) fn diagnostics(
    session: &Session,
    file: &File,
    version: &Version,
    lexicon: &Arc<Lexicon>,
    cancel: &Cancel,
) -> Option<PublishDiagnosticsParams> {
    let diagnostics = if !session.settings().diagnostics.enable {
        Vec::new()
    } else if is_too_long(version) {
        tracing::info!(uri = file.uri.as_str(), bytes = version.rope.len_bytes(), "too long to be read");
        vec![too_long(version)]
    } else if cancel.is_cancelled() {
        return None;
    } else {
        let read = version.read(lexicon);
        let analysis = version.analysis(&read, cancel)?;
        let mut places = Places::new(read.document.lexed(), session.abilities().encoding);
        analysis.findings.iter().map(|finding| diagnostic(session, &file.uri, version, &read, &analysis, finding, &mut places)).collect()
    };
    Some(PublishDiagnosticsParams::new(file.uri.clone(), diagnostics, Some(version.number)))
}

/// No diagnostics, for no version in particular.
pub(super) fn nothing(uri: &Uri) -> PublishDiagnosticsParams {
    PublishDiagnosticsParams::new(uri.clone(), Vec::new(), None)
}

fn diagnostic(
    session: &Session,
    uri: &Uri,
    version: &Version,
    read: &Read,
    analysis: &Analysis,
    finding: &Finding,
    places: &mut Places,
) -> Diagnostic {
    let (lexicon, abilities) = (&read.lexicon, session.abilities());
    let rule = lexicon.rule(finding.rule);
    let link = abilities.code_description.then(|| views::links::rule_url(lexicon, finding.rule, &version.around.facts.guidance)).flatten();
    let related = analysis.todos.get(finding.acknowledged.unwrap_or(usize::MAX)).filter(|_| abilities.related_information);
    let tag = tag(rule.find_in).filter(|tag| abilities.tags.contains(tag));
    Diagnostic {
        range: places.range(finding.span),
        severity: Some(severity(finding.severity)),
        code: Some(NumberOrString::String(rule.id.clone())),
        code_description: link.and_then(|link| link.parse().ok()).map(|href| CodeDescription { href }),
        source: Some(SOURCE.to_owned()),
        message: views::message::diagnostic(lexicon, finding),
        related_information: related.map(|todo| {
            let location = Location { uri: uri.clone(), range: Places::new(read.document.lexed(), abilities.encoding).range(todo.span) };
            vec![DiagnosticRelatedInformation { location, message: "Acknowledged by this TODO.".to_owned() }]
        }),
        tags: tag.map(|tag| vec![tag]),
        data: abilities.diagnostic_data.then(|| serde_json::json!({ "term": lexicon.term(lexicon.term_of(finding.rule)).id })),
    }
}

fn tag(find_in: FindIn) -> Option<DiagnosticTag> {
    match find_in {
        FindIn::StaleTodo | FindIn::UnusedSuppression => Some(DiagnosticTag::UNNECESSARY),
        FindIn::Text | FindIn::Path | FindIn::UnknownSuppression => None,
    }
}

fn too_long(version: &Version) -> Diagnostic {
    let mib = |bytes: usize| format!("{}.{} MiB", bytes >> 20, ((bytes % (1 << 20)) * 10) >> 20);
    let message = format!(
        "Lakespeak did not read this file: it has {}, and `limits.max_file_bytes` allows {}.",
        mib(version.rope.len_bytes()),
        mib(version.around.max_bytes.unwrap_or(usize::MAX))
    );
    let start = Position { line: 0, character: 0 };
    Diagnostic {
        range: Range { start, end: Position { line: 0, character: 1 } },
        severity: Some(DiagnosticSeverity::INFORMATION),
        code: Some(NumberOrString::String("file-too-large".to_owned())),
        source: Some(SOURCE.to_owned()),
        message,
        ..Diagnostic::default()
    }
}

/// Whether a text is over the limit, and so not read at all.
pub(super) fn is_too_long(version: &Version) -> bool {
    version.around.max_bytes.is_some_and(|limit| version.rope.len_bytes() > limit)
}
