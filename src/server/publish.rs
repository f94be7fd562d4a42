//! Diagnostics: what is shown of findings, whoever asks for it.

use std::sync::Arc;

use tower_lsp::ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location, NumberOrString, Position,
    PublishDiagnosticsParams, Range, Uri,
};

use super::client::Abilities;
use super::convert::{self, Places, severity};
use super::documents::{Cell, File, Version};
use super::mistakes;
use super::session::Session;
use super::surroundings::file_path;
use crate::analysis::{Analysis, Cancel, Finding, Guidance};
use crate::lexicon::{FindIn, Lexicon};
use crate::syntax::Lexed;
use crate::views;
use crate::workspace::is_ours;

/// Who found it.
pub(super) const SOURCE: &str = "lakespeak";

/// The diagnostics of a version, as they are pushed, those of a notebook by cell; `None` if `cancel` came first.
pub(super) fn diagnostics(
    session: &Session,
    file: &File,
    version: &Version,
    lexicon: &Arc<Lexicon>,
    cancel: &Cancel,
) -> Option<Vec<PublishDiagnosticsParams>> {
    let of = |uri: &Uri, cell: Option<&Cell>| {
        let diagnostics = of_version(session, uri, version, cell, lexicon, cancel)?;
        Some(PublishDiagnosticsParams::new(uri.clone(), diagnostics, Some(cell.map_or(version.number, |cell| cell.number))))
    };
    match &version.cells {
        Some(cells) => cells.iter().map(|cell| of(&cell.uri, Some(cell))).collect(),
        None => of(&file.uri, None).map(|one| vec![one]),
    }
}

/// The diagnostics of a version, or of one of its cells; `None` if `cancel` came first.
pub(super) fn of_version(
    session: &Session,
    uri: &Uri,
    version: &Version,
    cell: Option<&Cell>,
    lexicon: &Arc<Lexicon>,
    cancel: &Cancel,
) -> Option<Vec<Diagnostic>> {
    if !session.settings().diagnostics.enable {
        Some(Vec::new())
    } else if is_too_long(version) {
        tracing::info!(uri = uri.as_str(), bytes = version.rope.len_bytes(), "too long to be read");
        let first = cell.is_none_or(|cell| version.cells.iter().any(|cells| cells.first() == Some(cell)));
        Some(if first { vec![too_long(version)] } else { Vec::new() })
    } else if cancel.is_cancelled() {
        None
    } else if let Some(path) = file_path(uri).filter(|path| cell.is_none() && is_ours(path)) {
        // Its mistakes count; the examples in it are no accidents.
        let read = version.read(lexicon);
        let lexed = read.document.lexed();
        Some(mistakes::of_lexed(&session.mistakes_in(&path, lexed.text()), lexed, session.abilities()))
    } else {
        let read = version.read(lexicon);
        let analysis = version.analysis(&read, cancel)?;
        let guidance = &version.around.facts.guidance;
        let lexed = read.document.lexed();
        let at = At { uri, version: Some(version), cell };
        Some(Shown { abilities: session.abilities(), at, guidance, lexicon: &read.lexicon, lexed, analysis: &analysis }.all())
    }
}

/// No diagnostics, for no version in particular.
pub(super) fn nothing(uri: &Uri) -> PublishDiagnosticsParams {
    PublishDiagnosticsParams::new(uri.clone(), Vec::new(), None)
}

/// Where a text stands.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub(super) uri: &'a Uri,
    /// Where it is open.
    pub(super) version: Option<&'a Version>,
    /// The cell that the address is of.
    pub(super) cell: Option<&'a Cell>,
}

/// What was found in a text, and to whom it is shown.
pub(super) struct Shown<'a> {
    pub(super) abilities: &'a Abilities,
    pub(super) at: At<'a>,
    pub(super) guidance: &'a Guidance,
    pub(super) lexicon: &'a Lexicon,
    pub(super) lexed: &'a Lexed,
    pub(super) analysis: &'a Analysis,
}

impl Shown<'_> {
    /// The diagnostics of all findings, in order.
    pub(super) fn all(&self) -> Vec<Diagnostic> {
        let mut places = Places::new(self.lexed, self.abilities.encoding).in_cell(self.at.cell);
        let here: Vec<&Finding> = self.analysis.findings.iter().filter(|finding| places.holds(finding.span)).collect();
        here.into_iter().map(|finding| self.diagnostic(finding, &mut places)).collect()
    }

    fn diagnostic(&self, finding: &Finding, places: &mut Places) -> Diagnostic {
        let (lexicon, abilities) = (self.lexicon, self.abilities);
        let rule = lexicon.rule(finding.rule);
        let link = abilities.code_description.then(|| views::links::finding_url(lexicon, finding, self.guidance)).flatten();
        let tag = tag(rule.find_in).filter(|tag| abilities.tags.contains(tag));
        Diagnostic {
            range: places.range(finding.span),
            severity: Some(severity(finding.severity)),
            code: Some(NumberOrString::String(rule.id.clone())),
            code_description: link.and_then(|link| link.parse().ok()).map(|href| CodeDescription { href }),
            source: Some(SOURCE.to_owned()),
            message: views::message::diagnostic(lexicon, finding),
            related_information: self.related(finding),
            tags: tag.map(|tag| vec![tag]),
            data: abilities.diagnostic_data.then(|| serde_json::json!({ "term": lexicon.term(finding.term(lexicon)).id })),
        }
    }

    /// The TODO that acknowledges a finding.
    fn related(&self, finding: &Finding) -> Option<Vec<DiagnosticRelatedInformation>> {
        let todo = self.analysis.todos.get(finding.acknowledged?).filter(|_| self.abilities.related_information)?;
        let (At { uri, version, .. }, encoding) = (self.at, self.abilities.encoding);
        let location = match version {
            Some(version) => convert::location(uri, version, self.lexed, todo.span, encoding),
            None => Location { uri: uri.clone(), range: Places::new(self.lexed, encoding).range(todo.span) },
        };
        Some(vec![DiagnosticRelatedInformation { location, message: "Acknowledged by this TODO.".to_owned() }])
    }
}

fn tag(find_in: FindIn) -> Option<DiagnosticTag> {
    match find_in {
        FindIn::StaleTodo | FindIn::UnusedSuppression => Some(DiagnosticTag::UNNECESSARY),
        FindIn::DeprecatedTerm => Some(DiagnosticTag::DEPRECATED),
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
