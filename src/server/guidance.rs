//! Where guidance opens: the team's page, or one of ours in the user's cache folder.

use std::path::PathBuf;
use std::sync::Arc;

use tower_lsp::ls_types::{Location, Position, Range, ShowDocumentParams, Uri};

use super::session::Session;
use crate::analysis::{Guidance, comments};
use crate::lexicon::{Lexicon, RuleId, TermId};
use crate::views::guidance;
use crate::workspace::cache;

/// A place that can be opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Target {
    /// A page for a browser.
    Web(Uri),
    /// A place in a file.
    File(Location),
}

impl Target {
    /// What is opened.
    pub(super) fn uri(&self) -> &Uri {
        match self {
            Self::Web(uri) => uri,
            Self::File(location) => &location.uri,
        }
    }
}

/// The guidance on a term, or on one of its rules; `None`, and a line in the log, where our page cannot be written.
pub(super) fn target(session: &Session, lexicon: &Lexicon, team: &Guidance, term: TermId, rule: Option<RuleId>) -> Option<Target> {
    let id = &lexicon.term(term).id;
    if team.base_url.is_some() {
        let url = comments::link(team, id, rule.map(|rule| lexicon.rule(rule).id.as_str()));
        return url.parse().ok().map(Target::Web);
    }
    page(session, lexicon, term, rule).map(Target::File)
}

/// Our page on a term, and the place on it that speaks of a rule.
pub(super) fn page(session: &Session, lexicon: &Lexicon, term: TermId, rule: Option<RuleId>) -> Option<Location> {
    let page = guidance::page(lexicon, term);
    let folder: Option<PathBuf> = session.options.cache.clone().or_else(cache::folder);
    let written = cache::page(&folder?, &lexicon.term(term).id, &page.markdown);
    let path = written.inspect_err(|error| tracing::warn!(%error, "the guidance page cannot be written")).ok()?;
    let start = Position { line: page.line_of(rule), character: 0 };
    Some(Location { uri: Uri::from_file_path(path)?, range: Range { start, end: start } })
}

/// Has the client open a place, without waiting for it. False where it cannot.
pub(super) fn show(session: &Arc<Session>, target: Target) -> bool {
    if !session.abilities().shows_documents {
        return false;
    }
    let params = match target {
        Target::Web(uri) => ShowDocumentParams { uri, external: Some(true), take_focus: Some(true), selection: None },
        Target::File(Location { uri, range }) => {
            ShowDocumentParams { uri, external: Some(false), take_focus: Some(true), selection: Some(range) }
        }
    };
    let client = session.client.clone();
    tokio::spawn(async move {
        if let Err(error) = client.show_document(params).await {
            tracing::warn!(%error, "the client did not open a document");
        }
    });
    true
}
